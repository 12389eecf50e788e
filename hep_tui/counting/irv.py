"""Count plurality and the alternative vote (IRV), one elimination at a time (Tideman 2006).

A tie for last place goes to the tie chain. Where the chain leaves it standing the count stops there,
and every possible winner is found by trying each elimination, within the policy's cap.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Number, Outcome, Round, Tie, some, tiers_by
from hep_tui.counting.transfer import State, Transfer
from hep_tui.domain.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hep_tui.counting.basis import Basis

WITHOUT = {"choices ended": "without a first choice", "overvote": "with several first choices",
           "repeated": "repeated", "skipped": "after skipped ranks"}  # fmt: skip
"""Why a paper has no first choice that counts, in the words of a show of hands."""

WORK = 400_000_000
OVERHEAD = 2_000
"""How many ranks a search for every possible winner may look at, and what a round costs whatever its papers."""


def affordable(basis: Basis, overhead: int = OVERHEAD) -> int:
    """Return how many counts a search may try: the policy's cap, or fewer where each is long."""
    cells = max(1, basis.m) * (basis.table.weights.size + overhead)
    return max(100, 2 * basis.m, min(basis.policy.cap, WORK // cells))


def plurality(basis: Basis) -> Outcome:
    """Count first choices; a paper with two first choices is an overvote and counts for nobody."""
    walk = Transfer(basis.table, basis.policy)
    votes, state, _ = walk.vote(range(basis.m), walk.start())
    lost = walk.exhausted(state)
    order = sorted(range(basis.m), key=lambda i: -votes[i])
    story = [f"{basis.options[i]}: {some(votes[i], 'paper')}." for i in order]
    if any(lost.values()):
        why = ", ".join(f"{n} {WITHOUT[cause]}" for cause, n in lost.items() if n)
        story.append(f"Of {some(basis.n, 'paper')}, {sum(lost.values())} count for nobody: {why}.")
    return basis.scored("plurality", votes, story, pairwise=basis.pairs, rounds=(Round(tuple(votes), lost),))


@dataclass(frozen=True)
class _Stage:
    """Hold one round as counted, before anyone drops out."""

    continuing: tuple[int, ...]
    votes: tuple[int, ...]
    state: State
    history: tuple[tuple[int, ...], ...]

    @property
    def last(self) -> tuple[int, ...]:
        """Return the continuing options with fewest votes."""
        fewest = min(self.votes[i] for i in self.continuing)
        return tuple(i for i in self.continuing if self.votes[i] == fewest)

    def winner(self, until: str) -> int | None:
        """Return who has won, if the count is over."""
        if len(self.continuing) == 1:
            return self.continuing[0]
        lead = max(self.continuing, key=lambda i: self.votes[i])
        enough = 2 * self.votes[lead] > sum(self.votes)
        return lead if enough and (until == "majority" or len(self.continuing) == 2) else None


class _Count:
    """Run one IRV count, or any branch of it."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.walk = Transfer(basis.table, basis.policy)
        self.cap = affordable(basis)

    def first(self) -> _Stage:
        return self._stage(tuple(range(self.basis.m)), self.walk.start(), ())

    def without(self, stage: _Stage, gone: Sequence[int]) -> _Stage:
        left = tuple(i for i in stage.continuing if i not in gone)
        return self._stage(left, stage.state, (stage.votes, *stage.history))

    def _stage(self, left: tuple[int, ...], state: State, history: tuple[tuple[int, ...], ...]) -> _Stage:
        votes, after, _ = self.walk.vote(left, state)
        return _Stage(left, tuple(votes), after, history)

    def drop(self, stage: _Stage) -> tuple[int | None, Tie | None]:
        """Return who drops out now, and the tie that had to be broken for it."""
        last = stage.last
        if len(last) == 1:
            return last[0], None
        broken = self.basis.breaker.pick(last, worst=True, more={"earlier": stage.history})
        gone = broken.left[0] if len(broken.left) == 1 else None
        return gone, Tie(_where(stage), last, broken.by, True, broken.draw)

    def finish(self, stage: _Stage) -> frozenset[int]:
        """Return the winners from a stage on, by the chain; every possible one if it leaves a tie."""
        while (winner := stage.winner(self.basis.policy.until)) is None:
            gone, _ = self.drop(stage)
            if gone is None:
                return self.possible(stage)[0]
            if len(stage.continuing) == 2:
                return frozenset(stage.continuing) - {gone}
            stage = self.without(stage, [gone])
        return frozenset({winner})

    def possible(self, stage: _Stage) -> tuple[frozenset[int], bool]:
        """Return every option that may win from here on; beyond the cap all that continue, and True."""
        found: set[int] = set()
        seen: set[object] = set()
        waiting = [stage]
        tried = 0
        while waiting:
            here = waiting.pop()
            tried += 1
            if tried > self.cap:
                return frozenset(stage.continuing), True
            winner = here.winner(self.basis.policy.until)
            if winner is not None:
                found.add(winner)
            elif len(here.continuing) == 2 or not any(here.votes):
                found.update(here.continuing)
            else:
                waiting += self._branches(here, seen)
        return frozenset(found), False

    def _branches(self, stage: _Stage, seen: set[object]) -> list[_Stage]:
        # Options with no votes at all leave in any order without moving a paper: let them go together.
        last = stage.last
        ways = [last] if not stage.votes[last[0]] else [(gone,) for gone in last]
        fresh = []
        for gone in ways:
            left = frozenset(stage.continuing) - set(gone)
            key = (left, hashlib.sha256(stage.state.tobytes()).digest() if self.walk.order_matters else b"")
            if key not in seen:
                seen.add(key)
                fresh.append(self.without(stage, gone))
        return fresh


def _where(stage: _Stage) -> str:
    place = "the last two" if len(stage.continuing) == 2 else "last place"
    return f"round {len(stage.history) + 1}, {place}"


def irv(basis: Basis) -> Outcome:
    """Count IRV round by round; `rounds` says how each went, `facts` every possible winner of a tie."""
    count = _Count(basis)
    stage = count.first()
    rounds: list[Round] = []
    ties: list[Tie] = []
    out: list[int] = []
    story: list[str] = []
    while (winner := stage.winner(basis.policy.until)) is None:
        gone, tie = count.drop(stage)
        if gone is None:
            return _stopped(basis, count, stage, (rounds, ties, out, story))
        if tie is not None:
            ends = {count.finish(count.without(stage, [other])) for other in tie.tied}
            ties.append(Tie(tie.where, tie.tied, tie.broken_by, len(ends) > 1, tie.draw))
            if len(stage.continuing) == 2:
                winner = next(i for i in stage.continuing if i != gone)
                break
        rounds.append(_round(basis, count, stage, eliminated=(gone,)))
        story += _told(basis, rounds, stage, f"{basis.options[gone]} drops out.")
        out.insert(0, gone)
        stage = count.without(stage, [gone])
    rounds.append(_round(basis, count, stage, elected=(winner,)))
    total, won = sum(stage.votes), stage.votes[winner]
    said = f"{basis.options[winner]} has {won} of {some(total, 'continuing vote')}"
    level = 2 * won == total and len(stage.continuing) == 2
    story += _told(basis, rounds, stage, f"{said} and is ahead by {ties[-1].broken_by}." if level else f"{said}.")
    rest = [i for i in stage.continuing if i != winner]
    ranking = ((winner,), *tiers_by(stage.votes, rest), *((i,) for i in out))
    return basis.outcome(
        "irv", frozenset({winner}), ranking, story,
        scores=last_tallies(rounds), pairwise=basis.pairs, rounds=tuple(rounds), ties=tuple(ties),
        possible_winners=[winner],
    )  # fmt: skip


Progress = tuple[list[Round], list[Tie], list[int], list[str]]


def _stopped(basis: Basis, count: _Count, stage: _Stage, progress: Progress) -> Outcome:
    """Return the outcome of a count that its tie chain could not carry on."""
    rounds, ties, out, story = progress
    winners, capped = count.possible(stage)
    named = listed([basis.options[i] for i in sorted(winners)])
    rounds.append(_round(basis, count, stage))
    two = len(stage.continuing) == 2
    last = f"{len(stage.last)} options are tied for last place, and no step breaks the tie."
    last = "The last two are level, and no step breaks the tie." if two else last
    after = f"Whoever of them drops out, {named} wins." if len(winners) == 1 else f"The winner may be any of {named}."
    story += [*_told(basis, rounds, stage, last), after]
    rest = [i for i in stage.continuing if i not in winners]
    ranking = (tuple(sorted(winners)), *tiers_by(stage.votes, rest), *((i,) for i in out))
    # A search that gave up knows who may win, and names nobody.
    known = frozenset() if capped else winners
    warning = (f"Every possible winner was sought in {count.cap} counts and not all were tried.",) if capped else ()
    ties.append(Tie(_where(stage), stage.last, None, capped or len(winners) > 1))
    return basis.outcome(
        "irv", known, ranking, story, worked_out=not capped,
        scores=last_tallies(rounds), pairwise=basis.pairs, rounds=tuple(rounds), ties=tuple(ties), warnings=warning,
        possible_winners=sorted(winners), stopped_at_round=len(rounds),
    )  # fmt: skip


def _round(
    basis: Basis, count: _Count, stage: _Stage, eliminated: tuple[int, ...] = (), elected: tuple[int, ...] = ()
) -> Round:
    tally = tuple(stage.votes[i] if i in stage.continuing else None for i in range(basis.m))
    return Round(tally, count.walk.exhausted(stage.state), eliminated, elected)


def last_tallies(rounds: Sequence[Round]) -> tuple[Number, ...]:
    """Return each option's votes in the last round that it took part in."""
    last: dict[int, Number] = {}
    for each in rounds:
        last |= {i: votes for i, votes in enumerate(each.tally) if votes is not None}
    return tuple(last[i] for i in sorted(last))


def _told(basis: Basis, rounds: Sequence[Round], stage: _Stage, end: str) -> list[str]:
    order = sorted(stage.continuing, key=lambda i: -stage.votes[i])
    votes = ", ".join(f"{basis.options[i]} {stage.votes[i]}" for i in order)
    lost = rounds[-1].exhausted
    gone = f" Exhausted: {causes(lost)}." if any(lost.values()) else ""
    return [f"Round {len(rounds)}: {votes}.{gone} {end}"]


def causes(lost: Mapping[str, Number]) -> str:
    """Write papers that no longer count, by cause, in words."""
    return ", ".join(f"{cause} {n}" for cause, n in lost.items() if n)
