"""Read what is whole of a damaged file: by ranges of ids, going around the pages that cannot be read."""

import sqlite3
from collections.abc import Iterator

from hep_tui.logbook.entry import COLUMNS, Entry

_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_DEPTH = 4


def read_entries(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Yield every entry that can still be read, once; whether it holds together is for the caller."""
    seen: set[str] = set()
    for entry in _range(conn, ""):
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _range(conn: sqlite3.Connection, prefix: str) -> Iterator[Entry]:
    """Yield the entries whose id begins with a prefix; where that fails, try each longer prefix by itself."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM entry WHERE id >= ? AND id < ? ORDER BY id"
    try:
        rows = conn.execute(sql, (prefix, prefix + "~")).fetchall()
    except sqlite3.DatabaseError:
        if len(prefix) < _DEPTH:
            for letter in _LETTERS:
                yield from _range(conn, prefix + letter)
        return
    yield from (Entry(*row) for row in rows)
