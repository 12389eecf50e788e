"""One cell of a CSV file: a value of the logbook as text that reads back as the same value."""

import math
import re
from datetime import date, datetime

from hep_tui.domain.text import shown
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, Column

# What spreadsheets take for the start of a formula (OWASP, CSV injection), with the full-width forms.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Beyond this R and spreadsheets, which keep every number as a double, would show another one.
EXACT = 2**53
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def written(column: Column, value: object, *, excel_safe: bool = False) -> str:
    """Return a value as the text of a cell; empty for None.

    `excel_safe` puts ' before a text that a spreadsheet would take for a formula. Raises ValueError where the value
    is not of the column's type or outside its bounds.
    """
    if value is None or value == "":
        return ""
    if column.type == BOOLEAN:
        return "true" if _of(bool, value) else "false"
    if column.type in (INTEGER, NUMBER):
        return _number(column, value)
    text = shown(str(_of(str, value)))
    if column.type in (DATE, DATETIME):
        return _time(column, text)
    return safe(text) if excel_safe else text


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _number(column: Column, value: object) -> str:
    allowed = (int,) if column.type == INTEGER else (int, float)
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise ValueError(value)
    if abs(value) > EXACT if isinstance(value, int) else not math.isfinite(value):
        raise ValueError(value)
    low, high = column.minimum, column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(value)
    return repr(value)


def _time(column: Column, text: str) -> str:
    """Return an ISO date or a time in UTC, checked to be one."""
    form, parse = (_DATE, date.fromisoformat) if column.type == DATE else (_DATETIME, datetime.fromisoformat)
    if text:
        if not form.fullmatch(text):
            raise ValueError(text)
        parse(text)
    return text


def _of(cls: type, value: object) -> object:
    if not isinstance(value, cls):
        raise ValueError(value)
    return value
