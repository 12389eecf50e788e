"""Carry out what waits in the outbox, and say whether the record has it already."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from hep_tui.actions import ballots, meetings, notes, record
from hep_tui.actions.undo import reversal
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import ENTRIES, Deed, Job, Outbox, Step
from hep_tui.domain.record import from_body, to_body
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, Entry, NotStored, ReadOnly, receipts
from hep_tui.logbook.box import box
from hep_tui.logbook.entry import GONE, NEVER_HEADS
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
        return Outbox.landed if receipts.holds(book, job.receipt) else Outbox.absent
    if job.step is Step.AGAIN:
        if not receipts.rest(book, job.receipt):
            # Lost with the file that had it: what is asked for is looked at again.
            return Outbox.absent
        book.retry(job.receipt)
    elif not stands(book, job.deed):
        _BY_KIND[job.deed.kind](book, job.deed)
    return Outbox.landed


def stands(book: Book, deed: Deed) -> bool:
    """Say whether the record says of a thing what a deed wants it to say."""
    if deed.kind == ENTRIES:
        return all(_recorded(book, draft) for draft in deed.value or ())
    heads = [head for head in book.heads(deed.subject) if head.kind not in GONE]
    if deed.value is None:
        return not heads
    if deed.kind == "paper" and _shares_its_number(book, deed.value):
        return False
    return bool(heads) and heads[-1].data == record.draft(deed.subject, deed.value).body


def _shares_its_number(book: Book, ballot: Ballot) -> bool:
    """Say whether a paper that was decided still has another ballot beside it, which the decision is to withdraw."""
    return len(box(book, ballot.poll).bearing(ballot.number)) > 1


def poll_of(deed: Deed) -> str:
    """Return the id of the poll in which something was keyed; empty for everything else."""
    said = deed.value or deed.before
    if deed.kind == ENTRIES:
        return next((str(draft.body["poll"]) for draft in said if "poll" in draft.body), "")
    return said.poll if isinstance(said, Ballot) else ""


def resumed(book: Book, deed: Deed) -> Deed | None:
    """Return what is left of a deed that was kept when the program died; None where the record has all of it.

    Where something else is current by now, it is a correction of that.
    """
    if stands(book, deed):
        return None
    if deed.kind == ENTRIES:
        return deed
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


def _entries(book: Book, deed: Deed) -> None:
    """Record drafts as they are, or take back those that were; nothing may have been built on them since."""
    if deed.value is None:
        entries = [found for draft in deed.before if (found := _recorded(book, draft))]
        book.append_all([step for entry in reversed(entries) if (step := reversal(book, entry))])
        return
    for draft in deed.value:
        head = book.heads(draft.subject)[-1:]
        if draft.kind not in NEVER_HEADS and [h.id for h in head] != [draft.replaces] * bool(draft.replaces):
            raise HepError("Something else was recorded there by now, so this was not; look at it and do it again.")
    book.append_all(deed.value)


def _recorded(book: Book, draft: Draft) -> Entry | None:
    found = (e for e in book.history(draft.subject) if (e.kind, e.replaces) == (draft.kind, draft.replaces))
    return next((e for e in found if e.data == draft.body), None)


_BY_KIND: dict[str, Callable[[Book, Deed], None]] = {
    "note": _note,
    "ballot": _ballot,
    "paper": lambda book, deed: ballots.decide(book, deed.value),
    "attendance": _attendance,
    ENTRIES: _entries,
}
_CLASSES: dict[str, type] = {"note": Note, "ballot": Ballot, "paper": Ballot, "attendance": Attendance}


def to_json(deed: Deed) -> dict[str, Any]:
    """Return a deed as JSON values."""
    return {
        "kind": deed.kind,
        "subject": deed.subject,
        "value": _written(deed.value),
        "before": _written(deed.before),
        "themes": list(deed.themes),
        "words": deed.words,
    }


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [asdict(draft) for draft in value]
    return None if value is None else to_body(value)


def from_json(held: Mapping[str, Any]) -> Deed:
    """Return a deed from JSON values.

    Raises KeyError, TypeError or ValueError where they are not.
    """
    kind = str(held["kind"])
    value, before = (_value(kind, held[name]) for name in ("value", "before"))
    return Deed(
        kind,
        str(held["subject"]),
        value,
        before=before,
        themes=tuple(map(str, held["themes"])),
        words=str(held["words"]),
    )


def _value(kind: str, held: Any) -> Any:
    if held is None:
        return None
    return tuple(Draft(**draft) for draft in held) if kind == ENTRIES else from_body(_CLASSES[kind], held)
