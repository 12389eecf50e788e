"""Fill in numbers, one under the other, with the keypad alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.polls import Line
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, fit, hung
from hep_tui.views.polls import PollView, poll_view

_MOST = 5
"""How many digits a number may have."""


@dataclass(frozen=True)
class Number:
    """Hold one number as it is; what is `given` goes when the first digit is typed over it."""

    label: str
    digits: str = ""
    given: bool = True

    @property
    def value(self) -> int:
        """Return the number; nothing filled in is nought."""
        return int(self.digits or 0)


class NumbersScreen(HepScreen[PollView]):
    """Take the keys itself, in their order: numbers typed ahead of the screen land where they were meant."""

    OFFERS = "save next-field previous-field back"
    watches = frozenset({"poll"})

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll_id = self.frame = poll
        self.numbers: list[Number] = []
        self.at = 0
        self.stored: list[Number] = []
        self._leaving = False

    def fields(self, view: PollView) -> Sequence[tuple[str, int | None]]:
        """Return label and known value of each number."""
        raise NotImplementedError

    def lines(self, view: PollView) -> Sequence[Line]:
        """Return the identities of what is filled in."""
        raise NotImplementedError

    async def store(self) -> bool:
        """Store the numbers and return whether that was done."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Leave room for the numbers, which depend on the poll."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="numbers")

    async def load(self) -> PollView:
        """Read the poll, once: what is filled in is not to change under anybody."""
        return self.view if self.loaded else await self.ask(poll_view, self.poll_id)

    def received(self, view: PollView) -> None:
        """Set the numbers up, once."""
        super().received(view)
        if not self.loaded:
            known = self.fields(view)
            self.numbers = [Number(label, "" if value is None else str(value)) for label, value in known]
            self.stored = list(self.numbers)
            self.at = next((i for i, number in enumerate(self.numbers) if not number.digits), 0)

    def draw(self, view: PollView) -> None:
        """Show the numbers, the one that is filled in in sight."""
        self.top(view.poll.title, saved=view.state.value)
        width = self.size.width - 2
        lines = [
            Content(""),
            *(content(line, "bold") for line in hung(" ", view.poll.question, width)),
            Content(""),
        ]
        sums = self.lines(view)
        body = self.query_one("#body")
        airy = len(lines) + 2 * len(self.numbers) + len(sums) <= body.size.height
        label = max((len(number.label) for number in self.numbers), default=0)
        last = 0
        for i, number in enumerate(self.numbers):
            here = i == self.at
            text = f" {pointer(here)} {fit(number.label, label)}  [ {number.digits:>{_MOST}} ]"
            lines.append(content(text, "bold $here" if here else ""))
            last = len(lines) if here else last
            lines += [Content("")] * airy
        lines += [Content("")] * (not airy)
        lines += [content(f"   {line.words}", "bold $alarm" if line.off else "bold") for line in sums]
        self.query_one("#numbers", Static).update(Content("\n").join(lines))
        # The sums under the last number are to be seen with it.
        if self.at + 1 == len(self.numbers):
            last = len(lines)
        if not body.scroll_offset.y < last <= body.scroll_offset.y + body.size.height:
            body.scroll_to(y=max(0, last - max(1, body.size.height)), animate=False)

    async def keyed(self, event: events.Key) -> bool:
        """Take digits and backspace; every other key is a command's."""
        digit = event.character or ""
        if not self.numbers or not (event.key == "backspace" or (digit.isascii() and digit.isdigit())):
            return False
        self._leaving = False
        number = self.numbers[self.at]
        if event.key == "backspace":
            digits = number.digits[:-1]
        else:
            digits = (digit if number.given else number.digits + digit)[:_MOST]
        self.numbers[self.at] = replace(number, digits=digits, given=False)
        self.redraw()
        return True

    async def action_save(self) -> None:
        """Go to the next number; store from the last."""
        if self.at + 1 < len(self.numbers):
            self.action_next_field()
        elif await self.store():
            self.stored = [replace(number, given=True) for number in self.numbers]
            off = any(line.off for line in self.lines(self.view))
            verdict = "but it is off" if off else "and balanced"
            self.say(f"Stored, {verdict}. Esc goes back.", alarm=off)

    async def action_back(self) -> None:
        """Go back; what is filled in and not stored takes a second Esc."""
        filled = [number.digits for number in self.numbers] != [number.digits for number in self.stored]
        if filled and not self._leaving:
            self._leaving = True
            said = "These numbers are not stored: Enter on the last one stores them, Esc again leaves them."
            self.say(said, alarm=True)
        else:
            await super().action_back()

    @command("tab,down", shown="Tab", label="next")
    def action_next_field(self) -> None:
        """Go to the next number."""
        self._go(1)

    @command("shift+tab,up", shown="↑", label="back one")
    def action_previous_field(self) -> None:
        """Go back to the number above."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self.at = (self.at + by) % max(1, len(self.numbers))
        if self.numbers:
            self.numbers[self.at] = replace(self.numbers[self.at], given=True)
        self.redraw()
