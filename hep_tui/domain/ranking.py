"""Places in an order with ties, where options that are level share the best, and what papers put above what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import TypeVar

from hep_tui.domain.survey import Choice

T = TypeVar("T")


def ranking(tiers: Iterable[Sequence[T]]) -> Iterator[tuple[int, T]]:
    """Yield (place, option), best first: 1, 2, 2, 4."""
    place = 1
    for tier in tiers:
        yield from ((place, each) for each in tier)
        place += len(tier)


def pairwise(codes: Sequence[str], ranks: Mapping[str, int]) -> dict[str, float]:
    """Return for each thing the share of the others that a paper puts it above; equal and unranked ones count half."""
    last = len(codes) + 1
    held = {code: ranks.get(code) or last for code in codes}
    others = max(1, len(codes) - 1)
    return {
        code: sum((held[code] < other) + (held[code] == other) / 2 for name, other in held.items() if name != code)
        / others
        for code in codes
    }


def above(choices: Sequence[Choice], papers: Iterable[Mapping[str, int]]) -> dict[tuple[str, str], int]:
    """Return for every two things, by label, how many papers put the first above the second; unranked ones are last."""
    last, counts = len(choices) + 1, Counter[tuple[str, str]]()
    for ranks in papers:
        counts.update(
            (one.label, other.label)
            for one, other in permutations(choices, 2)
            if (ranks.get(one.code) or last) < (ranks.get(other.code) or last)
        )
    return {(one.label, other.label): counts[one.label, other.label] for one, other in permutations(choices, 2)}
