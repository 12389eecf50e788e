"""When something was, as the people of a review say it: their zone, their months, whatever the laptop has."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest

from hep_tui.domain import clock
from hep_tui.domain.calendars import CALENDARS, calendar_of
from hep_tui.domain.days import due_day, how, names_a_day, read_date
from hep_tui.domain.pack import Pack
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.speech import speak
from hep_tui.domain.words import Words

AT = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
JULY = datetime(2026, 7, 3, 13, 5, tzinfo=UTC)
TODAY = date(2026, 11, 26)
PACK = Pack(id="moor", title="Moor", borough="Moor")
needs_zones = pytest.mark.skipif("Pacific/Auckland" not in available_timezones(), reason="no time zone database here")


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the laptop be set to a zone that no review has."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set here")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said() -> list[str]:
    """Return every form in which a time is said."""
    forms = (clock.time_of_day, clock.stamp, clock.moment_words, clock.day_of)
    return [str(form(JULY)) for form in forms] + [clock.when(JULY, AT), clock.when(JULY, JULY)]


@pytest.mark.usefixtures("far_away")
def test_the_zone_of_the_laptop_is_nowhere() -> None:
    assert said() == ["14:05", "2026-07-03 14:05", "3 July 14:05", "2026-07-03", "3 July", "14:05"]


@needs_zones
def test_a_pack_in_another_zone_has_its_own_day() -> None:
    assert clock.day_of(AT) == date(2026, 12, 3)
    speak(replace(PACK, timezone="Pacific/Auckland"))
    assert clock.day_of(AT) == date(2026, 12, 4)
    assert clock.moment_words(AT) == "4 December 12:30"


def test_a_zone_that_the_laptop_does_not_know_stops_nothing() -> None:
    speak(replace(PACK, timezone="Moon/Tranquility"))
    assert clock.stamp(AT) == "2026-12-03 23:30"


@pytest.mark.parametrize(
    ("lang", "day", "dated", "narrow"),
    [
        ("en-GB", "3 December", "3 December 2026", "3 Dec"),
        ("en-US", "December 3", "December 3, 2026", "3 Dec"),
        ("cy", "3 Rhagfyr", "3 Rhagfyr 2026", "3 Rha"),
        ("de-CH", "3. Dezember", "3. Dezember 2026", "3 Dez"),
        ("es", "3 de diciembre", "3 de diciembre de 2026", "3 dic"),
        ("tlh", "3 December", "3 December 2026", "3 Dec"),
    ],
)
def test_a_date_is_written_as_the_language_of_the_pack_does(lang: str, day: str, dated: str, narrow: str) -> None:
    speak(replace(PACK, lang=lang))
    assert clock.short_day("2026-12-03") == day
    assert clock.day_words("2026-12-03") == dated
    assert clock.narrow_day(date(2026, 12, 3)) == narrow
    assert how().startswith(f"{day}, ")


@pytest.mark.parametrize("text", ["", "some day"])
def test_what_is_not_a_day_is_said_as_it_is(text: str) -> None:
    assert clock.day_words(text) == text


def test_a_pack_may_name_the_months_of_any_language() -> None:
    months = tuple(f"Mis {'abcdefghijkl'[at]}" for at in range(12))
    speak(replace(PACK, words=Words(months=months)))
    assert clock.day_words("2026-12-03") == "3 Mis l 2026"
    assert read_date("3 mis l 2026") is None, "a name of one letter is no word"
    speak(replace(PACK, words=Words(months=(*months[:-1], "Kerzu"))))
    assert read_date("3 kerzu 2026") == read_date("3 Dec 2026") == date(2026, 12, 3)


@pytest.mark.parametrize("lang", sorted(CALENDARS))
def test_every_month_is_read_back_as_it_is_written(lang: str) -> None:
    speak(replace(PACK, lang=lang))
    calendar = calendar_of(lang)
    assert len({plain(name) for name in calendar.months}) == 12
    assert len({plain(name) for name in calendar.weekdays}) == 7
    assert len({calendar.short(month) for month in range(1, 13)}) == 12
    for month in range(1, 13):
        day = date(2026, month, 14)
        for form in (clock.day_words(day), clock.day_words(day).upper(), plain(clock.day_words(day))):
            assert read_date(form) == day
        weekday = calendar.weekdays[day.weekday()]
        assert read_date(f"{weekday} {clock.day_words(day)}") == day
        assert read_date(clock.short_day(day), TODAY) == day
    for ahead, name in enumerate((*calendar.weekdays[4:], *calendar.weekdays[:4]), 1):
        assert (read_date(name, TODAY), names_a_day(name)) == (date.fromordinal(TODAY.toordinal() + ahead), True)
    assert [read_date(word, TODAY) for word in calendar.near[:1]] == [TODAY]


@pytest.mark.parametrize(
    ("text", "day"),
    [("5 Mehefin 2027", date(2027, 6, 5)), ("5ed o Fehefin", None), ("3ydd Rhagfyr", date(2026, 12, 3)),
     ("Llun 7 Rhag", date(2026, 12, 7)), ("Mawrth 7 Rhag", None), ("dydd 7 Rhag", None), ("yfory", date(2026, 11, 27)),
     ("5.6.2027", date(2027, 6, 5)), ("3 December", date(2026, 12, 3)), ("Monday 7 Dec", date(2026, 12, 7))],
)  # fmt: skip
def test_a_welsh_review_reads_welsh_days_and_english_ones(text: str, day: date | None) -> None:
    speak(replace(PACK, lang="cy"))
    assert read_date(text, TODAY) == day


def test_numbers_are_read_in_the_order_of_the_language() -> None:
    speak(replace(PACK, lang="en-US"))
    assert due_day("12/3", TODAY) == date(2026, 12, 3)
    assert read_date("2026-12-03") == date(2026, 12, 3)
    assert "12/3/2026" in how()
