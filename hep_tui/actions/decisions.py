"""What can be done with decisions and actions afterwards: done or dropped, by whom and when, and what they answer."""

from dataclasses import replace
from datetime import date

from hep_tui.actions import notes, record
from hep_tui.domain.days import due_day, read_day
from hep_tui.domain.decisions import STATES, FollowUp, subject_of
from hep_tui.domain.notes import Note
from hep_tui.domain.text import clean
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of


def set_state(book: Book, note: str, state: str, did: str | None = None) -> None:
    """Record that a decision or an action is open, done or dropped; `did` says what was done, None leaves that.

    Raises HepError for what was taken back, is neither decision nor action, or has two versions after a merge.
    """
    if state not in STATES:
        raise HepError(f"{state} is no state of an action, only {', '.join(STATES)}; nothing was changed.")
    _put(book, note, state=state, **({} if did is None else {"did": clean(did)}))


def say_done(book: Book, note: str, did: str) -> None:
    """Record what was done about a decision or an action; whether it is done is said apart."""
    _put(book, note, did=clean(did))


def link(book: Book, note: str, said: str) -> bool:
    """Record that it answers a note, or no longer does where it did; return whether it does now.

    Raises HepError where that note was taken back.
    """
    if said == note:
        raise HepError("A decision cannot answer itself; choose another note, nothing was changed.")
    if record_of(book, Note, said) is None:
        raise HepError("That note is not in the record any more, so nothing was linked; choose another.")
    held = _follow_up(book, note).said
    linked = said not in held
    _put(book, note, said=(*held, said) if linked else tuple(each for each in held if each != said))
    return linked


def assign(book: Book, note: str, owner: str) -> None:
    """Say who takes on a decision or an action; empty for nobody yet."""
    _follow_up(book, note)
    notes.amend(book, note, replace(_note(book, note), owner=clean(owner)))


def set_due(book: Book, note: str, answer: str, today: date) -> None:
    """Change the day by which it is due to the one answered, empty for none. Raises HepError for what is not a date."""
    _follow_up(book, note)
    day = read_day(answer, today, due_day)
    notes.amend(book, note, replace(_note(book, note), due=day.isoformat() if day else ""))


def _note(book: Book, id: str) -> Note:
    found = record_of(book, Note, id)
    if found is None:
        raise HepError("This was taken back, so it cannot be followed up; nothing was changed.")
    if not (found.what.action or found.what.decision):
        raise HepError("This note is neither a decision nor an action; nothing was changed.")
    return found.what


def _follow_up(book: Book, note: str) -> FollowUp:
    """Return how far it has come, or raise HepError where it cannot be followed up."""
    _note(book, note)
    found = record_of(book, FollowUp, subject_of(note))
    if found and found.disputed:
        raise HepError("This has two versions after a merge; settle the conflict first, nothing was changed.")
    return found.what if found else FollowUp(note)


def _put(book: Book, note: str, **said: object) -> None:
    """Record what is new about it; nothing where nothing is."""
    held = _follow_up(book, note)
    new = replace(held, **said)  # type: ignore[arg-type]
    if new != held:
        record.put(book, subject_of(note), new)
