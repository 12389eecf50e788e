"""Search: as you type over every note, and the note in its place on Enter."""

import asyncio
from collections.abc import Iterator, Sequence

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.clock import day_of, moment_words
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.search import spans
from hep_tui.domain.shorthand import complete, words
from hep_tui.errors import HepError
from hep_tui.tui.command import Command, command
from hep_tui.tui.screens.lined import LineScreen
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import content, fit
from hep_tui.tui.widgets.card import gutter
from hep_tui.views.search import Answer, Found, search

_GUIDE = (
    " Type words in any order: each must begin a word of the note.",
    " Marks are written as in a note, and must be the note's:",
    "   #{theme} @{phase} @{role} @{group} @t3 /{model}",
    "   + - ~ ? first: positive, concern, mixed, question",
    '   " word for word      * key points      > actions      ! decisions',
    "",
)
_SCOPES = ("everything", "this meeting", "this item")
_LINES = 3
"""A note that was found has so many."""


class SearchScreen(ListScreen[Answer, Found], LineScreen[Answer]):
    """Find notes, and go to one."""

    OFFERS = "find up down scroll-up scroll-down scope back"
    PLACEHOLDER = "words, #theme @speaker /D + - ~ ?     F1 shows all marks"
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "theme", "meeting"})
    guide = _GUIDE
    called = "search"

    def __init__(self, meeting: str = "", item: str = "") -> None:
        super().__init__()
        self.meeting, self.item = meeting, item
        self.scope = 0
        self._first = 0
        self._asked: tuple[str, int] | None = None
        self._answering = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        """Put the line over what it finds."""
        yield from self.compose_line(content(f" {symbols().here} "))
        yield Static("", id="body")

    @property
    def answered(self) -> bool:
        """Say whether what is shown answers what the line says."""
        return self._asked == (self.line.value, self.scope)

    async def reload(self) -> None:
        """Answer again, from the record as it is now. Raises HepError where that cannot be read."""
        self._stale = False
        self._asked = None
        await self._answer()

    async def _answer(self) -> None:
        """Answer what the line says now. Of what is typed while an answer is under way, only the newest is asked."""
        async with self._answering:
            while not self.answered:
                asked, another = (self.line.value, self.scope), self._asked is not None
                answer = await self.load()
                self.marked = "" if another else self.marked
                self._asked = asked
                self.received(answer)
            self.redraw()

    async def load(self) -> Answer:
        """Read what the line asks for."""
        meeting, item = (("", ""), (self.meeting, ""), (self.meeting, self.item))[self.scope]
        return await self.ask(search, self.line.value, meeting=meeting, item=item, today=day_of(self.hep.now()))

    async def catch_up(self) -> None:
        """Have on the screen what the line asks for; say where it cannot be read."""
        try:
            await self._answer()
        except HepError as error:
            self.say(str(error), alarm=True)

    def line_changed(self) -> None:
        """Find while it is typed; typing never waits for the answer."""
        self._typed()

    @work
    async def _typed(self) -> None:
        await self.catch_up()

    def rows(self, view: Answer) -> Sequence[Found]:
        """Return the notes that were found."""
        return view.found

    def id_of(self, row: Found) -> str:
        """Return the id of the note."""
        return row.note.id

    def draw(self, view: Answer) -> None:
        """Show those of the notes that there is room for."""
        self.top(self.called, f"in {_SCOPES[self.scope]}", _counted(view))
        room = max(1, (self.query_one("#body").size.height or self.size.height - 6) // _LINES)
        self._first = max(min(self._first, self._place), self._place - room + 1)
        self.tops = range(-_LINES * self._first, _LINES * (len(view.found) - self._first), _LINES)
        lines: list[Content] = []
        for found in view.found[self._first : self._first + room]:
            lines += _drawn(found, view, found.note.id == self.marked, self.size.width)
        if not lines:
            lines = [content(f"\n  No note in {_SCOPES[self.scope]} is like that.", "bold")]
        self.query_one("#body", Static).update(Content("\n").join(lines), layout=False)
        self.echo(self._understood(view))

    def _understood(self, answer: Answer) -> str:
        """Return the marks in words; what the mark under the cursor could be is no doubt about it yet."""
        typed = self.line.value.rsplit(" ", 1)[-1]
        offers = complete(self.line.value, answer.vocabulary)
        said = words(answer.query.reading, answer.vocabulary)
        if offers and any(d.startswith(f"{typed} ") for d in answer.query.reading.doubts):
            return f"{typed} could be {', '.join(offers[:4])}"
        return said

    async def run_command(self, what: Command) -> None:
        """Run a command on the answer to what was typed before it."""
        await self.catch_up()
        await super().run_command(what)

    async def _choose(self) -> None:
        if found := self.here:
            await self.choose(found)

    async def choose(self, found: Found) -> None:
        """Go to a note in its place; from there, Esc leads to where the search was begun."""
        note = found.note
        if self.meeting and note.what.meeting == self.meeting:
            await self.leave(note.id)
        elif found.meeting:
            await self.leave()
            self.go("capture", note.what.meeting, at=note.id)
        else:
            self.say("This note belongs to no meeting, so there is no place to show it in.", alarm=True)

    @command("enter", hint=True, shown="Enter", label="go to note")
    async def action_find(self) -> None:
        """Go to the note that is marked, in its place."""
        await self._choose()

    @command("tab", hint=True, shown="Tab", label="where to look")
    async def action_scope(self) -> None:
        """Look in everything, in this meeting only, or in this item only."""
        self.scope = (self.scope + 1) % (1 + bool(self.meeting) + bool(self.meeting and self.item))
        await self.catch_up()
        if not self.meeting:
            self.say("Search looks in everything; from a meeting it can look in that alone.")


class PickScreen(SearchScreen):
    """Find a note and be left with its id, None where nobody chose."""

    OFFERS = "take up down scroll-up scroll-down scope back"
    called = "which note?"

    async def choose(self, found: Found) -> None:
        """Leave with the note."""
        await self.leave(found.note.id)

    @command("enter", hint=True, shown="Enter", label="take this note")
    async def action_take(self) -> None:
        """Take the note that is marked."""
        await self._choose()


def _counted(answer: Answer) -> str:
    count, listed = answer.count, len(answer.found)
    said = f"{count or 'no'} note" if count < 2 else f"{count:,} notes"
    return said if listed >= count else f"{said}, the newest {listed} here"


def _drawn(found: Found, answer: Answer, here: bool, width: int) -> list[Content]:
    """Return one note on three lines: its words around those looked for, its marks, and where and when it was taken."""
    note = found.note.what
    room = width - 5
    place = ", ".join(p for p in (found.meeting, found.item) if p) or "no meeting"
    style = "bold $here" if here else ""
    text = f"“{note.text}”" if note.quote else note.text
    rows = (
        _excerpt(text, answer.query.words, room).stylize(style),
        content(fit("  ".join(_marks(note, answer.vocabulary)), room), "$quiet"),
        content(fit(f"{moment_words(found.note.time)}  {place}", room), "$quiet"),
    )
    lead = content(f" {pointer(here)}", style)
    return [Content.assemble(lead, gutter(note, at), " ", row) for at, row in enumerate(rows)]


def _marks(note: Note, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what is marked on a note, in words."""
    if note.sentiment:
        yield note.sentiment
    if note.kind in ("decision", "action"):
        yield note.kind
    yield from (vocabulary.label(id) for id in (note.phase, note.role, *note.groups) if id)
    yield from (f"#{theme}" for theme in note.themes)
    yield from (f"/{model.partition('@')[0]}" for model in note.models)
    if note.key:
        yield "key point"


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
    return Content.assemble(*pieces)
