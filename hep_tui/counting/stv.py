"""Single transferable vote by the Scottish rules (SSI 2007/42): a proportional set of options.

Droop quota ⌊V/(s+1)⌋+1; surpluses one at a time, largest first, by weighted inclusive Gregory; every
transfer value truncated to five decimals, as the statute says, unless the policy declares exact fractions. Where
cutting off decided who is elected, the count says so.
Ties go to the latest earlier stage, as the rules say, then to the declared chain; where that leaves
one standing, every set that may be elected is sought, within the policy's cap.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.irv import affordable, last_tallies
from hep_tui.counting.outcome import CAUSES, Number, Outcome, Round, Tie, Tiers, some, tiers_by
from hep_tui.counting.positional import number
from hep_tui.counting.transfer import State, Transfer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hep_tui.counting.basis import Basis

UNIT = 100_000
"""Into how many parts the Scottish rules divide a vote: five decimals."""
OVERHEAD = 20_000
"""What a stage costs in a search whatever its papers, as in irv."""


@dataclass(frozen=True)
class _Stage:
    """Hold one stage: who continues, who is elected, what each paper is worth and for whom it lies.

    `worth` lists the values that papers have, and `value` the place of each paper's in it.
    """

    continuing: tuple[int, ...]
    elected: tuple[int, ...]
    waiting: tuple[int, ...]
    tally: tuple[Number, ...]
    value: NDArray[np.int64]
    worth: tuple[Number, ...]
    holder: NDArray[np.int64]
    state: State
    history: tuple[tuple[Number, ...], ...] = ()
    rounds: tuple[Round, ...] = ()
    ties: tuple[Tie, ...] = ()
    story: tuple[str, ...] = ()
    lost: dict[str, Number] = field(default_factory=dict)


class _Count:
    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.walk = Transfer(basis.table, basis.policy)
        self.weights = basis.table.weights

    def first(self) -> tuple[_Stage, int]:
        """Return the first stage and the quota, in votes."""
        m = self.basis.m
        votes, state, holder = self.walk.vote(range(m), self.walk.start())
        quota = sum(votes) // (self.basis.seats + 1) + 1
        value = np.zeros(state.size, dtype=np.int64)
        lost: dict[str, Number] = dict(self.walk.exhausted(state))
        return _Stage(tuple(range(m)), (), (), tuple(votes), value, (1,), holder, state, lost=lost), quota

    def elect(self, stage: _Stage, quota: int) -> _Stage:
        """Elect whoever has the quota, or everyone left when they are just enough."""
        free = self.basis.seats - len(stage.elected)
        new = [i for i in stage.continuing if stage.tally[i] >= quota]
        if len(stage.continuing) <= free:
            new = list(stage.continuing)
        new.sort(key=lambda i: -stage.tally[i])
        return replace(
            stage,
            continuing=tuple(i for i in stage.continuing if i not in new),
            elected=(*stage.elected, *new),
            waiting=(*stage.waiting, *(i for i in new if stage.tally[i] > quota)),
        )

    def done(self, stage: _Stage) -> bool:
        """Tell whether every seat is filled."""
        return len(stage.elected) >= self.basis.seats or not stage.continuing

    def choose(self, stage: _Stage) -> tuple[tuple[int, ...], bool, Tie | None]:
        """Return whose papers move next, whether as a surplus, and the tie met; several if it stands."""
        surplus = bool(stage.waiting)
        pool = stage.waiting or stage.continuing
        extreme = (max if surplus else min)(stage.tally[i] for i in pool)
        tied = tuple(i for i in pool if stage.tally[i] == extreme)
        if len(tied) == 1:
            return tied, surplus, None
        where = f"stage {len(stage.rounds) + 1}, " + ("largest surplus" if surplus else "last place")
        left = tied
        for earlier in stage.history:
            best = (max if surplus else min)(earlier[i] for i in left)
            left = tuple(i for i in left if earlier[i] == best)
        if len(left) == 1:
            return left, surplus, Tie(where, tied, "the latest earlier stage that separates them")
        first = stage.history[-1] if stage.history else stage.tally
        broken = self.basis.breaker.pick(left, worst=not surplus, more={"earlier": stage.history, "first": [first]})
        return broken.left, surplus, Tie(where, tied, broken.by, True, broken.draw)

    def move(self, stage: _Stage, option: int, surplus: bool, quota: int) -> _Stage:
        """Transfer a surplus, or all papers of an option that drops out."""
        left = stage.continuing if surplus else tuple(i for i in stage.continuing if i != option)
        mine = stage.holder == option
        value, worth = stage.value, stage.worth
        if surplus:
            value, worth = self._shared(stage, mine, stage.tally[option] - quota, stage.tally[option])
        _, after, holder = self.walk.vote(left, np.where(mine, stage.state, 1).astype(np.int8))
        state = np.where(mine, after, stage.state).astype(np.int8)
        moved = np.where(mine, holder, stage.holder)
        tally = list(stage.tally)
        for i in left:
            tally[i] += self._sum(value, worth, mine & (moved == i))
        lost = dict(stage.lost)
        for code, cause in enumerate(CAUSES, 1):
            lost[cause] = lost.get(cause, 0) + self._sum(value, worth, mine & (state == code))
        went = stage.tally[option] - (quota if surplus else 0)
        arrived = sum(tally) - sum(stage.tally) + sum(lost.values()) - sum(stage.lost.values())
        lost["truncation"] = lost.get("truncation", 0) + went - arrived
        tally[option] = quota if surplus else 0
        waiting = tuple(i for i in stage.waiting if i != option)
        return replace(
            stage, continuing=left, waiting=waiting, tally=tuple(tally), value=value, worth=worth, holder=moved,
            state=state, history=(stage.tally, *stage.history), lost=lost,
        )  # fmt: skip

    def _shared(
        self, stage: _Stage, mine: NDArray[np.bool_], over: Number, whole: Number
    ) -> tuple[NDArray[np.int64], tuple[Number, ...]]:
        """Return each paper's place among the values, and the values, once a surplus is shared out."""
        held = np.unique(stage.value[mine]).tolist()
        where = np.arange(len(stage.worth), dtype=np.int64)
        where[held] = range(len(stage.worth), len(stage.worth) + len(held))
        new = (self._cut(Fraction(over) * stage.worth[place] / whole) for place in held)
        return np.where(mine, where[stage.value], stage.value), (*stage.worth, *new)

    def _cut(self, value: Fraction) -> Fraction:
        if self.basis.policy.transfers == "exact":
            return value
        return Fraction(value.numerator * UNIT // value.denominator, UNIT)

    def _sum(self, value: NDArray[np.int64], worth: tuple[Number, ...], papers: NDArray[np.bool_]) -> Number:
        held = np.zeros(len(worth), dtype=np.int64)
        np.add.at(held, value[papers], self.weights[papers])
        return sum((each * n for each, n in zip(worth, held.tolist(), strict=True) if n), 0)


def stv(basis: Basis) -> Outcome:
    """Fill the seats; `rounds` holds the stages, `facts` the quota and every set that may be elected."""
    count = _Count(basis)
    stage, quota = count.first()
    cap = affordable(basis, OVERHEAD)
    found = _explore(count, count.elect(stage, quota), quota, cap)
    end, sets = found.told, found.sets
    possible = frozenset().union(*sets) if sets else frozenset((*end.elected, *end.continuing))
    sure = frozenset.intersection(*sets) if sets else frozenset(end.elected)
    warning = () if sets else (f"Every possible set was sought in {cap} counts and not all were tried.",)
    story = [f"The quota is {some(quota, 'vote')}.", *end.story, *_by_cutting(basis, end, sets)]
    if end.ties and end.ties[-1].broken_by is None and len(sets) == 1:
        story.append("Whichever of them is taken first, the same are elected.")
    winners = possible if sets else sure
    ties = tuple(tie if tie.broken_by else replace(tie, decisive=len(sets) != 1) for tie in end.ties)
    return basis.outcome(
        "stv", winners, _ranking(end, sure, possible), story, worked_out=bool(sets),
        scores=last_tallies(end.rounds), pairwise=basis.pairs, rounds=end.rounds, ties=ties,
        warnings=warning, quota=quota, seats=basis.seats, possible_sets=sorted(sorted(each) for each in sets),
    )  # fmt: skip


def _by_cutting(basis: Basis, end: _Stage, sets: frozenset[frozenset[int]]) -> list[str]:
    """Return in a sentence what cutting values off has decided or hidden, as exact fractions show."""
    if not end.lost.get("truncation"):
        return []
    exact = stv(replace(basis, policy=replace(basis.policy, transfers="exact")))
    cut = "Values are cut off at five decimals, as the Scottish rules say"
    if {frozenset(each) for each in exact.facts["possible_sets"]} != sets:
        return [f"{cut}, and that decided who is elected; in exact fractions: {exact.verdict}"]
    met = {(tie.where, tie.tied) for tie in end.ties}
    return [
        f"{cut}, and that separates {exact.names(tie.tied)} ({tie.where}), who are tied in exact fractions; the same "
        "are elected either way."
        for tie in exact.ties
        if (tie.where, tie.tied) not in met
    ][:1]


@dataclass(frozen=True)
class _Found:
    """Hold the count as told, to its end or to the tie that no step breaks, and every set it may elect.

    No set is held where there were too many ways to try.
    """

    told: _Stage
    sets: frozenset[frozenset[int]]


def _explore(count: _Count, start: _Stage, quota: int, cap: int, weigh: bool = True) -> _Found:
    """Follow the count to its end, along every branch where a tie stands; `weigh` says if broken ties mattered."""
    told: _Stage | None = None
    sets: set[frozenset[int]] = set()
    seen: set[object] = set()
    waiting, tried = [start], 0
    while waiting:
        stage = waiting.pop()
        tried += 1
        if tried > cap and told:
            return _Found(told, frozenset())
        if count.done(stage):
            sets.add(frozenset(stage.elected))
            told = told or _note(count, stage, "Every seat is filled.")
            continue
        options, surplus, tie = count.choose(stage)
        if tie and tie.broken_by and weigh and told is None:
            tie = replace(tie, decisive=_decisive(count, stage, tie, surplus=surplus, quota=quota, cap=cap))
        noted = replace(stage, ties=(*stage.ties, tie)) if tie else stage
        if len(options) > 1 and told is None:
            told = _note(count, noted, _unbroken(len(options), surplus=surplus))
        for way in _ways(count, stage, options, surplus):
            after = _after_all(count, noted, way, surplus=surplus, quota=quota)
            if (key := _key(after)) not in seen:
                seen.add(key)
                waiting.append(after)
    return _Found(told or start, frozenset(sets))


def _unbroken(tied: int, *, surplus: bool) -> str:
    what = "for the largest surplus" if surplus else "for last place"
    return f"{tied} options are tied {what}, and no step breaks the tie."


def _after_all(count: _Count, stage: _Stage, way: tuple[int, ...], *, surplus: bool, quota: int) -> _Stage:
    for option in way:
        stage = _after(count, stage, option, surplus, quota)
    return stage


def _decisive(count: _Count, stage: _Stage, tie: Tie, surplus: bool, quota: int, cap: int) -> bool:
    """Tell whether another choice among the tied would have elected others."""
    others = (_after(count, stage, option, surplus, quota) for option in tie.tied)
    ends = {_explore(count, other, quota, cap, weigh=False).sets for other in others}
    return len(ends) > 1 or frozenset() in ends


def _ways(count: _Count, stage: _Stage, options: tuple[int, ...], surplus: bool) -> list[tuple[int, ...]]:
    # Options without a vote leave in any order without moving a paper: let them go together if enough are left.
    free = count.basis.seats - len(stage.elected)
    if not surplus and not stage.tally[options[0]] and len(stage.continuing) - len(options) >= free:
        return [options]
    return [(option,) for option in options]


def _after(count: _Count, stage: _Stage, option: int, surplus: bool, quota: int) -> _Stage:
    name = count.basis.options[option]
    over = number(stage.tally[option] - quota)
    end = f"The surplus of {name}, {over}, moves on." if surplus else f"{name} drops out."
    told = _note(count, stage, end, () if surplus else (option,))
    return count.elect(count.move(told, option, surplus, quota), quota)


def _key(stage: _Stage) -> tuple[object, ...]:
    where = hashlib.sha256(stage.value.tobytes() + stage.holder.tobytes()).digest()
    return stage.continuing, stage.elected, stage.waiting, stage.tally, stage.history, where


def _note(count: _Count, stage: _Stage, end: str, eliminated: tuple[int, ...] = ()) -> _Stage:
    """Write the stage down as a round."""
    names = count.basis.options
    known = {i for each in stage.rounds for i in each.elected}
    out = {i for each in stage.rounds for i in each.eliminated}
    elected = tuple(i for i in stage.elected if i not in known)
    tally = tuple(None if i in out else votes for i, votes in enumerate(stage.tally))
    order = sorted((i for i in range(len(names)) if i not in out), key=lambda i: -stage.tally[i])
    votes = ", ".join(f"{names[i]} {number(stage.tally[i])}" for i in order)
    reached = f" Elected: {', '.join(names[i] for i in elected)}." if elected else ""
    line = f"Stage {len(stage.rounds) + 1}: {votes}.{reached} {end}"
    rounds = (*stage.rounds, Round(tally, stage.lost, eliminated, elected))
    return replace(stage, rounds=rounds, story=(*stage.story, line))


def _ranking(end: _Stage, sure: frozenset[int], winners: frozenset[int]) -> Tiers:
    """Return the elected in the order of their election, then whoever else is sure, then those still tied."""
    first: list[tuple[int, ...]] = []
    for each in end.rounds:
        first += tiers_by([votes or 0 for votes in each.tally], each.elected)
    told = set(chain.from_iterable(first))
    first += [tuple(sorted(more)) for more in (sure - told, winners - sure - told) if more]
    dropped = chain.from_iterable(each.eliminated for each in reversed(end.rounds))
    gone = [i for i in dropped if i not in winners]
    left = [i for i in range(len(end.tally)) if i not in winners and i not in gone]
    return (*first, *tiers_by(end.tally, left), *((i,) for i in gone))
