"""Write an outcome for people, 80 columns wide: rule, policy, an aligned table, the count read out, the result."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from hep_tui.counting.outcome import Outcome, plain, some
from hep_tui.domain.rules import Rule, rule_named
from hep_tui.domain.wording import same_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 80
MAX_WARNINGS = 12

Column = tuple[str, list[str]]


def report(outcome: Outcome, name: str) -> str:
    """Return the whole of a result as lines of text."""
    rule = rule_named(outcome.rule)
    head = f"{name}: {some(outcome.n, 'paper')}, {some(len(outcome.options), 'option')}"
    lines = [*wrapped(head), *wrapped(f"Rule: {rule.name}. {rule.sentence}")]
    lines += [*wrapped(f"Policy: {policy(rule, outcome.policy)}."), "", *table(outcome), ""]
    if story := _story(outcome):
        lines += [*(row for line in story for row in wrapped(line)), ""]
    lines += wrapped(outcome.verdict)
    return "\n".join([*lines, *warned(outcome.warnings)])


def wrapped(text: str) -> list[str]:
    """Return a line folded at the width, its continuation indented."""
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False
    ) or [""]  # fmt: skip


def _story(outcome: Outcome) -> list[str]:
    """Return the explanation without its last line and without what the table has just said."""
    told = outcome.explain()[:-1]
    if not rule_named(outcome.rule).told:
        return told
    return [line for line in told if not any(line.startswith(f"{name}: ") for name in outcome.options)]


def warned(warnings: Sequence[str]) -> list[str]:
    """Return the warnings as notes after a blank line, the first dozen of them."""
    notes = same_once(warnings)
    shown = [f"Note: {note}" for note in notes[:MAX_WARNINGS]]
    more = len(notes) - MAX_WARNINGS
    shown += [f"Note: {more} more; --json lists them all."] if more > 0 else []
    return ["", *(row for line in shown for row in wrapped(line))] if shown else []


def policy(rule: Rule, given: Mapping[str, Any]) -> str:
    """Return the parts of the policy that bear on a rule, in words."""
    parts = []
    if rule.moves:
        parts += [f"overvote {given['overvote']}", f"skipped ranks {given['skipped']}"]
        parts.append(f"duplicate {given['duplicate']}")
    if rule.rounds == "round":
        parts.append("runs to two" if given["until"] == "two" else "runs to a majority")
    if rule.quota:
        exact = given.get("transfers") == "exact"
        parts.append("values in exact fractions" if exact else "values cut off at five decimals (Scottish rules)")
    if rule.blanks:
        parts.append(f"blank {_blank(rule, given['blank'])}")
    if rule.kind == "points":
        parts.append(f"budget {given['budget'] or 'not declared'}")
    if rule.kind in ("scores", "grades") and given["scale"]:
        parts.append(f"scale {given['scale'][0]} to {given['scale'][1]}")
    chain = " → ".join(given["tie_chain"])
    parts.append(f"ties: {chain}" if chain else "ties are left standing")
    if "lot" in given["tie_chain"]:
        parts.append(f"lot by SHA-256 of {given['seed']}|{given['poll']}|option")
    return "; ".join(parts)


def _blank(rule: Rule, declared: str | None) -> str:
    """Return what a blank means under a rule: to be last and to be lowest is one thing or the other."""
    if declared == "ignore":
        return "ignored"
    if rule.kind in ("ranks", "grades"):
        return "last" if rule.kind == "ranks" else "lowest"
    return "lowest" if declared == "lowest" and rule.kind == "scores" else "adds nothing"


def table(outcome: Outcome) -> list[str]:
    """Return the options in order of rank, with place, mark and numbers in columns."""
    columns = _columns(outcome)
    widths = [max(map(len, (heading, *cells))) for heading, cells in columns]
    room = max(16, WIDTH - 9 - sum(width + 2 for width in widths))
    width = min(room, max((cell_len(name) for name in outcome.options), default=0))
    width = max(width, len("option"))
    heads = "".join(f"  {heading:>{wide}}" for (heading, _), wide in zip(columns, widths, strict=True))
    lines = [f"  place  {'option':<{width}}{heads}".rstrip()]
    place = 1
    for tier in outcome.ranking:
        for i in tier:
            sign = "*" if i in outcome.winners else " "
            mark = f"{place}=" if len(tier) > 1 else f"{place}"
            cells = "".join(f"  {cells[i]:>{wide}}" for (_, cells), wide in zip(columns, widths, strict=True))
            lines.append(f"{sign} {mark:>5}  {_cut(outcome.options[i], width)}{cells}".rstrip())
        place += len(tier)
    return lines


def _cut(name: str, width: int) -> str:
    return set_cell_size(name if cell_len(name) <= width else f"{set_cell_size(name, width - 1)}…", width)


def _columns(outcome: Outcome) -> list[Column]:
    if outcome.scores is None:
        return []
    if rounds := _rounds(outcome):
        return rounds
    facts = outcome.facts
    columns = [(rule_named(outcome.rule).figures, [_number(score) for score in outcome.scores])]
    if means := facts.get("mean_rank"):
        columns.append(("mean rank", [f"{float(mean):.2f}" for mean in means]))
    if "mean" in facts:
        columns.append(("mean", ["–" if mean is None else f"{float(mean):.2f}" for mean in facts["mean"]]))
    if "share" in facts:
        columns.append(("of papers", [_percent(share, 100) for share in facts["share"]]))
    return [*columns, *_gauges(facts.get("gauge", ()))]


def _gauges(gauges: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Return how many papers grade each option, and which shares of them are above and below its grade."""
    if not gauges:
        return []
    papers = ("papers", [str(gauge["n"]) for gauge in gauges])
    return [papers, *((f"{side} it", [_percent(gauge[side], 1) for gauge in gauges]) for side in ("above", "below"))]


def _rounds(outcome: Outcome) -> list[Column]:
    """Return a column a round, or none where there is one round or more than fit."""
    rule = rule_named(outcome.rule)
    if rule.runoff and len(outcome.rounds) == 2:
        heads = ["sum", "runoff"]
    elif rule.rounds and len(outcome.rounds) > 1:
        heads = [f"{rule.rounds} {k}" for k in range(1, len(outcome.rounds) + 1)]
    else:
        return []
    columns = [
        (head, ["" if votes is None else _number(votes) for votes in each.tally])
        for head, each in zip(heads, outcome.rounds, strict=True)
    ]
    room = WIDTH - 9 - min(24, max(cell_len(name) for name in outcome.options))
    return columns if sum(2 + max(map(len, (head, *cells))) for head, cells in columns) <= room else []


def _percent(value: Any, times: int) -> str:
    return "–" if value is None else f"{float(times * value):.1f} %"


def _number(value: Any) -> str:
    return "–" if value is None else str(plain(value))


def side_by_side(outcomes: Sequence[Outcome], name: str, more: Sequence[str] = ()) -> str:
    """Return every rule's winners beneath each other, flagged where they disagree."""
    width = max(len(outcome.rule) for outcome in outcomes)
    common = _most_common([outcome.winners for outcome in outcomes])
    first = outcomes[0]
    lines = [*wrapped(f"{name}: {some(first.n, 'paper')}, {some(len(first.options), 'option')}"), ""]
    for outcome in outcomes:
        flag = " " if outcome.winners == common else "!"
        said = textwrap.wrap(outcome.names(outcome.winners) or "nobody", WIDTH - width - 4, break_on_hyphens=False)
        lines += [f"{flag} {outcome.rule:<{width}}  {said[0]}", *(f"{'':{width + 4}}{row}" for row in said[1:])]
    lines += ["", *wrapped(agreement(outcomes)), *(row for line in more for row in wrapped(line))]
    return "\n".join([*lines, *warned(list(dict.fromkeys(note for each in outcomes for note in each.warnings)))])


def agreement(outcomes: Sequence[Outcome]) -> str:
    """Say in one sentence whether the rules agree."""
    if not any(outcome.n for outcome in outcomes):
        return "No paper was counted, so nothing is decided."
    if len({outcome.winners for outcome in outcomes}) == 1:
        return "All rules agree." if len(outcomes) > 1 else "No other rule fits these marks."
    return "The rules disagree; ! marks those that differ from the commonest answer."


def _most_common(found: Sequence[frozenset[int]]) -> frozenset[int]:
    return max(found, key=lambda winners: (found.count(winners), sorted(winners)))
