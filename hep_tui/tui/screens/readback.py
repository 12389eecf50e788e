"""Read back: the notes of an item, large, to be read aloud."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.notes import Note
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.capture import Capture


class ReadBackScreen(HepScreen):
    """Show the notes of one item with room around each."""

    commands = (c.Back, c.ScrollUp, c.ScrollDown)
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, view: Capture, item: str) -> None:
        super().__init__()
        self.view, self.item = view, item

    def compose_body(self) -> ComposeResult:
        """Leave room for the notes."""
        with VerticalScroll(id="body"):
            yield Static("", id="notes")

    def on_resize(self) -> None:
        """Set the notes to the width there is, with room around each."""
        notes = [n.what for n in self.view.notes if n.what.item == self.item]
        lines: list[Content] = []
        for number, note in enumerate(notes, 1):
            lines += [Content(""), *_paragraph(number, note, min(100, self.size.width - 4))]
        self.query_one("#notes", Static).update(
            Content("\n").join(lines) if lines else content("\n  No notes on this item yet.")
        )

    async def reload(self) -> None:
        """Say which item is read."""
        found = self.view.line.meeting.item(self.item)
        self.query_one(TopLine).where = f"read back: {found.title if found else ''}"
        self.say("Page up and page down scroll; Esc goes back to the line.")

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _paragraph(number: int, note: Note, width: int) -> list[Content]:
    words = f"“{note.text}”" if note.quote else note.text
    said = ", ".join(["key point"] * note.key + [note.sentiment] * bool(note.sentiment))
    body = [content(line, "bold") for line in hung(f" {number:>3}.  ", words, width)]
    return [*body, *([content(f"       {said}", "$quiet")] if said else [])]
