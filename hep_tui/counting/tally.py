"""Count one poll of a review: ballots by option id in, the announcement out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from hep_tui.counting.outcome import Outcome, plain
from hep_tui.counting.policy import Policy
from hep_tui.counting.profile import Ballot as Paper
from hep_tui.counting.profile import Profile
from hep_tui.counting.steps import steps, too_few, withheld
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Hands, Poll


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


def profile(poll: Poll, ballots: Sequence[Ballot]) -> Profile:
    """Return the papers that count, with marks in paper order and phase, role and unit as strata."""
    ids = [o.id for o in poll.options]
    papers = tuple(
        Paper(tuple(b.marks.get(id) for id in ids), 1, {"phase": b.phase, "role": b.role, "unit": b.unit})
        for b in counted(ballots)
    )
    return Profile(tuple(o.label for o in poll.options), papers, poll.title)


def tally(poll: Poll, ballots: Sequence[Ballot]) -> Outcome:
    """Return the outcome of a poll under the rule that was fixed before it opened."""
    from hep_tui.counting.rules import count

    policy = Policy(tie_chain=tuple(poll.tie_chain), poll=poll.title)
    return count(profile(poll, ballots), poll.rule, policy)


def hands_tiers(poll: Poll, hands: Hands) -> list[list[str]]:
    """Return the options of a show of hands in tiers, most hands first."""
    by_total: dict[int, list[str]] = {}
    for option in poll.options:
        by_total.setdefault(hands.total(option.id), []).append(option.id)
    return [by_total[total] for total in sorted(by_total, reverse=True)]


def announce(id: str, poll: Poll, ballots: Sequence[Ballot], hands: Hands | None) -> dict[str, Any]:
    """Return what is announced of a poll: sentence, tiers and scores by option id, and how many papers there were."""
    if hands is not None:
        return _announce_hands(id, poll, hands)
    if withheld(poll, len(counted(ballots))):
        return too_few(id, poll, len(counted(ballots)), len(ballots))
    outcome = tally(poll, ballots)
    ids = [o.id for o in poll.options]
    said: dict[str, Any] = {
        "ranking": [[ids[i] for i in tier] for tier in outcome.ranking],
        "winners": [ids[i] for i in sorted(outcome.winners)],
        "scores": {ids[i]: plain(s) for i, s in enumerate(outcome.scores or ())},
        "policy": plain(dict(outcome.policy)),
        "digest": outcome.digest,
    }
    statuses = Counter(b.status for b in ballots)
    said |= {"poll": id, "rule": poll.rule, "valid": outcome.n, "cast": len(ballots) - statuses["spoilt"]}
    said["shown"] = steps(poll, profile(poll, ballots), outcome)
    return said | {"sentence": sentence(poll, said["winners"], f"{outcome.n} valid of {said['cast']} cast")}


def _announce_hands(id: str, poll: Poll, hands: Hands) -> dict[str, Any]:
    tiers = hands_tiers(poll, hands)
    scores = {o.id: hands.total(o.id) for o in poll.options}
    counts = [f"{o.label} {scores[o.id]}" for o in poll.options]
    counts += [f"abstained {hands.abstained}"] if hands.abstained else []
    base = f"{', '.join(counts)}, of {hands.present} present"
    said: dict[str, Any] = {"poll": id, "rule": "plurality", "ranking": tiers, "winners": tiers[0], "scores": scores}
    said |= {"valid": sum(scores.values()), "cast": hands.present, "abstained": hands.abstained}
    return said | {"sentence": sentence(poll, tiers[0], base)}


def sentence(poll: Poll, winners: Sequence[str], base: str) -> str:
    """Return the result as it is read out, with its base."""
    labels = [poll.label(id) for id in winners]
    if not labels:
        return f"No option leads under this rule; {base}."
    if len(labels) == 1:
        return f"{labels[0]} leads; {base}."
    return f"A tie between {', '.join(labels[:-1])} and {labels[-1]}; {base}."
