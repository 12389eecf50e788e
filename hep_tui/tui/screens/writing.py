"""The line in which notes are written: each is sent to the record while the next one is typed."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from hep_tui.actions import notes as notes_actions
from hep_tui.domain.clock import day_of, time_of_day
from hep_tui.domain.line_command import SitAt, Toggle, Undo, line_command
from hep_tui.domain.line_signs import sentiment
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Deed, Row
from hep_tui.domain.shorthand import Reading, correction, words, write
from hep_tui.errors import HepError
from hep_tui.logbook.records import Record
from hep_tui.tui.command import Command
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens import names_text
from hep_tui.tui.screens.notes import NotesScreen
from hep_tui.tui.sending import Fate, Sender
from hep_tui.tui.symbols import symbols
from hep_tui.tui.understanding import Understanding
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.capture import Capture

_BREATH = 100
"""So many pasted lines are read before the screen is shown again."""


class WritingScreen(NotesScreen):
    """Write notes of one meeting, correct them, paste several, and say what became of each."""

    PLACEHOLDER = "+ - ~ ? first, then what is said, with #theme @speaker @t2     F1 all marks"

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self.editing: Record[Note] | None = None
        self.pinned = ("", "")
        self.understanding = Understanding(self.line)
        self._telling: set[asyncio.Task[None]] = set()
        self._leaving: str | None = None

    def compose_body(self) -> ComposeResult:
        """Put the line under the notes."""
        yield from super().compose_body()
        yield from self.compose_line(_prompt())

    def received(self, view: Capture) -> None:
        """Know the words of the meeting."""
        super().received(view)
        understanding = self.understanding
        understanding.vocabulary, understanding.recent = view.vocabulary, view.recent
        understanding.names = view.names
        understanding.today = day_of(self.hep.now())

    def _remember(self) -> None:
        """Keep table and speaker for when somebody comes back to this meeting."""
        self.hep.beneath.keep_place(self.meeting, (self.table, *self.pinned))

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
            self.echo(draw.asked(what, self.view))
        elif said is not None:
            named = self.understanding.named(text)
            correcting = "correcting: " if self.editing and said else ""
            self.echo(names_text.offered(f"{correcting}{said}", named, self.size.width - 2))

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
        row = self.sender.enter(deed)
        self._leave_note(seen=subject if editing else "")
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
        self.echo(names_text.stored(said, named, self.size.width - 2))

    async def paste(self, text: str) -> None:
        """Put one line that is pasted where the cursor is; ask whether several are as many notes, or one."""
        lines = [line for line in text.splitlines() if line.strip()]
        if self.asking or len(lines) < 2:
            await super().paste(text)
        else:
            await self.performance.run(self._ask_how_many(lines))

    async def _ask_how_many(self, lines: Sequence[str]) -> None:
        """Ask how many notes lines are to become: each is one, or all of them are one, which is put into the line."""
        many = len(lines)

        def read(text: str) -> int:
            if text.strip() not in ("1", str(many)):
                raise HepError(f"{many} lines are {many} notes or 1; type either, or Esc leaves it.")
            return int(text)

        signed = sum(1 for line in lines if sentiment(line.strip()[0]))
        about = f"{signed} of them begin with a sign such as -, which marks the note." if signed else ""
        words = f"Paste {many} lines as {many} notes? 1 makes them one note."
        answer = await self.ask_until(read, words, str(many), about=about)
        if answer is not None and read(answer) == 1:
            await super().paste(" ".join(line.strip() for line in lines))
        elif answer is not None:
            await self._paste_notes(lines)

    async def _paste_notes(self, lines: Sequence[str]) -> None:
        """Store lines as the notes that were announced, whatever they say, in one step."""
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
            named = sum(1 for note, _ in read if self.view.names.find(note.text))
            look = f" {named} may name somebody: w on the home screen goes through them." if named else ""
            self.say(f"{len(read)} notes saved; u or Ctrl+Z takes all of them back.{look}")

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

    def _fill(self, text: str) -> None:
        self.understanding.fill(text)
        self._keep_draft(text)

    def _leave_note(self, seen: str = "") -> None:
        """Have no note marked and none under correction; one that was `seen` stays in sight, else the newest is."""
        self.editing = None
        self.stream.unmark(seen)


def _prompt() -> Content:
    """Return the sign before the line."""
    return Content(" › " if symbols().rule == "─" else " > ")
