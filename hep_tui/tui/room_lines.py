"""How much room the paragraphs and bars of a page take on the room's screen."""

from collections.abc import Sequence

from rich.cells import cell_len

from hep_tui.domain.chart import Bar
from hep_tui.tui.symbols import drawn
from hep_tui.tui.text import fit, hung, wrap
from hep_tui.views.room_page import Line


def rows_of(line: Line, width: int) -> list[str]:
    """Return a paragraph in rows of at most `width` cells; a lead that leaves no room goes into the text."""
    if cell_len(line.lead) <= width // 2:
        return hung(drawn(line.lead), line.text, width)
    return wrap(f"{line.lead} {line.text}", width)


def cut(line: Line, width: int, most: int) -> list[Line]:
    """Return a paragraph as several of at most so many rows."""
    held = rows_of(line, width)
    if len(held) <= most:
        return [line]
    parts = [held[start : start + most] for start in range(0, len(held), most)]
    return [Line("\n".join(row.strip() for row in part), style=line.style) for part in parts]


def asked(question: str, width: int, most: int) -> list[Line]:
    """Return the question in capitals, in at most so many rows, the last of them ending in … where that cuts it."""
    held = wrap(question.upper(), width)
    if len(held) > most:
        held = [*held[: most - 1], fit(f"{held[most - 1]} {held[most]}", width)]
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
