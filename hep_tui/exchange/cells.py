"""One cell of a CSV file: a value of the logbook as text that reads back as the same value."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime

from hep_tui.domain.text import shown
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, Column

# What spreadsheets take for the start of a formula (OWASP, CSV injection), with the full-width forms.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Beyond this R and spreadsheets, which keep every number as a double, would show another one.
EXACT = 2**53
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
Form = Callable[[object], str]
"""Writes a value as the text of a cell, empty for None, and raises ValueError where it is none of its column."""


def written(column: Column, value: object, *, excel_safe: bool = False) -> str:
    """Return a value as the text of a cell; see `form_of`."""
    return form_of(column, excel_safe=excel_safe)(value)


def form_of(column: Column, *, excel_safe: bool = False) -> Form:
    """Return what writes the values of a column, which are of its type and within its bounds.

    `excel_safe` puts ' before a text that a spreadsheet would take for a formula.
    """
    if column.type == BOOLEAN:
        return _truth
    if column.type in (INTEGER, NUMBER):
        return _number(column)
    if column.type in (DATE, DATETIME):
        return _date if column.type == DATE else _time
    return _safe_text if excel_safe else _text


def quoted(text: str) -> str:
    """Return a cell as it is in a line, between quotes where it holds what would end it.

    As `csv.writer` does it; most cells of a row say what those above them do, and are quoted once.
    """
    if '"' in text:
        text = text.replace('"', '""')
    elif "," not in text and "\n" not in text:
        return text
    return f'"{text}"'


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(value)
    return shown(value)


def _safe_text(value: object) -> str:
    return safe(_text(value))


def _truth(value: object) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    return _empty(value)


def _number(column: Column) -> Form:
    allowed = (int,) if column.type == INTEGER else (int, float)
    low = -math.inf if column.minimum is None else column.minimum
    high = math.inf if column.maximum is None else column.maximum

    def number(value: object) -> str:
        # A truth is not a number.
        if type(value) not in allowed:
            return _empty(value)
        assert isinstance(value, int | float)
        exact = -EXACT <= value <= EXACT if isinstance(value, int) else math.isfinite(value)
        if not exact or not low <= value <= high:
            raise ValueError(value)
        return repr(value)

    return number


def _date(value: object) -> str:
    text = _text(value)
    if text:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        date.fromisoformat(text)
    return text


def _time(value: object) -> str:
    """Return a time in UTC, checked to be one."""
    text = _text(value)
    if text:
        if not _DATETIME.fullmatch(text):
            raise ValueError(text)
        datetime.fromisoformat(text)
    return text


def _empty(value: object) -> str:
    """Return nothing for nothing. Raises ValueError where it is anything else."""
    if value is None or value == "":
        return ""
    raise ValueError(value)
