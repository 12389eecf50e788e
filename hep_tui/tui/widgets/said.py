"""What the program has to say, in words, on a line of its own."""

from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.text import content, fit, set_in


class Said(Widget):
    """Show one or two lines of words; `alarm` says that something was not done."""

    DEFAULT_CSS = """
    Said { height: 1; color: $quiet; }
    Said.-alarm { color: $alarm; text-style: bold; height: auto; max-height: 3; }
    """

    words: reactive[str] = reactive("")
    alarm: reactive[bool] = reactive(False)

    def watch_words(self) -> None:
        """Make room for an alarm of several lines; a new layout for every key would cost as much as all the rest."""
        if self.alarm:
            self.refresh(layout=True)

    def watch_alarm(self, alarm: bool) -> None:
        """Show an alarm as one, by weight as well as by colour."""
        self.set_class(alarm, "-alarm")

    def render(self) -> RenderResult:
        """Return the words, whole where they are an alarm."""
        if self.alarm:
            return content(set_in(self.words, self.app.size.width - 1))
        return content(" " + fit(self.words, max(0, self.size.width - 2)))
