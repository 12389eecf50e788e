"""A line of typing that loses no key, however fast they come."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

if TYPE_CHECKING:
    from hep_tui.tui.screens.base import HepScreen

_EDITING = {key: b.action for b in Input.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")}
# A screen searches with it; Textual would delete the word to the right.
_EDITING.pop("ctrl+f", None)
_OWN = frozenset({"enter", *_EDITING})


class Line(Input):
    """Take one line: Enter hands it over and empties it in the same breath.

    Textual's own `Input` posts Enter as a message and clears later, so that keys in between run two lines together;
    and of a paste it keeps the first line only. `waiting` are the lines handed over and not dealt with yet.
    """

    DEFAULT_CSS = """
    Line, Line:focus { border: none; width: 1fr; height: 1; padding: 0; background: $background; color: $foreground; }
    """

    # By rule of every widget, words of another length lay the whole screen out anew: half the cost of a key. A line
    # keeps its place whatever it holds.
    virtual_size = Reactive(Size(0, 0))

    @dataclass
    class Entered(Message):
        """Say that a line was typed and Enter pressed."""

        line: "Line"
        text: str

        @property
        def control(self) -> "Line":
            """Return the line that was typed in."""
            return self.line

    @dataclass
    class Pasted(Message):
        """Say that several lines were pasted at once."""

        line: "Line"
        lines: tuple[str, ...]

        @property
        def control(self) -> "Line":
            """Return the line that was pasted into."""
            return self.line

    def __init__(self, *, placeholder: str = "", id: str | None = None, clears: bool = True) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.clears = clears
        self.waiting: list[str] = []

    async def _on_key(self, event: events.Key) -> None:
        # In the order typed: left to bubble, a command or a backspace waits while letters after it are already taken.
        screen = cast("HepScreen", self.screen)
        if screen.asking or not (event.is_printable or event.key in _OWN):
            if await screen.take(event):
                event.stop()
                event.prevent_default()
        elif event.key in _OWN:
            event.stop()
            event.prevent_default()
            await self.put(event)

    async def put(self, event: events.Key) -> None:
        """Put a letter into the line, or edit it."""
        if event.key == "enter":
            self.enter()
        elif event.key in _EDITING:
            await self.run_action(_EDITING[event.key])
        else:
            await super()._on_key(event)

    def enter(self) -> None:
        """Hand the line over."""
        text = self.value
        if self.clears:
            self.waiting.append(text)
            self.value = ""
        self.post_message(self.Entered(self, text))

    async def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        event.stop()
        event.prevent_default()
        screen = cast("HepScreen", self.screen)
        if screen.asking:
            await screen.paste(event.text)
            return
        lines = tuple(line for line in event.text.splitlines() if line.strip())
        if len(lines) > 1:
            self.post_message(self.Pasted(self, lines))
        elif lines:
            self.insert_text_at_cursor(lines[0])
