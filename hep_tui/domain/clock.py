"""When something was or will be, as people of the review say it: in its time zone, by the months of its language."""

from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

from hep_tui.domain.speech import calendar, worded
from hep_tui.domain.zones import in_zone


def local(time: datetime) -> datetime:
    """Return a time in the time zone of the review; in that of the laptop where the laptop does not know it."""
    try:
        return in_zone(time, worded("{timezone}"))
    except (ZoneInfoNotFoundError, ValueError):
        return time.astimezone()


def day_of(time: datetime) -> date:
    """Return which day it is then where the review is."""
    return local(time).date()


def time_of_day(time: datetime) -> str:
    """Return a time of day: `14:05`."""
    return f"{local(time):%H:%M}"


def stamp(time: datetime) -> str:
    """Return day and time for lists and minutes: `2026-12-03 14:05`."""
    return f"{local(time):%Y-%m-%d %H:%M}"


def moment_words(time: datetime) -> str:
    """Return day and time as a person says them: `3 December 14:05`."""
    return f"{_said(local(time), calendar().day)} {time_of_day(time)}"


def when(time: datetime, now: datetime) -> str:
    """Return the time of something of today, the day of anything else."""
    then = local(time)
    return time_of_day(time) if then.date() == day_of(now) else _said(then, calendar().day)


def day_words(day: str | date) -> str:
    """Return a day, ISO where it is text, as a person says it; anything else as it is."""
    return _written(day, calendar().dated)


def short_day(day: str | date) -> str:
    """Return a day, ISO where it is text, as day and month; anything else as it is."""
    return _written(day, calendar().day)


def narrow_day(day: date) -> str:
    """Return day and month for a narrow place: `3 Dec`."""
    return f"{day.day} {calendar().short(day.month)}"


def _written(day: str | date, form: str) -> str:
    try:
        return _said(date.fromisoformat(str(day)), form)
    except ValueError:
        return str(day)


def _said(day: date, form: str) -> str:
    return form.format(day=day.day, month=calendar().months[day.month - 1], year=day.year)
