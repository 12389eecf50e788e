"""Turn ballots into arrays once, so that every rule counts from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Ints = NDArray[np.integer]

MANY_MARKS = 50
"""Above this many different marks they are sorted, not looked for one by one."""

Marks = tuple[int | None, ...]
Repeats = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Table:
    """Hold distinct papers as an m × u array of marks with their weights.

    `marks[i, b]` is what paper b says of option i; `blank[i, b]` where it says nothing. `repeats`
    gives the later mentions of the few papers that rank an option twice. Sums are exact: int64.
    """

    options: tuple[str, ...]
    marks: Ints
    blank: NDArray[np.bool_]
    weights: NDArray[np.int64]
    repeats: dict[int, Repeats]

    @classmethod
    def of(cls, options: tuple[str, ...], groups: Mapping[tuple[Marks, Repeats], int]) -> Table:
        """Take distinct papers, each as marks and repeats, with how many there are of it."""
        rows = [key[0] for key in groups]
        m = len(options)
        cells = np.array(rows, dtype=object).reshape(-1, m).T
        blank = np.equal(cells, np.array(None, dtype=object)).astype(bool)
        marks = np.where(blank, 0, cells).astype(np.int64)
        repeats = {b: key[1] for b, key in enumerate(groups) if key[1]}
        weights = np.fromiter(groups.values(), dtype=np.int64, count=len(groups))
        return cls(options, np.ascontiguousarray(marks), np.ascontiguousarray(blank), weights, repeats)

    @classmethod
    def of_ranks(cls, options: tuple[str, ...], ranks: Ints) -> Table:
        """Take an n × m array of ranks, one row a paper, 0 for blank."""
        marks = np.ascontiguousarray(ranks.T)
        return cls(options, marks, marks < 1, np.ones(marks.shape[1], dtype=np.int64), {})

    def keep(self, chosen: NDArray[np.bool_]) -> Table:
        """Return the table with only the chosen distinct papers."""
        places = np.flatnonzero(chosen)
        kept = {b: self.repeats[old] for b, old in enumerate(places.tolist()) if old in self.repeats}
        return Table(self.options, self.marks[:, places], self.blank[:, places], self.weights[places], kept)

    @property
    def m(self) -> int:
        """Return the number of options."""
        return len(self.options)

    @cached_property
    def n(self) -> int:
        """Return the number of papers."""
        return int(self.weights.sum())

    @cached_property
    def ranks(self) -> Ints:
        """Return ranks with blanks after every rank, in the smallest type that holds them.

        A rank below 1 says nothing, as a 0 in a column of crosses does.
        """
        kind = np.uint8 if self.unranked_rank < 256 else np.int64
        return np.where(self.unranked, self.unranked_rank, self.marks).astype(kind)

    @cached_property
    def unranked_rank(self) -> int:
        """Return the rank that stands for blank: one more than any given, be it to an option's second mention."""
        again = max((rank for given in self.repeats.values() for _, rank in given), default=0)
        return max(int(np.max(self.marks, initial=0)), again) + 1

    @cached_property
    def unranked(self) -> NDArray[np.bool_]:
        """Tell which ranks are blank."""
        return self.blank | (self.marks < 1)

    @cached_property
    def levels(self) -> list[int]:
        """Return the marks in use, from the lowest."""
        low, high = int(np.min(self.marks, initial=0)), int(np.max(self.marks, initial=0))
        if high - low > 1000:
            return [int(mark) for mark in np.unique(self.marks[~self.blank])]
        used = sum(
            np.bincount(row[~gap] - low, minlength=high - low + 1)
            for row, gap in zip(self.marks, self.blank, strict=True)
        )
        return [low + int(place) for place in np.flatnonzero(used)]

    def papers_by_mark(self, i: int) -> dict[int, int]:
        """Return how many papers give each mark to one option, from the lowest mark."""
        given = ~self.blank[i]
        if len(self.levels) <= MANY_MARKS:
            found = {mark: self.weigh(given & (self.marks[i] == mark)) for mark in self.levels}
            return {mark: papers for mark, papers in found.items() if papers}
        used, where = np.unique(self.marks[i][given], return_inverse=True)
        papers = np.zeros(used.size, dtype=np.int64)
        np.add.at(papers, where, self.weights[given])
        return dict(zip(used.tolist(), papers.tolist(), strict=True))

    @cached_property
    def tops(self) -> list[list[int]]:
        """Return how often each mark was given to each option, the highest mark first."""
        given = [self.papers_by_mark(i) for i in range(self.m)]
        return [[papers.get(level, 0) for papers in given] for level in reversed(self.levels)]

    def weigh(self, chosen: NDArray[np.bool_]) -> int:
        """Return how many papers a selection of distinct papers stands for."""
        return int(np.count_nonzero(chosen)) + self._extra(chosen)

    @cached_property
    def _heavy(self) -> tuple[Ints, NDArray[np.int64]]:
        heavy = np.flatnonzero(self.weights != 1)
        return heavy, self.weights[heavy] - 1

    def _extra(self, chosen: NDArray[np.bool_]) -> int:
        heavy, more = self._heavy
        return int(more[chosen[heavy]].sum()) if len(heavy) else 0

    def pairwise(self, ignore_blanks: bool = False) -> NDArray[np.int64]:
        """Return P, where P[i, j] is how many papers put i before j.

        A blank is tied last, or with `ignore_blanks` says nothing about any pair.
        """
        ranks, unranked = self.ranks, self.unranked
        wins = np.zeros((self.m, self.m), dtype=np.int64)
        for i in range(self.m):
            for j in range(self.m):
                if i != j:
                    before = ranks[i] < ranks[j]
                    wins[i, j] = self.weigh(before & ~unranked[j] if ignore_blanks else before)
        return wins

    def both_ranked(self) -> NDArray[np.int64]:
        """Return how many papers rank both options of each pair."""
        both = np.zeros((self.m, self.m), dtype=np.int64)
        for i in range(self.m):
            for j in range(self.m):
                both[i, j] = self.weigh(~self.unranked[i] & ~self.unranked[j])
        return both


def matrix(wins: NDArray[np.int64]) -> tuple[tuple[int, ...], ...]:
    """Return a square array as tuples of plain integers."""
    return tuple(tuple(int(cell) for cell in row) for row in wins)
