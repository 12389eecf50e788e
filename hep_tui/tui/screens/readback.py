"""Read back: the notes of an item, large, to be read aloud and corrected on the spot."""

from collections.abc import Callable

from textual.content import Content

from hep_tui.actions import notes as actions
from hep_tui.domain.clock import day_of
from hep_tui.domain.notes import SIGNS, Note, Vocabulary
from hep_tui.domain.outbox import Deed
from hep_tui.domain.shorthand import Reading, correction, typed, words
from hep_tui.errors import HepError
from hep_tui.logbook.records import Record
from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.card import gutter
from hep_tui.views.capture import Capture, capture

OFF = "not on the agenda"


class ReadBackScreen(ListScreen[Capture, Record[Note]]):
    """Show the notes of one item with room around each, as they are now."""

    OFFERS = (
        "correct take-back item-before item-after show-summary undo up down redo "
        "scroll-up scroll-down first-line last-line back"
    )
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "meeting", "theme"})

    def __init__(self, meeting: str, item: str) -> None:
        super().__init__()
        self.meeting, self.item = meeting, item

    async def load(self) -> Capture:
        """Read the notes as they are."""
        return await self.ask(capture, self.meeting, "", self.hep.now())

    def received(self, view: Capture) -> None:
        """Read the first item where the one that was read has gone."""
        items = _items(view)
        if self.item not in items:
            self.item = next(iter(items), "")
        super().received(view)

    def rows(self, view: Capture) -> list[Record[Note]]:
        """Return the notes of the item."""
        ids = {item.id for item in view.line.meeting.items}
        return [n for n in view.notes if (n.what.item if n.what.item in ids else "") == self.item]

    def head(self, view: Capture) -> None:
        """Say which item is read."""
        items, found = _items(view), view.line.meeting.item(self.item)
        place = f"item {items.index(self.item) + 1} of {len(items)}" if self.item in items else ""
        title = found.title if found else OFF
        self.top(f"read back: {title}", place)

    def block(self, row: Record[Note], *, here: bool) -> list[Content]:
        """Return a note with room around it."""
        number = self.ids.index(row.id) + 1
        return _paragraph(number, row, self.view.vocabulary, min(100, self.size.width - 4), here)

    def below(self, view: Capture) -> list[Content]:
        """Return that there is no note, where that is so."""
        return [] if self.rows(view) else [content("\n  No notes on this item yet.")]

    @command("left", shown="Left", label="item before")
    async def action_item_before(self) -> None:
        """Read the agenda item before; the meeting itself stays where it is."""
        await self._turn(-1, "This is the first item.")

    @command("right", hint=True, shown="Right", label="next item")
    async def action_item_after(self) -> None:
        """Read the agenda item that follows; the meeting itself stays where it is."""
        await self._turn(1, "This is the last item.")

    async def _turn(self, by: int, end: str) -> None:
        items = _items(self.view)
        place = (items.index(self.item) if self.item in items else 0) + by
        if 0 <= place < len(items):
            self.item, self.marked = items[place], ""
            self.say("")
            await self.reload()
        else:
            self.say(end)

    @command("enter", hint=True, shown="Enter")
    async def action_correct(self) -> None:
        """Bring the marked note into the line, to correct it."""
        if not self.ids:
            self.say("There is no note here to correct.")
        elif noted := self.chosen():
            await self._correct(noted)

    async def _correct(self, noted: Record[Note]) -> None:
        number, was = self.ids.index(noted.id) + 1, typed(noted.what, self.view.vocabulary)
        text: str | None = was
        while True:
            text = await self.ask_for(f"What does note {number} say?", text or was, heard=self._heard(noted), kept=True)
            if text is None or text == was:
                self.say("Nothing was changed.")
                return
            reading = self.read(text, noted.what)
            try:
                deed = Deed(
                    "note", noted.id, reading.note, before=noted.what, themes=tuple(reading.new_themes), words=text
                )
                read = words(reading, self.view.vocabulary) or "a note, no marks"
                said = await self.hep.beneath.told(self.hep.beneath.sender.enter(deed), f"saved: {read}")
            except HepError as error:
                self.say(str(error), alarm=True)
                continue
            await self.hep.caught_up()
            self.say(said)
            return

    def _heard(self, noted: Record[Note]) -> Callable[[str], str]:
        """Return what says of a line, as it is typed, how it is understood."""
        vocabulary = self.view.vocabulary
        return lambda text: words(self.read(text, noted.what), vocabulary) or "a note, no marks"

    def read(self, text: str, was: Note) -> Reading:
        """Return what a corrected line says."""
        return correction(text, was, self.view.vocabulary, day_of(self.hep.now()))

    @command("x", hint=True)
    async def action_take_back(self) -> None:
        """Take the note back: it stays in the record, and undo brings it again."""
        if noted := self.chosen():
            number = self.ids.index(noted.id) + 1
            reason = await self.ask_for(f"Why is note {number} taken back?", about=noted.what.text)
            if reason is not None and await self.do(actions.withdraw, noted.id, reason):
                self.say(f"Note {number} is taken back; undo brings it back.")

    @command("s", hint=True, label="summary")
    def action_show_summary(self) -> None:
        """Sum the meeting up on one page."""
        self.go("summary", self.meeting)


def _items(view: Capture) -> list[str]:
    """Return the agenda items that can be read; an empty one stands for notes whose item has gone."""
    ids = [item.id for item in view.line.meeting.items]
    return [*ids, *([""] if any(n.what.item not in ids for n in view.notes) else [])]


def _paragraph(number: int, noted: Record[Note], vocabulary: Vocabulary, width: int, here: bool) -> list[Content]:
    """Return a note with a line before it; what is marked shows by its sign."""
    note = noted.what
    text = f"“{note.text}”" if note.quote else note.text
    mark = pointer(here)
    body = [content(line, "bold $here" if here else "bold") for line in hung(f"{number:>3}.  ", text, width - 3)]
    said = ", ".join(_said(note, vocabulary) + ["TWO VERSIONS"] * noted.disputed)
    body += [content(line, "$quiet") for line in hung(" " * 6, said, width - 3)] if said else []
    lead = content(f" {mark}", "bold $here")
    return [Content(""), *(Content.assemble(lead, gutter(note, at), row) for at, row in enumerate(body))]


def _said(note: Note, vocabulary: Vocabulary) -> list[str]:
    """Return what a note is marked with, in words and without the speaker: it is read aloud."""
    said = ["key point"] * note.key + ["decision"] * note.decision
    if note.action:
        said.append(" ".join(p for p in ("action", vocabulary.label(note.owner), note.due and f"by {note.due}") if p))
    said += [note.sentiment] * (note.sentiment in SIGNS)
    return said + [vocabulary.theme(theme) for theme in note.themes]
