"""Put secret ballots into their box, and lay the box to rest."""

import secrets
import sqlite3
from collections.abc import Mapping

from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import canonical
from hep_tui.logbook.errors import NotStored, ReadOnly


def cast(book: Book, poll: str, marks: Mapping[str, int]) -> None:
    """Store one ballot under a random key, safely on the disk; it changes no other ballot and appends no entry.

    The whole box is laid anew in the order of its keys, since a page keeps rows where they were put. Raises ReadOnly
    or NotStored.
    """
    if book.read_only:
        raise ReadOnly(book.read_only)
    try:
        with book.beside(), writing(book.conn):
            held = book.conn.execute("SELECT poll, key, marks FROM secret").fetchall()
            rows = sorted([*map(tuple, held), (poll, secrets.token_hex(16), canonical(dict(marks)))])
            book.conn.execute("DELETE FROM secret")
            book.conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", rows)
    except sqlite3.Error as error:
        raise NotStored(
            f"This ballot is not in the box ({error}); those before it are safe, press Enter to try again."
        ) from error


def rest(book: Book) -> None:
    """Write the whole file anew, so that no page tells what stood where before.

    Raises NotStored where the disk has no room for it.
    """
    try:
        # What a rebuild keeps meanwhile stays in memory, not in a file of its own.
        book.conn.execute("PRAGMA temp_store=MEMORY")
        book.conn.execute("VACUUM")
    except sqlite3.Error as error:
        raise NotStored(
            f"The poll is not closed, since its file could not be written anew ({error}); every ballot is safe, make "
            "room and close it again."
        ) from error
