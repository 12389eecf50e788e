"""A yes or no over the room display, which has no lines of its own for it."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hep_tui.tui.command import command, commands_of
from hep_tui.tui.text import content
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.rule import Rule

_DIALOG = """
Sure { align: center bottom; }
Sure > Vertical { height: auto; max-height: 90%; background: $panel; padding: 0 1; }
"""


class Sure(ModalScreen[bool]):
    """Ask before what cannot be undone: Enter goes ahead, Esc stays."""

    DEFAULT_CSS = _DIALOG
    BINDINGS = [("enter", "confirm"), ("escape", "cancel")]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Show the question over the bottom of the screen."""
        with Vertical():
            yield Rule()
            yield Static(content(self.question))
            yield Hints(commands_of(Sure, "confirm cancel"))

    @command("enter", hint=True, shown="Enter", label="go ahead")
    def action_confirm(self) -> None:
        """Go ahead."""
        self.dismiss(True)

    @command("escape", hint=True, shown="Esc")
    def action_cancel(self) -> None:
        """Leave without changing anything."""
        self.dismiss(False)
