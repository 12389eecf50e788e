"""The lot of a poll: what was rolled for it in public after its box was closed last."""

from hep_tui.domain.polls import PollState
from hep_tui.domain.readings import Check
from hep_tui.logbook.book import Book
from hep_tui.logbook.moves import moves
from hep_tui.logbook.records import record_of

LOT = "lot"


def lot(book: Book, poll: str) -> str:
    """Return what was rolled for the lot of a poll; nothing where it was not, was opened since, or says two things."""
    found = record_of(book, Check, f"{poll}.{LOT}")
    if found is None or found.disputed or found.what.purpose != LOT:
        return ""
    opened = max((e.n for e, change in moves(book, poll) if change.state is PollState.OPEN), default=0)
    return found.what.seed if found.n > opened else ""
