"""Home: the review at a glance, and the way on."""

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

# Views and what they stand on are imported after the first paint.
if TYPE_CHECKING:
    from hep_tui.views.home import Home
    from hep_tui.views.meetings import MeetingLine
    from hep_tui.views.polls import PollView


_HINTS = (c.Open, c.PlanMeeting, c.NewPoll, c.Export, c.Undo)


class HomeScreen(HepScreen):
    """Show meetings, polls, who has been heard, and what needs somebody."""

    commands = (c.Open, c.Up, c.Down, c.PlanMeeting, c.NewPoll, c.Export, c.BackUp, c.Settle, c.Undo, c.Redo)

    def __init__(self) -> None:
        super().__init__()
        self.view: Home | None = None
        self.marked = -1
        self._record = ""

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
        from hep_tui.views.home import home

        self.view = await self.ask(home, self.hep.now())
        if self.marked < 0:
            self.marked = self._start(self.view)
        self._show(self.view)

    @property
    def targets(self) -> "list[MeetingLine | PollView]":
        """Return what can be opened, from top to bottom."""
        return [*self.view.meetings, *self.view.polls] if self.view else []

    def _start(self, view: "Home") -> int:
        return next((i for i, m in enumerate(view.meetings) if view.current and m.id == view.current.id), 0)

    def _show(self, view: "Home") -> None:
        from hep_tui.tui.screens import home_text as draw

        top = self.query_one(TopLine)
        top.where, top.saved = view.review.title, "read only" if view.read_only else "saved"
        width = self.size.width
        left = width - 36 if width < 110 else width // 2 + 6
        self.query_one("#meetings", Static).update(draw.meetings(view, self.marked, left))
        self.query_one("#meetings").styles.width = left
        self.query_one("#reach", Static).update(draw.reach(view.reach, width - left - 1))
        self.query_one("#polls", Static).update(draw.polls(view, self.marked - len(view.meetings), width))
        self.query_one("#needs", Static).update(draw.needs(view, width))
        self.query_one(Hints).commands = (*([c.Settle] if view.conflicts else []), *_HINTS)
        if view.read_only:
            self.say(view.read_only, alarm=True)
        elif self.query_one("#said", Said).words in ("", self._record):
            self._record = f"record  {view.record_code}    {view.entries} entries"
            self.say(self._record)

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
        from hep_tui.views.meetings import MeetingLine

        target = self.targets[self.marked]
        screen = CaptureScreen(target.id) if isinstance(target, MeetingLine) else PollScreen(target.id)
        self.app.push_screen(screen)

    @work
    async def action_plan_meeting(self) -> None:
        """Ask for the title and date of another meeting, and plan it."""
        from hep_tui.tui.screens.plan import plan

        if self.view:
            await plan(self, self.view.review.pack)

    def action_new_poll(self) -> None:
        """Set up another poll."""
        from hep_tui.tui.screens.setup import SetUpScreen

        self.app.push_screen(SetUpScreen())

    def action_export(self) -> None:
        """Write the review out."""
        from hep_tui.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen())

    def action_settle(self) -> None:
        """Settle conflicts."""
        from hep_tui.tui.screens.conflicts import ConflictsScreen

        self.app.push_screen(ConflictsScreen())

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
