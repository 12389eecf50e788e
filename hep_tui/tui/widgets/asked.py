"""The question of a screen: it opens over the bottom line, and the keys that follow are its answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from hep_tui.domain.text import clean_line
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, set_in
from hep_tui.tui.widgets.line import Line

_MOST = 1000
"""So many letters an answer may have."""


def _nothing(text: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Question:
    """Hold a question: its words, what is `given` as an answer, and what is over it.

    The first letter goes in place of what is given, unless it is to be `kept`. `offers` are what Tab takes, `heard` is
    what is said of an answer while it is typed. One that is not `open` is answered by Enter or Esc alone.
    """

    words: str
    given: str = ""
    about: str = ""
    offers: Callable[[str], Sequence[str]] = field(default=_nothing)
    heard: Callable[[str], str] | None = None
    kept: bool = False
    open: bool = True


class More(TypedDict, total=False):
    """Name what a question may come with, as `Question` says."""

    about: str
    offers: Callable[[str], Sequence[str]]
    heard: Callable[[str], str]
    kept: bool


class AnswerLine(Line):
    """Hold the answer. Its keys come from the screen, in their order, so it never has the focus but looks as if."""

    can_focus = False

    def on_mount(self) -> None:
        """Show the cursor."""
        self.cursor_blink = False
        self.set_reactive(Widget.has_focus, True)


class Asked(Vertical):
    """Show the question that is asked, and take its answer."""

    DEFAULT_CSS = """
    Asked { height: auto; display: none; }
    Asked > VerticalScroll { height: auto; }
    Asked #asked-words { color: $here; text-style: bold; }
    Asked #answer { height: 1; }
    Asked #answer Static { width: 3; color: $here; text-style: bold; }
    """

    def __init__(self, echo: Callable[[str], None]) -> None:
        super().__init__()
        self.echo = echo
        self.question: Question | None = None
        self._taken: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Put what it is about over the question, and the line under it."""
        with VerticalScroll(can_focus=False):
            yield Static("", id="asked-about")
        yield Static("", id="asked-words")
        with Horizontal(id="answer"):
            yield Static(content(f" {symbols().here} "))
            yield AnswerLine()

    @property
    def line(self) -> AnswerLine:
        """Return the line of the answer."""
        return self.query_one(AnswerLine)

    @property
    def text(self) -> str:
        """Return what the answer says so far."""
        return self.line.value.strip()

    def ask(self, question: Question) -> None:
        """Open with a question."""
        self.question, self._taken = question, ()
        about = self.query_one("#asked-about", Static)
        width = self.app.size.width - 1
        about.update(content(set_in(question.about, width)))
        about.display = bool(question.about)
        self.query_one("#asked-words", Static).update(content(set_in(question.words, width)))
        self.query_one("#answer").display = question.open
        self.line.value = question.given
        self.line.cursor_position = len(question.given)
        if not question.kept:
            self.line.action_select_all()
        self.display = True

    def on_mount(self) -> None:
        """Leave at most half of the screen to what is asked about, at every size."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit)
        self._fit(self.screen)

    def _fit(self, screen: Screen[Any]) -> None:
        # In lines, since Textual takes a share as no limit where everything around it is as high as its content.
        self.query_one(VerticalScroll).styles.max_height = max(1, screen.size.height // 2)

    def close(self) -> None:
        """Ask no more."""
        self.question = None
        self.display = False

    async def take(self, event: events.Key) -> None:
        """Put a key into the answer."""
        if self.question is None or not self.question.open:
            return
        if event.key in ("pageup", "pagedown"):
            about = self.query_one(VerticalScroll)
            about.scroll_relative(y=about.size.height * (1 if event.key == "pagedown" else -1), animate=False)
        elif event.key == "tab":
            self._complete(self.question)
        elif len(self.line.value) < _MOST or not event.is_printable:
            await self.line.put(event)
            self._taken = ()
        self.hear()

    def paste(self, text: str) -> None:
        """Put pasted words into the answer, on one line."""
        if self.question is not None and self.question.open:
            self.line.replace(clean_line(text)[:_MOST], *self.line.selection)
            self.hear()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Stop the event: this line belongs to the question."""
        event.stop()

    def _complete(self, question: Question) -> None:
        offers = (*self._taken[1:], *self._taken[:1]) or tuple(question.offers(self._typed))
        if offers:
            self.line.value, self._taken = offers[0], offers
            self.line.cursor_position = len(offers[0])

    @property
    def _typed(self) -> str:
        """Return what somebody typed; what is given is nobody's words yet."""
        return self.line.value if self.line.selection.is_empty else ""

    def hear(self) -> None:
        """Say how the answer is understood so far, or what Tab would take."""
        question = self.question
        if question is None or not question.open:
            return
        if question.heard is not None:
            self.echo(question.heard(self.line.value))
            return
        offers = self._taken or tuple(question.offers(self._typed))
        said = f"Tab: {', '.join(offers[:3])}" if offers and self.line.value not in offers[:1] else ""
        self.echo(said)
