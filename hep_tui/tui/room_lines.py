"""A page of the room's screen, and how much room its paragraphs and bars take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from hep_tui.domain.chart import Bar
from hep_tui.domain.polls import Poll
from hep_tui.tui.symbols import drawn
from hep_tui.tui.text import fit, hung, wrap


class Line(NamedTuple):
    """Hold one paragraph; what is too long for its line goes on below, set in as far as `lead`."""

    text: str
    lead: str = ""
    style: str = "bold"

    def rows(self, width: int) -> list[str]:
        """Return it in rows of at most `width` cells; a lead that leaves no room goes into the text."""
        if cell_len(self.lead) <= width // 2:
            return hung(drawn(self.lead), self.text, width)
        return wrap(f"{self.lead} {self.text}", width)


@dataclass(frozen=True)
class Page:
    """Hold one page: which result it is of, what stands above it, its heading, and bars or paragraphs below.

    The first page of each result, the result line itself, has no heading; `large` is who leads, for the back row.
    """

    title: str = ""
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    head: tuple[Line, ...] = ()
    result: int = 0
    large: str = ""


def cut(line: Line, width: int, rows: int) -> list[Line]:
    """Return a paragraph as several of at most so many rows."""
    held = line.rows(width)
    if len(held) <= rows:
        return [line]
    parts = [held[start : start + rows] for start in range(0, len(held), rows)]
    return [Line("\n".join(row.strip() for row in part), style=line.style) for part in parts]


def asked(poll: Poll, width: int, rows: int) -> list[Line]:
    """Return the question in capitals, in at most so many rows, the last of them ending in … where that cuts it."""
    held = wrap((poll.question.strip() or poll.title).upper(), width)
    if len(held) > rows:
        held = [*held[: rows - 1], fit(f"{held[rows - 1]} {held[rows]}", width)]
    return [Line(row) for row in held]


def short(bars: Sequence[Bar], width: int) -> bool:
    """Say whether every bar has room on one row beside its words."""
    return max((cell_len(bar.label) for bar in bars), default=0) <= width * 3 // 4


def label_rows(bars: Sequence[Bar], width: int) -> list[list[str]]:
    """Return the words above each bar, in rows, behind its figure."""
    figure = max((len(bar.figure) for bar in bars), default=0)
    return [hung(f"{bar.figure:>{figure}}  ", bar.label, width) for bar in bars]


def bar_rows(bars: Sequence[Bar], width: int) -> list[int]:
    """Return how many rows each bar takes at least."""
    return [1] * len(bars) if short(bars, width) else [len(rows) + 1 for rows in label_rows(bars, width)]
