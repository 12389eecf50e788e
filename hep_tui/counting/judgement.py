"""Majority judgement: the lower median grade, then majority value (Balinski & Laraki 2007, 2010).

The value compares medians, removes one median grade from each side of the comparison, and repeats.
Removing medians reads a sorted list outwards from its middle, lower neighbour first, so two options
are compared by their grades at the same distance from the middle. Distances are shares of an option's
own papers; with equal numbers of papers this is the book's definition paper by paper, and it extends
it to options that were left blank by some.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, cmp_to_key
from typing import TYPE_CHECKING

from hep_tui.counting.sums import by_top, on_scale, scale

if TYPE_CHECKING:
    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome, Tiers


@dataclass(frozen=True)
class Grades:
    """Hold how often each grade was given to one option, as (grade, papers) from the lowest."""

    counts: tuple[tuple[int, int], ...]

    @cached_property
    def n(self) -> int:
        """Return the number of papers that grade the option."""
        return sum(papers for _, papers in self.counts)

    @cached_property
    def median(self) -> int | None:
        """Return the lower median grade; None without papers."""
        below = 0
        for grade, papers in self.counts:
            below += papers
            if 2 * below >= self.n:
                return grade
        return None

    @cached_property
    def above(self) -> int:
        """Return how many papers grade above the median."""
        return sum(papers for grade, papers in self.counts if grade > (self.median or 0))

    @cached_property
    def below(self) -> int:
        """Return how many papers grade below the median."""
        median = self.median
        return 0 if median is None else sum(papers for grade, papers in self.counts if grade < median)

    @cached_property
    def outwards(self) -> list[tuple[Fraction, int, int]]:
        """Return (distance, lower, upper): the grades either side of the middle up to each distance."""
        edges, below = [Fraction(0)], 0
        for _, papers in self.counts:
            below += papers
            edges.append(Fraction(below, self.n))
        half = Fraction(1, 2)
        stops = sorted({abs(edge - half) for edge in edges} - {Fraction(0)})
        found, start = [], Fraction(0)
        for stop in stops:
            middle = (start + stop) / 2
            found.append((stop, self._at(edges, half - middle), self._at(edges, half + middle)))
            start = stop
        return found

    def _at(self, edges: list[Fraction], place: Fraction) -> int:
        return self.counts[bisect_right(edges, place) - 1][0]


def compare(one: Grades, other: Grades) -> int:
    """Return 1, 0 or −1 as the majority value of one is higher than, equal to or lower than the other's."""
    if not one.n or not other.n:
        return (one.n > 0) - (other.n > 0)
    left, right = one.outwards, other.outwards
    a = b = 0
    while a < len(left) and b < len(right):
        mine, theirs = left[a][1:], right[b][1:]
        if mine != theirs:
            return 1 if mine > theirs else -1
        reach = min(left[a][0], right[b][0])
        a += left[a][0] == reach
        b += right[b][0] == reach
    return 0


def majority_judgement(basis: Basis) -> Outcome:
    """Order options by majority value; blanks count as the lowest grade unless declared `ignore`."""
    basis = on_scale(basis)
    grades = graded(basis)
    order = _order(grades)
    winners, ranking, ties = by_top(basis).elect_tiers(order)
    return basis.outcome(
        "majority-judgement", winners, ranking, _story(basis, grades, order),
        scores=tuple(each.median for each in grades), ties=ties,
        gauge=[_gauge(each) for each in grades],
        lowest=scale(basis)[0], blanks="excluded" if basis.ignoring else "lowest grade",
    )  # fmt: skip


def graded(basis: Basis) -> list[Grades]:
    """Return the grades of every option."""
    return [_grades(basis, i) for i in range(basis.m)]


def _grades(basis: Basis, i: int) -> Grades:
    table, low = basis.table, scale(basis)[0]
    given = table.papers_by_mark(i)
    if not basis.ignoring:
        given[low] = given.get(low, 0) + table.weigh(table.blank[i])
    return Grades(tuple((grade, papers) for grade, papers in sorted(given.items()) if papers))


def _order(grades: list[Grades]) -> Tiers:
    tiers: list[list[int]] = []

    def worse(i: int, j: int) -> int:
        return compare(grades[j], grades[i])

    for i in sorted(range(len(grades)), key=cmp_to_key(worse)):
        if tiers and not compare(grades[tiers[-1][0]], grades[i]):
            tiers[-1].append(i)
        else:
            tiers.append([i])
    return tuple(tuple(sorted(tier)) for tier in tiers)


def _percent(papers: int, n: int) -> Fraction | None:
    return Fraction(100 * papers, n) if n else None


def _gauge(grades: Grades) -> dict[str, object]:
    """Return median, papers above and below it in per cent, and the sign of the majority gauge."""
    return {
        "n": grades.n,
        "median": grades.median,
        "above": _percent(grades.above, grades.n),
        "below": _percent(grades.below, grades.n),
        "sign": "+" if grades.above > grades.below else "-",
        "counts": {str(grade): papers for grade, papers in grades.counts},
    }


def _story(basis: Basis, grades: list[Grades], order: Tiers) -> list[str]:
    lines = []
    for i in (i for tier in order for i in tier):
        each = grades[i]
        lines.append(
            f"{basis.options[i]}: median grade {each.median} on {each.n} papers, "
            f"{each.above} above it and {each.below} below."
        )
    return lines
