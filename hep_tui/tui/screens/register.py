"""The register: type some letters, Enter, and the headcount changes."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.actions import register as actions
from hep_tui.domain.register import Arrival, Found, came_words, read
from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import register_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.top import TopLine
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


class RegisterScreen(HepScreen):
    """Let people in and out. Whoever was invited has a name here; anybody else is a school and a number."""

    commands = (c.Arrive, c.Up, c.Down, c.Expected, c.SignUpList, c.PrintRegister, c.Undo, c.Redo, c.Back)
    watches = frozenset({"attendance", "person", "withdraw", "settle", "meeting", "review"})
    guide = _GUIDE
    AUTO_FOCUS = "Line"

    def __init__(self, meeting: str, title: str) -> None:
        super().__init__()
        self.meeting, self.title_of = meeting, title
        self.view: Register | None = None
        self.marked = 0
        self.absent = False

    def compose_body(self) -> ComposeResult:
        """Show what the letters may mean and who came last, beside the headcount, over the line."""
        with Horizontal(id="body"):
            with Vertical():
                yield Static("", id="found")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("", id="counts")
        with Horizontal(id="capture-line"):
            yield Static(content(f" {symbols().here} "), id="prompt")
            yield Line(placeholder="letters of a name or school, @role t3   - leaves   + from elsewhere")

    @property
    def line(self) -> Line:
        """Return the line."""
        return self.query_one(Line)

    async def reload(self) -> None:
        """Show who is here now."""
        self.view = await self.ask(register, self.meeting)
        top = self.query_one(TopLine)
        top.where, top.middle, top.saved = f"register: {self.title_of}", self.view.said, "saved"
        self._show()

    async def redraw(self) -> None:
        """Set the lists to the new width."""
        self._show()

    def read(self, text: str) -> Arrival:
        """Return what a line says."""
        return read(text, self.view.door, self.view.vocabulary) if self.view else Arrival()

    def _show(self) -> None:
        if self.view is None:
            return
        width, room = self.query_one("#found").size.width or self.size.width - 26, self.size.height - 8
        arrival = self.read(self.line.value) if self.line.value.strip() else None
        lines = draw.page(self.view, arrival, self.marked, width, room, absent=self.absent)
        self.query_one("#found", Static).update(Content("\n").join(lines))
        wide = self.query_one("#coverage").scrollable_content_region.width
        self.query_one("#counts", Static).update(draw.counts(self.view, wide, tight=self.size.height < 30))

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find who is meant while the letters are typed."""
        event.stop()
        # Enter empties the line before it hands it over: who was marked is still to be asked.
        self.marked = 0 if event.value else self.marked
        self._show()
        doubts = self.read(event.value).doubts
        if event.value:
            self.say(doubts[0] if doubts else "")

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Let somebody in or out; the line is already free for the next one."""
        event.stop()
        if self.view is None or not event.text.strip():
            return
        arrival, place = self.read(event.text), self.marked
        self.marked = 0
        found = arrival.found[min(place, len(arrival.found) - 1)] if arrival.found else None
        try:
            await self._record(arrival, found)
        except HepError as error:
            self.say(str(error), alarm=True)

    async def _record(self, arrival: Arrival, found: Found | None) -> None:
        if arrival.leaving:
            gone = await self.ask(actions.leave, self.meeting, found)
            self.say(f"left: {found.label if found else gone.person}")
        else:
            self.say(came_words(await self.ask(actions.arrive, self.meeting, arrival, found), found))
        # The next line may be about the same person, and has to find them where they are now.
        await self.hep.caught_up()

    def action_up(self) -> None:
        """Mark who is above."""
        self.marked = max(0, self.marked - 1)
        self._show()

    def action_down(self) -> None:
        """Mark who is below."""
        self.marked = min(self.marked + 1, max(0, len(self.read(self.line.value).found) - 1))
        self._show()

    def action_arrive(self) -> None:
        """Let in or out who is marked."""
        self.line.enter()

    def action_expected(self) -> None:
        """Show who is missing, or who came last."""
        self.absent = not self.absent
        self._show()

    async def action_back(self) -> None:
        """Clear the line, then leave the list of who is missing, then the register."""
        if self.line.value:
            self.line.value = ""
            self.say("Cleared; Esc again goes back.")
        elif self.absent:
            self.action_expected()
        else:
            self.app.pop_screen()

    async def action_sign_up_list(self) -> None:
        """Ask for a list, and show what it would bring."""
        from hep_tui.exchange.signup import plan_signup
        from hep_tui.tui.screens.signup import SignupScreen

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
        said = await self.visit(SignupScreen(plan))
        self.say(said or "Nothing was imported.")

    async def action_print_register(self) -> None:
        """Write the page to print."""
        from hep_tui.reports.keep import keep
        from hep_tui.reports.register_page import register_page

        if self.view is None:
            return
        path = self.hep.exports / f"register-{plain_name(self.title_of, 'meeting')}.html"
        try:
            page = register_page(self.view)
            written = await self.ask(lambda _book: keep(path, page))
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        names = "It holds names, delete it once it is printed: " if self.view.expected else "Written: "
        self.say(f"{names}{written}")
