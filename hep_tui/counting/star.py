"""STAR: score, then automatic runoff, with the official tie-breaking protocol (Equal Vote Coalition).

Both places in the runoff are filled together: of options level on the sum, those go through that win most one-to-one
matches among the level, then those with more top scores. A tied runoff goes to the higher sum, then to more top
scores. Then the chain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Outcome, Round, Tie, tiers_by
from hep_tui.counting.sums import by_top, on_scale, scale, totals
from hep_tui.counting.ties import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.ties import Breaker, Keys

Prefer = list[list[int]]


def star(basis: Basis) -> Outcome:
    """Count STAR; `rounds` holds the sums, then the papers that prefer each finalist.

    Several seats are filled one STAR count after another, among the options left (bloc STAR).
    """
    basis = on_scale(basis)
    count = _Count(basis, totals(basis), _preferences(basis))
    first = count.meeting(tuple(range(basis.m)))
    if basis.seats > 1:
        return _bloc(count)
    rounds = [Round(tuple(count.sums))]
    story = count.told()
    if first.met:
        rounds.append(count.runoff_round(*first.met))
        story.append(count.met(*first.met))
    beaten = [i for i in first.met if i not in first.winners]
    rest = tiers_by(count.sums, [i for i in range(basis.m) if i not in (*first.winners, *beaten)])
    ranking = (tuple(sorted(first.winners)), *((i,) for i in beaten), *rest)
    return basis.outcome(
        "star", first.winners, ranking, story, scores=tuple(count.sums), rounds=tuple(rounds),
        ties=first.ties, finalists=list(first.finals), pairwise=tuple(map(tuple, count.prefer)),
    )  # fmt: skip


@dataclass(frozen=True)
class _Meeting:
    """Hold one STAR count: who may meet, who met where that is settled, every possible winner, and the ties."""

    finals: tuple[int, ...]
    met: tuple[int, ...]
    winners: frozenset[int]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class _Count:
    basis: Basis
    sums: Sequence[int]
    prefer: Prefer

    def meeting(self, among: tuple[int, ...]) -> _Meeting:
        """Return the STAR count among some options."""
        if len(among) == 1:
            return _Meeting(among, (), frozenset(among), ())
        above, level = cut(tiers_by(self.sums, among), 2)
        sure = tuple(i for tier in above for i in tier)
        if not level:
            winners, ties = self._runoff(*sure)
            return _Meeting(sure, sure, winners, ties)
        broken = self._places(level).fill(level, 2 - len(sure))
        tie = Tie("a place in the runoff", level, broken.by, len(self._may_win(sure, level)) > 1, broken.draw)
        sure += tuple(i for tier in broken.chosen for i in tier)
        if broken.left:
            possible = self._may_win(sure, broken.left)
            tie = replace(tie, decisive=len(possible) > 1)
            return _Meeting((*sure, *broken.left), (), frozenset().union(*possible), (tie,))
        winners, ties = self._runoff(*sure)
        return _Meeting(sure, sure, winners, (tie, *ties))

    def _places(self, level: tuple[int, ...]) -> Breaker:
        wins = [sum(row[j] > self.prefer[j][i] for j in level) for i, row in enumerate(self.prefer)]
        return self._breaker(("one-to-one preference", wins), ("more top scores", _fives(self.basis)))

    def _breaker(self, *before: tuple[str, Sequence[int]]) -> Breaker:
        return by_top(self.basis, [(name, partial(_keys, [key])) for name, key in before])

    def _may_win(self, sure: Sequence[int], tied: Sequence[int]) -> set[frozenset[int]]:
        """Return the winners of every runoff that some choice among the tied leads to."""
        meetings = [(*sure, i) for i in tied] if sure else list(combinations(tied, 2))
        return {self._runoff(a, b)[0] for a, b in meetings}

    def _runoff(self, a: int, b: int) -> tuple[frozenset[int], tuple[Tie, ...]]:
        if self.prefer[a][b] != self.prefer[b][a]:
            return frozenset({a if self.prefer[a][b] > self.prefer[b][a] else b}), ()
        pair = (min(a, b), max(a, b))
        breaker = self._breaker(("the higher sum", self.sums), ("more top scores", _fives(self.basis)))
        broken = breaker.pick(pair)
        return frozenset(broken.left), (Tie("runoff", pair, broken.by, True, broken.draw),)

    def runoff_round(self, a: int, b: int) -> Round:
        """Return the runoff as a round."""
        papers = {a: self.prefer[a][b], b: self.prefer[b][a]}
        return Round(tuple(papers.get(i) for i in range(self.basis.m)))

    def met(self, a: int, b: int) -> str:
        """Return the runoff in a sentence."""
        names, own, other = self.basis.options, self.prefer[a][b], self.prefer[b][a]
        return (
            f"{names[a]} and {names[b]} meet: {own} papers prefer {names[a]}, {other} {names[b]}, "
            f"{self.basis.n - own - other} neither."
        )

    def told(self) -> list[str]:
        """Return the sums in words, the highest first."""
        order = sorted(range(self.basis.m), key=lambda i: -self.sums[i])
        return [f"{self.basis.options[i]}: {self.sums[i]} points on {self.basis.n} papers." for i in order]


def _keys(keys: Keys, _tied: tuple[int, ...]) -> Keys:
    return keys


def _bloc(count: _Count) -> Outcome:
    """Fill several seats, one STAR count after another; a tie is followed along every branch."""
    basis = count.basis
    every = tuple(range(basis.m))
    story, ties, order = count.told(), list[Tie](), list[int]()
    left = every
    while len(order) < basis.seats:
        found = count.meeting(left)
        ties += found.ties
        if len(found.winners) > 1:
            break
        story += [count.met(*found.met)] if found.met else []
        order += found.winners
        story.append(f"{basis.options[order[-1]]} is elected.")
        left = tuple(i for i in every if i not in order)
    sets = _sets(count, frozenset(order), {})
    winners, sure = frozenset().union(*sets), frozenset.intersection(*sets)
    more = [tuple(sorted(part)) for part in (sure - set(order), winners - sure) if part]
    rest = tiers_by(count.sums, [i for i in every if i not in winners])
    decided = [replace(tie, decisive=len(sets) > 1) if tie.broken_by is None else tie for tie in ties]
    return basis.outcome(
        "star", winners, (*((i,) for i in order), *more, *rest), story, scores=tuple(count.sums),
        rounds=(Round(tuple(count.sums)),), ties=tuple(decided), pairwise=tuple(map(tuple, count.prefer)),
        possible_sets=sorted(sorted(each) for each in sets),
    )  # fmt: skip


def _sets(
    count: _Count, chosen: frozenset[int], known: dict[frozenset[int], set[frozenset[int]]]
) -> set[frozenset[int]]:
    """Return every set that may fill the seats from here on."""
    if len(chosen) == count.basis.seats:
        return {chosen}
    if chosen not in known:
        left = tuple(i for i in range(count.basis.m) if i not in chosen)
        next_sets = [_sets(count, chosen | {i}, known) for i in count.meeting(left).winners]
        known[chosen] = set().union(*next_sets)
    return known[chosen]


def _preferences(basis: Basis) -> Prefer:
    table = basis.table
    marks = table.marks.copy()
    marks[table.blank] = 0
    return [[table.weigh(marks[i] > marks[j]) if i != j else 0 for j in range(basis.m)] for i in range(basis.m)]


def _fives(basis: Basis) -> list[int]:
    """Return how often each option was given the top of the scale: as declared, or the highest score in use."""
    top = scale(basis)[1]
    return [basis.table.papers_by_mark(i).get(top, 0) for i in range(basis.m)]
