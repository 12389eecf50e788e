"""What a table writes of its rows: of what a row says alone, what differs from the row before; all else once."""

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import is_not

from hep_tui.exchange.cells import Form, form_of, quoted
from hep_tui.exchange.parts import Again, Parts, Written
from hep_tui.exchange.registry import Column, Table

Lists = Mapping[str, Mapping[str, str]]
Cells = list[str]

_UNWRITTEN = object()


class Stretch:
    """Write the cells of a table's rows, held to their columns."""

    def __init__(self, table: Table, lists: Lists, *, excel_safe: bool) -> None:
        self._columns = {
            c.name: (place, _form(c, lists, excel_safe=excel_safe), _labels(table, c, lists, excel_safe=excel_safe))
            for place, c in enumerate(table.columns)
            if not c.labels
        }
        self._each = [*self._columns.items()]
        self._alone: Mapping[str, object] | None = None
        self._said: list[object] = [None] * len(self._each)
        self._wrong: tuple[str, ...] = ()
        self._cells: Cells = [""] * len(table.columns)
        self._line: Cells = self._cells.copy()

    def take(self, row: Parts, stamp: Sequence[Again]) -> tuple[Cells, Cells, Sequence[str]]:
        """Return the cells of a row with its stamp, the same quoted for its line, and the columns whose value is none.

        The label of a code is in the line alone.
        """
        alone, *parts = row
        if alone is not self._alone:
            self._differ(alone)
        cells, line, wrong = self._cells.copy(), self._line.copy(), self._wrong
        for part in (*parts, *stamp):
            written = part.written.get(self) or self._once(part)
            for place, cell, text in written[0]:
                cells[place], line[place] = cell, text
            if written[1]:
                wrong = (*wrong, *written[1])
        return cells, line, wrong

    def _differ(self, alone: Mapping[str, object]) -> None:
        """Write what a row alone says and the one before did not: most of it is the same."""
        said, wrong = [*map(alone.get, self._columns)], []
        for i in compress(range(len(said)), map(is_not, said, self._said)):
            name, (place, form, labels) = self._each[i]
            try:
                text = form(said[i])
            except ValueError:
                text, said[i] = "", _UNWRITTEN
                wrong.append(name)
            self._cells[place], self._line[place] = text, quoted(text)
            for at, words in labels:
                self._line[at] = words.get(text, "")
        self._alone, self._said, self._wrong = alone, said, tuple(wrong)

    def _once(self, part: Again) -> Written:
        """Write a part, and keep with it what was written."""
        found, wrong = [], []
        for name, value in part.items():
            if name not in self._columns:
                continue
            place, form, labels = self._columns[name]
            try:
                text = form(value)
            except ValueError:
                text = ""
                wrong.append(name)
            found.append((place, text, quoted(text)))
            found += [(at, "", words.get(text, "")) for at, words in labels]
        part.written[self] = found, tuple(wrong)
        return part.written[self]


def _form(column: Column, lists: Lists, *, excel_safe: bool) -> Form:
    """Return what writes a value of a column, which is one of its codes where it has some."""
    plain = form_of(column, excel_safe=excel_safe)
    if not column.codes:
        return plain
    codes = lists[column.codes]

    def coded(value: object) -> str:
        if type(value) is str and value in codes:
            return value
        text = plain(value)
        if text and text not in codes:
            raise ValueError(text)
        return text

    return coded


def _labels(table: Table, coded: Column, lists: Lists, *, excel_safe: bool) -> list[tuple[int, dict[str, str]]]:
    """Return where the columns are that spell out the codes of another, and what each says of a code."""
    found = []
    for place, column in enumerate(table.columns):
        if column.labels == coded.name:
            form = form_of(column, excel_safe=excel_safe)
            found.append((place, {code: quoted(form(label)) for code, label in lists[coded.codes].items()}))
    return found
