"""What a chart shows, before anybody draws it: one scale for all its bars, and the figure beside each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """Hold one bar: its words, its figure, its share of the scale (0 to 1), its tier, and a second figure."""

    label: str
    figure: str
    share: float
    note: str = ""
    tier: int = 0


@dataclass(frozen=True)
class Chart:
    """Hold bars on one scale, best first; `figure` and `note` head their columns, `said` is what holds for all."""

    bars: tuple[Bar, ...] = ()
    figure: str = ""
    note: str = ""
    said: str = ""

    @property
    def tiers(self) -> list[int]:
        """Return the tiers in their order; none where all bars are in one, which `said` says once."""
        found = list(dict.fromkeys(bar.tier for bar in self.bars))
        return found if len(found) > 1 else []


@dataclass(frozen=True)
class Stack:
    """Hold one stacked bar: its words, how many gave each level, lowest first, and its figures by column."""

    label: str
    counts: tuple[int, ...]
    cells: tuple[str, ...] = ()


def longest(stacks: Sequence[Stack]) -> int:
    """Return the scale of stacked bars: the most that any of them holds, at least 1."""
    return max((sum(stack.counts) for stack in stacks), default=0) or 1


def widths(counts: Sequence[int], scale: int, room: int) -> list[int]:
    """Return how many of `room` cells each part of a stacked bar takes, where `scale` fills them all.

    Parts end where their running total ends, so that equal totals end at the same cell; no part that holds anything
    is left out while there is room.
    """
    ends, total, found = 0, 0, []
    for count in counts:
        total += count
        end = max(round(total / scale * room), ends + bool(count))
        found.append(min(end, room) - ends)
        ends = min(end, room)
    return found


def mean_share(mean: float, options: int) -> float:
    """Return the bar of a mean rank among so many options: full where it is 1, empty where it is the last place."""
    return (options - mean) / (options - 1)
