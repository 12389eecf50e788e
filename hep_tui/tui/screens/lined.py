"""Screens with a line that everything typed goes into."""

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.speech import worded
from hep_tui.tui.command import Command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.widgets.line import Line

V = TypeVar("V")


class LineScreen(HepScreen[V]):
    """Give letters to the line, whatever has the focus; every other key is a command's."""

    AUTO_FOCUS = "Line"
    TAKES_WORDS = True
    PLACEHOLDER: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line(placeholder=worded(self.PLACEHOLDER))

    def compose_line(self, prompt: Content) -> ComposeResult:
        """Put the line behind its sign."""
        with Horizontal(id="capture-line"):
            yield Static(prompt, id="prompt")
            yield self.line

    def line_changed(self) -> None:
        """Say or show what the line says by now, after somebody typed into it."""

    def on_input_changed(self, event: Line.Changed) -> None:
        """Stop the event: it comes late, when more may have been typed; `line_changed` was called at once."""
        event.stop()

    async def keyed(self, event: events.Key) -> bool:
        """Take letters, and what edits them."""
        takes = self.line.takes(event)
        if takes:
            await self.line.put(event)
            self.line_changed()
        return takes

    async def paste(self, text: str) -> None:
        """Put the first line that is pasted where the cursor is, in the answer or in the line."""
        if self.asking:
            await super().paste(text)
        else:
            first = next((line for line in text.splitlines() if line.strip()), "")
            self.line.insert_text_at_cursor(first)
            self.line_changed()

    async def run_command(self, what: Command) -> None:
        """Run a command once the lines entered before it are dealt with."""
        await self.line.dealt_with()
        await super().run_command(what)
