"""The ways from the home screen to every other."""

from typing import TYPE_CHECKING

from hep_tui.tui.screens.base import HepScreen

# Views and what they stand on are imported after the first paint.
if TYPE_CHECKING:
    from hep_tui.views.home import Home
    from hep_tui.views.meetings import MeetingLine
    from hep_tui.views.polls import PollView


class WaysScreen(HepScreen):
    """Go on from what is `marked`: a meeting or a poll of the review in `view`."""

    def __init__(self) -> None:
        super().__init__()
        self.view: Home | None = None
        self.marked = -1

    @property
    def targets(self) -> "list[MeetingLine | PollView]":
        """Return what can be opened, from top to bottom."""
        return [*self.view.meetings, *self.view.polls] if self.view else []

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
