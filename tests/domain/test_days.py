"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.days import due_day, read_date, read_day, written_as_day
from hep_tui.errors import HepError

TODAY = date(2026, 11, 26)
THIRD = date(2026, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3 Dec", "3 December", "3rd December 2pm", "3 dec 26", "3rd of December, 2026", "December 3", "Dec 3rd, 2026",
        "3dec", "3 Dec. 2026", "3/12", "03/12/26 14:00", "3.12.2026", "3.12", "3-12-26", "3-12", "2026-12-03",
        "2026-12-3", "Thursday 3 December", "Thu 3/12", "thurs, 3 dec at 2.30 pm", "  3   December  ", "3/12/2026 noon",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_date(text, TODAY) == THIRD


@pytest.mark.parametrize(
    "text",
    ["soon", "31/2", "3 Foo", "Friday 3 December", "2pm", "14:00", "3", "12/2026", "3/12-26", "Decembers 3", "3 de", "",
     "0/1", "1/13", "3 December 2026 or so"],
)  # fmt: skip
def test_what_is_not_a_date_is_not_guessed(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_days_are_counted_from_today() -> None:
    assert [read_date(word, TODAY) for word in ("today", "Today", "tomorrow")] == [
        TODAY, TODAY, date(2026, 11, 27),
    ]  # fmt: skip
    assert read_date("today") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY), ("tomorrow 9am", date(2026, 11, 27)), ("3 Dec", THIRD), ("3 Nov", date(2026, 11, 3)),
        ("8 July", date(2027, 7, 8)), ("8 July 2026", date(2026, 7, 8)), ("29/2", None), ("Friday 8 July", None),
        ("Thursday 8 July", date(2027, 7, 8)),
    ],
)  # fmt: skip
def test_something_is_due_in_this_year_or_the_next(text: str, day: date | None) -> None:
    assert due_day(text, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_form(day: date) -> None:
    forms = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%A %d %b %Y", "%B %d, %Y", "%a %d/%m/%y 14:00")
    assert {read_date(day.strftime(form), TODAY) for form in forms} == {day}


def test_no_answer_is_no_day_and_anything_else_is_refused_in_a_sentence() -> None:
    assert read_day("  ", TODAY) is None
    with pytest.raises(HepError, match=r"^next week is not a date; nothing was changed, write it as 3 December"):
        read_day("next week", TODAY)


def test_in_a_note_only_what_cannot_be_anything_else_is_a_day() -> None:
    assert all(map(written_as_day, ("3/12", "3/12/26", "2026-12-03", "31/6")))
    assert not any(map(written_as_day, ("3.12", "3-12-26", "3", "today", "1/2/3/4")))
