"""Say what has changed since a result was declared, in the sentence that is read out."""

from collections.abc import Collection, Mapping
from typing import Any

from hep_tui.domain.polls import Poll

_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def correction(poll: Poll, declared: Mapping[str, Any], now: Mapping[str, Any], entries: Collection[str]) -> str:
    """Return what to say where the result stands otherwise than it was declared; nothing where it is the same.

    `entries` are those of the ballots that stand now; `declared` and `now` are announcements.
    """
    before, after = set(declared.get("entries") or ()), set(entries)
    changed = before != after or declared.get("scores") != now.get("scores") or _order(declared) != _order(now)
    if not changed:
        return ""
    return f"{_papers(poll, len(after) - len(before), len(before - after))}; {_standing(poll, declared, now)}."


def _papers(poll: Poll, more: int, gone: int) -> str:
    if poll.marking.hands:
        return "The hands were counted again"
    if more:
        what = "late paper was added" if more == 1 else "late papers were added"
        if more < 0:
            what = "paper was taken out" if more == -1 else "papers were taken out"
        return f"{_number(abs(more))} {what}"
    return (
        f"{_number(gone)} {'paper was' if gone == 1 else 'papers were'} corrected"
        if gone
        else "The count was put right"
    )


def _number(n: int) -> str:
    return _WORDS[n] if n < len(_WORDS) else str(n)


def _standing(poll: Poll, declared: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if _order(declared) == _order(now):
        met, is_met = _met(declared), _met(now)
        return "the order is unchanged" + ("" if met == is_met else ", but what was needed stands otherwise")
    leaders = [poll.label(id) for id in now.get("winners") or ()]
    if declared.get("winners") != now.get("winners"):
        if not leaders:
            return "now no option leads"
        return f"now {leaders[0]} leads" if len(leaders) == 1 else f"now {' and '.join(leaders)} are tied"
    still = (
        f"{' and '.join(leaders)} still {'leads' if len(leaders) == 1 else 'are tied'}"
        if leaders
        else "none leads still"
    )
    return f"{still}, the order below has changed"


def _order(said: Mapping[str, Any]) -> tuple[Any, Any]:
    return said.get("ranking"), said.get("winners")


def _met(said: Mapping[str, Any]) -> list[Any]:
    return [check.get("met") for check in said.get("checks") or ()]
