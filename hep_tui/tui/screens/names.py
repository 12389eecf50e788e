"""Names in notes: one note after the other, what it names, and a neutral word in its place."""

from dataclasses import replace

from textual.widgets import Static

from hep_tui.actions import notes as note_actions
from hep_tui.domain.clock import day_of
from hep_tui.domain.names import replaced
from hep_tui.domain.notes import NAME, Note
from hep_tui.domain.shorthand import parse, write
from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.screens.names_text import note as drawn
from hep_tui.tui.text import content
from hep_tui.views.names import NamedNote, named_notes
from hep_tui.views.review import review, vocabulary


class NamesScreen(ListScreen[list[NamedNote], NamedNote]):
    """Walk through the notes that hold a name."""

    OFFERS = "put-tokens leave-name no-name edit-note undo redo scroll-up scroll-down back"
    WORKED_OFF = True
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "person", "review", "meeting"})

    async def load(self) -> list[NamedNote]:
        """Read what is left."""
        return await self.ask(named_notes)

    def rows(self, view: list[NamedNote]) -> list[NamedNote]:
        """Return what is left."""
        return view

    def id_of(self, row: NamedNote) -> str:
        """Return the id of the note."""
        return row.noted.id

    def draw(self, view: list[NamedNote]) -> None:
        """Show the note that is looked at."""
        self.top("names in notes", saved=f"{len(view)} left")
        found, width = self.here, self.size.width
        none = content("\n  No note holds a name that hep can see.")
        shown = drawn(found, self.ids.index(self.marked) + 1, len(view), width) if found else none
        self.query_one("#list", Static).update(shown)
        if found:
            self.hint_all()
        else:
            self.hint("undo")

    @command("enter", hint=True, shown="Enter", label="replace")
    async def action_put_tokens(self) -> None:
        """Replace every name in this note by a neutral word; undo brings it back."""
        if found := self.here:
            noted = found.noted
            text = replaced(noted.what.text, found.mentions)
            if await self.do(note_actions.amend, noted.id, replace(noted.what, text=text)):
                self.say(f"Now it says: {text}")

    @command("tab", hint=True, shown="Tab", label="leave it")
    def action_leave_name(self) -> None:
        """Leave this note as it is, and look at the next."""
        self.mark(1, round=True)

    @command("full_stop", hint=True, shown=".", label="it may stay")
    async def action_no_name(self) -> None:
        """Say that what is pointed out is nobody's name, or may stay; these words are not pointed out again."""
        if (found := self.here) and await self.do(note_actions.nothing_fits, found.noted.id, NAME):
            self.say("saved: the words stay as they are")

    @command("e", hint=True, label="edit")
    async def action_edit_note(self) -> None:
        """Bring this note into a line, to say it otherwise."""
        found = self.here
        if found is None:
            return
        noted = found.noted
        line = await self.ask_for("What should it say? Marks work as everywhere.", write(noted.what), kept=True)
        if not line:
            return
        words = await self.ask(lambda book: vocabulary(book, review(book).pack))
        where = Note("", noted.what.meeting, noted.what.item, noted.what.table_no)
        reading = parse(line, words, sticky=where, today=day_of(self.hep.now()))
        note = reading.note.corrected(noted.what)
        if await self.do(note_actions.amend, noted.id, note, reading.new_themes):
            self.say(f"Now it says: {reading.note.text}")
