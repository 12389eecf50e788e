"""Ranked pairs on winning votes (Tideman 1987; Zavist & Tideman 1989).

Wins are sorted by P[i,j] descending, then P[j,i] ascending; each is locked in unless it closes a cycle. A win that
lies on no cycle is always locked, so options fall into knots, within which every option is reached from every other
by wins; only the order of equal wins inside a knot is searched, every one of them, within a budget of steps and of
memory that is the same on every machine. Options that different orders elect are tied, and the tie goes to the chain.
Beyond the budget the lot, if declared, orders equal wins; else who wins is not worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Outcome, Tie, Tiers
from hep_tui.counting.pairs import smith_set
from hep_tui.counting.policy import STEPS
from hep_tui.counting.ties import Broken, drawn, lot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.pairs import Matrix

Pair = tuple[int, int]
Reach = tuple[int, ...]
"""Bit j of entry i: i is above j by locked wins."""
STEPS_AT_MOST = 3_000_000
"""How many rows a search may look at, a few seconds of work."""
CELLS_AT_MOST = 1_500_000
"""How many rows a search may keep, below 200 MB."""


def ranked_pairs(basis: Basis) -> Outcome:
    """Lock wins from the strongest; the winners are the options that nothing is above."""
    pairs, policy = basis.pairs, basis.policy
    groups = _groups(pairs)
    knots = _knots(pairs)
    found = _searched(knots, groups, policy.cap)
    by_lot = found is None and "lot" in policy.tie_chain and policy.seed is not None
    possible = _possible(knots, found, pairs)
    if by_lot:
        groups = [[pair] for group in groups for pair in _drawn(basis, group)]
        found = _searched(knots, groups, policy.cap)
    pool = _possible(knots, found, pairs)
    broken = basis.pair_breaker.pick(pool) if found else Broken(pool)
    winners = frozenset[int]()
    if found:
        winners = frozenset(broken.left if broken.by else pool)
    return basis.outcome(
        "ranked-pairs", winners, _tiers(winners or frozenset(pool), _agreed(knots, found, winners, pairs)),
        _story(basis, groups, knots, found), pairwise=pairs, worked_out=found is not None,
        ties=_ties(basis, possible, broken, by_lot) if found else (), warnings=_warnings(policy.cap, found, by_lot),
        smith_set=list(smith_set(pairs)), possible_winners=list(possible),
    )  # fmt: skip


def _ties(basis: Basis, possible: tuple[int, ...], broken: Broken, by_lot: bool) -> tuple[Tie, ...]:
    if len(possible) < 2:
        return ()
    if by_lot and len(broken.left) == 1:
        draw = broken.draw or drawn(basis.options, possible, basis.policy)
        return (Tie("first place", possible, broken.by or STEPS["lot"], True, draw),)
    return (Tie("first place", possible, broken.by, True, broken.draw),)


def _warnings(cap: int, found: Ends | None, by_lot: bool) -> tuple[str, ...]:
    if found is not None and not by_lot:
        return ()
    return (f"Every order of equal wins was sought, up to {cap} of them or so long and in so much memory; not all.",)


def _drawn(basis: Basis, group: list[Pair]) -> list[Pair]:
    """Return equal wins in the order of the lot: of their winners, then the last-drawn losers first."""
    place = {i: lot(name, basis.policy) for i, name in enumerate(basis.options)}
    return sorted(group, key=lambda pair: (place[pair[0]], [-ord(c) for c in place[pair[1]]]))


def _groups(pairs: Matrix) -> list[list[Pair]]:
    every = range(len(pairs))
    wins = [(i, j) for i in every for j in every if pairs[i][j] > pairs[j][i]]

    def strength(pair: Pair) -> tuple[int, int]:
        i, j = pair
        return -pairs[i][j], pairs[j][i]

    return [list(group) for _, group in groupby(sorted(wins, key=strength), key=strength)]


def _closed(rows: Sequence[int]) -> Reach:
    """Return whom each option reaches, by one win or by several."""
    reach = list(rows)
    for k in range(len(reach)):
        via, bit = reach[k], 1 << k
        reach = [row | via if row & bit else row for row in reach]
    return tuple(reach)


def _won(pairs: Iterable[Pair], m: int) -> list[int]:
    rows = [0] * m
    for i, j in pairs:
        rows[i] |= 1 << j
    return rows


Knots = tuple[tuple[int, ...], ...]
Ends = dict[tuple[int, ...], list[Reach]]
"""For each knot every order that locking in may end with."""


def _knots(pairs: Matrix) -> Knots:
    """Return the options in knots: two are in one where wins lead from each to the other."""
    every = range(len(pairs))
    reach = _closed(_won(((i, j) for i in every for j in every if pairs[i][j] > pairs[j][i]), len(pairs)))
    knots = {tuple(j for j in every if j == i or (reach[i] >> j & 1 and reach[j] >> i & 1)) for i in every}
    return tuple(sorted(knots))


def _searched(knots: Knots, groups: Sequence[Sequence[Pair]], cap: int) -> Ends | None:
    """Return the possible orders of each knot; None where the budget ended before the search."""
    budget = _Budget(cap, STEPS_AT_MOST, CELLS_AT_MOST)
    m = sum(map(len, knots))
    found: Ends = {}
    for knot in knots:
        inside = [kept for group in groups if (kept := [p for p in group if p[0] in knot and p[1] in knot])]
        ends = _ends(inside, m, budget)
        if ends is None:
            return None
        found[knot] = ends
    return found


@dataclass
class _Budget:
    orders: int
    steps: int
    cells: int

    def spend(self, steps: int, cells: int) -> bool:
        """Take one order with its work and memory from what is left; say whether there was enough."""
        self.orders -= 1
        self.steps -= steps
        self.cells -= cells
        return min(self.orders, self.steps, self.cells) >= 0


def _lock(reach: Reach, pair: Pair) -> Reach:
    """Return the order with one more win locked, and all that follows from it."""
    i, j = pair
    below = reach[j] | 1 << j
    return tuple(row | below if k == i or row >> i & 1 else row for k, row in enumerate(reach))


def _ends(groups: Sequence[Sequence[Pair]], m: int, budget: _Budget) -> list[Reach] | None:
    """Return every order that locking in may end with; None where the budget cut the search short."""
    ends: set[Reach] = {(0,) * m}
    for group in groups:
        after: set[Reach] = set()
        waiting = list(ends)
        seen = set(waiting)
        while waiting:
            reach, open_pairs = _certain(waiting.pop(), group)
            if not open_pairs:
                after.add(reach)
            if not budget.spend(m * (1 + len(open_pairs)), m * (1 + len(open_pairs))):
                return None
            for pair in open_pairs:
                locked = _lock(reach, pair)
                if locked not in seen:
                    seen.add(locked)
                    waiting.append(locked)
        ends = after
    return sorted(ends)


def _certain(reach: Reach, group: Sequence[Pair]) -> tuple[Reach, list[Pair]]:
    """Lock the wins that close no cycle in any order; return the order, and the wins that still may or may not."""
    left = [(i, j) for i, j in group if not reach[j] >> i & 1 and not reach[i] >> j & 1]
    every = _closed([row | more for row, more in zip(reach, _won(left, len(reach)), strict=True)])
    for i, j in left:
        if not every[j] >> i & 1:
            reach = _lock(reach, (i, j))
    return reach, [
        (i, j) for i, j in left if every[j] >> i & 1 and not reach[j] >> i & 1 and not reach[i] >> j & 1
    ]  # fmt: skip


def _sources(reach: Reach, among: Iterable[int]) -> list[int]:
    under = 0
    for row in reach:
        under |= row
    return [i for i in among if not under >> i & 1]


def _possible(knots: Knots, found: Ends | None, pairs: Matrix) -> tuple[int, ...]:
    """Return the options that some order puts first; where that was not worked out, all of the knots on top."""
    every = range(len(pairs))
    top = [
        knot for knot in knots
        if not any(pairs[j][i] > pairs[i][j] for i in knot for j in every if j not in knot)
    ]  # fmt: skip
    if found is None:
        return tuple(sorted(i for knot in top for i in knot))
    return tuple(sorted({i for knot in top for end in found[knot] for i in _sources(end, knot)}))


def _agreed(knots: Knots, found: Ends | None, winners: frozenset[int], pairs: Matrix) -> Reach:
    """Return whom each option is above in every order, as wins between knots and orders within them say."""
    m = len(pairs)
    rows = _won(((i, j) for i in range(m) for j in range(m) if pairs[i][j] > pairs[j][i]), m)
    for knot in knots:
        inside = sum(1 << i for i in knot)
        first = winners & set(knot)
        ends = found[knot] if found else [(0,) * m]
        ends = [end for end in ends if first <= set(_sources(end, knot))] or ends
        for i in knot:
            always = inside
            for end in ends:
                always &= end[i]
            rows[i] = (rows[i] & ~inside) | always
    return _closed(rows)


def _tiers(winners: frozenset[int], agreed: Reach) -> Tiers:
    """Return winners, then layers of what every possible order agrees on."""
    left = set(range(len(agreed))) - winners
    found = [tuple(sorted(winners))] if winners else []
    while left:
        top = [i for i in left if not any(agreed[k] >> i & 1 for k in left)]
        found.append(tuple(sorted(top)))
        left -= set(top)
    return tuple(found)


def _story(basis: Basis, groups: Sequence[Sequence[Pair]], knots: Knots, found: Ends | None) -> list[str]:
    names, pairs = basis.options, basis.pairs
    home = {i: knot for knot in knots for i in knot}
    lines = []
    for i, j in (pair for group in groups for pair in group):
        ends = [] if found is None else found[home[i]]
        held = sum(end[i] >> j & 1 for end in ends)
        if home[i] != home[j] or (ends and held == len(ends)):
            fate = "locked in"
        elif not ends:
            fate = "not worked out"
        else:
            fate = "locked in or not, as equal wins are ordered" if held else "left out: it would close a cycle"
        lines.append(f"{names[i]} over {names[j]}, {pairs[i][j]} to {pairs[j][i]}: {fate}.")
    return lines
