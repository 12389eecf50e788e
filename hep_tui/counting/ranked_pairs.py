"""Ranked pairs on winning votes (Tideman 1987; Zavist & Tideman 1989).

Wins are sorted by P[i,j] descending, then P[j,i] ascending; each is locked in unless it closes a cycle.
Every order of equal wins is tried, within the policy's cap. Options that different orders elect are tied,
and the tie goes to the chain. Beyond the cap the lot, if declared, orders equal wins; else the Smith set is tied.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hep_tui.counting.condorcet import smith_set
from hep_tui.counting.outcome import Outcome, Tie, Tiers
from hep_tui.counting.policy import STEPS
from hep_tui.counting.ties import Broken, drawn, lot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.basis import Basis, Matrix

Pair = tuple[int, int]
Reach = tuple[int, ...]
"""Bit j of entry i: i stands above j by locked wins."""


def ranked_pairs(basis: Basis) -> Outcome:
    """Lock wins from the strongest; the winners are the options that nothing stands above."""
    groups = _groups(basis.pairs)
    smith = smith_set(basis.pairs)
    ends, capped = _ends(groups, basis.m, basis.policy.cap)
    by_lot = capped and "lot" in basis.policy.tie_chain and basis.policy.seed is not None
    if by_lot:
        groups = [[pair] for group in groups for pair in _drawn(basis, group)]
        ends, _ = _ends(groups, basis.m, basis.policy.cap)
    pool = tuple(sorted({i for end in ends for i in _sources(end)})) or smith
    possible = smith if capped else pool
    broken = basis.pair_breaker.pick(pool) if ends else Broken(pool)
    winners = frozenset(broken.left if broken.by else pool)
    kept = [end for end in ends if winners <= set(_sources(end))] or ends
    return basis.outcome(
        "ranked-pairs", winners, _tiers(winners, kept, basis.m), _story(basis, groups, ends), pairwise=basis.pairs,
        ties=_ties(basis, possible, broken, by_lot), warnings=_warnings(basis, capped),
        smith_set=list(smith), possible_winners=list(possible),
    )  # fmt: skip


def _ties(basis: Basis, possible: tuple[int, ...], broken: Broken, by_lot: bool) -> tuple[Tie, ...]:
    if len(possible) < 2:
        return ()
    if by_lot and len(broken.left) == 1:
        draw = broken.draw or drawn(basis.options, possible, basis.policy)
        return (Tie("first place", possible, broken.by or STEPS["lot"], True, draw),)
    return (Tie("first place", possible, broken.by, True, broken.draw),)


def _warnings(basis: Basis, capped: bool) -> tuple[str, ...]:
    says = f"Every order of equal wins was sought and {basis.policy.cap} were tried, not all."
    return (says,) if capped else ()


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


def _lock(reach: Reach, pair: Pair) -> Reach:
    """Return the order with one more win locked, and all that follows from it."""
    i, j = pair
    below = reach[j] | 1 << j
    return tuple(row | below if k == i or row >> i & 1 else row for k, row in enumerate(reach))


def _closes(reach: Reach, pair: Pair) -> bool:
    i, j = pair
    return bool(reach[j] >> i & 1)


def _ends(groups: Sequence[Sequence[Pair]], m: int, cap: int) -> tuple[list[Reach], bool]:
    """Return every order that locking in may end with; none, and True, where the cap cut the search short."""
    ends: set[Reach] = {(0,) * m}
    tried = 0
    for group in groups:
        after: set[Reach] = set()
        waiting = [(end, frozenset(group)) for end in ends]
        seen = set(waiting)
        while waiting:
            reach, left = waiting.pop()
            tried += 1
            if tried > cap:
                return [], True
            free = frozenset(pair for pair in left if not _closes(reach, pair))
            together = _lock_all(reach, free)
            if together is not None:
                after.add(together)
                continue
            for pair in free:
                state = (_lock(reach, pair), free - {pair})
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        ends = after
    return sorted(ends), False


def _lock_all(reach: Reach, free: frozenset[Pair]) -> Reach | None:
    """Return the order with all wins locked when they close no cycle together, else None."""
    for pair in free:
        if _closes(reach, pair):
            return None
        reach = _lock(reach, pair)
    return reach


def _sources(reach: Reach) -> list[int]:
    under = 0
    for row in reach:
        under |= row
    return [i for i in range(len(reach)) if not under >> i & 1]


def _tiers(winners: frozenset[int], ends: Sequence[Reach], m: int) -> Tiers:
    """Return winners, then layers of what every possible order agrees on."""
    agreed = [ends[0][i] for i in range(m)] if ends else [0] * m
    for end in ends:
        agreed = [own & other for own, other in zip(agreed, end, strict=True)]
    left = set(range(m)) - winners
    found = [tuple(sorted(winners))] if winners else []
    while left:
        top = [i for i in left if not any(agreed[k] >> i & 1 for k in left)]
        found.append(tuple(sorted(top)))
        left -= set(top)
    return tuple(found)


def _story(basis: Basis, groups: Sequence[Sequence[Pair]], ends: Sequence[Reach]) -> list[str]:
    names, pairs = basis.options, basis.pairs
    lines = []
    for i, j in (pair for group in groups for pair in group):
        held = sum(end[i] >> j & 1 for end in ends)
        fate = "locked in" if held == len(ends) else "left out: it would close a cycle"
        if not ends:
            fate = "not worked out"
        elif 0 < held < len(ends):
            fate = "locked in or not, as equal wins are ordered"
        lines.append(f"{names[i]} over {names[j]}, {pairs[i][j]} to {pairs[j][i]}: {fate}.")
    return lines
