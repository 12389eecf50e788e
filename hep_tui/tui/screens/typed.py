"""Screens whose keys are commands, and that now and then ask for a few words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import events

from hep_tui.domain.text import clean_line
from hep_tui.tui.screens.base import HepScreen


@dataclass
class Question:
    """Hold a question, what is typed so far, what to do with it, and what Tab may make of it.

    What is `given` goes when the first letter is typed over it.
    """

    words: str
    answer: Callable[[str], Awaitable[None]]
    text: str = ""
    offers: Callable[[str], list[str]] = lambda text: []
    given: bool = True
    offered: tuple[str, ...] = ()


class TypedScreen(HepScreen):
    """Take the keys itself, in their order, also of what is typed: a field takes them only once it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None

    def ask_for(self, question: Question) -> None:
        """Ask; Enter answers, Esc leaves everything as it is."""
        self.question = question
        self._say_question()

    async def on_key(self, event: events.Key) -> None:
        """Type, while something is asked for; every other key is a command's."""
        asked = self.question
        if asked is None or self.app.screen is not self:
            return
        if event.key == "enter":
            self.question = None
            self.say("")
            await asked.answer(clean_line(asked.text))
        elif event.key == "escape":
            self.question = None
            self.say("Nothing was changed.")
        elif event.key == "tab":
            self._complete(asked)
        elif event.key in ("backspace", "ctrl+u"):
            asked.text = "" if event.key == "ctrl+u" else asked.text[:-1]
            asked.given, asked.offered = False, ()
        elif event.is_printable and event.character:
            asked.text = (asked.text if not asked.given else "") + event.character
            asked.given, asked.offered = False, ()
        else:
            return
        event.stop()
        event.prevent_default()
        self._say_question()

    def on_paste(self, event: events.Paste) -> None:
        """Take the pasted words as one line."""
        if self.question:
            event.stop()
            self.question.text = clean_line(("" if self.question.given else self.question.text) + event.text)
            self.question.given = False
            self._say_question()

    def _complete(self, asked: Question) -> None:
        offers = (*asked.offered[1:], *asked.offered[:1]) or tuple(asked.offers(asked.text))
        if offers:
            asked.text, asked.offered, asked.given = offers[0], offers, False

    def _say_question(self) -> None:
        asked = self.question
        if asked is None:
            return
        offers = asked.offered or tuple(asked.offers("" if asked.given and not asked.offered else asked.text))
        tab = f"   Tab: {', '.join(offers[:3])}" if offers and asked.text not in offers[:1] else ""
        self.say(f"{asked.words} {asked.text}_{tab}")
