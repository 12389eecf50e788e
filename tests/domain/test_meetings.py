"""How far a meeting has come through its agenda, whatever its clock did."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.meetings import Meeting, MeetingState, Progress, Step, progress
from hep_tui.domain.pack import Item

START = datetime(2021, 6, 9, 15, 0, tzinfo=UTC)
AGENDA = Meeting("Workshop", items=(Item("works", "What works", 20), Item("gaps", "Gaps", 15), Item("end", "End", 5)))


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def after(*steps: tuple[float, str], now: float = 0) -> Progress:
    """Return the progress after steps of (minute, item), or (minute, "item pause") or (minute, "end")."""
    made = []
    for minute, words in steps:
        item, _, event = words.partition(" ")
        made.append((at(minute), Step("m", "", "end") if item == "END" else Step("m", item, event or "start")))
    return progress(made, at(now))


def test_a_meeting_without_a_step_is_planned() -> None:
    assert after() == Progress(MeetingState.PLANNED, "", {})


def test_the_first_item_starts_the_meeting_and_its_clock() -> None:
    assert after((0, "works"), now=3) == Progress(MeetingState.RUNNING, "works", {"works": 180.0})


def test_the_next_item_stops_the_clock_of_the_one_before() -> None:
    found = after((0, "works"), (20, "gaps"), now=25)
    assert (found.item, found.elapsed) == ("gaps", {"works": 1200.0, "gaps": 300.0})


def test_going_back_to_an_item_goes_on_counting_it() -> None:
    assert after((0, "works"), (10, "gaps"), (15, "works"), now=20).elapsed == {"works": 900.0, "gaps": 300.0}


def test_an_item_may_run_over_its_minutes_and_goes_on_counting() -> None:
    found = after((0, "works"), now=50)
    item = AGENDA.item(found.item)
    assert item is not None
    assert found.elapsed["works"] - item.minutes * 60 == 1800.0


def test_a_pause_stops_the_clock_until_an_item_is_gone_to() -> None:
    assert after((0, "works"), (5, "works pause"), now=30) == Progress(
        MeetingState.RUNNING, "works", {"works": 300.0}, paused=True
    )
    assert after((0, "works"), (5, "works pause"), (30, "works"), now=32) == Progress(
        MeetingState.RUNNING, "works", {"works": 420.0}
    )
    assert after((0, "works"), (5, "works pause"), (30, "gaps"), now=32).elapsed == {"works": 300.0, "gaps": 120.0}


def test_a_pause_of_a_pause_changes_nothing() -> None:
    assert after((0, "works"), (5, "works pause"), (9, "works pause"), now=30).elapsed == {"works": 300.0}


def test_the_end_stops_every_clock_and_the_meeting_is_held() -> None:
    found = after((0, "works"), (12, "END"), now=600)
    assert found == Progress(MeetingState.HELD, "works", {"works": 720.0})


def test_a_meeting_that_was_ended_too_early_can_be_gone_on_with() -> None:
    found = after((0, "works"), (12, "END"), (40, "gaps"), now=45)
    assert (found.state, found.elapsed) == (MeetingState.RUNNING, {"works": 720.0, "gaps": 300.0})


def test_a_meeting_that_only_ended_is_held() -> None:
    assert after((5, "END"), now=9) == Progress(MeetingState.HELD, "", {})


@pytest.mark.parametrize(
    ("steps", "now", "elapsed"),
    [
        ([(0, "works"), (-60, "gaps")], -50, {"works": 0.0, "gaps": 600.0}),
        ([(0, "works"), (10, "gaps")], 5, {"works": 600.0, "gaps": 0.0}),
        ([(0, "works"), (-5, "END")], 0, {"works": 0.0}),
    ],
)
def test_a_clock_that_went_backwards_counts_as_no_time(
    steps: list[tuple[float, str]], now: float, elapsed: dict[str, float]
) -> None:
    assert after(*steps, now=now).elapsed == elapsed


_STEP = st.tuples(
    st.integers(-600, 600), st.sampled_from(["works", "gaps", "end", "works pause", "gaps pause", "END", " pause"])
)


@given(st.lists(_STEP, max_size=12), st.integers(-600, 600))
def test_no_item_ever_has_negative_time_and_the_last_step_says_where_it_stands(
    steps: list[tuple[float, str]], now: float
) -> None:
    found = after(*steps, now=now)
    assert all(seconds >= 0 for seconds in found.elapsed.values())
    assert found.item in ("", *(words.split()[0] for _, words in steps))
    last = steps[-1][1] if steps else ""
    assert (found.state is MeetingState.HELD) == (last == "END")
    assert found.paused == last.endswith("pause")


@given(st.lists(_STEP, max_size=12))
def test_with_a_clock_that_goes_forward_no_minute_is_counted_twice(steps: list[tuple[float, str]]) -> None:
    steps = sorted(steps, key=lambda step: step[0])
    found = after(*steps, now=600)
    assert sum(found.elapsed.values()) <= (600 - steps[0][0]) * 60 if steps else found.elapsed == {}


def test_an_item_is_found_by_its_id_and_by_what_it_follows() -> None:
    assert AGENDA.item("gaps") == AGENDA.items[1]
    assert AGENDA.item("tea") is None
    assert AGENDA.after("") == AGENDA.items[0]
    assert AGENDA.after("works") == AGENDA.items[1]
    assert AGENDA.after("end") is None
    assert Meeting("Empty").after("") is None


def test_what_follows_an_item_there_is_not_is_the_first() -> None:
    assert AGENDA.after("tea") == AGENDA.items[0]
