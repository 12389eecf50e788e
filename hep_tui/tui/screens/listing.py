"""Screens with a list, one line of which is marked."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.tui.screens.base import HepScreen


class ListScreen(HepScreen):
    """Show a list, and keep the line that is marked in sight."""

    def compose_body(self) -> ComposeResult:
        """Leave room for the list."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="list")

    def action_up(self) -> None:
        """Mark the line above."""
        self.mark(-1)

    def action_down(self) -> None:
        """Mark the line below."""
        self.mark(1)

    def mark(self, by: int) -> None:
        """Mark another line of the list."""
        raise NotImplementedError

    def keep_in_sight(self, top: int, height: int) -> None:
        """Scroll as little as it takes to see the lines of the list from `top` on."""
        body = self.query_one("#body", VerticalScroll)
        room = body.size.height
        at = body.scroll_offset.y
        wanted = top if top < at or height >= room else max(at, top + height - room)
        body.scroll_to(y=wanted, animate=False, immediate=True)
