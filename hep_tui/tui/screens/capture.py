"""Capture: notes as they are said, the agenda with its time, and who has not been heard."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer

from hep_tui.actions import notes as notes_actions
from hep_tui.domain.clock import day_of, time_of_day
from hep_tui.domain.line_command import SitAt, Toggle, Undo, line_command
from hep_tui.domain.line_signs import sentiment
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed, Row
from hep_tui.domain.shorthand import Reading, correction, typed, words, write
from hep_tui.logbook.records import Record, record_of
from hep_tui.tui.command import Command, command
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens import names_text
from hep_tui.tui.screens.notes import NotesScreen
from hep_tui.tui.sending import Fate, Sender
from hep_tui.tui.symbols import symbols
from hep_tui.tui.understanding import Understanding
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.capture import Capture
from hep_tui.views.meetings import notes

_BREATH = 100
"""So many pasted lines are read before the screen is shown again."""


class CaptureScreen(NotesScreen):
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
    PLACEHOLDER = "+ - ~ ? first, then what is said, with #theme @speaker @t2     F1 all marks"

    def __init__(self, meeting: str, at: str = "") -> None:
        super().__init__(meeting)
        self.at = at
        self.editing: Record[Note] | None = None
        self.pinned = ("", "")
        self.understanding = Understanding(self.line)
        self._telling: set[asyncio.Task[None]] = set()
        self._leaving: str | None = None
        self._clock: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Put the line under the notes."""
        yield from super().compose_body()
        yield from self.compose_line(content_prompt())

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self._clock = self.set_interval(1.0, self._tick)

    async def load(self) -> Capture:
        """Read the meeting as it is now; the first time, with what was kept for it."""
        if not self.loaded:
            self.table, self.pinned = self.hep.kept.get(self.meeting, (0, ("", "")))
        return await super().load()

    def received(self, view: Capture) -> None:
        """Know the words of the meeting."""
        super().received(view)
        understanding = self.understanding
        understanding.vocabulary, understanding.recent = view.vocabulary, view.recent
        understanding.names = view.names
        understanding.today = day_of(self.hep.now())

    def _remember(self) -> None:
        """Keep table and speaker for when somebody comes back to this meeting."""
        self.hep.kept[self.meeting] = (self.table, self.pinned)

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
        back = "F6 leads back to where the meeting is" if self.elsewhere else "Ctrl+N shows its history"
        self.say(f"Here is the note: ↑ brings it into the line, {back}.")

    @property
    def kept(self) -> list[str]:
        """Return in words what is kept for the notes that follow: a table, a speaker."""
        words = self.understanding.vocabulary
        speaker = " ".join(words.label(id) for id in self.pinned if id)
        return [*super().kept, *([f"keeping {speaker}"] if speaker else [])]

    @property
    def sticky(self) -> Note:
        """Return what a line that leaves things out is filled up with."""
        phase, role = self.pinned
        return Note("", self.meeting, self.item, self.table, phase=phase, role=role)

    def _read(self, text: str) -> Reading:
        """Return what a line says: a note of its own, or the one under correction."""
        if self.editing:
            return correction(text, self.editing.what, self.understanding.vocabulary, self.understanding.today)
        return self.understanding.read(text, self.sticky)

    async def keyed(self, event: events.Key) -> bool:
        """Take letters; Enter hands the line over, which is free for the next at once."""
        if event.key != "enter":
            return await super().keyed(event)
        text, self.line.value = self.line.value, ""
        self._leaving = None
        self.understanding.heard("", self._read)
        await self._enter(text)
        self._keep_draft(self.line.value)
        return True

    async def run_command(self, what: Command) -> None:
        """Run a command once what was entered before it is stored, or cannot be for now."""
        await self.sender.settled()
        await super().run_command(what)

    @property
    def sender(self) -> Sender:
        """Return what sends notes to the record."""
        return self.hep.beneath.sender

    def line_changed(self) -> None:
        """Say under the line what has been understood so far, and what Tab would take."""
        text = self.line.value
        if text != self._leaving:
            self._leaving = None
        self._keep_draft(text)
        said = self.understanding.heard(text, self._read)
        if what := self._meant(text):
            self.say(draw.asked(what, self.view))
        elif said is not None:
            named = self.understanding.named(text)
            correcting = "correcting: " if self.editing and said else ""
            self.say(names_text.offered(f"{correcting}{said}", named, self.size.width - 2))

    def _meant(self, text: str) -> Undo | SitAt | Toggle | None:
        """Return what a line asks for that is not a note; digits that correct a note are its words."""
        what = line_command(text, [id for id, _ in self.view.themes])
        return None if isinstance(what, Toggle) and self.editing else what

    def _keep_draft(self, text: str) -> None:
        self.hep.beneath.keep_half_typed(self.meeting, text, self.editing.id if self.editing else "")

    async def _enter(self, text: str) -> None:
        """Deal with a line; it is already free for the next one."""
        if not text.strip():
            return
        match self._meant(text):
            case Undo():
                await self.sender.settled()
                await self.action_undo()
            case SitAt(table):
                self._sit_at(table)
            case Toggle() as toggle:
                await self._toggle(toggle)
            case None:
                await self._send(text)

    def _sit_at(self, table: int) -> None:
        self.table = table
        self._remember()
        self.redraw()
        self.say(draw.table_words(table, self.view.vocabulary.tables))

    async def _send(self, text: str) -> None:
        """Put a note, or the correction of one, into the outbox."""
        editing = self.editing
        if not editing:
            # Somebody who looked for a note writes on where the meeting is.
            await self.come_back()
        reading = self._read(text)
        subject, before = (editing.id, editing.what) if editing else (self.hep.backend.token(), None)
        deed = Deed("note", subject, reading.note, before=before, themes=tuple(reading.new_themes), words=text)
        self._leave_note()
        row = self.sender.enter(deed)
        self._tell_later(self._fate(row, reading, editing))

    def _tell_later(self, telling: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(telling)
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _fate(self, row: Row, reading: Reading, editing: Record[Note] | None) -> None:
        """Say what became of a note, once that is known or a moment has passed."""
        await self.sender.settled()
        if not self.is_attached:
            return
        match self.sender.fate(row):
            case Fate.STORED:
                self._saved = f"{time_of_day(self.hep.now())} saved"
                self.query_one(TopLine).saved = self._saved
                self._say_stored(reading)
            case Fate.REFUSED if not self.line.value:
                # Nothing has been typed since, so the words go back to where they came from.
                self.sender.withdraw(row.subject)
                self.editing = editing
                self._fill(row.deed.words)
                self.say(row.refused, alarm=True)
            case Fate.REFUSED:
                self.say(f"{row.refused} It waits in its place; ↑ brings it back into the line.")
            case Fate.WAITS if not self.line.value:
                why = self.sender.box.why or "the disk is slow"
                self.say(f"Not stored yet ({why}): it waits in its place, and hep goes on trying.")

    def _say_stored(self, reading: Reading) -> None:
        """Say what was understood, unless the next line is being typed."""
        if self.line.value:
            return
        over = self.view.line.state is MeetingState.HELD
        read = words(reading, self.view.vocabulary) or "a note, no marks"
        said = f"saved{' to a meeting that is over' * over}: {read}"
        named = self.view.names.find(reading.note.text)
        self.say(names_text.stored(said, named, self.size.width - 2))

    async def paste(self, text: str) -> None:
        """Put one line that is pasted where the cursor is; ask how many notes several are to become."""
        lines = [line for line in text.splitlines() if line.strip()]
        if self.asking or len(lines) < 2:
            await super().paste(text)
        else:
            await self.performance.run(self._paste_notes(lines))

    async def _paste_notes(self, lines: Sequence[str]) -> None:
        """Store lines as the notes that were announced, whatever they say, in one step."""
        signed = sum(1 for line in lines if sentiment(line.strip()[0]))
        about = f"{signed} of them begin with a sign such as -, which marks the note." if signed else ""
        if not await self.sure(f"Paste {len(lines)} lines as {len(lines)} notes?", about):
            return
        await self.come_back()
        read: list[tuple[Note, tuple[str, ...]]] = []
        for line in lines:
            reading = self.understanding.read(line, self.sticky)
            # A line of marks alone has no words of its own; what was typed is then its words.
            note = reading.note if reading.note.text else replace(reading.note, text=line)
            read.append((note, tuple(reading.new_themes)))
            if len(read) % _BREATH == 0:
                self.say(f"{len(read)} of {len(lines)} lines read; Esc stops, and stores nothing of them.")
                if await self.hep.keyboard.escaped():
                    self.say("Stopped: nothing of what you pasted was stored.")
                    return
        if await self.do(notes_actions.add_all, read):
            self.say(f"{len(read)} notes saved; u or Ctrl+Z takes all of them back.")

    async def _toggle(self, toggle: Toggle) -> None:
        if not self.view.notes:
            self.say(draw.NO_NOTE, alarm=True)
            return
        last = self.view.notes[-1]
        note = replace(last.what, themes=toggle.on(last.what.themes))
        row = self.sender.enter(Deed("note", last.id, note, last.what, words=write(note)))
        await self.sender.settled()
        if self.sender.fate(row) is Fate.REFUSED:
            self.sender.withdraw(last.id)
            self.say(row.refused, alarm=True)
        else:
            self.say(f"the last note now has: {draw.themes_words(note.themes, self.view.vocabulary)}")

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
        self.say(f"correcting {which}: Enter saves, Esc leaves it, ↑ earlier, Ctrl+N history")

    def _fill(self, text: str) -> None:
        self.understanding.fill(text)
        self._keep_draft(text)

    def _leave_note(self) -> None:
        """Have no note marked, and none under correction."""
        self.editing, self.stream.marked = None, ""

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


def content_prompt() -> Content:
    """Return the sign before the line."""
    return Content(" › " if symbols().rule == "─" else " > ")
