"""Carry out what waits in the outbox, and say whether the record has it already."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from hep_tui.actions import ballots, meetings, notes, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed, Job, Outbox, Step
from hep_tui.domain.record import from_body, to_body
from hep_tui.errors import HepError
from hep_tui.logbook import Book, NotStored, ReadOnly
from hep_tui.logbook.entry import GONE
from hep_tui.logbook.reach import reaching
from hep_tui.logbook.records import Record, record_of


def attempt(book: Book, job: Job) -> Callable[[Outbox], object]:
    """Ask the disk what an outbox wants of it, and return what the outbox is to hear of that."""
    try:
        with reaching():
            return _asked(book, job)
    except NotStored as error:
        if error.entries:
            return partial(Outbox.unsure, receipt=error.entries, why=error.state)
        return partial(Outbox.unreached, why=error.state)
    except ReadOnly:
        return partial(Outbox.unreached, why="READ-ONLY")
    except HepError as error:
        return partial(Outbox.refuse, why=str(error))


def _asked(book: Book, job: Job) -> Callable[[Outbox], object]:
    if job.step is Step.LOOK:
        return Outbox.landed if book.holds(job.receipt) else Outbox.absent
    if job.step is Step.AGAIN:
        book.retry(job.receipt)
    elif not stands(book, job.deed):
        _BY_KIND[job.deed.kind](book, job.deed)
    return Outbox.landed


def stands(book: Book, deed: Deed) -> bool:
    """Say whether the record says of a thing what a deed wants it to say."""
    heads = [head for head in book.heads(deed.subject) if head.kind not in GONE]
    if deed.value is None:
        return not heads
    return bool(heads) and heads[-1].data == record.draft(deed.subject, deed.value).body


def resumed(book: Book, deed: Deed) -> Deed | None:
    """Return what is left of a deed that was kept when the program died; None where the record has all of it.

    Where something else stands by now, it is a correction of that.
    """
    if stands(book, deed):
        return None
    found: Record[Any] | None = record_of(book, _CLASSES[deed.kind], deed.subject)
    return replace(deed, before=found.what if found else None)


def _note(book: Book, deed: Deed) -> None:
    if deed.value is None:
        notes.withdraw(book, deed.subject, "undone")
    elif deed.before is None:
        notes.add(book, deed.value, deed.themes, id=deed.subject)
    else:
        notes.amend(book, deed.subject, deed.value, deed.themes)


def _ballot(book: Book, deed: Deed) -> None:
    if deed.value is None:
        ballots.withdraw(book, deed.subject, "undone")
    elif deed.before is None:
        ballots.cast(book, deed.value, id=deed.subject)
    else:
        ballots.amend(book, deed.subject, deed.value)


def _attendance(book: Book, deed: Deed) -> None:
    if deed.value is None:
        record.withdraw(book, deed.subject, "undone")
    else:
        meetings.attend(book, deed.value)


_BY_KIND: dict[str, Callable[[Book, Deed], None]] = {
    "note": _note,
    "ballot": _ballot,
    "paper": lambda book, deed: ballots.decide(book, deed.value),
    "attendance": _attendance,
}
_CLASSES: dict[str, type] = {"note": Note, "ballot": Ballot, "paper": Ballot, "attendance": Attendance}


def to_json(deed: Deed) -> dict[str, Any]:
    """Return a deed as JSON values."""
    return {
        "kind": deed.kind,
        "subject": deed.subject,
        "value": None if deed.value is None else to_body(deed.value),
        "before": None if deed.before is None else to_body(deed.before),
        "themes": list(deed.themes),
        "words": deed.words,
    }


def from_json(held: Mapping[str, Any]) -> Deed:
    """Return a deed from JSON values.

    Raises KeyError, TypeError or ValueError where they are none.
    """
    cls = _CLASSES[held["kind"]]
    value, before = (None if held[name] is None else from_body(cls, held[name]) for name in ("value", "before"))
    words = (str(held["kind"]), str(held["subject"]), value, before)
    return Deed(*words, tuple(map(str, held["themes"])), str(held["words"]))
