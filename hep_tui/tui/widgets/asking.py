"""The line under a list: it hands keys to the screen until something is asked, then it takes the answer."""

from collections.abc import Awaitable, Callable

from textual import events

from hep_tui.domain.text import clean_line
from hep_tui.tui.widgets.line import Line

Answer = Callable[[str], Awaitable[None]]
Take = Callable[[events.Key], Awaitable[bool]]


class Asking(Line):
    """Let every key through in its order: commands, questions and answers typed ahead never change places.

    With a dialog, a key typed before it has opened would still be a command of the screen.
    """

    DEFAULT_CSS = """
    Asking.-idle > .input--cursor { color: $background; background: $background; text-style: none; }
    """

    def __init__(self, take: Take, closed: Callable[[bool], None]) -> None:
        super().__init__()
        self.take, self.closed = take, closed
        self.answer: Answer | None = None
        self.add_class("-idle")

    def ask(self, value: str, answer: Answer, *, replaced: bool = False) -> None:
        """Ask for a line of words, beginning with `value`, which is `replaced` by the first letter that is typed."""
        self.answer, self.value = answer, value
        self.cursor_position = len(value)
        if replaced:
            self.action_select_all()
        self.remove_class("-idle")

    def rest(self) -> None:
        """Hand keys to the screen again."""
        self.answer, self.value = None, ""
        self.add_class("-idle")

    async def _on_key(self, event: events.Key) -> None:
        if self.answer is None:
            taken = await self.take(event)
            # F1 and the like are looked up by Textual on the way to the app.
            if taken or event.is_printable or event.key in ("enter", "backspace", "escape"):
                event.stop()
                event.prevent_default()
        elif event.key in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            answer, text = self.answer, self.value
            self.rest()
            self.closed(event.key == "enter")
            if event.key == "enter":
                await answer(text)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.answer is not None:
            self.insert_text_at_cursor(clean_line(event.text))
