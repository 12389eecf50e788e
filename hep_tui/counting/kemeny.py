"""Kemeny's rule, exact, by dynamic programming over subsets of at most 16 options.

An order costs, for each pair it puts as i before j, the P[j,i] papers that say the opposite.
g(S) = min over i in S of cost(i first in S) + g(S without i) (Kemeny 1959; Betzler et al. 2009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.outcome import Outcome, Tie, Tiers
from hep_tui.domain.wording import listed
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.pairs import Matrix

LIMIT = 16


def kemeny(basis: Basis) -> Outcome:
    """Find every order with fewest disagreements; the winners are those that one of them puts first.

    Raises HepError above 16 options.
    """
    if basis.m > LIMIT:
        raise HepError(f"Kemeny is exact up to {LIMIT} options and this has {basis.m}; use ranked-pairs or schulze.")
    costs, best = (array.tolist() for array in _solve(basis.pairs))
    optima, order, above = _optima(costs, best)
    distance = best[-1]
    firsts = _choices(costs, best, len(best) - 1)
    broken = basis.pair_breaker.pick(firsts)
    winners = frozenset(broken.left) if broken.by else frozenset(firsts)
    ties = (Tie("first place", tuple(firsts), broken.by, True, broken.draw),) if len(firsts) > 1 else ()
    story = [
        f"The best order disagrees with papers {distance} times, pair by pair: "
        f"{', then '.join(basis.options[i] for i in order)}."
    ]
    if optima > 1:
        story.append(f"{optima} orders are equally good; {listed([basis.options[i] for i in firsts])} can be first.")
    return basis.outcome(
        "kemeny", winners, _tiers(winners, above), story, pairwise=basis.pairs, ties=ties,
        distance=distance, optima=optima, one_optimum=list(order),
    )  # fmt: skip


def _solve(pairs: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return costs[i, S], of placing i before all of S, and best[S], of ordering S."""
    m = len(pairs)
    against = np.array(pairs, dtype=np.int64).reshape(m, m).T
    costs = np.zeros((m, 1), dtype=np.int64)
    for j in range(m):
        costs = np.concatenate([costs, costs + against[:, j : j + 1]], axis=1)
    sets = np.arange(1 << m)
    size = np.bitwise_count(sets)
    best = np.zeros(1 << m, dtype=np.int64)
    bits = 1 << np.arange(m)
    for k in range(1, m + 1):
        these = sets[size == k]
        rest = these[None, :] & ~bits[:, None]
        ways = np.take_along_axis(costs, rest, axis=1) + best[rest]
        ways[(these[None, :] & bits[:, None]) == 0] = np.iinfo(np.int64).max
        best[these] = ways.min(axis=0)
    return costs, best


def _choices(costs: list[list[int]], best: list[int], group: int) -> list[int]:
    """Return the options that may come first in an optimal order of a set."""
    inside = [i for i in range(len(costs)) if group >> i & 1]
    return [i for i in inside if costs[i][group ^ 1 << i] + best[group ^ 1 << i] == best[group]]


def _optima(costs: list[list[int]], best: list[int]) -> tuple[int, tuple[int, ...], list[int]]:
    """Return how many orders are optimal, one of them, and as bits whom each option is above in some."""
    full = len(best) - 1
    above = [0] * len(costs)
    ways: dict[int, int] = {full: 1}
    for group in range(full, 0, -1):
        if group in ways:
            for i in _choices(costs, best, group):
                rest = group ^ 1 << i
                above[i] |= rest
                ways[rest] = ways.get(rest, 0) + ways[group]
    order = []
    group = full
    while group:
        first = _choices(costs, best, group)[0]
        order.append(first)
        group ^= 1 << first
    return ways[0], tuple(order), above


def _tiers(winners: frozenset[int], above: list[int]) -> Tiers:
    """Return winners, then layers of what all optimal orders agree on."""
    m = len(above)
    left = set(range(m)) - winners
    found = [tuple(sorted(winners))] if winners else []
    while left:
        top = [i for i in left if not any(above[k] >> i & 1 and not above[i] >> k & 1 for k in left)]
        found.append(tuple(sorted(top)))
        left -= set(top)
    return tuple(found)
