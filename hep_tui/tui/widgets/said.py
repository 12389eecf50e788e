"""What the program has to say, in words, on a line of its own."""

from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from hep_tui.tui.text import content, fit, set_in


class Said(Widget):
    """Show words whole, on up to three lines; `alarm` says that something was not done.

    Words that follow what is typed are `brief`, one line cut at its end, so that nothing moves at a key.
    """

    DEFAULT_CSS = """
    Said { height: 1; color: $quiet; }
    Said.-alarm { color: $alarm; text-style: bold; }
    Said.-long { height: auto; max-height: 3; }
    """

    words: reactive[str] = reactive("")
    alarm: reactive[bool] = reactive(False)
    brief: reactive[bool] = reactive(False)

    def on_resize(self) -> None:
        """Take as many lines as the words need at the new width."""
        self._make_room()

    def watch_words(self) -> None:
        """Take as many lines as the words need."""
        self._make_room()

    def watch_brief(self) -> None:
        """Take one line, or again as many as the words need."""
        self._make_room()

    def _make_room(self) -> None:
        was, long = self.has_class("-long"), "\n" in self._set
        self.set_class(long, "-long")
        # A new layout for every key would cost as much as all the rest.
        if was or long:
            self.refresh(layout=True)

    def watch_alarm(self, alarm: bool) -> None:
        """Show an alarm as one, by weight as well as by colour."""
        self.set_class(alarm, "-alarm")

    @property
    def _set(self) -> str:
        """Return the words as they are set in lines."""
        width = max(0, self.app.size.width - 1)
        lines = [f" {self.words}"] if self.brief else set_in(self.words, width).split("\n")
        return "\n".join(fit(line, width) for line in lines)

    def render(self) -> RenderResult:
        """Return the words in their lines."""
        return content(self._set)
