"""The top line: which review, which meeting, and is it saved."""

from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.text import content, fit


class TopLine(Widget):
    """Show where you are on the left and whether it is saved on the right."""

    DEFAULT_CSS = "TopLine { height: 1; color: $foreground; }"

    where: reactive[str] = reactive("")
    middle: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Return the line, cut in the middle of the left where it is too long."""
        right = f"{self.middle}    {self.saved} " if self.middle else f"{self.saved} "
        left = f" hep  {self.where}"
        room = max(0, self.size.width - len(right))
        return content(f"{fit(left, max(0, room - 1))} {right}")
