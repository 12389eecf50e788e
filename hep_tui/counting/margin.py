"""Say how many papers would have to be wrong, at least, before the lead could be lost or tied.

A wrong paper is one that should have said something else. Exact for plurality, approval, score with a declared
scale, points with a declared budget, Borda and the Condorcet winner: for each rival, the papers that can be turned
furthest are turned first. A lower bound for irv (by its rounds), majority judgement (by its grades), and every rule
that elects the option which beats each other one to one, where there is one: while it does, it wins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.basis import Basis
from hep_tui.counting.bounds import of_grades, of_rounds
from hep_tui.counting.policy import Policy
from hep_tui.counting.rules import count
from hep_tui.counting.transfer import Transfer
from hep_tui.domain.rules import EVERY, Known, Rule, rule_named
from hep_tui.domain.wording import verb
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.counting.table import Table

_TOLD = ", ".join(rule.name for rule in EVERY.values() if rule.margin and rule.where)


@dataclass(frozen=True)
class Margin:
    """Hold the fewest wrong papers, whether that is exact, the closest rival, and what they would change."""

    papers: int
    exact: bool
    rival: int | None = None
    what: str = "the lead"

    def settled(self, doubtful: int) -> bool:
        """Tell whether open queries, late and unverified ballots together are too few to change the lead."""
        return self.papers > doubtful

    def sentence(self, doubtful: int) -> str:
        """Return the margin in words, with "not settled" where doubtful papers could change the lead."""
        least = "" if self.exact else "at least "
        papers = "1 paper" if self.papers == 1 else f"{self.papers} papers"
        head = "Settled" if self.settled(doubtful) else "Not settled"
        doubt = f"{doubtful} {verb(doubtful, 'is', 'are')} in doubt"
        if not self.papers:
            return f"Not settled: it is level, so one wrong paper could change {self.what}; {doubt}."
        return f"{head}: {least}{papers} would have to be wrong to change {self.what}; {doubt}."


def margin(profile: Profile, rule: str, policy: Policy | None = None, seats: int = 1) -> Margin:
    """Return the margin of a count; nothing where a tie stands or nobody wins.

    Where several places are filled, it is the fewest papers that bring somebody out level with somebody in.

    Raises HepError for a rule whose margin is not known here.
    """
    policy, known = policy or Policy(), rule_named(rule)
    _require_known(known, policy, seats)
    if known.margin is Known.PAIRS:
        return _by_pairs(profile, rule, policy)
    if known.margin is Known.ROUNDS:
        together = not Transfer(profile.table, policy).order_matters
        return _of_rounds(count(profile, rule, replace(policy, until="two")), together=together)
    outcome = count(profile, rule, replace(policy, tie_chain=()), seats)
    what = "the lead" if seats == 1 else "who fills the places"
    if len(outcome.winners) != seats:
        return Margin(0, known.margin is Known.EXACT, what=what)
    if known.margin is Known.GRADES:
        papers, rival = of_grades(Basis(profile.table, policy), next(iter(outcome.winners)))
        return Margin(papers, False, rival)
    out = set(range(len(profile.options))) - outcome.winners
    leads = {leader: profile.table.added(_Leads(rule, policy, leader)) for leader in outcome.winners}
    found = [(_turned(leads[leader], rival), rival) for leader in outcome.winners for rival in out]
    papers, rival = min(found, default=(outcome.n, None))
    return Margin(papers, True, rival, what)


def _require_known(rule: Rule, policy: Policy, seats: int) -> None:
    if not rule.margin:
        raise HepError(f"The margin of {rule.name} is not worked out; it is for {_TOLD}.")
    if seats > 1 and not (rule.several and rule.margin is Known.EXACT):
        raise HepError(f"The margin of {rule.name} is not worked out where several places are filled.")
    if rule.needs and getattr(policy, rule.needs) is None:
        raise HepError(f"The margin of {rule.name} is worked out where its {rule.needs} is declared; declare it.")
    if policy.blank == "ignore" and rule.usual_blank != "adds nothing":
        raise HepError(f"The margin of {rule.name} is not worked out where blanks are ignored; leave them last.")


def _by_pairs(profile: Profile, rule: str, policy: Policy) -> Margin:
    found = margin(profile, "condorcet", policy)
    if not found.papers:
        raise HepError(f"The margin of {rule} is worked out where one option beats every other; here none does.")
    return replace(found, exact=False)


def _of_rounds(outcome: Outcome, *, together: bool) -> Margin:
    if len(outcome.winners) != 1 or any(tie.decisive for tie in outcome.ties):
        return Margin(0, True)
    if not (papers := of_rounds(outcome, together=together)):
        raise HepError("The margin of irv is not worked out where options that drop out are level.")
    return Margin(papers, False)


@dataclass(frozen=True)
class _Papers:
    """Hold what each distinct paper gives each option (m × u), its weight, and the widest lead one paper can give."""

    given: NDArray[np.int64]
    weights: NDArray[np.int64]
    widest: int


def _places(table: Table, _policy: Policy) -> _Papers:
    return _Papers(_net(table), table.weights, 2 * (table.m - 1))


def _before(table: Table, _policy: Policy) -> _Papers:
    return _Papers(-table.ranks.astype(np.int64), table.weights, 1)


def _scores(table: Table, policy: Policy) -> _Papers:
    low, high = policy.scale or (0, 0)
    within = table.blank | ((table.marks >= low) & (table.marks <= high))
    kept = table.keep(np.asarray(within.all(axis=0)))
    blank = low if policy.blank == "lowest" else 0
    return _Papers(np.where(kept.blank, blank, kept.marks), kept.weights, high - min(low, blank))


def _points(table: Table, policy: Policy) -> _Papers:
    budget = policy.budget or 0
    marks = np.where(table.blank, 0, table.marks)
    kept = table.keep((marks >= 0).all(axis=0) & (marks.sum(axis=0) <= budget))
    return _Papers(np.where(kept.blank, 0, kept.marks), kept.weights, budget)


def _approvals(table: Table, _policy: Policy) -> _Papers:
    return _Papers((~table.unranked).astype(np.int64), table.weights, 1)


def _net(table: Table) -> NDArray[np.int64]:
    """Return how many more options each paper puts after an option than before it: Borda leads are its leads."""
    ranks = table.ranks
    return np.stack([(row < ranks).sum(axis=0) - (row > ranks).sum(axis=0) for row in ranks])


def _firsts(table: Table, policy: Policy) -> _Papers:
    """Return for whom first choices lie, as a one among noughts, with the papers that lie so."""
    walk = Transfer(table, policy)
    _, _, holders = walk.vote(range(table.m), walk.start())
    papers = [table.weigh(holders == who) for who in range(-1, table.m)]
    return _Papers(np.eye(table.m, table.m + 1, 1, dtype=np.int64), np.array(papers, dtype=np.int64), 1)


_GIVEN = {
    "plurality": _firsts, "approval": _approvals, "score": _scores, "points": _points, "borda": _places,
    "condorcet": _before,
}  # fmt: skip
"""What papers give each option by the rules whose margin is exact, so that those look at nothing of them but leads."""


@dataclass(frozen=True)
class _Leads:
    """Add up on how many papers a leader is ahead of each rival by how much, and what each of these can give if turned.

    Keys are (rival, lead, gain).
    """

    rule: str
    policy: Policy
    leader: int

    def __call__(self, table: Table) -> Counter[tuple[int, int, int]]:
        held = _GIVEN[self.rule](table, self.policy)
        found: Counter[tuple[int, int, int]] = Counter()
        for rival, row in enumerate(np.clip(held.given[self.leader] - held.given, -held.widest, held.widest)):
            leads, where = np.unique(row, return_inverse=True)
            papers = np.zeros(leads.size, dtype=np.int64)
            np.add.at(papers, where, held.weights)
            for lead, many in zip(leads.tolist(), papers.tolist(), strict=True):
                found[rival, lead, lead + held.widest] = many
        return found


def _turned(leads: Mapping[tuple[int, int, int], int], rival: int) -> int:
    """Return how many papers, turned as far as they can be, bring a rival level with the leader."""
    held = [(gain, lead, papers) for (who, lead, gain), papers in leads.items() if who == rival]
    gap, turned = sum(lead * papers for _, lead, papers in held), 0
    for gain, _, papers in sorted(held, reverse=True):
        if gap <= 0 or gain <= 0:
            break
        needed = min(papers, -(-gap // gain))
        turned += needed
        gap -= needed * gain
    return turned
