"""Numbers as a spreadsheet shows them: whole, as days, in hundredths."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hep_tui.tables.archive import Walk, ignore

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EXACT = 1e15
_HUNDREDTHS = frozenset({9, 10})


@dataclass(frozen=True)
class Styles:
    """Hold the places of the cell styles that show a number as a day or a time, or in hundredths."""

    dates: frozenset[int] = frozenset()
    percent: frozenset[int] = frozenset()


def styles(walk: Walk) -> Styles:
    """Return what the cell styles of a workbook make of numbers."""
    formats: dict[int, str] = {}
    found: list[int] = []
    inside = {"cellXfs": False}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside["cellXfs"] = True
        elif tag == "xf" and inside["cellXfs"]:
            found.append(int(attributes.get("numFmtId", 0)))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside["cellXfs"] = False

    walk(start, end, ignore)
    return Styles(
        frozenset(k for k, id in enumerate(found) if id in _BUILT_IN or _is_date(formats.get(id, ""))),
        frozenset(k for k, id in enumerate(found) if id in _HUNDREDTHS or "%" in _QUOTED.sub("", formats.get(id, ""))),
    )


def _is_date(code: str) -> bool:
    return bool(re.search(r"[dmyhs]", _QUOTED.sub("", code).lower().replace("general", "")))


def as_date(number: float, from_1904: bool) -> str:
    """Return a serial number as an ISO date, with its time; the number itself where it is not a date."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(days=number)
    except (OverflowError, ValueError):
        return str(number)
    if number < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d}" if number.is_integer() else f"{moment:%Y-%m-%d %H:%M}"


def whole_written(number: str) -> str:
    """Return the digits of a number; a spreadsheet keeps a whole one as a fraction, a long one stays as it is."""
    value = float(number)
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else number.strip()


def as_percent(number: float) -> str:
    """Return a number in hundredths, as `50%`."""
    return f"{number * 100:.10g}%"
