"""Home: the review at a glance, and the way on."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

# Views and what they stand on are imported after the first paint.
if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.home import Home
    from hep_tui.views.meetings import MeetingLine
    from hep_tui.views.polls import PollView


_HINTS = (c.Open, c.PlanMeeting, c.NewPoll, c.Search, c.Export, c.Undo)


class HomeScreen(HepScreen):
    """Show meetings, polls, who has been heard, and what needs somebody."""

    commands = (
        c.Open, c.Up, c.Down, c.PlanMeeting, c.NewPoll, c.Search, c.EditMeeting, c.ShowSummary, c.ReviewQueue,
        c.NamesInNotes, c.Themes, c.WhoWasHeard, c.OpenModels, c.OpenFramework, c.OpenDecisions, c.Export, c.BackUp,
        c.Settle, c.Undo, c.Redo, c.ScrollUp, c.ScrollDown,
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.view: Home | None = None
        self.backup: datetime | None = None
        self.marked = -1
        self._record = ""

    def compose_body(self) -> ComposeResult:
        """Put meetings and what needs somebody on the left, who was heard on the right, and polls under them."""
        with VerticalScroll(id="body", can_focus=False):
            with Horizontal(id="lists"):
                with Vertical(id="left"):
                    yield Static("", id="meetings")
                    yield Static("", id="needs")
                yield Static("", id="heard")
            yield Static("", id="polls")

    def on_resize(self) -> None:
        """Set the lists to the new width."""
        if self.view:
            self._show(self.view)

    async def reload(self) -> None:
        """Show the record as it is now."""
        from hep_tui.views.home import home

        self.view = await self.ask(home, self.hep.now())
        self.backup = await self.ask(_newest_backup)
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
        top.where, top.saved = view.review.title, draw.saved(view, self.backup, self.hep.now())
        width = self.size.width
        left = width - 36 if width < 110 else width // 2 + 6
        self.query_one("#meetings", Static).update(draw.meetings(view, self.marked, left))
        self.query_one("#left").styles.width = left
        self.query_one("#needs", Static).update(draw.needs(view, left))
        self.query_one("#heard", Static).update(draw.heard(view.heard))
        self.query_one("#polls", Static).update(draw.polls(view, self.marked - len(view.meetings), width))
        needed = [*[c.Settle] * bool(view.conflicts), *[c.NamesInNotes] * bool(view.names)]
        self.query_one(Hints).commands = (*needed, *_HINTS)
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
            self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        at = self.marked - len(self.view.meetings) if self.view else 0
        # Above the first poll stand an empty line and a heading.
        line = self.marked + 1 if at < 0 else self.query_one("#polls").virtual_region.y + at + 2
        self.query_one("#body").scroll_to_region(Region(0, line, 1, 1), animate=False)

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

    def action_search(self) -> None:
        """Search every note."""
        from hep_tui.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    def action_review_queue(self) -> None:
        """Walk through the notes that lack something."""
        from hep_tui.tui.screens.queue import QueueScreen

        self.app.push_screen(QueueScreen())

    def action_themes(self) -> None:
        """Show the code frame."""
        from hep_tui.tui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen())

    @property
    def marked_meeting(self) -> str:
        """Return the id of the meeting that is marked, or that the marked poll belongs to; empty for none."""
        from hep_tui.views.meetings import MeetingLine

        if self.view is None or not 0 <= self.marked < len(self.targets):
            return ""
        target = self.targets[self.marked]
        id = target.id if isinstance(target, MeetingLine) else target.poll.meeting
        # A poll may outlive its meeting.
        return id if any(line.id == id for line in self.view.meetings) else ""

    def action_edit_meeting(self) -> None:
        """Open the agenda of the marked meeting."""
        from hep_tui.tui.screens.agenda import AgendaScreen

        if self.marked_meeting:
            self.app.push_screen(AgendaScreen(self.marked_meeting))
        else:
            self.say("Mark a meeting first; arrows choose, and n plans one.")

    def action_show_summary(self) -> None:
        """Sum the marked meeting up."""
        from hep_tui.tui.screens.summary import SummaryScreen

        if self.marked_meeting:
            self.app.push_screen(SummaryScreen(self.marked_meeting))
        else:
            self.say("Mark a meeting first; arrows choose, and n plans one.")

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

    def action_names_in_notes(self) -> None:
        """Walk through the notes that hold a name."""
        from hep_tui.tui.screens.names import NamesScreen

        self.app.push_screen(NamesScreen())

    def action_who_was_heard(self) -> None:
        """Show who has been heard in the whole review; the meeting that is marked is one key further."""
        from hep_tui.tui.screens.coverage import CoverageScreen

        if self.view:
            marked = self.view.meetings[self.marked : self.marked + 1]
            near = marked[0] if marked else self.view.current
            self.app.push_screen(CoverageScreen(near.id if near else "", whole=True))

    def action_open_models(self) -> None:
        """Lay the models side by side."""
        from hep_tui.tui.screens.models import ModelsScreen

        self.app.push_screen(ModelsScreen())

    def action_open_framework(self) -> None:
        """Rate the framework in the meeting that is marked, or in the current one."""
        from hep_tui.tui.screens.framework import FrameworkScreen
        from hep_tui.views.meetings import MeetingLine

        marked = self.targets[self.marked] if self.targets else None
        line = marked if isinstance(marked, MeetingLine) else self.view.current if self.view else None
        if line is None:
            self.say("There is no meeting to rate in yet; n plans one.", alarm=True)
        else:
            self.app.push_screen(FrameworkScreen(line.id))

    def action_open_decisions(self) -> None:
        """Follow up decisions and actions."""
        from hep_tui.tui.screens.decisions import DecisionsScreen

        self.app.push_screen(DecisionsScreen())

    async def action_back_up(self) -> None:
        """Make a backup now."""
        from hep_tui import locations
        from hep_tui.logbook import backup

        if await self.do(lambda book: backup.backup(book, backup.folder_for(book, locations.backups_dir()))):
            await self.reload()
            self.say(f"Backed up to {locations.backups_dir()}.")

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)


def _newest_backup(book: "Book") -> datetime | None:
    from hep_tui import locations
    from hep_tui.logbook import backup

    return backup.newest_time(backup.folder_for(book, locations.backups_dir()))
