"""Somebody of the register as one line, `Ann Lee, Vyners School @head @hash t3`: read it, and write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hep_tui.domain.line_names import speakers_named
from hep_tui.domain.line_reader import TABLE
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.schools import schools_of
from hep_tui.domain.schools import School
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

_MARKS = re.compile(r" (?:@|[tT]\d)")
_FROM = re.compile(r"(.+?) (?:of|from|at|for) (.+)", re.IGNORECASE)


@dataclass(frozen=True)
class PersonLine:
    """Hold what a line says of somebody; `place` is what follows the comma, `schools` what that names.

    Where `schools` is empty, the place is an organisation that is none of the review's schools.
    """

    name: str = ""
    place: str = ""
    schools: tuple[School, ...] = ()
    phase: str = ""
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    table_no: int = 0
    doubts: tuple[str, ...] = ()

    @property
    def organisation(self) -> str:
        """Return where somebody is from who is of no school of the review."""
        return "" if self.schools else self.place

    @property
    def words(self) -> str:
        """Return what was understood, in words."""
        where = " and ".join(school.name for school in self.schools) or self.place
        return ", ".join(part for part in (self.name, where) if part)

    def of(self, before: Person, meeting: str) -> Person:
        """Return somebody as the line says they are; what it leaves out they no longer have.

        Raises HepError for a line with a doubt, or without a name.
        """
        if self.doubts or not self.name:
            why = self.doubts[0] if self.doubts else "The line has no name"
            raise HepError(f"{why}; nothing was stored, write the line again.")
        place = replace(before.at(meeting), table_no=self.table_no)
        after = replace(
            before, name=self.name, phase=self.phase or next((s.phase for s in self.schools), ""), roles=self.roles,
            groups=self.groups, urns=tuple(s.urn for s in self.schools), organisation=self.organisation,
        )  # fmt: skip
        return after.with_invitation(place)


def read_person(line: str, schools: Sequence[School], vocabulary: Vocabulary) -> PersonLine:
    """Return what a line says: a name, behind a comma a school or organisation, `@role` or `@group`, `t3` for a table.

    Schools of an executive head are separated by a semicolon. A mark that names nothing, or a place that may be several
    schools, is a doubt.
    """
    said, text = _marks(clean_line(line), vocabulary)
    name, _, place = (part.strip() for part in text.partition(","))
    found, doubts = _schools(place, schools)
    return replace(said, name=name, place=place, schools=found, doubts=(*said.doubts, *doubts))


def write_person(person: Person, meeting: str, schools: Mapping[str, str]) -> str:
    """Return the line that reads as this person; `schools` are names by URN."""
    place = "; ".join(schools.get(urn, urn) for urn in person.urns) or person.organisation
    marks = [f"@{id}" for id in (person.phase, *person.roles, *person.groups) if id]
    seat = person.at(meeting).table_no
    marks += [f"t{seat}"] * bool(seat)
    return " ".join([", ".join(part for part in (person.name, place) if part), *marks])


def _marks(line: str, vocabulary: Vocabulary) -> tuple[PersonLine, str]:
    """Return what the marks of a line say, and the words beside them."""
    phase, table = "", 0
    kept: list[str] = []
    held: dict[str, list[str]] = {"role": [], "groups": []}
    doubts = []
    for word in line.split():
        found = speakers_named(word[1:], vocabulary) if word[0] == "@" else []
        if seat := TABLE.fullmatch(word.removeprefix("@")):
            table = int(seat[1])
        elif word[0] != "@":
            kept.append(word)
        elif len(found) != 1:
            could = " or ".join(vocabulary.label(id) for _, id in found[:3])
            why = f"could be {could}" if found else f"is not a phase, role or group{_near(word, vocabulary)}"
            doubts.append(f"{word} {why}")
        elif found[0][0] == "phase":
            phase = found[0][1]
        else:
            held[found[0][0]].append(found[0][1])
    said = PersonLine(
        phase=phase, roles=tuple(held["role"]), groups=tuple(held["groups"]), table_no=table, doubts=tuple(doubts)
    )
    return said, " ".join(kept)


def _near(word: str, vocabulary: Vocabulary) -> str:
    """Return the roles that a mark may have meant by a part of them, else all there are, as an end of a sentence."""
    roles = [id for field, id in dict.fromkeys(vocabulary.speakers.values()) if field == "role"]
    part = word[1:].casefold()
    near = [id for id in roles if part and (part in id or part in vocabulary.label(id).casefold())]
    return f"; roles are {' '.join(f'@{id}' for id in near or roles)}" if roles else ""


def _schools(place: str, schools: Sequence[School]) -> tuple[tuple[School, ...], tuple[str, ...]]:
    """Return the schools that a place names, none where it is another organisation, and what is in doubt."""
    known = schools_of(tuple(schools))
    matches = known.several(place)
    named = tuple(match.school for match in matches if match.school)
    if len(named) == len(matches):
        return named, ()
    fits = [known.meant(part) for part in place.split(";") if part.strip()]
    if all(len(fit) == 1 for fit in fits):
        return tuple(fit[0] for fit in fits), ()
    unsure = next((fit for fit in fits if len(fit) > 1), ())
    could = ", ".join(school.name for school in unsure[:3])
    return (), (f"“{place}” could be {could}",) if unsure else ()


def with_place(line: str, schools: Sequence[School]) -> str:
    """Return what somebody says of themselves with a comma before their school: `Ann Lee of Hillside @head`."""
    text, marks = _before_marks(line)
    said = _FROM.fullmatch(text)
    if not said or "," in text or not schools_of(tuple(schools)).meant(said[2]):
        return line
    return f"{said[1]}, {said[2]}{marks}"


def offered_schools(line: str, schools: Sequence[School]) -> list[str]:
    """Return the lines that a half-typed one may become, with a school in full behind its comma."""
    name, comma, behind = line.partition(",")
    place, rest = _before_marks(behind)
    others, sign, begun = place.rpartition(";")
    stem = f"{name}{comma}{others}{sign}"
    return (
        [f"{stem} {school.name}{rest}" for school in schools_of(tuple(schools)).begun(begun)] if begun.strip() else []
    )


def _before_marks(line: str) -> tuple[str, str]:
    """Return the words of a line, and the marks behind them."""
    marks = _MARKS.search(line)
    return (line[: marks.start()], line[marks.start() :]) if marks else (line, "")
