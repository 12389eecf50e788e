"""A declared poll as its minutes tell it: what was announced, how it came about, and what was corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hep_tui.domain.polls import PollState, StateChange
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.moves import moves
from hep_tui.logbook.records import in_effect
from hep_tui.views.minutes_checks import how_checked
from hep_tui.views.minutes_papers import corrected
from hep_tui.views.polls import PollView, poll_view


@dataclass(frozen=True)
class Event:
    """Hold one thing that happened to a poll: the laptop's clock in UTC, and what, in words."""

    at: str
    words: str


@dataclass(frozen=True)
class Minutes:
    """Hold a declared poll with everything that its minutes print.

    `checked` says how its papers were, `corrected` what was changed and decided among them.
    """

    view: PollView
    declared: Result
    declared_at: str
    events: tuple[Event, ...]
    timezone: str = ""
    checked: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


def minutes(book: Book, poll: str) -> Minutes:
    """Return the minutes of a declared poll.

    Raises HepError where nothing is declared of it now.
    """
    view = poll_view(book, poll)
    standing = next(iter(book.current("declare", subject=f"{poll}.declared")), None)
    if view.declared is None or standing is None or view.state.value != "declared":
        raise HepError(f"{view.poll.title} is not declared, so there are no minutes of it yet; declare it first.")
    return Minutes(
        view, view.declared, standing.at, tuple(_events(book, poll)), checked=how_checked(book, view),
        corrected=corrected(book, view),
    )  # fmt: skip


def _events(book: Book, poll: str) -> list[Event]:
    """Return every opening, closing and declaration in order, reopenings with their reasons."""
    found = []
    changes = {entry.id: change for entry, change in moves(book, poll)}
    entries = in_effect(book, [*book.history(f"{poll}.state"), *book.history(f"{poll}.declared")])
    before = StateChange(poll, PollState.DRAFT)
    for e in sorted(entries, key=lambda e: (e.n, e.writer)):
        if change := changes.get(e.id):
            # Where it stays as it was, time was given, or a casting vote, and nothing else happened.
            stayed = (change.state, change.reason) == (before.state, before.reason)
            before = change
            if change.state is not PollState.DECLARED and not stayed:
                found.append(Event(e.at, f"{change.state}{prefixed(', because: ', change.reason)}"))
        elif e.kind == "declare":
            found.append(Event(e.at, _declared(e.data)))
        elif e.kind == "withdraw":
            found.append(Event(e.at, "taken back"))
    return found


def _declared(body: Mapping[str, Any]) -> str:
    """Return what was declared, in words."""
    try:
        result = from_body(Result, body)
    except (TypeError, ValueError):
        return "declared, in a way that cannot be read here"
    corrected = prefixed(" ", result.correction)
    off = f" The sums were off, because: {result.why_off}." if result.why_off else ""
    return f"declared: {result.sentence}{corrected} Record code {result.record_code}.{off}"
