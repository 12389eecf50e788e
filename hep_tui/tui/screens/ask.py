"""Dialogs: a yes or no, and a line of words."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hep_tui.tui.commands import Cancel, Confirm
from hep_tui.tui.text import content
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.rule import Rule

_DIALOG = """
Sure, AskLine { align: center bottom; }
Sure > Vertical, AskLine > Vertical { height: auto; max-height: 90%; background: $panel; padding: 0 1; }
"""


class Sure(ModalScreen[bool]):
    """Ask before what cannot be undone: Enter goes ahead, Esc stays."""

    DEFAULT_CSS = _DIALOG
    BINDINGS = [Confirm.binding(), Cancel.binding()]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Show the question over the bottom of the screen."""
        with Vertical():
            yield Rule()
            yield Static(content(self.question))
            yield Hints((Confirm, Cancel))

    def action_confirm(self) -> None:
        """Go ahead."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Stay."""
        self.dismiss(False)


class AskLine(ModalScreen[str | None]):
    """Ask for a line of words; Esc gives None. `preview` stands above the question."""

    DEFAULT_CSS = _DIALOG
    BINDINGS = [Cancel.binding()]
    AUTO_FOCUS = "Line"

    def __init__(self, question: str, value: str = "", preview: str = "") -> None:
        super().__init__()
        self.question, self.value, self.preview = question, value, preview

    def compose(self) -> ComposeResult:
        """Show the question and a line over the bottom of the screen."""
        with Vertical():
            yield Rule()
            if self.preview:
                yield Static(content(self.preview))
            yield Static(content(self.question))
            yield Line(clears=False)
            yield Hints((Confirm, Cancel))

    def on_mount(self) -> None:
        """Fill in what is already known."""
        line = self.query_one(Line)
        line.value = self.value
        line.action_select_all()

    def on_line_entered(self, event: Line.Entered) -> None:
        """Hand the words over."""
        event.stop()
        self.dismiss(event.text)

    def action_cancel(self) -> None:
        """Leave without changing anything."""
        self.dismiss(None)
