"""A declared poll of the conference, and browsers that ask for pages."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from hep_tui import locations
from hep_tui.actions import ballots, cards, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.hall.room_server import RoomPages
from hep_tui.hall.serving import Answer, Request
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader

MODELS = tuple(Option(id, f"Model {id}", 1) for id in "ABCZ")
HOST = {"host": "127.0.0.1:8000"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(html: str) -> str:
    """Return what a page says, without its tags and its style."""
    parser = _Words()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split())


@pytest.fixture
def poll(book: Book) -> str:
    """Return an open ranking of four models with 24 ballots of two phases."""
    meeting = records(book, Meeting)[0].id
    what = Poll("Models", "Which model?", options=MODELS, rule="schulze", meeting=meeting)
    id = polls.create(book, what)
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 25):
        order = "ABCZ" if number % 3 else "BCZA"
        marks = {option: rank for rank, option in enumerate(order, 1)}
        ballots.cast(book, Ballot(id, number, marks=marks, phase="primary" if number % 2 else "secondary"))
    return id


@pytest.fixture
def declare(book: Book) -> Callable[[str], None]:
    """Return what closes and declares a poll."""

    def declared(poll: str) -> None:
        polls.change_state(book, poll, PollState.CLOSED)
        polls.declare(book, poll)

    return declared


class Browser:
    """Ask for pages of the room, as a browser on this laptop does."""

    def __init__(self, pages: RoomPages) -> None:
        self.pages = pages

    def get(self, path: str, host: str = HOST["host"]) -> Answer:
        return self.pages.answer(Request(path, headers={"host": host}))

    def act(self, act: str, key: str | None = None) -> Answer:
        fields = {"act": act, "key": self.pages.key if key is None else key}
        return self.pages.answer(Request("/act", posted=True, fields=fields, headers=HOST))

    @property
    def wall(self) -> str:
        return words(self.get("/now").html)


@pytest.fixture
def browser(book: Book) -> Iterator[Browser]:
    """Return a browser that has the pages of the room open."""
    with closing(RoomReader(book.path)) as reader:
        yield Browser(RoomPages(reader, lambda: datetime(2021, 6, 16, 15, tzinfo=UTC)))


MOTION = (Option("1", "For"), Option("2", "Against"))


@pytest.fixture
def carded(book: Book) -> str:
    """Return an open motion for which 100 cards were printed."""
    book.laptop = load(locations.state_dir())
    meeting = records(book, Meeting)[0].id
    what = Poll("Motion", "Shall we?", "choose", MOTION, meeting, rule="plurality", eligible=100)
    id = polls.create(book, what)
    cards.issue(book, id, 100)
    polls.change_state(book, id, PollState.OPEN)
    return id
