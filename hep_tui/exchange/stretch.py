"""Some columns of a table, written from row to row: only what differs from the row before is written."""

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import is_not

from hep_tui.exchange.cells import Form, form_of, quoted
from hep_tui.exchange.registry import Column, Table

Lists = Mapping[str, Mapping[str, str]]
Cells = list[str]

_UNWRITTEN = object()


class Stretch:
    """Hold the columns of a table that are `in_it`, with what the row before said in them.

    Most of a row is what the row before says: of the review, of the entry, of the poll.
    """

    def __init__(self, table: Table, in_it: Callable[[Column], bool], lists: Lists, *, excel_safe: bool) -> None:
        plain = [c for c in table.columns if not c.labels and in_it(c)]
        self._names, self._each = [c.name for c in plain], range(len(plain))
        self._forms = [
            (
                table.header.index(c.name),
                _form(c, lists, excel_safe=excel_safe),
                _labels(table, c, lists, excel_safe=excel_safe),
            )
            for c in plain
        ]
        self._before: list[object] = [None] * len(plain)

    def take(self, row: Mapping[str, object], cells: Cells, line: Cells) -> Sequence[str]:
        """Put what a row says into the cells, and quoted into the line; return the columns whose value is none."""
        values: list[object] = [*map(row.get, self._names)]
        wrong: tuple[str, ...] = ()
        for i in compress(self._each, map(is_not, values, self._before)):
            place, form, labels = self._forms[i]
            try:
                text = form(values[i])
            except ValueError:
                text, values[i], wrong = "", _UNWRITTEN, (*wrong, self._names[i])
            cells[place], line[place] = text, quoted(text)
            for at, said in labels:
                line[at] = said.get(text, "")
        self._before = values
        return wrong

    def blank(self, name: str, cells: Cells, line: Cells) -> None:
        """Empty the cell of a column in this row."""
        i = self._names.index(name)
        place, _, _ = self._forms[i]
        cells[place] = line[place] = ""
        self._before[i] = _UNWRITTEN


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
