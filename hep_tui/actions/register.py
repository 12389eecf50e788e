"""What can be done at the door."""

from dataclasses import replace

from hep_tui.actions import meetings
from hep_tui.domain import register as rules
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.register import Arrival
from hep_tui.domain.schools import School
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.things import things


def arrive(book: Book, meeting: str, arrival: Arrival, school: School | None) -> Attendance:
    """Record that somebody has come, and return it; a person who had left is here again.

    Raises HepError where the line names nobody.
    """
    if school is None and not arrival.walk_in:
        raise HepError("No school has these letters, so nobody was let in; begin with + for somebody from elsewhere.")
    known = {a.what.person: a.what for a in things(book, Attendance, meeting=meeting)}
    here = {person for person, attendance in known.items() if attendance.state == "here"}
    found = rules.arriving(meeting, arrival, school, here)
    before = known.get(found.person)
    if before and not (arrival.role or arrival.groups):
        found = replace(found, role=before.role, groups=before.groups)
    meetings.attend(book, found)
    return found


def leave(book: Book, meeting: str, school: School | None) -> Attendance:
    """Record that the person of a school who came last has left, and return the attendance.

    Raises HepError where nobody of that school is here.
    """
    urn = str(school.urn) if school else ""
    here = [a for a in things(book, Attendance, meeting=meeting) if a.what.state == "here"]
    of_school = [a.what for a in sorted(here, key=lambda a: a.n) if urn and a.what.person.partition("-")[0] == urn]
    if not of_school:
        raise HepError("Nobody of that school is here, so nothing was changed; look at who is.")
    gone = replace(of_school[-1], state="left")
    meetings.attend(book, gone)
    return gone
