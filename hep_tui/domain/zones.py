"""Times as the clock on the wall of a review says them."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

LONDON = "Europe/London"


def in_zone(time: datetime, zone: str) -> datetime:
    """Return a time in a zone; that of London by rule, since not every laptop has a time zone database.

    Summer Time runs from 01:00 UTC on the last Sunday of March to that of October (Summer Time Order 2002).
    """
    if zone != LONDON:
        # Looking for a database of time zones takes longer than all that the first screen needs of times.
        from zoneinfo import ZoneInfo

        return time.astimezone(ZoneInfo(zone))
    time = time.astimezone(UTC)
    start, end = (_last_sunday(time.year, month) for month in (3, 10))
    return time + timedelta(hours=1 if start <= time < end else 0)


@cache
def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime(year, month, 31 - (last.weekday() + 1) % 7, 1, tzinfo=UTC)
