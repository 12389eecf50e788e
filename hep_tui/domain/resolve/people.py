"""Which person is meant by letters, and who may be the same person: the latter is asked, and never taken."""

from collections.abc import Iterable, Sequence

from hep_tui.domain.people import Person
from hep_tui.domain.resolve.folding import person_key
from hep_tui.domain.resolve.letters import fit, name_words
from hep_tui.domain.resolve.slips import one_slip
from hep_tui.errors import HepError

_SHORT, _LONG = 2, 4
"""So many letters may be the beginning of a given name; so many may have a slip in them."""
SURE = {"name": 100.0, "part of the name": 60.0, "initial": 50.0, "short form": 45.0, "one letter": 40.0, "added": 40.0}
"""How sure each way to find a person is, from 0 to 100; only the first is ever taken without asking."""


def people_named(typed: str, people: Sequence[Person]) -> list[Person]:
    """Return the people whom letters may mean: of that very name, else with words that they begin."""
    asked = name_words(typed)
    found = [p for p in people if fit(asked, name_words(p.name)) is not None]
    key = person_key(typed)
    return [p for p in people if key and person_key(p.name) == key] or found


def only_person(typed: str, people: Sequence[Person]) -> Person:
    """Return the one person whom letters mean. Raises HepError where they mean nobody, or several."""
    found = people_named(typed, people)
    if len(found) != 1:
        could = ", ".join(person.name for person in found[:4])
        why = f"This could be {could}" if found else "Nobody has these letters"
        raise HepError(f"{why}; nothing was changed.")
    return found[0]


def perhaps(name: str, people: Iterable[Person]) -> list[tuple[Person, str]]:
    """Return who may be somebody of this name whose name is written otherwise, with how."""
    found = [(person, how(person_key(name), person_key(person.name))) for person in people]
    return [(person, why) for person, why in found if why]


def candidates(typed: str, people: Sequence[Person]) -> list[tuple[Person, str]]:
    """Return whom a text may mean, with how: those of that very name, else everybody whose name is near it."""
    near = perhaps(typed, people)
    whole = [(person, why) for person, why in near if why == "name"]
    begun = [(person, "part of the name") for person in people_named(typed, people)]
    return whole or list({person.code: (person, why) for person, why in [*begun, *near]}.values())


def how(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return how two names, as `person_key` gives them, may be one person's: a word of SURE, empty for no way."""
    if not one or not other:
        return ""
    if one == other:
        return "name"
    mine, theirs = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    if len(mine) == len(one) or len(theirs) == len(other):
        return ""
    if not mine or not theirs:
        return "added" if min(len(one), len(other)) > 1 else "part of the name"
    if len(mine) > 1 or len(theirs) > 1:
        return ""
    return _how_words(mine[0], theirs[0])


def _how_words(mine: str, theirs: str) -> str:
    short, long = sorted((mine, theirs), key=len)
    begins = long.startswith(short)
    if begins and len(short) == 1:
        return "initial"
    if begins and len(short) >= _SHORT:
        return "short form"
    if len(short) >= _LONG and one_slip(short, long):
        return "one letter"
    return ""
