"""Create a logbook, and open one in the order that finds trouble before it can spread."""

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import backup, connect, damage, schema, verify
from hep_tui.logbook.book import Book, Source
from hep_tui.logbook.errors import Damaged, NotALogbook, NotStored

_HEADER = b"SQLite format 3\x00"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def create(path: Path, *, who: str = "", device: str = "", source: Source | None = None) -> Book:
    """Return the book of a new, empty logbook at `path`, readable by its owner only.

    Raises NotALogbook where something already stands there, or where it cannot be made; then nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        if os.path.lexists(path):
            raise NotALogbook(f"{path.name} already exists and was left as it is; choose another name.") from None
        raise NotALogbook(f"{path} cannot be made here ({error.strerror}); choose another folder.") from None
    book = Book(path, connect.connect(path), who=who, device=device, source=source or Source())
    try:
        book.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connect.protect(book.conn)
        schema.migrations().apply(book.db)
    except sqlite3.Error as error:
        book.close()
        path.unlink(missing_ok=True)
        raise NotALogbook(f"{path} could not be made ({error}); make room, or choose another folder.") from None
    return book


def open_book(
    path: Path, *, who: str = "", device: str = "", source: Source | None = None, backups: Path | None = None
) -> Book:
    """Return the book of an existing logbook, backed up under `backups` where that is given and due.

    Raises NotALogbook for anything that is not a review, Damaged where SQLite or the hashes say so. A file that may
    not be written, or that a newer program made, opens for reading, with `read_only` saying why; where no backup could
    be made, `warning` says so.
    """
    look_at(path)
    conn, why = _connect(path)
    book = Book(path, conn, who=who, device=device, source=source or Source(), read_only=why)
    try:
        with damage.naming_backup(path, backups):
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
    if _names_other_files(path.with_name(f"{path.name}-journal")):
        raise NotALogbook(
            f"Beside {path.name} lies the journal of another program, which can harm other files; nothing was opened, "
            "copy the review alone into an empty folder."
        )


def _names_other_files(journal: Path) -> bool:
    """Say whether a journal belongs to a transaction over several files: undoing one deletes a file that it names."""
    with contextlib.suppress(OSError):
        if journal.is_file() and journal.stat().st_size > len(_JOURNAL_MAGIC):
            with journal.open("rb") as file:
                file.seek(-len(_JOURNAL_MAGIC), os.SEEK_END)
                return file.read() == _JOURNAL_MAGIC
    return False


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
            _bring_up_to_date(book, backups)
        report = verify.verify_connection(conn, checked=True)
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    except connect.UNREADABLE as error:
        raise _damaged(path, str(error)) from error
    if not report.ok:
        raise _damaged(path, report.problems[0])
    if backups is not None and not book.read_only:
        book.warning = _back_up(book, backups, always=False)


def _bring_up_to_date(book: Book, backups: Path | None) -> None:
    """Migrate an older file, but never one that should have been backed up first and could not be."""
    if backups is not None and (why := _back_up(book, backups, always=True)):
        book.read_only = (
            f"{book.path.name} is from an older hep, so it opens only for reading until it is backed up. {why}"
        )
    else:
        schema.migrations().apply(book.db)


def _back_up(book: Book, backups: Path, *, always: bool) -> str:
    """Back a book up where that is due; return the sentence that says why it could not be."""
    try:
        folder = backup.folder_for(book, backups)
        if always or backup.due(book, folder):
            backup.backup(book, folder)
    except NotStored as error:
        return str(error)
    return ""


def _unusable(path: Path, error: sqlite3.OperationalError) -> HepError:
    # Errors that Python itself raises, over text that is none, have no code.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return NotALogbook(f"Another program is using {path.name}; close it there and try again.")
    if code == sqlite3.SQLITE_READONLY:
        return NotALogbook(
            f"{path.name} was cut off while storing, which cannot be undone in a folder that may not be written; "
            f"copy it and {path.name}-journal to your laptop and open it there."
        )
    return _damaged(path, str(error))


def _damaged(path: Path, found: str) -> Damaged:
    what = clean_line(found.removeprefix("*** in database main ***")).rstrip(".")
    return Damaged(f"{path.name} is damaged and was not opened ({what}); it was left as it is. {damage.ADVICE}")
