"""What can be done at the door, and with the list of who is expected there."""

from collections.abc import Sequence

from hep_tui.actions import meetings, record
from hep_tui.domain import register as rules
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person
from hep_tui.domain.register import Arrival, Came, Door, Found
from hep_tui.logbook import Book
from hep_tui.logbook.records import records


def arrive(book: Book, meeting: str, arrival: Arrival, found: Found | None) -> Came:
    """Record that somebody has come, or moved to another table, and return what happened.

    A person who had left is here again. Raises HepError where the line names nobody.
    """
    came = rules.arriving(meeting, arrival, found, _door(book, meeting))
    if came.how != "already":
        meetings.attend(book, came.attendance)
    return came


def leave(book: Book, meeting: str, found: Found | None) -> Attendance:
    """Record that somebody has left, of a school the one who came last, and return the attendance.

    Raises HepError where nobody of that name or school is here.
    """
    gone = rules.leaving(found, _door(book, meeting))
    meetings.attend(book, gone)
    return gone


def invite(book: Book, people: Sequence[Person]) -> int:
    """Record who is expected, all of them in one step or nobody, and return how many were new or changed."""
    known = {p.what.code: p.what for p in records(book, Person)}
    new = list({p.code: p for p in people if known.get(p.code) != p}.values())
    book.append_all([d for p in new for d in record.replacing(book, record.draft(f"person.{p.code}", p))])
    return len(new)


def _door(book: Book, meeting: str) -> Door:
    """Return the door as it is; what letters mean was already found, so it needs no schools."""
    known = sorted(records(book, Attendance, meeting=meeting), key=lambda a: (a.n, a.writer))
    people = tuple(p.what for p in records(book, Person))
    return Door((), people, {a.what.person: a.what for a in known})
