"""Write the tables of one export, those that are made of the same entries together."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from hep_tui.domain.text import shown
from hep_tui.exchange.cells import safe
from hep_tui.exchange.context import Context, Each
from hep_tui.exchange.following import Follower
from hep_tui.exchange.formats import followers
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.parts import Again, Parts, Row
from hep_tui.exchange.registry import Table
from hep_tui.exchange.rows_work import followed
from hep_tui.exchange.sheet import Known, Last, Sheet

_REFERRED = {"notes": followed}
"""What tells which things of a table others refer to, where they are few among very many."""


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
    """Write tables under `folder`. `tick` is called before each thing and may raise to stop."""

    ctx: Context
    folder: Path
    tables: Sequence[Table]
    gate: NamesGate
    excel_safe: bool = False
    tick: Callable[[], None] = lambda: None
    known: Known = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, str]] = field(init=False)
    followers: Sequence[Follower] = field(init=False)

    def __post_init__(self) -> None:
        self.lists = {name: self._as_written(codes) for name, codes in self.ctx.codes.items()}
        for reference in (r for t in self.tables for r in t.references):
            self.known[reference.table, reference.to] = set()
        self.followers = followers(self.folder, self.tables, self.lists)

    def write(self, parts: Sequence[tuple[Table, Iterable[Row]]]) -> Iterator[File]:
        """Write tables that are made of the same entries, reading each entry once, and yield their files."""
        self._forget({table.name for table, _ in parts})
        sheets = [self._sheet(table) for table, _ in parts]
        following = [f for f in self.followers if f.of in {table.name for table, _ in parts}]
        with ExitStack() as opened:
            for sheet in sheets:
                sheet.begin(opened)
            for follower in following:
                follower.begin(opened)
            for stamp, entry_rows in _together([rows for _, rows in parts]):
                self.tick()
                written = {
                    sheet.table.name: sheet.write(rows, stamp) for sheet, rows in zip(sheets, entry_rows, strict=True)
                }
                for follower in following:
                    follower.take(written)
        for sheet in sheets:
            yield kept(self.folder, sheet.table.path, sheet.count)

    def _forget(self, together: set[str]) -> None:
        """Keep of the keys of these tables no more than the last, and those that others will refer to."""
        for of, to in self.known:
            referring = {t.name for t in self.tables for r in t.references if (r.table, r.to) == (of, to)}
            if of in together and referring <= together:
                self.known[of, to] = Last()
            elif of in together and of in _REFERRED:
                ids = _REFERRED[of](self.ctx)
                self.known[of, to] = Last({(safe(id) if self.excel_safe else id,) for id in map(shown, ids)})

    def _sheet(self, table: Table) -> Sheet:
        return Sheet(
            table, self.ctx, self.gate, folder=self.folder, known=self.known, lists=self.lists,
            excel_safe=self.excel_safe,
        )  # fmt: skip

    def _as_written(self, codes: Mapping[str, str]) -> Mapping[str, str]:
        return {safe(c): safe(label) for c, label in codes.items()} if self.excel_safe else codes


def _together(parts: Sequence[Iterable[Row]]) -> Iterator[tuple[Sequence[Again], list[list[Parts]]]]:
    """Yield the rows that one thing gives each table, with the stamp of its entry; a table of no entries by itself.

    Tables that are made of the same entries come together.
    """
    made = [part for part in parts if isinstance(part, Each)]
    for part in parts:
        if not isinstance(part, Each):
            for row in part:
                yield (), [[(row,)]]
    for entry, data in made[0].entries() if made else ():
        rows = [each.of(entry, data) for each in made]
        if any(rows):
            yield made[0].ctx.stamp(entry), rows
