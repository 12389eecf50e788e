"""Words typed where letters are commands: the first letter may be one, what follows without a pause is not."""

from dataclasses import dataclass, field
from math import inf

from textual import events

WHERE = "Letters are commands here; a meeting takes notes."
_SHOWN = 16
"""So many letters of what was not taken are shown."""


def is_word(event: events.Key) -> bool:
    """Say whether a key may be part of words: a letter, a sign, or the Enter behind them."""
    return event.is_printable or event.key == "enter"


@dataclass
class Stray:
    """Hold a run of keys, each sooner behind the one before than anybody can read what that one did.

    Words begin with their `first` letter, whether that was a command or meant nothing: no other key of them is taken.
    Without one, the run began with a key that the screen refused; `refusal` is what it said.
    """

    at: float = -inf
    refusal: str = ""
    first: str = ""
    _lost: list[str] = field(default_factory=list)

    @property
    def loose(self) -> bool:
        """Say whether these are words."""
        return bool(self.first)

    def begin(self, at: float, refusal: str = "", *, first: str = "", lost: str = "") -> None:
        """Begin with a key that was pressed, or refused, at this time; `lost` where it was a letter not taken."""
        self.at, self.refusal, self.first, self._lost = at, refusal, first, [*lost]

    def end(self) -> None:
        """Take the next key for what it is."""
        self.begin(-inf)

    def goes_on(self, event: events.Key, pause: float) -> bool:
        """Say whether a key belongs to the run; then it is lost, and the next may belong to it too.

        Behind the first letter the same letter again is not a word: somebody takes back two steps. Nor is a digit,
        which answers what the letter opened.
        """
        meant = event.character == self.first or (self.loose and event.key.isdecimal())
        if (meant and not self._lost) or not is_word(event) or event.time - self.at >= pause:
            return False
        self.at = max(self.at, event.time)
        self._lost.append(event.character if event.is_printable and event.character else " Enter")
        return True

    @property
    def words(self) -> str:
        """Return what was not taken, behind why the first key was refused or where words are taken."""
        lost = "".join(self._lost).strip()
        shown = lost if len(lost) <= _SHOWN else f"{lost[: _SHOWN - 1].rstrip()}…"
        return f"Not taken: {shown}. {WHERE}" if self.loose else f"{self.refusal} Not taken: {shown}."
