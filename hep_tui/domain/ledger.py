"""What a second release would tell beside an earlier one: of whoever is in one of two sums, and not in the other."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hep_tui.domain.phases import MIN_CELL

T = TypeVar("T", bound=Hashable)
Sets = Mapping[str, Sequence[frozenset[str]]]
"""By thing that people were asked: the sets of their papers, by id of entry, of which figures are told."""


@dataclass(frozen=True)
class Release:
    """Hold what was released: under which name, on which day, and of whom its figures are."""

    name: str
    day: str
    sets: Sets


def apart(told: Sequence[frozenset[T]], new: frozenset[T]) -> bool:
    """Say whether figures of a set may be told beside those of other sets.

    Every part that it cuts off from those that can be told apart already has to be of at least five, and so has the
    rest of it.
    """
    parts = Counter(tuple(id in each for each in told) for id in new.union(*told))
    within = Counter(tuple(id in each for each in told) for id in new)
    for part, n in within.items():
        left = parts[part] - n
        if 0 < left < MIN_CELL or (n < MIN_CELL and (left or not any(part))):
            return False
    return True


def together(earlier: Sequence[Release], new: Sets) -> dict[str, Release]:
    """Return the things of which a new release would tell fewer than five people, with the last release of them."""
    found = {}
    for thing, sets in new.items():
        told = list(_sets(earlier, thing))
        if told and not all(apart(told, each) for each in sets):
            found[thing] = next(release for release in reversed(earlier) if thing in release.sets)
    return found


def _sets(releases: Iterable[Release], thing: str) -> Iterable[frozenset[str]]:
    """Return the sets of a thing that were told, each once."""
    return dict.fromkeys(each for release in releases for each in release.sets.get(thing, ()))
