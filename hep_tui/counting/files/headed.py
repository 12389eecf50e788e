"""Find the heading of a list of votes, below its title, and what a person calls its columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import IDS, STRATA, Sheet, mark, plain_name
from hep_tui.counting.files.declared import folded
from hep_tui.counting.files.rank_headings import rank_of
from hep_tui.counting.files.source import BallotFileError, short
from hep_tui.counting.files.upper_rows import joined
from hep_tui.domain.wording import counted
from hep_tui.tables import delimited
from hep_tui.tables.read import AS_IT_COMES
from hep_tui.tables.reading import Unreadable, by_place, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hep_tui.counting.files.source import Source
    from hep_tui.tables.reading import Choices

    Rows = Sequence[tuple[int, Sequence[str]]]

_WITHIN = 20
_KNOWN = frozenset({*STRATA, "option", "rank", "score", "grade", "points", "approved", "mark", "weight", "status"})


def sheet(source: Source, choices: Choices = AS_IT_COMES) -> Sheet:
    """Split a file into cells. Raises an error where a row is wider than the heading or quotes do not close."""
    try:
        rows, doubts = delimited.read(source.name, source.text)
    except Unreadable as error:
        raise BallotFileError(str(error)) from None
    for doubt in doubts:
        source.warn(doubt.words, doubt.line)
    return page_of(source, [(row.line, row.cells) for row in rows if row.cells], choices)


def page_of(source: Source, rows: Rows, choices: Choices) -> Sheet:
    """Return rows of cells as a sheet under their heading, each as wide as it, the columns called as was chosen."""
    rows = _filled(source, [row for row in rows if len(row[1]) > 1 or any(cell.strip() for cell in row[1])])
    if not rows:
        raise source.error("the file is empty", 1)
    if choices.headless:
        return _without_heading(source, rows, choices.columns)
    at = _heading_at(source, rows, choices)
    if above := [str(line) for line, cells in rows[:at] if any(cell.strip() for cell in cells)]:
        source.warn(f"line {rows[at][0]} was taken as the heading; passed over above it: {spread(above)}")
    found, below = joined(rows, at)
    if below > at + 1:
        source.warn(f"lines {rows[at][0]} to {rows[below - 1][0]} were taken together as the heading")
    heading = _called(source, list(found), rows[at][0], choices.columns)
    body = [(line, _even(source, cells, len(heading), line)) for line, cells in rows[below:]]
    return _without(source, Sheet(tuple(heading), body, tuple(found)), choices.columns)


def _without_heading(source: Source, rows: Rows, columns: Mapping[str, str]) -> Sheet:
    """Return rows that no heading is above, with the columns of which a person said what they hold.

    Raises an error where nobody did.
    """
    line, width = rows[0][0], max(len(cells) for _, cells in rows)
    if not columns:
        raise source.error("no row is a heading; name the columns by their places, as 1=ballot;2=Ash", line)
    found = by_place(width)
    said = dict.fromkeys(found, "") | dict(columns)
    heading = _called(source, list(found), line, said)
    body = [(line, _even(source, cells, width, line)) for line, cells in rows]
    return _without(source, Sheet(tuple(heading), body, found), said)


def _heading_at(source: Source, rows: Rows, choices: Choices) -> int:
    """Return the place of the heading: the line that was named, or the first that is not a title above it."""
    if choices.heading:
        found = next((k for k, (line, _) in enumerate(rows) if line == choices.heading), None)
        if found is None:
            raise source.error("there is nothing in this line to be a heading", choices.heading)
        return found
    asked = set(map(folded, choices.columns))
    first = range(min(len(rows), _WITHIN))
    named = (k for k in first if asked and asked <= set(map(folded, rows[k][1])))
    return next(named, next((k for k in first if not _is_title(rows, k)), 0))


def _is_title(rows: Rows, at: int) -> bool:
    """Say whether a row heads no columns: it knows no word of a heading, and a fuller row of words follows it."""
    said = [cell for cell in rows[at][1] if cell.strip()]
    if any(_known(cell) or mark(cell) is not None for cell in said):
        return False
    before_marks = takewhile(lambda row: not any(map(_is_mark, row[1])), rows[at + 1 : at + _WITHIN])
    return any(len(said) < sum(bool(cell.strip()) for cell in cells) > 1 for _, cells in before_marks)


def _is_mark(cell: str) -> bool:
    """Say whether a cell is a mark and does not head a column, as `1st` may."""
    return mark(cell) is not None and not rank_of(cell)


def _known(cell: str) -> bool:
    name = plain_name(cell)
    return name in _KNOWN or bool(IDS.fullmatch(name) or rank_of(name))


def _called(source: Source, heading: list[str], line: int, columns: Mapping[str, str]) -> list[str]:
    """Return a heading with the names that a person gave to its columns. Raises an error where there is no such one."""
    for header, name in columns.items():
        places = [k for k, cell in enumerate(heading) if folded(cell) == folded(header)]
        if len(places) != 1:
            has = ", ".join(short(cell) for cell in heading if cell)
            raise source.error(f"there is no single column {short(header)!r}; the columns are {has}", line)
        heading[places[0]] = name
    return heading


def _without(source: Source, page: Sheet, columns: Mapping[str, str]) -> Sheet:
    """Return a sheet without the columns of which a person said that they hold nothing."""
    nothing = {folded(header) for header, name in columns.items() if not name}
    left = [k for k, header in enumerate(page.written) if folded(header) in nothing]
    if not left:
        return page
    source.warn(f"columns not read, as was said: {spread(page.written[k] for k in left)}")
    kept = [k for k in range(len(page.heading)) if k not in left]
    rows = [(line, [cells[k] for k in kept]) for line, cells in page.rows]
    return replace(page, heading=tuple(page.heading[k] for k in kept), rows=rows)


def _filled(source: Source, rows: Rows) -> Rows:
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


def _even(source: Source, cells: Sequence[str], width: int, line: int) -> list[str]:
    if any(cell.strip() for cell in cells[width:]):
        raise source.error(f"the row has {counted(len(cells), 'cell')} and the heading {width}", line)
    if len(cells) < width - 1:
        source.warn(f"the row has {counted(len(cells), 'cell')} and the heading {width}; the rest is blank", line)
    return [*cells, *[""] * (width - len(cells))][:width]
