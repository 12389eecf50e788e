"""What became of entries of which nobody knows whether the disk took them: the receipt of a NotStored."""

import sqlite3
from collections.abc import Sequence
from typing import Protocol

from hep_tui.logbook.entry import COLUMNS, Entry

_STORED = f"SELECT {', '.join(COLUMNS)} FROM entry WHERE writer = ? AND digest = ?"
_THERE = "SELECT 1 FROM entry WHERE id = ?"


class Storing(Protocol):
    """Ask of a book its connection, and what it has stored."""

    conn: sqlite3.Connection
    own: list[Entry]


def stored(book: Storing, entries: Sequence[Entry]) -> list[Entry]:
    """Return those that had arrived after all, under whatever id."""
    return [Entry._make(row) for e in entries for row in book.conn.execute(_STORED, (e.writer, e.digest))]


def holds(book: Storing, entries: Sequence[Entry]) -> bool:
    """Say whether they had arrived after all; then they are the book's own."""
    found = stored(book, entries)
    book.own += [e for e in found if e not in book.own]
    return bool(found)


def rest(book: Storing, entries: Sequence[Entry]) -> bool:
    """Say whether what they correct is still there, or comes with them."""
    replaced = {e.replaces for e in entries} - {e.id for e in entries} - {""}
    return all(book.conn.execute(_THERE, (id,)).fetchone() for id in replaced)
