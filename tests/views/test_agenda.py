"""The agenda as screens and commands read it."""

from datetime import timedelta

import pytest

from hep_tui.actions import meetings as act
from hep_tui.actions import notes as act_notes
from hep_tui.actions import record
from hep_tui.domain.clock import time_of_day
from hep_tui.domain.meetings import Meeting, added
from hep_tui.domain.notes import Note
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.agenda import agenda, ending
from tests.conftest import Ticking


@pytest.fixture
def evening(book: Book) -> str:
    """Return the id of a meeting of two items, ten minutes each."""
    return record.add(book, added(added(Meeting("Evening"), "One", 10), "Two", 10))


def said(book: Book, meeting: str, ticking: Ticking) -> str:
    return ending(agenda(book, meeting).at(ticking.at))


def test_what_hangs_on_an_item_is_counted(book: Book, workshop: str) -> None:
    act_notes.add(book, Note("said", workshop, "works"))
    act_notes.add(book, Note("said", workshop, "works"))
    found = agenda(book, workshop)
    assert found.notes == {"works": 2}
    assert found.polls == {"priorities", "take-part"}
    assert not found.disputed


def test_how_it_ends_is_said_in_words_all_along(book: Book, evening: str, ticking: Ticking) -> None:
    assert said(book, evening, ticking) == "20 minutes planned"
    act.start_item(book, evening, "one")
    start = ticking.at
    ticking.at = start + timedelta(minutes=4)
    assert (
        said(book, evening, ticking)
        == f"16 minutes left, ends about {time_of_day(start + timedelta(minutes=20))}, as planned"
    )
    ticking.at = start + timedelta(minutes=18)
    assert said(book, evening, ticking).endswith(
        f"ends about {time_of_day(start + timedelta(minutes=28))}, 8 minutes over; "
        f"by plan {time_of_day(start + timedelta(minutes=20))}"
    )
    act.pause(book, evening, "one")
    assert said(book, evening, ticking).startswith("clock stopped; 10 minutes left")
    act.start_item(book, evening, "two")
    act.end(book, evening, "two")
    assert said(book, evening, ticking) == "took 18 minutes, 20 minutes planned: 2 minutes under"


def test_an_early_end_is_said(book: Book, evening: str, ticking: Ticking) -> None:
    act.start_item(book, evening, "one")
    act.start_item(book, evening, "two")
    assert ", 10 minutes early; by plan " in said(book, evening, ticking)


def test_what_is_added_while_it_runs_moves_the_end_that_is_planned_and_the_one_that_is_expected(
    book: Book, evening: str, ticking: Ticking
) -> None:
    act.start_item(book, evening, "one")
    start = ticking.at
    act.start_item(book, evening, "two")
    act.change(book, evening, added, "Break", 10)
    expected, planned = (time_of_day(start + timedelta(minutes=m)) for m in (20, 30))
    assert said(book, evening, ticking).endswith(f"ends about {expected}, 10 minutes early; by plan {planned}")


def test_a_meeting_that_is_gone_is_refused(book: Book) -> None:
    with pytest.raises(HepError, match="not in the record any more"):
        agenda(book, "none")
