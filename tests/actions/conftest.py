"""A review with a ranking and a show of hands, and a second laptop that works on a copy."""

from dataclasses import replace

import pytest

from hep_tui.actions import polls
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.merge import merge
from hep_tui.logbook.records import records


@pytest.fixture(autouse=True)
def _no_waiting(book: Book) -> None:
    without_syncs(book.conn)


@pytest.fixture
def meeting(book: Book) -> str:
    """Return the id of the workshop."""
    return records(book, Meeting)[0].id


@pytest.fixture
def ranking(book: Book) -> str:
    """Return the id of the ranking of priorities, open: one leads, five of twelve are ranked, no equal places."""
    id, poll = next((p.id, p.what) for p in records(book, Poll) if p.what.method == "rank" and p.what.top == 5)
    polls.amend(book, id, replace(poll, seats=1))
    polls.change_state(book, id, PollState.OPEN)
    return id


@pytest.fixture
def show(book: Book) -> str:
    """Return the id of a show of hands, open."""
    id = next(p.id for p in records(book, Poll) if p.what.method == "hands")
    polls.change_state(book, id, PollState.OPEN)
    return id


def bring(book: Book, other: Book) -> None:
    """Merge what another laptop recorded into the review."""
    merge(book, other.path)
