"""What can be done at the door, and with the list of who is expected there."""

from collections.abc import Sequence

from hep_tui.actions import meetings, record
from hep_tui.domain import register as rules
from hep_tui.domain.door import Found
from hep_tui.domain.invited import one_person, without
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person
from hep_tui.domain.register import Arrival, Came
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.door import door
from hep_tui.logbook.records import record_of, records


def arrive(book: Book, meeting: str, arrival: Arrival, found: Found | None) -> Came:
    """Record that somebody has come, or moved to another table, and return what happened.

    A person who had left is here again; a walk-in who gave a name goes on the list with it. Raises HepError where the
    line names nobody.
    """
    came = rules.arriving(meeting, arrival, found, door(book, meeting))
    if came.how != "already":
        also = [_person(came.person)] if came.person else []
        book.append_all([d for new in (*also, _attendance(came.attendance)) for d in record.replacing(book, new)])
    return came


def arrive_all(book: Book, meeting: str, people: Sequence[Person]) -> int:
    """Record that all of these people have come, in one step, and return how many did."""
    here = rules.everybody_coming(people, door(book, meeting))
    book.append_all([d for each in here for d in record.replacing(book, _attendance(each))])
    return len(here)


def leave(book: Book, meeting: str, found: Found | None) -> Attendance:
    """Record that somebody has left, of a school the one who came last, and return the attendance.

    Raises HepError where nobody of that name or school is here.
    """
    gone = rules.leaving(found, door(book, meeting))
    meetings.attend(book, gone)
    return gone


def invite(book: Book, people: Sequence[Person], gone: Sequence[Person] = (), meeting: str = "") -> int:
    """Record who is expected, all of them in one step or nobody, and return how many were new or changed.

    `gone` are taken off the list of the meeting in the same step, but for those who have come to it.
    """
    known = {p.what.code: p.what for p in records(book, Person)}
    came = {a.what.person for a in records(book, Attendance, meeting=meeting)}
    new = list({p.code: p for p in people if known.get(p.code) != p}.values())
    drafts = [d for p in new for d in record.replacing(book, _person(p))]
    drafts += [d for p in gone if p.code not in came for d in _off(book, p, meeting)]
    book.append_all(drafts)
    return len(new)


def correct(book: Book, person: Person, meeting: str = "") -> None:
    """Record what is now known of somebody on the list, and of their being here at a meeting, in one step."""
    came = record_of(book, Attendance, f"{meeting}.{person.code}")
    also: list[Draft] = []
    if came and came.what.state == "here":
        also = record.replacing(book, _attendance(rules.put_right(came.what, person)))
    record.amend(book, _subject(person.code), person, *also)


def join(book: Book, kept: str, double: str) -> Person:
    """Make one person of two on the list, known by the first code, in one step; return that person.

    What the list or a door knows of the second and not of the first is kept. Raises HepError where they are not two.
    """
    first, second = _listed(book, kept), _listed(book, double)
    if first.code == second.code:
        raise HepError("These two are the same entry on the list already; nothing was changed.")
    person = one_person(first, second)
    drafts = [*record.replacing(book, _person(person)), *_withdrawn(book, _subject(double))]
    here = {a.what.meeting for a in records(book, Attendance, person=kept) if a.what.state == "here"}
    for stood in records(book, Attendance, person=double):
        drafts += _withdrawn(book, stood.id)
        if stood.what.meeting not in here:
            drafts += record.replacing(book, _attendance(rules.as_person(stood.what, kept)))
    book.append_all(drafts)
    return person


def remove(book: Book, code: str) -> Person:
    """Take somebody off every list, with their attendance, in one step; return who it was.

    Raises HepError where nobody has this code.
    """
    person = _listed(book, code)
    gone = [_subject(code), *(a.id for a in records(book, Attendance, person=code))]
    book.append_all([d for id in gone for d in _withdrawn(book, id)])
    return person


def _listed(book: Book, code: str) -> Person:
    found = record_of(book, Person, _subject(code))
    if found is None:
        raise HepError("Nobody on the list has this code any more; nothing was changed, look at the register.")
    return found.what


def _off(book: Book, person: Person, meeting: str) -> list[Draft]:
    left = without(person, meeting)
    return record.replacing(book, _person(left)) if left else _withdrawn(book, _subject(person.code))


def _withdrawn(book: Book, id: str) -> list[Draft]:
    head = record.standing(book, id)
    return [*record.others(book, id, head.id), Draft("withdraw", id, {"reason": ""}, head.id)]


def _subject(code: str) -> str:
    return f"person.{code}"


def _person(person: Person) -> Draft:
    return record.draft(_subject(person.code), person)


def _attendance(attendance: Attendance) -> Draft:
    return record.draft(f"{attendance.meeting}.{attendance.person}", attendance)
