"""How far a meeting has come through its agenda, whatever its clock did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.meetings import TOOK, Meeting, MeetingState, Moment, Progress, Step, progress
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
        step = Step("m", "", "end") if item == "END" else Step("m", item, event or "start")
        made.append(Moment(at(minute), step))
    return progress(made, Moment(at(now), Step("m")))


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


def measured(*steps: tuple[float, float, Step], now: tuple[float, float], run: str = "a") -> Progress:
    """Return the progress after steps of (minute by the clock, minute by the run's own, step)."""

    def moment(clock: float, own: float, step: Step) -> Moment:
        return Moment(at(clock), replace(step, ran=round(own * 60_000)), run)

    return progress([moment(*each) for each in steps], moment(*now, Step("m")))


def test_a_clock_that_is_set_while_a_meeting_runs_changes_no_minutes() -> None:
    found = measured((0, 0, Step("m", "works")), (-50, 10, Step("m", "gaps")), now=(525_600, 14))
    assert (found.elapsed, found.doubtful) == ({"works": 600.0, "gaps": 240.0}, frozenset())


def test_what_two_runs_recorded_goes_by_the_clock_and_is_doubtful_where_that_cannot_be() -> None:
    one = Moment(at(0), Step("m", "works", ran=0), "a")
    for minute, seconds, doubtful in (
        (12, 720.0, frozenset[str]()),
        (-60, 0.0, frozenset({"works"})),
        (940, 56_400.0, frozenset({"works"})),
    ):
        found = progress([one, Moment(at(minute), Step("m", "gaps", ran=0), "b")], Moment(at(minute), Step("m"), "b"))
        assert (found.elapsed["works"], found.doubtful) == (seconds, doubtful)


def test_minutes_can_be_put_right_and_go_on_from_there() -> None:
    took = Step("m", "works", TOOK, 8 * 60)
    found = measured((0, 0, Step("m", "works")), (30, 30, took), now=(32, 32))
    assert (found.elapsed, found.item, found.state) == ({"works": 600.0}, "works", MeetingState.RUNNING)
    found = measured((0, 0, Step("m", "works")), (9, 9, Step("m", "gaps")), (30, 30, took), now=(32, 32))
    assert found.elapsed == {"works": 480.0, "gaps": 23 * 60.0}
    found = measured((0, 0, Step("m", "works")), (9, 9, Step("m", "", "end")), (30, 30, took), now=(90, 90))
    assert (found.elapsed, found.state) == ({"works": 480.0}, MeetingState.HELD)


def test_putting_minutes_right_ends_the_doubt() -> None:
    steps = [Moment(at(0), Step("m", "works")), Moment(at(940), Step("m", "works", TOOK, 1200))]
    found = progress(steps, Moment(at(941), Step("m")))
    assert (found.elapsed, found.doubtful) == ({"works": 1260.0}, frozenset())
