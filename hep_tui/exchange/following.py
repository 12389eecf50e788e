"""Read the tables of an export back, row by row, and those that follow each other side by side."""

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from hep_tui.exchange.registry import Table

Cells = tuple[str, ...]


def cells(folder: Path, table: Table, *columns: str) -> Iterator[Cells]:
    """Yield the rows of a written table, with these columns of it (two at least), or with all."""
    places = [table.header.index(name) for name in columns or table.header]
    with (folder / table.path).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from map(itemgetter(*places), rows)


class Following:
    """Hand out the rows of a part, thing by thing: they begin with the thing, and come in the order of the things."""

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._things = groupby(rows, itemgetter(0))
        self._next = next(self._things, None)

    def of(self, thing: str) -> list[Cells]:
        """Return the rows of the next thing; none where it has none."""
        if self._next is None or self._next[0] != thing:
            return []
        found = list(self._next[1])
        self._next = next(self._things, None)
        return found
