"""Create a logbook, and open one in the order that finds trouble before it can spread."""

import os
import sqlite3
import stat
from pathlib import Path

from hep_tui.logbook import backup, connect, schema, verify
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


def open_book(
    path: Path, *, who: str = "", device: str = "", source: Source | None = None, backups: Path | None = None
) -> Book:
    """Return the book of an existing logbook, backed up under `backups` where that is given and due.

    Raises NotALogbook for anything that is not a review, Damaged where SQLite or the hashes say so. A file that may
    not be written, or that a newer program made, opens for reading, with `read_only` saying why.
    """
    look_at(path)
    conn, why = _connect(path)
    book = Book(path, conn, who=who, device=device, source=source or Source(), read_only=why)
    try:
        _prepare(book, backups)
    except BaseException:
        book.close()
        raise
    return book


def _connect(path: Path) -> tuple[sqlite3.Connection, str]:
    """Return a connection for writing, or for reading with the sentence that says why not for writing."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return connect.connect(path), ""
    why = (
        f"{path.name} may not be written here, so you can read and export it but not add to it; copy it to your laptop."
    )
    return connect.connect(path, mode="ro"), why


def look_at(path: Path) -> None:
    """Raise NotALogbook unless the first bytes of a file are those of a review."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotALogbook(f"{path.name} is not an ordinary file; nothing was opened.")
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise NotALogbook(f"There is no file {path}; check the name, or make one with hep new.") from None
    except OSError as error:
        raise NotALogbook(f"{path} cannot be read ({error.strerror}); nothing was changed.") from None
    named = int.from_bytes(header[68:72], "big")
    if header[:16] != _HEADER or named != schema.APPLICATION_ID:
        raise NotALogbook(f"{path.name} is not a review made by hep; it was left as it is.")


def _prepare(book: Book, backups: Path | None) -> None:
    """Check, back up, bring up to date, and check again what it says, in that order."""
    path, conn = book.path, book.conn
    try:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise _damaged(path, found)
        if version > schema.VERSION:
            book.read_only = f"{path.name} was made by a newer hep; you can read and export it, but not add to it."
        connect.protect(conn, writing=not book.read_only)
        if not book.read_only and version < schema.VERSION:
            schema.migrations().apply(book.db)
        report = verify.verify_connection(conn, checked=True)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise NotALogbook(f"Another program is using {path.name}; close it there and try again.") from None
        raise _damaged(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if not report.ok:
        raise _damaged(path, report.problems[0])
    if backups is not None and not book.read_only:
        folder = backup.folder_for(book, backups)
        if backup.due(book, folder):
            backup.backup(book, folder)


def _damaged(path: Path, found: str) -> Damaged:
    return Damaged(
        f"{path.name} is damaged and was not opened ({found.rstrip('.')}); it was left as it is. "
        "Open its newest backup, or take what is whole with: hep merge NEWFILE --salvage OLDFILE."
    )
