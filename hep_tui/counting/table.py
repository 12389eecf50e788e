"""Turn ballots into arrays once, so that every rule counts from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.integer]
    T = TypeVar("T")

MANY_MARKS = 50
"""Above this many different marks they are sorted, not looked for one by one."""

Marks = tuple[int | None, ...]
Repeats = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Table:
    """Hold distinct papers as an m × u array of marks with their weights.

    `marks[i, b]` is what paper b says of option i; `blank[i, b]` where it says nothing. `repeats`
    gives the later mentions of the few papers that rank an option twice. Sums are exact: int64.
    What was `added` up goes along to the table with a few papers more or fewer (`changed`).
    """

    options: tuple[str, ...]
    marks: Ints
    blank: NDArray[np.bool_]
    weights: NDArray[np.int64]
    repeats: dict[int, Repeats]
    sums: dict[Callable[[Table], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, options: tuple[str, ...], groups: Mapping[tuple[Marks, Repeats], int]) -> Table:
        """Take distinct papers, each as marks and repeats, with how many there are of it."""
        rows = [key[0] for key in groups]
        m = len(options)
        cells = np.array(rows, dtype=object).reshape(len(rows), m).T
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

    def only(self, kept: Sequence[int]) -> Table:
        """Return the same papers with some of the options."""
        places = {old: new for new, old in enumerate(kept)}
        # What is below 0 is a mark whose option nobody knows, and stays.
        mentioned = {
            b: tuple((places.get(i, i), rank) for i, rank in given if i in places or i < 0)
            for b, given in self.repeats.items()
        }
        repeats = {b: given for b, given in mentioned.items() if given}
        marks, blank = self.marks[list(kept)], self.blank[list(kept)]
        return Table(tuple(self.options[i] for i in kept), marks, blank, self.weights, repeats)

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

    def weigh_each(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many papers each of several selections stands for, one a row."""
        heavy, more = self._heavy
        each: NDArray[np.int64] = np.count_nonzero(chosen, axis=1) + chosen[:, heavy] @ more
        return each

    def added(self, what: Callable[[Table], T]) -> T:
        """Return a sum over all papers, to which each paper adds the same, whatever else was cast."""
        if what not in self.sums:
            self.sums[what] = what(self)
        held: T = self.sums[what]
        return held

    def changed(self, marks: Marks, papers: int) -> Table:
        """Return the table with so many papers more of one kind, or fewer; no paper ranks an option twice."""
        one = Table.of(self.options, {(marks, ()): papers})
        sums = {what: held + one.added(what) for what, held in self.sums.items()}
        place = self._place(one)
        if place is None:
            wider = np.hstack([self.marks, one.marks]), np.hstack([self.blank, one.blank])
            return Table(self.options, *wider, np.append(self.weights, one.weights), {}, sums)
        weights = self.weights.copy()
        weights[place] += papers
        same = Table(self.options, self.marks, self.blank, weights, {}, sums)
        return same if weights[place] else replace(same.keep(weights != 0), sums=sums)

    def _place(self, one: Table) -> int | None:
        """Return where papers lie that say the same as one, None where there are none."""
        places = np.arange(self.weights.size)
        for i in range(self.m):
            row, gap = self.marks[i, places], self.blank[i, places]
            places = places[(row == one.marks[i, 0]) & (gap == one.blank[i, 0])]
        return int(places[0]) if places.size else None

    def pairwise(self, ignore_blanks: bool = False) -> NDArray[np.int64]:
        """Return P, where P[i, j] is how many papers put i before j.

        A blank is tied last, or with `ignore_blanks` says nothing about any pair.
        """
        return self.added(_before_ranked if ignore_blanks else _before)

    def both_ranked(self) -> NDArray[np.int64]:
        """Return how many papers rank both options of each pair."""
        return self.added(_both)


def _before(table: Table) -> NDArray[np.int64]:
    return np.array([table.weigh_each(row < table.ranks) for row in table.ranks]).reshape(table.m, table.m)


def _before_ranked(table: Table) -> NDArray[np.int64]:
    ranked = ~table.unranked
    found = [table.weigh_each((row < table.ranks) & ranked) for row in table.ranks]
    return np.array(found).reshape(table.m, table.m)


def _both(table: Table) -> NDArray[np.int64]:
    ranked = ~table.unranked
    return np.array([table.weigh_each(row & ranked) for row in ranked]).reshape(table.m, table.m)


def matrix(wins: NDArray[np.int64]) -> tuple[tuple[int, ...], ...]:
    """Return a square array as tuples of plain integers."""
    return tuple(map(tuple, wins.tolist()))
