"""Capture: notes as they are said, the agenda with its time, and who has not been heard."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from hep_tui.actions import notes as note_actions
from hep_tui.domain.line_command import SitAt, Toggle, Undo, line_command
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import Reading, correction, words, write
from hep_tui.errors import HepError
from hep_tui.logbook import NotStored
from hep_tui.logbook.records import Record, record_of
from hep_tui.tui import commands as c
from hep_tui.tui.drafts import Drafts, Unsaved
from hep_tui.tui.screens import capture_text as draw
from hep_tui.tui.screens import names_text
from hep_tui.tui.screens.notes import NotesScreen
from hep_tui.tui.storing import Storing
from hep_tui.tui.symbols import symbols
from hep_tui.tui.understanding import Understanding
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.meetings import notes


class CaptureScreen(NotesScreen):
    """Take notes of one meeting. The cursor never leaves the line unless asked."""

    commands = (
        c.EditLast, c.Undo, c.NextItem, c.ReadBack, c.OpenPoll, c.Complete, c.EditNext, c.ThisNote, c.SearchNotes,
        c.PreviousItem, c.AllItems, c.GroupNotes, c.PinSpeaker, c.Panels, c.Coverage, c.OpenAgenda, c.OpenRegister,
        c.Pause, c.EndMeeting, c.Redo, c.ScrollUp, c.ScrollDown, c.Home,
    )  # fmt: skip
    watches = frozenset(
        {"note", "withdraw", "redact", "erase", "settle", "step", "meeting", "theme", "attendance", "person"}
    )
    guide = draw.GUIDE
    AUTO_FOCUS = "Line"

    def __init__(self, meeting: str, at: str = "") -> None:
        super().__init__(meeting)
        self.at = at
        self.editing: Record[Note] | None = None
        self.pinned = ("", "")
        self.drafts: Drafts | None = None
        self.line = Line(placeholder="+ - ~ ? first, then what is said, with #theme @speaker @t2     F1 all marks")
        self.understanding = Understanding(self.line)
        self.storing = Storing(self.ask)
        self._leaving: str | None = None
        self._clock: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Put the line under the notes."""
        yield from super().compose_body()
        with Horizontal(id="capture-line"):
            yield Static(content_prompt(), id="prompt")
            yield self.line

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self._clock = self.set_interval(1.0, self._tick)

    def on_unmount(self) -> None:
        """Leave what is half typed where it will be found again."""
        if self.drafts:
            self.drafts.close()

    async def reload(self) -> None:
        """Show the meeting as it is now; the first time, what waits for somebody too."""
        first = self.view is None
        if first:
            self.table, self.pinned = self.hep.kept.get(self.meeting, (0, ("", "")))
        await super().reload()
        understanding, view = self.understanding, self.view
        assert view is not None
        understanding.vocabulary, understanding.recent = view.vocabulary, view.recent
        understanding.names = view.names
        understanding.today = self.hep.now().date()
        if first:
            await self._begin()

    def _remember(self) -> None:
        """Keep table and speaker for when somebody comes back to this meeting."""
        self.hep.kept[self.meeting] = (self.table, self.pinned)

    async def _begin(self) -> None:
        """Bring back what was being typed when the program stopped, or mark the note that was looked for."""
        taken = {n.id: n for n in await self.ask(notes, self.meeting)}
        self.drafts = Drafts(self.hep.review_path, self.meeting)
        unsaved = self.drafts.find()
        stored = {n.what.text for n in taken.values()}
        lines = tuple(line for line in unsaved.lines if self.understanding.read(line).note.text not in stored)
        if len(lines) > 1:
            self.line.post_message(Line.Pasted(self.line, lines))
        elif lines:
            self.editing = taken.get(unsaved.editing)
            self.understanding.fill(lines[0])
            self.say("This was being typed when hep stopped: Enter saves it, Esc twice clears it.")
        elif self.at in taken:
            await self._find(taken[self.at])

    async def _find(self, noted: Record[Note]) -> None:
        """Mark a note of this meeting in its place."""
        self.item = noted.what.item
        await super().reload()
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

    def on_input_changed(self, event: Line.Changed) -> None:
        """Say under the line what has been understood so far, and what Tab would take."""
        event.stop()
        if event.value != self._leaving:
            self._leaving = None
        if self.view is None:
            return
        self._keep_draft(event.value)
        said = self.understanding.heard(event.value, self._read)
        if what := self._meant(event.value):
            self.say(draw.asked(what, self.view))
        elif said is not None:
            named = self.understanding.named(event.value)
            correcting = "correcting: " if self.editing and said else ""
            self.say(names_text.offered(f"{correcting}{said}", named, self.size.width - 2))

    def _meant(self, text: str) -> Undo | SitAt | Toggle | None:
        """Return what a line asks for that is no note; digits that correct a note are its words."""
        assert self.view is not None
        what = line_command(text, [id for id, _ in self.view.themes])
        return None if isinstance(what, Toggle) and self.editing else what

    def _keep_draft(self, text: str) -> None:
        if self.drafts:
            self.drafts.keep(Unsaved((*self.line.waiting, text), self.editing.id if self.editing else ""))

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Deal with a line; it is already free for the next one."""
        event.stop()
        if event.text.strip() and self.view is not None:
            match self._meant(event.text):
                case Undo():
                    await self.action_undo()
                case SitAt(table):
                    self._sit_at(table)
                case Toggle() as toggle:
                    await self._toggle(toggle)
                case None:
                    await self._store(event.text)
        if event.text in self.line.waiting:
            self.line.waiting.remove(event.text)
        self._keep_draft(self.line.value)

    def _sit_at(self, table: int) -> None:
        self.table = table
        self._remember()
        if self.view:
            self._show(self.view)
        self.say(draw.table_words(table, self.view.vocabulary.tables if self.view else 0))

    async def _store(self, text: str) -> None:
        assert self.view is not None
        if not self.editing:
            # Somebody who looked for a note writes on where the meeting is.
            await self.come_back()
        reading = self._read(text)
        try:
            await self.storing.store(text, reading, self.editing.id if self.editing else "")
        except HepError as error:
            self._keep(text, str(error))
            if isinstance(error, NotStored):
                self.query_one(TopLine).saved = "NOT SAVED"
            return
        self._leave_note()
        self._saved = f"{self.hep.now().astimezone():%H:%M} saved"
        self.query_one(TopLine).saved = self._saved
        if not self.line.value:
            over = self.view.line.state is MeetingState.HELD
            read = words(replace(reading, doubts=()), self.view.vocabulary)
            # What was not understood comes first: the line may be too short for all.
            read = " · ".join([*reading.doubts, *([read] if read else [])]) or "a note, no marks"
            said = f"saved{' to a meeting that is over' * over}: {read}"
            named = self.view.names.find(reading.note.text)
            self.say(names_text.stored(said, named, self.size.width - 2))

    def _keep(self, text: str, why: str) -> None:
        """Put back what could not be stored, in front of whatever has been typed since."""
        self.understanding.fill(text if not self.line.value else f"{text} {self.line.value}")
        self.say(why, alarm=True)

    async def on_line_pasted(self, event: Line.Pasted) -> None:
        """Ask how many notes a paste is to become, then store them one by one."""
        event.stop()
        await self.performance.run(self._paste_lines(event.lines))

    async def _paste_lines(self, lines: Sequence[str]) -> None:
        if await self.sure(f"Paste {len(lines)} lines as {len(lines)} notes?"):
            for line in lines:
                self.line.waiting.append(line)
                self.line.post_message(Line.Entered(self.line, line))

    async def _toggle(self, toggle: Toggle) -> None:
        assert self.view is not None
        if not self.view.notes:
            self.say(draw.NO_NOTE, alarm=True)
            return
        last = self.view.notes[-1]
        note = replace(last.what, themes=toggle.on(last.what.themes))
        if await self.do(note_actions.amend, last.id, note):
            self.say(f"the last note now has: {draw.themes_words(note.themes, self.view.vocabulary)}")

    def action_complete(self) -> None:
        """Take the completion, or the next one of them; where there is none, the token for a name."""
        if not names_text.put_token(self.line, self.understanding.named(self.line.value)):
            self.understanding.complete()

    def action_coverage(self) -> None:
        """Show who has been heard."""
        from hep_tui.tui.screens.coverage import CoverageScreen

        self.app.push_screen(CoverageScreen(self.meeting))

    def action_edit_last(self) -> None:
        """Bring the note before the one in the line into it, from the last."""
        self._go_to_note(-1)

    def action_edit_next(self) -> None:
        """Bring the note after the one in the line into it."""
        if self.editing:
            self._go_to_note(1)

    def _go_to_note(self, by: int) -> None:
        ids = self.stream.order
        if self.view is None or not ids:
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
            self.understanding.fill("")
            self.say("")
        else:
            self._edit(ids[max(0, at)])

    def _edit(self, id: str) -> None:
        assert self.view is not None
        self.editing = next(n for n in self.view.notes if n.id == id)
        self.stream.marked = id
        self.understanding.fill(write(self.editing.what))
        order = self.stream.order
        which = f"note {order.index(id) + 1} of {len(order)}"
        self.say(f"correcting {which}: Enter saves, Esc leaves it, ↑ earlier, Ctrl+N history")

    def _leave_note(self) -> None:
        """Have no note marked, and none under correction."""
        self.editing, self.stream.marked = None, ""

    def action_this_note(self) -> None:
        """Open the note in the line, or the last one."""
        from hep_tui.tui.screens.note import NoteScreen

        id = self.stream.marked or (self.stream.order[-1] if self.stream.order else "")
        if not id:
            self.say("There is no note here yet.")
        elif self.editing and not self.understanding.untouched:
            self.say("Enter saves the correction first, Esc twice leaves the note as it was.")
        else:
            self._leave_note()
            self.understanding.fill("")
            self.app.push_screen(NoteScreen(id))

    def action_search_notes(self) -> None:
        """Search every note, and show the one that is chosen in its place."""
        from hep_tui.tui.screens.search import SearchScreen

        async def found(id: str | None) -> None:
            noted = await self.ask(record_of, Note, id) if id else None
            if noted:
                await self._find(noted)

        self.app.push_screen(SearchScreen(self.meeting, self.item), found)

    def action_pin_speaker(self) -> None:
        """Keep phase and role of the last note, or stop."""
        if any(self.pinned) or not self.view or not self.view.notes:
            self.pinned = ("", "")
        else:
            last = self.view.notes[-1].what
            self.pinned = (last.phase, last.role)
        self._remember()
        if self.view:
            self._show(self.view)
            kept = " ".join(self.view.vocabulary.label(id) for id in self.pinned if id)
            self.say(f"Kept for the notes that follow: {kept}." if kept else "No speaker is kept.")

    def action_home(self) -> None:
        """Leave the screen; with words on the line, or while the meeting runs, only a second Esc does.

        Home takes letters as commands: what is said next would not be written down there.
        """
        words = self.line.value
        running = self.view is not None and self.view.line.state is MeetingState.RUNNING
        given = bool(words and self.editing and self.understanding.untouched)
        if (words or running) and not given and self._leaving != words:
            self._leaving = words
            again = "Enter saves this line; Esc again clears it."
            self.say(again if words else "The meeting goes on: Esc again leads home.")
            return
        self._leaving = None
        self._leave_note()
        if words:
            self.understanding.fill("")
            self._keep_draft("")
            self.say("")
        else:
            self.app.pop_screen()


def content_prompt() -> Content:
    """Return the sign before the line."""
    return Content(" › " if symbols().rule == "─" else " > ")
