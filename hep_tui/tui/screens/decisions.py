"""Decisions and actions: who does what by when, what was done, and what was said that it answers."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import decisions as actions
from hep_tui.domain.clock import day_of
from hep_tui.domain.days import due_day, how, read_day
from hep_tui.domain.line_names import owner_named
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.tui.command import command
from hep_tui.tui.screens import decisions_text as draw
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.text import content, fit, wrap
from hep_tui.views.decisions import Decided, answers, decisions
from hep_tui.views.models import Models, models
from hep_tui.views.review import review, vocabulary

_SHOWN = ("open", "done", "all")
P = ParamSpec("P")


class DecisionsScreen(ListScreen[list[Decided], Decided]):
    """Go through what was decided and agreed in all meetings."""

    OFFERS = (
        "done what-was-done you-said change-owner read-aloud undo change-due drop filter-states up down redo "
        "scroll-up scroll-down back"
    )
    watches = frozenset({"note", "action", "model", "meeting", "withdraw", "settle", "redact", "erase"})

    def __init__(self) -> None:
        super().__init__()
        self.shown = "open"
        self.aloud = False
        self.models: Models | None = None

    async def load(self) -> list[Decided]:
        """Read what there is to follow up, and for the page to be read aloud the models too."""
        self.models = await self.ask(models) if self.aloud else None
        return await self.ask(decisions, day_of(self.hep.now()))

    def rows(self, view: list[Decided]) -> list[Decided]:
        """Return what is shown: what is marked stays until the mark leaves it, for what is to be said of it next."""
        return [line for line in view if self.shown in ("all", line.state) or line.id == self.marked]

    def head(self, view: list[Decided]) -> None:
        """Say what is shown, and how much of it is overdue."""
        overdue, shown = sum(1 for line in view if line.overdue), len(self.rows(view))
        middle = f"{overdue} OVERDUE" if overdue else f"{shown} of {len(view)}"
        self.top("you said, we did" if self.aloud else f"decisions and actions: {self.shown}", middle)

    def draw(self, view: list[Decided]) -> None:
        """Show the list, or the page to be read aloud."""
        if self.models is None:
            self.hint_all()
            super().draw(view)
        else:
            self.hint("read-aloud")
            self.head(view)
            page = draw.aloud(answers(view), self.models, self.size.width - 2)
            self.query_one("#list", Static).update(page)

    def block(self, row: Decided, *, here: bool) -> list[Content]:
        """Return a decision or an action, with a line under it."""
        return [*draw.block(row, here, self.size.width - 2), Content("")]

    def below(self, view: list[Decided]) -> list[Content]:
        """Return how decisions and actions are made, where there are none."""
        return [] if self.rows(view) else self._nothing(self.size.width - 2)

    def _nothing(self, width: int) -> list[Content]:
        what = "decisions or actions" if self.shown == "all" else f"decisions or actions that are {self.shown}"
        text = f"There are no {what}. In the notes, > makes an action and ! a decision; Tab shows open, done, all."
        return [Content(""), *(content(f"  {line}") for line in wrap(text, width - 4))]

    def mark(self, by: int, *, round: bool = False) -> None:
        """Mark another line, or scroll the page that is read aloud."""
        if self.aloud:
            self.query_one("#body").scroll_relative(y=by, animate=False)
        else:
            super().mark(by, round=round)

    @command("tab", shown="Tab", label="open, done, all")
    async def action_filter_states(self) -> None:
        """Show only what is open, only what is done, or all."""
        marked, self.aloud, self.models = self.here, False, None
        self.shown = _SHOWN[(_SHOWN.index(self.shown) + 1) % len(_SHOWN)]
        if marked is None or self.shown not in ("all", marked.state):
            self.marked = ""
            self.marked = self.first(self.view)
        self.redraw()

    @command("v", hint=True, label="you said, we did")
    async def action_read_aloud(self) -> None:
        """Show the page to be read aloud: what was said, and what was done about it; or the list again."""
        self.aloud = not self.aloud
        self.say("v goes back to the list; changes are made there." if self.aloud else "")
        self.query_one("#body").scroll_home(animate=False)
        await self.reload()

    async def _act(
        self, line: Decided, what: Callable[Concatenate[Book, str, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        return await self.do(lambda book: what(book, line.id, *args, **kwargs))

    @command("x", hint=True, label="done")
    async def action_done(self) -> None:
        """Mark it as done, or open it again."""
        await self._change("done")

    @command("p", label="drop")
    async def action_drop(self) -> None:
        """Drop it, or open it again: nothing more will come of it."""
        await self._change("dropped")

    async def _change(self, state: str) -> None:
        line = self.chosen()
        if line:
            to = "open" if line.state == state else state
            if await self._act(line, actions.set_state, to):
                more = "; w says what was done" if to == "done" and not line.did else ""
                self.say(f"{to}: {_short(line)}{more}")

    def chosen(self) -> Decided | None:
        """Return what is marked, and say where that is nothing."""
        if self.aloud:
            self.say("v goes back to the list; changes are made there.")
            return None
        return super().chosen()

    @command("w", hint=True)
    async def action_what_was_done(self) -> None:
        """Say what was done."""
        line = self.chosen()
        if line:
            did = await self.ask_for("What was done?", line.did, about=line.note.text, kept=True)
            if did is not None and await self._act(line, actions.say_done, did):
                more = "" if line.state == "done" else "; x marks it as done"
                self.say(f"Stored: what was done about {_short(line)}{more}")

    @command("a", hint=True, label="owner")
    async def action_change_owner(self) -> None:
        """Change who takes it on."""
        line = self.chosen()
        if line:
            question = "Who takes it on? A role, group or phase, or any word; empty for nobody yet."
            owner = await self.ask_for(question, line.owner, about=line.note.text)
            if owner is not None:
                pack = (await self.ask(review)).pack
                meant = owner_named(owner.strip().removeprefix("@"), await self.ask(vocabulary, pack))
                if await self._act(line, actions.assign, meant):
                    self.say(f"Stored: {owner.strip() or 'nobody'} takes on {_short(line)}")

    @command("y", label="due day")
    async def action_change_due(self) -> None:
        """Change the day by which it is due."""
        line = self.chosen()
        if line:
            question = f"By which day? As {how()}; empty for none."
            today = day_of(self.hep.now())
            answer = await self.ask_until(
                lambda text: read_day(text, today, due_day), question, line.note.due, about=line.note.text
            )
            if answer is not None and await self._act(line, actions.set_due, answer, today):
                day = read_day(answer, today, due_day)
                due = f"due by {day}" if day else "no day"
                self.say(f"Stored: {due} for {_short(line)}")

    @command("s", hint=True, label="you said")
    async def action_you_said(self) -> None:
        """Link it to a note that it answers, or take that link back."""
        line = self.chosen()
        said = await self._pick_note(line) if line else None
        if line and said:
            text = await self.ask(_text_of, said)
            linked = any(n.id == said for n in line.said)
            if await self._act(line, actions.link, said):
                done = "No longer linked" if linked else "You said"
                self.say(f"{done}: {text[:60]}")

    async def _pick_note(self, line: Decided) -> str | None:
        """Return the id of a note that is searched for and chosen; None where Esc left."""
        found: str | None = await self.visit("pick")
        if found == line.id:
            self.say("It cannot answer itself, so nothing was linked; choose what was said.", alarm=True)
            return None
        return found

    async def action_back(self) -> None:
        """Go back to the list, then to the screen before."""
        if self.aloud:
            await self.action_read_aloud()
        else:
            await self.leave()


def _short(line: Decided) -> str:
    return fit(line.note.text, 40).rstrip()


def _text_of(book: Book, note: str) -> str:
    return next((n.what.text for n in records(book, Note, id=note)), "")
