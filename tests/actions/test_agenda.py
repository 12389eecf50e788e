"""Changing meetings and their agendas in the record."""

from collections.abc import Callable

import pytest

from hep_tui.actions import meetings, notes, polls, record
from hep_tui.actions.undo import Trail, redo, undo
from hep_tui.domain.meetings import Meeting, added, moved, removed, retitled, timed
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records

from .conftest import bring


def ids(book: Book, meeting: str) -> list[str]:
    found = record_of(book, Meeting, meeting)
    assert found is not None
    return [item.id for item in found.what.items]


@pytest.fixture
def evening(book: Book) -> str:
    """Return the id of a meeting with three items and nothing on them."""
    meeting = Meeting("Evening")
    for title in ("One", "Two", "Three"):
        meeting = added(meeting, title, 10)
    return record.add(book, meeting)


def test_a_change_is_an_amendment_of_the_meeting_as_it_stands(book: Book, evening: str) -> None:
    meetings.change(book, evening, moved, "three", -2)
    said = meetings.change(book, evening, added, "Tea", 15, "break", after="three")
    assert ids(book, evening) == ["three", "tea", "one", "two"] == [item.id for item in said.items]
    assert len([e for e in book.history(evening) if e.kind == "meeting"]) == 3


def test_what_changes_nothing_is_not_recorded(book: Book, evening: str) -> None:
    before = book.count()
    meetings.change(book, evening, moved, "one", -1)
    meetings.change(book, evening, timed, "one", 10)
    meetings.change(book, evening, retitled, "Evening")
    assert book.count() == before


def test_what_is_refused_changes_nothing(book: Book, evening: str) -> None:
    before = book.count()
    for rule, args in ((timed, ("one", 9999)), (moved, ("tea", 1)), (retitled, ("",))):
        with pytest.raises(HepError, match="nothing was changed"):
            meetings.change(book, evening, rule, *args)
    with pytest.raises(HepError, match="This meeting is not in the record any more; nothing was changed"):
        meetings.change(book, "none", retitled, "New")
    assert book.count() == before


def test_an_empty_item_goes_and_comes_back_with_undo(book: Book, evening: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    meetings.remove_item(book, evening, "two")
    assert ids(book, evening) == ["one", "three"]
    undo(book, trail)
    assert ids(book, evening) == ["one", "two", "three"]
    redo(book, trail)
    assert ids(book, evening) == ["one", "three"]


def test_a_row_of_changes_is_undone_step_by_step(book: Book, evening: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    meetings.change(book, evening, moved, "one", 2)
    meetings.change(book, evening, added, "Tea")
    meetings.change(book, evening, removed, "two")
    seen = [ids(book, evening)]
    for _ in range(3):
        undo(book, trail)
        seen.append(ids(book, evening))
    assert seen == [
        ["three", "one", "tea"], ["two", "three", "one", "tea"], ["two", "three", "one"], ["one", "two", "three"],
    ]  # fmt: skip


def test_an_item_with_notes_a_poll_or_time_on_it_stays(book: Book, evening: str) -> None:
    poll = Poll("P", "Q?", method="hands", rule="plurality", options=(Option("1", "For"), Option("2", "Against")),
                meeting=evening, item="one")  # fmt: skip
    notes.add(book, Note("said", evening, "two"))
    with pytest.raises(
        HepError, match="This item stays on the agenda, since 1 note would be left without one; nothing was"
    ):
        meetings.remove_item(book, evening, "two")
    polls.create(book, poll)
    with pytest.raises(HepError, match="since a poll would be left without one"):
        meetings.remove_item(book, evening, "one")
    for item in ("one", "three"):
        meetings.start_item(book, evening, item)
    notes.add(book, Note("said", evening, "one"))
    notes.add(book, Note("said again", evening, "one"))
    with pytest.raises(HepError, match="since 2 notes, a poll and time would be left"):
        meetings.remove_item(book, evening, "one")
    with pytest.raises(HepError, match="since time would be left"):
        meetings.remove_item(book, evening, "three")
    assert ids(book, evening) == ["one", "two", "three"]


def test_an_item_whose_notes_were_taken_back_may_go(book: Book, evening: str) -> None:
    id = notes.add(book, Note("said", evening, "two"))
    notes.withdraw(book, id, "not said")
    meetings.remove_item(book, evening, "two")
    assert ids(book, evening) == ["one", "three"]


def test_notes_on_an_item_of_another_meeting_do_not_hold_it(book: Book, evening: str, meeting: str) -> None:
    notes.add(book, Note("said", meeting, "two"))
    meetings.remove_item(book, evening, "two")
    assert "two" not in ids(book, evening)


def test_what_is_said_of_a_meeting_is_cleaned(book: Book, evening: str) -> None:
    meetings.change(book, evening, added, "\x1b[2J[bold]Tea\x00\u202e", 10)
    found = record_of(book, Meeting, evening)
    assert found is not None
    assert (found.what.items[-1].id, found.what.items[-1].title) == ("bold-tea", "[bold]Tea")


def test_two_laptops_that_change_a_meeting_in_two_ways_conflict_and_then_one_stands(
    book: Book, evening: str, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    meetings.change(book, evening, added, "Tea")
    meetings.change(other, evening, moved, "one", 1)
    bring(book, other)
    assert book.count("conflict") == 1
    before = book.count()
    with pytest.raises(HepError, match="two versions after a merge; settle the conflict first"):
        meetings.change(book, evening, retitled, "New")
    with pytest.raises(HepError, match="two versions after a merge"):
        meetings.remove_item(book, evening, "three")
    assert book.count() == before
    keep = next(h.id for h in book.heads(evening) if "tea" in str(h.data))
    record.settle(book, evening, keep)
    meetings.change(book, evening, retitled, "New")
    assert ids(book, evening) == ["one", "two", "three", "tea"]


def test_two_laptops_that_make_the_same_change_agree(book: Book, evening: str, elsewhere: Callable[[], Book]) -> None:
    other = elsewhere()
    for laptop in (book, other):
        meetings.change(laptop, evening, added, "Tea", 10)
    bring(book, other)
    assert book.count("conflict") == 0
    meetings.change(book, evening, moved, "tea", -3)
    assert [m.what.items[0].id for m in records(book, Meeting, title="Evening")] == ["tea"]
