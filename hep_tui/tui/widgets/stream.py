"""The stream of notes: any number of them, drawn a line at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import fit, wrap


@dataclass(frozen=True)
class Row:
    """Hold one note as it is drawn: a head line, its text, and its marks; without a text it heads a group."""

    id: str
    head: str
    text: str = ""
    tags: str = ""


@dataclass(frozen=True)
class _Drawn:
    id: str
    text: str
    part: str


class Stream(ScrollView, can_focus=False):
    """Show rows with the newest at the bottom, and stay there unless somebody has scrolled back.

    The row of the note in `marked` stands out, by a sign before each of its lines as well as by colour.
    """

    DEFAULT_CSS = """
    Stream { scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0 1; }
    """
    COMPONENT_CLASSES = {"stream--head", "stream--text", "stream--tags", "stream--group", "stream--marked"}

    marked: reactive[str] = reactive("")

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

    @property
    def order(self) -> list[str]:
        """Return the ids of the notes from top to bottom, each once."""
        return list(dict.fromkeys(row.id for row in self._rows if row.id))

    def watch_show_vertical_scrollbar(self) -> None:
        """Break the lines anew where a scrollbar takes some of their width; nobody is told of that as a new size."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self._draw()
        if at_end:
            self._to_end()
        if self.show_vertical_scrollbar:
            # It was told of no scroll while it was away.
            self.vertical_scrollbar.position = self.scroll_y

    def on_resize(self) -> None:
        """Break the lines anew for the new width."""
        self._draw()
        if self.marked:
            self.watch_marked(self.marked)
        else:
            self._to_end()

    def watch_marked(self, id: str) -> None:
        """Bring the row of the marked note into sight, and go back to the newest when none is marked."""
        start = next((self._starts[i] for i, row in enumerate(self._rows) if row.id == id), None) if id else None
        height = self.scrollable_content_region.height
        if start is None:
            self._to_end()
        elif not self.scroll_offset.y <= start <= self.scroll_offset.y + height - 3:
            self.scroll_y = self.scroll_target_y = max(0, start - height // 3)

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
        marked = bool(drawn.id) and drawn.id == self.marked
        style = self.get_component_rich_style("stream--marked" if marked else f"stream--{drawn.part}")
        text = symbols().here + drawn.text[1:] if marked and drawn.part != "head" else drawn.text
        return Strip([Segment(fit(text, width), style)], width)


def _draw(row: Row, width: int) -> list[_Drawn]:
    if not row.text:
        return [_Drawn("", "", "text"), _Drawn("", row.head, "group")]
    lines = [_Drawn(row.id, row.head, "head")]
    body = wrap(row.text, width - 2)
    lines += [_Drawn(row.id, f"  {line}", "text") for line in body]
    if row.tags:
        last = lines[-1]
        if len(body[-1]) + len(row.tags) + 5 <= width and len(body) < 2:
            lines[-1] = _Drawn(row.id, f"{last.text}   {row.tags}", "text")
        else:
            lines += [_Drawn(row.id, f"  {line}", "tags") for line in wrap(row.tags, width - 2)]
    return lines
