"""Compare the schema of a file with ours before anything else is read; nothing of the file's own is ever run."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from hep_tui.domain.text import clean_line
from hep_tui.logbook import schema
from hep_tui.logbook.entry import COLUMNS, Entry
from hep_tui.logbook.errors import NotALogbook

_READ = f"SELECT {', '.join(COLUMNS)} FROM main.entry NOT INDEXED"


@dataclass(frozen=True)
class Shape:
    """Say how the schema of a file differs from the one that its version has.

    `missing` are statements of ours that are gone or say something else, `triggers` those of others on our tables;
    both are damage. `foreign` names all else that hep did not put there, which is not. `beside` are the tables beside
    the record that are ours.
    """

    version: int
    missing: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def newer(self) -> bool:
        """Say whether a newer program made the file; what its schema says beside the record is then its own."""
        return self.version > schema.VERSION

    @property
    def older(self) -> bool:
        """Say whether the file is to be brought up to date before it is added to."""
        return self.version < schema.VERSION

    @property
    def apart(self) -> bool:
        """Say whether the record is to be read from a private copy."""
        return self.newer or bool(self.foreign)


@dataclass(frozen=True)
class _Item:
    """Hold one row of the schema of a file."""

    type: str
    name: str
    table: str
    sql: str

    def ours(self, version: int) -> bool:
        return schema.squeezed(self.sql) == schema.by_name(min(version, schema.VERSION)).get(self.name)

    @property
    def automatic(self) -> bool:
        return self.type == "index" and not self.sql and self.name.startswith("sqlite_autoindex_")

    @property
    def migrating(self) -> bool:
        return schema.squeezed(self.sql) in schema.MIGRATIONS


def shape(conn: sqlite3.Connection, name: str) -> Shape:
    """Return how the schema of a file compares with ours, statement by statement, whatever version it claims.

    Raises NotALogbook unless `entry` is our table, word for word, and no index has to compute anything over it.
    """
    rows = conn.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_master").fetchall()
    items = [_Item(*(str(value or "") for value in row)) for row in rows]
    version = int(conn.execute("PRAGMA main.user_version").fetchone()[0])
    if not _holds_a_record(conn, items, version):
        raise NotALogbook(f"{name} does not hold a record as hep writes it; it was left as it is.")
    beside = tuple(item.name for item in items if item.name in schema.BESIDE and item.ours(version))
    if version > schema.VERSION:
        return Shape(version, beside=beside)
    return _compared(version, items, beside)


def _holds_a_record(conn: sqlite3.Connection, items: list[_Item], version: int) -> bool:
    tables = [item for item in items if item.name.lower() == "entry"]
    if len(tables) != 1 or tables[0].type != "table" or not tables[0].ours(version):
        return False
    return not any(item.table.lower() == "entry" and _computes(conn, item) for item in items)


def _compared(version: int, items: list[_Item], beside: tuple[str, ...]) -> Shape:
    ours = schema.names(version)
    found = {item.name for item in items if _expected(item, version)}
    strange = [item for item in items if item.name not in found and not item.automatic and not item.migrating]
    tables = {"entry", *beside}
    triggers = [item for item in strange if item.type == "trigger" and item.table.lower() in tables]
    foreign = [item for item in strange if item not in triggers and item.name not in ours]
    return Shape(
        version,
        missing=tuple(sorted(ours - found)),
        triggers=tuple(trigger.name for trigger in triggers),
        foreign=tuple(map(_said, foreign)),
        beside=beside,
    )


def _expected(item: _Item, version: int) -> bool:
    """Say whether an item is ours; the views of an older version are made again anyway."""
    return item.ours(version) or (version < schema.VERSION and item.type == "view")


def entries(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Return the rows of the record by their ids, whatever their types; no index of the file is asked."""
    return map(Entry._make, conn.execute(_READ))


def _computes(conn: sqlite3.Connection, item: _Item) -> bool:
    """Say whether an index holds anything but columns of every row."""
    if item.type != "index":
        return False
    columns = [row[0] for row in conn.execute("SELECT cid FROM pragma_index_xinfo(?)", (item.name,))]
    partial = conn.execute("SELECT partial FROM pragma_index_list('entry') WHERE name = ?", (item.name,)).fetchone()
    return partial is None or bool(partial[0]) or min(columns, default=-1) < 0


def _said(item: _Item) -> str:
    return f"{item.type} {clean_line(item.name, limit=60)}"
