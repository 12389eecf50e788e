"""The hall in one vote: sixty phones over sockets at once, thirty-seven papers, a late one, and what everybody sees."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import repeat

from hep_tui.actions import ballots, cards, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Account, PollState
from hep_tui.hall.room_server import RoomPages
from hep_tui.logbook import Book
from hep_tui.logbook.room import RoomReader
from hep_tui.views.polls import poll_view
from hep_tui.views.room_steps import steps
from tests.hall.conftest import Browser
from tests.hall.voters import cast, free_port, listening

PHONES, PAPERS = 60, 37


def shown(book: Book, see: Callable[[Browser, RoomReader], None]) -> None:
    """Look at the wall and at what the terminal of the room reads, both from the file as it is now."""
    with closing(RoomReader(book.path)) as reader:
        see(Browser(RoomPages(reader, lambda: datetime(2021, 6, 16, 15, tzinfo=UTC))), reader)


def alike(sentence: str, wall: Browser, reader: RoomReader) -> None:
    """Assert that wall and terminal say a sentence."""
    on_show = reader.on_show()
    assert on_show is not None
    said = [line.text for page in steps(on_show) for line in (*page.head, *page.lines)]
    assert any(sentence in text for text in said), said
    assert sentence in wall.wall


def test_sixty_phones_and_thirty_seven_papers_are_one_vote_that_wall_and_terminal_show_alike(
    book: Book, carded: str
) -> None:
    codes, port = cards.issue(book, carded, 100), free_port()
    with listening(book.path, carded, port), ThreadPoolExecutor(PHONES) as pool:
        choices = ["1" if number % 4 else "2" for number in range(1, PHONES + 1)]
        sent = pool.map(partial(cast, port), (codes[n] for n in range(1, PHONES + 1)), choices)
        # The teller keys papers on the same laptop meanwhile, and one card is sent twice.
        cards.give_paper(book, carded, range(PHONES + 1, PHONES + PAPERS + 1))
        for number in range(1, PAPERS + 1):
            ballots.cast(book, Ballot(carded, number, marks={"2" if number % 3 else "1": 1}, phase="primary"))
        assert all(done for done, _ in sent)
        again = list(pool.map(partial(cast, port), repeat(codes[1], 2), ("2", "2")))
        assert not any(done for done, _ in again)
        assert not cast(port, codes[PHONES + 1], "1")[0], "a card that was given in for a paper"
        polls.keep_account(book, Account(carded, printed=40, issued=PAPERS, unused=3))
        polls.change_state(book, carded, PollState.CLOSED)
        assert not cast(port, codes[99], "1")[0], "the poll is closed"
    view = poll_view(book, carded)
    assert [line.off for line in view.identities] == [0] * 6
    declared = polls.declare(book, carded)
    assert (declared.valid, declared.cast, declared.scores) == (97, 97, {"1": 57, "2": 40})
    shown(book, partial(alike, "97 valid of 97 cast"))

    polls.reopen(book, carded, reason="a paper was found in the hall")
    cards.give_paper(book, carded, [98])
    ballots.cast(book, Ballot(carded, PAPERS + 1, marks={"1": 1}))
    polls.keep_account(book, Account(carded, printed=40, issued=PAPERS + 1, unused=2))
    polls.change_state(book, carded, PollState.CLOSED)
    corrected = polls.declare(book, carded)
    assert corrected.scores == {"1": 58, "2": 40}
    shown(book, partial(alike, "One late paper was added (38)"))
