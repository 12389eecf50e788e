"""What can be done with laptops: introduce them, admit what they brought, found a review again."""

from collections.abc import Iterable
from pathlib import Path

from hep_tui.domain.spoken import heard
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry, box_copies, snapshot
from hep_tui.logbook.founders import strangers
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.signatures import key_of
from hep_tui.logbook.trust import ADMIT, INTRODUCE


def introduce(book: Book, words: str, other: Path | None = None) -> Entry | None:
    """Introduce the laptop of four words, which its owner reads out; None where it is introduced already.

    It is looked for in this record, and in another file or a box that was handed in. Whoever introduces others in a
    review that nobody founded founds it. Raises HepError where no laptop has these words.
    """
    keys = set(book.trust.laptops.values())
    if other is not None:
        keys |= _keys_in(other)
    said = " ".join(heard(words))
    found = [key for key in sorted(keys) if four_words(key) == said]
    if not found:
        raise HepError(
            f"No laptop of this record has the words {said or 'that were given'}; nothing was changed. Merge its file "
            "first, or name the file after --from, and let its owner read the words again."
        )
    if not book.trust.claims:
        book.found()
    elif found[0] in book.trust.introduced and found[0] not in strangers(book):
        return None
    return book.append(INTRODUCE, f"laptop.{found[0]}", {"key": found[0]})


def _keys_in(other: Path) -> set[str]:
    """Return the keys of the laptops that wrote into a file; a kiosk may have stored nothing but its box."""
    if key := box_copies.signer(other):
        return {key}
    return {key_of(e) for e in snapshot.record(other)[0]} - {""}


def admit(book: Book, laptop: str, writers: Iterable[str]) -> Entry:
    """Let everything count that some writers have stored so far, which are those of one laptop."""
    of = set(writers)
    heads = {entry.writer: entry.id for entry in book.entries() if entry.writer in of}
    return book.append(ADMIT, book.token(), {"laptop": laptop, "heads": heads})


def found(book: Book) -> None:
    """Record this laptop as the first of a review in which none has a key, or whose first laptop is lost.

    Raises HepError where this laptop can keep no key.
    """
    if book.laptop is None:
        raise HepError("This laptop has no key, so it cannot found a review; hep doctor says where it would be kept.")
    book.found()
