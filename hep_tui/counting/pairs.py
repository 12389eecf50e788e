"""Say what follows from the comparisons of every two options alone: who beats whom, and by which chains of wins.

`pairs[i][j]` is on how many papers option i is before option j; i beats j when pairs[i][j] > pairs[j][i].
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hep_tui.counting.outcome import Tiers

Matrix = tuple[tuple[int, ...], ...]


def condorcet_winner(pairs: Matrix) -> int | None:
    """Return the option that beats every other, or None."""
    every = range(len(pairs))
    return next((i for i in every if all(pairs[i][j] > pairs[j][i] for j in every if j != i)), None)


def weak_winners(pairs: Matrix) -> tuple[int, ...]:
    """Return the options that no other beats."""
    every = range(len(pairs))
    return tuple(i for i in every if all(pairs[i][j] >= pairs[j][i] for j in every if j != i))


def smith_set(pairs: Matrix) -> tuple[int, ...]:
    """Return the smallest set whose every member beats every option outside it (Smith 1973)."""
    every = range(len(pairs))
    strength = copeland_scores(pairs)
    order = sorted(every, key=lambda i: -strength[i])
    size = 0
    reach = 1 if order else 0
    while size < reach:
        size += 1
        member = order[size - 1]
        for place, other in enumerate(order):
            if place >= reach and pairs[other][member] >= pairs[member][other]:
                reach = place + 1
    return tuple(sorted(order[:reach]))


def copeland_scores(pairs: Matrix) -> list[Fraction]:
    """Return wins + ties/2 for each option."""
    every = range(len(pairs))
    halves = [
        sum(2 * (pairs[i][j] > pairs[j][i]) + (pairs[i][j] == pairs[j][i]) for j in every if j != i) for i in every
    ]
    return [Fraction(points, 2) for points in halves]


def widest_paths(pairs: Matrix, margins: bool = False) -> list[list[int]]:
    """Return the strength of the widest path between every two options."""
    every = range(len(pairs))

    def direct(i: int, j: int) -> int:
        won, lost = pairs[i][j], pairs[j][i]
        if won <= lost:
            return 0
        return won - lost if margins else won

    paths = [[direct(i, j) for j in every] for i in every]
    for k in every:
        via = paths[k]
        for i in every:
            to = paths[i][k]
            if to and i != k:
                row = paths[i]
                paths[i] = [max(own, min(to, on)) for own, on in zip(row, via, strict=True)]
    return paths


def tiers(paths: list[list[int]]) -> Tiers:
    """Return the Schulze order in tiers: each holds the options that no option left over beats."""
    left = set(range(len(paths)))
    found = []
    while left:
        top = tuple(sorted(i for i in left if all(paths[i][j] >= paths[j][i] for j in left if j != i)))
        found.append(top)
        left -= set(top)
    return tuple(found)


def precedence(pairs: Matrix) -> list[int]:
    """Return a key per option, higher for a better place in the Schulze order."""
    order = tiers(widest_paths(pairs))
    return [-next(place for place, tier in enumerate(order) if i in tier) for i in range(len(pairs))]
