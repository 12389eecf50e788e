"""The local date that is beside each time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.zones import LONDON
from hep_tui.exchange.context import local_date

needs_zones = pytest.mark.skipif("Europe/London" not in available_timezones(), reason="no time zone database here")


@pytest.mark.parametrize(
    ("at", "date"),
    [
        ("2021-06-16T22:59:59.999Z", "2021-06-16"),
        ("2021-06-16T23:00:00.000Z", "2021-06-17"),
        ("2021-01-16T23:59:59.999Z", "2021-01-16"),
        ("2021-03-28T00:59:59Z", "2021-03-28"),
        ("2021-10-30T23:30:00Z", "2021-10-31"),
        ("2021-10-31T23:30:00Z", "2021-10-31"),
        ("2021-06-17T09:00:00+10:00", "2021-06-17"),
    ],
)
def test_london_has_its_summer_time(at: str, date: str) -> None:
    assert local_date(at) == date


@needs_zones
@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)))
def test_the_rule_for_london_is_that_of_the_database(time: datetime) -> None:
    # Around midnight is where an hour tells.
    for near in (time, time.replace(hour=23, minute=30), time.replace(hour=0) + timedelta(minutes=1)):
        assert local_date(near.isoformat()) == near.astimezone(ZoneInfo(LONDON)).date().isoformat()


@needs_zones
def test_another_pack_has_the_dates_of_its_own_time_zone() -> None:
    assert local_date("2021-06-16T11:59:00Z", "Pacific/Auckland") == "2021-06-16"
    assert local_date("2021-06-16T12:00:00Z", "Pacific/Auckland") == "2021-06-17"


@pytest.mark.parametrize("at", ["", "soon", "2021-06-16T14:00:00", "2021-06-31T14:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_has_no_date(at: str) -> None:
    assert local_date(at) == ""


@pytest.mark.parametrize("zone", ["Moon/Tranquility", "../../etc/passwd", "", "Europe", "/"])
def test_a_zone_that_nobody_knows_has_no_date(zone: str) -> None:
    assert local_date("2021-06-16T14:00:00Z", zone) == ""
