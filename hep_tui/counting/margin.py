"""Say how many papers would have to be wrong, at least, before the lead could be lost or tied.

A wrong paper is one that should have said something else. Exact for plurality, approval, score with a
declared scale, Borda and the Condorcet winner: for each rival, the papers that can be turned furthest are
turned first. For IRV a lower bound: while fewer papers are wrong than half the smallest gap to the option
that dropped out, in any round down to two, every round goes as it did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hep_tui.counting.policy import Policy
from hep_tui.counting.rules import count
from hep_tui.counting.walk import Walk
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.counting.table import Table

EXACT = ("plurality", "approval", "score", "borda", "condorcet")


@dataclass(frozen=True)
class Margin:
    """Hold the fewest wrong papers, whether that is exact, and the closest rival."""

    papers: int
    exact: bool
    rival: int | None = None

    def settled(self, doubtful: int) -> bool:
        """Tell whether open queries, late and unverified ballots together are too few to change the lead."""
        return self.papers > doubtful

    def sentence(self, doubtful: int) -> str:
        """Return the margin in words, with "not settled" where doubtful papers could change the lead."""
        least = "" if self.exact else "at least "
        papers = "1 paper" if self.papers == 1 else f"{self.papers} papers"
        head = "Settled" if self.settled(doubtful) else "Not settled"
        doubt = f"{doubtful} {'is' if doubtful == 1 else 'are'} in doubt"
        return f"{head}: {least}{papers} would have to be wrong to change the lead; {doubt}."


def margin(profile: Profile, rule: str, policy: Policy | None = None) -> Margin:
    """Return the margin of a count; nothing where a tie stands or nobody wins.

    Raises HepError for a rule whose margin is not known here.
    """
    policy = policy or Policy()
    if rule == "irv":
        return _elimination_bound(count(profile, "irv", replace(policy, until="two")))
    if rule not in EXACT or (rule == "score" and policy.scale is None):
        raise HepError(f"The margin of {rule} is not worked out; it is for {', '.join(EXACT)} (with a scale) and irv.")
    if policy.blank == "ignore" and rule in ("borda", "condorcet"):
        raise HepError(f"The margin of {rule} is not worked out where blanks are ignored; leave them last.")
    outcome = count(profile, rule, replace(policy, tie_chain=()))
    if len(outcome.winners) != 1:
        return Margin(0, True)
    leader = next(iter(outcome.winners))
    held = _given(profile.table, rule, policy)
    found = [(_turned(held, leader, rival), rival) for rival in range(len(profile.options)) if rival != leader]
    papers, rival = min(found, default=(outcome.n, None))
    return Margin(papers, True, rival)


@dataclass(frozen=True)
class _Papers:
    """Hold what each distinct paper gives each option (m × u), its weight, and the widest lead one paper can give."""

    given: NDArray[np.int64]
    weights: NDArray[np.int64]
    widest: int


def _given(table: Table, rule: str, policy: Policy) -> _Papers:
    """Return what papers give, so that a rule looks at nothing of them but leads."""
    if rule == "borda":
        return _Papers(_net(table), table.weights, 2 * (table.m - 1))
    if rule == "condorcet":
        return _Papers(-table.ranks.astype(np.int64), table.weights, 1)
    if rule == "score":
        low, high = policy.scale or (0, 0)
        within = table.blank | ((table.marks >= low) & (table.marks <= high))
        kept = table.keep(np.logical_and.reduce(within))
        blank = low if policy.blank == "lowest" else 0
        return _Papers(np.where(kept.blank, blank, kept.marks), kept.weights, high - min(low, blank))
    if rule == "approval":
        return _Papers((~table.unranked).astype(np.int64), table.weights, 1)
    return _firsts(table, policy)


def _net(table: Table) -> NDArray[np.int64]:
    """Return how many more options each paper puts after an option than before it: Borda leads are its leads."""
    ranks = table.ranks
    return np.stack([(row < ranks).sum(axis=0) - (row > ranks).sum(axis=0) for row in ranks])


def _firsts(table: Table, policy: Policy) -> _Papers:
    """Return for whom first choices lie, as a one among noughts, with the papers that lie so."""
    walk = Walk(table, policy)
    _, _, holders = walk.vote(range(table.m), walk.start())
    papers = [table.weigh(holders == who) for who in range(-1, table.m)]
    return _Papers(np.eye(table.m, table.m + 1, 1, dtype=np.int64), np.array(papers, dtype=np.int64), 1)


def _turned(papers: _Papers, leader: int, rival: int) -> int:
    """Return how many papers, turned as far as they can be, bring a rival level with the leader."""
    widest = papers.widest
    leads, where = np.unique(
        np.clip(papers.given[leader] - papers.given[rival], -widest, widest), return_inverse=True
    )  # fmt: skip
    held = np.zeros(leads.size, dtype=np.int64)
    np.add.at(held, where, papers.weights)
    by_lead = dict(zip(leads.tolist(), held.tolist(), strict=True))
    gap = sum(lead * weight for lead, weight in by_lead.items())
    return _fewest(gap, widest, by_lead)


def _fewest(gap: int, widest: int, by_lead: Mapping[int, int]) -> int:
    turned = 0
    for lead in sorted(by_lead, reverse=True):
        gain = lead + widest
        if gap <= 0 or gain <= 0:
            break
        needed = min(by_lead[lead], -(-gap // gain))
        turned += needed
        gap -= needed * gain
    return turned


def _elimination_bound(outcome: Outcome) -> Margin:
    if len(outcome.winners) != 1 or any(tie.broken_by is None for tie in outcome.ties):
        return Margin(0, False)
    gaps = [_gap(each.tally) for each in outcome.rounds if sum(votes is not None for votes in each.tally) > 1]
    return Margin(-(-min(gaps, default=outcome.n) // 2), False)


def _gap(tally: Iterable[object]) -> int:
    votes = sorted(int(v) for v in tally if isinstance(v, int))
    return votes[1] - votes[0]
