"""One line for all who are invited: `all but Patel, Hayes`, `all invited are here but Patel and Hayes`."""

import re
from dataclasses import dataclass

from hep_tui.domain.door import Door, find
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.letters import name_words

_LINE = re.compile(
    r"all(?P<of>(?: (?:invited|expected|are|here))*)(?P<but>,? (?:but|except)(?: (?P<names>.*))?)?", re.I
)
_PARTS = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Coming:
    """Hold who comes by such a line, and which of its names are in doubt."""

    people: tuple[Person, ...]
    doubts: tuple[str, ...] = ()


def all_but(line: str, door: Door) -> Coming | None:
    """Return who comes by a line, everybody awaited but those whom it names; None for any other line."""
    said = _LINE.fullmatch(line.strip())
    if said is None or not (said["of"] or said["but"]):
        return None
    names = list(filter(None, _PARTS.split(said["names"] or "")))
    if said["but"] and not names:
        return Coming((), ("say behind “but” who is not here",))
    missing: set[str] = set()
    doubts: list[str] = []
    for name in names:
        people = _named(name, door)
        if len(people) == 1:
            missing.add(people[0].code)
        else:
            doubts.append(_doubt(name, people))
    return Coming(tuple(p for p in door.awaited if p.code not in missing), tuple(doubts))


def _named(name: str, door: Door) -> list[Person]:
    """Return who of those awaited may be meant: the one of that very name, else whom the letters begin."""
    awaited = Door(door.schools, door.awaited)
    people = [each.person for each in find(name, awaited) if each.person]
    whole = [person for person in people if name_words(person.name) == name_words(name)]
    return whole or people


def _doubt(name: str, people: list[Person]) -> str:
    could = ", ".join(person.name for person in people[:3])
    return f"“{name}” could be {could}" if people else f"“{name}” is not among those awaited"
