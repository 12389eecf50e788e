"""Write the tables of one export as CSV, holding every row to the registry."""

import csv
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED
from hep_tui.exchange.cells import safe, written
from hep_tui.exchange.context import GONE, TWICE, UNREADABLE, Context, Each, Row
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.registry import Column, Reference, Table

Target = tuple[str, tuple[str, ...]]
Known = dict[Target, set[tuple[str, ...]]]


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
    tables: Iterable[Table]
    gate: NamesGate
    excel_safe: bool = False
    tick: Callable[[], None] = lambda: None
    known: Known = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.lists = {name: self._as_written(codes) for name, codes in self.ctx.codes.items()}
        for reference in (r for t in self.tables for r in t.references):
            self.known[reference.table, reference.to] = set()

    def write(self, parts: Iterable[tuple[Table, Iterable[Row]]]) -> Iterator[File]:
        """Write tables that are made of the same entries, reading each entry once, and yield their files."""
        made = [(Sheet(self, table), rows) for table, rows in parts]
        with ExitStack() as opened:
            for sheet, _ in made:
                sheet.begin(opened)
            for entry_rows in _together([rows for _, rows in made]):
                for (sheet, _), rows in zip(made, entry_rows, strict=True):
                    sheet.write(rows)
        for sheet, _ in made:
            yield kept(self.folder, sheet.table.path, sheet.count)

    def _as_written(self, codes: Mapping[str, str]) -> Mapping[str, str]:
        return {safe(c): safe(label) for c, label in codes.items()} if self.excel_safe else codes


def _together(parts: list[Iterable[Row]]) -> Iterator[list[Iterable[Row]]]:
    """Yield the rows that one entry gives each table, entry by entry, or all of them at once."""
    made = [part for part in parts if isinstance(part, Each)]
    if len(made) < len(parts):
        yield parts
        return
    for entry, data in made[0].entries():
        yield [each.of(entry, data) for each in made]


class Sheet:
    """Hold one table while it is written."""

    def __init__(self, writer: Writer, table: Table) -> None:
        self.table, self.count = table, 0
        self._writer, self._ctx = writer, writer.ctx
        self._header = frozenset(table.header)
        self._plain = [c for c in table.columns if not c.labels]
        self._labels = [(c, c.labels, table.column(c.labels).codes) for c in table.columns if c.labels]
        self._required = [c.name for c in table.columns if c.required]
        self._free = [c.name for c in table.columns if c.free]
        self._shown = [c.name for c in table.columns if c.name.endswith("_shown")]
        self._key = table.key
        self._references = [r for r in table.references if r.table != table.name]
        self._remembered = [(to, held) for (name, to), held in writer.known.items() if name == table.name]
        self._part, self._seen = "", set[tuple[str, ...]]()

    def begin(self, opened: ExitStack) -> None:
        """Create the file with its header."""
        path = self._writer.folder / self.table.path
        path.parent.mkdir(exist_ok=True)
        out: IO[str] = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
        self._out: Any = csv.writer(out, lineterminator="\n")
        self._out.writerow(self.table.header)

    def write(self, rows: Iterable[Row]) -> None:
        """Write the rows that can stand; those that cannot are left out and counted in the context."""
        for row in rows:
            self._writer.tick()
            cells = self._cells(row)
            if cells is not None and self._first(cells):
                self._out.writerow(cells.values())
                self.count += 1

    def _first(self, cells: dict[str, str]) -> bool:
        """Say whether no row before bears the same key; of things, each entry has keys of its own."""
        key = tuple(cells[name] for name in self._key)
        if self.table.of_thing and key[0] != self._part:
            self._part, self._seen = key[0], set()
        if key in self._seen:
            self._ctx.left_out[self.table.name, TWICE] += 1
            return False
        self._seen.add(key)
        for to, held in self._remembered:
            held.add(tuple(cells[c] for c in to))
        for name in self._shown:
            how, what = cells[name], name.removesuffix("_shown")
            if how not in ("", AS_RECORDED, NOT_ASKED):
                self._ctx.hidden[self.table.name, what, how, cells[what]] += 1
        return True

    def _cells(self, row: Row) -> dict[str, str] | None:
        """Return a row as texts in the order of the header, or None where it cannot stand."""
        cells = {c.name: "" for c in self.table.columns}
        for column in self._plain:
            cells[column.name] = self._cell(column, row.get(column.name))
        for column, code, codes in self._labels:
            label = self._writer.lists[codes].get(cells[code], "")
            cells[column.name] = written(column, label, excel_safe=self._writer.excel_safe)
        if not self._refers(cells):
            self._ctx.left_out[self.table.name, GONE] += 1
            return None
        if not all(cells[name] for name in self._required):
            self._ctx.left_out[self.table.name, UNREADABLE] += 1
            return None
        for name in self._free:
            if cells[name]:
                cells[name] = self._writer.gate.passed(self.table.name, cells[self._key[0]], name, cells[name])
        return cells

    def _cell(self, column: Column, value: object) -> str:
        try:
            text = written(column, value, excel_safe=self._writer.excel_safe)
            if text and column.codes and text not in self._writer.lists[column.codes]:
                raise ValueError(text)
        except ValueError:
            self._ctx.blanked[self.table.name, column.name] += 1
            return ""
        return text

    def _refers(self, cells: dict[str, str]) -> bool:
        """Say whether everything that a row must refer to is there; empty what it only may refer to and is not."""
        for reference in self._references:
            values = tuple(cells[c] for c in reference.columns)
            if not all(values) or values in self._writer.known[_target(reference)]:
                continue
            last = reference.columns[-1]
            if self.table.column(last).required:
                return False
            cells[last] = ""
            self._ctx.blanked[self.table.name, last] += 1
        return True


def _target(reference: Reference) -> Target:
    return reference.table, reference.to
