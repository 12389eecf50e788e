"""What was read of a list: rows of text, where they lay, and every doubt about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hep_tui.errors import HepError

SHEET, HIDDEN, MERGED, FORMULA, ERROR = "sheet", "hidden", "merged", "formula", "error"
ENCODING, BYTES, LINES, TOTALS, FOOTNOTE = "encoding", "bytes", "lines", "totals", "footnote"
HEADING, COLUMN, CUT = "heading", "column", "cut"

UNREADABLE = frozenset({FORMULA, ERROR, BYTES})
"""Doubts about a cell that holds something which could not be read: a vote must not be counted on it."""


NO_HEADING = -1
"""In place of the line of a heading: no row is one, and columns are called by their place."""


class Unreadable(HepError):
    """Refuse a list in one sentence that names the file and, where there is one, the line."""


@dataclass(frozen=True)
class Doubt:
    """Hold one thing that a person should look at: its kind, a sentence, and where it is (line 0: the whole list)."""

    kind: str
    words: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}" if self.line else self.words


@dataclass(frozen=True)
class Row:
    """Hold one row; `line` is the number of the row in its sheet, or of the line on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """Return the text at a place, empty beyond the end of the row."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


@dataclass(frozen=True)
class Limits:
    """Hold the most that is read of one file: bytes, bytes unpacked, rows, columns, cells, characters of a cell."""

    size: int = 10_000_000
    unpacked: int = 100_000_000
    rows: int = 20_000
    columns: int = 100
    cells: int = 1_000_000
    cell: int = 400


@dataclass(frozen=True)
class Choices:
    """Hold what a person said of a list: which sheet, encoding and heading row, and what its columns hold.

    A column that holds nothing, "", is not taken. Where no row is a heading, a column is called by its place, as `2`.
    """

    sheet: str = ""
    encoding: str = ""
    heading: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def headless(self) -> bool:
        """Say whether no row of the list is a heading."""
        return self.heading == NO_HEADING


def by_place(width: int) -> tuple[str, ...]:
    """Return what columns are called that no row heads."""
    return tuple(str(place) for place in range(1, width + 1))


@dataclass(frozen=True)
class Reading:
    """Hold the rows of a list that say anything, with what was chosen to read them and what is in doubt."""

    name: str
    rows: tuple[Row, ...]
    sheet: str = ""
    encoding: str = ""
    doubts: tuple[Doubt, ...] = ()

    def doubting(self, more: Iterable[Doubt]) -> "Reading":
        """Return the same reading with further doubts."""
        return replace(self, doubts=(*self.doubts, *more))

    @property
    def unreadable(self) -> tuple[Doubt, ...]:
        """Return the doubts about cells that hold something which could not be read."""
        return tuple(doubt for doubt in self.doubts if doubt.kind in UNREADABLE)


def spread(words: Iterable[str], most: int = 5) -> str:
    """Return the first few of some words, and how many more there are."""
    found = list(words)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
