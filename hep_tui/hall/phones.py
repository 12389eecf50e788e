"""What a voter's phone asks for: the ballot of one poll, with a card, and nothing else."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Mapping

from hep_tui.domain import cards
from hep_tui.domain.ballots import Ballot, fault
from hep_tui.domain.polls import PollState
from hep_tui.hall import ballot_pages as pages
from hep_tui.hall.booth import Booth, Seen
from hep_tui.hall.serving import SECONDS, Answer, Request

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_GUESSES, _WITHIN = 10, 60.0
"""So many wrong codes may come from one address within so many seconds."""
_MOST_ADDRESSES = 4096
THANKS = "Thank you. Your ballot is in the box. You can close this page."
NO_CARD = "There is no card with this code. Look at it again: letters, and digits from 2 to 7."
TOO_MANY = "Too many wrong codes came from this phone. Wait a minute, or go to the tellers."
NOT_YET = "The vote has not begun. Keep your card, and open this page again when it is called."
OVER = "The vote is closed. Nothing was cast with this page."


class Phones:
    """Answer phones: the code of a card, then the ballot, then the ballot in words, then thanks."""

    def __init__(self, booth: Booth) -> None:
        self.booth = booth
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self._guard = threading.Lock()

    def answer(self, request: Request) -> Answer:
        """Answer one request; nothing is remembered of it but wrong codes, for a minute."""
        seen, typed = self.booth.seen, request.fields.get("c", "")
        if request.path not in ("/", "/words", "/change", "/cast"):
            return Answer(pages.said(seen.poll, "There is nothing here."), 404, _POLICY)
        if self._guesses(request.address):
            return Answer(pages.said(seen.poll, TOO_MANY), 429, _POLICY)
        number = seen.codes.get(cards.plain(typed)) if typed else None
        if number is None:
            if typed:
                self._count(request.address)
            return Answer(pages.ask_code(seen.poll, NO_CARD if typed else ""), policy=_POLICY)
        return Answer(self._page(request, seen, typed, number), policy=_POLICY)

    def _page(self, request: Request, seen: Seen, code: str, number: int) -> str:
        """Return the page that comes next for a card there is."""
        if number in seen.used:
            return pages.said(seen.poll, cards.refusal(seen.used[number]))
        if seen.state is not PollState.OPEN:
            return pages.said(seen.poll, NOT_YET if seen.state is PollState.DRAFT else OVER)
        if not request.posted or request.path in ("/", "/change"):
            return pages.ask_marks(seen.poll, code, request.fields)
        return self._marked(request.path, seen, code, number, request.fields)

    def _marked(self, path: str, seen: Seen, code: str, number: int, fields: Mapping[str, str]) -> str:
        marks = pages.marks_of(seen.poll, fields)
        wrong = pages.NO_NUMBER if marks is None else ""
        if marks:
            wrong = fault(seen.poll, Ballot("", 0, marks=marks))
        if marks is None or wrong:
            return pages.ask_marks(seen.poll, code, fields, wrong)
        if path != "/cast":
            return pages.ask_again(seen.poll, code, fields, marks)
        return pages.said(seen.poll, self.booth.cast(number, marks, SECONDS - 1) or THANKS)

    def _count(self, address: str) -> None:
        with self._guard:
            if len(self._wrong) >= _MOST_ADDRESSES:
                self._wrong.clear()
            self._wrong[address].append(time.monotonic())

    def _guesses(self, address: str) -> bool:
        """Say whether an address has had its guesses."""
        with self._guard:
            held = self._wrong.get(address)
            while held and time.monotonic() - held[0] > _WITHIN:
                held.popleft()
            if held is not None and not held:
                del self._wrong[address]
            return held is not None and len(held) >= _GUESSES
