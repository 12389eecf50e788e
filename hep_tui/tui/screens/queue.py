"""The review queue: notes that lack a theme, a phase or a sentiment, one key each."""

from dataclasses import replace

from textual import events
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import notes as note_actions
from hep_tui.domain.clock import time_of_day
from hep_tui.domain.notes import SENTIMENTS, Note
from hep_tui.domain.shorthand import Reading, complete, parse, words
from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.text import content, fit, hung
from hep_tui.tui.widgets.card import gutter
from hep_tui.views.queue import Queue, Waiting, queue

_GUIDE = (
    " One note at a time, large; below it what is asked for, with numbers:",
    "   1 to 9     the theme or phase of that number",
    "   + - ~ ?    positive, concern, mixed, question",
    "   # or @     type a mark; Tab completes, Enter takes it",
    "   . or 0     nothing fits, or it was not said    Tab   skip this note for now",
    "",
)
_SENTIMENTS = "   ".join(f"{sign} {said}" for sign, said in SENTIMENTS.items())
_ASKED = {"theme": "WHICH THEME?", "phase": "WHICH PHASE?", "sentiment": f"HOW WAS IT MEANT?   {_SENTIMENTS}"}


class QueueScreen(ListScreen[Queue, Waiting]):
    """Walk through what was left out while notes were taken."""

    OFFERS = "not-said type-mark skip-note undo-step redo scroll-up scroll-down back"
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "theme", "meeting"})
    WORKED_OFF = True
    guide = _GUIDE

    def __init__(self) -> None:
        super().__init__()
        self.skipped: set[str] = set()
        self._offered: dict[str, tuple[str, ...]] = {}

    async def load(self) -> Queue:
        """Read which notes wait."""
        return await self.ask(queue)

    def rows(self, view: Queue) -> list[Waiting]:
        """Return the notes of which something is to be asked, but for those skipped."""
        return [w for w in view.waiting if w.note.id not in self.skipped]

    def id_of(self, row: Waiting) -> str:
        """Return the id of the note."""
        return row.note.id

    @property
    def offers(self) -> list[str]:
        """Return the ids that digits choose from, which keep their numbers from note to note of a meeting."""
        waiting = self.here
        if waiting is None:
            return []
        asked, meeting = waiting.note.what.lacks[0], waiting.note.what.meeting
        if asked == "phase":
            return [p.id for p in self.view.pack.phases][:9]
        if asked != "theme":
            return []
        if meeting not in self._offered:
            self._offered[meeting] = tuple(dict.fromkeys((*self.view.themes.get(meeting, ()), *self.view.everywhere)))
        return [id for id in self._offered[meeting] if id in self.view.vocabulary.themes][:9]

    def draw(self, view: Queue) -> None:
        """Show the next note that waits."""
        self.top("review notes", saved=f"{len(self.rows(view))} left")
        lines = self._note(self.here, view) if self.here else [content(f"\n  {self._done()}", "bold")]
        self.query_one("#list", Static).update(Content("\n").join(lines))

    def _done(self) -> str:
        if waiting := len(self.view.waiting):
            return f"That was all but {waiting} that you skipped; Tab goes through them again, Esc goes home."
        return "Done: no note waits for a theme, a phase or a sentiment. Esc goes home."

    def _note(self, waiting: Waiting, view: Queue) -> list[Content]:
        note, width = waiting.note.what, min(100, self.size.width - 4)
        place = ", ".join(p for p in (waiting.meeting, waiting.item) if p) or "no meeting"
        text = f"“{note.text}”" if note.quote else note.text
        said = words(Reading(note), view.vocabulary)
        asked = waiting.note.what.lacks
        lines = [Content(""), content(f"  {fit(f'{time_of_day(waiting.note.time)}  {place}', width)}", "$quiet")]
        lines += [Content(""), *_worded(note, text, width), Content("")]
        lines += [content(f"    {fit(said or 'no marks yet', width)}", "$quiet"), Content("")]
        lines.append(content(f"  {_ASKED[asked[0]]}", "bold $here"))
        sign = "#" if asked[0] == "theme" else "@"
        for number, id in enumerate(self.offers, 1):
            lines.append(content(f"    {number}  {fit(view.vocabulary.named(sign, id), width - 8)}"))
        return lines

    async def keyed(self, event: events.Key) -> bool:
        """Take a digit as the choice of that number, a sign as the sentiment, and # or @ as the start of a mark."""
        key = event.character or ""
        if key not in (*SENTIMENTS, *"123456789#@"):
            return False
        if key in "#@":
            await self.performance.run(self.action_type_mark(key))
        elif self.here:
            await self._choose(key, self.here)
        return True

    async def _choose(self, key: str, waiting: Waiting) -> None:
        note, offers = waiting.note.what, self.offers
        if key in SENTIMENTS:
            await self._amend(waiting, replace(note, sentiment=SENTIMENTS[key]))
        elif int(key) > len(offers):
            self.say(f"There is no {key} here.", alarm=True)
        elif waiting.note.what.lacks[0] == "theme":
            await self._amend(waiting, replace(note, themes=(*note.themes, offers[int(key) - 1])))
        else:
            await self._amend(waiting, replace(note, phase=offers[int(key) - 1]))

    async def _amend(self, waiting: Waiting, note: Note, new: tuple[str, ...] = ()) -> None:
        if await self.do(note_actions.amend, waiting.note.id, note, new):
            self.say(f"saved: {words(Reading(note, new), self.view.vocabulary)}")

    @command("full_stop,0", hint=True, shown=".", label="nothing fits")
    async def action_not_said(self) -> None:
        """Say that nothing fits, or that it was not said; nobody is asked for it again until that is undone."""
        if waiting := self.here:
            asked = waiting.note.what.lacks[0]
            if await self.do(note_actions.nothing_fits, waiting.note.id, asked):
                self.say(f"saved: no {asked}")

    @command("tab", hint=True, shown="Tab", label="skip")
    def action_skip_note(self) -> None:
        """Leave this note for later, and go on to the next."""
        again = self.here is None
        if again:
            self.skipped.clear()
        else:
            self.skipped.add(self.marked)
        self.say("")
        self._go_on(begin=again)

    def _go_on(self, *, begin: bool = False) -> None:
        """Show what is to be asked next; `begin` goes back to the first note of which something is."""
        self.marked = "" if begin else self.marked
        self.keep_mark()
        self.redraw()

    @command("number_sign,at", hint=True, shown="#", label="type a mark")
    async def action_type_mark(self, sign: str = "#") -> None:
        """Type a mark: #theme, @phase, @role or @group, with completion."""
        if waiting := self.here:
            text = await self.ask_for("Which mark?", sign, offers=self._completed, kept=True)
            if text is not None:
                await self._mark(waiting, text)

    def _completed(self, text: str) -> list[str]:
        stem = text[: len(text) - len(text.rsplit(" ", 1)[-1])]
        return [stem + mark for mark in complete(text, self.view.vocabulary, tuple(self.offers))]

    async def _mark(self, waiting: Waiting, text: str) -> None:
        if not text.strip("#@ "):
            return
        was = waiting.note.what
        reading = parse(text, self.view.vocabulary)
        said, new = reading.note, reading.new_themes
        if reading.doubts or said.text:
            self.say(" · ".join(reading.doubts) or f"{said.text!r} is not a mark; nothing was changed.", alarm=True)
            return
        note = replace(
            was,
            themes=tuple(dict.fromkeys((*was.themes, *said.themes))),
            groups=tuple(dict.fromkeys((*was.groups, *said.groups))),
            phase=said.phase or was.phase,
            role=said.role or was.role,
            sentiment=said.sentiment or was.sentiment,
            table_no=said.table_no or was.table_no,
        )
        await self._amend(waiting, note, new)

    async def action_undo_step(self) -> None:
        """Take the last step back, and go to the first note of which something is to be asked."""
        await self.step_back()
        self._go_on(begin=True)


def _worded(note: Note, text: str, width: int) -> list[Content]:
    """Return the words of a note beside its gutter."""
    lines = hung(" ", text, width - 3)
    return [Content.assemble("  ", gutter(note, at), content(line, "bold")) for at, line in enumerate(lines)]
