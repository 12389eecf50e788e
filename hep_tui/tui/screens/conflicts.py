"""Conflicts: both versions, which stands, one key."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import record
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.conflicts import Conflict, conflicts

_GUIDE = (
    " The number of a version makes it the one that stands;",
    " the others stay in the history.",
    "",
)


class ConflictsScreen(HepScreen):
    """Settle one conflict after the other."""

    commands = (c.Later, c.ScrollUp, c.ScrollDown, c.Back)
    guide = _GUIDE

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Conflict] = []
        self.at = 0

    def compose_body(self) -> ComposeResult:
        """Leave room for the versions."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="versions")

    async def reload(self) -> None:
        """Show what is still to be settled."""
        self.found = await self.ask(conflicts)
        self.at = min(self.at, max(0, len(self.found) - 1))
        top = self.query_one(TopLine)
        top.where, top.saved = "conflicts", f"{len(self.found)} to settle"
        self._show()

    async def redraw(self) -> None:
        """Set the versions to the new width."""
        self._show()

    def _show(self) -> None:
        lines = [content("\n  Nothing is in conflict.")]
        if self.found:
            conflict = self.found[self.at]
            heading = f"{self.at + 1} of {len(self.found)}   {conflict.called}"
            lines = [content(""), content(f" {heading}", "bold $quiet")]
            lines += [content(line, "$quiet") for line in hung("   ", conflict.about, self.size.width - 3)]
            for number, version in enumerate(conflict.versions, 1):
                when = f"{version.at.astimezone():%d %B %H:%M}"
                lines += [Content(""), content(f"  {number}   {version.who or 'somebody'}, {when}", "$quiet")]
                lines += [content(line, "bold") for line in hung("      ", version.says, self.size.width - 3)]
            lines += [Content(""), content("  Its number makes a version stand.", "$quiet")]
        self.query_one("#versions", Static).update(Content("\n").join(lines))
        self.query_one(Hints).commands = (c.Later,) if len(self.found) > 1 else ()

    async def keyed(self, event: events.Key) -> bool:
        """Let the version of a number stand."""
        digit = event.character or ""
        if not (self.found and digit.isascii() and digit.isdigit()):
            return False
        if 1 <= int(digit) <= len(self.found[self.at].versions):
            await self.performance.run(self._settle(int(digit)))
        else:
            self.say(f"There is no version {digit} here.", alarm=True)
        return True

    async def _settle(self, number: int) -> None:
        conflict = self.found[self.at]
        question = f"Let version {number} stand? Undo does not reach this; the others stay in the history."
        if await self.sure(question) and await self.do(record.settle, conflict.id, conflict.versions[number - 1].entry):
            self.say("Settled.")

    def action_later(self) -> None:
        """Leave this one for later."""
        if self.found:
            self.at = (self.at + 1) % len(self.found)
            self._show()
