"""Days as people write them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from hep_tui.errors import HepError

HOW = "8/7 or 2021-07-08"
"""How a day is written, for whoever is asked for one."""
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_WRITTEN = re.compile(r"\d{1,4}/\d{1,2}(?:/\d{1,4})?|\d{4}-\d{1,2}-\d{1,2}")
_LONG = timedelta(weeks=4)


def read_date(word: str, today: date | None = None) -> date | None:
    """Return the date a word writes as 2021-07-12, 12/7/2021 or 12/7 (in the year of `today`), else None."""
    found = _DATE.fullmatch(word)
    if not found:
        return None
    y, m, d, d2, m2, y2 = found.groups()
    year = int(y or y2 or (today.year if today else 0))
    try:
        return date(year, int(m or m2), int(d or d2))
    except ValueError:
        return None


def written_as_day(word: str) -> bool:
    """Say whether a word is written as a day, be it one or not: `31/6` is, `1/2/3/4` is not."""
    return bool(_WRITTEN.fullmatch(word))


def due_day(word: str, today: date) -> date | None:
    """Return the day by which something is due: without a year in this one, or in the next where that is long past.

    A day of the last four weeks is left in this year, where it may be meant: who takes notes afterwards writes so.
    """
    for year in (today.year, today.year + 1):
        day = read_date(word, today.replace(year=year, day=1))
        if day and (day >= today - _LONG or day == read_date(word)):
            return day
    return None


def read_day(answer: str, today: date, read: Callable[[str, date], date | None] = read_date) -> date | None:
    """Return the day that was answered, None for an empty answer. Raises HepError for what is no day."""
    text = answer.strip()
    day = read(text, today)
    if text and day is None:
        raise HepError(f"{text[:40]} is not a day; nothing was changed, write it as {HOW}.")
    return day
