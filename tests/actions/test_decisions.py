"""Following up: what became of decisions and actions, and what they answer."""

from collections.abc import Callable
from datetime import date

import pytest

from hep_tui.actions import decisions, notes
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.notes import Note
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of

from .conftest import bring

TODAY = date(2021, 7, 1)


@pytest.fixture
def todo(book: Book, meeting: str) -> str:
    return notes.add(book, Note("Write it down", meeting, "works", action=True, owner="hash", due="2021-07-12"))


@pytest.fixture
def said(book: Book, meeting: str) -> str:
    return notes.add(book, Note("Nobody writes it down", meeting, "works"))


def follow(book: Book, note: str) -> FollowUp:
    found = record_of(book, FollowUp, f"{note}.action")
    assert found is not None
    return found.what


def test_an_action_is_done_reopened_and_dropped_and_keeps_what_was_done(book: Book, todo: str) -> None:
    decisions.set_state(book, todo, "done", "It hangs in the hall.")
    assert follow(book, todo) == FollowUp(todo, "done", "It hangs in the hall.")
    decisions.set_state(book, todo, "open")
    decisions.set_state(book, todo, "dropped")
    assert follow(book, todo) == FollowUp(todo, "dropped", "It hangs in the hall.")


def test_a_decision_can_be_followed_up_too(book: Book) -> None:
    id = notes.add(book, Note("We go on", decision=True))
    decisions.say_done(book, id, "  Letters went out\x07 ")
    assert follow(book, id) == FollowUp(id, "open", "Letters went out")


def test_what_was_said_is_linked_and_let_go_again(book: Book, todo: str, said: str) -> None:
    other = notes.add(book, Note("I forget everything"))
    assert decisions.link(book, todo, said)
    assert decisions.link(book, todo, other)
    assert follow(book, todo).said == (said, other)
    assert not decisions.link(book, todo, said)
    assert follow(book, todo).said == (other,)


def test_a_day_long_past_is_due_next_year(book: Book, todo: str) -> None:
    decisions.set_due(book, todo, "1/2", TODAY)
    found = record_of(book, Note, todo)
    assert found is not None
    assert found.what.due == "2022-02-01"


def test_owner_and_day_are_those_of_the_note(book: Book, todo: str) -> None:
    decisions.assign(book, todo, "la")
    decisions.set_due(book, todo, "2021-09-30", TODAY)
    found = record_of(book, Note, todo)
    assert found is not None
    assert (found.what.owner, found.what.due, found.what.text) == ("la", "2021-09-30", "Write it down")
    decisions.set_due(book, todo, "", TODAY)
    decisions.assign(book, todo, "")
    found = record_of(book, Note, todo)
    assert found is not None
    assert (found.what.owner, found.what.due) == ("", "")


def test_what_changes_nothing_is_no_entry(book: Book, todo: str) -> None:
    decisions.set_state(book, todo, "done")
    before = book.count()
    decisions.set_state(book, todo, "done")
    assert book.count() == before


def test_what_was_taken_back_cannot_be_followed_up(book: Book, todo: str, said: str) -> None:
    notes.withdraw(book, todo)
    before = book.count()
    for act in (
        lambda: decisions.set_state(book, todo, "done"),
        lambda: decisions.say_done(book, todo, "x"),
        lambda: decisions.link(book, todo, said),
        lambda: decisions.assign(book, todo, "la"),
        lambda: decisions.set_due(book, todo, "", TODAY),
    ):
        with pytest.raises(HepError, match="taken back, so it cannot be followed up"):
            act()
    assert book.count() == before


def test_what_is_neither_decision_nor_action_cannot_be_followed_up(book: Book, said: str) -> None:
    with pytest.raises(HepError, match="neither a decision nor an action"):
        decisions.set_state(book, said, "done")


def test_what_makes_no_sense_is_refused(book: Book, todo: str, said: str) -> None:
    with pytest.raises(HepError, match="cannot answer itself"):
        decisions.link(book, todo, todo)
    notes.withdraw(book, said)
    with pytest.raises(HepError, match="not in the record any more, so nothing was linked"):
        decisions.link(book, todo, said)
    with pytest.raises(HepError, match="finished is no state"):
        decisions.set_state(book, todo, "finished")
    with pytest.raises(HepError, match="soon is not a date"):
        decisions.set_due(book, todo, "soon", TODAY)


def test_two_laptops_that_say_two_things_are_asked_to_choose_first(
    book: Book, todo: str, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    decisions.set_state(book, todo, "done")
    decisions.set_state(other, todo, "dropped")
    bring(book, other)
    with pytest.raises(HepError, match="two versions after a merge"):
        decisions.say_done(book, todo, "Something")


def test_undo_takes_a_step_of_following_up_back(book: Book, todo: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    decisions.set_state(book, todo, "done", "It hangs there.")
    decisions.assign(book, todo, "la")
    undo(book, trail)
    found = record_of(book, Note, todo)
    assert found is not None
    assert found.what.owner == "hash"
    undo(book, trail)
    assert record_of(book, FollowUp, f"{todo}.action") is None
