"""A line of typing that loses no key, however fast they come."""

import asyncio
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

_EDITING = {key: b.action for b in Input.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")}
# A screen searches with the one, where Textual would delete the word to the right; what the other does is the screen's.
for _key in ("ctrl+f", "enter"):
    _EDITING.pop(_key, None)


class Line(Input):
    """Take one line: Enter hands it over and empties it in the same breath.

    Its keys come from the screen, in their order. Textual's own `Input` posts Enter as a message and clears later, so
    that keys in between run two lines together. `waiting` are the lines handed over and not dealt with yet.
    """

    DEFAULT_CSS = """
    Line, Line:focus { border: none; width: 1fr; height: 1; padding: 0; background: $background; color: $foreground; }
    """

    # By rule of every widget, words of another length lay the whole screen out again: half the cost of a key. A line
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

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self.waiting: list[str] = []
        self._dealt_with = asyncio.Event()
        self._dealt_with.set()

    @staticmethod
    def takes(event: events.Key) -> bool:
        """Say whether a key is a letter, or edits what is there."""
        return event.is_printable or event.key in _EDITING

    async def put(self, event: events.Key) -> None:
        """Put a letter into the line, or edit it."""
        if event.key in _EDITING:
            await self.run_action(_EDITING[event.key])
        else:
            await super()._on_key(event)

    def put_back(self, text: str) -> None:
        """Hold a line again that was refused, with the cursor behind it, where whoever goes on types."""
        self.value = text
        self.cursor_position = len(text)

    def enter(self) -> None:
        """Hand the line over."""
        text, self.value = self.value, ""
        self.hand_over(text)

    def hand_over(self, text: str) -> None:
        """Hand a line over that waits until it is `done`."""
        self.waiting.append(text)
        self._dealt_with.clear()
        self.post_message(self.Entered(self, text))

    def done(self, text: str) -> None:
        """Say that a line has been dealt with."""
        self.waiting.remove(text)
        if not self.waiting:
            self._dealt_with.set()

    async def dealt_with(self) -> None:
        """Wait until every line has been dealt with."""
        await self._dealt_with.wait()
