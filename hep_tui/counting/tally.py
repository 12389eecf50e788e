"""Count one poll of a review: ballots by option id in, an outcome out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from hep_tui.counting.policy import Policy
from hep_tui.counting.profile import Ballot as Paper
from hep_tui.counting.profile import Mark, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hep_tui.counting.adoption import Adoption
    from hep_tui.counting.outcome import Outcome, Tiers
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.cast import Cast
    from hep_tui.domain.polls import Hands, Poll
    from hep_tui.domain.result import Order

__all__ = [
    "Beside", "beside", "counted", "duplicates", "hands_tiers", "policy", "profile", "seats", "tally",
]  # fmt: skip


def duplicates(ballots: Iterable[Ballot]) -> list[int]:
    """Return the numbers that more than one ballot bears, each once, in order."""
    seen = Counter(b.number for b in ballots if b.number)
    return sorted(number for number, times in seen.items() if times > 1)


def counted(ballots: Sequence[Ballot]) -> list[Ballot]:
    """Return the ballots that count: valid, and with a number of their own.

    Papers that two laptops keyed under one number wait until somebody has looked at the paper.
    """
    twice = set(duplicates(ballots))
    return [b for b in ballots if b.status == "valid" and b.number not in twice]


def own(poll: Poll, ballots: Sequence[Ballot]) -> list[Ballot]:
    """Return the ballots of the unit that votes; those of tables are beside a poll of persons or schools."""
    return [b for b in ballots if (b.unit == "table") == (poll.unit == "table")]


def profile(poll: Poll, ballots: Sequence[Ballot]) -> Profile:
    """Return the papers that count, one ballot one vote, with marks in paper order and whose papers they are.

    A table that split evenly speaks with no marks at all here, and so is left out.
    """
    return _profile(poll, ((b, b.voice if b.splits else b.marks, 1) for b in own(poll, counted(ballots))))


def by_people(poll: Poll, tables: Sequence[Ballot]) -> Profile:
    """Return the ballots of tables by the people that they stand for, every part of a split table with its own."""
    parts = [(b, part.marks, part.people) for b in tables for part in b.splits]
    return _profile(poll, [*parts, *((b, b.marks, b.people) for b in tables if not b.splits)])


def _profile(poll: Poll, spoken: Iterable[tuple[Ballot, Mapping[str, int], int]]) -> Profile:
    """Return what ballots say with their weight; those that say the same from the same part of the room are one paper.

    A hall marks fewer different papers than it casts.
    """
    options = [o.id for o in poll.options]
    parts: defaultdict[tuple[str, str, str, str, int], list[tuple[Mark, ...]]] = defaultdict(list)
    for ballot, marks, weight in spoken:
        if marks:
            said = ballot.phase, ballot.role, ballot.group, ballot.unit, weight
            parts[said].append(tuple(map(marks.get, options)))
    found: list[Paper] = []
    for (*part, weight), papers in parts.items():
        strata = dict(zip(_PARTS, part, strict=True))
        found += [Paper(marks, times * weight, strata) for marks, times in Counter(papers).items()]
    return Profile(tuple(o.label for o in poll.options), tuple(found), poll.title)


_PARTS = ("phase", "role", "group", "unit")


def policy(poll: Poll, roll: str = "") -> Policy:
    """Return the policy of a poll: its tie chain, its scale, its budget, and what was rolled for the lot."""
    chain, levels = tuple(poll.tie_chain), poll.levels
    scale = (levels[0].value, levels[-1].value) if levels and poll.marking.levels else None
    budget = poll.points if poll.marking.shares else None
    return Policy(tie_chain=chain, seed=roll or None, poll=poll.title, scale=scale, budget=budget)


def tally(poll: Poll, ballots: Sequence[Ballot]) -> Outcome:
    """Return the outcome of a poll under the rule that was fixed before it opened."""
    return outcome(poll, profile(poll, ballots))


def outcome(poll: Poll, papers: Profile, roll: str = "") -> Outcome:
    """Return the outcome of some papers under the rule of a poll, with what was rolled for its lot."""
    from hep_tui.counting.rules import count

    if poll.counting.no_change:
        return adoption(poll, papers, roll)
    return count(papers, poll.rule, policy(poll, roll), seats(poll))


def seats(poll: Poll) -> int:
    """Return how many places the rule of a poll fills."""
    return max(1, min(poll.seats, len(poll.options))) if poll.counting.several else 1


def adoption(poll: Poll, papers: Profile, roll: str = "") -> Outcome:
    """Return the outcome of adopting a model: who beats no change, then head to head, with irv beside it.

    Account and quorum are checked where the result is announced; ratification is a poll of its own.
    """
    from hep_tui.counting.adoption import Terms, adopt
    from hep_tui.counting.rules import count

    z = next((i for i, o in enumerate(poll.options) if o.id == poll.refusal), len(poll.options) - 1)
    base = count(papers, "condorcet", policy(poll, roll))
    if not papers.n:
        return replace(base, rule="adoption", winners=frozenset())
    found = adopt(papers, z, Terms("valid", 0, policy=policy(poll, roll)), base.n)
    kept = _beating(z, base.pairwise or ())
    among = found.outcome.ranking if found.outcome else ()
    all_kept = len(kept) == len(poll.options) - 1
    steps = [s for s in found.steps if s.name not in ("account", "quorum")]
    irv = sorted(found.cross_check.winners) if found.cross_check else []
    return replace(
        base, rule="adoption", winners=_leaders(found), ranking=_around(z, kept, among, base.ranking), scores=None,
        facts={"steps": [[s.name, s.passed, s.says] for s in steps], "no_change": z, "kept": kept, "irv": irv},
        ties=found.outcome.ties if found.outcome and all_kept else (), story=tuple(s.says for s in steps),
    )  # fmt: skip


def _beating(z: int, pairs: Sequence[Sequence[int]]) -> list[int]:
    """Return the options that beat option `z`; `pairs` says on how many papers each is above each other."""
    return [i for i in range(len(pairs)) if i != z and pairs[i][z] > pairs[z][i]]


def _leaders(found: Adoption) -> frozenset[int]:
    if found.tied:
        return frozenset(found.tied)
    return frozenset() if found.leader is None else frozenset({found.leader})


def _around(z: int, kept: Sequence[int], among: Tiers, all_of: Tiers) -> Tiers:
    """Return those that beat no change in their own order, then no change, then the rest as they are among all."""
    tiers = [tuple(kept[i] for i in tier) for tier in among]
    placed = {z, *chain.from_iterable(tiers)}
    rest = [tuple(i for i in tier if i not in placed) for tier in all_of]
    return tuple(tier for tier in (*tiers, (z,), *rest) if tier)


@dataclass(frozen=True)
class Beside:
    """Hold a second tally that is beside the result and is never added to it."""

    name: str
    n: int
    unit: str
    outcome: Outcome


def beside(poll: Poll, ballots: Cast) -> list[Beside]:
    """Return the tallies that are beside the result: tables one ballot one vote, and by people represented."""
    if not ballots.of_tables:
        return []
    held = [b for b in counted(ballots) if b.unit == "table"]
    people = by_people(poll, held)
    if not people.ballots:
        return []
    found = []
    if poll.unit != "table":
        tables = profile(replace(poll, unit="table"), held)
        found.append(Beside("tables, one ballot one vote", tables.n, "tables", outcome(poll, tables)))
    return [*found, Beside("by people represented", people.n, "people", outcome(poll, people))]


def hands_tiers(poll: Poll, hands: Hands) -> Order:
    """Return the options of a show of hands in tiers, most hands first."""
    by_total: dict[int, list[str]] = {}
    for option in poll.options:
        by_total.setdefault(hands.total(option.id), []).append(option.id)
    return tuple(tuple(by_total[total]) for total in sorted(by_total, reverse=True))
