"""A book that does not wait for the disk, and the workshop and the polls in it."""

from dataclasses import replace

import pytest

from hep_tui.actions import polls
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Poll
from hep_tui.logbook import Book
from hep_tui.logbook.records import records


@pytest.fixture(autouse=True)
def _no_waiting(book: Book) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def workshop(book: Book) -> str:
    """Return the id of the workshop that the pack plans."""
    return next(m.id for m in records(book, Meeting) if m.what.kind == "workshop")


@pytest.fixture
def conference(book: Book) -> str:
    """Return the id of the conference that the pack plans."""
    return next(m.id for m in records(book, Meeting) if m.what.kind == "conference")


@pytest.fixture
def ranking(book: Book, workshop: str) -> str:
    """Return the id of the workshop's ranking of priorities, of which one leads."""
    id, poll = next((p.id, p.what) for p in records(book, Poll, meeting=workshop) if p.what.method == "rank")
    polls.amend(book, id, replace(poll, seats=1))
    return id


@pytest.fixture
def show(book: Book, workshop: str) -> str:
    """Return the id of the workshop's show of hands."""
    return next(p.id for p in records(book, Poll, meeting=workshop) if p.what.method == "hands")
