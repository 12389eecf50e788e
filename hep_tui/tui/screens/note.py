"""One note: how it came to read as it does, and what is rarely done with it."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import notes as actions
from hep_tui.actions.record import require_reason
from hep_tui.domain.clock import moment_words
from hep_tui.domain.shorthand import Reading, words
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.forgetting import offer_to_forget
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung
from hep_tui.views.notes import NoteView, Past, note


class NoteScreen(HepScreen[NoteView | None]):
    """Show one note with its history."""

    OFFERS = "move-note take-back erase-note undo redo scroll-up scroll-down back"

    def __init__(self, note: str) -> None:
        super().__init__()
        self.note = note

    def compose_body(self) -> ComposeResult:
        """Leave room for the note and its history."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="note")

    async def load(self) -> NoteView | None:
        """Read the note as it is now, None for one that is gone."""
        try:
            return await self.ask(note, self.note, self.hep.now())
        except HepError as error:
            self.say(str(error))
            return None

    def draw(self, view: NoteView | None) -> None:
        """Show the note; one that is gone says so."""
        self.top(f"a note of {view.meeting}" if view else "a note")
        lines = self._lines(view) if view else [content("\n  This note was taken back or erased.")]
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

    @command("i", hint=True)
    async def action_move_note(self) -> None:
        """Move the note to another agenda item."""
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

    @command("x", hint=True)
    async def action_take_back(self) -> None:
        """Take the note back: it stays in the record, and undo brings it again."""
        if self.view is None:
            return
        why = await self.ask_for("Why is the note taken back? Enter alone gives no reason.")
        if why is not None and await self.do(actions.withdraw, self.note, why):
            self.say("Taken back. Ctrl+Z brings it again; Esc goes on.")

    @command("f", hint=True, label="erase for good")
    async def action_erase_note(self) -> None:
        """Erase for good what the note says and ever said. Undo does not reach this."""
        why = await self.ask_until(require_reason, "Why must it be erased? The reason stays in the record.")
        if why is None or not await self.sure(
            "Erase for good what this note says and ever said? Undo does not reach this."
        ):
            return
        if await self.do(actions.redact, self.note, why):
            await offer_to_forget(self, "The note")


def _marks(view: NoteView) -> str:
    return words(Reading(view.noted.what), view.vocabulary)


def _told(past: Past) -> str:
    when = moment_words(past.at)
    return f"{past.done}, {when}{prefixed(', by ', past.who)}"
