"""Hold the ballots of one question: what was marked, how often, by which part of the room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.table import Table

Mark = int | None
Repeats = tuple[tuple[int, int], ...]
Order = tuple[dict[int, list[int]], Repeats, int]
"""One paper: which options have each rank, its repeats, and its weight."""
MAX_PAPERS = 1_000_000_000_000
"""So many papers, with marks of up to a million, are still added up exactly."""
OVERVOTED = -1
"""Stands in `repeats` for a mark at a rank whose option is not known, as where a file only says "overvote"."""


class TooManyPapers(ValueError):
    """Say that there are more papers than can be added up exactly."""


@dataclass(frozen=True)
class Ballot:
    """Record one paper, or several identical ones.

    `marks` has one entry per option in paper order: a rank (1 is first; equal numbers are tied),
    score, grade, points, or 1/0 approval, as the method says. None is blank: empty is not zero.
    `weight` is the number of papers. `strata` says whose papers they are, as phase or table.
    `repeats` holds every later mention of an option already ranked, as (option, rank), and two
    `OVERVOTED` marks at a rank of which the file says no more than that it is an overvote.
    """

    marks: tuple[Mark, ...]
    weight: int = 1
    strata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    repeats: Repeats = ()

    @property
    def blank(self) -> bool:
        """Tell whether nothing is marked on the paper."""
        return all(mark is None for mark in self.marks)

    @property
    def key(self) -> tuple[tuple[Mark, ...], Repeats]:
        """Return what decides the count: two papers with one key are the same vote."""
        return self.marks, self.repeats


@dataclass(frozen=True)
class Profile:
    """Hold the options in paper order and the ballots cast for them.

    Raises ValueError when a ballot does not have one mark per option, a weight is negative, or the papers
    are more than can be added up.
    """

    options: tuple[str, ...]
    ballots: Sequence[Ballot] = ()
    title: str = ""
    counts: dict[object, Outcome] = field(init=False, default_factory=dict, repr=False, compare=False)
    """What counting these papers gave, by rule, policy and seats."""

    def __post_init__(self) -> None:
        width = len(self.options)
        for ballot in self.ballots:
            if len(ballot.marks) != width:
                raise ValueError(f"a ballot has {len(ballot.marks)} marks for {width} options")
            if ballot.weight < 0:
                raise ValueError(f"a ballot weighs {ballot.weight}; a weight is never negative")
        if self.n > MAX_PAPERS:
            raise TooManyPapers(f"the papers add up to {self.n:,}, more than {MAX_PAPERS:,}")

    @cached_property
    def n(self) -> int:
        """Return the number of papers, counting weights."""
        return sum(ballot.weight for ballot in self.ballots)

    @cached_property
    def table(self) -> Table:
        """Return the papers as arrays, made once for every rule."""
        from hep_tui.counting.table import Table

        return Table.of(self.options, self.grouped())

    def grouped(self) -> dict[tuple[tuple[Mark, ...], Repeats], int]:
        """Return the weight of each distinct paper."""
        groups: dict[tuple[tuple[Mark, ...], Repeats], int] = defaultdict(int)
        for ballot in self.ballots:
            groups[ballot.marks, ballot.repeats] += ballot.weight
        return {key: weight for key, weight in groups.items() if weight}

    @property
    def orders(self) -> Iterator[Order]:
        """Yield each distinct paper, the heaviest first."""
        for (marks, repeats), weight in sorted(self.grouped().items(), key=lambda item: (-item[1], str(item[0]))):
            yield by_rank(marks), repeats, weight

    def by(self, stratum: str) -> dict[str, Profile]:
        """Split by one stratum; papers that do not say are under ''. The parts add up to the whole."""
        names = [ballot.strata.get(stratum, "") for ballot in self.ballots]
        if len(set(names)) == 1:
            return {names[0]: self}
        parts: dict[str, list[Ballot]] = defaultdict(list)
        for name, ballot in zip(names, self.ballots, strict=True):
            parts[name].append(ballot)
        return {name: self.having(parts[name]) for name in sorted(parts)}

    def having(self, ballots: Iterable[Ballot]) -> Profile:
        """Return the same question with other ballots."""
        return replace(self, ballots=tuple(ballots))


def by_rank(marks: Sequence[Mark]) -> dict[int, list[int]]:
    """Return which options have each rank, from the lowest number up."""
    held: dict[int, list[int]] = {}
    for mark, option in sorted([(mark, option) for option, mark in enumerate(marks) if mark is not None]):
        held.setdefault(mark, []).append(option)
    return held
