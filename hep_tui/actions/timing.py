"""How long a poll stays open."""

from dataclasses import replace

from hep_tui.actions import record
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.polls import Standing

_MOST = 600


def give_minutes(book: Book, poll: str, minutes: int) -> None:
    """Record that an open poll has so many minutes from now on; 0 takes the time away again.

    Nothing closes by itself when they are over. Raises HepError while the poll is not open, or for no such time.
    """
    now = Standing(book, poll)
    if now.state is not PollState.OPEN:
        raise HepError("Only an open poll has a time left; nothing was changed, open it first.")
    if not 0 <= minutes <= _MOST:
        raise HepError(f"A poll may have 1 to {_MOST} minutes, or 0 for no time at all; nothing was changed.")
    record.put(book, f"{poll}.state", replace(now.moved, minutes=minutes))
