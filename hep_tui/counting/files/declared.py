"""How a list of votes is to be read: which columns are options, what the marks are, and what says no choice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import CROSSED, TICKS
from hep_tui.counting.files.source import BallotFileError, short, tidy
from hep_tui.domain.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

KIND_OF = {"rank": "ranks", "score": "scores", "grade": "grades", "approve": "approvals", "points": "points"}
"""The words of `--marks`, and the kind of mark that each declares."""
OVERVOTES = frozenset({"overvote", "over vote", "over"})
NO_CHOICE = OVERVOTES | {
    "skipped", "skip", "undervote", "under vote", "under", "blank", "left blank", "n/a", "#n/a", "na", "none", "null",
    "no preference", "no choice", "not applicable", "no answer", "not answered", "did not answer", "no response",
    "no reply", "no vote", "not voted", "did not vote", "nil", "don't know", "dont know", "i don't know", "not ranked",
    "unranked", "no rank", "not sure", "no opinion", "no view", "empty",
}  # fmt: skip
"""What people and programs write in a cell that holds no option, in lower case and without brackets around it."""
PERHAPS_NO_CHOICE = frozenset(
    ["abstain", "abstained", "abstention", "abstentions", "pass", "nothing", "none of these", "none of the above",
     "neither", "unsure", "undecided"]
)  # fmt: skip
"""Words that say no choice, unless the poll has such an option."""


_VALUE = re.compile(r"^(-?[0-9]+)\s*[-–—:.)=]\s*")
"""What is between a level and its value: `5 - I support it`."""
_SIGNS = re.compile(r"[-–—−_.…?/\\~ ]*")
"""Signs that people write where they choose nothing."""


@dataclass(frozen=True)
class Declared:
    """Hold what a person said of a list of votes.

    `options` are headings of columns; `marks` is a word of KIND_OF; `high_first` says that the highest number is the
    first choice; `zero` is what a 0 in the file means (grade or blank); `no_choice` are further words for that;
    `levels` are the values of a scale with the words for each.
    """

    options: tuple[str, ...] = ()
    marks: str = ""
    high_first: bool = False
    zero: str = ""
    no_choice: tuple[str, ...] = ()
    levels: tuple[tuple[int, str], ...] = ()

    def level(self, cell: str) -> int | None:
        """Return the value of the level that a cell names, with its value before it or without; None for no level."""
        return self._values.get(_VALUE.sub(r"\1 ", folded(cell))) if self.levels else None

    @cached_property
    def _values(self) -> Mapping[str, int]:
        return {folded(name): value for value, word in self.levels for name in (word, f"{value} {word}") if word}

    def chooses(self, cell: str) -> bool:
        """Say whether a cell names or marks anything."""
        return cell.isdigit() or self._told(cell)

    def perhaps(self, cell: str) -> bool:
        """Say whether a cell is unclear: its word may be an option or mean no choice, and nobody said which."""
        return bare(cell) in PERHAPS_NO_CHOICE - self._no_choice - self._options

    def said_silent(self, cells: Iterable[str]) -> Iterator[str]:
        """Yield in words what of some cells was taken for no choice."""
        silent: Counter[str] = Counter()
        for cell, n in Counter(cells).items():
            if cell.strip() and not self.chooses(cell):
                silent[folded(cell)] += n
        for text, n in silent.items():
            yield f"{short(text)!r} is read as no choice, in {counted(n, 'cell')}"

    @cached_property
    def _told(self) -> Callable[[str], bool]:
        """Return what tells whether a cell chooses, once for all cells that say the same."""
        return lru_cache(maxsize=4096)(self._chooses)

    def _chooses(self, cell: str) -> bool:
        text = bare(cell)
        return folded(cell) in self._options or (not _SIGNS.fullmatch(text) and text not in self._silent)

    @cached_property
    def _options(self) -> frozenset[str]:
        return frozenset(map(folded, self.options))

    @cached_property
    def _no_choice(self) -> frozenset[str]:
        return frozenset(map(bare, self.no_choice))

    @cached_property
    def _silent(self) -> frozenset[str]:
        return (NO_CHOICE | PERHAPS_NO_CHOICE | self._no_choice) - self._options

    def beside_ticks(self, cells: Iterable[str]) -> Declared:
        """Return the same for a list with these cells: beside a tick a ✗ chooses nothing; alone it is a cross."""
        ticked = not TICKS.isdisjoint(cell.strip() for cell in cells)
        return replace(self, no_choice=(*self.no_choice, *CROSSED)) if ticked else self

    def crosses_beside_ticks(self, cells: Iterable[str]) -> bool:
        """Say whether x is written beside ticks, where it may be a cross or say no, and nobody said which."""
        said = {cell.strip().lower() for cell in cells}
        return "x" in said and not TICKS.isdisjoint(said) and "x" not in self._no_choice

    def zero_is(self, meaning: str) -> Declared:
        """Return the same with what a 0 means, where nobody has said so."""
        return self if self.zero else replace(self, zero=meaning)


AS_IT_COMES = Declared()


def folded(name: str) -> str:
    """Return a name as names are compared: whatever its case and blanks."""
    return " ".join(tidy(name).casefold().split())


def bare(cell: str) -> str:
    """Return what a cell says, as names are compared, without brackets around it and with a straight apostrophe."""
    return folded(cell).strip("()[]<> ").replace("’", "'")


def declared(options: str, marks: str, no_choice: str, *, high_first: bool, zero: str) -> Declared:
    """Return what the flags of a command say; names are separated by semicolons. Raises BallotFileError."""
    if marks and marks not in KIND_OF:
        raise BallotFileError(f"--marks is {', '.join(KIND_OF)}, not {marks!r}.")
    if high_first and marks not in ("", "rank"):
        raise BallotFileError("--high-first says which rank is first, so it goes with --marks rank.")
    return Declared(_names(options), marks or ("rank" if high_first else ""), high_first, zero, _names(no_choice))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())
