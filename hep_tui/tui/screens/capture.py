"""Capture: notes as they are said, the agenda with its time, and who has not been heard."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from hep_tui.actions import meetings as meeting_actions
from hep_tui.actions import notes as note_actions
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import Reading, complete, parse, words, write
from hep_tui.errors import HepError
from hep_tui.logbook import NotStored
from hep_tui.tui import commands as c
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.stream import Stream
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.capture import Capture, capture

if TYPE_CHECKING:
    from hep_tui.logbook.things import Thing


class CaptureScreen(HepScreen):
    """Take notes of one meeting. The cursor never leaves the line unless asked."""

    commands = (
        c.EditLast, c.Undo, c.NextItem, c.ReadBack, c.OpenPoll, c.Complete, c.PreviousItem, c.AllItems, c.PinSpeaker,
        c.Panels, c.OpenRegister, c.Pause, c.EndMeeting, c.Redo, c.ScrollUp, c.ScrollDown, c.Home,
    )  # fmt: skip
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "step", "meeting", "theme", "attendance"})
    guide = draw.GUIDE
    AUTO_FOCUS = "Line"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.view: Capture | None = None
        self.all_items = False
        self.item = ""
        self.editing: Thing[Note] | None = None
        self.pinned = ("", "")
        self.unstored: NotStored | None = None
        self._kept = ""
        self._filled_in = ""
        self._rows = draw.Rows()
        self._offers: list[str] = []
        self._stem = ""
        self._saved = "saved"
        self._clearing = ""
        self._clock: Timer | None = None
        self._loaded_at = datetime.min

    def compose_body(self) -> ComposeResult:
        """Put agenda, stream and coverage beside each other, and the line under them."""
        with Horizontal(id="body"):
            with VerticalScroll(id="agenda", can_focus=False):
                yield Static("")
            with Vertical():
                yield Static("", id="item")
                yield Stream(id="stream")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("")
        with Horizontal(id="capture-line"):
            yield Static(content_prompt(), id="prompt")
            yield Line(placeholder="what is said, with #theme @speaker + - ~ ?     F1 shows all marks")

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self._clock = self.set_interval(1.0, self._tick)

    def on_resize(self) -> None:
        """Set the panels to their new widths."""
        if self.view:
            self.call_after_refresh(self._show, self.view)

    @property
    def line(self) -> Line:
        """Return the line."""
        return self.query_one(Line)

    async def reload(self) -> None:
        """Show the meeting as it is now."""
        now = self.hep.now()
        view = await self.ask(capture, self.meeting, "" if self.all_items else self.item, now)
        self._loaded_at = now
        moved_to = view.line.progress.item or (view.line.meeting.items[0].id if view.line.meeting.items else "")
        if not self.view or view.line.progress.item != self.view.line.progress.item:
            self.item = moved_to
            if not self.all_items:
                view = await self.ask(capture, self.meeting, self.item, now)
        self.view = view
        self._show(view)

    def _show(self, view: Capture) -> None:
        top = self.query_one(TopLine)
        top.where = view.line.meeting.title
        top.middle = f"{view.line.present} present" if view.line.present else ""
        top.saved = self._saved
        self.query_one("#agenda Static", Static).update(self._agenda(view))
        self.query_one("#coverage Static", Static).update(
            draw.coverage(view, max(18, self.query_one("#coverage").content_size.width))
        )
        stream = self.query_one(Stream)
        self.query_one("#item", Static).update(draw.heading(view, self.item, self.all_items, stream.size.width))
        stream.load(self._rows.of(view, self.all_items))
        narrow = self.size.width < 72
        self.query_one("#body").set_class(narrow or self.has_class("-narrowed"), "-folded")

    def _agenda(self, view: Capture) -> Content:
        past = max(0.0, (self.hep.now() - self._loaded_at).total_seconds())
        width = max(12, self.query_one("#agenda").content_size.width)
        return draw.agenda(view, self.item, past, width)

    def _tick(self) -> None:
        if self.view and self.view.line.state is MeetingState.RUNNING and not self.view.line.progress.paused:
            self.query_one("#agenda Static", Static).update(self._agenda(self.view))

    @property
    def sticky(self) -> Note:
        """Return what a line that leaves things out is filled up with."""
        phase, role = self.pinned
        return Note("", self.meeting, self.item, phase=phase, role=role)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Say under the line what has been understood so far, and what Tab would take."""
        event.stop()
        if self.view is None:
            return
        text = event.value
        if text == self._filled_in:
            # The program put it there and has said why; that stands until somebody types.
            return
        self._filled_in = ""
        if not self._offers or text != self._stem + self._offers[0]:
            self._offers = []
        if not text.strip():
            self.say("")
            return
        reading = parse(text, self.view.vocabulary, sticky=self.sticky, today=self.hep.now().date())
        offers = complete(text, self.view.vocabulary, tuple(t for t, _ in self.view.themes))
        if not offers or text.endswith(offers[0]):
            self.say(words(reading, self.view.vocabulary) or "a note, no marks yet")
            return
        # The mark under the cursor is still being typed: no doubt about it yet.
        typed = text.rsplit(" ", 1)[-1]
        sure = replace(reading, doubts=tuple(d for d in reading.doubts if not d.startswith(f"{typed} ")))
        others = "".join(f", {offer}" for offer in offers[1:3])
        said = words(sure, self.view.vocabulary)
        self.say(f"{said}{'  ·  ' if said else ''}Tab takes {offers[0]}{others}")

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Store the note; the line is already free for the next one."""
        event.stop()
        text = event.text.strip()
        if not text or self.view is None:
            return
        if text == "u":
            await self.action_undo()
        elif text.replace(" ", "").isdigit() and not self.editing and self._toggles(text):
            await self._toggle_themes(text)
        else:
            await self._store(event.text)

    async def _store(self, text: str) -> None:
        assert self.view is not None
        was = self.editing.what if self.editing else None
        sticky = Note("", was.meeting, was.item, was.table_no) if was else self.sticky
        reading = parse(text, self.view.vocabulary, sticky=sticky, today=self.hep.now().date())
        try:
            if self.unstored:
                await self._store_again(self.unstored, text, reading)
            elif self.editing:
                await self.ask(note_actions.amend, self.editing.id, reading.note, reading.new_themes)
            else:
                await self.ask(note_actions.add, reading.note, reading.new_themes)
        except HepError as error:
            if isinstance(error, NotStored) and error.entries:
                self.unstored, self._kept = error, text
            self._keep(text, str(error))
            return
        self.unstored, self.editing = None, None
        self._saved = f"{self.hep.now().astimezone():%H:%M} saved"
        self.query_one(TopLine).saved = self._saved
        if not self.line.value:
            self.say(f"saved: {words(reading, self.view.vocabulary) or 'a note, no marks'}")

    async def _store_again(self, unstored: NotStored, text: str, reading: Reading) -> None:
        """Store the very entries that may or may not be on the disk; words changed since then are a correction."""
        await self.ask(lambda book: book.retry(unstored.entries))
        id = next((e.subject for e in unstored.entries if e.kind == "note"), "")
        if text != self._kept and id:
            await self.ask(note_actions.amend, id, reading.note, reading.new_themes)

    def _keep(self, text: str, why: str) -> None:
        """Put back what could not be stored, in front of whatever has been typed since."""
        self.line.value = self._filled_in = text if not self.line.value else f"{text} {self.line.value}"
        self.line.cursor_position = len(self.line.value)
        self.query_one(TopLine).saved = "NOT SAVED"
        self.say(why, alarm=True)

    async def on_line_pasted(self, event: Line.Pasted) -> None:
        """Ask how many notes a paste is to become, then store them one by one."""
        event.stop()
        from hep_tui.tui.screens.ask import Sure

        def answered(yes: bool | None) -> None:
            if yes:
                for line in event.lines:
                    self.line.post_message(Line.Entered(self.line, line))

        self.app.push_screen(Sure(f"Paste {len(event.lines)} lines as {len(event.lines)} notes?"), answered)

    def _toggles(self, text: str) -> list[str]:
        """Return the recent themes that digits name, nothing if one of them names none."""
        assert self.view is not None
        themes = [id for id, _ in self.view.themes[:9]]
        digits = [int(d) for d in text.replace(" ", "")]
        return [themes[d - 1] for d in digits] if all(1 <= d <= len(themes) for d in digits) else []

    async def _toggle_themes(self, text: str) -> None:
        assert self.view is not None
        toggled = self._toggles(text)
        if not self.view.notes:
            self.say("There is no note yet to put a theme on.", alarm=True)
            return
        last = self.view.notes[-1]
        themes = [t for t in last.what.themes if t not in toggled] + [t for t in toggled if t not in last.what.themes]
        note = replace(last.what, themes=tuple(themes))
        if await self.do(note_actions.amend, last.id, note):
            said = ", ".join(self.view.vocabulary.label(t) for t in themes) or "no theme"
            self.say(f"the last note now has: {said}")

    def action_complete(self) -> None:
        """Take the completion, or the next one of them."""
        if self.view is None:
            return
        text = self.line.value
        if not self._offers:
            offers = complete(text, self.view.vocabulary, tuple(t for t, _ in self.view.themes))
            self._stem = text[: len(text) - len(text.rsplit(" ", 1)[-1])]
        else:
            offers = [*self._offers[1:], self._offers[0]]
        if offers:
            self._offers = offers
            self.line.value = self._stem + offers[0]
            self.line.cursor_position = len(self.line.value)

    def action_edit_last(self) -> None:
        """Bring the last note into the line."""
        if self.view and self.view.notes and not self.line.value:
            last = self.view.notes[-1]
            self.editing = last
            self.line.value = self._filled_in = write(last.what)
            self.line.cursor_position = len(self.line.value)
            self.query_one("#said", Said).words = "correcting the last note: Enter saves, Esc leaves it as it was"

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)

    async def action_next_item(self) -> None:
        """Go on to the next item, from the first when the meeting has not started."""
        if self.view:
            line = self.view.line
            at = line.meeting.after(self.item if line.state is not MeetingState.PLANNED else "")
            if at is None:
                held = line.state is MeetingState.HELD
                self.say("This is the last item." if held else "This is the last item; F9 ends the meeting.")
            else:
                await self._go(at.id)

    async def action_previous_item(self) -> None:
        """Go back one item."""
        if self.view:
            ids = [item.id for item in self.view.line.meeting.items]
            place = ids.index(self.item) if self.item in ids else 0
            if place:
                await self._go(ids[place - 1])

    async def _go(self, item: str) -> None:
        assert self.view is not None
        if self.view.line.state is MeetingState.HELD:
            # What is over is only looked at: its clock does not start again.
            self.item = item
            await self.reload()
        elif await self.do(meeting_actions.start_item, self.meeting, item):
            self.item = item
            self.say("")

    async def action_pause(self) -> None:
        """Stop the clock, or start it again."""
        if self.view and self.view.line.state is MeetingState.RUNNING:
            paused = self.view.line.progress.paused
            verb = meeting_actions.start_item if paused else meeting_actions.pause
            if await self.do(verb, self.meeting, self.item):
                self.say("The clock runs again." if paused else "The clock of this item is stopped.")

    async def action_end_meeting(self) -> None:
        """End the meeting."""
        if await self.do(meeting_actions.end, self.meeting, self.item):
            self.say("The meeting is over; its notes stay open to correction. Undo takes this back.")

    async def action_all_items(self) -> None:
        """Show all items, or one."""
        self.all_items = not self.all_items
        await self.reload()
        self.say("Notes of all items." if self.all_items else "Notes of this item.")

    def action_read_back(self) -> None:
        """Show the notes large."""
        from hep_tui.tui.screens.readback import ReadBackScreen

        if self.view:
            self.app.push_screen(ReadBackScreen(self.view, self.item))

    def action_open_register(self) -> None:
        """Go to the register."""
        from hep_tui.tui.screens.register import RegisterScreen

        if self.view:
            self.app.push_screen(RegisterScreen(self.meeting, self.view.line.meeting.title))

    def action_pin_speaker(self) -> None:
        """Keep phase and role of the last note, or stop."""
        if any(self.pinned) or not self.view or not self.view.notes:
            self.pinned = ("", "")
            self.say("No speaker is kept.")
            return
        last = self.view.notes[-1].what
        self.pinned = (last.phase, last.role)
        kept = " ".join(self.view.vocabulary.label(id) for id in self.pinned if id)
        self.say(f"Kept for the notes that follow: {kept or 'nothing'}.")

    def action_panels(self) -> None:
        """Fold the panels away or back."""
        self.toggle_class("-narrowed")
        if self.view:
            self._show(self.view)

    def action_open_poll(self) -> None:
        """Open the poll of this item, or what its kind is worked on with."""
        from hep_tui.tui.screens.framework import FrameworkScreen
        from hep_tui.tui.screens.models import ModelsScreen
        from hep_tui.tui.screens.poll import PollScreen

        poll = dict(self.view.polls).get(self.item) if self.view else None
        item = self.view.line.meeting.item(self.item) if self.view else None
        if poll:
            self.app.push_screen(PollScreen(poll))
        elif item and item.kind == "framework":
            self.app.push_screen(FrameworkScreen(self.meeting))
        elif item and item.kind == "models":
            self.app.push_screen(ModelsScreen())
        else:
            self.say("This agenda item has no poll.")

    def action_scroll_up(self) -> None:
        """Look at earlier notes."""
        self.query_one(Stream).scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Come back to the newest."""
        self.query_one(Stream).scroll_page_down(animate=False)

    def action_home(self) -> None:
        """Leave the screen; with words on the line, only a second Esc clears them."""
        if not self.line.value:
            self.editing = None
            self.app.pop_screen()
        elif self._clearing == self.line.value:
            self.editing, self.line.value = None, ""
            self.say("")
        else:
            self._clearing = self.line.value
            self.say("Enter saves this line; Esc again clears it.")


def content_prompt() -> Content:
    """Return the sign before the line."""
    return Content(" › " if symbols().rule == "─" else " > ")
