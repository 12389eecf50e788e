"""Who is here: one line a person, and headcounts."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.register import school_of
from hep_tui.domain.schools import School
from hep_tui.logbook import Book
from hep_tui.logbook.things import things
from hep_tui.views.review import review, vocabulary


@dataclass(frozen=True)
class Present:
    """Hold one person of the register: a code, never a name."""

    person: str
    label: str
    attendance: Attendance
    time: datetime


@dataclass(frozen=True)
class Register:
    """Hold the register of a meeting: people in the order they came, and headcounts of those who are here."""

    people: tuple[Present, ...]
    schools: tuple[School, ...]
    vocabulary: Vocabulary
    phases: tuple[tuple[str, int, int], ...]
    roles: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]
    tables: tuple[tuple[int, int], ...]

    @property
    def here(self) -> int:
        """Return how many people are here now."""
        return sum(1 for p in self.people if p.attendance.state == "here")


def register(book: Book, meeting: str) -> Register:
    """Return who is at a meeting; `phases` are (label, people, schools of the borough), in the order of the pack."""
    found = review(book)
    words = vocabulary(book, found.pack)
    people = tuple(
        Present(a.what.person, _label(a.what.person, found.schools), a.what, a.time)
        for a in things(book, Attendance, meeting=meeting)
    )
    here = [p.attendance for p in people if p.attendance.state == "here"]
    phases = Counter(a.phase for a in here)
    schools = Counter(school.phase for school in found.schools)
    groups = Counter(group for a in here for group in a.groups)
    return Register(
        people,
        found.schools,
        words,
        tuple((p.name, phases[p.id], schools[p.id]) for p in found.pack.phases if phases[p.id] or schools[p.id]),
        tuple((words.label(role) or "not said", n) for role, n in Counter(a.role for a in here).most_common()),
        tuple((words.label(group), n) for group, n in groups.most_common()),
        tuple(sorted(Counter(a.table_no for a in here if a.table_no).items())),
    )


def _label(person: str, schools: tuple[School, ...]) -> str:
    school = school_of(person, schools)
    return school.name if school else person.replace("-", " ")
