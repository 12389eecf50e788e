"""Write the tables of one export as CSV, holding every row to the registry."""

import csv
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED
from hep_tui.exchange.cells import safe, written
from hep_tui.exchange.context import GONE, TWICE, UNREADABLE, Context, Row
from hep_tui.exchange.registry import Column, Reference, Table
from hep_tui.exchange.tables import TABLES

Known = dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]]


@dataclass(frozen=True)
class File:
    """Hold what is said of a written file: rows (of a table), size in bytes, SHA-256 in hex."""

    path: str
    size: int
    sha256: str
    rows: int = 0


def kept(folder: Path, path: str, rows: int = 0) -> File:
    """Bring a written file to the disk, read it back, and return what is said of it."""
    with (folder / path).open("rb+") as file:
        os.fsync(file.fileno())
        sha = hashlib.file_digest(file, "sha256").hexdigest()
        return File(path, file.tell(), sha, rows)


@dataclass
class Writer:
    """Write tables under `folder`. `tick` is called before each row and may raise to stop."""

    ctx: Context
    folder: Path
    excel_safe: bool = False
    tick: Callable[[], None] = lambda: None
    known: Known = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.lists = {name: self._as_written(codes) for name, codes in self.ctx.codes.items()}
        for reference in (r for t in TABLES for r in t.references):
            self.known[reference.table, reference.to] = set()

    def table(self, table: Table, rows: Iterator[Row]) -> File:
        """Write one table and return its file; rows that cannot stand are left out and counted in the context."""
        path = self.folder / table.path
        path.parent.mkdir(exist_ok=True)
        count = 0
        with path.open("w", encoding="utf-8", newline="") as out:
            sheet = csv.writer(out, lineterminator="\n")
            sheet.writerow(table.header)
            for cells in self._each_once(table, rows):
                sheet.writerow(cells.values())
                count += 1
        return kept(self.folder, table.path, count)

    def _each_once(self, table: Table, rows: Iterator[Row]) -> Iterator[dict[str, str]]:
        """Yield the rows that can stand; of the rows of one entry, each key only once."""
        part, seen = "", set[tuple[str, ...]]()
        for row in rows:
            self.tick()
            cells = self._cells(table, row)
            if cells is None:
                continue
            key = tuple(cells[name] for name in table.key)
            if key[0] != part:
                part, seen = key[0], set()
            if key in seen:
                self.ctx.left_out[table.name, TWICE] += 1
                continue
            seen.add(key)
            yield cells

    def _cells(self, table: Table, row: Row) -> dict[str, str] | None:
        """Return a row as texts in the order of the header, or None where it cannot stand."""
        strange = row.keys() - set(table.header)
        if strange:
            raise KeyError(f"{table.name}: {sorted(strange)}")
        cells = {c.name: self._cell(table, c, row) for c in table.columns}
        self._spell_out(table, cells)
        if not self._refers(table, cells):
            self.ctx.left_out[table.name, GONE] += 1
            return None
        if any(c.required and not cells[c.name] for c in table.columns):
            self.ctx.left_out[table.name, UNREADABLE] += 1
            return None
        self._remember(table, cells)
        return cells

    def _cell(self, table: Table, column: Column, row: Row) -> str:
        try:
            text = written(column, row.get(column.name), excel_safe=self.excel_safe)
            if text and column.codes and text not in self.lists[column.codes]:
                raise ValueError(text)
        except ValueError:
            self.ctx.blanked[table.name, column.name] += 1
            return ""
        return text

    def _as_written(self, codes: Mapping[str, str]) -> Mapping[str, str]:
        return {safe(c): safe(label) for c, label in codes.items()} if self.excel_safe else codes

    def _spell_out(self, table: Table, cells: dict[str, str]) -> None:
        for column in table.columns:
            if column.labels:
                code = cells[column.labels]
                label = self.lists[table.column(column.labels).codes].get(code, "")
                cells[column.name] = written(column, label, excel_safe=self.excel_safe)

    def _refers(self, table: Table, cells: dict[str, str]) -> bool:
        """Say whether everything that a row must refer to is there; empty what it only may refer to and is not."""
        for reference in table.references:
            values = tuple(cells[c] for c in reference.columns)
            if reference.table == table.name or not any(values) or values in self.known[_target(reference)]:
                continue
            if any(table.column(c).required for c in reference.columns):
                return False
            for name in reference.columns:
                cells[name] = ""
            self.ctx.blanked[table.name, reference.columns[0]] += 1
        return True

    def _remember(self, table: Table, cells: dict[str, str]) -> None:
        for (name, columns), values in self.known.items():
            if name == table.name:
                values.add(tuple(cells[c] for c in columns))
        for column in table.columns:
            how = cells[column.name]
            if column.name.endswith("_shown") and how not in ("", AS_RECORDED, NOT_ASKED):
                what = column.name.removesuffix("_shown")
                self.ctx.hidden[table.name, what, how, cells[what]] += 1


def _target(reference: Reference) -> tuple[str, tuple[str, ...]]:
    return reference.table, reference.to
