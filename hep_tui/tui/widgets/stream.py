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
        self._rows: Sequence[Row] = ()
        self._starts: list[int] = []
        self._lines: list[_Drawn] = []
        self._drawn_width = 0

    def load(self, rows: Sequence[Row]) -> None:
        """Show these rows; those that are the same objects as before, up to the first that is not, stay drawn."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        same = next((i for i, (old, new) in enumerate(zip(self._rows, rows, strict=False)) if old is not new), -1)
        self._rows, before = rows, len(self._rows)
        self._draw(same if same >= 0 else min(before, len(rows)))
        if at_end:
            self._to_end()

    def on_resize(self) -> None:
        """Break the lines anew for the new width."""
        self._draw()
        self._to_end()

    def _to_end(self) -> None:
        """Show the newest; set at once, since a scroll that waits for the next layout shows the oldest first."""
        self.scroll_y = self.scroll_target_y = max(0, len(self._lines) - self.scrollable_content_region.height)

    def _draw(self, first: int = 0) -> None:
        """Draw the rows from `first` on; those before it stand as they are, unless the width is another."""
        width = max(10, self.scrollable_content_region.width)
        first = first if width == self._drawn_width else 0
        self._drawn_width = width
        if first < len(self._starts):
            del self._lines[self._starts[first] :], self._starts[first:]
        for row in self._rows[first:]:
            self._starts.append(len(self._lines))
            self._lines += _draw(row, width)
        self.virtual_size = Size(width, len(self._lines))
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
