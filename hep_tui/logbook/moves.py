"""How a poll moved through its states, move by move, as it was recorded."""

from collections.abc import Iterator

from hep_tui.domain.polls import PollState, StateChange
from hep_tui.domain.record import from_body
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.records import in_effect, value_of


def moved(book: Book, poll: str) -> StateChange:
    """Return how a poll moved last; one that never did is a draft."""
    return value_of(book, StateChange, f"{poll}.state") or StateChange(poll, PollState.DRAFT)


def moves(book: Book, poll: str) -> Iterator[tuple[Entry, StateChange]]:
    """Yield every move of a poll with its entry, in the order of the record; one that cannot be read is left out."""
    for entry in in_effect(book, book.history(f"{poll}.state")):
        if entry.kind == "state" and entry.body is not None:
            try:
                change = from_body(StateChange, entry.data)
            except (TypeError, ValueError):
                continue
            yield entry, change
