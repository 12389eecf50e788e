"""The register: three letters of a school, Enter, arrived."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import register as actions
from hep_tui.domain.register import Arrival, read
from hep_tui.domain.schools import School
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.register import Present, Register, register

_GUIDE = (
    " Type some letters of a school and press Enter: somebody of that school has come.",
    "   @chair @hash   role or group      t3     at table 3",
    "   - before the letters: the person of that school who came last has left",
    "   + instead of letters: somebody from elsewhere, as in  + @primary @governor t2",
    "",
)


class RegisterScreen(HepScreen):
    """Let people in and out. No names: a person is a school and a number, or a walk-in."""

    commands = (c.Arrive, c.Up, c.Down, c.Undo, c.Redo, c.Back)
    watches = frozenset({"attendance", "withdraw", "meeting", "review"})
    guide = _GUIDE
    AUTO_FOCUS = "Line"

    def __init__(self, meeting: str, title: str) -> None:
        super().__init__()
        self.meeting, self.title_of = meeting, title
        self.view: Register | None = None
        self.marked = 0

    def compose_body(self) -> ComposeResult:
        """Show what the letters may mean and who came last, beside the headcount, over the line."""
        with Horizontal(id="body"):
            with Vertical():
                yield Static("", id="found")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("", id="counts")
        with Horizontal(id="capture-line"):
            yield Static(content(f" {symbols().here} "), id="prompt")
            yield Line(placeholder="letters of a school, @role t3     - leaves   + from elsewhere")

    @property
    def line(self) -> Line:
        """Return the line."""
        return self.query_one(Line)

    async def reload(self) -> None:
        """Show who is here now."""
        self.view = await self.ask(register, self.meeting)
        top = self.query_one(TopLine)
        top.where, top.middle, top.saved = f"register: {self.title_of}", f"{self.view.here} present", "saved"
        self._show()

    def on_resize(self) -> None:
        """Set the lists to the new width."""
        self._show()

    def read(self, text: str) -> Arrival:
        """Return what a line says."""
        return read(text, self.view.schools, self.view.vocabulary) if self.view else Arrival()

    def _show(self) -> None:
        if self.view is None:
            return
        arrival = self.read(self.line.value)
        width = self.query_one("#found").size.width or self.size.width - 26
        lines = self._matches(arrival, width) if self.line.value.strip() else self._latest(width)
        self.query_one("#found", Static).update(Content("\n").join(lines))
        self.query_one("#counts", Static).update(_counts(self.view))

    def _matches(self, arrival: Arrival, width: int) -> list[Content]:
        view = self.view
        assert view is not None
        verb = "LEAVES" if arrival.leaving else "ARRIVES"
        if arrival.walk_in:
            return [content(f" {verb}", "bold $quiet"), content("   somebody from elsewhere", "bold $here")]
        lines = [content(f" {verb}", "bold $quiet")]
        here = [p.person.partition("-")[0] for p in view.people if p.attendance.state == "here"]
        for i, school in enumerate(arrival.schools):
            marked = i == min(self.marked, len(arrival.schools) - 1)
            sign = symbols().here if marked else " "
            there = here.count(str(school.urn))
            said = f"{there} here" if there else ""
            text = f" {sign} {fit(school.name, max(10, width - 14))} {said}"
            lines.append(content(text, "bold $here" if marked else ""))
        return lines if arrival.schools else [*lines, content("   no school has these letters", "bold $alarm")]

    def _latest(self, width: int) -> list[Content]:
        assert self.view is not None
        lines = [content(" CAME LAST", "bold $quiet")]
        room = max(5, self.size.height - 8)
        for person in reversed(self.view.people[-room:]):
            lines.append(content(f"   {_told(person, self.view, width)}"))
        return lines if self.view.people else [*lines, content("   nobody yet", "$quiet")]

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find the school while its letters are typed."""
        event.stop()
        # Enter empties the line before it hands it over: who was marked is still to be asked.
        self.marked = 0 if event.value else self.marked
        self._show()
        doubts = self.read(event.value).doubts
        self.say(doubts[0] if doubts else "")

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Let somebody in or out; the line is already free for the next one."""
        event.stop()
        if self.view is None or not event.text.strip():
            return
        arrival, place = self.read(event.text), self.marked
        self.marked = 0
        school = arrival.schools[min(place, len(arrival.schools) - 1)] if arrival.schools else None
        try:
            await self._record(arrival, school)
        except HepError as error:
            self.say(str(error), alarm=True)

    async def _record(self, arrival: Arrival, school: School | None) -> None:
        if arrival.leaving:
            gone = await self.ask(actions.leave, self.meeting, school)
            self.say(f"left: {school.name if school else gone.person}")
        else:
            come = await self.ask(actions.arrive, self.meeting, arrival, school)
            second = " (another person of this school)" if school and "-" in come.person else ""
            self.say(f"arrived: {school.name if school else come.person}{second}")

    def action_up(self) -> None:
        """Mark the school above."""
        self.marked = max(0, self.marked - 1)
        self._show()

    def action_down(self) -> None:
        """Mark the school below."""
        self.marked = min(self.marked + 1, max(0, len(self.read(self.line.value).schools) - 1))
        self._show()

    def action_arrive(self) -> None:
        """Let in or out who is marked."""
        self.line.enter()

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)

    def action_back(self) -> None:
        """Go back to the notes."""
        self.app.pop_screen()


def _told(person: Present, view: Register, width: int) -> str:
    attendance = person.attendance
    marks = [view.vocabulary.label(id) for id in (attendance.role, *attendance.groups) if id]
    marks += [f"table {attendance.table_no}"] * bool(attendance.table_no) + ["LEFT"] * (attendance.state == "left")
    said = ", ".join(marks)
    return f"{fit(person.label, max(10, width - len(said) - 6))} {said}"


def _counts(view: Register) -> Content:
    lines = [Content.styled("PRESENT, schools", "bold $quiet")]
    for label, n, schools in view.phases:
        lines.append(content(f"{fit(label, 11)} {n or '-':>3} {schools:>4}", "" if n else "bold $alarm"))
    for heading, rows in (("GROUPS", view.groups), ("ROLES", view.roles)):
        lines += [Content(""), Content.styled(heading, "bold $quiet")] if rows else []
        lines += [content(f"{fit(label, 11)} {n:>3}") for label, n in rows]
    if view.tables:
        lines += [Content(""), Content.styled("TABLES", "bold $quiet")]
        lines += [content(f"table {table:<5} {n:>3}") for table, n in view.tables]
    return Content("\n").join(lines)
