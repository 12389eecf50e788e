"""The one writer behind all phones: what waits is put into the box together, and acknowledged once on the disk."""

import contextlib
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from hep_tui.actions import cards as actions
from hep_tui.actions import polls
from hep_tui.domain.polls import Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book, cards
from hep_tui.logbook.connect import UNREADABLE

_AT_ONCE = 100
_IDLE = 0.5
NOT_DONE = "This did not work, and nothing was cast. Please try again, or go to the tellers."

Ballot = tuple[int, Mapping[str, int], "Future[str]"]
"""The number of a card, its marks, and where the answer goes: why it was not taken, or nothing."""


@dataclass(frozen=True)
class Seen:
    """Hold what phones may know: the poll, whether it takes ballots, cards by code, and how each was used."""

    poll: Poll
    state: PollState
    codes: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[int, str] = field(default_factory=dict)


class Booth:
    """Own the book of a poll on a thread of its own, from `open` to `close`."""

    def __init__(self, opener: Callable[[], Book], poll: str, idle: Callable[[Book], None]) -> None:
        """Take what opens the book, the poll, and what is done with the book while nothing waits."""
        self._opener, self._poll, self._idle = opener, poll, idle
        self._waiting: queue.Queue[Ballot | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="booth", daemon=True)
        self._opened: Future[Seen] = Future()
        self._codes: Mapping[str, int] = {}
        self.seen: Seen

    def open(self) -> None:
        """Open the book and begin to take ballots. Raises what opening raises, and where there are no cards."""
        self._thread.start()
        self.seen = self._opened.result()

    def close(self) -> None:
        """Answer who waits already, and close the book."""
        self._waiting.put(None)
        self._thread.join()

    def cast(self, number: int, marks: Mapping[str, int], patience: float) -> str:
        """Cast a ballot with a card, and return why it was not taken; nothing once it is in the box, on the disk."""
        answer: Future[str] = Future()
        self._waiting.put((number, marks, answer))
        try:
            return answer.result(timeout=patience)
        except TimeoutError:
            return "The laptop is slow to answer. Send your ballot again: it is never counted twice."

    def _run(self) -> None:
        try:
            book = self._opener()
        except BaseException as error:
            self._opened.set_exception(error)
            return
        try:
            poll = actions.require_ours(book, self._poll)
            self._codes = cards.codes(book, self._poll, poll.phones)
            self._opened.set_result(self._look(book))
            while self._serve(book):
                pass
        except BaseException as error:
            if not self._opened.done():
                self._opened.set_exception(error)
        finally:
            book.close()

    def _look(self, book: Book) -> Seen:
        poll = polls.only(book, self._poll)
        return Seen(poll, polls.state(book, self._poll), self._codes, cards.used(book, self._poll))

    def _serve(self, book: Book) -> bool:
        """Put what waits into the box, and look at the record again; False once it is to end."""
        held = self._next()
        ballots = [each for each in held if each is not None]
        if ballots:
            self._cast(book, ballots)
        # Where another program holds the file, or the disk is full, what was seen last holds until it can be read.
        with contextlib.suppress(HepError, *UNREADABLE):
            if not held:
                self._idle(book)
            self.seen = self._look(book)
        return None not in held

    def _next(self) -> list[Ballot | None]:
        held: list[Ballot | None] = []
        with contextlib.suppress(queue.Empty):
            held.append(self._waiting.get(timeout=_IDLE))
            while len(held) < _AT_ONCE:
                held.append(self._waiting.get_nowait())
        return held

    def _cast(self, book: Book, ballots: list[Ballot]) -> None:
        votes: dict[int, Mapping[str, int]] = {}
        for number, marks, _ in ballots:
            votes.setdefault(number, marks)
        try:
            refused = actions.cast(book, self._poll, votes)
        except HepError as error:
            refused = dict.fromkeys(votes, str(error))
        except Exception:
            refused = dict.fromkeys(votes, NOT_DONE)
        for number, _, answer in ballots:
            answer.set_result(refused.get(number, ""))
