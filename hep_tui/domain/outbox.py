"""What was entered and is not in the record yet: rows in order, each with its own words and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

ENTRIES = "entries"
"""The kind of a deed whose value are drafts, as any form makes them."""


@dataclass(frozen=True)
class Deed:
    """Say what is to become of one thing: from `before`, None for one that is new, to `value`, None to take it back.

    A new thing brings its id with it as `subject`, so that storing it twice changes nothing. `themes` are those that
    come into being with a note; `words` are how a person knows it.
    """

    kind: str
    subject: str
    value: Any = None
    before: Any = None
    themes: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Tried:
    """Hold an attempt of which nobody knows what reached the disk, and the receipt to try the very same again."""

    deed: Deed
    receipt: Any


@dataclass
class Row:
    """Hold one entering. `gone` was taken back by a person, `refused` says why the record will not have it."""

    deed: Deed
    tried: Tried | None = None
    gone: bool = False
    refused: str = ""

    @property
    def subject(self) -> str:
        """Return the id of the thing it is about."""
        return self.deed.subject


class Step(StrEnum):
    """Say what is asked of the disk: store a deed, store the very entries of an attempt again, or look for them."""

    STORE = "store"
    AGAIN = "again"
    LOOK = "look"


@dataclass(frozen=True)
class Job:
    """Hold what is asked of the disk for the row that is under way."""

    row: Row
    step: Step
    deed: Deed
    receipt: Any = None


@dataclass
class Outbox:
    """Hold the rows that wait. They leave in order, one at a time; a person may change or take back each until then.

    Every job that `take` hands out is answered by one of `landed`, `absent`, `unsure`, `unreached` and `refuse`.
    `why` says what keeps the rows here; it is empty while the disk takes them.
    """

    rows: list[Row] = field(default_factory=list)
    job: Job | None = None
    why: str = ""

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that are still to be stored, or looked at, in their order."""
        return (row for row in self.rows if not row.gone)

    def of(self, subject: str) -> Row | None:
        """Return the row about a thing, unless it was taken back."""
        return next((row for row in self if row.subject == subject), None)

    def enter(self, deed: Deed) -> Row:
        """Put a deed behind all others; where one about the same thing waits, that one says this instead."""
        row = next((row for row in self.rows if row.subject == deed.subject), None)
        if row is None:
            row = Row(deed)
            self.rows.append(row)
        else:
            row.deed = replace(deed, before=row.deed.before, themes=_together(row.deed, deed))
            row.gone, row.refused = False, ""
        return row

    def adopt(self, deed: Deed, receipt: Any = None) -> Row:
        """Put behind all others a deed that was tried already; with a receipt, the very same is to be tried again."""
        row = Row(deed, Tried(deed, receipt) if receipt else None)
        self.rows.append(row)
        return row

    def withdraw(self, subject: str) -> Row | None:
        """Take back the row about a thing; where it may be on the disk already, that is seen to in its turn."""
        row = self.of(subject)
        if row is None:
            return None
        if row.tried or self._under_way(row):
            row.gone = True
        else:
            self.rows.remove(row)
        return row

    def take(self) -> Job | None:
        """Return what to ask of the disk next; None while something is asked, or where nothing waits."""
        if self.job:
            return None
        row = next((row for row in self.rows if not row.refused), None)
        self.job = _job(row) if row else None
        return self.job

    def landed(self) -> Row | None:
        """Note that what was asked for is on the disk; return the row if nothing of it is left to store."""
        row, done = self._answered()
        row.tried = None
        if row.gone:
            # It was on the disk before it could be held back: now it is taken back there.
            undone = replace(row.deed, value=done.before, before=done.value, themes=())
            row.deed, row.gone = undone, False
        elif row.deed.value == done.value:
            self.rows.remove(row)
            return row
        else:
            row.deed = replace(row.deed, before=done.value)
        return None

    def absent(self) -> None:
        """Hear that what may have been stored was not, so that the row is as if never tried."""
        row, _ = self._answered()
        row.tried = None
        if row.gone:
            self.rows.remove(row)

    def unsure(self, receipt: Any, why: str) -> None:
        """Hear that the disk took what was asked, or did not: only the very same may be tried again."""
        row, deed = self._answered(why)
        row.tried = Tried(deed, receipt)

    def unreached(self, why: str) -> None:
        """Hear that nothing was tried: the file is in use, or not there."""
        row, _ = self._answered(why)
        if row.gone and not row.tried:
            self.rows.remove(row)

    def refuse(self, why: str) -> Row | None:
        """Hear that the record will not have it; return the row if it now waits for a person."""
        row, deed = self._answered()
        row.tried = None
        if row.gone:
            self.rows.remove(row)
        elif row.deed.value == deed.value:
            row.refused = why
            return row
        return None

    def _answered(self, why: str = "") -> tuple[Row, Deed]:
        assert self.job is not None
        job, self.job, self.why = self.job, None, why
        return job.row, job.deed

    def _under_way(self, row: Row) -> bool:
        return self.job is not None and self.job.row is row


def _job(row: Row) -> Job:
    if row.tried is None:
        return Job(row, Step.STORE, row.deed)
    same = not row.gone and row.deed.value == row.tried.deed.value
    return Job(row, Step.AGAIN if same else Step.LOOK, row.tried.deed, row.tried.receipt)


def _together(old: Deed, new: Deed) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old.themes, *new.themes)))
