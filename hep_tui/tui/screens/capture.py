"""Capture: notes as they are said, the agenda with its time, and who has not been heard."""

from textual.timer import Timer

from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import typed
from hep_tui.logbook.records import Record, record_of
from hep_tui.tui.command import command
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens import names_text
from hep_tui.tui.screens.writing import WritingScreen
from hep_tui.views.capture import Capture
from hep_tui.views.meetings import notes


class CaptureScreen(WritingScreen):
    """Take notes of one meeting. The cursor never leaves the line unless asked."""

    OFFERS = (
        "edit-last undo next-item read-back open-poll complete edit-next this-note search-notes previous-item "
        "all-items group-notes pin-speaker panels coverage open-agenda open-register pause end-meeting redo "
        "scroll-up scroll-down home"
    )
    watches = frozenset(
        {"note", "withdraw", "redact", "erase", "settle", "step", "meeting", "theme", "attendance", "person"}
    )
    guide = draw.GUIDE

    def __init__(self, meeting: str, at: str = "") -> None:
        super().__init__(meeting)
        self.at = at
        self._clock: Timer | None = None

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self._clock = self.set_interval(1.0, self._tick)

    async def load(self) -> Capture:
        """Read the meeting as it is now; the first time, with what was kept for it."""
        if not self.loaded:
            self.table, phase, role = self.hep.beneath.place(self.meeting)
            self.pinned = (phase, role)
        return await super().load()

    async def opened(self) -> None:
        """Bring back what was being typed when the program stopped, or mark the note that was looked for."""
        taken = {n.id: n for n in await self.ask(notes, self.meeting)}
        text, editing = self.hep.beneath.half_typed(self.meeting)
        if text:
            self.editing = taken.get(editing)
            self.understanding.fill(text)
            self.say("This was being typed when hep stopped: Enter saves it, Esc twice clears it.")
        elif self.at in taken:
            await self._find(taken[self.at])

    async def _find(self, noted: Record[Note]) -> None:
        """Mark a note of this meeting in its place."""
        self.item = noted.what.item
        await self.reload()
        self.stream.marked = noted.id
        back = "Esc leads back" if self.elsewhere else "Ctrl+N shows its history"
        self.say(f"Here is the note: ↑ brings it into the line, {back}.")

    @command("tab", shown="Tab")
    def action_complete(self) -> None:
        """Take the completion that is offered under the line; again for the next one. Where there is none, the neutral
        word for a name in the line."""
        if not names_text.put_token(self.line, self.understanding.named(self.line.value)):
            self.understanding.complete()
        self.line_changed()

    @command("ctrl+l", shown="Ctrl+L")
    def action_coverage(self) -> None:
        """See who has been heard and who has not, by phase, role and group, in this meeting and in all."""
        self.go("coverage", self.meeting)

    @command("up", hint=True, shown="↑")
    def action_edit_last(self) -> None:
        """Bring the last note back into the line, to correct it; again for the one before."""
        self._go_to_note(-1)

    @command("down", shown="↓")
    def action_edit_next(self) -> None:
        """Leave the note in the line as it was, and go on to the one after it."""
        if self.editing:
            self._go_to_note(1)

    def _go_to_note(self, by: int) -> None:
        ids = self.stream.order
        if not ids:
            return
        if self.line.value and not (self.editing and self.understanding.untouched):
            self.say("Enter saves this line first, Esc twice clears it.")
            return
        here = self.stream.marked
        at = ids.index(here) if here in ids else len(ids)
        # A note that was only looked for is itself the one that is meant.
        at += by if self.editing or here not in ids else 0
        if at >= len(ids):
            self._leave_note()
            self._fill("")
            self.say("")
        else:
            self._edit(ids[max(0, at)])

    def _edit(self, id: str) -> None:
        self.editing = next(n for n in self.view.notes if n.id == id)
        self.stream.marked = id
        self._fill(typed(self.editing.what, self.understanding.vocabulary))
        order = self.stream.order
        which = f"note {order.index(id) + 1} of {len(order)}"
        self.say(f"correcting {which}: Enter saves, Esc leaves, ↑ earlier, Ctrl+N history")

    @command("ctrl+n", shown="Ctrl+N")
    def action_this_note(self) -> None:
        """Open the note in the line, or the last one: its history, moving it, taking it back, erasing it."""
        id = self.stream.marked or (self.stream.order[-1] if self.stream.order else "")
        if not id:
            self.say("There is no note here yet.")
        elif self.editing and not self.understanding.untouched:
            self.say("Enter saves the correction first, Esc twice leaves the note as it was.")
        else:
            self._leave_note()
            self._fill("")
            self.go("note", id)

    @command("ctrl+f", shown="Ctrl+F", label="search")
    async def action_search_notes(self) -> None:
        """Search every note as you type: everything, this meeting, or this item."""
        id = await self.visit("search", self.meeting, self.item)
        noted = await self.ask(record_of, Note, id) if id else None
        if noted:
            await self._find(noted)

    @command("f4", shown="F4")
    def action_pin_speaker(self) -> None:
        """Keep phase and role of the last note for the notes that follow, or stop keeping them."""
        if any(self.pinned) or not self.view.notes:
            self.pinned = ("", "")
        else:
            last = self.view.notes[-1].what
            self.pinned = (last.phase, last.role)
        self._remember()
        self.redraw()
        kept = " ".join(self.view.vocabulary.label(id) for id in self.pinned if id)
        self.say(f"Kept for the notes that follow: {kept}." if kept else "No speaker is kept.")

    @command("escape", shown="Esc", label="home")
    async def action_home(self) -> None:
        """Go back to the home screen."""
        words = self.line.value
        if not words and await self.led_back():
            return
        running = self.view.line.state is MeetingState.RUNNING or bool(self.sender.words)
        given = bool(words and self.editing and self.understanding.untouched)
        if (words or running) and not given and self._leaving != words:
            self._leaving = words
            again = "Enter saves this line; Esc again clears it."
            goes_on = self.sender.words or "The meeting goes on"
            self.say(again if words else f"{goes_on}: Esc again leads home.")
            return
        self._leaving = None
        self._leave_note()
        if words:
            self._fill("")
            self.say("")
        else:
            await self.leave()
