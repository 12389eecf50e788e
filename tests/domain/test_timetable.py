"""An agenda against the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.meetings import Meeting, MeetingState, Moment, Step, added, moved, removed
from hep_tui.domain.pack import Item
from hep_tui.domain.timetable import Timetable, timetable

START = datetime(2021, 6, 9, 15, 0, tzinfo=UTC)
AGENDA = Meeting("Workshop", items=(Item("works", "What works", 20), Item("gaps", "Gaps", 15), Item("end", "End", 5)))


def at(now: float, *steps: tuple[float, str], meeting: Meeting = AGENDA) -> Timetable:
    """Return the timetable at a minute, after steps of (minute, "item event")."""
    made = []
    for minute, words in steps:
        item, _, event = words.partition(" ")
        made.append(Moment(START + timedelta(minutes=minute), Step("m", item, event or "start")))
    return timetable(meeting, made, Moment(START + timedelta(minutes=now), Step("m")))


def test_before_it_starts_everything_is_left_and_there_is_no_end() -> None:
    found = at(0)
    assert (found.planned, found.left, found.spent, found.ends, found.started) == (40, 2400.0, 0, None, None)
    assert [(s.begins, s.ends) for s in found.slots] == [(0, 20), (20, 35), (35, 40)]


def test_what_is_left_is_the_rest_of_this_item_and_those_behind_it() -> None:
    found = at(12, (0, "works"))
    assert found.left == (8 + 15 + 5) * 60
    assert (found.ends, found.over) == (START + timedelta(minutes=40), 0)


def test_an_item_that_runs_over_moves_the_end() -> None:
    found = at(28, (0, "works"))
    assert found.ends == START + timedelta(minutes=48)
    assert found.over == 8


def test_an_item_left_early_brings_the_end_forward() -> None:
    assert at(5, (0, "works"), (5, "gaps")).over == -15


def test_an_item_that_was_passed_over_is_no_longer_ahead() -> None:
    assert at(10, (0, "works"), (10, "end")).left == 300


def test_a_pause_moves_the_end_though_no_item_takes_longer() -> None:
    found = at(30, (0, "works"), (10, "works pause"))
    assert found.slots[0].spent == 600
    assert (found.progress.paused, found.over) == (True, 20)


@given(st.floats(0, 100), st.floats(0, 30))
def test_the_times_that_a_clock_shows_are_apart_by_the_minutes_that_are_said(now: float, late: float) -> None:
    found = at(now + late, (late, "works"))
    assert found.ends is not None
    assert found.planned_end is not None
    shown = [time.replace(second=0, microsecond=0) for time in (found.ends, found.planned_end)]
    assert shown[0] - shown[1] == timedelta(minutes=found.over)


def test_a_meeting_that_is_held_is_measured_by_what_was_spent_on_it() -> None:
    found = at(300, (0, "works"), (20, "works pause"), (50, "gaps"), (75, " end"))
    assert found.progress.state is MeetingState.HELD
    assert (found.left, found.ends, found.over) == (0, None, 5)


def test_an_item_under_way_that_has_left_the_agenda_leaves_everything_ahead() -> None:
    found = at(10, (0, "works"), meeting=removed(AGENDA, "works"))
    assert found.left == 20 * 60
    assert found.spent == 600


def test_an_item_that_moves_while_the_meeting_runs_takes_its_time_along() -> None:
    steps = ((0.0, "works"), (10.0, "gaps"))
    for meeting in (AGENDA, moved(AGENDA, "gaps", -1), moved(AGENDA, "works", 2)):
        found = at(14, *steps, meeting=meeting)
        assert {s.item.id: s.spent for s in found.slots} == {"works": 600, "gaps": 240, "end": 0}
        assert found.progress.item == "gaps"


def test_moving_what_is_done_behind_what_is_under_way_brings_its_rest_back() -> None:
    steps = ((0.0, "works"), (10.0, "gaps"))
    assert at(14, *steps).left == (11 + 5) * 60
    assert at(14, *steps, meeting=moved(AGENDA, "works", 2)).left == (11 + 5 + 10) * 60


def test_a_new_item_is_planned_from_where_it_stands() -> None:
    found = at(0, meeting=added(AGENDA, "Tea", 10, "break", "works"))
    assert [(s.item.id, s.begins, s.ends) for s in found.slots][1:3] == [("tea", 20, 30), ("gaps", 30, 45)]


def test_an_item_without_minutes_takes_none_and_leaves_none() -> None:
    meeting = replace(AGENDA, items=(Item("open", "Open", 0), *AGENDA.items))
    assert at(7, (0, "open"), meeting=meeting).left == 40 * 60


def test_an_empty_agenda_has_no_time() -> None:
    assert (at(0, meeting=Meeting("Empty")).planned, at(0, meeting=Meeting("Empty")).left) == (0, 0)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["works", "gaps", "end", "gaps pause"])), max_size=6),
    st.permutations(list(AGENDA.items)),
)
def test_what_is_left_is_never_less_than_nothing_nor_more_than_was_planned(
    steps: list[tuple[int, str]], order: list[Item]
) -> None:
    found = at(90, *sorted(steps), meeting=replace(AGENDA, items=tuple(order)))
    assert 0 <= found.left <= found.planned * 60
    assert found.spent <= 90 * 60
    assert (found.ends is None) == (not steps)
