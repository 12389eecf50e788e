"""Home: the review at a glance, and the way on."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from hep_tui.tui import commands as c
from hep_tui.tui.screens.ways import WaysScreen
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

# Views and what they stand on are imported after the first paint.
if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.home import Home


_HINTS = (c.Open, c.PlanMeeting, c.NewPoll, c.Search, c.Export, c.Undo)


class HomeScreen(WaysScreen):
    """Show meetings, polls, who has been heard, and what needs somebody."""

    commands = (
        c.Open, c.Up, c.Down, c.PlanMeeting, c.NewPoll, c.Search, c.EditMeeting, c.ShowSummary, c.ReviewQueue,
        c.NamesInNotes, c.Themes, c.WhoWasHeard, c.OpenModels, c.OpenFramework, c.OpenDecisions, c.Export, c.BackUp,
        c.Settle, c.Undo, c.Redo, c.ScrollUp, c.ScrollDown,
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.backup: datetime | None = None
        self._resting = ""
        self._line = 0

    def compose_body(self) -> ComposeResult:
        """Leave room for the page."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def redraw(self) -> None:
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
        self.call_after_refresh(self._bring_into_sight)

    def _start(self, view: "Home") -> int:
        return next((i for i, m in enumerate(view.meetings) if view.current and m.id == view.current.id), 0)

    def _show(self, view: "Home") -> None:
        from hep_tui.tui.screens import home_text as draw

        top = self.query_one(TopLine)
        top.where, top.saved = view.review.title, draw.saved(view, self.backup, self.hep.now())
        room = self.query_one("#body").scrollable_content_region
        page, self._line = draw.page(view, self.marked, room.width or self.size.width, room.height)
        self.query_one("#page", Static).update(page)
        needed = [*[c.Settle] * bool(view.conflicts), *[c.NamesInNotes] * bool(view.names)]
        self.query_one(Hints).commands = (*needed, *_HINTS)
        if self.query_one("#said", Said).words in ("", self._resting):
            self.rest()

    def rest(self) -> None:
        """Say how far the record has come, or that nothing can be recorded."""
        if self.view:
            record = f"record  {self.view.record_code}    {self.view.entries} entries"
            self._resting = self.view.read_only or record
            self.say(self._resting, alarm=bool(self.view.read_only))

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
        self.query_one("#body").scroll_to_region(Region(0, self._line, 1, 1), animate=False)

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

    async def action_back_up(self) -> None:
        """Make a backup now."""
        from hep_tui import locations
        from hep_tui.logbook import backup

        if await self.do(lambda book: backup.backup(book, backup.folder_for(book, locations.backups_dir()))):
            await self.reload()
            self.say(f"Backed up to {locations.backups_dir()}.")


def _newest_backup(book: "Book") -> datetime | None:
    from hep_tui import locations
    from hep_tui.logbook import backup

    return backup.newest_time(backup.folder_for(book, locations.backups_dir()))
