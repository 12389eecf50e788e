"""Schulze's rule on winning votes, and on margins for analysts (Schulze 2011).

S[i,j] = P[i,j] where i beats j, else 0; p[i,j] is the strength of the widest path from i to j;
the winners are {i : p[i,j] ≥ p[j,i] for every j}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.condorcet import duels
from hep_tui.counting.pairs import smith_set, tiers, widest_paths
from hep_tui.domain.wording import listed

if TYPE_CHECKING:
    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome, Tiers


def schulze(basis: Basis) -> Outcome:
    """Elect by widest paths of winning votes."""
    return _schulze(basis, "schulze", margins=False)


def schulze_margins(basis: Basis) -> Outcome:
    """Elect by widest paths of margins."""
    return _schulze(basis, "schulze-margins", margins=True)


def _schulze(basis: Basis, rule: str, margins: bool) -> Outcome:
    paths = widest_paths(basis.pairs, margins)
    order = tiers(paths)
    winners, ranking, ties = basis.pair_breaker.elect_tiers(order)
    return basis.outcome(
        rule, winners, ranking, [*duels(basis), *_why(basis, paths, order)],
        pairwise=basis.pairs, ties=ties, paths=_clear(paths), smith_set=list(smith_set(basis.pairs)),
    )  # fmt: skip


def _clear(paths: list[list[int]]) -> list[list[int]]:
    return [[0 if i == j else strength for j, strength in enumerate(row)] for i, row in enumerate(paths)]


def _why(basis: Basis, paths: list[list[int]], order: Tiers) -> list[str]:
    if not order:
        return []
    names = basis.options
    lines = [f"No chain of wins against {listed([names[i] for i in order[0]])} is stronger than the one back."]
    for i in order[0]:
        against = [f"{names[j]} {paths[i][j]}, back {paths[j][i] or 'none'}" for j in range(basis.m) if j != i]
        if against:
            lines.append(f"The weakest win in the strongest chain from {names[i]} to {'; to '.join(against)}.")
    return lines
