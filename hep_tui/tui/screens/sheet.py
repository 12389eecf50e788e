"""Screens with a sheet that is read from the top, and a few lines that stay in sight under it."""

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen

V = TypeVar("V")


class SheetScreen(HepScreen[V]):
    """Show a sheet, and what stays in sight under it; what is done with papers goes by the same keys on all of them."""

    def compose_body(self) -> ComposeResult:
        """Show the sheet, then what stays in sight."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")
        yield Static("", id="last")

    def show(self, sheet: Sequence[Content], last: Sequence[Content] = ()) -> None:
        """Show these lines of the sheet, and those that stay in sight."""
        self.query_one("#sheet", Static).update(Content("\n").join(sheet))
        self.query_one("#last", Static).update(Content("\n").join(last))

    async def status(self, status: str, question: str) -> None:
        """Say of the paper what it is, other than valid; `question` asks why."""
        raise NotImplementedError

    @command("b", hint=True)
    async def action_blank(self) -> None:
        """Record a blank ballot."""
        await self.status("blank", "Why is the ballot blank?")

    @command("s", hint=True)
    async def action_spoilt(self) -> None:
        """Record a ballot that was given back for a new one, with the reason; it is not cast."""
        await self.status("spoilt", "Why is the ballot spoilt?")

    @command("q", hint=True)
    async def action_query(self) -> None:
        """Park a ballot that needs deciding, with a note of why."""
        await self.status("query", "What has to be decided about this ballot?")

    @command("r", hint=True)
    async def action_rejected(self) -> None:
        """Record a ballot that was cast and does not count, with the reason."""
        await self.status("rejected", "Why is the ballot rejected?")

    @command("w")
    async def action_withdrawn(self) -> None:
        """Record a paper that its voter took back, with the reason; it does not count."""
        await self.status("withdrawn", "Why was the ballot taken back?")

    @command("l")
    async def action_late(self) -> None:
        """Record a paper that came in after the close: it counts only once it is admitted."""
        await self.status("late", "When did this paper come in, and from where?")

    @command("u", hint=True, label="undo")
    async def action_undo_ballot(self) -> None:
        """Take the last ballot back."""
        await self.step_back()
