"""A page of what the room sees of a declared result, whichever display shows it: words and figures, no layout."""

from dataclasses import dataclass
from typing import NamedTuple

from hep_tui.domain.chart import Bar

CHECKED = "THE RECORD IS BEING CHECKED"
"""What the room sees while nothing is known of the record for certain."""


class Line(NamedTuple):
    """Hold one paragraph; `lead` is before it, and what is too long for its line goes on set in as far."""

    text: str
    lead: str = ""
    style: str = "bold"


@dataclass(frozen=True)
class Page:
    """Hold one page: which result it is of, what is above it, its heading, and bars or paragraphs below.

    The first page of each result, the result line itself, has no heading; `large` is who leads, for the back row.
    """

    title: str = ""
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    head: tuple[Line, ...] = ()
    result: int = 0
    large: str = ""
