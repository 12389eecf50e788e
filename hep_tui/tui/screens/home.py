"""Home: the review at a glance, and the way on."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.widgets.said import Said

# Views and what they are on are imported after the first paint.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.logbook import Book
    from hep_tui.views.home import Home
    from hep_tui.views.meetings import MeetingLine
    from hep_tui.views.polls import PollView

_HINTS = "open plan-meeting new-poll search export undo"
_NO_MEETING = "Mark a meeting first; arrows choose, and n plans one."


class HomeScreen(ListScreen["Home", "MeetingLine | PollView"]):
    """Show meetings, polls, who has been heard, and what needs somebody."""

    OFFERS = (
        "open up down plan-meeting new-poll search edit-meeting cancel-meeting show-summary review-queue "
        "names-in-notes themes who-was-heard open-models open-framework open-decisions surveys report export "
        "open-imports back-up settle undo redo scroll-up scroll-down"
    )

    def __init__(self) -> None:
        super().__init__()
        self.backup: datetime | None = None
        self._resting = ""

    def compose_body(self) -> ComposeResult:
        """Leave room for the page."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def load(self) -> "Home":
        """Read the review at a glance, and when it was backed up last."""
        from hep_tui.views.home import home

        self.backup = await self.ask(_newest_backup)
        return await self.ask(home, self.hep.now())

    async def opened(self) -> None:
        """Offer what was not stored when the program stopped."""
        if self.hep.beneath.left:
            await self.performance.run(self.hep.beneath.offer(self))

    def rows(self, view: "Home") -> "Sequence[MeetingLine | PollView]":
        """Return what can be opened, from top to bottom."""
        return [*view.meetings, *view.polls]

    def first(self, view: "Home") -> str:
        """Return where the review goes on."""
        return view.current.id if view.current else super().first(view)

    def draw(self, view: "Home") -> None:
        """Show the record as it is now."""
        from hep_tui.tui.screens import home_text as draw

        self.top(view.review.title, saved=draw.saved(view, self.backup, self.hep.now()))
        room, ids = self.query_one("#body").scrollable_content_region, self.ids
        place = ids.index(self.marked) if self.marked in ids else -1
        page, self.tops = draw.page(view, place, room.width or self.size.width, room.height)
        self.query_one("#page", Static).update(page)
        self.hint(" ".join(["settle"] * bool(view.conflicts) + ["names-in-notes"] * bool(view.names) + [_HINTS]))
        if self.query_one("#said", Said).words in ("", self._resting):
            self.rest()
        self.call_after_refresh(self.keep_in_sight)

    def rest(self) -> None:
        """Say how far the record has come, or that nothing can be recorded."""
        if self.loaded:
            record = f"record  {self.view.record_code}    {self.view.entries} entries"
            self._resting = self.view.read_only or record
            self.say(self._resting, alarm=bool(self.view.read_only))

    @property
    def meeting(self) -> "MeetingLine | None":
        """Return the meeting that is marked, or that the marked poll belongs to."""
        poll = next((poll.poll for poll in self.view.polls if poll.id == self.marked), None)
        # A poll may outlive its meeting.
        id = poll.meeting if poll else self.marked
        return next((line for line in self.view.meetings if line.id == id), None)

    @command("enter", hint=True, shown="Enter")
    def action_open(self) -> None:
        """Open the meeting or poll that is marked; at first that is where the review goes on."""
        if self.chosen():
            self.go("poll" if any(poll.id == self.marked for poll in self.view.polls) else "capture", self.marked)

    @command("n", hint=True)
    async def action_plan_meeting(self) -> None:
        """Plan another meeting on one of the pack's agendas."""
        from hep_tui.tui.screens.plan import plan

        await plan(self, self.view.review.pack)

    @command("slash", hint=True, shown="/", label="search")
    def action_search(self) -> None:
        """Search every note as you type, and go to one in its place."""
        self.go("search")

    @command("r", label="review notes")
    def action_review_queue(self) -> None:
        """Walk through the notes that lack a theme, a phase or a sentiment, one key each."""
        self.go("queue")

    @command("t", label="themes")
    def action_themes(self) -> None:
        """See the themes with their counts; rename, nest and merge them."""
        self.go("themes")

    @command("e", label="edit meeting")
    def action_edit_meeting(self) -> None:
        """Change the title, day, place and agenda of the meeting that is marked."""
        if self.meeting:
            self.go("agenda", self.meeting.id)
        else:
            self.say(_NO_MEETING)

    @command("s", hint=True, label="summary")
    def action_show_summary(self) -> None:
        """Sum the meeting up on one page."""
        line = self.meeting
        if line is None:
            self.say(_NO_MEETING)
        elif line.state in ("running", "held") or line.notes or line.present:
            self.go("summary", line.id)
        else:
            self._sum_up_another(line.meeting.title)

    def _sum_up_another(self, title: str) -> None:
        """Sum up what was held, where the meeting that is marked was not."""
        from hep_tui.views.meetings import told_meeting

        held = told_meeting(self.view.meetings)
        if held is None:
            self.say("No meeting was held yet, so there is nothing to sum up.")
        else:
            self.go("summary", held.id, f"{title} was not held yet; this is {held.meeting.title}.")

    @command("delete,backspace", shown="Del")
    async def action_cancel_meeting(self) -> None:
        """Cancel the meeting that is marked, with what was to be voted on in it; undo takes that back."""
        from hep_tui.actions import meetings

        line = self.meeting
        if line is None:
            self.say(_NO_MEETING)
            return
        title = line.meeting.title
        about = "It stays in the list, and its polls go. Going to one of its items holds it after all."
        if await self.sure(f"Cancel {title}?", about) and await self.do(meetings.cancel, line.id):
            self.say(f"{title} is cancelled; Ctrl+Z brings it back.")

    @command("v", hint=True, label="new poll")
    def action_new_poll(self) -> None:
        """Set up another poll: a ranking, a vote, a show of hands, each with sensible answers already chosen."""
        self.go("setup")

    @command("x", hint=True)
    def action_export(self) -> None:
        """Write the review out for analysts, as tables with a codebook."""
        self.go("export")

    @command("g", label="other laptops")
    def action_open_imports(self) -> None:
        """Merge the file of another laptop, take back what one brought, and see whose entries there are."""
        self.go("imports")

    @command("c", label="conflicts")
    def action_settle(self) -> None:
        """Settle what two laptops recorded differently."""
        self.go("conflicts")

    @command("w")
    def action_names_in_notes(self) -> None:
        """Look at the notes that hold a name, {a_place} or an address, one after the other."""
        self.go("names")

    @command("h", label="who was heard")
    def action_who_was_heard(self) -> None:
        """See who has been heard and who has not, by phase, role and group."""
        # The meeting that is marked is one key further.
        near = self._marked_meeting()
        self.go("coverage", near.id if near else "", whole=True)

    @command("m", label="models")
    def action_open_models(self) -> None:
        """Lay the sheets of the models side by side: what each is, costs {a_place}, and had said about it."""
        self.go("models")

    @command("f", label="framework")
    def action_open_framework(self) -> None:
        """Rate the conditions for success, and see how far they are in place."""
        near = self._marked_meeting()
        if near is None:
            self.say("There is no meeting to rate in yet; n plans one.", alarm=True)
        else:
            self.go("framework", near.id)

    def _marked_meeting(self) -> "MeetingLine | None":
        """Return the meeting that is marked, or the current one."""
        marked = next((line for line in self.view.meetings if line.id == self.marked), None)
        return marked or self.view.current

    @command("d", label="decisions")
    def action_open_decisions(self) -> None:
        """Follow up decisions and actions: who does what by when, and what was done."""
        self.go("decisions")

    @command("i")
    def action_surveys(self) -> None:
        """See the surveys, take one in, and settle which {places} it means."""
        self.go("surveys")

    @command("p")
    def action_report(self) -> None:
        """Read the report of the whole review, rooms and survey in one picture, and write it."""
        self.go("report")

    @command("b", hint=True)
    async def action_back_up(self) -> None:
        """Make a backup now, in hep's own folder on this laptop; hep backup FILE -o STICK makes one to take away."""
        from hep_tui import locations
        from hep_tui.logbook import backup

        if await self.do(lambda book: backup.backup(book, backup.folder_for(book, locations.backups_dir()))):
            await self.reload()
            self.say(f"Backed up on this laptop: {locations.backups_dir()}. For its loss, copy one to a stick (F1).")


def _newest_backup(book: "Book") -> datetime | None:
    from hep_tui import locations
    from hep_tui.logbook import backup

    return backup.newest_time(backup.folder_for(book, locations.backups_dir()))
