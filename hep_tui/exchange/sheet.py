"""Write one table as CSV, holding every row to the registry."""

import csv
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import compress
from operator import is_not, itemgetter
from pathlib import Path
from typing import IO, Any

from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED
from hep_tui.exchange.cells import written
from hep_tui.exchange.context import GONE, TWICE, UNREADABLE, Context, Row
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.registry import Column, Reference, Table

Target = tuple[str, tuple[str, ...]]
Known = dict[Target, set[tuple[str, ...]]]
Lists = Mapping[str, Mapping[str, str]]
Cells = list[str]

_UNWRITTEN = object()


class Sheet:
    """Hold one table while it is written. `known` are the values that other tables are referred to by."""

    def __init__(self, table: Table, ctx: Context, gate: NamesGate, *, known: Known, lists: Lists, excel_safe: bool):
        self.table, self.count = table, 0
        self._ctx, self._gate = ctx, gate
        self._place = {name: place for place, name in enumerate(table.header)}
        plain = [c for c in table.columns if not c.labels]
        self._names, self._each = [c.name for c in plain], range(len(plain))
        self._forms = [(self._place[c.name], _former(c, lists, excel_safe=excel_safe)) for c in plain]
        self._labels = [self._labelled(c, lists, excel_safe=excel_safe) for c in table.columns if c.labels]
        self._required = self._picked(c.name for c in table.columns if c.required)
        self._free = [(self._place[c.name], c.name) for c in table.columns if c.free]
        self._hidden = [_hidden(name, self._place) for name in table.header if name.endswith("_shown")]
        self._key = self._picked(table.key)
        self._references = [self._referring(r, known) for r in table.references if r.table != table.name]
        self._remembered = [(self._picked(to), held) for (name, to), held in known.items() if name == table.name]
        self._part, self._seen = "", set[tuple[str, ...]]()
        self._before: list[object] = [None] * len(plain)
        self._cells: Cells = [""] * len(table.columns)

    def begin(self, folder: Path, opened: ExitStack) -> None:
        """Create the file with its header."""
        path = folder / self.table.path
        path.parent.mkdir(exist_ok=True)
        out: IO[str] = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
        self._out: Any = csv.writer(out, lineterminator="\n")
        self._out.writerow(self.table.header)

    def write(self, rows: Iterable[Row], tick: Callable[[], None]) -> None:
        """Write the rows that are valid; those that are not are left out and counted in the context."""
        for row in rows:
            tick()
            cells = self._written(row)
            if self._stands(cells) and self._first(cells):
                self._out.writerow(cells)
                self.count += 1

    def _written(self, row: Row) -> Cells:
        """Return a row as texts in the order of the header."""
        values, cells = list(map(row.get, self._names)), self._cells
        # Most of a row is what the row before says: of the review, of the entry, of the poll.
        for i in compress(self._each, map(is_not, values, self._before)):
            place, form = self._forms[i]
            try:
                cells[place] = form(values[i])
            except ValueError:
                cells[place], values[i] = "", _UNWRITTEN
                self._ctx.blanked[self.table.name, self._names[i]] += 1
        self._before = values
        for place, code, labels in self._labels:
            cells[place] = labels.get(cells[code], "")
        return cells.copy()

    def _stands(self, cells: Cells) -> bool:
        """Say whether a row has what it must have; names in it pass the gate."""
        if not self._refers(cells):
            self._ctx.left_out[self.table.name, GONE] += 1
            return False
        if "" in self._required(cells):
            self._ctx.left_out[self.table.name, UNREADABLE] += 1
            return False
        for place, name in self._free:
            if cells[place]:
                cells[place] = self._gate.passed(self.table.name, self._key(cells)[0], name, cells[place])
        return True

    def _first(self, cells: Cells) -> bool:
        """Say whether no row before bears the same key; of things, each entry has keys of its own."""
        key = self._key(cells)
        if self.table.of_thing and key[0] != self._part:
            self._part, self._seen = key[0], set()
        if key in self._seen:
            self._ctx.left_out[self.table.name, TWICE] += 1
            return False
        self._seen.add(key)
        for to, held in self._remembered:
            held.add(to(cells))
        for how, what, name in self._hidden:
            if cells[how] not in ("", AS_RECORDED, NOT_ASKED):
                self._ctx.hidden[self.table.name, name, cells[how], cells[what]] += 1
        return True

    def _refers(self, cells: Cells) -> bool:
        """Say whether everything that a row must refer to is there; empty what it only may refer to and is not."""
        for columns, known, last in self._references:
            values = columns(cells)
            if values in known or "" in values:
                continue
            if last.required:
                return False
            cells[self._place[last.name]] = ""
            self._ctx.blanked[self.table.name, last.name] += 1
        return True

    def _picked(self, names: Iterable[str]) -> Callable[[Cells], tuple[str, ...]]:
        """Return what picks the cells of some columns out of a row."""
        places = [self._place[name] for name in names]
        if len(places) > 1:
            return itemgetter(*places)
        # Of one place, itemgetter would return what is there instead of a tuple.
        return lambda cells: tuple([cells[place] for place in places])

    def _labelled(self, column: Column, lists: Lists, *, excel_safe: bool) -> tuple[int, int, dict[str, str]]:
        """Return where a column and that of its codes are, and what it says of each code."""
        codes = lists[self.table.column(column.labels).codes]
        labels = {code: written(column, label, excel_safe=excel_safe) for code, label in codes.items()}
        return self._place[column.name], self._place[column.labels], labels

    def _referring(
        self, reference: Reference, known: Known
    ) -> tuple[Callable[[Cells], tuple[str, ...]], set[tuple[str, ...]], Column]:
        last = self.table.column(reference.columns[-1])
        return self._picked(reference.columns), known[reference.table, reference.to], last


def _former(column: Column, lists: Lists, *, excel_safe: bool) -> Callable[[object], str]:
    """Return what writes a value of a column, and raises ValueError where it is not of the column's type."""
    if not column.codes:
        return partial(written, column, excel_safe=excel_safe)
    codes = lists[column.codes]

    def form(value: object) -> str:
        text = written(column, value, excel_safe=excel_safe)
        if text and text not in codes:
            raise ValueError(text)
        return text

    return form


def _hidden(name: str, place: Mapping[str, int]) -> tuple[int, int, str]:
    """Return where the columns are that tell how something is shown, and what; and the name of the latter."""
    what = name.removesuffix("_shown")
    return place[name], place[what], what
