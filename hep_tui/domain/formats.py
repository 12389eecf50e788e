"""How a text of a pack has to look where it is more than words; each says what is wrong, or nothing."""

import re
from datetime import date
from zoneinfo import available_timezones

from hep_tui.domain.schema import quoted, suggestion

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TABLE_NAME = re.compile(r"\w[\w.-]*\.csv", re.ASCII)
_PLACE_NUMBER = re.compile(r"[A-Z]{0,3}[0-9]{2,12}[A-Z]{0,2}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_NO_DAY = "expected a day such as 2023-07-31"
_COLOUR = re.compile(r"[\w -]*")


def plain_id(text: str) -> str:
    """Refuse what is not an id."""
    return "" if _ID.fullmatch(text) else f"{quoted(text)} is not an id; write small letters, digits and single hyphens"


def model_id(text: str) -> str:
    """Refuse what is not an id of a model."""
    wrong = plain_id(text)
    return f"{wrong}, or one capital letter" if wrong and not re.fullmatch("[A-Z]", text) else ""


def place_number(text: str) -> str:
    """Refuse what is not a number of a school, a practice or another place."""
    fits = _PLACE_NUMBER.fullmatch(text)
    return "" if fits else f"{quoted(text)} is not a number of a place; write digits and letters, as 102365 or F84123"


def table_name(text: str) -> str:
    """Refuse what is no plain name of a CSV file."""
    fits = not text or _TABLE_NAME.fullmatch(text)
    return "" if fits else "expected the plain name of a CSV file, which is beside the pack"


def colour(text: str) -> str:
    """Refuse what is not a name of a colour."""
    return "" if _COLOUR.fullmatch(text) else "expected the name of a colour in quotes"


def language(text: str) -> str:
    """Refuse what is no tag of a language."""
    return "" if _LANGUAGE.fullmatch(text) else "expected the tag of a language, such as en-GB or cy"


def time_zone(text: str) -> str:
    """Refuse a time zone that this system does not know; without a table of zones none is refused."""
    zones = available_timezones()
    if not zones or text in zones:
        return ""
    return f"expected a time zone such as Europe/London{suggestion(text, zones)}"


def day(text: str) -> str:
    """Refuse what is not a day as ISO 8601 writes it."""
    try:
        return "" if not text or date.fromisoformat(text).isoformat() == text else _NO_DAY
    except ValueError:
        return _NO_DAY
