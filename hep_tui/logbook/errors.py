"""What can go wrong with a logbook, each said in one sentence."""

from collections.abc import Sequence

from hep_tui.errors import HepError
from hep_tui.logbook.entry import Draft, Entry


class NotALogbook(HepError):
    """Refuse a file that is not a review of hep."""


class Damaged(HepError):
    """Refuse a file whose contents no longer agree with themselves."""


class ReadOnly(HepError):
    """Refuse to write into a file opened for reading only."""


class NotStored(HepError):
    """Say that entries could not be stored; `entries` are to be retried as they are, never made again.

    Without any, nothing was tried. `state` says in two words what is wrong with the file, `drafts` are what was to be
    recorded, where it came so far.
    """

    def __init__(self, sentence: str, entries: Sequence[Entry] = (), state: str = "NOT STORED") -> None:
        super().__init__(sentence)
        self.entries, self.state = tuple(entries), state
        self.drafts: tuple[Draft, ...] = ()


class FileChanged(NotStored):
    """Say that a file is no longer the one that was written, so that nothing may be written into it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}, so this is not stored there.", state="THE FILE WAS CHANGED")
        self.what = what


class OtherReview(HepError):
    """Refuse to merge a file that belongs to another review."""


class NotIntroduced(HepError):
    """Refuse what a laptop may not do in a review before another one has introduced it."""

    def __init__(self) -> None:
        super().__init__(
            "This laptop is not introduced in this review, so what others recorded cannot be corrected, taken back, "
            "erased, reopened or declared on it; nothing was stored, let an introduced laptop run hep laptops FILE "
            "introduce with the four words of this one."
        )
