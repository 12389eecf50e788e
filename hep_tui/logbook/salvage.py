"""Read what is whole of a damaged file: by ranges of ids, going around the pages that cannot be read."""

import math
import sqlite3
from collections import deque
from collections.abc import Iterator

from hep_tui.logbook.connect import UNREADABLE
from hep_tui.logbook.entry import COLUMNS, Entry

_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
# Enough to go around every lost page of an ordinary file; a file that is lost altogether is given up soon.
_MOST_QUESTIONS = 50_000


def read_entries(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Yield every entry that can still be read, once; whether it holds together is for the caller."""
    seen: set[str] = set()
    for entry in _ranges(conn):
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _ranges(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Yield the entries of one range of ids after the other; where that fails, of each of its 32 parts by itself."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM entry WHERE id >= ? AND id < ? ORDER BY id"
    deepest = _depth(conn)
    prefixes = deque([""])
    for _ in range(_MOST_QUESTIONS):
        if not prefixes:
            return
        prefix = prefixes.popleft()
        try:
            rows = conn.execute(sql, (prefix, prefix + "~")).fetchall()
        except UNREADABLE:
            if len(prefix) < deepest:
                prefixes.extend(prefix + letter for letter in _LETTERS)
            continue
        yield from (Entry(*row) for row in rows)


def _depth(conn: sqlite3.Connection) -> int:
    """Return how long a prefix must be to tell apart entries of one page."""
    pages = int(conn.execute("PRAGMA page_count").fetchone()[0])
    return 1 + math.ceil(math.log(max(pages, 2), len(_LETTERS)))
