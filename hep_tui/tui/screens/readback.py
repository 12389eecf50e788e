"""Read back: the notes of an item, large, to be read aloud and corrected on the spot."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import notes as actions
from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.domain.shorthand import Reading, correction, words, write
from hep_tui.errors import HepError
from hep_tui.logbook.records import Record
from hep_tui.tui import commands as c
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.capture import Capture, capture

OFF = "not on the agenda"


class ReadBackScreen(ListScreen):
    """Show the notes of one item with room around each, as they stand now."""

    commands = (
        c.Correct, c.TakeBack, c.ItemBefore, c.ItemAfter, c.ShowSummary, c.Undo, c.Up, c.Down, c.Redo, c.ScrollUp,
        c.ScrollDown, c.Back,
    )  # fmt: skip
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "meeting", "theme"})

    def __init__(self, meeting: str, item: str) -> None:
        super().__init__()
        self.meeting, self.item = meeting, item
        self.view: Capture | None = None
        self.notes: list[Record[Note]] = []
        self.marked = ""

    async def reload(self) -> None:
        """Show the notes as they stand; the mark stays on its note."""
        self.view = await self.ask(capture, self.meeting, "", self.hep.now())
        before = [n.id for n in self.notes]
        if self.item not in self._items():
            self.item = next(iter(self._items()), "")
        self._choose(before)
        top = self.query_one(TopLine)
        top.middle, top.saved = self._place(), "saved"
        top.where = f"read back: {self._title()}"
        self._show()

    def _items(self) -> list[str]:
        """Return the agenda items that can be read; an empty one stands for notes whose item has gone."""
        assert self.view is not None
        ids = [item.id for item in self.view.line.meeting.items]
        return [*ids, *([""] if any(n.what.item not in ids for n in self.view.notes) else [])]

    def _choose(self, before: list[str]) -> None:
        """Take the notes of the item, and mark the one that stands where the marked one stood."""
        assert self.view is not None
        ids = {item.id for item in self.view.line.meeting.items}
        self.notes = [n for n in self.view.notes if (n.what.item if n.what.item in ids else "") == self.item]
        now = [n.id for n in self.notes]
        if self.marked not in now:
            place = before.index(self.marked) if self.marked in before else 0
            self.marked = now[min(place, len(now) - 1)] if now else ""

    def _title(self) -> str:
        assert self.view is not None
        found = self.view.line.meeting.item(self.item)
        return found.title if found else OFF

    def _place(self) -> str:
        items = self._items()
        return f"item {items.index(self.item) + 1} of {len(items)}" if self.item in items else ""

    async def redraw(self) -> None:
        """Set the notes to the new width."""
        self._show()

    def _show(self) -> None:
        if self.view is None:
            return
        lines, top, height = [content("\n  No notes on this item yet.")], 0, 1
        if self.notes:
            lines = []
        for number, note in enumerate(self.notes, 1):
            here = note.id == self.marked
            paragraph = _paragraph(number, note, self.view.vocabulary, min(100, self.size.width - 4), here)
            if here:
                top, height = len(lines), len(paragraph)
            lines += paragraph
        self.query_one("#list", Static).update(Content("\n").join(lines))
        self.call_after_refresh(self.keep_in_sight, top, height)

    def mark(self, by: int) -> None:
        """Mark another note."""
        ids = [n.id for n in self.notes]
        if ids:
            self.marked = ids[max(0, min(len(ids) - 1, ids.index(self.marked) + by))]
            self._show()

    async def action_item_before(self) -> None:
        """Read the item before."""
        await self._turn(-1, "This is the first item.")

    async def action_item_after(self) -> None:
        """Read the next item."""
        await self._turn(1, "This is the last item.")

    async def _turn(self, by: int, end: str) -> None:
        if self.view is None:
            return
        items = self._items()
        place = (items.index(self.item) if self.item in items else 0) + by
        if 0 <= place < len(items):
            self.item, self.marked, self.notes = items[place], "", []
            self.say("")
            await self.reload()
        else:
            self.say(end)

    @property
    def note(self) -> Record[Note] | None:
        """Return the note that is marked."""
        return next((n for n in self.notes if n.id == self.marked), None)

    async def action_correct(self) -> None:
        """Bring the marked note into a line, and store what is made of it."""
        if self.note:
            await self._correct(self.note)
        else:
            self.say("There is no note here to correct.")

    async def _correct(self, noted: Record[Note]) -> None:
        number, was = self.notes.index(noted) + 1, write(noted.what)
        text: str | None = was
        while True:
            text = await self.ask_for(f"What does note {number} say?", text or was, heard=self._heard(noted), kept=True)
            if text is None or text == was or self.view is None:
                self.say("Nothing was changed.")
                return
            reading = self.read(text, noted.what)
            try:
                await self.ask(actions.amend, noted.id, reading.note, reading.new_themes)
            except HepError as error:
                self.say(str(error), alarm=True)
                continue
            await self.hep.caught_up()
            self.say(f"saved: {words(reading, self.view.vocabulary) or 'a note, no marks'}")
            return

    def _heard(self, noted: Record[Note]) -> Callable[[str], str]:
        """Return what says of a line, as it is typed, how it is understood."""
        vocabulary = self.view.vocabulary if self.view else Vocabulary()
        return lambda text: words(self.read(text, noted.what), vocabulary) or "a note, no marks"

    def read(self, text: str, was: Note) -> Reading:
        """Return what a corrected line says."""
        assert self.view is not None
        return correction(text, was, self.view.vocabulary, self.hep.now().date())

    async def action_take_back(self) -> None:
        """Ask why, then take the marked note back."""
        if self.note:
            id, number = self.marked, self.notes.index(self.note) + 1
            reason = await self.ask_for(f"Why is note {number} taken back?")
            if reason is not None and await self.do(actions.withdraw, id, reason):
                self.say(f"Note {number} is taken back; undo brings it back.")

    def action_show_summary(self) -> None:
        """Sum the meeting up."""
        from hep_tui.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.meeting))


def _paragraph(number: int, noted: Record[Note], vocabulary: Vocabulary, width: int, here: bool) -> list[Content]:
    """Return a note with a line before it; what is marked stands out by its sign."""
    note = noted.what
    text = f"“{note.text}”" if note.quote else note.text
    lead = f" {symbols().here if here else ' '}{number:>3}.  "
    body = [content(line, "bold $here" if here else "bold") for line in hung(lead, text, width)]
    said = ", ".join(_said(note, vocabulary) + ["TWO VERSIONS"] * noted.disputed)
    return [Content(""), *body, *(content(line, "$quiet") for line in (hung(" " * 8, said, width) if said else []))]


def _said(note: Note, vocabulary: Vocabulary) -> list[str]:
    """Return what a note is marked with, in words and without the speaker: it is read aloud."""
    said = ["key point"] * note.key + ["decision"] * note.decision
    if note.action:
        said.append(" ".join(p for p in ("action", vocabulary.label(note.owner), note.due and f"by {note.due}") if p))
    said += [note.sentiment] * (note.sentiment in SIGNS)
    return said + [vocabulary.theme(theme) for theme in note.themes]
