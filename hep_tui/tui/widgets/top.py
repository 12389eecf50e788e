"""The top line: which review, which meeting, and is it saved."""

from typing import Any

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.text import content, fit

_NAME = len(" hep  ")


class TopLine(Widget):
    """Show where you are on the left and whether it is saved on the right; an `alarm` is in place of that."""

    DEFAULT_CSS = "TopLine { height: 1; color: $foreground; }"

    where: reactive[str] = reactive("")
    middle: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")
    alarm: reactive[str] = reactive("")

    def on_mount(self) -> None:
        """Say at once what is wrong with the file, and what is not stored yet."""
        app: Any = self.app
        if getattr(app, "ready", False):
            self.alarm = app.beneath.words

    def render(self) -> RenderResult:
        """Return the line, cut in the middle of the left where it is too long."""
        said = self.alarm or self.saved
        right = f"{self.middle}    " if self.middle else ""
        room = max(0, self.size.width - len(right) - len(said) - 1)
        left = fit(f" hep  {self.where}", max(0, room - 1))
        loud = "bold $alarm" if said.isupper() or self.alarm else "$quiet"
        parts = (left[:_NAME], "$quiet"), (left[_NAME:], "bold"), (f" {right}", ""), (f"{said} ", loud)
        return Content.assemble(*(content(*part) for part in parts))
