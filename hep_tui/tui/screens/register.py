"""The register: type some letters, Enter, and the headcount changes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.domain.outbox import Deed
from hep_tui.domain.register import Arrival, Door, Found, arriving, came_words, leaving, read
from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import register_text as draw
from hep_tui.tui.screens.lined import LineScreen
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content
from hep_tui.views.register import Register, register

_GUIDE = (
    " Type some letters of a name or a school and press Enter:",
    " that person, or somebody of that school, has come.",
    "   @chair @hash   role or group",
    "   t3             at table 3; moves somebody who is here already",
    "   -    first     that person, or who came last of that school, has left",
    "   +    first     somebody from elsewhere, as in  + @primary @governor t2",
    "",
)


class RegisterScreen(ListScreen[Register, Found], LineScreen[Register]):
    """Let people in and out. Whoever was invited has a name here; anybody else is a school and a number."""

    OFFERS = "arrive up down expected sign-up-list print-register undo redo back"
    PLACEHOLDER = "letters of a name or school, @role t3   - leaves   + from elsewhere"
    watches = frozenset({"attendance", "person", "withdraw", "settle", "meeting", "review"})
    guide = _GUIDE

    def __init__(self, meeting: str, title: str) -> None:
        super().__init__()
        self.meeting, self.title_of = meeting, title
        self.absent = False

    def compose_body(self) -> ComposeResult:
        """Show what the letters may mean and who came last, beside the headcount, over the line."""
        with Horizontal(id="body"):
            with Vertical():
                yield Static("", id="found")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("", id="counts")
        yield from self.compose_line(content(f" {symbols().here} "))

    async def load(self) -> Register:
        """Read who is here now."""
        return await self.ask(register, self.meeting)

    def read(self, text: str) -> Arrival:
        """Return what a line says."""
        return read(text, self._door, self.view.vocabulary)

    def rows(self, view: Register) -> Sequence[Found]:
        """Return whom the letters in the line may mean."""
        return self.read(self.line.value).found

    def id_of(self, row: Found) -> str:
        """Return a code that stands for somebody, or for anybody of a school."""
        person = row.person.code if row.person else ""
        school = str(row.school.urn) if row.school else ""
        return f"{person} {school} {row.code}"

    def draw(self, view: Register) -> None:
        """Show whom the letters mean, or who came last; and how many are here."""
        self.top(f"register: {self.title_of}", view.said)
        width, room = self.query_one("#found").size.width or self.size.width - 26, self.size.height - 8
        arrival, ids = self.read(self.line.value) if self.line.value.strip() else None, self.ids
        place = ids.index(self.marked) if self.marked in ids else -1
        lines = draw.page(view, arrival, place, width, room, absent=self.absent)
        self.query_one("#found", Static).update(Content("\n").join(lines))
        wide = self.query_one("#coverage").scrollable_content_region.width
        self.query_one("#counts", Static).update(draw.counts(view, wide, tight=self.size.height < 30))

    def line_changed(self) -> None:
        """Find who is meant while the letters are typed."""
        self.marked = self.first(self.view)
        self.redraw()
        doubts = self.read(self.line.value).doubts
        if self.line.value:
            self.say(doubts[0] if doubts else "")

    @command("enter", hint=True, shown="Enter")
    async def action_arrive(self) -> None:
        """Let in who is marked; a line that begins with - lets out, one with t3 moves somebody who is here."""
        text, found = self.line.value, self.here
        if not text.strip():
            return
        arrival = self.read(text)
        if arrival.found and not self.chosen():
            return
        self.line.value = ""
        try:
            await self._record(arrival, found)
        except HepError as error:
            self.say(str(error), alarm=True)
        self.redraw()

    async def _record(self, arrival: Arrival, found: Found | None) -> None:
        if arrival.leaving:
            gone = leaving(found, self._door)
            who = found.label if found else gone.person
            said, after = f"left: {who}", gone
        else:
            came = arriving(self.meeting, arrival, found, self._door)
            said, after = came_words(came, found), came.attendance
        before = self._door.known.get(after.person)
        if after != before:
            deed = Deed("attendance", f"{self.meeting}.{after.person}", after, before, words=said)
            said = await self.hep.beneath.told(self.hep.beneath.sender.enter(deed), said)
        self.say(said)
        # The next line may be about the same person, and has to find them where they are now.
        await self.hep.caught_up()

    @property
    def _door(self) -> Door:
        """Return the door with those who are let in and out, but not stored yet."""
        box = self.hep.beneath.sender.box
        waiting = [row.deed.value for row in box if row.deed.kind == "attendance" and row.deed.value]
        here = {a.person: a for a in waiting if a.meeting == self.meeting}
        return replace(self.view.door, known={**self.view.door.known, **here})

    @command("tab", hint=True, shown="Tab")
    def action_expected(self) -> None:
        """Show who was invited and has not come, or again who came last."""
        self.absent = not self.absent
        self.redraw()

    async def action_back(self) -> None:
        """Clear the line, then leave the list of who is missing, then the register."""
        if self.line.value:
            self.line.value = ""
            self.redraw()
            self.say("Cleared; Esc again goes back.")
        elif self.absent:
            self.action_expected()
        else:
            await self.leave()

    @command("ctrl+l", hint=True, shown="Ctrl+L", label="sign-up list")
    async def action_sign_up_list(self) -> None:
        """Read a sign-up list, CSV or XLSX: you see what becomes of every row before anything is stored."""
        from hep_tui.exchange.signup import plan_signup

        about = "Path of a CSV or XLSX file; nothing is stored before you have seen it."
        path = await self.ask_for("Which sign-up list?", about=about)
        if not path:
            return
        try:
            # A path that was dragged into a terminal often comes in quotes.
            file = Path(path.strip("'\"")).expanduser()
            plan = await self.ask(plan_signup, file, self.meeting, locations.schools_dir())
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        said = await self.visit("signup", plan)
        self.say(said or "Nothing was imported.")

    @command("f7", hint=True, shown="F7", label="print")
    async def action_print_register(self) -> None:
        """Write the register as a page to print, with boxes to tick and lines for whoever else comes."""
        from hep_tui.reports.keep import keep
        from hep_tui.reports.register_page import register_page

        path = self.hep.exports / f"register-{plain_name(self.title_of, 'meeting')}.html"
        try:
            page = register_page(self.view)
            written = await self.ask(lambda _book: keep(path, page))
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        names = "It holds names, delete it once it is printed: " if self.view.expected else "Written: "
        self.say(f"{names}{written}")
