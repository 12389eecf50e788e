"""Write the tables of one export, those that are made of the same entries together."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from hep_tui.exchange.cells import safe
from hep_tui.exchange.context import Context, Each, Row
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.registry import Table
from hep_tui.exchange.sheet import Known, Sheet


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
        made = [(self._sheet(table), rows) for table, rows in parts]
        with ExitStack() as opened:
            for sheet, _ in made:
                sheet.begin(self.folder, opened)
            for entry_rows in _together([rows for _, rows in made]):
                for (sheet, _), rows in zip(made, entry_rows, strict=True):
                    sheet.write(rows, self.tick)
        for sheet, _ in made:
            yield kept(self.folder, sheet.table.path, sheet.count)

    def _sheet(self, table: Table) -> Sheet:
        return Sheet(table, self.ctx, self.gate, known=self.known, lists=self.lists, excel_safe=self.excel_safe)

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
