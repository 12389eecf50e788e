"""Days as people write them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from hep_tui.errors import HepError

HOW = "3 December, 3/12/2026 or 2026-12-03"
"""How a day may be written, for whoever is asked for one."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FROM_TODAY = {"today": 0, "tomorrow": 1}
_NUMBERS = re.compile(r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d\d))?")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DAY_MONTH = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? ?(?:of )?(?P<m>[a-z]{3,9})\.?,?(?: (?P<y>\d{4}|\d\d))?")
_MONTH_DAY = re.compile(r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<y>\d{4}|\d\d))?")
_TIME = re.compile(r",? (?:at )?(?:\d{1,2}[:.]\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon)$")
_BEFORE = re.compile(r"(?P<weekday>[a-z]{3,9})\.?,? (?=\S*\d)")
_WRITTEN = re.compile(r"\d{1,4}/\d{1,2}(?:/\d{1,4})?|\d{4}-\d{1,2}-\d{1,2}")
_LONG = timedelta(weeks=4)


def read_date(text: str, today: date | None = None) -> date | None:
    """Return the day that somebody wrote, else None: the day before the month, a year of two digits in this century.

    Without a year it is in that of `today`, and the name of a weekday is the next one. A time of day behind it is read
    over; a weekday before it has to be right.
    """
    text = _TIME.sub("", " ".join(text.lower().split()))
    if text in _FROM_TODAY:
        return today + timedelta(_FROM_TODAY[text]) if today else None
    if text in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(text) - today.weekday() - 1) % 7 + 1 if today else 0
        return today + timedelta(ahead) if today else None
    before = _BEFORE.match(text)
    weekday = _place(before["weekday"], _WEEKDAYS) if before else None
    if before and weekday is not None:
        text = text[before.end() :]
    day = _read(text, today)
    return day if day and weekday in (None, day.weekday()) else None


def _read(text: str, today: date | None) -> date | None:
    forms = (_ISO, _NUMBERS, _DAY_MONTH, _MONTH_DAY)
    found = next((match for form in forms if (match := form.fullmatch(text))), None)
    if not found:
        return None
    try:
        return date(_year(found["y"], today), _month(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _month(written: str) -> int:
    """Return the number of a month, 0 for a word that names none."""
    if written.isdigit():
        return int(written)
    place = _place(written, _MONTHS)
    return 0 if place is None else place + 1


def _year(written: str | None, today: date | None) -> int:
    if written is None:
        return today.year if today else 0
    return int(written) + (2000 if len(written) == 2 else 0)


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the name that a word of three letters or more begins."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def written_as_day(word: str) -> bool:
    """Say whether a word of a note is written as a day, be it one or not: `31/6` is, `1/2/3/4` and `3.12` are not."""
    return bool(_WRITTEN.fullmatch(word))


def due_day(text: str, today: date) -> date | None:
    """Return the day by which something is due: without a year in this one, or in the next where that is long past.

    A day of the last four weeks is left in this year, where it may be meant: who takes notes afterwards writes so.
    """
    if with_year := read_date(text):
        return with_year
    day = read_date(text, today)
    return day if day and day >= today - _LONG else read_date(text, today.replace(year=today.year + 1, day=1))


def read_day(answer: str, today: date, read: Callable[[str, date], date | None] = read_date) -> date | None:
    """Return the day that was answered, None for an empty answer. Raises HepError for what is not a date."""
    text = answer.strip()
    day = read(text, today)
    if text and day is None:
        raise HepError(f"{text[:40]} is not a date; nothing was changed, write it as {HOW}.")
    return day
