"""The sentence of a result that is read out: verdict, who leads with what, what is beside it, what was checked."""

from hep_tui.domain.leaders import leaders, who
from hep_tui.domain.polls import Poll
from hep_tui.domain.requirements import Figures
from hep_tui.domain.result import Beside, Result, Scores
from hep_tui.domain.verdicts import NO_QUORUM, Verdict, proposition, unbeaten
from hep_tui.domain.wording import listed, prefixed, verb

USUAL = "usual"
"""The name of a check of what is needed where nothing was fixed; nobody read that out, so it is not said."""
_NAMED = 5
"""So many options have their votes read out; of more, only the leader's."""


def sentence(poll: Poll, result: Result) -> str:
    """Return what is read out of a result."""
    lines = [*_before(poll, result), _headline(poll, result, _base(poll, result)), *_beside(poll, result)]
    lines += [*_by_lot(poll, result), *_casting(poll, result)]
    lines += [check.says for check in result.checks if check.name != USUAL]
    if poll.marking.supports and poll.earlier and result.checks:
        lines.append(_adopted(result))
    return " ".join(lines)


def _before(poll: Poll, result: Result) -> list[str]:
    """Return what comes first: whether what is proposed is carried, or why nothing is decided."""
    proposed, word = proposition(poll), result.verdict
    quorate = result.quorum is None or result.quorum.met is not False
    if proposed is None or word is None:
        return [] if quorate else [NO_QUORUM]
    if word is Verdict.NO_DECISION:
        if result.valid and not quorate:
            return ["NO DECISION.", NO_QUORUM]
        return ["NO DECISION.", f"{result.why[0].upper()}{result.why[1:]}."]
    said = [f"{word.words}{prefixed(', ', result.why)}."]
    if word is Verdict.NOT_CARRIED and proposed.default:
        said.append(f"What stands: {proposed.default.rstrip('.')}.")
    return said


def _headline(poll: Poll, result: Result, base: str) -> str:
    if not result.valid and proposition(poll) is None:
        return f"No valid vote was given; {base}."
    if result.verdict is Verdict.NOT_WORKED_OUT:
        return f"Who leads is not worked out, since there are too many ways to try; {base}."
    if poll.marking.supports:
        return _gradient(poll, result, base)
    if proposition(poll):
        return f"{base[0].upper()}{base[1:]}."
    if poll.counting.no_change:
        return _adoption(poll, result, base)
    if result.why == unbeaten(poll):
        return f"No option beats {poll.label(poll.refusal)}; {base}."
    return _lead(poll, result, base)


def _lead(poll: Poll, result: Result, base: str) -> str:
    """Return who leads, who fills the places or who is tied, with the base."""
    if not result.winners:
        return f"No option leads under this rule; {base}."
    return f"{who(poll, result)}; {base}."


def _adoption(poll: Poll, result: Result, base: str) -> str:
    if result.winners == (poll.refusal,) or not result.winners:
        return f"No option beats {poll.label(poll.refusal)}; {base}."
    steps = {name: says for name, _, says in result.steps}
    how = steps.get("Condorcet winner") or steps.get("Schulze") or ""
    differs = result.irv != result.winners
    beside = f" The alternative vote differs: {leaders(poll, result.irv, ()).words(poll)}." if differs else ""
    return f"{_lead(poll, result, base)} {how}{beside}"


def _gradient(poll: Poll, result: Result, base: str) -> str:
    parts = []
    for option in poll.options:
        yes, no = result.support[option.id], result.blocks[option.id]
        given = sum(result.levels[option.id].values())
        parts.append(
            f"{option.label}: {yes} of {given} support it (at {result.support_from} or above), {no} at "
            f"{result.blocks_to} or below"
        )
    if len(parts) == 1:
        return f"{parts[0]}; {base}."
    return f"{_lead(poll, result, base)} {'. '.join(parts)}."


def _base(poll: Poll, result: Result) -> str:
    """Return what the result is of, in words: `9 of 18 valid …`."""
    if poll.marking.hands:
        return _shown(poll, result)
    base = f"{result.valid} valid of {result.cast} cast"
    figures = Figures(result.valid, result.cast, result.present, result.eligible)
    if poll.base in ("present", "eligible"):
        whole = figures.of(poll.base)
        unknown = f" (nobody has said how many are {poll.base})"
        base += f", of {whole} {poll.base}" if whole else unknown
    if result.scores and poll.counting.votes and (len(poll.options) <= _NAMED or proposition(poll)):
        base = f"{', '.join(f'{o.label} {result.scores[o.id]}' for o in poll.options)}; {base}"
    if level := result.level_tables:
        many = f"{level} tables are level within themselves and speak for none"
        base += f"; {verb(level, '1 table is level within itself and speaks for none', many)}"
    return base


def _shown(poll: Poll, result: Result) -> str:
    """Return what a show of hands is of."""
    counts = [f"{o.label} {result.scores[o.id]}" for o in poll.options]
    counts += [f"abstained {result.abstained}"] if result.abstained else []
    return f"{', '.join(counts)}, of {result.present} present"


def _beside(poll: Poll, result: Result) -> list[str]:
    lines = []
    for each in result.beside:
        unit = each.unit.removesuffix("s") if each.n == 1 else each.unit
        figures = _figures(poll, each.scores) if each.differs else ""
        lines.append(f"{each.name.capitalize()} ({each.n} {unit}): {compared(poll, each)}.{figures}")
    return lines


def compared(poll: Poll, beside: Beside) -> str:
    """Return in a clause whom a tally beside the result names, and whether that is another."""
    if not beside.worked_out:
        return "who leads is not worked out, since there are too many ways to try"
    led = leaders(poll, beside.winners, beside.ranking)
    if beside.differs:
        return f"DIFFERENT, {led.words(poll)}"
    several = led.places > 1 and not led.tied
    return f"the same {len(led.sure)} fill the places" if several else f"the same, {led.words(poll)}"


def _figures(poll: Poll, scores: Scores) -> str:
    """Return the figures of a tally beside the result, most first; nothing where its rule has none."""
    if not scores or len(scores) > 2 * _NAMED:
        return ""
    held = {id: score or 0 for id, score in scores.items()}
    order = sorted(held, key=lambda id: -held[id])
    return f" {', '.join(f'{poll.label(id)} {held[id]:g}' for id in order)}."


def _by_lot(poll: Poll, result: Result) -> list[str]:
    """Return which ties the lot broke, from what roll, and whether one still waits for it."""
    roll = result.policy.get("seed")
    tied = leaders(poll, result.winners, result.ranking).tied
    if not roll and tied and "lot" in poll.tie_chain and not poll.marking.hands:
        return ["The rule breaks this tie by lot, and the lot has not been drawn."]
    drawn = [(listed([poll.label(id) for id in tie.tied]), tie.where) for tie in result.shown.ties if tie.draw]
    return [f"The tie of {labels} ({where}) was broken by lot, from the roll {roll}." for labels, where in drawn]


def _casting(poll: Poll, result: Result) -> list[str]:
    held = result.casting
    if not held.option:
        return []
    why = prefixed(", because: ", held.reason.rstrip("."))
    return [f"The chair, {held.chair}, gave the casting vote for {poll.label(held.option)}{why}."]


def _adopted(result: Result) -> str:
    """Return whether what is ratified is adopted."""
    if result.verdict is Verdict.CARRIED:
        return "It is adopted."
    not_adopted = result.verdict is Verdict.NOT_CARRIED
    return "It is NOT adopted." if not_adopted else "Whether it is adopted is for people to say."
