"""Read when the record was last handed over, as an export, from this laptop."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from hep_tui.logbook.book import Book


@dataclass(frozen=True)
class Handover:
    """Hold one export: when it was made, under which name, and the code of the record that is in it."""

    at: datetime
    name: str
    record_code: str


def last(book: Book) -> Handover | None:
    """Return the newest export that was made of this file, None where nothing is known of one."""
    try:
        row = book.conn.execute("SELECT at, name, record_code FROM handover ORDER BY n DESC LIMIT 1").fetchone()
        return Handover(datetime.fromisoformat(row[0]), str(row[1]), str(row[2])) if row else None
    except (sqlite3.Error, TypeError, ValueError):
        # A file of an older hep does not say.
        return None
