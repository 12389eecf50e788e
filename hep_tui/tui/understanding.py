"""What a line of shorthand is understood to say while it is typed, and what Tab would take."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hep_tui.domain.names import Mention, Names
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.shorthand import Reading, complete, parse, words
from hep_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from datetime import date


class Understanding:
    """Read one line as it grows. `vocabulary`, `names`, `recent` and `today` are set by the screen as they change."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.vocabulary = Vocabulary()
        self.names = Names((), ())
        self.recent: Sequence[str] = ()
        self.today: date | None = None
        self._filled = ""
        self._offers: list[str] = []
        self._stem = ""

    def read(self, text: str, sticky: Note | None = None) -> Reading:
        """Return what a line says; what it leaves out comes from `sticky`."""
        return parse(text, self.vocabulary, sticky=sticky, today=self.today)

    @property
    def untouched(self) -> bool:
        """Say whether the line holds only what the program put there."""
        return self.line.value == self._filled

    def fill(self, text: str) -> None:
        """Put words into the line; what the screen says of them is shown until somebody types."""
        self._filled = text
        self.line.put_back(text)

    def heard(self, text: str, read: Callable[[str], Reading]) -> str | None:
        """Return what to say of a line that has changed, None where the words before still hold; `read` reads it."""
        if text and text == self._filled:
            return None
        self._filled = ""
        if not self._offers or text != self._stem + self._offers[0]:
            self._offers = []
        return self._told(text, read(text)) if text.strip() else ""

    def _told(self, text: str, reading: Reading) -> str:
        offers = complete(text, self.vocabulary, self.recent)
        if not offers or text.endswith(offers[0]):
            return words(reading, self.vocabulary) or "a note, no marks yet"
        # The mark under the cursor is still being typed: no doubt about it yet.
        typed = text.rsplit(" ", 1)[-1]
        tab = f"Tab takes {', '.join(offers[:3])}"
        if typed in reading.left:
            tab += "; Enter leaves it as text"
        return "  ·  ".join(filter(None, (words(reading.without(typed), self.vocabulary), tab)))

    def named(self, text: str) -> tuple[Mention, ...]:
        """Return the names in the line, none while Tab completes a mark."""
        offers = self._offers or complete(text, self.vocabulary, self.recent)
        return () if self._offers or (offers and not text.endswith(offers[0])) else self.names.find(text)

    def complete(self) -> bool:
        """Take the completion, or the next one of them; return whether there was one."""
        text = self.line.value
        if not self._offers:
            offers = complete(text, self.vocabulary, self.recent)
            self._stem = text[: len(text) - len(text.rsplit(" ", 1)[-1])]
        else:
            offers = [*self._offers[1:], self._offers[0]]
        if offers:
            self._offers = offers
            self.line.put_back(self._stem + offers[0])
        return bool(offers)
