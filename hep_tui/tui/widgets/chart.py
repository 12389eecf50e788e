"""Charts in cells: the same marks on every screen and in the room."""

from collections.abc import Sequence

from textual.content import Content
from textual.scrollbar import ScrollBarRender

from hep_tui.domain.chart import Chart, widths
from hep_tui.tui.symbols import only_ascii, symbols
from hep_tui.tui.text import content, fit, wrap

_SHORTEST = 10
"""A bar has at least so many cells; what they leave is for words."""
LEVELS = 4
"""How many steps the ramp of levels has; see `level-1` to `level-4` in the themes."""


def lines(chart: Chart, width: int, *, airy: bool = False) -> list[Content]:
    """Return a chart: what holds for all, the heads of its columns, then a line a bar, with one between if `airy`."""
    said = [content(f" {line}", "$quiet") for line in wrap(chart.said, width - 2)] if chart.said else []
    drawn: list[Content] = [*said, *_heads(chart, width)]
    before = 0
    for bar in chart.bars:
        new = bar.tier != before
        tier, label, figure, room, note = _columns(chart, width)
        lead = fit(f"tier {bar.tier}" if new and chart.tiers else "", tier)
        drawn.append(
            Content.assemble(
                content(f" {lead}", "$quiet"),
                content(f"{fit(bar.label, label)} "),
                content(f"{bar.figure:>{figure}} ", "bold"),
                bar_of(bar.share, room),
                content(f" {bar.note:>{note}}", "$quiet"),
            )
        )
        drawn += [Content("")] * airy
        before = bar.tier
    return drawn


def _heads(chart: Chart, width: int) -> list[Content]:
    if not chart.bars or not (chart.figure or chart.note):
        return []
    tier, label, figure, room, note = _columns(chart, width)
    text = f" {'':{tier}}{'':{label}} {chart.figure:>{figure}} {'':{room}} {chart.note:>{note}}"
    return [content(text, "$quiet")]


def _columns(chart: Chart, width: int) -> tuple[int, int, int, int, int]:
    """Return how wide tier, label, figure, bar and note are."""
    tier = 7 if chart.tiers else 0
    note = max((len(bar.note) for bar in chart.bars), default=0)
    note = max(note, len(chart.note)) if note else 0
    figure = max((len(bar.figure) for bar in chart.bars), default=0)
    figure = max(figure, len(chart.figure)) if figure else 0
    longest_label = max((len(bar.label) for bar in chart.bars), default=0)
    room = width - tier - figure - note - 6
    label = min(longest_label, max(12, room - _SHORTEST))
    return tier, label, figure, max(4, room - label), note


def bar_of(share: float, room: int, sign: str = "") -> Content:
    """Return a bar that fills its share of `room` cells, to half a cell; the rest shows how long the scale is.

    `sign` draws it with whole cells instead, for a bar of several rows.
    """
    filled = sign * round(min(1.0, max(0.0, share)) * room) if sign else strip(share, room)
    track = sign if sign and symbols().track.strip() else symbols().track
    return Content.assemble((filled, "$primary"), (track * (room - len(filled)), "$panel" if sign else "$line"))


def strip(share: float, room: int) -> str:
    """Return the filled part of a bar of `room` cells, to half a cell where the terminal has a sign for it."""
    halves = round(min(1.0, max(0.0, share)) * room * 2)
    signs = symbols()
    return signs.bar * (halves // 2) + signs.half * (halves % 2)


def stack(counts: Sequence[int], scale: int, room: int) -> Content:
    """Return one stacked bar, lowest level first; a terminal with only ASCII gets the digit of each level."""
    sizes = widths(counts, scale, room)
    parts = [(mark(level) * size, f"${tone(level, len(counts))}") for level, size in enumerate(sizes, 1)]
    return Content.assemble(*parts, " " * (room - sum(sizes)))


def mark(level: int) -> str:
    """Return the sign that one cell of a level is drawn with."""
    return str(level % 10) if only_ascii() else symbols().bar


def tone(level: int, levels: int) -> str:
    """Return the colour of a level by its place among so many; that of text where it is drawn with a digit."""
    if only_ascii():
        return "foreground"
    step = round((level - 1) / max(1, levels - 1) * (LEVELS - 1)) + 1
    return f"level-{step}"


class PlainBar(ScrollBarRender):
    """Draw a scrollbar whose ends are blanks, for terminals without block signs."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8
