"""The framework: sheets keyed down the page, and what marks on an ordered scale give."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.framework import (
    Rating,
    Sheet,
    agreement_words,
    change_words,
    check,
    levels_of,
    mean,
    median,
    subject_of_table,
)
from hep_tui.domain.keying import Refused
from hep_tui.domain.pack import Condition, Level, Pack, Scale
from hep_tui.errors import HepError

LEVELS = tuple(Level(value, word) for value, word in enumerate(("Not yet", "Beginning", "Mostly", "Fully"), 1))
PACK = Pack(
    "p",
    "P",
    "B",
    conditions=(Condition("a", "A"), Condition("b", "B")),
    scales=(Scale("four-point", "?", LEVELS[::-1]),),
)
EMPTY = Sheet(("a", "b", "c"), (1, 2, 3, 4))


def keyed(keys: str, sheet: Sheet = EMPTY) -> Sheet:
    for key in keys:
        sheet = sheet.press(key)
    return sheet


def test_the_levels_are_those_of_the_four_point_scale_lowest_first() -> None:
    assert levels_of(PACK) == LEVELS


def test_a_pack_without_that_scale_rates_from_one_to_four_without_words() -> None:
    assert [(level.value, level.label) for level in levels_of(Pack("p", "P", "B"))] == [(i, "") for i in range(1, 5)]


def test_keys_go_down_the_page_and_a_point_leaves_blank() -> None:
    sheet = keyed("2.4")
    assert sheet.marks == {"a": 2, "c": 4}
    assert sheet.skipped == {"b"}
    assert sheet.full


def test_back_takes_a_mark_away_and_clear_takes_all() -> None:
    assert keyed("24-").marks == {"a": 2}
    assert keyed("24-3").marks == {"a": 2, "b": 3}
    assert keyed("2.-4").marks == {"a": 2, "b": 4}
    assert keyed("2.-4").skipped == frozenset()
    assert keyed("24*") == EMPTY
    assert keyed("-") == EMPTY


def test_moving_changes_no_mark() -> None:
    sheet = keyed("123").moved(-2)
    assert (sheet.place, sheet.marks) == (1, {"a": 1, "b": 2, "c": 3})
    assert sheet.press("4").marks == {"a": 1, "b": 4, "c": 3}
    assert EMPTY.moved(-5).place == 0
    assert EMPTY.moved(9).place == 3


@pytest.mark.parametrize("key", ["0", "5", "9", "x", "²"])
def test_what_is_no_level_is_refused(key: str) -> None:
    with pytest.raises(Refused, match="Only 1 to 4 can be given here"):
        EMPTY.press(key)


def test_a_full_sheet_takes_no_more() -> None:
    with pytest.raises(Refused, match="The sheet is full: Enter accepts it"):
        keyed("1234")


@given(st.text(alphabet="1234.-*", max_size=60))
def test_no_keys_ever_leave_the_page_or_the_scale(keys: str) -> None:
    sheet = EMPTY
    for key in keys:
        try:
            sheet = sheet.press(key)
        except Refused:
            assert sheet.full
    assert 0 <= sheet.place <= 3
    assert set(sheet.marks) <= set(sheet.conditions)
    assert set(sheet.marks.values()) <= set(sheet.levels)
    assert not set(sheet.marks) & sheet.skipped


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        (Rating("m", {}, table_no=1), "Nothing is rated on this sheet yet"),
        (Rating("m", {"a": 1}), "says neither which table nor which person"),
        (Rating("m", {"a": 1}, "person"), "says neither which table nor which person"),
        (Rating("m", {"a": 1}, "school", 1, 1), "says neither which table nor which person"),
        (Rating("m", {"z": 1}, table_no=1), "z is none of the conditions"),
        (Rating("m", {"a": 5}, table_no=1), "5 is not a level from 1 to 4"),
        (Rating("m", {"a": 0}, table_no=1), "0 is not a level from 1 to 4"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(rating: Rating, sentence: str) -> None:
    with pytest.raises(HepError, match=sentence):
        check(rating, PACK)


def test_a_pack_without_conditions_rates_nothing() -> None:
    with pytest.raises(HepError, match="no conditions to rate"):
        check(Rating("m", {"a": 1}, table_no=1), Pack("p", "P", "B"))


def test_a_sheet_is_called_by_its_table_or_its_number() -> None:
    assert Rating("m", table_no=3).name == "table 3"
    assert Rating("m", unit="person", number=12).name == "sheet 12"
    assert subject_of_table("m", 3) == "m.3.rating"


def test_the_middle_mark_may_lie_between_two_levels() -> None:
    assert median((1, 0, 1, 0)) == (0, 2)
    assert median((1, 1, 1, 0)) == (1, 1)
    assert median((0, 0, 0, 0)) is None


def test_the_mean_is_that_of_the_marks() -> None:
    assert mean((1, 0, 0, 2), LEVELS) == 3
    assert mean((0, 0, 0, 0), LEVELS) is None


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_the_middle_has_half_of_the_marks_on_each_side(counts: list[int]) -> None:
    found = median(counts)
    if found is None:
        assert not any(counts)
    else:
        low, high = found
        assert low <= high
        assert 2 * sum(counts[: low + 1]) >= sum(counts)
        assert 2 * sum(counts[high:]) >= sum(counts)


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (Fraction(1), "all the same"),
        (Fraction(5, 6), "close together"),
        (Fraction(1, 2), "mostly agree"),
        (Fraction(1, 4), "agree in part"),
        (Fraction(0), "spread out"),
        (Fraction(-1, 5), "spread out"),
        (Fraction(-1), "two camps"),
    ],
)
def test_agreement_is_said_in_words(agreement: Fraction, words: str) -> None:
    assert agreement_words(3, agreement) == words


def test_of_two_sheets_no_agreement_is_said() -> None:
    assert agreement_words(2, Fraction(1)) == "too few to say"
    assert agreement_words(0, None) == "too few to say"


def test_a_change_is_that_of_the_figures_shown() -> None:
    # 1.3 and 2.7 are on the screen, and 1.4 lies between them. Halves go up, so that equal changes look equal.
    assert change_words(Fraction(8, 3), Fraction(5, 4), 3, 4) == "up 1.4"
    assert change_words(Fraction(11, 4), Fraction(9, 4), 4, 4) == "up 0.5"
    assert change_words(Fraction(9, 4), Fraction(11, 4), 4, 4) == "down 0.5"
    assert change_words(Fraction(2), Fraction(3), 3, 3) == "down 1.0"
    assert change_words(Fraction(2), Fraction(2), 3, 3) == "no change"
    assert change_words(Fraction(2), None, 3, 0) == ""
    assert change_words(None, Fraction(2), 0, 3) == ""


def test_of_two_sheets_no_change_is_claimed() -> None:
    assert change_words(Fraction(2), Fraction(3), 2, 3) == ""
    assert change_words(Fraction(2), Fraction(3), 3, 2) == "too few to compare"
