"""Home: the review at a glance, and the way on."""

from collections.abc import Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.polls import PollState
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, wrap
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.home import Home, Reach, home
from hep_tui.views.meetings import MeetingLine
from hep_tui.views.polls import PollView


class HomeScreen(HepScreen):
    """Show meetings, polls, who has been heard, and what needs somebody."""

    commands = (c.Open, c.Up, c.Down, c.PlanMeeting, c.Export, c.BackUp, c.Undo, c.Redo)

    def __init__(self) -> None:
        super().__init__()
        self.view: Home | None = None
        self.marked = -1

    def compose_body(self) -> ComposeResult:
        """Put the lists on the left and who was heard on the right."""
        with VerticalScroll(id="body", can_focus=False):
            with Horizontal(id="lists"):
                yield Static("", id="meetings")
                yield Static("", id="reach")
            yield Static("", id="polls")
            yield Static("", id="needs")

    def on_resize(self) -> None:
        """Set the lists to the new width."""
        if self.view:
            self._show(self.view)

    async def reload(self) -> None:
        """Show the record as it is now."""
        self.view = await self.ask(home, self.hep.now())
        if self.marked < 0:
            self.marked = self._start(self.view)
        self._show(self.view)

    @property
    def targets(self) -> list[MeetingLine | PollView]:
        """Return what can be opened, from top to bottom."""
        return [*self.view.meetings, *self.view.polls] if self.view else []

    def _start(self, view: Home) -> int:
        return next((i for i, m in enumerate(view.meetings) if view.current and m.id == view.current.id), 0)

    def _show(self, view: Home) -> None:
        top = self.query_one(TopLine)
        top.where, top.saved = view.review.title, "read only" if view.read_only else "saved"
        width = self.size.width
        left = width - 36 if width < 110 else width // 2 + 6
        self.query_one("#meetings", Static).update(_meetings(view, self.marked, left))
        self.query_one("#meetings").styles.width = left
        self.query_one("#reach", Static).update(_reach(view.reach, width - left - 1))
        self.query_one("#polls", Static).update(_polls(view, self.marked - len(view.meetings), width))
        self.query_one("#needs", Static).update(_needs(view, width))
        if view.read_only:
            self.say(view.read_only, alarm=True)
        elif not self.query_one("#said", Said).words:
            self.say(f"record  {view.record_code}    {view.entries} entries")

    def action_up(self) -> None:
        """Mark the line above."""
        self._mark(-1)

    def action_down(self) -> None:
        """Mark the line below."""
        self._mark(1)

    def _mark(self, by: int) -> None:
        if self.view and self.targets:
            self.marked = max(0, min(len(self.targets) - 1, self.marked + by))
            self._show(self.view)

    def action_open(self) -> None:
        """Open what is marked."""
        if not self.targets:
            return
        from hep_tui.tui.screens.capture import CaptureScreen
        from hep_tui.tui.screens.poll import PollScreen

        target = self.targets[self.marked]
        screen = CaptureScreen(target.id) if isinstance(target, MeetingLine) else PollScreen(target.id)
        self.app.push_screen(screen)

    @work
    async def action_plan_meeting(self) -> None:
        """Ask for the title and date of another meeting, and plan it."""
        from hep_tui.tui.screens.plan import plan

        if self.view:
            await plan(self, self.view.review.pack)

    def action_export(self) -> None:
        """Write the review out."""
        from hep_tui.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen())

    async def action_back_up(self) -> None:
        """Make a backup now."""
        from hep_tui import locations
        from hep_tui.logbook import backup

        if await self.do(lambda book: backup.backup(book, backup.folder_for(book, locations.backups_dir()))):
            self.say(f"Backed up to {locations.backups_dir()}.")

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)


def _meetings(view: Home, marked: int, width: int) -> Content:
    lines = [Content.styled(" MEETINGS", "bold $quiet")]
    for i, line in enumerate(view.meetings):
        lines.append(_line(i == marked, _sign(line.state), _when(line), line.meeting.title, _amount(line), width))
    return Content("\n").join(lines)


def _line(here: bool, sign: str, when: str, title: str, amount: str, width: int) -> Content:
    mark = symbols().here if here else " "
    room = max(8, width - len(amount) - len(when) - 8)
    text = f" {mark}{sign} {when} {fit(title, room)} {amount}"
    return Content.styled(text, "bold $here") if here else content(text)


def _sign(state: MeetingState) -> str:
    signs = symbols()
    return {MeetingState.HELD: signs.done, MeetingState.RUNNING: signs.running}.get(state, signs.planned)


def _when(line: MeetingLine) -> str:
    if line.state is MeetingState.RUNNING:
        return "running"
    try:
        day = datetime.fromisoformat(line.meeting.date)
    except ValueError:
        return "planned"
    return f"{day.day:>2} {_MONTHS[day.month - 1]}".ljust(7)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")


def _amount(line: MeetingLine) -> str:
    return f"{line.notes:>3} {'note ' if line.notes == 1 else 'notes'}"


def _reach(reach: Sequence[Reach], width: int) -> Content:
    lines = [Content.styled("HEARD SO FAR  notes people schools", "bold $quiet")]
    lines += [content(f"{fit(r.label, 13)} {r.notes:>5} {r.people:>6} {r.schools:>7}") for r in reach if r.notes]
    silent = ", ".join(f"{r.label} ({r.schools})" for r in reach if not r.notes)
    if silent:
        lines.append(Content.styled("NOT HEARD, schools in brackets", "bold $alarm"))
        lines += [content(line, "bold") for line in wrap(silent, width)]
    return Content("\n").join(lines)


def _polls(view: Home, marked: int, width: int) -> Content:
    lines = [Content(""), Content.styled(" POLLS", "bold $quiet")]
    for i, poll in enumerate(view.polls):
        done = poll.state is PollState.DECLARED
        sign = symbols().done if done else symbols().running if poll.state is PollState.OPEN else symbols().planned
        said = str(poll.declared["sentence"]) if poll.declared and done else _progress(poll)
        title = f"{poll.poll.title}, {poll.meeting}" if poll.meeting else poll.poll.title
        half = min(44, width // 2 - 6)
        mark = symbols().here if i == marked else " "
        text = f" {mark}{sign} {fit(title, half)} {poll.state.value:<9} {fit(said, max(10, width - half - 16))}"
        lines.append(Content.styled(text, "bold $here") if i == marked else content(text))
    return Content("\n").join(lines)


def _progress(view: PollView) -> str:
    if view.poll.method == "hands":
        return "hands counted" if view.hands else "show of hands"
    n = len(view.ballots)
    return f"{n} ballot{'' if n == 1 else 's'}"


def _needs(view: Home, width: int) -> Content:
    lines = wrap(" · ".join(view.needs) or "nothing", width - 14)
    first = Content.assemble(("\n NEEDS YOU  ", "bold $quiet"), content(lines[0], "bold" if view.needs else ""))
    return Content("\n").join([first, *(content(f"            {line}") for line in lines[1:])])
