"""Meetings as screens show them."""

from datetime import datetime, timedelta

import pytest

from hep_tui.actions import meetings as act
from hep_tui.actions import notes as act_notes
from hep_tui.actions import record, reviews
from hep_tui.domain.meetings import Attendance, Meeting, MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.meetings import MeetingLine, current_meeting, find_meeting, item_for, meetings, notes
from tests.conftest import Ticking


def _line(book: Book, id: str, now: datetime) -> MeetingLine:
    return next(line for line in meetings(book, now) if line.id == id)


def test_a_meeting_is_planned_then_running_then_held(book: Book, workshop: str, ticking: Ticking) -> None:
    assert _line(book, workshop, ticking.at).state is MeetingState.PLANNED
    act.start_item(book, workshop, "works")
    assert _line(book, workshop, ticking.at).state is MeetingState.RUNNING
    act.pause(book, workshop, "works")
    assert _line(book, workshop, ticking.at).state is MeetingState.RUNNING
    act.end(book, workshop, "works")
    assert _line(book, workshop, ticking.at).state is MeetingState.HELD


def test_other_meetings_stay_where_they_are(book: Book, workshop: str, conference: str, ticking: Ticking) -> None:
    act.start_item(book, workshop, "works")
    assert _line(book, conference, ticking.at).state is MeetingState.PLANNED


def test_time_runs_on_the_item_under_way_and_stops_in_a_pause(book: Book, workshop: str, ticking: Ticking) -> None:
    act.start_item(book, workshop, "works")
    ticking.at += timedelta(minutes=5)
    act.pause(book, workshop, "works")
    ticking.at += timedelta(minutes=30)
    act.start_item(book, workshop, "better")
    later = ticking.at + timedelta(minutes=2)
    progress = _line(book, workshop, later).progress
    assert progress.item == "better"
    assert progress.elapsed["works"] == pytest.approx(301)
    assert progress.elapsed["better"] == pytest.approx(120)


def test_a_line_counts_notes_and_who_is_here_now(book: Book, workshop: str, conference: str, ticking: Ticking) -> None:
    for person in ("one", "two", "three"):
        act.attend(book, Attendance(workshop, person))
    act.attend(book, Attendance(workshop, "two", "left"))
    act.attend(book, Attendance(conference, "one"))
    gone = act_notes.add(book, Note("Gone", workshop))
    act_notes.add(book, Note("Stays", workshop))
    act_notes.withdraw(book, gone)
    assert (_line(book, workshop, ticking.at).notes, _line(book, workshop, ticking.at).present) == (1, 2)
    assert (_line(book, conference, ticking.at).notes, _line(book, conference, ticking.at).present) == (0, 1)


def test_meetings_stand_by_date_and_those_without_one_last(
    book: Book, hillingdon: Pack, workshop: str, conference: str, ticking: Ticking
) -> None:
    agenda = hillingdon.agendas[0]
    late = reviews.plan_meeting(book, hillingdon, agenda, "Late", "2021-06-30")
    early = reviews.plan_meeting(book, hillingdon, agenda, "Early", "2021-06-01")
    assert [line.id for line in meetings(book, ticking.at)] == [early, late, workshop, conference]


def test_enter_continues_the_meeting_running_else_the_next_planned_else_the_last(
    book: Book, workshop: str, conference: str, ticking: Ticking
) -> None:
    def current() -> str:
        line = current_meeting(meetings(book, ticking.at))
        return line.id if line else ""

    assert current() == workshop
    act.start_item(book, conference, "welcome")
    assert current() == conference
    act.end(book, conference)
    assert current() == workshop
    act.start_item(book, workshop, "works")
    act.end(book, workshop)
    assert current() == conference
    assert current_meeting([]) is None


@pytest.mark.parametrize("name", ["1", "Workshop", "  workshop ", "WORK"])
def test_a_meeting_is_found_by_number_title_or_its_beginning(
    book: Book, workshop: str, ticking: Ticking, name: str
) -> None:
    lines = meetings(book, ticking.at)
    assert find_meeting(lines, name).id == find_meeting(lines, workshop).id == workshop


def test_a_whole_title_goes_before_the_beginning_of_others(book: Book, hillingdon: Pack, ticking: Ticking) -> None:
    reviews.plan_meeting(book, hillingdon, hillingdon.agendas[0], "Workshop two")
    lines = meetings(book, ticking.at)
    assert find_meeting(lines, "workshop").meeting.title == "Workshop"
    assert find_meeting(lines, "workshop t").meeting.title == "Workshop two"


@pytest.mark.parametrize(("name", "number"), [("party", 0), ("", 2), ("9", 0)])
def test_a_name_of_none_or_several_meetings_lists_them(book: Book, ticking: Ticking, name: str, number: int) -> None:
    lines = meetings(book, ticking.at)
    with pytest.raises(HepError, match=f"names {number} meetings; nothing was done") as caught:
        find_meeting(lines, name)
    assert "Workshop; Conference for all headteachers" in str(caught.value)


def test_no_meetings_at_all_are_said_to_be_none() -> None:
    with pytest.raises(HepError, match="choose one of: none"):
        find_meeting([], "workshop")


@pytest.mark.parametrize(
    ("name", "item"), [("better", "better"), ("2", "better"), ("Even", "better"), ("scope", "scope")]
)
def test_an_item_is_found_by_id_number_or_the_beginning_of_its_title(
    book: Book, workshop: str, ticking: Ticking, name: str, item: str
) -> None:
    assert item_for(_line(book, workshop, ticking.at), name) == item


def test_without_a_name_the_item_under_way_is_meant_else_the_first_for_notes(
    book: Book, workshop: str, conference: str, ticking: Ticking
) -> None:
    assert item_for(_line(book, workshop, ticking.at)) == "works"
    assert item_for(_line(book, conference, ticking.at)) == "tables"
    act.start_item(book, workshop, "scope")
    assert item_for(_line(book, workshop, ticking.at)) == "scope"


def test_a_meeting_without_items_for_notes_falls_back_to_the_first_or_to_none(book: Book, ticking: Ticking) -> None:
    bare = record.add(book, Meeting("Bare"))
    assert item_for(_line(book, bare, ticking.at)) == ""


def test_an_item_that_is_not_there_lists_those_that_are(book: Book, workshop: str, ticking: Ticking) -> None:
    with pytest.raises(HepError, match=r"Workshop has no agenda item 'lunch'; .* 1 What works well; 2 Even better"):
        item_for(_line(book, workshop, ticking.at), "lunch")


def test_notes_come_in_the_order_they_were_taken_of_the_meeting_or_the_item(book: Book, workshop: str) -> None:
    act_notes.add(book, Note("one", workshop, "works"))
    second = act_notes.add(book, Note("two", workshop, "better"))
    act_notes.add(book, Note("elsewhere"))
    act_notes.add(book, Note("three", workshop, "works"))
    act_notes.amend(book, second, Note("two, put right", workshop, "better"))
    assert [n.what.text for n in notes(book, workshop, "works")] == ["one", "three"]
    assert [n.what.text for n in notes(book, workshop)] == ["one", "two, put right", "three"]
    assert len(notes(book)) == 4
