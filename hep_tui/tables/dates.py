"""Numbers that a spreadsheet shows as days, as ISO dates."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
Walk = Callable[[Callable[[str, Mapping[str, str]], None], Callable[[str], None], Callable[[str], None]], None]


def date_styles(walk: Walk) -> frozenset[int]:
    """Return the places of the cell styles that show a number as a day or a time."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    inside = {"cellXfs": False}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside["cellXfs"] = True
        elif tag == "xf" and inside["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", 0)))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside["cellXfs"] = False

    walk(start, end, lambda _: None)
    return frozenset(k for k, id in enumerate(styles) if id in _BUILT_IN or _is_date(formats.get(id, "")))


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
