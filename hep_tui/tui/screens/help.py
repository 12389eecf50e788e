"""F1: every key of a screen, and on the capture screen the marks of the shorthand, on one page."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.speech import worded
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung


class HelpScreen(HepScreen[None]):
    """List the keys of the screen it was called from."""

    OFFERS = "back up down scroll-up scroll-down"

    def __init__(self, about: type[HepScreen[Any]]) -> None:
        super().__init__()
        self.about = about

    def compose_body(self) -> ComposeResult:
        """Show one line a key."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def load(self) -> None:
        """Read nothing: what a screen offers never changes."""

    async def opened(self) -> None:
        """Say what the keys of this page do."""
        self.rest()

    def draw(self, view: None) -> None:
        """Show the page at its width."""
        self.top("help", saved="")
        self.query_one("#page", Static).update(self._page(self.size.width - 3))

    def rest(self) -> None:
        """Say what the keys of this page do."""
        self.say("PgDn shows what follows, Esc goes back. Keys can be changed in keys.toml.")

    def _page(self, width: int) -> Content:
        lines = [content(worded(line)) for line in getattr(self.about, "guide", ())]
        for command in (*self.about.commands, *self.hep.commands):
            key = self.hep.written(command)
            lines += [content(line) for line in hung(f" {key:<9} {command.words:<16} ", command.help, width)]
        return Content("\n").join(lines)
