"""Screens with a sheet that is read from the top, and a few lines that stay in sight under it."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.tui.screens.base import HepScreen


class SheetScreen(HepScreen):
    """Show a sheet, and what stays in sight under it."""

    def compose_body(self) -> ComposeResult:
        """Show the sheet, then what stays in sight."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")
        yield Static("", id="last")

    def show(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    async def redraw(self) -> None:
        """Set everything to the new width."""
        self.show()
