"""What was corrected, decided and refused among the papers of a poll, and why, as its minutes list it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.record import from_body
from hep_tui.domain.wording import prefixed
from hep_tui.logbook import Book
from hep_tui.views.polls import PollView

_UNDONE = "undone"
_REFUSED = ("rejected", "spoilt", "withdrawn")


def corrected(book: Book, view: PollView) -> tuple[str, ...]:
    """Return what became of papers after they were first keyed, and why some do not count, by their numbers.

    No mark of any paper is told, and nobody is named.
    """
    said = _said(book, view.id) if view.has_papers else {}
    undone = _undone(said)
    found = [told for id, version in said.items() if id not in undone and (told := _became(version, said))]
    found += _taken_out(book, view, said)
    return tuple(f"Paper {number}: {words}." for number, words in sorted(found, key=lambda each: each[0]))


_Said = Mapping[str, tuple[str, Ballot]]


def _said(book: Book, poll: str) -> dict[str, tuple[str, Ballot]]:
    """Return every version of every paper of a poll by its entry, in order, with the entry that it replaced."""
    found = {}
    for row in book.rows("history", kind="ballot"):
        # What another program wrote may hold anything, and says nothing here.
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            ballot = from_body(Ballot, _body(row))
            if ballot.poll == poll:
                found[str(row["entry"])] = (str(row["replaces"]), ballot)
    return found


def _body(row: Mapping[str, Any]) -> dict[str, Any]:
    held = json.loads(row["body"] or "{}")
    held.pop("salt", None)
    return dict(held)


def _undone(said: _Said) -> set[str]:
    """Return the corrections that were taken back, with the versions that did; not one that was done again."""
    found: set[str] = set()
    for entry, (replaced, now) in said.items():
        first = said[replaced][0] if replaced in said else ""
        if replaced not in found and first in said and said[first][1] == now:
            found |= {replaced, entry}
    return found


def _became(version: tuple[str, Ballot], said: _Said) -> tuple[int, str] | None:
    """Return the number of a paper and what one version of it changed; nothing where it was only keyed."""
    replaced, now = version
    if replaced not in said:
        return (now.number, f"{now.status}{_why(now.reason)}") if now.status in _REFUSED and not replaced else None
    before = said[replaced][1]
    if before == now:
        return None
    reason = now.reason if now.reason != before.reason else ""
    why, because = _why(reason), prefixed(", because: ", reason.rstrip("."))
    if before.status == "query":
        asked = f"parked, “{before.reason}”; " if before.reason else "parked; "
        return now.number, f"{asked}decided: {now.status}{why}"
    if before.status == "late" and now.status != "late":
        return now.number, f"late, and admitted{why}"
    was = "" if before.status == now.status else f" from {before.status} to {now.status}"
    moved = "" if before.number == now.number else f", which had been keyed as {before.number}"
    # A slip that is put right while papers are keyed needs no reason, and nobody is asked for one.
    return now.number, f"corrected{was}{moved}{because}"


def _taken_out(book: Book, view: PollView, said: _Said) -> Iterator[tuple[int, str]]:
    """Yield the papers that were taken out of the count; one that was undone and keyed again is as it was keyed."""
    held, back = {b.what.number for b in view.ballots}, {replaced for replaced, _ in said.values()}
    for row in (r for r in book.rows("history", kind="withdraw") if r["entry"] not in book.set_aside):
        if row["replaces"] in said and row["entry"] not in back:
            reason, number = str(_body(row).get("reason") or ""), said[row["replaces"]][1].number
            if not (reason == _UNDONE and number in held):
                yield number, f"taken out{_why(reason)}"


def _why(reason: str) -> str:
    return f", because: {reason.rstrip('.')}" if reason.strip() else ", and nobody said why"
