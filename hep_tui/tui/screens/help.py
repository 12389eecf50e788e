"""F1: every key of a screen, and on the capture screen the marks of the shorthand, on one page."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.tui.commands import EVERYWHERE, Back, Down, ScrollDown, ScrollUp, Up
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung


class HelpScreen(HepScreen):
    """List the keys of the screen it was called from."""

    commands = (Back, Up, Down, ScrollUp, ScrollDown)

    def __init__(self, about: type[HepScreen]) -> None:
        super().__init__()
        self.about = about

    def compose_body(self) -> ComposeResult:
        """Show one line a key."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def redraw(self) -> None:
        """Set the page to the new width."""
        self.query_one("#page", Static).update(self._page(self.size.width - 3))

    async def reload(self) -> None:
        """Say what this page is about."""
        self.query_one("TopLine").where = "help"  # type: ignore[attr-defined]
        self.rest()

    def rest(self) -> None:
        """Say what the keys of this page do."""
        self.say("PgDn shows what follows, Esc goes back. Keys can be changed in keys.toml.")

    def _page(self, width: int) -> Content:
        lines = [content(line) for line in getattr(self.about, "guide", ())]
        for command in (*self.about.commands, *EVERYWHERE):
            key = self.hep.written(command)
            lines += [content(line) for line in hung(f" {key:<9} {command.words():<16} ", command.help(), width)]
        return Content("\n").join(lines)

    def action_up(self) -> None:
        """Look a line further up."""
        self.query_one("#body").scroll_up(animate=False)

    def action_down(self) -> None:
        """Look a line further down."""
        self.query_one("#body").scroll_down(animate=False)
