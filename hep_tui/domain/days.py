"""Days as people write them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from hep_tui.domain.calendars import ENGLISH, Calendar
from hep_tui.domain.clock import short_day
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.speech import calendar
from hep_tui.errors import HepError

Names = Mapping[str, tuple[str, ...]]
"""The names of a calendar as they are compared, by what they name."""
_NUMBERS = re.compile(r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d\d))?")
_MONTH_NUMBERS = re.compile(r"(?P<m>\d{1,2})(?P<sign>[/.-])(?P<d>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d\d))?")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NAME = r"(?P<m>[^\W\d_]{3,}(?: [^\W\d_]{3,})?)\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain|er|\.)?"
_YEAR = r"(?:,? (?:de )?(?P<y>\d{4}|\d\d))?"
_DAY_MONTH = re.compile(f"{_DAY} ?(?:of |de )?{_NAME}{_YEAR}")
_MONTH_DAY = re.compile(f"{_NAME} {_DAY}{_YEAR}")
_TIME = re.compile(r",? (?:at )?(?:\d{1,2}[:.]\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon)$")
_WRITTEN = re.compile(r"\d{1,4}/\d{1,2}(?:/\d{1,4})?|\d{4}-\d{1,2}-\d{1,2}")
_LONG = timedelta(weeks=4)
_LEAST = 3
"""A name may be cut to so many letters."""
_EXAMPLE = date(2026, 12, 3)


def how() -> str:
    """Return how a day may be written, for whoever is asked for one."""
    numbers = "12/3/2026" if calendar().month_first else "3/12/2026"
    return f"{short_day(_EXAMPLE)}, {numbers} or {_EXAMPLE.isoformat()}"


def read_date(text: str, today: date | None = None) -> date | None:
    """Return the day that somebody wrote, else None: in the order of the review, a year of two digits in this century.

    Without a year it is in that of `today`, and the name of a weekday is the next one. A time of day behind it is read
    over; a weekday before it has to be right.
    """
    text = _TIME.sub("", _folded(text))
    if (ahead := _ahead(text, today or date.min)) is not None:
        return today + timedelta(ahead) if today else None
    for size in (2, 1):
        *before, rest = text.split(" ", size)
        weekday = _place(" ".join(before).rstrip(".,"), "weekdays")
        if weekday is not None and (day := _read(rest, today)):
            return day if day.weekday() == weekday else None
    return _read(text, today)


def _folded(text: str) -> str:
    return plain(" ".join(text.replace("’", "'").split()))


def _ahead(text: str, today: date) -> int | None:
    """Return how many days ahead a day is that is named from today, None for any other text."""
    for each in _calendars():
        if text in each["near"]:
            return each["near"].index(text)
        if text in each["weekdays"]:
            return (each["weekdays"].index(text) - today.weekday() - 1) % 7 + 1
    return None


def _calendars() -> tuple[Names, ...]:
    """Return the names that are read: those of the review, then the English ones."""
    return tuple(_names(each) for each in dict.fromkeys((calendar(), ENGLISH)))


@cache
def _names(of: Calendar) -> Names:
    lists = {"months": of.months, "weekdays": of.weekdays, "near": of.near}
    return {name: tuple(map(_folded, names)) for name, names in lists.items()}


def _read(text: str, today: date | None) -> date | None:
    forms = (_ISO, _MONTH_NUMBERS if calendar().month_first else _NUMBERS, _DAY_MONTH, _MONTH_DAY)
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
    place = _place(written, "months")
    return 0 if place is None else place + 1


def _year(written: str | None, today: date | None) -> int:
    if written is None:
        return today.year if today else 0
    return int(written) + (2000 if len(written) == 2 else 0)


def _place(word: str, names: str) -> int | None:
    """Return the place of the one name that a word of three letters or more begins, or whose last word it begins."""
    for each in _calendars():
        found = [at for at, name in enumerate(each[names]) if name.startswith(word) or _last(name).startswith(word)]
        if len(found) == 1 and len(word) >= _LEAST:
            return found[0]
    return None


def _last(name: str) -> str:
    return name.rpartition(" ")[2]


def names_a_day(word: str) -> bool:
    """Say whether a word is the whole name of a weekday, or one for today or tomorrow."""
    return _ahead(_folded(word), date.min) is not None


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
        raise HepError(f"{text[:40]} is not a date; nothing was changed, write it as {how()}.")
    return day
