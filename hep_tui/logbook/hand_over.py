"""Remember beside the record that it was handed over."""

import contextlib
import sqlite3
from datetime import UTC

from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import writing


def remember(book: Book, name: str, record_code: str) -> None:
    """Note that an export of this name holds the record of this code; an entry of the record it is not.

    Where the file cannot be written to, the export stands all the same.
    """
    if book.read_only:
        return
    at = book.source.now().astimezone(UTC).isoformat(timespec="seconds")
    with contextlib.suppress(sqlite3.Error), book.beside(), writing(book.conn):
        book.conn.execute("INSERT INTO handover (at, name, record_code) VALUES (?, ?, ?)", (at, name, record_code))
