"""A line across the screen."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from hep_tui.tui.symbols import symbols


class Rule(Widget):
    """Draw a quiet line."""

    DEFAULT_CSS = "Rule { height: 1; color: $line; }"

    def render(self) -> RenderResult:
        """Return the line, as long as there is room."""
        return Content(symbols().rule * self.size.width)
