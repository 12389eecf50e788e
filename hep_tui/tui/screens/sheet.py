"""Screens that ask their questions themselves: what is typed ahead lands in its place, in its order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, hung, row
from hep_tui.tui.widgets.hints import Hints

_MOST = 300


@dataclass(frozen=True)
class Question:
    """Hold a question and what is typed so far; a text that is `given` goes when the first letter is typed over it."""

    words: str
    then: Callable[[str], Awaitable[None]]
    text: str = ""
    given: bool = True
    about: str = ""

    def typed(self, letters: str) -> "Question":
        """Return the question with more letters behind its answer."""
        text = letters if self.given else self.text + letters
        return replace(self, text=text[:_MOST], given=False)

    def back(self) -> "Question":
        """Return the question without the last letter of its answer."""
        return replace(self, text="" if self.given else self.text[:-1], given=False)


class SheetScreen(HepScreen):
    """Show a sheet, what stays in sight under it, and a question where there is one.

    A dialog of its own opens a moment after its key; whatever was typed in that moment would be lost.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asking: Question | None = None

    def compose_body(self) -> ComposeResult:
        """Show the sheet, then what stays in sight, then a question where there is one."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")
        yield Static("", id="last")
        yield Static("", id="asked")

    def show(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def hints(self) -> tuple[type[c.Command], ...]:
        """Return the keys for the bottom line while nothing is asked."""
        return tuple(k for k in self.commands if k.hint)

    def on_resize(self) -> None:
        """Set everything to the new width."""
        if self.is_mounted:
            self.show()
            self._show_question()

    def question(self, words: str, then: Callable[[str], Awaitable[None]], given: str = "", about: str = "") -> None:
        """Ask for a line of words; `then` is awaited with the answer, and Esc asks no more."""
        self.asking = Question(words, then, given, True, about)
        self._show_question()

    async def on_key(self, event: events.Key) -> None:
        """Take the keys of an answer; every other key is somebody else's."""
        question, letter = self.asking, event.character or ""
        if question is None:
            return
        if event.key in ("enter", "escape"):
            self.asking = None
            self._show_question()
        elif event.key == "backspace":
            self.asking = question.back()
        elif letter and letter.isprintable():
            self.asking = question.typed(letter)
        else:
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            await question.then(question.text.strip())
        self._show_question()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted into an answer, on one line."""
        if self.asking is not None:
            event.stop()
            self.asking = self.asking.typed(" ".join(event.text.split()))
            self._show_question()

    def _show_question(self) -> None:
        asked, question = self.query_one("#asked", Static), self.asking
        asked.display = question is not None
        self.query_one(Hints).commands = (c.Confirm, c.Cancel) if question else self.hints()
        if question is None:
            return
        width = self.size.width - 2
        lines = [content(line, "bold") for line in hung(" ", question.about, width) if question.about]
        lines += [content(line) for line in hung(" ", question.words, width)]
        answer = (question.text, "reverse") if question.given and question.text else question.text
        lines.append(row(f" {symbols().here} ", answer, ("_", "bold $here")))
        asked.update(Content("\n").join(lines))
