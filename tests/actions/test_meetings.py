"""Meetings: planned, gone through item by item, and who came."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hep_tui.actions import meetings, record, undo
from hep_tui.domain.meetings import Attendance, Meeting, MeetingState, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Item
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Source, new_token
from hep_tui.logbook.opening import create
from hep_tui.logbook.records import record_of, records
from hep_tui.views.agenda import agenda
from hep_tui.views.meetings import MeetingLine, find_meeting
from hep_tui.views.meetings import meetings as lines
from tests.conftest import Ticking

from .conftest import bring


def line(book: Book, id: str, ticking: Ticking) -> MeetingLine:
    return find_meeting(lines(book, ticking.at), id)


def test_a_planned_meeting_stands_with_its_agenda(book: Book) -> None:
    meeting = Meeting("Governors' evening", date="2021-06-30", place="Civic Centre", items=(Item("a", "A", 10),))
    id = record.add(book, meeting)
    found = record_of(book, Meeting, id)
    assert found is not None
    assert found.what == meeting


def test_a_meeting_can_be_moved_to_another_day_and_keeps_its_notes_and_steps(book: Book, meeting: str) -> None:
    meetings.start_item(book, meeting, "works")
    found = record_of(book, Meeting, meeting)
    assert found is not None
    meetings.amend(book, meeting, Meeting("Moved", date="2021-09-09", items=found.what.items))
    moved = record_of(book, Meeting, meeting)
    assert moved is not None
    assert (moved.what.title, moved.what.date) == ("Moved", "2021-09-09")
    assert [s.what.item for s in records(book, Step, meeting=meeting)] == ["works"]


def test_the_first_item_starts_a_meeting_and_the_end_ends_it(book: Book, meeting: str, ticking: Ticking) -> None:
    assert line(book, meeting, ticking).state is MeetingState.PLANNED
    meetings.start_item(book, meeting, "works")
    ticking.at += timedelta(minutes=12)
    assert line(book, meeting, ticking).progress.elapsed["works"] == 12 * 60
    meetings.pause(book, meeting, "works")
    ticking.at += timedelta(minutes=30)
    meetings.start_item(book, meeting, "better")
    meetings.end(book, meeting)
    found = line(book, meeting, ticking)
    assert found.state is MeetingState.HELD
    assert found.progress.elapsed["works"] == pytest.approx(12 * 60, abs=5)


def test_every_step_is_kept_so_that_the_time_line_can_be_read(book: Book, meeting: str) -> None:
    meetings.start_item(book, meeting, "works")
    meetings.pause(book, meeting, "works")
    meetings.start_item(book, meeting, "works")
    meetings.end(book, meeting, "works")
    assert [(s.what.item, s.what.event) for s in records(book, Step)] == [
        ("works", "start"), ("works", "pause"), ("works", "start"), ("works", "end"),
    ]  # fmt: skip


@pytest.mark.parametrize(("which", "item"), [("this", "tea"), ("this", ""), ("none", "works")])
def test_an_item_that_is_not_on_the_agenda_cannot_be_gone_to(book: Book, meeting: str, which: str, item: str) -> None:
    before = book.count()
    with pytest.raises(HepError, match="This meeting has no such agenda item; nothing was changed"):
        meetings.start_item(book, meeting if which == "this" else "none", item)
    assert book.count() == before


def test_a_meeting_that_was_taken_back_cannot_be_started(book: Book, meeting: str) -> None:
    record.withdraw(book, meeting)
    with pytest.raises(HepError, match="This meeting has no such agenda item"):
        meetings.start_item(book, meeting, "works")


# Who came


def test_arrival_and_departure_of_a_person_are_one_thing(book: Book, meeting: str, ticking: Ticking) -> None:
    meetings.attend(book, Attendance(meeting, "102380-1", phase="primary", role="head"))
    meetings.attend(book, Attendance(meeting, "102381-1", phase="primary"))
    assert line(book, meeting, ticking).present == 2
    meetings.attend(book, Attendance(meeting, "102380-1", "left", phase="primary", role="head"))
    assert line(book, meeting, ticking).present == 1
    assert [(a.what.person, a.what.state) for a in records(book, Attendance)] == [
        ("102380-1", "left"), ("102381-1", "here"),
    ]  # fmt: skip


def test_a_person_at_two_meetings_attends_both(book: Book) -> None:
    first, second = [m.id for m in records(book, Meeting)][:2]
    for id in (first, second):
        meetings.attend(book, Attendance(id, "p"))
    assert [a.what.meeting for a in records(book, Attendance)] == [first, second]


def test_two_doors_that_let_in_the_same_person_count_one(
    book: Book, meeting: str, elsewhere: Callable[[], Book], ticking: Ticking
) -> None:
    other = elsewhere()
    for door in (book, other):
        meetings.attend(door, Attendance(meeting, "p", phase="primary"))
    bring(book, other)
    assert (line(book, meeting, ticking).present, book.count("conflict")) == (1, 0)
    meetings.attend(book, Attendance(meeting, "p", "left", phase="primary"))
    assert (line(book, meeting, ticking).present, book.count("conflict")) == (0, 0)


def test_a_clock_that_is_set_while_a_meeting_runs_changes_no_minutes(tmp_path: Path) -> None:
    start = datetime(2021, 6, 9, 15, tzinfo=UTC)
    wall, ran = start, 0.0
    book = create(tmp_path / "measured.hep", source=Source(lambda: wall, new_token, lambda: ran))
    id = record.add(book, Meeting("Workshop", items=(Item("a", "A", 10), Item("b", "B", 10))))
    meetings.start_item(book, id, "a")
    wall, ran = start - timedelta(hours=1), 600.0
    meetings.start_item(book, id, "b")
    wall, ran = start + timedelta(days=365), 660.0
    assert agenda(book, id).at(wall).progress.elapsed == {"a": 600.0, "b": 60.0}
    assert agenda(book, id).at(wall + timedelta(minutes=1)).progress.elapsed == {"a": 600.0, "b": 120.0}
    book.close()


def test_the_minutes_of_an_item_can_be_put_right_and_that_can_be_undone(book: Book) -> None:
    id = record.add(book, Meeting("Workshop", items=(Item("a", "A", 10),)))
    with pytest.raises(HepError, match="has not begun"):
        meetings.took(book, id, "a", 12)
    meetings.start_item(book, id, "a")
    with pytest.raises(HepError, match="takes 0 to 600 minutes"):
        meetings.took(book, id, "a", 601)
    with pytest.raises(HepError, match="no such agenda item"):
        meetings.took(book, id, "z", 1)
    trail = undo.Trail()
    book.on_append = trail.note
    meetings.took(book, id, "a", 12)
    now = book.source.now()
    assert agenda(book, id).at(now).progress.elapsed["a"] >= 720
    undo.undo(book, trail)
    assert agenda(book, id).at(now).progress.elapsed["a"] < 60


def test_a_meeting_that_is_not_held_is_cancelled_and_undo_or_going_to_an_item_takes_that_back(
    book: Book, meeting: str, ticking: Ticking
) -> None:
    trail = undo.Trail()
    book.on_append = trail.note
    meetings.cancel(book, meeting)
    assert line(book, meeting, ticking).state is MeetingState.CANCELLED
    with pytest.raises(HepError, match="is cancelled already; nothing was changed"):
        meetings.cancel(book, meeting)
    undo.undo(book, trail)
    assert line(book, meeting, ticking).state is MeetingState.PLANNED
    meetings.cancel(book, meeting)
    meetings.start_item(book, meeting, "works")
    assert line(book, meeting, ticking).state is MeetingState.RUNNING


def test_what_has_begun_or_holds_notes_is_not_cancelled(book: Book, meeting: str) -> None:
    record.add(book, Note("said before it began", meeting, "works"))
    with pytest.raises(HepError, match="since notes were taken in it; nothing was changed"):
        meetings.cancel(book, meeting)
    meetings.start_item(book, meeting, "works")
    with pytest.raises(HepError, match="since it has begun; nothing was changed"):
        meetings.cancel(book, meeting)
