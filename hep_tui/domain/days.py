"""Days as people write them."""

import re
from datetime import date

from hep_tui.errors import HepError

HOW = "8/7 or 2021-07-08"
"""How a day is written, for whoever is asked for one."""
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")


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


def read_day(answer: str, today: date) -> date | None:
    """Return the day that was answered, None for an empty answer. Raises HepError for what is no day."""
    text = answer.strip()
    day = read_date(text, today)
    if text and day is None:
        raise HepError(f"{text[:40]} is not a day; nothing was changed, write it as {HOW}.")
    return day
