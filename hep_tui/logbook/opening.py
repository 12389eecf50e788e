"""Create a logbook, and open one in the order that finds trouble before it can spread."""

import sqlite3
from pathlib import Path

from hep_tui.logbook import connect, schema
from hep_tui.logbook.book import Book, Source
from hep_tui.logbook.errors import Damaged, NotALogbook

_HEADER = b"SQLite format 3\x00"


def create(path: Path, *, who: str = "", device: str = "", source: Source | None = None) -> Book:
    """Return the book of a new, empty logbook at `path`, readable by its owner only.

    Raises NotALogbook where something already stands there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise NotALogbook(f"{path.name} already exists and was left as it is; choose another name.") from None
    except OSError as error:
        raise NotALogbook(f"{path} cannot be made here ({error.strerror}); choose another folder.") from None
    conn = connect.connect(path)
    conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connect.protect(conn)
    book = Book(path, conn, who=who, device=device, source=source or Source())
    schema.migrations().apply(book.db)
    return book


def open_book(path: Path, *, who: str = "", device: str = "", source: Source | None = None) -> Book:
    """Return the book of an existing logbook.

    Raises NotALogbook for anything that is not a review, Damaged where SQLite or the hashes say so. A file that may
    not be written, or that a newer program made, opens for reading, with `read_only` saying why.
    """
    look_at(path)
    conn = connect.connect(path)
    try:
        why = _prepare(path, conn)
    except BaseException:
        conn.close()
        raise
    return Book(path, conn, who=who, device=device, source=source or Source(), read_only=why)


def look_at(path: Path) -> None:
    """Raise NotALogbook unless the first bytes of a file are those of a review."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise NotALogbook(f"There is no file {path}; check the name, or make one with hep new.") from None
    except OSError as error:
        raise NotALogbook(f"{path} cannot be read ({error.strerror}); nothing was changed.") from None
    named = int.from_bytes(header[68:72], "big")
    if header[:16] != _HEADER or named != schema.APPLICATION_ID:
        raise NotALogbook(f"{path.name} is not a review made by hep; it was left as it is.")


def _prepare(path: Path, conn: sqlite3.Connection) -> str:
    try:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _damaged(path) from error
    if found != "ok":
        raise _damaged(path)
    if version > schema.VERSION:
        return f"{path.name} was made by a newer hep; you can read and export it, but not add to it."
    connect.protect(conn)
    return ""


def _damaged(path: Path) -> Damaged:
    return Damaged(f"{path.name} is damaged and was not opened; what is whole can be saved with hep merge into a new copy.")
