"""Rows of a list that are none of its data: totals, footnotes, titles in between, a heading that comes again."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from hep_tui.domain.resolve.folding import plain
from hep_tui.tables.heading import Columns
from hep_tui.tables.reading import FOOTNOTE, HEADING, TOTALS, Doubt, Reading, Row

_NAME = 3
_REMARK = re.compile(
    r"[*†‡§]|n\.?b\.?\W|notes?\b ?:|source ?:|please\b|\(?(as of|updated|printed|exported)\b", re.IGNORECASE
)
"""How a line begins that says something of the list, and is none of its rows."""
_SUMS = frozenset([
    "total", "totals", "subtotal", "subtotals", "sum", "sums", "average", "averages", "avg", "mean", "median",
    "count", "counts", "number", "n", "percent", "%", "percentage", "minimum", "maximum", "deviation", "stdev",
    "cyfanswm", "razem", "suma", "gesamt", "summe", "somme", "totale", "totaal", "σ",
])  # fmt: skip
_WITH = frozenset([
    "grand", "sub", "overall", "all", "of", "the", "for", "in", "no", "per", "each", "by", "and", "votes", "vote",
    "papers", "ballots", "points", "marks", "rank", "ranks", "score", "scores", "option", "options", "column",
    "columns", "row", "rows", "people", "persons", "attending", "attended", "attendees", "delegates", "heads",
    "coming", "expected", "invited", "confirmed", "registered", "booked", "places", "schools", "responses",
    "respondents", "answers", "cast", "valid", "standard", "std",
])  # fmt: skip


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Say whether a cell heads a row of totals, averages or counts: `Grand total:`, `Number of votes`, `Total: 24`."""
    words = re.findall(r"\w+|%", plain(text))
    return not _SUMS.isdisjoint(words) and all(word.isdigit() or word in _SUMS or word in _WITH for word in words)


def body_of(columns: Columns, reading: Reading) -> tuple[list[Row], list[Doubt]]:
    """Return the rows of data below the heading, and a doubt for each row that was left out.

    A row of totals says so in its first filled cell. A footnote is alone in its row, in a column that is not taken,
    with a sign or word that says so, or below a gap at the end of the list and longer than a name. A title in between
    is alone in its row and in capitals among names that are not.
    """
    below = [row for row in reading.rows if row.line > columns.line]
    kept: list[Row] = []
    doubts = []
    told = dict(_told(columns, below))
    for row in below:
        if doubt := told.get(row.line):
            doubts.append(doubt)
        else:
            kept.append(row)
    return kept, doubts


def _told(columns: Columns, below: Sequence[Row]) -> Iterator[tuple[int, Doubt]]:
    """Yield the line of each row that is no data, with the doubt that says so."""
    notes = below_a_gap([(row.line, row.cells) for row in below], columns.line)
    for row in below:
        places = [place for place, cell in enumerate(row.cells) if cell]
        words = row.cells[places[0]]
        if is_total(words):
            yield row.line, Doubt(TOTALS, f"“{words}” begins a row of totals, which was left out", row.line)
        elif is_again(row.cells, columns.headers):
            yield row.line, Doubt(HEADING, "the heading comes again and was left out", row.line)
        elif len(places) == 1 and (
            places[0] not in columns.places.values()
            or bool(_REMARK.match(words))
            or (row.line in notes and len(words.split()) > _NAME)
            or _is_title(words, places[0], below, columns)
        ):
            yield row.line, Doubt(FOOTNOTE, f"“{words[:60]}” is alone in its row and was left out", row.line)


def is_again(cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Say whether a row says what the heading says, as where each page of a list begins with it."""
    if not cells or not headers or cells[0].strip().casefold() != headers[0].strip().casefold():
        return False
    said = [cell.strip().casefold() for cell in cells]
    return any(said) and said == [header.strip().casefold() for header in headers[: len(said)]]


def below_a_gap(rows: Sequence[tuple[int, Sequence[str]]], line: int) -> set[int]:
    """Return the lines at the end of a list that have one cell each and an empty line before the first of them.

    `rows` are those that say anything, with their lines; `line` is that of the heading.
    """
    found: list[int] = []
    for (at, cells), before in reversed(list(zip(rows, [line, *(each for each, _ in rows)], strict=False))):
        if sum(bool(cell.strip()) for cell in cells) != 1:
            return set()
        found.append(at)
        if at > before + 1:
            return set(found)
    return set()


def _is_title(words: str, place: int, below: Sequence[Row], columns: Columns) -> bool:
    others = [cell for row in below if (cell := row.cell(place)) and sum(map(bool, row.cells)) > 1]
    return len(columns.places) > 1 and words.isupper() and bool(others) and not any(map(str.isupper, others))
