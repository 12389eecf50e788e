"""What anybody can work out of printed sums: between what each figure must be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

Cell = Any
Figures = Mapping[Cell, frozenset[Cell]]
PASSES, FINE = 6, 1000


@dataclass
class Sums:
    """Hold what is known of numbers of people by cell: sums of cells that are printed, and how many there are at most.

    A figure is the sum of some cells; every number is whole and none is negative.
    """

    cells: list[Cell]
    most: int
    printed: list[tuple[frozenset[Cell], int]] = field(default_factory=list)

    def add(self, cells: Iterable[Cell], n: int) -> None:
        """Take in that some cells are so many together."""
        self.printed.append((frozenset(cells), n))

    def by_bounds(self, figures: Figures) -> dict[Cell, int]:
        """Return the figures that are known for certain, by bounds handed from sum to sum some times."""
        parts = {("figure", name): held for name, held in figures.items()}
        equations: list[tuple[list[Cell], list[Cell], int]] = [([*held], [], n) for held, n in self.printed]
        equations += [([*held], [whole], 0) for whole, held in parts.items()]
        found = self._known()
        equations += [([whole], [], n) for whole, held in parts.items() for known, n in found if known == held]
        low, high = dict.fromkeys([*self.cells, *parts], 0), dict.fromkeys([*self.cells, *parts], self.most)
        for _ in range(PASSES):
            for plus, minus, n in equations:
                least = sum(low[c] for c in plus) - sum(high[c] for c in minus)
                most = sum(high[c] for c in plus) - sum(low[c] for c in minus)
                for c in plus:
                    low[c], high[c] = max(low[c], n - (most - high[c])), min(high[c], n - (least - low[c]))
                for c in minus:
                    low[c], high[c] = max(low[c], least + high[c] - n), min(high[c], most + low[c] - n)
        return {name: low["figure", name] for name in figures if low["figure", name] == high["figure", name]}

    def _known(self) -> set[tuple[frozenset[Cell], int]]:
        """Return what is printed, what one printed sum leaves of another, and what that leaves of a third."""
        found = {*self.printed}
        for _ in range(2):
            found |= {(all_ - some, n - of) for all_, n in self.printed for some, of in found if some < all_}
        return found

    def by_programmes(self, figures: Figures) -> dict[Cell, int]:
        """Return the figures that are known for certain, by linear programmes, which miss nothing that follows."""
        optimize = pytest.importorskip("scipy.optimize", reason="scipy is not installed")
        rows = [[float(c in held) for c in self.cells] for held, _ in self.printed]
        sums = [n for _, n in self.printed]
        how: dict[str, Any] = {"A_eq": rows or None, "b_eq": sums or None, "bounds": (0, self.most)}
        goals = {name: [float(c in held) for c in self.cells] for name, held in figures.items()}
        seen: dict[Cell, set[int]] = {name: set() for name in figures}
        for name, goal in goals.items():
            for sign in (1, -1):
                # Whatever two solutions differ in is not known: most figures need no programme of their own.
                if len(seen[name]) < 2:
                    found = optimize.linprog([sign * g for g in goal], **how)
                    assert found.success, "what is printed contradicts itself"
                    for other, its in goals.items():
                        seen[other].add(round(sum(g * x for g, x in zip(its, found.x, strict=True)) * FINE))
        return {name: round(values.pop() / FINE) for name, values in seen.items() if len(values) == 1}
