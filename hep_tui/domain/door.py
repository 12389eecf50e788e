"""Whom letters at the door may mean: schools, people invited, and who is or was here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hep_tui.domain.meetings import Attendance
from hep_tui.domain.people import Person, Standing
from hep_tui.domain.resolve.letters import ELSEWHERE, fit, name_words
from hep_tui.domain.schools import School

MOST = 8
"""How many are shown at once of whom letters may mean."""
Known = Mapping[str, Attendance]
"""Who was ever at a meeting, by code, in the order in which each was last recorded."""


@dataclass(frozen=True)
class Door:
    """Hold whom letters may mean: schools, people invited to the meeting, and who is or was there."""

    schools: Sequence[School] = ()
    people: Sequence[Person] = ()
    known: Known = field(default_factory=dict)
    review: str = ""
    meeting: str = ""

    @property
    def awaited(self) -> list[Person]:
        """Return who is expected, has not come yet, and for whom nobody else came."""
        asked = [p for p in self.people if p.asked_to(self.meeting) and p.code not in self.known]
        asked = [p for p in asked if self.stand_in(p) is None]
        return [p for p in asked if p.standing(self.meeting) is Standing.EXPECTED]

    def stand_in(self, person: Person) -> Attendance | None:
        """Return who came for somebody, the last of them where several did."""
        codes = {person.code, *person.also}
        return next((a for a in reversed(list(self.known.values())) if a.instead_of in codes), None)

    def here(self, code: str) -> bool:
        """Say whether somebody is here now."""
        return code in self.known and self.known[code].state == "here"

    def of_school(self, school: School) -> list[Attendance]:
        """Return who of a school is here, those recorded last at the end."""
        invited = {p.code for p in self.people if school.urn in p.urns}
        codes = [c for c in self.known if c in invited or c.partition("-")[0] == school.urn]
        return [self.known[code] for code in codes if self.here(code)]

    def others(self) -> list[str]:
        """Return the codes of those here, or here before, who are neither invited nor of a school: walk-ins."""
        invited = {p.code for p in self.people}
        urns = {school.urn for school in self.schools}
        return [c for c in self.known if c not in invited and c.partition("-")[0] not in urns]


@dataclass(frozen=True)
class Found:
    """Hold one whom letters may mean: somebody invited, anybody of a school, or a walk-in who is or was here."""

    person: Person | None = None
    school: School | None = None
    code: str = ""

    @property
    def label(self) -> str:
        """Return the name by which the door knows it."""
        if self.person:
            return self.person.name
        return self.school.name if self.school else self.code.replace("-", " ")


def find(typed: str, door: Door, *, leaving: bool = False) -> tuple[Found, ...]:
    """Return whom letters may mean: every word begins a word of the name, those it begins with first.

    Who is expected comes before schools, and schools before who is here already; of those who leave, who is here
    comes first.
    """
    asked = name_words(typed)
    if not asked:
        return ()
    ranked = [*_schools(asked, door, leaving), *_invited(asked, door, leaving), *_walk_ins(asked, door, leaving)]
    return tuple(found for _, found in sorted(ranked, key=lambda row: row[0])[:MOST])


_Ranked = Iterator[tuple[tuple[int, int, int], Found]]
"""Each with its place: before schools, among them or after; how well the name fits; and its place in its list."""


def _schools(asked: tuple[str, ...], door: Door, leaving: bool) -> _Ranked:
    for place, school in enumerate(door.schools):
        well = fit(asked, name_words(school.name))
        if well is not None:
            nobody = leaving and not door.of_school(school)
            yield (2 if nobody else 1, well, place), Found(school=school)


def _invited(asked: tuple[str, ...], door: Door, leaving: bool) -> _Ranked:
    names = {school.urn: name_words(school.name) for school in door.schools}
    for place, person in enumerate(door.people):
        own = name_words(person.name)
        schools = [word for urn in person.urns for word in names.get(urn, ())]
        well = fit(asked, own)
        if well is None and fit(asked, (*own, *schools)) is not None:
            well = _BY_SCHOOL
        if well is not None:
            yield (_turn(person.code, door, leaving), well, place), Found(person)


def _walk_ins(asked: tuple[str, ...], door: Door, leaving: bool) -> _Ranked:
    for place, code in enumerate(door.others()):
        well = fit(asked, name_words(code))
        if well is not None and (door.here(code) or not leaving):
            yield (_turn(code, door, leaving), well, place), Found(code=code)


def _turn(code: str, door: Door, leaving: bool) -> int:
    """Return whether somebody comes before schools, 0, or after them, 2."""
    return 0 if door.here(code) == leaving else 2


_BY_SCHOOL = ELSEWHERE + 1
"""How well a person fits whose school was typed: after everybody whose name was."""
