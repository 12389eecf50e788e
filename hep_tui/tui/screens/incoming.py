"""A list before it is stored: how it was read, what is to be said of it, and what becomes of every row."""

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hep_tui.tui.command import command
from hep_tui.tui.flags import on_screen
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, fit, hung

P = TypeVar("P")
_MOST_DOUBTS = 6


class IncomingScreen(HepScreen[None], Generic[P]):
    """Show what a list of any kind would bring, and store it on Enter: all of it as one step, or nothing."""

    OF: ClassVar[str] = ""
    """What the list is, in the top line."""
    watches = frozenset({"none of them: what is shown is what was read of the list"})

    def __init__(self, plan: P) -> None:
        super().__init__()
        self.plan = plan
        self.scrolled, self.room, self.storing = 0, 1, False
        self._wrapped: tuple[P | None, int, list[Content]] = (None, 0, [])

    def compose_body(self) -> ComposeResult:
        """Leave room for the list."""
        with Vertical(id="body"):
            yield Static("", id="list")

    def useful(self) -> str:
        """Return the commands for the bottom line."""
        raise NotImplementedError

    @property
    def read_as(self) -> str:
        """Return how the list was read, in words."""
        raise NotImplementedError

    @property
    def doubts(self) -> list[str]:
        """Return what of the list is in doubt."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """Return the sum of its rows, in words."""
        raise NotImplementedError

    def beside(self, width: int) -> list[str]:
        """Return further lines about how it was read."""
        return []

    def question(self, width: int) -> list[Content]:
        """Return what a person is to say of the list; nothing where nothing is open."""
        raise NotImplementedError

    def report(self, width: int) -> list[Content]:
        """Return the lines for all rows, those to see to first."""
        raise NotImplementedError

    async def read_again(self) -> None:
        """Ask how the list is read, and show what it would bring then."""
        raise NotImplementedError

    async def store(self) -> str | None:
        """Store the list and return what was stored in words; None where it was refused, which is said."""
        raise NotImplementedError

    def chosen(self, digit: int) -> str:
        """Take what a number on the screen stands for, and return it in words; nothing where it stands for nothing."""
        raise NotImplementedError

    def draw(self, view: None) -> None:
        """Show the list."""
        self.top(self.OF, saved="not stored yet")
        width = self.size.width - 1
        self.hint(self.useful())
        lines = [*self._head(width), Content(""), *self.question(width)]
        report = self._report(width)
        self.room = max(1, self.size.height - 5 - len(lines) - 1)
        self.scrolled = max(0, min(self.scrolled, len(report) - self.room))
        more = f", {self.scrolled * 100 // max(1, len(report) - self.room)} % down" if len(report) > self.room else ""
        lines.append(content(f" EVERY ROW, those to see to first{more}", "bold $quiet"))
        lines += report[self.scrolled : self.scrolled + self.room]
        self.query_one("#list", Static).update(Content("\n").join(lines))

    def _head(self, width: int) -> list[Content]:
        lines = [content(line) for line in (fit(f" Read     {self.read_as}", width), *self.beside(width))]
        lines += self._doubts(width)[:_MOST_DOUBTS]
        return [*lines, *(content(line, "bold") for line in hung(" ", self.summary, width))]

    def _doubts(self, width: int) -> list[Content]:
        doubts = map(on_screen, self.doubts)
        return [content(line, "bold") for doubt in doubts for line in hung(" LOOK  ", doubt, width)]

    def _report(self, width: int) -> list[Content]:
        """Return the doubts that the head has no room for, and all rows; wrapped once, since a list may be long."""
        if self._wrapped[0] is not self.plan or self._wrapped[1] != width:
            lines = [*self._doubts(width)[_MOST_DOUBTS:], *self.report(width)]
            self._wrapped = (self.plan, width, lines)
        return self._wrapped[2]

    def take_in(self, plan: P, said: str) -> None:
        """Show the list as it is read now, from the top."""
        self.plan, self.scrolled = plan, 0
        self.say(said)
        self.redraw()

    async def keyed(self, event: events.Key) -> bool:
        """Take the number of what is offered."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            return False
        if said := self.chosen(int(digit)):
            self.say(said)
        self.redraw()
        return True

    @command("c", hint=True, label="columns")
    async def action_read_otherwise(self) -> None:
        """Say in one line which sheet, heading and columns are read; it is remembered for lists with these headings."""
        await self.read_again()

    def action_scroll_up(self) -> None:
        """Look at the rows before."""
        self.scrolled -= self.room
        self.redraw()

    def action_scroll_down(self) -> None:
        """Look at the rows after."""
        self.scrolled += self.room
        self.redraw()

    @command("enter", hint=True, shown="Enter", label="import")
    async def action_import_list(self) -> None:
        """Store what the list holds, all of it in one step; Ctrl+Z on the screen before takes all of it back."""
        if self.storing:
            return
        self.storing = True
        stored = await self.store()
        if stored is not None:
            await self.leave(stored)
        self.storing = False

    async def action_cancel(self) -> None:
        """Go back with nothing stored."""
        await self.leave()
