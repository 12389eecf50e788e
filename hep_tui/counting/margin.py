"""Say how many papers would have to be wrong, at least, before the lead could be lost or tied.

A wrong paper is one that should have said something else. Exact for plurality, approval, score with a
declared scale, Borda and the Condorcet winner: for each rival, the papers that can be turned furthest are
turned first. For IRV a lower bound: while fewer papers are wrong than half the smallest gap to the option
that dropped out, in any round down to two, every round goes as it did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hep_tui.counting.inference import doubled_borda
from hep_tui.counting.policy import Policy
from hep_tui.counting.profile import Ballot, Profile
from hep_tui.counting.rules import count
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hep_tui.counting.outcome import Outcome

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
    each = _each(profile, rule, policy)
    found = [(_turned(each, leader, rival), rival) for rival in range(len(profile.options)) if rival != leader]
    papers, rival = min(found, default=(outcome.n, None))
    return Margin(papers, True, rival)


Turnable = tuple[list[tuple[tuple[int, ...], int]], int]


def _each(profile: Profile, rule: str, policy: Policy) -> Turnable:
    """Return what each distinct paper gives each option, with its weight, and the widest lead one paper can give."""
    groups = [(Ballot(marks, 1, repeats=repeats), weight) for (marks, repeats), weight in profile.grouped().items()]
    if rule == "borda":
        return [(doubled_borda(ballot), n) for ballot, n in groups], 2 * (len(profile.options) - 1)
    if rule == "condorcet":
        return [(_standing(ballot), n) for ballot, n in groups], 1
    if rule == "score":
        low, high = policy.scale or (0, 0)
        kept = [(b, n) for b, n in groups if all(low <= mark <= high for mark in b.marks if mark is not None)]
        blank = low if policy.blank == "lowest" else 0
        widest = high - min(low, blank)
        return [(tuple(blank if mark is None else mark for mark in b.marks), n) for b, n in kept], widest
    if rule == "approval":
        return [(tuple(int(bool(mark and mark > 0)) for mark in b.marks), n) for b, n in groups], 1
    return _firsts(profile, policy), 1


def _standing(ballot: Ballot) -> tuple[int, ...]:
    """Return ranks as heights; only their order matters."""
    return tuple(-10_000_000 if mark is None or mark < 1 else -mark for mark in ballot.marks)


def _firsts(profile: Profile, policy: Policy) -> list[tuple[tuple[int, ...], int]]:
    """Return for whom first choices lie, as a one among noughts, with the papers that lie so."""
    from hep_tui.counting.table import Table
    from hep_tui.counting.walk import Walk

    table = Table.of(profile)
    walk = Walk(table, policy)
    _, _, holders = walk.vote(range(table.m), walk.start())
    return [(tuple(int(i == who) for i in range(table.m)), table.weigh(holders == who)) for who in range(-1, table.m)]


def _turned(each: Turnable, leader: int, rival: int) -> int:
    """Return how many papers, turned as far as they can be, bring a rival level with the leader."""
    rows, widest = each
    by_lead: dict[int, int] = {}
    for given, weight in rows:
        lead = max(-widest, min(widest, given[leader] - given[rival]))
        by_lead[lead] = by_lead.get(lead, 0) + weight
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
