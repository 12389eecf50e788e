"""Whom somebody at the door comes for: `+ Ali Noor for Kettering` holds the place of somebody who is expected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hep_tui.domain.door import Door
from hep_tui.domain.line_reader import TABLE
from hep_tui.domain.people import Person
from hep_tui.domain.person_line import PersonLine
from hep_tui.domain.resolve.people import people_named
from hep_tui.domain.resolve.schools import schools_of
from hep_tui.domain.schools import School

_FOR = re.compile(r"(?:(.+) )?for ([^,]+)(,.*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Instead:
    """Hold whom a line comes for, None where it does not say; `line` is the rest of it."""

    line: str
    whom: Person | None = None
    doubts: tuple[str, ...] = ()


def coming_for(line: str, door: Door) -> Instead:
    """Return whom a line comes for: the one person of that name who is on the list and not here.

    A school behind `for` is where somebody is from, and `for` behind a comma may belong to an organisation.
    """
    words = line.split()
    marks = [word for word in words if word[0] == "@" or TABLE.fullmatch(word)]
    said = _FOR.fullmatch(" ".join(word for word in words if word not in marks))
    if said is None:
        return Instead(line)
    own, name, place = said[1] or "", said[2], said[3] or ""
    fits = people_named(name, door.people)
    away = [person for person in fits if not door.here(person.code)]
    if len(away) == 1:
        return Instead(" ".join([f"{own}{place}", *marks]).strip(), away[0])
    if not fits and ("," in own or schools_of(tuple(door.schools)).meant(name)):
        return Instead(line)
    return Instead(line, doubts=(_doubt(name, fits, away),))


def _doubt(name: str, fits: Sequence[Person], away: Sequence[Person]) -> str:
    """Return why it is not sure whom a name means."""
    if away:
        return f"“{name}” could be {' or '.join(person.name for person in away[:3])}"
    return f"{fits[0].name} is here already" if fits else f"Nobody who is expected is called “{name}”"


def in_place_of(whom: Person, who: PersonLine, meeting: str, schools: Sequence[School]) -> PersonLine:
    """Return somebody with what they stand in for: schools, phase, groups and seat, unless their line says its own."""
    if not who.place:
        held = tuple(school for school in schools if school.urn in whom.urns)
        who = replace(who, schools=held, place=whom.organisation)
    return replace(
        who,
        phase=who.phase or whom.phase,
        groups=who.groups or whom.groups,
        table_no=who.table_no or whom.at(meeting).table_no,
    )
