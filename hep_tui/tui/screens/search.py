"""Search: as you type over every note, and the note in its place on Enter."""

import asyncio
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.search import spans
from hep_tui.domain.shorthand import complete, words
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.commands.base import Command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.search import Answer, Found, search

_GUIDE = (
    " Type words in any order: each must begin a word of the note.",
    " Marks are written as in a note, and must be the note's:",
    "   #send @primary @head @hash @t3 /D",
    "   + - ~ ? first: positive, concern, mixed, question",
    '   " word for word      * key points      > actions      ! decisions',
    "",
)
_SCOPES = ("everything", "this meeting", "this item")


class SearchScreen(HepScreen):
    """Find notes, and go to one."""

    commands: ClassVar[tuple[type[Command], ...]] = (c.Find, c.Up, c.Down, c.Scope, c.Back)
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "theme", "meeting"})
    guide = _GUIDE
    AUTO_FOCUS = "Line"
    called = "search"

    def __init__(self, meeting: str = "", item: str = "") -> None:
        super().__init__()
        self.meeting, self.item = meeting, item
        self.scope = 0
        self.marked = 0
        self.answer: Answer | None = None
        self._first = 0
        self._asked: tuple[str, int] | None = None
        self._answering = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        """Put the line over what it finds."""
        with Horizontal(id="capture-line"):
            yield Static(content(f" {symbols().here} "), id="prompt")
            yield Line(placeholder="words, #theme @speaker /D + - ~ ?     F1 shows all marks", clears=False)
        yield Static("", id="body")

    @property
    def line(self) -> Line:
        """Return the line."""
        return self.query_one(Line)

    @property
    def answered(self) -> bool:
        """Say whether what is shown answers what the line says."""
        return self._asked == (self.line.value, self.scope)

    async def reload(self) -> None:
        """Answer anew, from the record as it is now."""
        self._asked = None
        await self.catch_up()

    async def catch_up(self) -> None:
        """Answer what the line says now. Of what is typed while an answer is under way, only the newest is asked."""
        async with self._answering:
            while not self.answered:
                asked = (self.line.value, self.scope)
                meeting, item = (("", ""), (self.meeting, ""), (self.meeting, self.item))[self.scope]
                today = self.hep.now().date()
                try:
                    answer = await self.ask(search, asked[0], meeting=meeting, item=item, today=today)
                except HepError as error:
                    self._asked = asked
                    self.say(str(error), alarm=True)
                    return
                if self._asked is not None and self._asked != asked:
                    self.marked = 0
                self._asked, self.answer = asked, answer
                self.marked = min(self.marked, max(0, len(answer.found) - 1))
            self._show()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find while it is typed; typing never waits for the answer."""
        event.stop()
        self._typed()

    @work
    async def _typed(self) -> None:
        await self.catch_up()

    async def keyed(self, event: events.Key) -> bool:
        """Take letters that came before the line could."""
        if event.is_printable and event.character:
            self.line.insert_text_at_cursor(event.character)
        return event.is_printable

    async def redraw(self) -> None:
        """Set the notes to the new width."""
        self._show()

    def _show(self) -> None:
        answer = self.answer
        if answer is None:
            return
        top = self.query_one(TopLine)
        top.where = self.called
        top.middle, top.saved = f"in {_SCOPES[self.scope]}", _counted(answer)
        room = max(1, (self.query_one("#body").size.height or self.size.height - 6) // 3)
        self._first = max(min(self._first, self.marked), self.marked - room + 1)
        shown = answer.found[self._first : self._first + room]
        lines: list[Content] = []
        for place, found in enumerate(shown, self._first):
            lines += _drawn(found, answer, place == self.marked, self.size.width)
        if not shown:
            lines = [content(f"\n  No note in {_SCOPES[self.scope]} is like that.", "bold")]
        self.query_one("#body", Static).update(Content("\n").join(lines))
        self.say(self._understood(answer))

    def _understood(self, answer: Answer) -> str:
        """Return the marks in words; what the mark under the cursor could be is no doubt about it yet."""
        typed = self.line.value.rsplit(" ", 1)[-1]
        offers = complete(self.line.value, answer.vocabulary)
        said = words(answer.query.reading, answer.vocabulary)
        if offers and any(d.startswith(f"{typed} ") for d in answer.query.reading.doubts):
            return f"{typed} could be {', '.join(offers[:4])}"
        return said

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Go to the note that is marked."""
        event.stop()
        await self.catch_up()
        if not self.answer or not self.answer.found:
            return
        self.chosen(self.answer.found[self.marked])

    def chosen(self, found: Found) -> None:
        """Go to a note in its place."""
        note = found.note
        if self.meeting and note.what.meeting == self.meeting:
            self.dismiss(note.id)
        elif found.meeting:
            from hep_tui.tui.screens.capture import CaptureScreen

            self.app.push_screen(CaptureScreen(note.what.meeting, at=note.id))
        else:
            self.say("This note belongs to no meeting, so there is no place to show it in.", alarm=True)

    def action_find(self) -> None:
        """Go to the note that is marked."""
        self.line.enter()

    async def action_up(self) -> None:
        """Mark the note above."""
        await self._mark(-1)

    async def action_down(self) -> None:
        """Mark the note below."""
        await self._mark(1)

    async def _mark(self, by: int) -> None:
        await self.catch_up()
        if self.answer and self.answer.found:
            self.marked = max(0, min(len(self.answer.found) - 1, self.marked + by))
            self._show()

    async def action_scope(self) -> None:
        """Look in everything, in this meeting, in this item."""
        self.scope = (self.scope + 1) % (1 + bool(self.meeting) + bool(self.meeting and self.item))
        await self.catch_up()
        if not self.meeting:
            self.say("Search looks in everything; from a meeting it can look in that alone.")

    async def action_back(self) -> None:
        """Leave without a note."""
        self.dismiss(None)


class PickScreen(SearchScreen):
    """Find a note and be left with its id, None where nobody chose."""

    commands = (c.Take, *SearchScreen.commands[1:])
    called = "which note?"

    def chosen(self, found: Found) -> None:
        """Leave with the note."""
        self.dismiss(found.note.id)

    def action_take(self) -> None:
        """Take the note that is marked."""
        self.line.enter()


def _counted(answer: Answer) -> str:
    count, listed = answer.count, len(answer.found)
    said = "no note" if not count else "1 note" if count == 1 else f"{count:,} notes"
    return said if listed >= count else f"{said}, the newest {listed} here"


def _drawn(found: Found, answer: Answer, here: bool, width: int) -> list[Content]:
    """Return one note on three lines: where and when, its words around those looked for, its marks."""
    note = found.note.what
    room = width - 6
    sign = symbols().here if here else " "
    place = ", ".join(p for p in (found.meeting, found.item) if p) or "no meeting"
    when = f"{found.note.time.astimezone():%d %B %H:%M}"
    head = content(f" {sign} {fit(f'{when}  {place}', room)}", "bold $here" if here else "$quiet")
    label = answer.vocabulary.label
    said = [note.sentiment] if note.sentiment else []
    said += [word for word in ("decision", "action") if word == note.kind]
    said += [label(id) for id in (note.phase, note.role, *note.groups) if id] + [f"#{t}" for t in note.themes]
    said += [f"/{m.partition('@')[0]}" for m in note.models] + ["key point"] * note.key
    told = f"     {fit('  '.join(said), room)}"
    text = f"“{note.text}”" if note.quote else note.text
    return [head, _excerpt(text, answer.query.words, room), content(told, "$quiet")]


def _excerpt(text: str, looked_for: tuple[str, ...], room: int) -> Content:
    """Return a line of a text with the first word looked for in sight, and all of them bold."""
    text = " ".join(text.split())
    hits = spans(text, looked_for)
    start = 0
    if hits and hits[0][1] > room - 2:
        start = text.rfind(" ", 0, max(1, hits[0][0] - room // 3)) + 1
    part = ("…" if start else "") + text[start:]
    line = fit(part, room)
    shift = start - bool(start)
    parts: list[str | tuple[str, str]] = []
    at = 0
    for a, b in ((a - shift, min(b - shift, len(line.rstrip()))) for a, b in hits):
        if at <= a < b:
            parts += [line[at:a], (line[a:b], "bold underline")]
            at = b
    pieces = [content(p) if isinstance(p, str) else content(*p) for p in (*parts, line[at:]) if p]
    return Content.assemble("     ", *pieces)
