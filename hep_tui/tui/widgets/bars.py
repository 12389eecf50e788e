"""Bars of eighth blocks, each with its words and its figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from hep_tui.tui.symbols import Symbols, symbols
from hep_tui.tui.text import content, fit


@dataclass(frozen=True)
class Bar:
    """Hold one bar: words before it, the figure, its share of the longest (0 to 1), and words after it."""

    label: str
    figure: str
    share: float
    note: str = ""
    tier: str = ""


class Bars(Widget):
    """Draw bars that are as long as their figures."""

    DEFAULT_CSS = "Bars { height: auto; }"

    bars: reactive[Sequence[Bar]] = reactive((), layout=True)

    def render(self) -> RenderResult:
        """Return one line a bar."""
        width = self.size.width or 80
        return Content("\n").join([self._line(bar, width) for bar in self.bars])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return one row a bar."""
        return max(1, len(self.bars))

    def _line(self, bar: Bar, width: int) -> Content:
        tier = max((len(b.tier) for b in self.bars), default=0)
        note = max((len(b.note) for b in self.bars), default=0)
        label = min(max((len(b.label) for b in self.bars), default=0), max(12, width // 2 - tier))
        figure = max((len(b.figure) for b in self.bars), default=0)
        room = max(4, width - tier - label - figure - note - 6)
        return Content.assemble(
            content(f" {fit(bar.tier, tier)} {fit(bar.label, label)} {bar.figure:>{figure}} "),
            (draw(bar.share, room), "$primary"),
            content(f" {fit(bar.note, note)}"),
        )


def draw(share: float, room: int, signs: Symbols | None = None) -> str:
    """Return a bar of `share` of `room` cells, padded to `room`, to an eighth of a cell."""
    signs = signs or symbols()
    eighths = round(min(1.0, max(0.0, share)) * room * 8)
    full, rest = divmod(eighths, 8)
    bar = signs.bar * full + (signs.eighths[rest].strip() if rest else "")
    return bar + " " * (room - len(bar))


class PlainBar(ScrollBarRender):
    """Draw a scrollbar whose ends are blanks, for terminals without block signs."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8
