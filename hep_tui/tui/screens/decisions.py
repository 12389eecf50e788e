"""Decisions and actions: who does what by when, what was done, and what was said that it answers."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import decisions as actions
from hep_tui.domain.days import HOW, due_day, read_day
from hep_tui.domain.line_reader import owner_named
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.tui import commands as c
from hep_tui.tui.screens import decisions_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, wrap
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.decisions import Decided, answers, decisions
from hep_tui.views.models import models
from hep_tui.views.review import review, vocabulary

_SHOWN = ("open", "done", "all")
P = ParamSpec("P")


class DecisionsScreen(HepScreen):
    """Go through what was decided and agreed in all meetings."""

    commands = (
        c.Done, c.WhatWasDone, c.YouSaid, c.ChangeOwner, c.ReadAloud, c.Undo, c.ChangeDue, c.Drop, c.FilterStates,
        c.Up, c.Down, c.Redo, c.ScrollUp, c.ScrollDown, c.Back,
    )  # fmt: skip
    watches = frozenset({"note", "action", "model", "meeting", "withdraw", "settle", "redact", "erase"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Decided] = []
        self.shown = "open"
        self.marked = 0
        self.aloud = False

    def compose_body(self) -> ComposeResult:
        """Leave room for the list."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="list")

    async def reload(self) -> None:
        """Show what there is to follow up, the line that is marked staying marked."""
        here = self.here.id if self.here else ""
        self.found = await self.ask(decisions, self.hep.now().date())
        self.marked = next((i for i, line in enumerate(self.lines) if line.id == here), self.marked)
        await self._show()

    async def redraw(self) -> None:
        """Set the list to the new width."""
        await self._show()

    @property
    def lines(self) -> list[Decided]:
        """Return what is shown, from top to bottom."""
        return [line for line in self.found if self.shown in ("all", line.state)]

    @property
    def here(self) -> Decided | None:
        """Return what is marked."""
        return self.lines[self.marked] if self.marked < len(self.lines) else None

    async def _show(self) -> None:
        if not self.hep.ready:
            return
        self.marked = max(0, min(self.marked, len(self.lines) - 1))
        top, width = self.query_one(TopLine), self.size.width - 2
        overdue = sum(1 for line in self.found if line.overdue)
        top.where, top.saved = f"decisions and actions: {self.shown}", "saved"
        top.middle = f"{overdue} OVERDUE" if overdue else f"{len(self.lines)} of {len(self.found)}"
        self.query_one(Hints).commands = (c.ReadAloud,) if self.aloud else tuple(k for k in self.commands if k.hint)
        if self.aloud:
            page = draw.aloud(answers(self.found), await self.ask(models), width)
            top.where = "you said, we did"
            self.query_one("#list", Static).update(page)
            return
        blocks = [draw.block(line, i == self.marked, width) for i, line in enumerate(self.lines)]
        rows = [row for block in blocks for row in (*block, Content(""))]
        self.query_one("#list", Static).update(Content("\n").join(rows or self._nothing(width)))
        above = sum(len(block) + 1 for block in blocks[: self.marked])
        self._keep_in_sight(above, len(blocks[self.marked]) if blocks else 0)

    def _nothing(self, width: int) -> list[Content]:
        what = "decisions or actions" if self.shown == "all" else f"decisions or actions that are {self.shown}"
        text = f"There are no {what}. In the notes, > makes an action and ! a decision; Tab shows open, done, all."
        return [Content(""), *(content(f"  {line}") for line in wrap(text, width - 4))]

    def _keep_in_sight(self, first: int, rows: int) -> None:
        body = self.query_one("#body", VerticalScroll)
        height = body.size.height
        if first < body.scroll_offset.y or first + rows > body.scroll_offset.y + height:
            target = first if first < body.scroll_offset.y else first + rows - height
            self.call_after_refresh(body.scroll_to, y=max(0, target), animate=False)

    async def action_up(self) -> None:
        """Mark the line above."""
        await self._mark(-1)

    async def action_down(self) -> None:
        """Mark the line below."""
        await self._mark(1)

    async def _mark(self, by: int) -> None:
        if self.aloud:
            self.query_one("#body").scroll_relative(y=by, animate=False)
        else:
            self.marked += by
            await self._show()

    async def action_filter_states(self) -> None:
        """Show what is open, done, or all."""
        here, self.aloud = self.here, False
        self.shown = _SHOWN[(_SHOWN.index(self.shown) + 1) % len(_SHOWN)]
        self.marked = next((i for i, line in enumerate(self.lines) if here and line.id == here.id), 0)
        await self._show()

    async def action_read_aloud(self) -> None:
        """Change between the list and the page to be read aloud."""
        self.aloud = not self.aloud
        self.say("v goes back to the list; changes are made there." if self.aloud else "")
        self.query_one("#body").scroll_home(animate=False)
        await self._show()

    async def _act(
        self, line: Decided, what: Callable[Concatenate[Book, str, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        return await self.do(lambda book: what(book, line.id, *args, **kwargs))

    async def action_done(self) -> None:
        """Mark what is marked as done, or open it again."""
        await self._change("done")

    async def action_drop(self) -> None:
        """Drop what is marked, or open it again."""
        await self._change("dropped")

    async def _change(self, state: str) -> None:
        line = self._chosen()
        if line:
            to = "open" if line.state == state else state
            if await self._act(line, actions.set_state, to):
                more = "; w says what was done" if to == "done" and not line.did else ""
                self.say(f"{to}: {line.note.text[:50]}{more}")

    def _chosen(self) -> Decided | None:
        """Return what is marked, and say where that is nothing."""
        if self.aloud:
            self.say("v goes back to the list; changes are made there.")
            return None
        if self.here is None:
            self.say("Nothing is marked here; Tab shows open, done, all.", alarm=True)
        return self.here

    async def action_what_was_done(self) -> None:
        """Ask what was done."""
        line = self._chosen()
        if line:
            did = await self.ask_for("What was done?", line.did, about=line.note.text, kept=True)
            if did is not None and await self._act(line, actions.say_done, did):
                self.say("Stored." if line.state == "done" else "Stored; x marks it as done.")

    async def action_change_owner(self) -> None:
        """Ask who takes it on."""
        line = self._chosen()
        if line:
            question = "Who takes it on? A role, group or phase, or any word; empty for nobody yet."
            owner = await self.ask_for(question, line.owner, about=line.note.text)
            if owner is not None:
                pack = (await self.ask(review)).pack
                speakers = (await self.ask(vocabulary, pack)).speakers
                meant = owner_named(owner.strip().removeprefix("@"), speakers)
                if await self._act(line, actions.assign, meant):
                    self.say("Stored.")

    async def action_change_due(self) -> None:
        """Ask for the day."""
        line = self._chosen()
        if line:
            question = f"By which day? As {HOW}; empty for none."
            today = self.hep.now().date()
            answer = await self.ask_until(
                lambda text: read_day(text, today, due_day), question, line.note.due, about=line.note.text
            )
            if answer is not None and await self._act(line, actions.set_due, answer, today):
                day = read_day(answer, today, due_day)
                self.say(f"Stored: due by {day}." if day else "Stored.")

    async def action_you_said(self) -> None:
        """Link a note that it answers, or take that link back."""
        line = self._chosen()
        said = await _pick_note(self, line) if line else None
        if line and said:
            text = await self.ask(_text_of, said)
            linked = any(n.id == said for n in line.said)
            if await self._act(line, actions.link, said):
                self.say(f"{'No longer linked' if linked else 'You said'}: {text[:60]}")

    async def action_back(self) -> None:
        """Go back to the list, then to the screen before."""
        if self.aloud:
            await self.action_read_aloud()
        else:
            self.app.pop_screen()


async def _pick_note(screen: HepScreen, line: Decided) -> str | None:
    """Return the id of a note that is searched for and chosen; None where Esc left."""
    from hep_tui.tui.screens.search import PickScreen

    found: str | None = await screen.visit(PickScreen())
    if found == line.id:
        screen.say("It cannot answer itself, so nothing was linked; choose what was said.", alarm=True)
        return None
    return found


def _text_of(book: Book, note: str) -> str:
    return next((n.what.text for n in records(book, Note, id=note)), "")
