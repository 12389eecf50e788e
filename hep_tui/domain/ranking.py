"""The place of each option in an order with ties: options that are level share the best of their places."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def ranking(tiers: Iterable[Sequence[T]]) -> Iterator[tuple[int, T]]:
    """Yield (place, option), best first: 1, 2, 2, 4."""
    place = 1
    for tier in tiers:
        yield from ((place, each) for each in tier)
        place += len(tier)
