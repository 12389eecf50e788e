"""The stream of notes: any number of them, drawn a line at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hep_tui.tui.text import fit, wrap


@dataclass(frozen=True)
class Row:
    """Hold one note as it is drawn: a head line, its text, and its marks."""

    id: str
    head: str
    text: str
    tags: str = ""
    concern: bool = False


@dataclass(frozen=True)
class _Drawn:
    text: str
    part: str


class Stream(ScrollView, can_focus=False):
    """Show rows with the newest at the bottom, and stay there unless somebody has scrolled back."""

    DEFAULT_CSS = """
    Stream { scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0 1; }
    """
    COMPONENT_CLASSES = {"stream--head", "stream--text", "stream--tags"}

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._lines: list[_Drawn] = []
        self._wrapped: dict[tuple[Row, int], list[_Drawn]] = {}

    def load(self, rows: Sequence[Row]) -> None:
        """Show these rows; what is already drawn of them is not drawn again."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self._rows = tuple(rows)
        self._draw()
        if at_end:
            self._to_end()

    def on_resize(self) -> None:
        """Break the lines anew for the new width."""
        self._draw()
        self._to_end()

    def _to_end(self) -> None:
        """Show the newest; set at once, since a scroll that waits for the next layout shows the oldest first."""
        self.scroll_y = self.scroll_target_y = max(0, len(self._lines) - self.scrollable_content_region.height)

    def _draw(self) -> None:
        width = max(10, self.scrollable_content_region.width)
        before, self._wrapped = self._wrapped, {}
        lines: list[_Drawn] = []
        for row in self._rows:
            drawn = before.get((row, width)) or _draw(row, width)
            self._wrapped[row, width] = drawn
            lines += drawn
        self._lines = lines
        self.virtual_size = Size(width, len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        drawn = self._lines[line]
        style = self.get_component_rich_style(f"stream--{drawn.part}")
        return Strip([Segment(fit(drawn.text, width), style)], width)


def _draw(row: Row, width: int) -> list[_Drawn]:
    lines = [_Drawn(row.head, "head")]
    body = wrap(row.text, width - 2)
    lines += [_Drawn(f"  {line}", "text") for line in body]
    if row.tags:
        last = lines[-1]
        if len(body[-1]) + len(row.tags) + 5 <= width and len(body) < 2:
            lines[-1] = _Drawn(f"{last.text}   {row.tags}", "text")
        else:
            lines += [_Drawn(f"  {line}", "tags") for line in wrap(row.tags, width - 2)]
    return lines
