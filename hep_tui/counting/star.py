"""STAR: score, then automatic runoff, with the official tie-breaking protocol (Equal Vote Coalition).

A tie for a place in the runoff goes to the option preferred in most one-to-one matches among the tied,
then to more top scores. A tied runoff goes to the higher sum, then to more top scores. Then the chain.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Outcome, Round, Tie, tiers_by
from hep_tui.counting.sums import by_top, on_scale, scale, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.basis import Basis

Prefer = list[list[int]]


def star(basis: Basis) -> Outcome:
    """Count STAR; `rounds` holds the sums, then the papers that prefer each finalist."""
    basis = on_scale(basis)
    sums, prefer = totals(basis), _preferences(basis)
    finals, ties = _finalists(basis, sums, prefer)
    if len(finals) != 2:
        return _undecided(basis, sums, prefer, finals, ties)
    a, b = finals
    runoff = Round(tuple(prefer[a][b] if i == a else prefer[b][a] if i == b else None for i in range(basis.m)))
    winners, last = _runoff(basis, a, b, sums, prefer)
    order = (tuple(sorted(winners)), *((i,) for i in finals if i not in winners))
    rest = tiers_by(sums, [i for i in range(basis.m) if i not in finals])
    names = basis.options
    story = [
        *_sums(basis, sums),
        f"{names[a]} and {names[b]} meet: {prefer[a][b]} papers prefer {names[a]}, {prefer[b][a]} {names[b]}, "
        f"{basis.n - prefer[a][b] - prefer[b][a]} neither.",
    ]
    return basis.outcome(
        "star", winners, order + rest, story, scores=tuple(sums), rounds=(Round(tuple(sums)), runoff),
        ties=(*ties, *last), finalists=list(finals), pairwise=tuple(map(tuple, prefer)),
    )  # fmt: skip


def _preferences(basis: Basis) -> Prefer:
    table = basis.table
    marks = table.marks.copy()
    marks[table.blank] = 0
    return [[table.weigh(marks[i] > marks[j]) if i != j else 0 for j in range(basis.m)] for i in range(basis.m)]


def _sums(basis: Basis, sums: Sequence[int]) -> list[str]:
    order = sorted(range(basis.m), key=lambda i: -sums[i])
    return [f"{basis.options[i]}: {sums[i]} points on {basis.n} papers." for i in order]


def _finalists(basis: Basis, sums: Sequence[int], prefer: Prefer) -> tuple[tuple[int, ...], list[Tie]]:
    """Return the two finalists; more than two where the protocol and the chain leave a tie."""
    chosen: list[int] = []
    ties: list[Tie] = []
    for tier in tiers_by(sums):
        free = min(2, basis.m) - len(chosen)
        rest = tier
        while free and len(rest) > free:
            left, how, draw = _protocol(basis, rest, prefer)
            decisive = len(_may_win(basis, chosen, rest, sums, prefer)) > 1
            if len(left) > free:
                decisive = len(_may_win(basis, chosen, left, sums, prefer)) > 1
                return (*chosen, *left), [*ties, Tie("a place in the runoff", rest, None, decisive)]
            ties.append(Tie("a place in the runoff", rest, how, decisive, draw))
            chosen += left
            free -= len(left)
            rest = tuple(i for i in rest if i not in left)
        chosen += rest[:free]
    return tuple(chosen), ties


def _may_win(
    basis: Basis, sure: Sequence[int], tied: Sequence[int], sums: Sequence[int], prefer: Prefer
) -> set[frozenset[int]]:
    """Return the winners of every runoff that some choice among the tied leads to."""
    meetings = [(*sure, i) for i in tied] if sure else list(combinations(tied, 2))
    return {_runoff(basis, a, b, sums, prefer)[0] for a, b in meetings}


def _protocol(
    basis: Basis, tied: tuple[int, ...], prefer: Prefer
) -> tuple[tuple[int, ...], str | None, tuple[str, ...]]:
    wins = {i: sum(prefer[i][j] > prefer[j][i] for j in tied) for i in tied}
    left = tuple(i for i in tied if wins[i] == max(wins.values()))
    if len(left) < len(tied) and len(left) == 1:
        return left, "one-to-one preference", ()
    fives = _fives(basis)
    most = tuple(i for i in left if fives[i] == max(fives[j] for j in left))
    if len(most) == 1:
        return most, "more top scores", ()
    broken = by_top(basis).pick(most)
    return broken.left, broken.by, broken.draw


def _fives(basis: Basis) -> list[int]:
    """Return how often each option was given the top of the scale: as declared, or the highest score in use."""
    top = scale(basis)[1]
    return [basis.table.papers_by_mark(i).get(top, 0) for i in range(basis.m)]


def _runoff(
    basis: Basis, a: int, b: int, sums: Sequence[int], prefer: Prefer
) -> tuple[frozenset[int], tuple[Tie, ...]]:
    if prefer[a][b] != prefer[b][a]:
        return frozenset({a if prefer[a][b] > prefer[b][a] else b}), ()
    pair = (min(a, b), max(a, b))
    for key, how in ((sums, "the higher sum"), (_fives(basis), "more top scores")):
        if key[a] != key[b]:
            return frozenset({max(pair, key=lambda i: key[i])}), (Tie("runoff", pair, how),)
    broken = by_top(basis).pick(pair)
    return frozenset(broken.left), (Tie("runoff", pair, broken.by, True, broken.draw),)


def _undecided(
    basis: Basis, sums: Sequence[int], prefer: Prefer, finals: Sequence[int], ties: Sequence[Tie]
) -> Outcome:
    """Return every option that some choice of finalists elects."""
    tied = ties[-1].tied if ties else tuple(finals)
    sure = [i for i in finals if i not in tied]
    left = [i for i in finals if i in tied]
    found = _may_win(basis, sure, left, sums, prefer) if len(finals) > 1 else {frozenset(finals)}
    winners = frozenset().union(*found)
    rest = tiers_by(sums, [i for i in range(basis.m) if i not in winners])
    return basis.outcome(
        "star", winners, (tuple(sorted(winners)), *rest), _sums(basis, sums), scores=tuple(sums),
        rounds=(Round(tuple(sums)),), ties=tuple(ties), finalists=list(finals), pairwise=tuple(map(tuple, prefer)),
    )  # fmt: skip
