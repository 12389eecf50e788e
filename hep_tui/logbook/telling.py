"""How far long work over the entries of a record has come."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Told = Callable[[float], object]
"""Hear which share of some work is done; whoever is told may raise HepError to stop it."""
_STEP = 1000
"""After how many entries it is told again."""


def nobody(share: float) -> None:
    """Hear nothing."""


def between(told: Told, start: float, end: float) -> Told:
    """Return what hears of a part of some work, which is told of the whole."""
    return lambda share: told(start + (end - start) * share)


def telling(items: Sequence[T], told: Told) -> Iterator[T]:
    """Yield items, and tell which share of them went by."""
    for i, item in enumerate(items):
        if not i % _STEP:
            told(i / len(items))
        yield item
