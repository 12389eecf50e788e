"""Hold the rows of a list of votes under their heading, and tell what its columns are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hep_tui.counting.files.source import Source, short, whole
from hep_tui.tables.tool_headings import ONLY_OF_TOOLS

if TYPE_CHECKING:
    from collections.abc import Sequence

STRATA = ("phase", "role", "group", "table")
IDS = re.compile(
    r"(ballot|response|respondent|voter|precinct|batch|paper|unit|delegate|seat|table|row|record|participant|person|member)"
    r"[ _]?(id|no|no\.|number|#)|(ballot|response|respondent|voter|precinct|batch|paper|unit|participant|delegate|seat)"
    r"|(id|submitdate|lastpage|startlanguage|startdate|datestamp|seed)\b.*|([a-z]+ )?(urn|dfe number|laestab|ukprn)"
    r"|timestamp|(start|end|recorded|completion|submission|date)[ _]?(time|date|submitted)|ip ?address|collector id"
    r"|rownumber|total|sum|average|mean|respondentid|e-?mail( address)?|duration \(in seconds\)|location(lat|long)itude"
    rf"|{'|'.join(map(re.escape, sorted(ONLY_OF_TOOLS)))}"
)
PERHAPS_IDS = frozenset(["no", "no.", "number", "#", "nr", "name", "person"])
"""Headings that number the papers if they come first and no two papers share what is below; else an option's."""
NUMERIC = re.compile(r"[+-]?(?:[0-9][0-9.,' ]*+|\.[0-9]++)(?:e[+-]?[0-9]++)?\s*+%?", re.IGNORECASE)
"""What looks like a number, whether or not it can be a mark."""
NOT_COUNTED = frozenset(["blank", "spoilt", "spoiled", "rejected", "query", "withdrawn", "void", "invalid", "unused"])
CROSSES = MappingProxyType(
    {"x": 1, "✗": 1, "✘": 1, "❌": 1, "☒": 1, "✓": 1, "✔": 1, "☑": 1, "✅": 1, "y": 1, "yes": 1, "true": 1}
    | {"n": 0, "no": 0, "false": 0, "☐": 0}
    | {"first": 1, "second": 2, "third": 3}
)

TICKS, CROSSED = frozenset("✓✔☑✅"), ("✗", "✘", "❌")


@dataclass(frozen=True)
class Sheet:
    """Hold a heading and rows with their line numbers; every row is as wide as the heading.

    `written` is what heads the columns in the file, where a person calls them otherwise.
    """

    heading: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    written: tuple[str, ...] = ()

    def column(self, name: str) -> int | None:
        """Return the place of a column by its name, whatever its case."""
        return self._places.get(name)

    @cached_property
    def _places(self) -> dict[str, int]:
        # Asked for every row; of two columns by one name, the first is meant.
        return {plain_name(each): k for k, each in reversed([*enumerate(self.heading)])}


def plain_name(heading: str) -> str:
    """Return a heading in lower case, trimmed."""
    return heading.strip().lower()


def mark(text: str) -> int | None:
    """Return the number a cell stands for: digits, an ordinal, a cross or a yes; None for anything else."""
    found = whole_or_ordinal(text)
    return CROSSES.get(text.strip().lower()) if found is None else found


def whole_or_ordinal(text: str) -> int | None:
    """Return the number of a cell, also where it is written as `1st choice`; None for anything else."""
    found = whole(text)
    if found is None:
        said = re.fullmatch(
            r"([0-9]{1,3})(?:st|nd|rd|th)(?: choice| preference)?|rank ([0-9]{1,3})", text.strip().lower()
        )
        return int(said[1] or said[2]) if said else None
    return found


def whole_number(text: str) -> int | None:
    """Return the whole number of a cell, None where it is not a number."""
    return whole(text) if text.strip() else None


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
    """Return the refusal of a cell that is not a mark."""
    return source.error(f"{short(cell)!r} under {short(heading)!r} is not a mark", line)


def counted_rows(source: Source, page: Sheet, about: About, ids: set[int]) -> list[tuple[int, list[str]]]:
    """Return the rows that are papers and that their status lets count."""
    papers = _papers_of(source, page, ids)
    rows = [(line, cells) for line, cells in papers if about.counted(cells)]
    if left := len(papers) - len(rows):
        source.warn(f"{left} papers are left out by their status")
    return rows


def _papers_of(source: Source, page: Sheet, ids: set[int]) -> list[tuple[int, list[str]]]:
    """Return the rows that are papers: one without any mark is blank, unless papers are numbered and it is not."""
    found = []
    for line, cells in page.rows:
        empty = not any(cell.strip() for cell in cells)
        if empty:
            source.warn("the empty row was passed over" if ids else "the empty row counts as a blank paper", line)
        if not (empty and ids):
            found.append((line, cells))
    return found


def ids_of(source: Source, page: Sheet) -> set[int]:
    """Return the columns that number the papers or say who filled them in."""
    found = {k for k, name in enumerate(page.heading) if IDS.fullmatch(plain_name(name))}
    below = [name for _, cells in page.rows if (name := cells[0].strip())]
    if plain_name(page.heading[0]) in PERHAPS_IDS and len(set(below)) == len(below):
        source.warn(f"the column {short(page.heading[0])!r} is taken to number the papers, not as an option", 1)
        found.add(0)
    return found
