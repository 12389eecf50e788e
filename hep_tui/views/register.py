"""Who is expected and who is here: one line a person, and headcounts. Names are seen here and nowhere else."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Person
from hep_tui.domain.register import Door, school_of
from hep_tui.domain.schools import School
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records, value_of
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Present:
    """Hold one who is or was here: code, label (a name where there is one), and school."""

    person: str
    label: str
    attendance: Attendance
    time: datetime
    school: str = ""

    @property
    def words(self) -> str:
        """Return name and school."""
        return f"{self.label}, {self.school}" if self.school and self.school != self.label else self.label


@dataclass(frozen=True)
class Expected:
    """Hold one who is invited: the person, the names of the schools, and how they stand (here, left, or empty)."""

    person: Person
    school: str
    state: str = ""


@dataclass(frozen=True)
class Register:
    """Hold the register of a meeting: people in the order they came, and headcounts of those who are here.

    `expected` are those invited, in the order of their names.
    """

    title: str
    date: str
    people: tuple[Present, ...]
    expected: tuple[Expected, ...]
    door: Door
    vocabulary: Vocabulary
    phases: tuple[tuple[str, int, int], ...]
    roles: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]
    tables: tuple[tuple[int, int], ...]

    @property
    def schools(self) -> tuple[School, ...]:
        """Return the schools of the review."""
        return tuple(self.door.schools)

    @property
    def here(self) -> int:
        """Return how many people are here now."""
        return sum(1 for p in self.people if p.attendance.state == "here")

    @property
    def missing(self) -> tuple[Expected, ...]:
        """Return who is invited and has not come."""
        return tuple(e for e in self.expected if not e.state)

    @property
    def said(self) -> str:
        """Return the headcount in words, and how many of those invited have come."""
        came = len(self.expected) - len(self.missing)
        return f"{self.here} present" + (f", {came} of {len(self.expected)} invited" if self.expected else "")


def register(book: Book, meeting: str) -> Register:
    """Return who is at a meeting; `phases` are (label, people, schools of the borough), in the order of the pack."""
    found = review(book)
    words = vocabulary(book, found.pack)
    held = value_of(book, Meeting, meeting) or Meeting("")
    # of somebody who has two versions after a merge, the earlier version.
    attended = list({a.id: a for a in reversed(records(book, Attendance, meeting=meeting))}.values())[::-1]
    invited = {p.what.code: p.what for p in records(book, Person)}
    names = {school.urn: school.name for school in found.schools}
    people = tuple(_present(a.what, a.time, invited, names, found.schools) for a in attended)
    here = [p.attendance for p in people if p.attendance.state == "here"]
    phases, schools = Counter(a.phase for a in here), Counter(school.phase for school in found.schools)
    groups = Counter(group for a in here for group in a.groups)
    known = {a.what.person: a.what for a in sorted(attended, key=lambda a: (a.n, a.writer))}
    asked = [p for p in invited.values() if not p.meetings or meeting in p.meetings or p.code in known]
    return Register(
        held.title,
        held.date,
        people,
        _expected([p for p in asked if not p.meetings or meeting in p.meetings], known, names),
        Door(found.schools, tuple(asked), known),
        words,
        tuple((p.name, phases[p.id], schools[p.id]) for p in found.pack.phases if phases[p.id] or schools[p.id]),
        tuple((words.label(role) or "not said", n) for role, n in Counter(a.role for a in here).most_common()),
        tuple((words.label(group), n) for group, n in groups.most_common()),
        tuple(sorted(Counter(a.table_no for a in here if a.table_no).items())),
    )


def invited(book: Book) -> dict[str, Person]:
    """Return everybody who was ever invited, by code.

    Raises HepError where two laptops say two things of one person: a further list would hide one of them.
    """
    found = records(book, Person)
    if any(p.disputed for p in found):
        raise HepError(
            "Somebody on the list has two versions after a merge; settle the conflict first, nothing was changed."
        )
    return {p.what.code: p.what for p in found}


def _present(
    a: Attendance, time: datetime, invited: dict[str, Person], names: dict[int, str], schools: tuple[School, ...]
) -> Present:
    person = invited.get(a.person)
    if person:
        return Present(a.person, person.name or "somebody invited", a, time, _schools(person, names))
    school = school_of(a.person, schools)
    return Present(a.person, school.name if school else a.person.replace("-", " "), a, time)


def _expected(asked: list[Person], known: dict[str, Attendance], names: dict[int, str]) -> tuple[Expected, ...]:
    listed = [Expected(p, _schools(p, names), known[p.code].state if p.code in known else "") for p in asked]
    return tuple(sorted(listed, key=lambda e: (e.person.name.casefold(), e.person.code)))


def _schools(person: Person, names: dict[int, str]) -> str:
    return " and ".join(names.get(urn, str(urn)) for urn in person.urns)
