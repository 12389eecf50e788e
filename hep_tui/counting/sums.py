"""Add up what papers say: approvals, scores, points. The denominator is papers, never marks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.positional import number
from hep_tui.counting.ties import Breaker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Number, Outcome
    from hep_tui.counting.ties import Keys


def approval(basis: Basis) -> Outcome:
    """Count approvals: any mark of 1 or more."""
    table = basis.table
    votes = [table.weigh(~table.blank[i] & (table.marks[i] > 0)) for i in range(table.m)]
    story = _lines(basis, votes, f"of {basis.n} papers approve")
    return basis.scored("approval", votes, story, share=_shares(votes, basis.n))


def score(basis: Basis) -> Outcome:
    """Add scores; a blank adds nothing, or the lowest of the scale where `blank=lowest` is declared."""
    basis = on_scale(basis)
    sums = totals(basis)
    story = _lines(basis, sums, f"points on {basis.n} papers")
    return basis.scored("score", sums, story, breaker=by_top(basis), mean=_shares(sums, _given(basis)))


def points(basis: Basis) -> Outcome:
    """Add shared-out points; a paper over the budget, or with fewer than none, is spoilt and left out."""
    basis = _within_budget(basis)
    sums = totals(basis)
    story = _lines(basis, sums, f"points on {basis.n} valid papers")
    return basis.scored("points", sums, story, mean=_shares(sums, basis.n))


def totals(basis: Basis) -> list[int]:
    """Return the sum of marks per option, exactly."""
    table = basis.table
    filler = scale(basis)[0] if basis.policy.blank == "lowest" else 0
    marks = np.where(table.blank, filler, table.marks)
    return [int(row @ table.weights) for row in marks]


def scale(basis: Basis) -> tuple[int, int]:
    """Return the lowest and highest grade: as declared, or as used on the papers."""
    if basis.policy.scale:
        return basis.policy.scale
    used = basis.table.levels
    return (used[0], used[-1]) if used else (0, 0)


def on_scale(basis: Basis) -> Basis:
    """Leave out papers with a mark outside the declared scale, with a warning that counts them."""
    if basis.policy.scale is None:
        return basis
    low, high = basis.policy.scale
    marks, blank = basis.table.marks, basis.table.blank
    wrong = np.any(~blank & ((marks < low) | (marks > high)), axis=0)
    return _without(basis, wrong, f"spoilt: a mark outside {low} to {high}")


def _within_budget(basis: Basis) -> Basis:
    marks = np.where(basis.table.blank, 0, basis.table.marks)
    wrong = np.any(marks < 0, axis=0)
    if basis.policy.budget is None:
        warned = replace(basis, warnings=(*basis.warnings, "No budget was declared, so no sum was checked."))
        return _without(warned, wrong, "spoilt: fewer than no points")
    wrong = wrong | (marks.sum(axis=0) > basis.policy.budget)
    return _without(basis, wrong, f"spoilt: more than {basis.policy.budget} points, or fewer than none")


def _without(basis: Basis, wrong: NDArray[np.bool_], why: str) -> Basis:
    lost = basis.table.weigh(wrong)
    if not lost:
        return basis
    papers = "1 paper is" if lost == 1 else f"{lost} papers are"
    table = basis.table.keep(~wrong)
    return replace(basis, table=table, warnings=(*basis.warnings, f"{papers} {why}."))


def by_top(basis: Basis, before: Sequence[tuple[str, Callable[[tuple[int, ...]], Keys]]] = ()) -> Breaker:
    """Return a tie chain that knows `top`: more of the highest mark, then of the next; `before` come in front."""
    return Breaker(basis.options, basis.policy, {"top": lambda _: basis.table.tops}, before)


def _given(basis: Basis) -> int | Sequence[int]:
    """Return the denominators: all papers, or with `blank=ignore` those that mark the option."""
    if not basis.ignoring:
        return basis.n
    return [basis.table.weigh(~basis.table.blank[i]) for i in range(basis.m)]


def _shares(sums: Sequence[Number], papers: int | Sequence[int]) -> list[Fraction | None]:
    each = [papers] * len(sums) if isinstance(papers, int) else papers
    return [Fraction(total) / n if n else None for total, n in zip(sums, each, strict=True)]


def _lines(basis: Basis, sums: Sequence[Number], unit: str) -> list[str]:
    order = sorted(range(len(sums)), key=lambda i: -sums[i])
    return [f"{basis.options[i]}: {number(sums[i])} {unit}." for i in order]
