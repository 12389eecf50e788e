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
    from collections.abc import Iterator, Sequence

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

    @property
    def sought(self) -> str:
        """Return what the next papers to move are sought by."""
        return "largest surplus" if self.waiting else "last place"

    def first_of(self, pool: Sequence[int], tally: Sequence[Number]) -> tuple[int, ...]:
        """Return those whose papers move first by a tally: the most votes for a surplus, else the fewest."""
        extreme = (max if self.waiting else min)(tally[i] for i in pool)
        return tuple(i for i in pool if tally[i] == extreme)


class _Count:
    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.walk = Transfer(basis.table, basis.policy)
        self.weights = basis.table.weights
        votes, state, holder = self.walk.vote(range(basis.m), self.walk.start())
        self.quota = sum(votes) // (basis.seats + 1) + 1
        self.first = _Stage(
            continuing=tuple(range(basis.m)),
            elected=(),
            waiting=(),
            tally=tuple(votes),
            value=np.zeros(state.size, dtype=np.int64),
            worth=(1,),
            holder=holder,
            state=state,
            lost=dict(self.walk.exhausted(state)),
        )

    def elect(self, stage: _Stage) -> _Stage:
        """Elect whoever has the quota, or everyone left when they are just enough."""
        free = self.basis.seats - len(stage.elected)
        new = [i for i in stage.continuing if stage.tally[i] >= self.quota]
        if len(stage.continuing) <= free:
            new = list(stage.continuing)
        new.sort(key=lambda i: -stage.tally[i])
        return replace(
            stage,
            continuing=tuple(i for i in stage.continuing if i not in new),
            elected=(*stage.elected, *new),
            waiting=(*stage.waiting, *(i for i in new if stage.tally[i] > self.quota)),
        )

    def done(self, stage: _Stage) -> bool:
        """Tell whether every seat is filled."""
        return len(stage.elected) >= self.basis.seats or not stage.continuing

    def choose(self, stage: _Stage) -> tuple[tuple[int, ...], Tie | None]:
        """Return whose papers move next, and the tie met; several where no step breaks it."""
        pool = stage.waiting or stage.continuing
        tied = stage.first_of(pool, stage.tally)
        if len(tied) == 1:
            return tied, None
        where = f"stage {len(stage.rounds) + 1}, {stage.sought}"
        left = tied
        for earlier in stage.history:
            left = stage.first_of(left, earlier)
        if len(left) == 1:
            return left, Tie(where, tied, "the latest earlier stage that separates them")
        first = stage.history[-1] if stage.history else stage.tally
        more = {"earlier": stage.history, "first": [first]}
        broken = self.basis.breaker.pick(left, worst=not stage.waiting, more=more)
        return broken.left, Tie(where, tied, broken.by, draw=broken.draw)

    def move(self, stage: _Stage, option: int) -> _Stage:
        """Transfer the surplus of an option, or all papers of one that drops out."""
        mine = stage.holder == option
        left, kept = tuple(i for i in stage.continuing if i != option), 0
        value, worth = stage.value, stage.worth
        if option in stage.waiting:
            kept = self.quota
            value, worth = self._shared(stage, option)
        _, after, holder = self.walk.vote(left, np.where(mine, stage.state, 1).astype(np.int8))
        state = np.where(mine, after, stage.state).astype(np.int8)
        moved = np.where(mine, holder, stage.holder)
        tally = list(stage.tally)
        for i in left:
            tally[i] += self._sum(value, worth, mine & (moved == i))
        lost = dict(stage.lost)
        for code, cause in enumerate(CAUSES, 1):
            lost[cause] = lost.get(cause, 0) + self._sum(value, worth, mine & (state == code))
        went = stage.tally[option] - kept
        arrived = sum(tally) - sum(stage.tally) + sum(lost.values()) - sum(stage.lost.values())
        lost["truncation"] = lost.get("truncation", 0) + went - arrived
        tally[option] = kept
        waiting = tuple(i for i in stage.waiting if i != option)
        return replace(
            stage, continuing=left, waiting=waiting, tally=tuple(tally), value=value, worth=worth, holder=moved,
            state=state, history=(stage.tally, *stage.history), lost=lost,
        )  # fmt: skip

    def _shared(self, stage: _Stage, option: int) -> tuple[NDArray[np.int64], tuple[Number, ...]]:
        """Return each paper's place among the values, and the values, once a surplus is shared out."""
        mine = stage.holder == option
        whole = stage.tally[option]
        over = whole - self.quota
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
    cap = affordable(basis, OVERHEAD)
    found = _Search(count, cap).run(count.elect(count.first))
    end, sets = found.told, found.sets
    possible = frozenset().union(*sets) if sets else frozenset((*end.elected, *end.continuing))
    sure = frozenset.intersection(*sets) if sets else frozenset(end.elected)
    warning = () if sets else (f"Every possible set was sought in {cap} counts and not all were tried.",)
    story = [f"The quota is {some(count.quota, 'vote')}.", *end.story, *_by_cutting(basis, end, sets)]
    if end.ties and end.ties[-1].broken_by is None and len(sets) == 1:
        story.append("Whichever of them is taken first, the same are elected.")
    winners = possible if sets else sure
    ties = tuple(tie if tie.broken_by else replace(tie, decisive=len(sets) != 1) for tie in end.ties)
    return basis.outcome(
        "stv", winners, _ranking(end, sure, possible), story, worked_out=bool(sets),
        scores=last_tallies(end.rounds), pairwise=basis.pairs, rounds=end.rounds, ties=ties,
        warnings=warning, quota=count.quota, seats=basis.seats, possible_sets=sorted(sorted(each) for each in sets),
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


class _Search:
    """Follow a count to its end, along every branch where no step breaks a tie.

    `weigh` says that of every broken tie it is told whether another choice would have elected others.
    """

    def __init__(self, count: _Count, cap: int, *, weigh: bool = True) -> None:
        self.count, self.cap, self.weigh = count, cap, weigh
        self.told: _Stage | None = None
        self.sets: set[frozenset[int]] = set()
        self.seen: set[object] = set()
        self.waiting: list[_Stage] = []

    def run(self, start: _Stage) -> _Found:
        """Return what is found from one stage on."""
        self.waiting.append(start)
        tried = 0
        while self.waiting:
            stage = self.waiting.pop()
            tried += 1
            if tried > self.cap and self.told:
                return _Found(self.told, frozenset())
            if self.count.done(stage):
                self._finish(stage)
            else:
                self._go_on(stage)
        return _Found(self.told or start, frozenset(self.sets))

    def _finish(self, stage: _Stage) -> None:
        self.sets.add(frozenset(stage.elected))
        if self.told is None:
            self.told = _note(self.count, stage, "Every seat is filled.")

    def _go_on(self, stage: _Stage) -> None:
        options, tie = self.count.choose(stage)
        noted = stage
        if tie:
            noted = replace(stage, ties=(*stage.ties, self._weighed(stage, tie)))
        if len(options) > 1 and self.told is None:
            unbroken = f"{len(options)} options are tied for {stage.sought}, and no step breaks the tie."
            self.told = _note(self.count, noted, unbroken)
        for after in _onward(self.count, noted, options):
            key = _key(after)
            if key not in self.seen:
                self.seen.add(key)
                self.waiting.append(after)

    def _weighed(self, stage: _Stage, tie: Tie) -> Tie:
        """Return a broken tie with whether another choice among the tied would have elected others."""
        if not (tie.broken_by and self.weigh and self.told is None):
            return tie
        starts = (_after(self.count, stage, option) for option in tie.tied)
        ends = {_Search(self.count, self.cap, weigh=False).run(start).sets for start in starts}
        return replace(tie, decisive=len(ends) > 1 or frozenset() in ends)


def _onward(count: _Count, stage: _Stage, options: tuple[int, ...]) -> Iterator[_Stage]:
    """Yield the stages that may follow: one for each option whose papers may move next."""
    free = count.basis.seats - len(stage.elected)
    idle = not stage.waiting and not stage.tally[options[0]]
    if idle and len(stage.continuing) - len(options) >= free:
        # Options without a vote leave in any order without moving a paper: let them go together if enough are left.
        for option in options:
            stage = _after(count, stage, option)
        yield stage
        return
    for option in options:
        yield _after(count, stage, option)


def _after(count: _Count, stage: _Stage, option: int) -> _Stage:
    name = count.basis.options[option]
    if option in stage.waiting:
        over = number(stage.tally[option] - count.quota)
        told = _note(count, stage, f"The surplus of {name}, {over}, moves on.")
    else:
        told = _note(count, stage, f"{name} drops out.", (option,))
    return count.elect(count.move(told, option))


def _key(stage: _Stage) -> tuple[object, ...]:
    where = hashlib.sha256(stage.value.tobytes() + stage.holder.tobytes()).digest()
    return stage.continuing, stage.elected, stage.waiting, stage.tally, stage.history, where


def _note(count: _Count, stage: _Stage, end: str, eliminated: tuple[int, ...] = ()) -> _Stage:
    """Write the stage down as a round."""
    names = count.basis.options
    known = set(chain.from_iterable(each.elected for each in stage.rounds))
    out = set(chain.from_iterable(each.eliminated for each in stage.rounds))
    elected = tuple(i for i in stage.elected if i not in known)
    tally = tuple(None if i in out else votes for i, votes in enumerate(stage.tally))
    order = sorted(set(range(len(names))) - out, key=lambda i: (-stage.tally[i], i))
    votes = ", ".join(f"{names[i]} {number(stage.tally[i])}" for i in order)
    line = f"Stage {len(stage.rounds) + 1}: {votes}."
    if elected:
        line += f" Elected: {', '.join(names[i] for i in elected)}."
    line += f" {end}"
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
