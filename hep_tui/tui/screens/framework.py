"""The framework: one key a mark, down the page, and how the marks spread."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.actions import framework as actions
from hep_tui.domain.framework import Rating, Sheet
from hep_tui.domain.keying import Refused
from hep_tui.errors import HepError
from hep_tui.logbook.records import Record
from hep_tui.tui.command import command
from hep_tui.tui.screens import framework_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.framework import Framework, Part, framework, over_meetings

if TYPE_CHECKING:
    from collections.abc import Sequence

_GUIDE = (
    " Digits rate, one key a condition, down the page.",
    " A table's sheet may be keyed again: that corrects it.",
    "   .  not rated    -  back one    *  clear    Up, Down  leave the mark as it is",
    "",
)
_PAGES = ("sheet", "result", "meetings")
_AROUND = 5
"""So many rows the lines above and below the page take."""
_MOST = 4
"""How many digits the number of a sheet may have."""


class FrameworkScreen(HepScreen[Framework]):
    """Key one sheet after another, of tables or of persons. A sheet is stored by Enter, and the next is ready."""

    OFFERS = "accept-sheet which-sheet persons spread undo-rating up down redo scroll-up scroll-down back"
    watches = frozenset({"rating", "withdraw", "settle", "redact", "erase", "meeting"})
    guide = _GUIDE
    sheet: Sheet
    SHEET_KEYS = "0123456789.-*"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.unit = "table"
        self.number = 0
        self.over: Sequence[tuple[str, Part]] = ()
        self.page = "sheet"
        # The digits typed so far while the number of a sheet is asked for; a dialog would miss keys typed ahead.
        self.asked: str | None = None
        self.given = False

    def compose_body(self) -> ComposeResult:
        """Show the sheet or the result, and the last sheets under it."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")
        yield Static("", id="last")

    async def load(self) -> Framework:
        """Read what is keyed by now, and for the page of all meetings theirs."""
        self.over = await self.ask(over_meetings, self.unit) if self.page == "meetings" else ()
        return await self.ask(framework, self.meeting)

    def received(self, view: Framework) -> None:
        """Take up the first sheet that is not keyed yet."""
        super().received(view)
        if not self.number:
            self._turn_to(self._next(0))

    def draw(self, view: Framework) -> None:
        """Show the sheet, the result, or all meetings."""
        self.top(view.title, view.pack.framework_label)
        part, width = view.part(self.unit), self.size.width
        page, last = self.query_one("#page", Static), self.query_one("#last", Static)
        last.display = self.page == "sheet"
        if self.page == "result":
            page.update(draw.result(view, part, width, self.size.height - _AROUND))
        elif self.page == "meetings":
            page.update(draw.meetings(self.over, self.unit, width))
        else:
            page.update(draw.sheet(view, self.sheet, self._heading(), *self.size))
            last.update(draw.last(view, part, 4 if self.size.height < 30 else 10))

    def _heading(self) -> str:
        what = "TABLE" if self.unit == "table" else "PERSON, SHEET"
        if self.asked is not None:
            return f"{what} [ {self.asked} ]   Enter goes there, Esc stays"
        state = "KEYED ALREADY: Enter corrects it" if self._keyed(self.number) else "new"
        return f"{what} {self.number}   {state}"

    def _keyed(self, number: int) -> list[Record[Rating]]:
        """Return the sheets of a number that are already; of persons, two laptops may both have one."""
        sheets = self.view.part(self.unit).sheets
        return [s for s in sheets if number == (s.what.table_no if self.unit == "table" else s.what.number)]

    def _next(self, after: int) -> int:
        """Return the number that is ready: the next table not rated yet, the next sheet of a person."""
        if self.unit == "person":
            sheets = self.view.part("person").sheets
            return max([after, *(s.what.number for s in sheets)]) + 1
        number = after + 1
        while self._keyed(number):
            number += 1
        return number

    def _turn_to(self, number: int) -> None:
        """Take up the sheet of a number, with the marks it has already."""
        held = self._keyed(number)
        marks = dict(held[0].what.marks) if held else {}
        levels = tuple(level.value for level in self.view.levels)
        self.number, self.sheet = number, Sheet(tuple(c.id for c in self.view.conditions), levels, marks)

    async def keyed(self, event: events.Key) -> bool:
        """Take marks and the digits of a number; every other key is a command's."""
        key = event.character or ""
        if not ((key and key in self.SHEET_KEYS) or event.key == "backspace"):
            return False
        if self.asked is not None:
            self._ask_on(key)
        elif self.page != "sheet":
            self.say("This is the result; Tab goes on to the sheet.")
        elif key:
            try:
                self.sheet = self.sheet.press(key)
                self.say("")
            except Refused as error:
                self.say(str(error), alarm=True)
        self.redraw()
        return True

    def _ask_on(self, key: str) -> None:
        """Take a digit of the number, or take the last one back; what was there first is typed over."""
        if not key:
            self.asked = (self.asked or "")[:-1]
        elif key.isdigit():
            self.asked = (key if self.given else f"{self.asked}{key}")[:_MOST]
        self.given = False

    @command("enter", hint=True, shown="Enter", label="accept")
    async def action_accept_sheet(self) -> None:
        """Accept the sheet as it is in words, and go to the next."""
        if self.asked is not None:
            self._accept_number()
        elif self.page != "sheet":
            self.page = "sheet"
        else:
            await self._rate(self.sheet)
        self.redraw()

    def _accept_number(self) -> None:
        asked, self.asked = self.asked, None
        number = int(asked or 0)
        if not number:
            self.say(f"Nothing was typed, so this stays {self._called()}.", alarm=True)
        elif len(self._keyed(number)) > 1:
            self.say(
                f"Two laptops keyed a sheet {number}, so its number does not say which; key a new one.", alarm=True
            )
        else:
            self._turn_to(number)
            self.say("")

    def _called(self) -> str:
        noun = "table" if self.unit == "table" else "sheet"
        return f"{noun} {self.number}"

    async def _rate(self, sheet: Sheet) -> None:
        place = {"table_no": self.number} if self.unit == "table" else {"number": self.number}
        rating = Rating(self.meeting, dict(sheet.marks), self.unit, **place)
        held, before = self._keyed(self.number), self.number
        # The next sheet is ready before this one is on the disk, so that no key falls between the two.
        self._turn_to(self._next(before))
        try:
            await self.record(actions.rate, self.view.pack, rating, held[0].id if held else "")
        except HepError as error:
            self.number, self.sheet = before, sheet
            self.say(str(error), alarm=True)
            return
        await self.hep.caught_up()
        left = len(sheet.conditions) - len(sheet.marks)
        done = "corrected" if held else "stored"
        missing = f", {left} not rated" if left else ""
        self.say(f"{rating.name} {done}{missing}")

    @command("t", hint=True, label="table")
    async def action_which_sheet(self) -> None:
        """Type the table this sheet is from, or the number of a person's; one that was keyed already is corrected."""
        if self._kept():
            self.page, self.asked, self.given = "sheet", str(self._next(self.number)), True
            self.redraw()

    @command("p", hint=True, label="persons")
    async def action_persons(self) -> None:
        """Key the sheets of persons, or those of tables again."""
        if self._kept():
            self.unit, self.asked = "person" if self.unit == "table" else "table", None
            self._turn_to(self._next(0))
            self.say("Sheets of persons." if self.unit == "person" else "Sheets of tables.")
            self.redraw()

    def _kept(self) -> bool:
        """Say whether nothing half keyed would be lost, and say what to do where it would."""
        held = self._keyed(self.number)
        if self.sheet.marks == (held[0].what.marks if held else {}):
            return True
        self.say("This sheet is half keyed: Enter accepts it, * clears it.", alarm=True)
        return False

    @command("tab,v", hint=True, shown="Tab", label="result")
    async def action_spread(self) -> None:
        """Show the result: how the marks of each condition spread, then all meetings, then the sheet again."""
        self.asked = None
        self.page = _PAGES[(_PAGES.index(self.page) + 1) % len(_PAGES)]
        self.query_one("#body").scroll_home(animate=False)
        await self.reload()

    async def action_up(self) -> None:
        """Go to the condition above."""
        await self._move(-1)

    async def action_down(self) -> None:
        """Go to the condition below."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        if self.page == "sheet":
            self.sheet = self.sheet.moved(by)
            self.redraw()
        else:
            self.query_one("#body").scroll_relative(y=by, animate=False)

    @command("u", hint=True, label="undo")
    async def action_undo_rating(self) -> None:
        """Take the last sheet back."""
        if self._kept():
            await self.step_back()
            self._start_again()

    async def action_redo(self) -> None:
        """Do it again."""
        if self._kept():
            await self.step_back(again=True)
            self._start_again()

    def _start_again(self) -> None:
        self._turn_to(self._next(0))
        self.redraw()

    async def action_back(self) -> None:
        """Leave the number as it was, or go back."""
        if self.asked is not None:
            self.asked = None
            self.redraw()
        elif self._kept():
            await self.leave()
