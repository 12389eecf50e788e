"""Adopt a model, or not, by the procedure declared beforehand, every step shown.

Account → quorum → drop what does not beat "no change" → Condorcet winner, or where there is a cycle its
name and Schulze with the tie chain → ratification of the leader. IRV is beside it as a cross-check.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from hep_tui.counting.pairs import condorcet_winner, smith_set
from hep_tui.counting.policy import Policy
from hep_tui.counting.rules import count, count_table, named
from hep_tui.domain.wording import listed, verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile


@dataclass(frozen=True)
class Terms:
    """Hold what was fixed before the vote.

    base: what the quorum is a number of, in words (valid, cast, present, eligible). quorum: how many of
    them. share: the support the leader needs among those who took a side or a level. support, block:
    the lowest level that supports and the highest that blocks. cap: the most blocks allowed.
    """

    base: str
    quorum: int
    share: Fraction = Fraction(1, 2)
    support: int = 4
    block: int = 1
    cap: int | None = None
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True)
class Step:
    """Hold one step: its name, whether it was passed (None: it only tells), and its sentence."""

    name: str
    passed: bool | None
    says: str


@dataclass(frozen=True)
class Adoption:
    """Hold the steps, the leader, whether it is adopted (None: not yet ratified), and both counts.

    `tied` holds the options between which the chain left a tie.
    """

    steps: tuple[Step, ...]
    leader: int | None
    adopted: bool | None
    outcome: Outcome | None = None
    cross_check: Outcome | None = None
    tied: tuple[int, ...] = ()

    def explain(self) -> list[str]:
        """Return the steps as they would be read out."""
        signs = {True: "passed", False: "not passed", None: "noted"}
        return [f"{k}. {step.name} ({signs[step.passed]}): {step.says}" for k, step in enumerate(self.steps, 1)]


def adopt(
    profile: Profile,
    no_change: int,
    terms: Terms,
    present: int,
    differences: Sequence[str] = (),
    ratification: Profile | None = None,
) -> Adoption:
    """Run the procedure on ranked ballots.

    `present` is the number that the base counts; `differences` are the sentences in which the ballot
    account is off; `ratification` has one option per model again, with levels as marks. Stops at the
    first step that is not passed.
    """
    steps = [_account(differences), _quorum(present, terms)]
    if not all(step.passed for step in steps):
        return Adoption(tuple(steps), None, False)
    pairs = count(profile, "condorcet", terms.policy).pairwise or ()
    check = count(profile, "irv", terms.policy)
    kept = [i for i in range(len(profile.options)) if i != no_change and pairs[i][no_change] > pairs[no_change][i]]
    steps.append(_against(profile, no_change, pairs, kept))
    if not kept:
        return Adoption((*steps, _beside([no_change], check)), no_change, False, None, check)
    outcome, step = _leader(profile, kept, terms.policy)
    winners = [kept[i] for i in sorted(outcome.winners)]
    steps += [step, _beside(winners, check)]
    if len(winners) > 1:
        return Adoption(tuple(steps), None, None, outcome=outcome, cross_check=check, tied=tuple(winners))
    if ratification is None:
        return Adoption(tuple(steps), winners[0], None, outcome, check)
    steps.append(_ratified(ratification, winners[0], terms))
    return Adoption(tuple(steps), winners[0], steps[-1].passed, outcome, check)


def _account(differences: Sequence[str]) -> Step:
    says = "The ballot account balances." if not differences else f"The account is off: {'; '.join(differences)}."
    return Step("account", not differences, says)


def _quorum(present: int, terms: Terms) -> Step:
    return Step("quorum", present >= terms.quorum, f"{present} {terms.base}; the quorum is {terms.quorum}.")


def _against(profile: Profile, z: int, pairs: Sequence[Sequence[int]], kept: Sequence[int]) -> Step:
    names = profile.options
    said = [f"{names[i]} {pairs[i][z]} to {pairs[z][i]}" for i in range(len(names)) if i != z]
    gone = [names[i] for i in range(len(names)) if i != z and i not in kept]
    left = f" Dropped: {listed(gone)}." if gone else " None is dropped."
    return Step("beats no change", bool(kept), f"Against {names[z]}: {', '.join(said)}.{left}")


def _leader(profile: Profile, kept: Sequence[int], policy: Policy) -> tuple[Outcome, Step]:
    """Return the count among the options left, and how the leader was found."""
    among = profile.table.only(kept)
    outcome = count_table(among, named("condorcet"), policy)
    pairs = outcome.pairwise or ()
    winner = condorcet_winner(pairs)
    if winner is not None:
        says = f"{among.options[winner]} beats every other option left, one to one."
        return outcome, Step("Condorcet winner", True, says)
    cycle = listed([among.options[i] for i in smith_set(pairs)])
    outcome = count_table(among, named("schulze"), policy)
    led = outcome.names(outcome.winners)
    level = any(pairs[i][j] == pairs[j][i] for i in smith_set(pairs) for j in smith_set(pairs) if i != j)
    why = f"No option left beats every other; level or in a cycle: {cycle}." if level else f"There is a cycle: {cycle}."
    verb = "leads" if len(outcome.winners) == 1 else "are tied"
    return outcome, Step("Schulze", len(outcome.winners) == 1, f"{why} By the strongest chain of wins {led} {verb}.")


def _beside(winners: Sequence[int], check: Outcome) -> Step:
    same = sorted(check.winners) == sorted(winners)
    wins = verb(len(check.winners), "wins", "may win")
    says = f"Counted by the alternative vote, {check.names(check.winners)} {wins}."
    return Step("cross-check", None, says if same else f"{says} The two counts differ.")


def _ratified(profile: Profile, leader: int, terms: Terms) -> Step:
    levels: dict[int, int] = {}
    for ballot in profile.ballots:
        mark = ballot.marks[leader]
        if mark is not None:
            levels[mark] = levels.get(mark, 0) + ballot.weight
    n = sum(levels.values())
    support = sum(papers for level, papers in levels.items() if level >= terms.support)
    blocks = sum(papers for level, papers in levels.items() if level <= terms.block)
    enough = n > 0 and Fraction(support, n) >= terms.share
    clear = terms.cap is None or blocks <= terms.cap
    quorate = n >= terms.quorum
    allowed = "no cap on blocks" if terms.cap is None else f"{terms.cap} allowed"
    needed = f"{float(100 * terms.share):g} %"
    says = f"{support} of {n} support {profile.options[leader]}, {needed} needed; {blocks} block, {allowed}."
    says += "" if quorate else f" {n} is below the quorum of {terms.quorum}."
    return Step("ratification", enough and clear and quorate, says)
