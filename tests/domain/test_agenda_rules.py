"""Changing a meeting: what moves, what stays, what is refused."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.meetings import (
    MOST_ITEMS,
    Meeting,
    Moment,
    Step,
    added,
    dated,
    item_retitled,
    likely_kind,
    moved,
    placed,
    progress,
    prompted,
    removed,
    retitled,
    seated,
    timed,
)
from hep_tui.domain.pack import Item
from hep_tui.errors import HepError
from tests.domain.test_text import HOSTILE

AGENDA = Meeting(
    "Workshop", items=(Item("works", "What works", 20), Item("gaps", "Gaps", 15), Item("end", "Next steps", 5))
)


def ids(meeting: Meeting) -> list[str]:
    return [item.id for item in meeting.items]


@pytest.mark.parametrize(
    ("id", "by", "order"),
    [
        ("works", 1, ["gaps", "works", "end"]),
        ("end", -1, ["works", "end", "gaps"]),
        ("end", -2, ["end", "works", "gaps"]),
        ("works", -1, ["works", "gaps", "end"]),
        ("end", 5, ["works", "gaps", "end"]),
        ("works", 99, ["gaps", "end", "works"]),
    ],
)
def test_an_item_moves_and_stops_at_the_ends(id: str, by: int, order: list[str]) -> None:
    assert ids(moved(AGENDA, id, by)) == order


def test_a_new_item_stands_behind_the_marked_one_or_at_the_end() -> None:
    assert ids(added(AGENDA, "Tea & cake", 15, "break", "works")) == ["works", "tea-cake", "gaps", "end"]
    assert ids(added(AGENDA, "Tea")) == ["works", "gaps", "end", "tea"]
    assert added(AGENDA, "Tea", 15, "break").items[-1] == Item("tea", "Tea", 15, "break")


def test_the_id_of_a_new_item_is_readable_and_nobody_elses() -> None:
    meeting = AGENDA
    for title in ("Tea", "Tea", "tea!", "¿?", "…", "End", "A very long title of an item indeed"):
        meeting = added(meeting, title)
    assert ids(meeting)[3:] == ["tea", "tea-2", "tea-3", "item", "item-2", "end-2", "a-very-long-title-of-an"]


def test_other_words_and_minutes_leave_the_id_and_the_place() -> None:
    meeting = prompted(timed(item_retitled(AGENDA, "gaps", " What  is\nmissing "), "gaps", 25), "gaps", "Where?")
    assert meeting.items[1] == Item("gaps", "What is missing", 25, prompt="Where?")
    assert ids(meeting) == ids(AGENDA)


def test_an_item_goes() -> None:
    assert ids(removed(AGENDA, "gaps")) == ["works", "end"]


def test_title_day_place_and_tables_of_a_meeting_change() -> None:
    meeting = seated(placed(dated(retitled(AGENDA, "Evening"), date(2021, 7, 8)), " Civic  Centre "), 4)
    assert (meeting.title, meeting.date, meeting.place, meeting.tables) == ("Evening", "2021-07-08", "Civic Centre", 4)
    assert dated(meeting, None).date == ""
    assert placed(meeting, "").place == ""
    assert meeting.items == AGENDA.items


@pytest.mark.parametrize("rule", [moved, timed, item_retitled, prompted])
def test_an_item_that_is_not_on_the_agenda_is_refused(rule: object) -> None:
    with pytest.raises(HepError, match="not on the agenda any more; nothing was changed"):
        rule(AGENDA, "tea", 1)  # type: ignore[operator]
    with pytest.raises(HepError, match="not on the agenda any more"):
        removed(AGENDA, "tea")
    with pytest.raises(HepError, match="not on the agenda any more"):
        added(AGENDA, "Tea", after="tea")


@pytest.mark.parametrize("title", ["", "  \n", "\u202e", "\x1b[2J"])
def test_a_title_without_words_is_refused(title: str) -> None:
    with pytest.raises(HepError, match="A title of the agenda item is needed; nothing was changed"):
        added(AGENDA, title)
    with pytest.raises(HepError, match="A title of the agenda item is needed"):
        item_retitled(AGENDA, "gaps", title)
    with pytest.raises(HepError, match="A title of the meeting is needed"):
        retitled(AGENDA, title)


@pytest.mark.parametrize("minutes", [-1, 601, 99999])
def test_minutes_and_tables_that_cannot_be_are_refused(minutes: int) -> None:
    with pytest.raises(HepError, match=r"There can be 0 to 600 minutes, not .*; nothing was changed"):
        timed(AGENDA, "gaps", minutes)
    with pytest.raises(HepError, match="There can be 0 to 99 tables"):
        seated(AGENDA, minutes)


def test_a_kind_there_is_not_and_an_agenda_without_end_are_refused() -> None:
    with pytest.raises(HepError, match="'dance' is not a kind of agenda item; nothing was changed, use notes, talk"):
        added(AGENDA, "Dance", kind="dance")
    meeting = AGENDA
    while len(meeting.items) < MOST_ITEMS:
        meeting = added(meeting, "more")
    with pytest.raises(HepError, match="holds at most 60 items"):
        added(meeting, "one too many")


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_harmless_in_title_and_id(title: str) -> None:
    item = added(AGENDA, title + "x").items[-1]
    assert item.id
    assert item.id.isascii()
    assert len(item.title) <= 200
    assert not any(ord(c) < 32 or c == "\u202e" for c in item.title)


_CHANGE = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(-9, 9)),
    st.tuples(st.just("add"), st.integers(0, 9), st.sampled_from(["Tea", "works", "Gaps", ""])),
    st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
)


@given(st.lists(_CHANGE, max_size=20))
def test_whatever_is_changed_no_two_items_share_an_id_and_none_changes_by_moving(
    changes: list[tuple[Any, ...]],
) -> None:
    meeting = AGENDA
    for verb, place, how in changes:
        id = meeting.items[place % len(meeting.items)].id if meeting.items else ""
        before = set(meeting.items)
        if verb == "move" and id:
            meeting = moved(meeting, id, how)
            assert set(meeting.items) == before
        elif verb == "add" and how:
            meeting = added(meeting, how, after=id)
            assert before < set(meeting.items)
        elif verb == "remove" and id:
            meeting = removed(meeting, id)
            assert set(meeting.items) < before
        assert len(set(ids(meeting))) == len(meeting.items)


@given(st.permutations(list(AGENDA.items)))
def test_the_time_of_an_item_goes_with_it_wherever_it_moves(order: list[Item]) -> None:
    start = datetime(2021, 6, 9, 15, tzinfo=UTC)
    steps = [Moment(start, Step("m", "works")), Moment(start + timedelta(minutes=10), Step("m", "gaps"))]
    found = progress(steps, Moment(start + timedelta(minutes=14), Step("m")))
    shuffled = Meeting("Workshop", items=tuple(order))
    assert found.elapsed == {"works": 600.0, "gaps": 240.0}
    assert shuffled.item(found.item) == AGENDA.item("gaps")
    place = order.index(AGENDA.items[1])
    assert shuffled.after(found.item) == (order[place + 1] if place < 2 else None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Coffee break", "break"),
        ("Lunch.", "break"),
        ("TEA", "break"),
        ("What works well", "notes"),
        ("Teams", "notes"),
    ],
)
def test_a_title_says_whether_an_item_is_likely_a_break(title: str, kind: str) -> None:
    assert likely_kind(title) == kind
