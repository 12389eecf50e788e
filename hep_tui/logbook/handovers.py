"""The exports that were handed over from this laptop: kept beside the record, and no part of it."""

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import writing


@dataclass(frozen=True)
class Handover:
    """Hold one export: when it was made, under which name, and the code of the record that is in it."""

    at: datetime
    name: str
    record_code: str


def every(book: Book) -> list[Handover]:
    """Return all exports that were made of this file, oldest first, as far as they are known."""
    try:
        rows = book.conn.execute("SELECT at, name, record_code FROM handover ORDER BY n").fetchall()
        return [Handover(datetime.fromisoformat(row[0]), str(row[1]), str(row[2])) for row in rows]
    except (sqlite3.Error, TypeError, ValueError):
        return []


def last(book: Book) -> Handover | None:
    """Return the newest export that was made of this file, None where nothing is known of one."""
    try:
        row = book.conn.execute("SELECT at, name, record_code FROM handover ORDER BY n DESC LIMIT 1").fetchone()
        return Handover(datetime.fromisoformat(row[0]), str(row[1]), str(row[2])) if row else None
    except (sqlite3.Error, TypeError, ValueError):
        # A file of an older hep does not say.
        return None


def remember(book: Book, name: str, record_code: str) -> None:
    """Note that an export of this name holds the record of this code; an entry of the record it is not.

    Where the file cannot be written to, the export is valid all the same.
    """
    if book.read_only:
        return
    at = book.source.now().astimezone(UTC).isoformat(timespec="seconds")
    with contextlib.suppress(sqlite3.Error), book.beside(), writing(book.conn):
        book.conn.execute("INSERT INTO handover (at, name, record_code) VALUES (?, ?, ?)", (at, name, record_code))
