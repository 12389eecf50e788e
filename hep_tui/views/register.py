"""Who is expected and who is here: one line a person, and headcounts. Names are seen here and nowhere else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hep_tui.domain.coming import comes
from hep_tui.domain.door import Door
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Invitation, Person, Standing
from hep_tui.domain.register import school_of
from hep_tui.domain.resolve.folding import in_order
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.door import attended, door
from hep_tui.logbook.records import records, value_of
from hep_tui.views.review import Review, review, vocabulary


@dataclass(frozen=True)
class Present:
    """Hold one who is or was here: code, label (a name where there is one), school, and whom they came for."""

    person: str
    label: str
    attendance: Attendance
    time: datetime
    school: str = ""
    instead_of: str = ""

    @property
    def words(self) -> str:
        """Return name, whom they came for, and school."""
        who = f"{self.label} for {self.instead_of}" if self.instead_of else self.label
        return f"{who}, {self.school}" if self.school and self.school != self.label else who


@dataclass(frozen=True)
class Expected:
    """Hold one who is invited: the person, the names of the schools, and `state`: here, left, or neither (empty).

    `stand_in` is who came for them, by the name under which the register knows that one.
    """

    person: Person
    school: str
    state: str
    invitation: Invitation
    stand_in: str = ""

    @property
    def replaced(self) -> bool:
        """Say whether somebody else came for this person, who did not."""
        return not self.state and bool(self.stand_in)

    @property
    def away(self) -> bool:
        """Say whether this person said that they would not come, and has not, nor anybody for them."""
        return not (self.state or self.stand_in) and self.invitation.standing is Standing.AWAY

    @property
    def words(self) -> str:
        """Return school, table, and what a list says of coming where that is more than a plain yes or no."""
        seat = f"table {self.invitation.table_no}" * bool(self.invitation.table_no)
        said = self.invitation.said
        more = said * (" " in said or comes(said) is None)
        return ", ".join(part for part in (self.school or worded("no {place}"), seat, more) if part)


@dataclass(frozen=True)
class Register:
    """Hold the register of a meeting: people in the order they came, and headcounts of those who are here.

    `expected` are those invited, in the order of their names; `walk_ins` came without, and gave a name.
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
    walk_ins: tuple[Person, ...] = ()
    schools_here: Mapping[str, int] = field(default_factory=dict)
    """Of how many schools somebody is here, by the label of their phase."""

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
        """Return who is invited and has not come, but those who said that they would not."""
        return tuple(e for e in self.expected if not (e.state or e.away or e.replaced))

    @property
    def away(self) -> tuple[Expected, ...]:
        """Return who is invited and said that they would not come."""
        return tuple(e for e in self.expected if e.away)

    @property
    def replaced(self) -> tuple[Expected, ...]:
        """Return who is invited and did not come, but somebody for them."""
        return tuple(e for e in self.expected if e.replaced)

    @property
    def said(self) -> str:
        """Return the headcount in words, and how many of those invited have come."""
        said = [f"{self.here} present"]
        said += [f"{self.came} of {len(self.expected)} invited"] * bool(self.expected)
        said += [f"{len(self.replaced)} replaced"] * bool(self.replaced)
        said += [f"{len(self.away)} will not come"] * bool(self.away)
        return ", ".join(said)

    @property
    def came(self) -> int:
        """Return how many of those invited are here, or were."""
        return sum(1 for each in self.expected if each.state)


def register(book: Book, meeting: str) -> Register:
    """Return who is at a meeting; `phases` are (label, people, schools of the borough), in the order of the pack."""
    found = review(book)
    words = vocabulary(book, found.pack)
    held = value_of(book, Meeting, meeting) or Meeting("")
    came_before = attended(book, meeting)
    names = {school.urn: school.name for school in found.schools}
    at_door = door(book, meeting)
    invited = {person.code: person for person in at_door.people}
    people = tuple(_present(a.what, a.time, invited, names, found.schools) for a in came_before)
    here = [p.attendance for p in people if p.attendance.state == "here"]
    listed = [p for p in invited.values() if p.asked_to(meeting)]
    walk_ins = [p for p in listed if p.standing(meeting) is Standing.WALK_IN]
    return Register(
        held.title,
        held.date,
        people,
        expected=_expected([p for p in listed if p not in walk_ins], at_door, names),
        door=at_door,
        vocabulary=words,
        phases=_phases(here, found),
        roles=_roles(here, words),
        groups=_groups(here, words),
        tables=tuple(sorted(Counter(a.table_no for a in here if a.table_no).items())),
        walk_ins=tuple(walk_ins),
        schools_here=_schools_here(at_door, found),
    )


def _phases(here: Iterable[Attendance], found: Review) -> tuple[tuple[str, int, int], ...]:
    """Return every phase that has people here or schools, with how many of either."""
    people, schools = Counter(a.phase for a in here), Counter(school.phase for school in found.schools)
    return tuple((p.name, people[p.id], schools[p.id]) for p in found.pack.phases if people[p.id] or schools[p.id])


def _schools_here(door: Door, found: Review) -> dict[str, int]:
    labels = {phase.id: phase.name for phase in found.pack.phases}
    return Counter(labels.get(school.phase, "") for school in door.schools if door.of_school(school))


def _roles(here: Iterable[Attendance], words: Vocabulary) -> tuple[tuple[str, int], ...]:
    roles = Counter(a.role for a in here)
    return tuple((words.label(role) or "not said", n) for role, n in roles.most_common())


def _groups(here: Iterable[Attendance], words: Vocabulary) -> tuple[tuple[str, int], ...]:
    groups = Counter(group for a in here for group in a.groups)
    return tuple((words.label(group), n) for group, n in groups.most_common())


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
    a: Attendance, time: datetime, invited: dict[str, Person], names: dict[str, str], schools: tuple[School, ...]
) -> Present:
    person = invited.get(a.person)
    for_whom = next((p.name for p in invited.values() if a.instead_of in (p.code, *p.also)), "")
    if person:
        where = where_from(person, names)
        return Present(a.person, person.name or "somebody invited", a, time, where, instead_of=for_whom)
    return Present(a.person, _code_words(a.person, schools), a, time, instead_of=for_whom)


def _code_words(code: str, schools: Sequence[School]) -> str:
    """Return what somebody is called who gave no name."""
    school = school_of(code, schools)
    return school.name if school else code.replace("-", " ")


def _expected(asked: list[Person], door: Door, names: dict[str, str]) -> tuple[Expected, ...]:
    known = door.known
    called = {p.code: p.name for p in door.people}

    def expected(person: Person) -> Expected:
        state = known[person.code].state if person.code in known else ""
        stand_in = door.stand_in(person)
        came = called.get(stand_in.person) or _code_words(stand_in.person, door.schools) if stand_in else ""
        return Expected(person, where_from(person, names), state, person.at(door.meeting), stand_in=came)

    listed = map(expected, asked)
    return tuple(sorted(listed, key=lambda e: (in_order(e.person.name), e.person.code)))


def where_from(person: Person, names: Mapping[str, str]) -> str:
    """Return the names of somebody's schools, else the organisation that they gave."""
    return " and ".join(names.get(urn, urn) for urn in person.urns) or person.organisation
