"""Write an outcome for people: the rule, the policy, an aligned table, the count read out, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hep_tui.counting.outcome import Outcome, plain
from hep_tui.counting.rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_WARNINGS = 12

HEADS = {
    "plurality": "papers", "approval": "approvals", "score": "sum", "points": "points", "star": "sum",
    "majority-judgement": "median", "bucklin": "papers", "borda": "points", "modified-borda": "points",
    "irv": "last tally", "condorcet": "wins", "copeland": "wins", "stv": "last tally",
}  # fmt: skip


def report(outcome: Outcome, name: str) -> str:
    """Return the whole of a result as lines of text."""
    rule = RULES[outcome.rule]
    papers = "1 paper" if outcome.n == 1 else f"{outcome.n} papers"
    lines = [f"{name}: {papers}, {len(outcome.options)} options", f"Rule: {rule.name}. {rule.sentence}"]
    lines += [f"Policy: {policy(rule, outcome.policy)}.", "", *table(outcome), "", *_body(outcome)]
    lines += ["", *_warned(outcome.warnings)] if outcome.warnings else []
    return "\n".join(lines)


def _body(outcome: Outcome) -> list[str]:
    told = outcome.explain()
    return [*told[:-1], "", told[-1]]


def _warned(warnings: Sequence[str]) -> list[str]:
    shown = [f"Note: {warning}" for warning in warnings[:MAX_WARNINGS]]
    more = len(warnings) - MAX_WARNINGS
    return [*shown, f"Note: {more} more; --json lists them all."] if more > 0 else shown


def policy(rule: Rule, given: Mapping[str, Any]) -> str:
    """Return the parts of the policy that bear on a rule, in words."""
    parts = []
    if rule.name in ("irv", "stv", "plurality"):
        parts += [f"overvote {given['overvote']}", f"skipped ranks {given['skipped']}"]
        parts += [f"duplicate {given['duplicate']}"]
    if rule.name == "irv":
        parts.append("runs to two" if given["until"] == "two" else "runs to a majority")
    if rule.name not in ("irv", "stv", "plurality", "approval"):
        usual = {"ranks": "last", "grades": "lowest"}.get(rule.kind, "adds nothing")
        parts.append(f"blank {given['blank'] or usual}")
    if rule.kind == "points":
        parts.append(f"budget {given['budget'] or 'not declared'}")
    chain = " → ".join(given["tie_chain"])
    parts.append(f"ties: {chain}" if chain else "ties are left standing")
    if given["seed"] is not None:
        parts.append(f"lot by SHA-256 of {given['seed']}|{given['poll']}|option")
    return "; ".join(parts)


def table(outcome: Outcome) -> list[str]:
    """Return the options in order of rank, with place, mark and score in columns."""
    width = max((len(name) for name in outcome.options), default=0)
    heading = HEADS.get(outcome.rule, "")
    means = outcome.facts.get("mean_rank")
    lines = [f"  place  {'option':<{width}}  {heading:>10}{'   mean rank' if means else ''}".rstrip()]
    place = 1
    for tier in outcome.ranking:
        for i in tier:
            sign = "*" if i in outcome.winners else " "
            score = "" if outcome.scores is None else _number(outcome.scores[i])
            mean = f"{float(means[i]):>12.2f}" if means else ""
            mark = f"{place}=" if len(tier) > 1 else f"{place}"
            lines.append(f"{sign} {mark:>5}  {outcome.options[i]:<{width}}  {score:>10}{mean}".rstrip())
        place += len(tier)
    return lines


def _number(value: Any) -> str:
    return "–" if value is None else str(plain(value))


def side_by_side(outcomes: Sequence[Outcome], name: str) -> str:
    """Return every rule's winners beneath each other, flagged where they disagree."""
    width = max(len(outcome.rule) for outcome in outcomes)
    common = _most_common([outcome.winners for outcome in outcomes])
    lines = [f"{name}: {outcomes[0].n} papers, {len(outcomes[0].options)} options", ""]
    for outcome in outcomes:
        flag = " " if outcome.winners == common else "!"
        lines.append(f"{flag} {outcome.rule:<{width}}  {outcome.names(outcome.winners) or 'nobody'}")
    lines += ["", agreement(outcomes)]
    warnings = list(dict.fromkeys(warning for outcome in outcomes for warning in outcome.warnings))
    return "\n".join([*lines, *(["", *_warned(warnings)] if warnings else [])])


def agreement(outcomes: Sequence[Outcome]) -> str:
    """Say in one sentence whether the rules agree."""
    found = {outcome.winners for outcome in outcomes}
    if len(found) == 1:
        return "All rules agree."
    return "The rules disagree; ! marks those that differ from the commonest answer."


def _most_common(found: Sequence[frozenset[int]]) -> frozenset[int]:
    return max(found, key=lambda winners: (found.count(winners), sorted(winners)))
