"""Who of a sign-up list is known already or was met further up in it: by name, and by words of a name."""

from collections.abc import Mapping

from hep_tui.domain.people import Person
from hep_tui.domain.resolve.folding import person_key
from hep_tui.domain.resolve.people import perhaps
from hep_tui.domain.speech import worded

_MANY = 60
"""A word that more people share than this tells nobody from another."""


class Met:
    """Hold the people that were met so far; each is met again under a name whatever its order, titles and accents."""

    def __init__(self, known: Mapping[str, Person]) -> None:
        self._named: dict[tuple[str, ...], dict[str, Person]] = {}
        self._worded: dict[str, dict[str, Person]] = {}
        for person in known.values():
            self.add(person)

    def add(self, person: Person) -> None:
        """Keep somebody; whoever was met before is kept as they are now."""
        key = person_key(person.name)
        self._named.setdefault(key, {})[person.code] = person
        for word in key:
            self._worded.setdefault(word, {})[person.code] = person

    def of_name(self, name: str) -> Mapping[str, Person]:
        """Return the people of a name, by code."""
        return self._named.get(person_key(name), {})

    def doubt(self, person: Person) -> str:
        """Return in words who else may be somebody who is new, empty where nobody may."""
        sharing = [self._worded.get(word, {}) for word in person_key(person.name)]
        near = {code: p for each in sharing if len(each) <= _MANY for code, p in each.items()}
        found = perhaps(person.name, (p for p in near.values() if not contradict(p, person)))
        names = " or ".join(f"{other.name} ({how})" for other, how in found[:2])
        return f"may be the same person as {names}" if found else ""


def contradict(one: Person, other: Person) -> bool:
    """Say whether two people are of different schools, so that they are not one person."""
    return bool(one.urns and other.urns) and not set(one.urns) & set(other.urns)


def another(of_name: Mapping[str, Person]) -> str:
    """Return what is said where others have the name of somebody, and contradict."""
    return worded("somebody else of this name is on the list, of another {place}") if of_name else ""
