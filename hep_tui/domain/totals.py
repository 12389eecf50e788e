"""Totals that anybody may see: figures of at least five people, and none that would follow from others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hep_tui.domain.hiding import OTHERS, shown, small_parts, standing, tells
from hep_tui.domain.phases import MIN_CELL

_TWO = 2
Chosen = tuple[str, frozenset[int]]
"""One person: the label of the phase, and which of the options they chose."""


@dataclass(frozen=True)
class Figure:
    """Hold how many of some people chose an option, None where it is hidden; `phase` is empty for everybody."""

    option: int
    phase: str
    people: int | None
    of: int


def figures(people: Sequence[Chosen], options: int) -> list[Figure]:
    """Return how many chose each option: of everybody and, where no total is hidden, of each phase.

    Nothing is told of fewer than five people. Phases of fewer than five of them are taken together.
    """
    n = len(people)
    if n < MIN_CELL:
        return []
    chosen = Counter(option for _, those in people for option in those)
    one_each = all(len(those) == 1 for _, those in people)
    hidden = _hidden([chosen[option] for option in range(options)], n, one_each=one_each)
    found = [Figure(o, "", None if o in hidden else chosen[o], n) for o in range(options)]
    if hidden:
        return found
    return found + (_split(people, options) if one_each else _each(people, options))


def parts(sizes: Mapping[str, int]) -> dict[str, int | None]:
    """Return the sizes of parts of a known whole, None where one is hidden."""
    hidden = small_parts(sizes)
    return {name: None if name in hidden else size for name, size in sizes.items()}


def _hidden(chosen: Sequence[int], n: int, *, one_each: bool) -> set[int]:
    """Return which options' totals are hidden: where everybody chose one, they add up to a known whole."""
    if one_each:
        return {int(name) for name in small_parts({str(o): k for o, k in enumerate(chosen)})}
    return {o for o, k in enumerate(chosen) if tells((k, n - k))}


def _split(people: Sequence[Chosen], options: int) -> list[Figure]:
    """Return the figures of each phase where everybody chose one option: a phase is shown whole or hidden whole."""
    counts: dict[str, Counter[int]] = {}
    for phase, those in _together(people):
        counts.setdefault(phase, Counter()).update(those)
    # What nobody chose, no phase chose either, and the total says so.
    some = [o for o in range(options) if any(row[o] for row in counts.values())]
    if len(counts) < _TWO or len(some) < _TWO:
        return []
    safe = shown({phase: tuple(row[o] for o in some) for phase, row in counts.items()})
    found = []
    for option in range(options):
        for phase, row in counts.items():
            told = option not in some or safe[phase] is not None
            found.append(Figure(option, phase, row[option] if told else None, sum(row.values())))
    return found


def _each(people: Sequence[Chosen], options: int) -> list[Figure]:
    """Return the figures of each phase where somebody may choose several options: each option by itself."""
    found = []
    for option in range(options):
        yes_or_no = [(phase, frozenset({int(option in those)})) for phase, those in people]
        found += [replace(f, option=option) for f in _split(yes_or_no, 2) if f.option == 1]
    return found


def _together(people: Sequence[Chosen]) -> list[Chosen]:
    """Return the people with the phases of fewer than five of them together, and with the smallest of the others."""
    kept = standing(Counter(phase or OTHERS for phase, _ in people))
    return [(phase if phase in kept else OTHERS, those) for phase, those in people]
