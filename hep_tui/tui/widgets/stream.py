"""The stream of notes: any number of them, drawn a line at a time."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hep_tui.tui.symbols import symbols
from hep_tui.tui.widgets import card
from hep_tui.tui.widgets.card import Card, Run

_BREATHES = 24
"""From so many rows on there is an empty one behind each note."""


class Stream(ScrollView, can_focus=False):
    """Show cards with the newest at the bottom, and stay there unless somebody has scrolled back.

    The card of the note in `marked` stands out, by a sign before each of its lines as well as by colour.
    """

    DEFAULT_CSS = """
    Stream { scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0 1 0 0; }
    Stream > .stream--text, Stream > .stream--lead { color: $foreground; }
    Stream > .stream--quiet { color: $quiet; }
    Stream > .stream--chip { color: $quiet; background: $panel; }
    Stream > .stream--group { color: $foreground; text-style: bold underline; }
    Stream > .stream--marked { color: $here; text-style: bold; }
    """
    DEFAULT_CSS += "".join(
        f"Stream > .stream--gutter-{tone} {{ color: $background; background: {ground}; text-style: bold; }}\n"
        for tone, ground in card.GROUNDS.items()
    )
    COMPONENT_CLASSES = {
        *(f"stream--{part}" for part in ("text", "lead", "quiet", "chip", "group", "marked")),
        *(f"stream--gutter-{tone}" for tone in card.GROUNDS),
    }

    marked: reactive[str] = reactive("")

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Card] = ()
        self._starts: list[int] = []
        self._lines: list[tuple[str, list[Run]]] = []
        self._drawn_for = (0, False)

    def load(self, rows: Sequence[Card]) -> None:
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
        """Break the lines again where a scrollbar takes some of their width; nobody is told of that as a new size."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self._draw()
        if at_end:
            self._to_end()
        if self.show_vertical_scrollbar:
            # It was told of no scroll while it was away.
            self.vertical_scrollbar.position = self.scroll_y

    def on_resize(self) -> None:
        """Break the lines again for the new width."""
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

    def unmark(self, seen: str = "") -> None:
        """Mark no note; the one that was `seen` stays in sight."""
        at = self.scroll_y
        self.marked = ""
        if seen:
            self.scroll_y = self.scroll_target_y = at
        else:
            self._to_end()

    def _to_end(self) -> None:
        """Show the newest; set at once, since a scroll that waits for the next layout shows the oldest first."""
        self.scroll_y = self.scroll_target_y = max(0, len(self._lines) - self.scrollable_content_region.height)

    def _draw(self, first: int = 0) -> None:
        """Draw the rows from `first` on; those before it are left alone, unless the width has changed."""
        width = max(10, self.scrollable_content_region.width)
        airy = self.size.height >= _BREATHES
        first = first if (width, airy) == self._drawn_for else 0
        self._drawn_for = (width, airy)
        if first < len(self._starts):
            del self._lines[self._starts[first] :], self._starts[first:]
        for row in self._rows[first:]:
            self._starts.append(len(self._lines))
            self._lines += ((row.id, line) for line in card.lines(row, width, airy=airy))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        id, runs = self._lines[line]
        marked = bool(id) and id == self.marked and bool(runs)
        segments = [Segment(run.text, self._style(run.part, marked)) for run in runs]
        if marked:
            segments[0] = Segment(symbols().here, self.get_component_rich_style("stream--marked"))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, part: str, marked: bool) -> Style:
        return self.get_component_rich_style("stream--marked" if marked and part == "text" else f"stream--{part}")
