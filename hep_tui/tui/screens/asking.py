"""A screen with a list and a line under it, in which it asks."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from hep_tui.tui.commands import Cancel, Save
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content
from hep_tui.tui.widgets.asking import Answer, Asking
from hep_tui.tui.widgets.hints import MOST, Hints


class AskingScreen(HepScreen):
    """Show a list, and ask for words in a line under it without leaving."""

    DEFAULT_CSS = """
    AskingScreen #asking { height: 1; }
    AskingScreen #question { width: auto; max-width: 50%; color: $here; text-style: bold; }
    """
    AUTO_FOCUS = "Asking"

    def compose_body(self) -> ComposeResult:
        """Put the list over the line."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="list")
        with Horizontal(id="asking"):
            yield Static(" ", id="question")
            yield Asking(self.take, self.closed)

    @property
    def line(self) -> Asking:
        """Return the line."""
        return self.query_one(Asking)

    @property
    def asked(self) -> bool:
        """Say whether the line is waiting for an answer."""
        return self.line.answer is not None

    async def take(self, event: events.Key) -> bool:
        """Run the command of a key, but for those that reach the screen while it is asking."""
        return not self.asked and await super().take(event)

    def question(self, words: str, answer: Answer, value: str = "", hint: str = "", *, replaced: bool = True) -> None:
        """Ask for a line of words; Esc leaves everything as it was."""
        self.query_one("#question", Static).update(content(f" {words}  "))
        self.query_one(Hints).commands = (Save, Cancel)
        self.line.ask(value, answer, replaced=replaced)
        self.say(hint)

    def closed(self, answered: bool) -> None:
        """Take the question away."""
        self.query_one("#question", Static).update(content(" "))
        self.query_one(Hints).commands = tuple(command for command in self.commands if command.hint)[:MOST]
        self.say("" if answered else "Left as it was.")

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
