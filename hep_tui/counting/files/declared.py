"""How a list of votes is to be read: which columns are options, what the marks are, and what says no choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from hep_tui.counting.files.source import BallotFileError, tidy

KIND_OF = {"rank": "ranks", "score": "scores", "grade": "grades", "approve": "approvals", "points": "points"}
"""The words of `--marks`, and the kind of mark that each declares."""
OVERVOTES = frozenset({"overvote", "over vote", "over"})
NO_CHOICE = OVERVOTES | {
    "skipped", "undervote", "under vote", "under", "blank", "-", "--", "n/a", "na", "none", "(none)", "no preference",
    "no choice", "not applicable", "no answer", "no vote", "(blank)", "nil", "don't know", "dont know",
}  # fmt: skip
"""What people and programs write in a cell that holds no option, in lower case."""


@dataclass(frozen=True)
class Declared:
    """Hold what a person said of a list of votes.

    `options` are headings of columns; `marks` is a word of KIND_OF; `high_first` says that the highest number is the
    first choice; `zero` is what a 0 in the file means (grade or blank); `no_choice` are further words for that.
    """

    options: tuple[str, ...] = ()
    marks: str = ""
    high_first: bool = False
    zero: str = ""
    no_choice: tuple[str, ...] = ()

    def chooses(self, cell: str) -> bool:
        """Say whether a cell names or marks anything."""
        if cell.isdigit():
            return True
        text = folded(cell)
        return bool(text) and text not in self._silent

    @cached_property
    def _silent(self) -> frozenset[str]:
        return NO_CHOICE.union(map(folded, self.no_choice)) - frozenset(map(folded, self.options))

    def zero_is(self, meaning: str) -> Declared:
        """Return the same with what a 0 means, where nobody has said so."""
        return self if self.zero else replace(self, zero=meaning)


AS_IT_COMES = Declared()


def folded(name: str) -> str:
    """Return a name as names are compared: whatever its case and blanks."""
    return " ".join(tidy(name).casefold().split())


def declared(options: str, marks: str, no_choice: str, *, high_first: bool, zero: str) -> Declared:
    """Return what the flags of a command say; names are separated by semicolons. Raises BallotFileError."""
    if marks and marks not in KIND_OF:
        raise BallotFileError(f"--marks is {', '.join(KIND_OF)}, not {marks!r}.")
    if high_first and marks not in ("", "rank"):
        raise BallotFileError("--high-first says which rank is first, so it goes with --marks rank.")
    return Declared(_names(options), marks or ("rank" if high_first else ""), high_first, zero, _names(no_choice))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())
