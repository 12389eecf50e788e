"""The rows of how declared results came about, and each declaration itself as a file."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hep_tui.domain.phases import AS_RECORDED
from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body, to_body
from hep_tui.domain.result import Result, Round
from hep_tui.domain.text import plain_name
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.context import MALFORMED, Context, Each, Row
from hep_tui.exchange.of_polls import polls_of
from hep_tui.logbook import Entry

_TYPED = ("sentence", "why", "correction", "why_off", "casting", "hands", "heads", "entries", "checks", "steps")
"""What of a declaration holds words, names, or figures of phases that may be small."""


def rounds(ctx: Context) -> Each:
    """Yield the rounds of the counts."""
    return _each(ctx, "rounds", lambda poll, result: _rounds(poll, result.shown.rounds))


def _rounds(poll: Poll, held: tuple[Round, ...]) -> Iterator[Row]:
    before: Mapping[str, float | None] = {}
    for number, each in enumerate(held, 1):
        fates = dict.fromkeys(each.eliminated, "eliminated") | dict.fromkeys(each.elected, "elected")
        votes = {option: n for option, n in each.tally.items() if n is not None}
        lines: list[Row] = [
            {"option": option, "option_label": poll.label(option), "votes": n, "fate": fates.get(option),
             "gained": _gained(before.get(option), n), "cause": None}
            for option, n in votes.items()
        ]  # fmt: skip
        lines += [{"votes": n, "cause": cause, "fate": "exhausted"} for cause, n in each.exhausted.items()]
        yield from ({"round": number, "line": line, **row} for line, row in enumerate(lines, 1))
        before = votes


def _gained(before: float | None, now: float) -> float | None:
    return None if before is None else now - before


def pairwise(ctx: Context) -> Each:
    """Yield how many papers put one option above another."""

    def rows(poll: Poll, result: Result) -> Iterable[Row]:
        for option, others in result.shown.pairwise.items():
            for other, papers in others.items():
                yield {"option": option, "option_label": poll.label(option), "other": other, "papers": papers}

    return _each(ctx, "pairwise", rows)


def result_parts(ctx: Context) -> Each:
    """Yield who leads in each phase that may be shown."""

    def rows(poll: Poll, result: Result) -> Iterable[Row]:
        line = 0
        for phase, cell in result.shown.by_phase.items():
            who = ctx.who(poll.meeting, phase)
            for option in cell.winners if _shows(ctx, poll, phase) else ():
                line += 1
                yield {
                    "line": line, "phase": who["phase"], "phase_shown": who["phase_shown"], "papers": cell.n,
                    "option": option, "option_label": poll.label(option),
                }  # fmt: skip

    return _each(ctx, "result_parts", rows)


def policies(ctx: Context) -> Each:
    """Yield what the rules of the counts leave open, and how it was decided."""
    return _each(
        ctx,
        "policies",
        lambda _, result: [{"choice": name, "value": _text(value)} for name, value in result.policy.items()],
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _shows(ctx: Context, poll: Poll, phase: str) -> bool:
    """Say whether a phase may be shown by itself: what is merged would be told twice."""
    return ctx.who(poll.meeting, phase)["phase_shown"] == AS_RECORDED


def _each(ctx: Context, table: str, rows: Callable[[Poll, Result], Iterable[Row]]) -> Each:
    of = polls_of(ctx)

    def made(_: Entry, result: Result) -> Iterable[Row]:
        return [{"poll": result.poll, **row} for row in rows(of[result.poll], result)]

    return ctx.each(table, Result, made)


def declarations(ctx: Context) -> dict[str, str]:
    """Return each declaration as a file, by its path: as it is in the record for the team, else without words.

    Nobody but the team and the analysts has any.
    """
    found: dict[str, str] = {}
    of = polls_of(ctx)
    for entry, data in ctx.bodies("declare") if ctx.tier is not Tier.PUBLIC else ():
        with suppress(*MALFORMED, LookupError):
            result = from_body(Result, data)
            if ctx.few(ctx.crowds.of_poll(result.poll)):
                continue
            text = entry.body if ctx.tier is Tier.RESTRICTED else _without_words(ctx, of[result.poll], result)
            found.setdefault(f"results/{_name(result.poll)}.json", text or "")
    return found


def _name(poll: str) -> str:
    """Return the name of a file for a poll, whatever another program called it."""
    return poll if plain_name(poll) == poll else hashlib.sha256(poll.encode("utf-8", "replace")).hexdigest()[:16]


def _without_words(ctx: Context, poll: Poll, result: Result) -> str:
    """Return a declaration without what somebody typed, and without the phases that may not be shown."""
    kept = {phase: cell for phase, cell in result.shown.by_phase.items() if _shows(ctx, poll, phase)}
    margin = result.margin and replace(result.margin, says="")
    beside = tuple(replace(each, name="") for each in result.beside)
    shown = replace(result.shown, told=(), by_phase=kept)
    body = to_body(replace(result, shown=shown, margin=margin, beside=beside))
    return json.dumps({k: v for k, v in body.items() if k not in _TYPED}, ensure_ascii=False, indent=2) + "\n"
