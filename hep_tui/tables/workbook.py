"""What a workbook holds, whichever program wrote it: sheets, their cells as text, and what is odd about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hep_tui.tables.reading import ERROR, FORMULA, HIDDEN, MERGED, SHEET, Choices, Doubt, Row, Unreadable, spread

_NO_RESULT = "holds a formula without a result; open the workbook once and save it"
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass
class Page:
    """Hold one sheet: its cells by row and column from 1, and where something is hidden, merged or missing."""

    name: str
    visible: bool = True
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell, unless it is empty."""
        if text.strip():
            self.cells.setdefault(row, {})[column] = text


def chosen(name: str, pages: Sequence[Page], choices: Choices) -> tuple[Page, list[Doubt]]:
    """Return the sheet to read: the one asked for, else the first visible one that holds anything.

    Every other sheet that holds something is a doubt. Raises Unreadable where there is no such sheet.
    """
    if choices.sheet:
        return _asked(name, pages, choices.sheet), []
    full = [page for page in pages if page.cells]
    visible = [page for page in full if page.visible]
    if not visible:
        raise Unreadable(f"{name} has no visible sheet that holds anything; nothing was read, name one with --sheet.")
    page, *others = visible
    doubts = []
    if others:
        unread = spread(other.name for other in others)
        doubts.append(
            Doubt(SHEET, f"the sheet {page.name} was read and these were not: {unread}; --sheet names another")
        )
    if hidden := [each.name for each in full if not each.visible]:
        doubts.append(Doubt(SHEET, f"hidden sheets were not read: {spread(hidden)}"))
    return page, doubts


def _asked(name: str, pages: Sequence[Page], sheet: str) -> Page:
    for page in pages:
        if page.name.casefold() == sheet.strip().casefold():
            return page
    has = ", ".join(page.name for page in pages)
    raise Unreadable(f"{name} has no sheet {sheet!r}; it has {has}; nothing was read.")


def rows(page: Page) -> tuple[list[Row], list[Doubt]]:
    """Return the rows of a sheet with merged areas filled down, and the doubts about its cells."""
    doubts = list(_filled_down(page))
    doubts += [Doubt(FORMULA, f"column {c} {_NO_RESULT}", line, c) for line, c in page.formulas]
    doubts += [Doubt(ERROR, f"column {c} holds the error {text}", line, c) for line, c, text in page.errors]
    doubts += _hidden(page)
    found = []
    for line in sorted(page.cells):
        cells = page.cells[line]
        found.append(Row(line, tuple(cells.get(column, "") for column in range(1, max(cells) + 1))))
    return found, doubts


def _filled_down(page: Page) -> Iterator[Doubt]:
    """Write the value of a merged area into each row of it that holds anything, in the area's first column."""
    for top, left, bottom, _ in page.merged:
        value = page.cells.get(top, {}).get(left, "")
        lines = [line for line in page.cells if top < line <= bottom and left not in page.cells[line]]
        if value and lines:
            for line in lines:
                page.cells[line][left] = value
            said = f"column {left} is merged over lines {top} to {bottom}; “{value[:40]}” was taken for each of them"
            yield Doubt(MERGED, said, top, left)


def _hidden(page: Page) -> Iterator[Doubt]:
    lines = [line for line in page.hidden_rows if line in page.cells]
    if lines:
        yield Doubt(HIDDEN, f"hidden rows were read like the others: {spread(map(str, lines))}")
    columns = sorted(set(page.hidden_columns) & {c for cells in page.cells.values() for c in cells})
    if columns:
        yield Doubt(HIDDEN, f"hidden columns were read like the others: {spread(map(str, columns))}")
