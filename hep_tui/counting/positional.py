"""Count by positions: average-rank Borda, and modified Borda where it was declared.

Average rank: B(i) = Σ_{j≠i} (P[i,j] + T[i,j]/2), blanks tied last, mean rank = m − B(i)/n (Black 1976;
Cullinan, Hsiao & Polett 2014; Terzopoulou & Endriss 2021). Modified: k ranked options get k…1 (Emerson 2013).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Number, Outcome
    from hep_tui.counting.table import Table


def borda(basis: Basis) -> Outcome:
    """Count average-rank Borda; `scores` are the points, `facts` the mean ranks."""
    scores = basis.borda
    n, m = basis.n, basis.m
    means = [Fraction(m) - score / n for score in scores] if n and not basis.ignoring else None
    order = sorted(range(m), key=lambda i: -scores[i])
    story = [f"An option scores one point for each option it beats on each of {n} papers, half for a tie."]
    story += [
        f"{basis.options[i]}: {number(scores[i])} points" + (f", mean rank {float(means[i]):.2f}." if means else ".")
        for i in order
    ]
    return basis.scored("borda", scores, story, mean_rank=means, pairwise=basis.pairs)


def modified_borda(basis: Basis) -> Outcome:
    """Count modified Borda: a paper that ranks k options gives k, k−1 … 1; ties share the average."""
    scores = [Fraction(points, 2) for points in basis.table.added(_doubled).tolist()]
    story = ["A paper that ranks k options gives k points to its first, then one fewer each; blanks get none."]
    order = sorted(range(basis.m), key=lambda i: -scores[i])
    story += [f"{basis.options[i]}: {number(scores[i])} points." for i in order]
    return basis.scored("modified-borda", scores, story, pairwise=basis.pairs)


def _doubled(table: Table) -> NDArray[np.int64]:
    """Return twice the points of each option, so that halves stay whole: itself level with itself is one of them."""
    import numpy as np

    ranked = ~table.unranked
    found = []
    for row, own in zip(table.ranks, ranked, strict=True):
        both = ranked & own
        after, level = table.weigh_each(both & (row < table.ranks)), table.weigh_each(both & (row == table.ranks))
        found.append(int((2 * after + level).sum()) + table.weigh(own))
    return np.array(found, dtype=np.int64)


def number(value: Number) -> str:
    """Write a whole number plainly and any other to five decimals at most."""
    return str(int(value)) if value == int(value) else f"{float(value):.5f}".rstrip("0").rstrip(".")
