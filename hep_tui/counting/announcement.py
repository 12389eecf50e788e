"""Put together what is announced of a poll: the verdict, the sentence, the order, what was checked, what is beside."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from hep_tui.counting.outcome import listed, plain
from hep_tui.counting.steps import steps, too_few, withheld
from hep_tui.counting.tally import beside, hands_tiers, outcome, own, profile, sentence
from hep_tui.domain.ballots import NOT_CAST
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.requirements import Check, Figures, Kind, Votes, checked, quorum, support
from hep_tui.domain.verdicts import NO_QUORUM, Found, Proposition, Verdict, proposition, required, verdict
from hep_tui.domain.wording import verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hep_tui.counting.outcome import Outcome
    from hep_tui.counting.profile import Profile
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.polls import Casting, Hands, Poll

USUAL = "usual"
"""What is needed where nothing was fixed; nobody read it out, so it is not said."""
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
    casting: Casting | None = None,
) -> dict[str, Any]:
    """Return what is announced: verdict, sentence, tiers and scores by option id, the base, checks, second tallies.

    `papers` is the profile of the ballots, where it was made already, `roll` what was rolled for the lot, `casting` the
    chair's casting vote. A count of votes carries `levels` by option where papers grade on a scale, with `support` and
    `blocks`.
    """
    if hands is not None:
        return _of_hands(id, poll, hands, casting)
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
    said |= grades | _steps(poll, found) | _tables(poll, ballots, said["winners"])
    level = sum(1 for b in own(poll, ballots) if b.status == "valid" and b.splits and not b.voice)
    said |= {"level_tables": level} if level else {}
    subject, votes = _subject(poll, found, grades)
    said |= _concluded(poll, figures, said["winners"], found.settled, subject, votes, casting)
    return said | {"sentence": _sentence(poll, said, found, figures)}


def _concluded(
    poll: Poll, figures: Figures, winners: Sequence[str], settled: str, subject: bool, votes: Votes,
    casting: Casting | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the verdict with what it rests on: quorum, what was needed, and how the chair voted.

    `subject` says that there is an option whose votes are set against what is needed.
    """
    wanted, enough = required(poll), quorum(poll.quorum, figures)
    reached = checked(wanted, figures, votes) if subject else _unchecked(wanted.words)
    if not poll.threshold.strip():
        reached = [replace(check, name=USUAL) for check in reached]
    level = votes.against is not None and votes.leading == votes.against
    cast = casting.option if casting and (level or settled == "tied") else ""
    found = Found(
        figures.valid, winners, settled, enough, reached, level and proposition(poll) is not None, cast
    )  # fmt: skip
    word, why = verdict(poll, found)
    checks = [*([enough] if enough else []), *reached]
    said: dict[str, Any] = {"verdict": word.value, "why": why, "seats": poll.seats}
    if cast and not proposition(poll) and cast in winners:
        said["winners"] = [cast]
    if cast and casting:
        said["casting"] = {"option": cast, "chair": casting.chair, "reason": casting.reason}
    return said | ({"checks": [asdict(c) for c in checks]} if checks else {})


def _unchecked(words: str) -> list[Check]:
    says = f"Needed ({words}): not checked, as no option leads alone."
    return [Check("threshold", None, says)] if words else []


def _subject(poll: Poll, found: Outcome, grades: Mapping[str, Any]) -> tuple[bool, Votes]:
    """Return whether some option is set against what is needed, and its votes: what is proposed, else who leads."""
    ids = [o.id for o in poll.options]
    proposed = proposition(poll)
    at = ids.index(proposed.option) if proposed else _leader(poll, found)
    if at is None:
        return False, Votes()
    held = [int(s or 0) for s in found.scores or ()] if poll.counting.votes else []
    leading = held[at] if held else None
    if poll.counting.rounds == "round" and found.rounds and found.winners:
        leading = int(found.rounds[-1].tally[at] or 0)
    against = sum(held[ids.index(id)] for id in proposed.against) if proposed and held else None
    levels = {int(value): n for value, n in grades.get("levels", {}).get(ids[at], {}).items()}
    return True, Votes(leading, against, _duels(poll, found, at), levels)


def _leader(poll: Poll, found: Outcome) -> int | None:
    """Return who leads alone; of a tie with no change, which has to be beaten, one of the others."""
    if len(found.winners) == 1:
        return next(iter(found.winners))
    beats = any(part.kind is Kind.BEATS and part.option == poll.refusal for part in required(poll).parts)
    others = [i for i in sorted(found.winners) if poll.options[i].id != poll.refusal]
    return others[0] if beats and others and len(others) < len(found.winners) else None


def _order(poll: Poll, found: Outcome) -> dict[str, Any]:
    ids = [o.id for o in poll.options]
    return {
        "ranking": [[ids[i] for i in tier] for tier in found.ranking],
        "winners": [ids[i] for i in sorted(found.winners)],
        "scores": {ids[i]: plain(score) for i, score in enumerate(found.scores or ())},
    }


def _known(poll: Poll, figures: Figures) -> dict[str, Any]:
    return {"base": poll.base} | {name: n for name in ("present", "eligible") if (n := figures.of(name))}


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


def _sentence(poll: Poll, said: Mapping[str, Any], found: Outcome, figures: Figures) -> str:
    """Return what is read out: the verdict, who leads with what, what is beside it, and what was checked."""
    base = _base(poll, found, figures)
    if level := said.get("level_tables"):
        many = f"{level} tables are level within themselves and speak for none"
        base += f"; {verb(level, '1 table is level within itself and speaks for none', many)}"
    lines = [_headline(poll, said, base), *_beside_words(poll, said), *_by_lot(poll, found)]
    last = [_adopted_words(said)] if poll.marking.supports and poll.earlier and said.get("checks") else []
    return " ".join([*_before(poll, said), *lines, *_casting_words(poll, said), *_check_words(said), *last])


def _headline(poll: Poll, said: Mapping[str, Any], base: str) -> str:
    if said["verdict"] == Verdict.NOT_WORKED_OUT:
        return f"Who leads is not worked out, since there are too many ways to try; {base}."
    if poll.marking.supports:
        return _gradient(poll, said, base)
    if proposition(poll):
        return f"{base[0].upper()}{base[1:]}."
    if poll.counting.no_change:
        return _adopted(poll, said, base)
    if said["verdict"] == Verdict.NOT_CARRIED and said["why"].startswith("no option beats"):
        return f"No option beats {poll.label(poll.refusal)}; {base}."
    return sentence(poll, said["winners"], base, tied=said["verdict"] == Verdict.TIED)


def _before(poll: Poll, said: Mapping[str, Any]) -> list[str]:
    """Return what comes first: whether what is proposed is carried, or why nothing is decided."""
    proposed = proposition(poll)
    word = Verdict(said["verdict"])
    quorate = "quorum" not in said["why"]
    if proposed is None:
        return [] if quorate else [NO_QUORUM]
    if word is Verdict.NO_DECISION:
        return ["NO DECISION.", NO_QUORUM if not quorate else f"{said['why'][0].upper()}{said['why'][1:]}."]
    why = f", {said['why']}" if said["why"] else ""
    stands = f" {_stands(proposed)}" if word is Verdict.NOT_CARRIED and proposed.default else ""
    return [f"{word.words}{why}.{stands}"]


def _stands(proposed: Proposition) -> str:
    return f"What stands: {proposed.default.rstrip('.')}."


def _beside_words(poll: Poll, said: Mapping[str, Any]) -> list[str]:
    lines = []
    for each in said.get("beside", ()):
        led = _leaders(poll, each["winners"])
        unit = each["unit"].removesuffix("s") if each["n"] == 1 else each["unit"]
        figures = _figures(poll, each["scores"]) if each["differs"] else ""
        verb = "DIFFERENT" if each["differs"] else "the same"
        lines.append(f"{each['name'].capitalize()} ({each['n']} {unit}): {verb}, {led}.{figures}")
    return lines


def _figures(poll: Poll, scores: Mapping[str, Any]) -> str:
    """Return the figures of a tally beside the result, most first; nothing where its rule has none."""
    if not scores or len(scores) > 2 * _NAMED:
        return ""
    order = sorted(scores, key=lambda id: -float(scores[id] or 0))
    return f" {', '.join(f'{poll.label(id)} {scores[id]:g}' for id in order)}."


def _casting_words(poll: Poll, said: Mapping[str, Any]) -> list[str]:
    held = said.get("casting")
    if not held:
        return []
    why = f", because: {held['reason'].rstrip('.')}" if held["reason"] else ""
    return [f"The chair, {held['chair']}, gave the casting vote for {poll.label(held['option'])}{why}."]


def _check_words(said: Mapping[str, Any]) -> list[str]:
    return [check["says"] for check in said.get("checks", ()) if check["name"] != USUAL]


def _adopted_words(said: Mapping[str, Any]) -> str:
    """Return whether what is ratified is adopted."""
    if said["verdict"] == Verdict.CARRIED:
        return "It is adopted."
    return (
        "It is NOT adopted."
        if said["verdict"] == Verdict.NOT_CARRIED
        else "Whether it is adopted is for people to say."
    )


def _by_lot(poll: Poll, found: Outcome) -> list[str]:
    """Return which ties the lot broke, from what roll, and whether one still waits for it."""
    roll = found.policy.get("seed")
    if not roll and len(found.winners) > 1 and "lot" in poll.tie_chain:
        return ["The rule breaks this tie by lot, and the lot has not been drawn."]
    drawn = [tie for tie in found.ties if tie.draw]
    return [
        f"The tie of {found.names(tie.tied)} ({tie.where}) was broken by lot, from the roll {roll}." for tie in drawn
    ]


def _leaders(poll: Poll, winners: Sequence[str]) -> str:
    labels = [poll.label(id) for id in winners]
    return f"{listed(labels)} {verb(len(labels), 'leads', 'are tied')}" if labels else "no option leads"


def _base(poll: Poll, found: Outcome, figures: Figures) -> str:
    """Return what the result is of, in words: `9 of 18 valid …`."""
    base = f"{found.n} valid of {figures.cast} cast"
    if poll.base in ("present", "eligible"):
        whole = figures.of(poll.base)
        base += f", of {whole} {poll.base}" if whole else f" (nobody has said how many are {poll.base})"
    votes = found.scores if poll.counting.votes else None
    if votes and (len(poll.options) <= _NAMED or proposition(poll)):
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


def _of_hands(id: str, poll: Poll, hands: Hands, casting: Casting | None) -> dict[str, Any]:
    tiers = hands_tiers(poll, hands)
    # A poll of another program may have no options.
    first = tiers[0] if tiers else []
    scores = {o.id: hands.total(o.id) for o in poll.options}
    counts = [f"{o.label} {scores[o.id]}" for o in poll.options]
    counts += [f"abstained {hands.abstained}"] if hands.abstained else []
    base = f"{', '.join(counts)}, of {hands.present} present"
    votes = sum(scores.values())
    figures = Figures(votes, votes + hands.abstained, hands.present, poll.eligible)
    said: dict[str, Any] = {"poll": id, "rule": "plurality", "ranking": tiers, "winners": first, "scores": scores}
    said |= {"valid": votes, "cast": figures.cast, "abstained": hands.abstained} | _known(poll, figures)
    proposed = proposition(poll)
    at = first[0] if len(first) == 1 else ""
    if proposed:
        at = proposed.option
    against = sum(scores[id] for id in proposed.against) if proposed else None
    settled = "tied" if len(first) > poll.seats else "settled"
    counted = Votes(scores[at], against) if at else Votes()
    said |= _concluded(poll, figures, first, settled, bool(at), counted, casting)
    lines = [*_before(poll, said), _headline(poll, said, base), *_casting_words(poll, said), *_check_words(said)]
    return said | _by_phase(poll, hands) | {"sentence": " ".join(lines)}


def _by_phase(poll: Poll, hands: Hands) -> dict[str, Any]:
    """Return the hands by phase and option, all of them counted so; nothing where a phase is too small to be shown."""
    phases = dict.fromkeys(phase for o in poll.options for phase in hands.counts.get(o.id, {}))
    held = {p: {o.id: hands.counts.get(o.id, {}).get(p, 0) for o in poll.options} for p in phases}
    enough = all(sum(counts.values()) >= MIN_CELL for counts in held.values())
    return {"hands": held} if len(held) > 1 and "" not in held and enough else {}
