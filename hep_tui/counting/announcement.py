"""Put together what is announced of a poll: the sentence, the order, what was checked, and what stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hep_tui.counting.outcome import listed, plain
from hep_tui.counting.steps import steps, too_few, withheld
from hep_tui.counting.tally import beside, hands_tiers, outcome, own, profile, sentence
from hep_tui.domain.ballots import NOT_CAST
from hep_tui.domain.conditions import Check, Figures, quorum, support, threshold
from hep_tui.domain.phases import MIN_CELL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.polls import Hands, Poll

_NAMED = 5
"""So many options have their votes read out; of more, only the leader's."""


def announce(
    id: str,
    poll: Poll,
    ballots: Sequence[Ballot],
    hands: Hands | None,
    present: int = 0,
    papers: Profile | None = None,
    roll: str = "",
) -> dict[str, Any]:
    """Return what is announced: sentence, tiers and scores by option id, the base, checks, and second tallies.

    `papers` is the profile of the ballots, where it was made already, `roll` what was rolled for the lot. A count of
    votes carries `levels` by option where papers grade on a scale, with `support` and `blocks`.
    """
    if hands is not None:
        return _of_hands(id, poll, hands)
    papers = profile(poll, ballots) if papers is None else papers
    if withheld(poll, papers.n):
        return too_few(id, poll, papers.n, len(ballots))
    found = outcome(poll, papers, roll)
    statuses = Counter(b.status for b in own(poll, ballots))
    cast = sum(n for status, n in statuses.items() if status not in NOT_CAST)
    figures = Figures(found.n, cast, present, poll.eligible)
    said = {"poll": id, "rule": poll.rule, "valid": found.n, "cast": figures.cast, **_order(poll, found)}
    said |= {"policy": plain(dict(found.policy)), "digest": found.digest} | _known(poll, figures)
    said["shown"] = steps(poll, papers, found)
    grades = _grades(poll, papers) if poll.marking.supports else {}
    checks = _checked(poll, found, figures, grades)
    said |= grades | _steps(poll, found) | _tables(poll, ballots, said["winners"])
    return said | _checks(checks) | {"sentence": _sentence(poll, said, found, figures, checks)}


def _order(poll: Poll, found: Outcome) -> dict[str, Any]:
    ids = [o.id for o in poll.options]
    return {
        "ranking": [[ids[i] for i in tier] for tier in found.ranking],
        "winners": [ids[i] for i in sorted(found.winners)],
        "scores": {ids[i]: plain(score) for i, score in enumerate(found.scores or ())},
    }


def _known(poll: Poll, figures: Figures) -> dict[str, Any]:
    return {"base": poll.base} | {name: n for name in ("present", "eligible") if (n := figures.of(name))}


def _checks(checks: Sequence[Check]) -> dict[str, Any]:
    return {"checks": [asdict(c) for c in checks]} if checks else {}


def _grades(poll: Poll, papers: Profile) -> dict[str, Any]:
    """Return how often each level was given to each option, and how many support and block it."""
    values = tuple(level.value for level in poll.levels)
    lowest, blocking = support(poll.threshold, values)
    levels: dict[str, dict[str, int]] = {}
    for i, option in enumerate(poll.options):
        given = papers.table.papers_by_mark(i)
        levels[option.id] = {str(value): given.get(value, 0) for value in values}
    backing = {id: sum(n for v, n in held.items() if int(v) >= lowest) for id, held in levels.items()}
    blocks = {id: sum(n for v, n in held.items() if int(v) <= blocking) for id, held in levels.items()}
    return {"levels": levels, "support": backing, "blocks": blocks, "support_from": lowest, "blocks_to": blocking}


def _checked(poll: Poll, found: Outcome, figures: Figures, grades: Mapping[str, Any]) -> list[Check]:
    leader = next(iter(found.winners)) if len(found.winners) == 1 else None
    enough = quorum(poll.quorum, figures)
    checks = [enough] if enough else []
    if leader is None:
        if poll.threshold.strip():
            checks.append(
                Check("threshold", None, f"Needed ({poll.threshold}): not checked, as no option leads alone.")
            )
        return checks
    id = poll.options[leader].id
    votes = tuple(int(s or 0) for s in found.scores or ()) if poll.counting.votes else ()
    if poll.counting.rounds == "round" and found.rounds:
        leading: int | None = int(found.rounds[-1].tally[leader] or 0)
    else:
        leading = votes[leader] if votes else None
    return checks + threshold(
        poll.threshold, poll.base, figures, leading=leading, totals=votes, duels=_duels(poll, found, leader),
        levels={int(value): n for value, n in grades.get("levels", {}).get(id, {}).items()},
    )  # fmt: skip


def _duels(poll: Poll, found: Outcome, leader: int) -> dict[str, tuple[int, int]]:
    pairs = found.pairwise or ()
    return {o.id: (pairs[leader][i], pairs[i][leader]) for i, o in enumerate(poll.options)} if pairs else {}


def _steps(poll: Poll, found: Outcome) -> dict[str, Any]:
    """Return the steps of adopting a model, and whom the cross-check names."""
    if not poll.counting.no_change:
        return {}
    irv = [poll.options[i].id for i in found.facts.get("irv", ())]
    return {"steps": [list(step) for step in found.facts.get("steps", ())], "irv": irv}


def _tables(poll: Poll, ballots: Sequence[Ballot], winners: Sequence[str]) -> dict[str, Any]:
    """Return the tallies beside the result, each saying whether it is led by another option."""
    found = [
        {"name": each.name, "n": each.n, "unit": each.unit, **_order(poll, each.outcome)}
        for each in beside(poll, ballots)
    ]
    return {"beside": [each | {"differs": each["winners"] != list(winners)} for each in found]} if found else {}


def _sentence(
    poll: Poll, said: Mapping[str, Any], found: Outcome, figures: Figures, checks: Sequence[Check]
) -> str:  # fmt: skip
    base = _base(poll, found, figures)
    if poll.marking.supports:
        lines = [_gradient(poll, said, base)]
    else:
        lines = [_adopted(poll, said, base) if poll.counting.no_change else sentence(poll, said["winners"], base)]
    for each in said.get("beside", ()):
        led = _leaders(poll, each["winners"])
        verb = "DIFFERENT" if each["differs"] else "the same"
        unit = each["unit"].removesuffix("s") if each["n"] == 1 else each["unit"]
        lines.append(f"{each['name'].capitalize()} ({each['n']} {unit}): {verb}, {led}.")
    lines += _by_lot(poll, found)
    if any(c.met is False for c in checks if c.name == "quorum"):
        lines.insert(0, "The quorum is not met, so this decides nothing.")
    last = [_verdict(checks)] if poll.marking.supports and poll.earlier and checks else []
    return " ".join([*lines, *(c.says for c in checks), *last])


def _by_lot(poll: Poll, found: Outcome) -> list[str]:
    """Return which ties the lot broke, from what roll, and whether one still waits for it."""
    roll = found.policy.get("seed")
    if not roll and len(found.winners) > 1 and "lot" in poll.tie_chain:
        return ["The rule breaks this tie by lot, and the lot has not been drawn."]
    drawn = [tie for tie in found.ties if tie.draw]
    return [
        f"The tie of {found.names(tie.tied)} ({tie.where}) was broken by lot, from the roll {roll}." for tie in drawn
    ]


def _verdict(checks: Sequence[Check]) -> str:
    """Return whether what is ratified is adopted."""
    if any(c.met is False for c in checks):
        return "It is NOT adopted."
    return "It is adopted." if all(c.met for c in checks) else "Whether it is adopted is for people to say."


def _leaders(poll: Poll, winners: Sequence[str]) -> str:
    labels = [poll.label(id) for id in winners]
    return "no option leads" if not labels else f"{listed(labels)} {'leads' if len(labels) == 1 else 'are tied'}"


def _base(poll: Poll, found: Outcome, figures: Figures) -> str:
    """Return what the result is of, in words: `9 of 18 valid …`."""
    base = f"{found.n} valid of {figures.cast} cast"
    if poll.base in ("present", "eligible"):
        whole = figures.of(poll.base)
        base += f", of {whole} {poll.base}" if whole else f" (nobody has said how many are {poll.base})"
    votes = found.scores if poll.counting.votes else None
    if votes and len(poll.options) <= _NAMED:
        base = f"{', '.join(f'{o.label} {plain(votes[i])}' for i, o in enumerate(poll.options))}; {base}"
    return base


def _adopted(poll: Poll, said: Mapping[str, Any], base: str) -> str:
    if said["winners"] == [poll.refusal] or not said["winners"]:
        return f"No option beats {poll.label(poll.refusal)}; {base}."
    steps = {name: says for name, _, says in said["steps"]}
    how = steps.get("Condorcet winner") or steps.get("Schulze") or ""
    beside = "" if said["irv"] == said["winners"] else f" The alternative vote differs: {_leaders(poll, said['irv'])}."
    return f"{sentence(poll, said['winners'], base)} {how}{beside}"


def _gradient(poll: Poll, said: Mapping[str, Any], base: str) -> str:
    parts = []
    for option in poll.options:
        yes, no = said["support"][option.id], said["blocks"][option.id]
        given = sum(said["levels"][option.id].values())
        parts.append(
            f"{option.label}: {yes} of {given} support it (at {said['support_from']} or above), {no} at "
            f"{said['blocks_to']} or below"
        )
    if len(parts) == 1:
        return f"{parts[0]}; {base}."
    return f"{sentence(poll, said['winners'], base)} {'. '.join(parts)}."


def _of_hands(id: str, poll: Poll, hands: Hands) -> dict[str, Any]:
    tiers = hands_tiers(poll, hands)
    # A poll of another program may have no options.
    first = tiers[0] if tiers else []
    scores = {o.id: hands.total(o.id) for o in poll.options}
    counts = [f"{o.label} {scores[o.id]}" for o in poll.options]
    counts += [f"abstained {hands.abstained}"] if hands.abstained else []
    base = f"{', '.join(counts)}, of {hands.present} present"
    votes = sum(scores.values())
    figures = Figures(votes, hands.present - hands.not_voting, hands.present, poll.eligible)
    said: dict[str, Any] = {"poll": id, "rule": "plurality", "ranking": tiers, "winners": first, "scores": scores}
    said |= {"valid": votes, "cast": hands.present, "abstained": hands.abstained} | _known(poll, figures)
    enough = quorum(poll.quorum, figures)
    checks = [enough] if enough else []
    leading = scores[first[0]] if len(first) == 1 else None
    checks += threshold(poll.threshold, poll.base, figures, leading=leading, totals=tuple(scores.values()))
    lines = [sentence(poll, first, base), *(c.says for c in checks)]
    if enough and enough.met is False:
        lines.insert(0, "The quorum is not met, so this decides nothing.")
    return said | _checks(checks) | _by_phase(poll, hands) | {"sentence": " ".join(lines)}


def _by_phase(poll: Poll, hands: Hands) -> dict[str, Any]:
    """Return the hands by phase and option, all of them counted so; nothing where a phase is too small to be shown."""
    phases = dict.fromkeys(phase for o in poll.options for phase in hands.counts.get(o.id, {}))
    held = {p: {o.id: hands.counts.get(o.id, {}).get(p, 0) for o in poll.options} for p in phases}
    enough = all(sum(counts.values()) >= MIN_CELL for counts in held.values())
    return {"hands": held} if len(held) > 1 and "" not in held and enough else {}
