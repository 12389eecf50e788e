"""The door of a meeting as the record has it: who is on its list, and who is or was here."""

from hep_tui.domain.door import Door
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person
from hep_tui.logbook.book import Book
from hep_tui.logbook.electors import borough
from hep_tui.logbook.records import Record, records


def door(book: Book, meeting: str) -> Door:
    """Return the door of a meeting as it is now: schools, whoever is on its list, and who is or was here."""
    begun = next(book.current("review"), None)
    schools, _ = borough(book)
    known = {a.what.person: a.what for a in sorted(attended(book, meeting), key=lambda a: (a.n, a.writer))}
    listed = [p.what for p in records(book, Person)]
    asked = tuple(p for p in listed if p.asked_to(meeting) or p.code in known)
    return Door(schools, asked, known, begun.subject if begun else "", meeting)


def attended(book: Book, meeting: str) -> list[Record[Attendance]]:
    """Return who is or was at a meeting; of somebody who is in two ways after a merge, the earlier version."""
    return list({a.id: a for a in reversed(records(book, Attendance, meeting=meeting))}.values())[::-1]
