"""One note: how it came to read as it does, and what is rarely done with it."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import notes as actions
from hep_tui.domain.shorthand import Reading, words
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.notes import NoteView, Past, note


class NoteScreen(HepScreen):
    """Show one note with its history."""

    commands = (c.MoveNote, c.TakeBack, c.EraseNote, c.Undo, c.Redo, c.ScrollUp, c.ScrollDown, c.Back)

    def __init__(self, note: str) -> None:
        super().__init__()
        self.note = note
        self.view: NoteView | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the note and its history."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="note")

    async def reload(self) -> None:
        """Show the note as it is now; one that is gone says so."""
        try:
            self.view = await self.ask(note, self.note, self.hep.now())
        except HepError as error:
            self.view = None
            self.say(str(error))
        top = self.query_one(TopLine)
        top.where, top.saved = f"a note of {self.view.meeting}" if self.view else "a note", "saved"
        self._show()

    async def redraw(self) -> None:
        """Set it to the new width."""
        self._show()

    def _show(self) -> None:
        lines = self._lines(self.view) if self.view else [content("\n  This note was taken back or erased.")]
        self.query_one("#note", Static).update(Content("\n").join(lines))

    def _lines(self, view: NoteView) -> list[Content]:
        width = self.size.width - 3
        said = view.noted.what
        text = f"“{said.text}”" if said.quote else said.text
        lines = [Content(""), *(content(line, "bold") for line in hung("  ", text, width)), Content("")]
        lines += [content(line) for line in hung("  item     ", view.item or "none", width)]
        lines += [content(line) for line in hung("  marks    ", _marks(view) or "none", width)]
        lines += [Content(""), content("  HISTORY", "bold $quiet")]
        for past in view.history:
            lines += [content(line, "$quiet") for line in hung("  ", _told(past), width)]
            lines += [content(line) for line in hung("     ", past.reads, width) if past.reads]
        return lines

    async def action_undo(self) -> None:
        """Take the last step back where it was about this note: what else it was cannot be seen from here."""
        trail = self.hep.backend.trail
        if trail and trail.done and self.note not in {entry.subject for entry in trail.done[-1]}:
            self.say("The last step was not about this note; go back to undo it.", alarm=True)
        else:
            await super().action_undo()

    async def action_move_note(self) -> None:
        """Ask for the item and move the note there."""
        if self.view is None:
            return
        items = self.view.items
        listed = "\n".join(f"{i:>3}  {item.title}" for i, item in enumerate(items, 1))
        answer = await self.ask_for("To which agenda item? Its number:", about=listed)
        if answer is None:
            return
        if not (answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(items)):
            self.say(f"There is no agenda item {answer or 'without a number'}; nothing was changed.", alarm=True)
        elif await self.do(actions.move, self.note, items[int(answer) - 1].id):
            self.say(f"Moved to {items[int(answer) - 1].title}.")

    async def action_take_back(self) -> None:
        """Ask why, and take the note back."""
        if self.view is None:
            return
        why = await self.ask_for("Why is the note taken back? Enter alone gives no reason.")
        if why is not None and await self.do(actions.withdraw, self.note, why):
            self.say("Taken back. Ctrl+Z brings it again; Esc goes on.")

    async def action_erase_note(self) -> None:
        """Ask why, and once more, and erase the note for good."""
        why = await self.ask_for("Why must it be erased? The reason stays in the record.")
        if why is None or not await self.sure(
            "Erase for good what this note says and ever said? Undo does not reach this."
        ):
            return
        if await self.do(actions.redact, self.note, why):
            self.say("Erased here; backups made before still hold it. The record keeps that there was a note.")


def _marks(view: NoteView) -> str:
    return words(Reading(view.noted.what), view.vocabulary)


def _told(past: Past) -> str:
    when = f"{past.at.astimezone():%d %B %H:%M}"
    return f"{past.done}, {when}{f', by {past.who}' if past.who else ''}"
