"""Read rows from text that separates its cells by a sign: CSV, TSV and their like."""

import csv
import io
import re
from collections.abc import Iterator

from hep_tui.domain.quotation import unclosed
from hep_tui.tables.reading import LINES, Doubt, Row, Unreadable

_SIGNS = ",;\t|"
_LONGEST = 100_000
_SEP = re.compile(r"\A\"?sep=(.)\"?\r?(?:\n|\Z)")


def read(name: str, text: str) -> tuple[list[Row], list[Doubt]]:
    """Return the rows of a text, each with the line on which it begins. Raises Unreadable with line and column."""
    sign, skipped = separator(text)
    rows: list[Row] = []
    doubts: list[Doubt] = []
    for line, cells in _split(name, text, sign):
        if line > skipped:
            rows.append(Row(line, tuple(cells)))
            doubts += _over_lines(line, cells, sign)
    return rows, doubts


def separator(text: str) -> tuple[str, int]:
    """Return the sign between cells, and how many lines at the top only name it (`sep=;`)."""
    if named := _SEP.match(text):
        return named[1], 1
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    try:
        return max(_SIGNS, key=lambda sign: _fitness(lines, sign)), 0
    except csv.Error:
        return ",", 0


def _fitness(lines: list[str], sign: str) -> tuple[int, int]:
    """Return in how many lines the sign makes the same number of cells, and how many."""
    widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
    usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
    return (widths.count(usual), usual) if usual > 1 else (0, usual)


def _split(name: str, text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    begins = 1
    try:
        for row in reader:
            if any(len(cell) > _LONGEST for cell in row):
                raise csv.Error(f"a cell of more than {_LONGEST:,} characters")
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        if where := unclosed(text, sign):
            raise Unreadable(
                f"{name}, line {where[0]}, column {where[1]}: the cell begins with a quotation mark and does not end "
                "with one; nothing was read, close it or take it out."
            ) from None
        raise Unreadable(f"{name}, line {begins}, is not valid CSV ({error}); nothing was read, correct it.") from None


def _over_lines(line: int, cells: list[str], sign: str) -> Iterator[Doubt]:
    """Yield a doubt for a quoted cell that holds line breaks and separators: it may have swallowed rows."""
    for place, cell in enumerate(cells, 1):
        if sign in cell and (breaks := len(re.findall(r"\r\n|\r|\n", cell.strip()))):
            said = f"the cell in column {place} goes over {breaks + 1} lines; look whether it holds further rows"
            yield Doubt(LINES, said, line, place)
