"""What a line at capture asks for, when it stands for something else than a note."""

from collections.abc import Sequence
from dataclasses import dataclass

from hep_tui.domain.line_reader import TABLE

DIGITS = 9
"""So many themes have a digit."""


@dataclass(frozen=True)
class Undo:
    """Ask to take the last step back."""


@dataclass(frozen=True)
class SitAt:
    """Ask that the notes which follow are of a table, 0 for the whole room."""

    table: int


@dataclass(frozen=True)
class Toggle:
    """Ask to put themes on the last note, and to take off those that it has."""

    themes: tuple[str, ...]

    def on(self, themes: Sequence[str]) -> tuple[str, ...]:
        """Return the themes of a note afterwards, in its order."""
        return (*(t for t in themes if t not in self.themes), *(t for t in self.themes if t not in themes))


def line_command(text: str, themes: Sequence[str]) -> Undo | SitAt | Toggle | None:
    """Return what a line asks for, None where it is a note; digits count into `themes`."""
    text = text.strip()
    if text == "u":
        return Undo()
    if table := TABLE.fullmatch(text):
        return SitAt(int(table[1]))
    digits = text.replace(" ", "")
    if digits.isdecimal() and digits.isascii() and all(1 <= int(d) <= len(themes[:DIGITS]) for d in digits):
        return Toggle(tuple(dict.fromkeys(themes[int(d) - 1] for d in digits)))
    return None
