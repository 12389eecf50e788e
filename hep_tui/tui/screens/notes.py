"""The notes of one meeting beside its agenda and who has been heard."""

from dataclasses import replace
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.meetings import MeetingState
from hep_tui.tui.command import command
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens.base import NARROW
from hep_tui.tui.screens.meeting import MeetingScreen
from hep_tui.tui.waiting import with_waiting
from hep_tui.tui.widgets.stream import Stream
from hep_tui.views.capture import Capture, capture, in_places
from hep_tui.views.stream import GROUPINGS, grouped

ITEM, TABLE, ALL = "item", "table", "all"


class NotesScreen(MeetingScreen):
    """Show the notes of the item, of one table or of all items, in groups or as they were taken."""

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self.shows, self.by, self.table = ITEM, "", 0
        self._cards = draw.Cards()
        self._saved = "saved"
        self._loaded_at = datetime.min

    def compose_body(self) -> ComposeResult:
        """Put agenda, stream and coverage beside each other."""
        with Horizontal(id="body"):
            with VerticalScroll(id="agenda", can_focus=False):
                yield Static("")
            with Vertical():
                yield Static("", id="item")
                yield Stream(id="stream")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("")

    @property
    def stream(self) -> Stream:
        """Return the stream."""
        return self.query_one(Stream)

    async def load(self) -> Capture:
        """Read the meeting as it is now; where it went on to another item, that one is shown."""
        now = self.hep.now()
        self._loaded_at = now
        view = await self.ask(capture, self.meeting, self._item_shown, now)
        under_way, meeting = view.line.progress.item, view.line.meeting
        moved_on = not self.loaded or under_way != self.view.line.progress.item
        # An item may have left the agenda while it was on the screen: no note may go there any more.
        if moved_on or not meeting.item(self.item):
            self.item = under_way if meeting.item(under_way) else next((i.id for i in meeting.items), "")
            if self.shows == ITEM:
                view = await self.ask(capture, self.meeting, self.item, now)
        return view

    @property
    def _item_shown(self) -> str:
        return self.item if self.shows == ITEM else ""

    def received(self, view: Capture) -> None:
        """Put what waits in the outbox among what is stored; a theme keeps its number."""
        before = self.view.themes if self.loaded else ()
        view = replace(view, themes=in_places(view.themes, before))
        self._stands = view
        shown = with_waiting(view.notes, self.hep.beneath.sender.box, self.meeting, view.item, self.hep.now())
        super().received(replace(view, notes=tuple(shown)))

    def waiting_changed(self) -> None:
        """Show the notes again, since others wait in the outbox now."""
        if self.loaded:
            self.received(self._stands)
            self._show_notes(self.view)

    def draw(self, view: Capture) -> None:
        """Show agenda, notes and coverage, each at its width."""
        held = [f"HELD {view.line.meeting.date}".strip()] * (view.line.state is MeetingState.HELD)
        held += ["CANCELLED"] * (view.line.state is MeetingState.CANCELLED)
        present = f"{view.line.present} present" if view.line.present else ""
        self.top(" · ".join([*held, *self.kept, view.line.meeting.title]), present, self._saved)
        self._show_panels(view)
        self._show_notes(view)
        self._show_hints(over=view.line.state is MeetingState.HELD)
        narrow = self.size.width < NARROW
        self.query_one("#body").set_class(narrow or self.has_class("-narrowed"), "-folded")

    def _show_hints(self, *, over: bool) -> None:
        """Name no next item on the bottom line of a meeting that is over; its key still leafs through it."""
        usual = [each.id for each in self.commands if each.hint]
        self.hint(" ".join(id for id in usual if not (over and id == "next-item")))

    @property
    def kept(self) -> list[str]:
        """Return in words what is kept for the notes that follow."""
        return [f"table {self.table}"] if self.table else []

    def _show_panels(self, view: Capture) -> None:
        """Show what the clock changes: the agenda, the time of the item, and who has not been heard."""
        past = max(0.0, (self.hep.now() - self._loaded_at).total_seconds())
        agenda, beside = self.query_one("#agenda"), self.query_one("#coverage")
        wide = max(12, agenda.scrollable_content_region.width)
        self.query_one("#agenda Static", Static).update(draw.agenda(view, self.item, past, wide))
        wide = max(18, beside.scrollable_content_region.width)
        coming = [] if agenda.display else draw.ahead(view, wide)
        left = beside.scrollable_content_region.height - len(coming)
        self.query_one("#coverage Static", Static).update(
            Content("\n").join([*coming, draw.coverage(view, wide, past, height=left)])
        )
        table = self.table if self.shows == TABLE else 0
        head = draw.over_notes(view, self._item_shown, table, self.by, past, self.stream.size.width)
        self.query_one("#item", Static).update(head)

    def _show_notes(self, view: Capture) -> None:
        table = self.table if self.shows == TABLE else 0
        notes = [n for n in view.notes if n.what.table_no == table] if table else view.notes
        titles = {} if self.shows == ITEM else {item.id: item.title for item in view.line.meeting.items}
        cards = self._cards.of(grouped(notes, self.by, view.vocabulary), view.vocabulary, titles)
        self.stream.load(cards or draw.question(view, self._item_shown))

    def _tick(self) -> None:
        going = self.loaded and self.view.line.state is MeetingState.RUNNING
        if going and not self.view.line.progress.paused:
            self._show_panels(self.view)

    @command("f2", shown="F2")
    async def action_all_items(self) -> None:
        """Show the notes of this item, of the table that is kept, or of all items."""
        shown = (ITEM, TABLE, ALL) if self.table else (ITEM, ALL)
        self.shows = shown[(shown.index(self.shows) + 1) % len(shown)] if self.shows in shown else ITEM
        await self.reload()
        told = {ITEM: "Notes of this item.", TABLE: f"Notes of table {self.table}.", ALL: "Notes of all items."}
        self.say(told[self.shows])

    @command("ctrl+g", shown="Ctrl+G")
    def action_group_notes(self) -> None:
        """Group the notes by theme, by phase, by sentiment, or not at all."""
        self.by = GROUPINGS[(GROUPINGS.index(self.by) + 1) % len(GROUPINGS)]
        self._show_panels(self.view)
        self._show_notes(self.view)
        self.say(f"Notes by {self.by}." if self.by else "Notes as they were taken.")

    @command("f5", shown="F5")
    def action_panels(self) -> None:
        """Fold the agenda and coverage away, or bring them back."""
        self.toggle_class("-narrowed")
        self.redraw()

    def action_scroll_up(self) -> None:
        """Look at earlier notes."""
        self.stream.scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Come back to the newest."""
        self.stream.scroll_page_down(animate=False)
