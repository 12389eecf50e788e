"""The top line: which review, which meeting, and is it saved."""

from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.text import content, fit


class TopLine(Widget):
    """Show where you are on the left and whether it is saved on the right; an `alarm` stands in place of that."""

    DEFAULT_CSS = "TopLine { height: 1; color: $foreground; }"

    where: reactive[str] = reactive("")
    middle: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")
    alarm: reactive[str] = reactive("")

    def on_mount(self) -> None:
        """Say at once what is wrong with the file, and what is not stored yet."""
        beneath = getattr(self.app, "beneath", None)
        self.alarm = beneath.words if beneath else ""

    def render(self) -> RenderResult:
        """Return the line, cut in the middle of the left where it is too long."""
        said = self.alarm or self.saved
        right = f"{self.middle}    {said} " if self.middle else f"{said} "
        left = f" hep  {self.where}"
        room = max(0, self.size.width - len(right))
        return content(f"{fit(left, max(0, room - 1))} {right}")
