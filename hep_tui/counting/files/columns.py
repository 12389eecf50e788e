"""Read the rows of a CSV file and tell what its columns are."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hep_tui.counting.files.source import Source, short, tidy, whole
from hep_tui.domain.quotation import unclosed

if TYPE_CHECKING:
    from collections.abc import Sequence

STRATA = ("phase", "role", "group", "table")
IDS = re.compile(
    r"(ballot|response|respondent|voter|precinct|batch|paper|unit)[ _]?(id|no|no\.|number)?|person[ _]?(id|no|number)"
    r"|id|urn|timestamp|(start|end|recorded|completion)[ _]?(time|date)|ip ?address|collector id"
    r"|duration \(in seconds\)|location(latitude|longitude)"
)
PERHAPS_IDS = frozenset(["no", "no.", "number", "#", "nr", "name", "person"])
"""Headings that number the papers if they stand first and no two papers share what is below; else an option's."""
NUMERIC = re.compile(r"[+-]?(?:[0-9][0-9.,' ]*+|\.[0-9]++)(?:e[+-]?[0-9]++)?\s*+%?", re.IGNORECASE)
"""What looks like a number, whether or not it can be a mark."""
NOT_COUNTED = frozenset(["blank", "spoilt", "spoiled", "rejected", "query", "withdrawn", "void", "invalid", "unused"])
RANKED = re.compile(
    r"(?:rank|choice|preference)[ _.-]*([0-9]{1,3})|([0-9]{1,3})(?:st|nd|rd|th)(?: choice| preference)?"
)
CROSSES = MappingProxyType(
    {"x": 1, "✓": 1, "✔": 1, "y": 1, "yes": 1, "true": 1, "n": 0, "no": 0, "false": 0}
    | {"first": 1, "second": 2, "third": 3}
)


@dataclass(frozen=True)
class Sheet:
    """Hold a heading and rows with their line numbers; every row is as wide as the heading."""

    heading: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def column(self, name: str) -> int | None:
        """Return the place of a column by its name, whatever its case."""
        return next((k for k, each in enumerate(self.heading) if plain_name(each) == name), None)


def plain_name(heading: str) -> str:
    """Return a heading in lower case, trimmed."""
    return heading.strip().lower()


def sheet(source: Source) -> Sheet:
    """Split a file into cells. Raises an error where a row is wider than the heading or quotes do not close."""
    comma = _comma(source)
    reader = csv.reader(io.StringIO(source.text), delimiter=comma, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        if where := unclosed(source.text, comma):
            what = f"the cell in column {where[1]} begins with a quotation mark and does not end with one"
            raise source.error(f"{what}; nothing was counted", where[0]) from None
        raise source.error(f"the row cannot be split into cells ({tidy(str(error))})", reader.line_num) from None
    rows = _filled(source, rows)
    if not rows:
        raise source.error("the file is empty", 1)
    heading = tuple(cell.strip() for cell in rows[0][1])
    return Sheet(heading, [(line, _even(source, cells, len(heading), line)) for line, cells in rows[1:]])


def _comma(source: Source) -> str:
    """Return what stands between cells: as often in the heading as below it, and most often."""
    filled = (re.sub(r'"[^"]*+"', "", line) for line in source.lines if line.strip())
    heading, row = next(filled, ""), next(filled, None)
    return max(
        ",;\t", key=lambda c: (c in heading and (row is None or heading.count(c) == row.count(c)), heading.count(c))
    )


def _filled(source: Source, rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return the rows from the first to the last that holds anything; a spreadsheet adds empty ones below."""
    full = [k for k, (_, cells) in enumerate(rows) if any(cell.strip() for cell in cells)]
    if not full:
        return []
    if left := len(rows) - 1 - full[-1]:
        what = "1 empty row" if left == 1 else f"{left} empty rows"
        source.warn(
            f"{what} at the end passed over; if they are blank papers, number the papers", rows[full[-1] + 1][0]
        )
    return rows[full[0] : full[-1] + 1]


def _even(source: Source, cells: list[str], width: int, line: int) -> list[str]:
    if any(cell.strip() for cell in cells[width:]):
        raise source.error(f"the row has {len(cells)} cells and the heading {width}", line)
    if len(cells) < width - 1:
        source.warn(f"the row has {len(cells)} cells and the heading {width}; the rest is blank", line)
    return (cells + [""] * width)[:width]


def mark(text: str) -> int | None:
    """Return the number a cell stands for: digits, an ordinal, a cross or a yes; None for anything else."""
    found = whole(text)
    if found is None:
        lower = text.strip().lower()
        ordinal = re.fullmatch(r"([0-9]{1,3})(?:st|nd|rd|th)", lower)
        return int(ordinal[1]) if ordinal else CROSSES.get(lower)
    return found


@dataclass(frozen=True)
class About:
    """Hold what the columns beside the marks say: strata, weight and status."""

    strata: dict[str, int]
    weight: int | None
    status: int | None

    @classmethod
    def of(cls, page: Sheet) -> About:
        """Find those columns by name."""
        strata = {name: place for name in STRATA if (place := page.column(name)) is not None}
        return cls(strata, page.column("weight"), page.column("status"))

    @property
    def places(self) -> set[int]:
        """Return the places of those columns."""
        return {*self.strata.values(), *(place for place in (self.weight, self.status) if place is not None)}

    def counted(self, cells: Sequence[str]) -> bool:
        """Tell whether the paper's status lets it count."""
        return self.status is None or cells[self.status].strip().lower() not in NOT_COUNTED

    def papers(self, source: Source, cells: Sequence[str], line: int) -> int:
        """Return the paper's weight."""
        if self.weight is None or not cells[self.weight].strip():
            return 1
        found = source.whole(cells[self.weight], line, "a weight")
        if found < 0:
            raise source.error("a weight is below nothing", line)
        return found

    def who(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the paper's strata, where they are given."""
        return {name: cells[place].strip() for name, place in self.strata.items() if cells[place].strip()}


def bad_mark(source: Source, cell: str, heading: str, line: int) -> Exception:
    """Return the refusal of a cell that is no mark."""
    return source.error(f"{short(cell)!r} under {short(heading)!r} is not a mark", line)
