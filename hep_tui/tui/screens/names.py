"""Names in notes: one note after the other, what it names, and a neutral word in its place."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.actions import notes as note_actions
from hep_tui.domain.names import replaced
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import parse, write
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.names_text import note as drawn
from hep_tui.tui.text import content
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.names import NamedNote, named_notes
from hep_tui.views.review import review, vocabulary


class NamesScreen(HepScreen):
    """Walk through the notes that hold a name."""

    commands = (c.PutTokens, c.LeaveName, c.EditNote, c.Undo, c.Redo, c.ScrollUp, c.ScrollDown, c.Back)
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "person", "review", "meeting"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[NamedNote] = []
        self.at = 0

    def compose_body(self) -> ComposeResult:
        """Leave room for the note."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="note")

    async def reload(self) -> None:
        """Show what is left, beginning with the note that was shown."""
        self.found = await self.ask(named_notes)
        self.at = min(self.at, max(0, len(self.found) - 1))
        top = self.query_one(TopLine)
        top.where, top.saved = "names in notes", f"{len(self.found)} left"
        self._show()

    async def redraw(self) -> None:
        """Set the note to the new width."""
        self._show()

    @property
    def shown(self) -> NamedNote | None:
        """Return the note on the screen."""
        return self.found[self.at] if self.found else None

    def _show(self) -> None:
        empty = content("\n  No note holds a name that hep can see.")
        drawing = drawn(self.shown, self.at + 1, len(self.found), self.size.width) if self.shown else empty
        self.query_one("#note", Static).update(drawing)
        self.query_one(Hints).commands = tuple(k for k in self.commands if k.hint) if self.found else (c.Undo,)

    async def action_put_tokens(self) -> None:
        """Replace every name in the note by its token."""
        if self.shown:
            noted = self.shown.noted
            text = replaced(noted.what.text, self.shown.mentions)
            if await self.do(note_actions.amend, noted.id, replace(noted.what, text=text)):
                self.say(f"Now it says: {text}")

    def action_leave_name(self) -> None:
        """Leave the note as it is, and look at the next."""
        if self.found:
            self.at = (self.at + 1) % len(self.found)
            self.say("")
            self._show()

    async def action_edit_note(self) -> None:
        """Bring the note into a line as it would have been typed, and store what is made of it."""
        if self.shown is None:
            return
        noted = self.shown.noted
        line = await self.ask_for("What should it say? Marks work as everywhere.", write(noted.what), kept=True)
        if not line:
            return
        words = await self.ask(lambda book: vocabulary(book, review(book).pack))
        where = Note("", noted.what.meeting, noted.what.item, noted.what.table_no)
        reading = parse(line, words, sticky=where, today=self.hep.now().date())
        if await self.do(note_actions.amend, noted.id, reading.note, reading.new_themes):
            self.say(f"Now it says: {reading.note.text}")
