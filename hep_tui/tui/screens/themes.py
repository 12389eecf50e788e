"""Themes: the code frame as a tree with counts; rename, nest, merge, create, and the history of each."""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec

from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import themes as actions
from hep_tui.domain.clock import moment_words
from hep_tui.domain.line_names import candidates
from hep_tui.domain.pack import Pack
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.tui.widgets.chart import bar_of
from hep_tui.views.themes import ThemeLine, Themes, Told, history, named, themes

P = ParamSpec("P")
_FIGURES = 26
"""A line has so many cells of mark, figures and the room between them."""
_BAR = 10
"""Bars have at least so many cells, where names leave them."""


class ThemesScreen(ListScreen[Themes, ThemeLine]):
    """Show every theme with the notes that carry it, and change what themes are called and how they belong together."""

    OFFERS = (
        "rename-theme nest-theme merge-theme create-theme theme-history undo-step part-theme redo up down "
        "scroll-up scroll-down first-line last-line back"
    )
    WORKED_OFF = True
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "theme", "review"})

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Told] | None = None

    async def load(self) -> Themes:
        """Read the code frame as it is now, and the history that is shown."""
        view = await self.ask(themes)
        if self.told is not None:
            self.told = await self.ask(history, view.frame.now(self.marked))
        return view

    def received(self, view: Themes) -> None:
        """Take it in; the history that is read goes on where its theme went."""
        if self.told is not None:
            self.marked = view.frame.now(self.marked)
        super().received(view)

    def rows(self, view: Themes) -> Sequence[ThemeLine]:
        """Return the themes in the order of the tree."""
        return view.lines

    def head(self, view: Themes) -> None:
        """Say how many themes there are, and how many notes have none."""
        without = f"{counted(view.without, 'note')} without one"
        self.top("themes", f"{len(view.lines)} themes", without)

    def draw(self, view: Themes) -> None:
        """Show the tree, or the history of one theme."""
        if self.told is None:
            super().draw(view)
        else:
            self.head(view)
            self.query_one("#list", Static).update(Content("\n").join(self._history(self.told, self.size.width - 2)))

    @property
    def _columns(self) -> tuple[int, int]:
        """Return how wide names and bars are."""
        room = self.size.width - _FIGURES
        label = min(60, max(12, room - _BAR))
        return label, min(60, max(0, room - label))

    def above(self, view: Themes) -> list[Content]:
        """Return the heads of the columns."""
        label, bar = self._columns
        return [content(f"   {fit('THEME', label)} {'notes':>5}  {'':{bar}} {'with nested':>11}", "bold $quiet")]

    def block(self, row: ThemeLine, *, here: bool) -> list[Content]:
        """Return a theme with its notes, as a figure and as a bar on one scale, and with those of the nested ones."""
        room, bar = self._columns
        also = f"  (also {', '.join(row.merged)})" if row.merged else ""
        label = f"{'   ' * row.depth}{row.label}{also}{'  CONFLICT' * row.disputed}"
        most = max(line.own for line in self.view.lines) or 1
        within = str(row.within) if row.within != row.own else ""
        style = "bold $here" if here else _style(row)
        text = f" {pointer(here)} {fit(label, room)} {row.own or symbols().none:>5}  "
        drawn = bar_of(row.own / most, bar) if row.own else " " * bar
        return [Content.assemble(content(text, style), drawn, content(f" {within:>11}", style))]

    def below(self, view: Themes) -> list[Content]:
        """Return what is in doubt about the frame."""
        lines: list[Content] = []
        for doubt in view.doubts:
            lines += [Content(""), *(content(each, "bold $alarm") for each in hung("   ", doubt, self.size.width - 2))]
        return lines

    def _history(self, told: list[Told], width: int) -> list[Content]:
        name = self.here.label if self.here else ""
        lines = [content(f"\n   HISTORY of {name}", "bold $quiet"), Content("")]
        for step in told:
            lead = f"   {moment_words(step.at)}  {fit(step.who or 'somebody', 8)} "
            lines += [content(each) for each in hung(lead, step.words, width)]
        return lines if told else [*lines, content("   as the pack has it; nothing was changed")]

    async def _change(
        self, what: Callable[Concatenate[Book, Pack, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        return await self.do(what, self.view.review.pack, *args, **kwargs)

    def mark(self, by: int, *, round: bool = False) -> None:
        """Mark another theme of the tree."""
        if self.told is None:
            super().mark(by, round=round)

    @command("r", hint=True, label="rename")
    async def action_rename_theme(self) -> None:
        """Call this theme otherwise; its history keeps the old name."""
        if line := self.chosen():
            text = await self.ask_for(f"What is {line.label} to be called?", line.label)
            if text is not None and await self._change(actions.rename, line.id, text):
                self.say(f"Now called {text}; its history keeps the old name.")

    @command("c", hint=True, label="create")
    async def action_create_theme(self) -> None:
        """Create a theme."""
        text = await self.ask_for("What is the new theme called?")
        if text is not None and await self._change(actions.create, text):
            self.marked = next((line.id for line in self.view.lines if line.label == text), self.marked)
            self.redraw()
            self.say(f"created: {text}")

    @command("n", hint=True, label="nest")
    async def action_nest_theme(self) -> None:
        """Nest this theme under another one, or put it at the top."""
        if line := self.chosen():
            question = f"Under which theme does {line.label} belong? Nothing and Enter: at the top."
            text = await self.ask_for(question, offers=self._offers)
            under = text if not text else self._named(text)
            if under is not None and await self._change(actions.nest, line.id, under):
                place = f"under {self._label(under)}" if under else "at the top"
                self.say(f"{line.label} is {place}.")

    @command("m", hint=True, label="merge")
    async def action_merge_theme(self) -> None:
        """Merge this theme into another one: wherever it was, the other one is shown."""
        if line := self.chosen():
            text = await self.ask_for(f"Into which theme is {line.label} merged?", offers=self._offers)
            into = self._named(text) if text else None
            if into is not None and await self._change(actions.merge, line.id, into):
                self.say(f"{line.label} is {self._label(into)} now; notes keep the mark they were given.")

    @command("p", label="part again")
    async def action_part_theme(self) -> None:
        """Part again a theme that was merged into this one."""
        line, view = self.chosen(), self.view
        if line is None:
            return
        if not line.merged:
            self.say(f"Nothing was merged into {line.label}.")
            return
        old = {view.frame.codes[id].label: id for id in view.frame.was(line.id)}
        question = f"Which theme of {line.label} is to be one of its own again?"
        text = await self.ask_for(question, next(iter(old)), offers=lambda said: [o for o in old if o.startswith(said)])
        if text is None:
            return
        found = candidates(text, {label.casefold(): id for label, id in old.items()}) if text else []
        if len(found) != 1:
            self.say(f"{text!r} was not merged into {line.label}; nothing was changed.", alarm=True)
        elif await self._change(actions.part, found[0]):
            self.say(f"{text} is a theme of its own again.")

    def _offers(self, text: str) -> list[str]:
        """Return the labels that begin like this, then those that hold it."""
        labels = [line.label for line in self.view.lines]
        typed = text.casefold()
        found = [o for o in labels if typed in o.casefold()] if typed else []
        return sorted(found, key=lambda label: not label.casefold().startswith(typed))

    def _named(self, text: str) -> str | None:
        found = named(self.view.frame, text)
        if len(found) != 1:
            could = f"could be {' or '.join(map(self._label, found[:3]))}" if found else "names no theme"
            self.say(f"{text!r} {could}; nothing was changed.", alarm=True)
            return None
        return found[0]

    def _label(self, id: str) -> str:
        return self.view.frame.label(id)

    @command("h", hint=True, label="history")
    async def action_theme_history(self) -> None:
        """Show how this theme came to be what it is, with its old names, or go back to the tree."""
        if line := self.chosen():
            self.told = await self.ask(history, line.id) if self.told is None else None
            self.redraw()

    async def action_back(self) -> None:
        """Go back to the tree, or home."""
        if self.told is None:
            await self.leave()
        else:
            self.told = None
            self.redraw()


def _style(line: ThemeLine) -> str:
    """Return how a theme looks: a group stands out, what nobody spoke of does not."""
    if line.within != line.own:
        return "bold"
    return "" if line.own else "$quiet"
