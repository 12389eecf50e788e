"""Themes: the code frame as a tree with counts; rename, nest, merge, create, and the history of each."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import themes as actions
from hep_tui.domain.line_reader import candidates
from hep_tui.domain.pack import Pack
from hep_tui.logbook import Book
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.themes import ThemeLine, Themes, Told, history, named, themes

P = ParamSpec("P")


class ThemesScreen(HepScreen):
    """Show every theme with the notes that carry it, and change what themes are called and how they belong together."""

    commands = (
        c.RenameTheme, c.NestTheme, c.MergeTheme, c.CreateTheme, c.ThemeHistory, c.UndoStep, c.PartTheme, c.Redo, c.Up,
        c.Down, c.ScrollUp, c.ScrollDown, c.Back,
    )  # fmt: skip
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "theme", "review"})

    def __init__(self) -> None:
        super().__init__()
        self.view: Themes | None = None
        self.marked = ""
        self.told: list[Told] | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the tree."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="tree")

    async def reload(self) -> None:
        """Show the code frame as it is now."""
        self.view = await self.ask(themes)
        if self.line is None and self.view.lines:
            # What was marked may have been merged: its place is where it went.
            self.marked = self.view.frame.now(self.marked)
            self.marked = self.marked if self.line else self.view.lines[0].id
        if self.told is not None and self.line:
            self.told = await self.ask(history, self.line.id)
        self._show()

    async def redraw(self) -> None:
        """Set the tree to the new width."""
        self._show()

    @property
    def line(self) -> ThemeLine | None:
        """Return the theme that is marked."""
        return next((line for line in self.view.lines if line.id == self.marked), None) if self.view else None

    def _show(self) -> None:
        if self.view is None:
            return
        top = self.query_one(TopLine)
        top.where, top.middle = "themes", f"{len(self.view.lines)} themes"
        top.saved = f"{self.view.without} note{'' if self.view.without == 1 else 's'} without one"
        width = self.size.width - 2
        lines = self._history(width) if self.told is not None else self._tree(self.view, width)
        self.query_one("#tree", Static).update(Content("\n").join(lines))

    def _tree(self, view: Themes, width: int) -> list[Content]:
        room = min(60, width - 24)
        lines = [content(f"   {fit('THEME', room)} {'notes':>6} {'with nested':>12}", "bold $quiet")]
        for line in view.lines:
            here = line.id == self.marked
            sign = symbols().here if here else " "
            also = f"  (also {', '.join(line.merged)})" if line.merged else ""
            label = f"{'   ' * line.depth}{line.label}{also}{'  CONFLICT' * line.disputed}"
            within = str(line.within) if line.within != line.own else ""
            text = f" {sign} {fit(label, room)} {line.own:>6} {within:>12}"
            lines.append(content(text, "bold $here" if here else ""))
        for doubt in view.doubts:
            lines += [Content(""), *(content(each, "bold $alarm") for each in hung("   ", doubt, width))]
        return lines

    def _history(self, width: int) -> list[Content]:
        assert self.told is not None
        lines = [content(f"\n   HISTORY of {self.line.label if self.line else ''}", "bold $quiet"), Content("")]
        for step in self.told:
            lead = f"   {step.at.astimezone():%d %B %H:%M}  {fit(step.who or 'somebody', 8)} "
            lines += [content(each) for each in hung(lead, step.words, width)]
        return lines if self.told else [*lines, content("   as the pack has it; nothing was changed")]

    async def _change(
        self, what: Callable[Concatenate[Book, Pack, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        assert self.view is not None
        return await self.do(what, self.view.review.pack, *args, **kwargs)

    def action_up(self) -> None:
        """Mark the theme above."""
        self._mark(-1)

    def action_down(self) -> None:
        """Mark the theme below."""
        self._mark(1)

    def _mark(self, by: int) -> None:
        if self.view and self.told is None and self.view.lines:
            ids = [line.id for line in self.view.lines]
            place = ids.index(self.marked) if self.marked in ids else 0
            place = max(0, min(len(ids) - 1, place + by))
            self.marked = ids[place]
            body = self.query_one("#body")
            # The heading stands above the first theme.
            if not body.scroll_offset.y < place + 1 < body.scroll_offset.y + body.size.height - 1:
                body.scroll_to(y=place + 1 - body.size.height // 2, animate=False)
            self._show()

    async def action_rename_theme(self) -> None:
        """Ask for another name."""
        if line := self.line:
            text = await self.ask_for(f"What is {line.label} to be called?", line.label)
            if text is not None and await self._change(actions.rename, line.id, text):
                self.say(f"Now called {text}; its history keeps the old name.")

    async def action_create_theme(self) -> None:
        """Ask for the name of a new theme."""
        text = await self.ask_for("What is the new theme called?")
        if text is not None and self.view and await self._change(actions.create, text):
            self.marked = next((line.id for line in self.view.lines if line.label == text), self.marked)
            self._mark(0)
            self.say(f"created: {text}")

    async def action_nest_theme(self) -> None:
        """Ask which theme this one belongs under."""
        if line := self.line:
            question = f"Under which theme does {line.label} belong? Nothing and Enter: at the top."
            text = await self.ask_for(question, offers=self._offers)
            under = text if not text else self._named(text)
            if under is not None and await self._change(actions.nest, line.id, under):
                self.say(f"{line.label} is {f'under {self._label(under)}' if under else 'at the top'}.")

    async def action_merge_theme(self) -> None:
        """Ask which theme this one is."""
        if line := self.line:
            text = await self.ask_for(f"Into which theme is {line.label} merged?", offers=self._offers)
            into = self._named(text) if text else None
            if into is not None and await self._change(actions.merge, line.id, into):
                self._mark(0)
                self.say(f"{line.label} is {self._label(into)} now; notes keep the mark they were given.")

    async def action_part_theme(self) -> None:
        """Ask which theme is to be one of its own again."""
        line, view = self.line, self.view
        if line is None or view is None or not line.merged:
            self.say("Nothing was merged into this theme.")
            return
        old = {view.frame.codes[id].label: id for id in view.frame.was(line.id)}
        question = "Which theme is to be one of its own again?"
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
        labels = [line.label for line in self.view.lines] if self.view else []
        typed = text.casefold()
        found = [o for o in labels if typed in o.casefold()] if typed else []
        return sorted(found, key=lambda label: not label.casefold().startswith(typed))

    def _named(self, text: str) -> str | None:
        found = named(self.view.frame, text) if self.view else []
        if len(found) != 1:
            could = f"could be {' or '.join(map(self._label, found[:3]))}" if found else "names no theme"
            self.say(f"{text!r} {could}; nothing was changed.", alarm=True)
            return None
        return found[0]

    def _label(self, id: str) -> str:
        return self.view.frame.label(id) if self.view else id

    async def action_theme_history(self) -> None:
        """Show the history of the theme that is marked, or the tree again."""
        if self.line:
            self.told = await self.ask(history, self.line.id) if self.told is None else None
            self._show()

    async def action_undo_step(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)

    async def action_back(self) -> None:
        """Go back to the tree, or home."""
        if self.told is None:
            self.app.pop_screen()
        else:
            self.told = None
            self._show()
