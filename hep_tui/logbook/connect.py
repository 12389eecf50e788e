"""Connections to SQLite: ours, set for safety, and the one helper that writes."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MINIMUM = (3, 37, 0)

# What reading a damaged file may raise: where SQLite quotes bytes that are no text, Python fails over the quotation.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
INSTALLED = sqlite3.sqlite_version_info

# Not WAL: people copy the file by hand, and a copy without its -wal loses what was stored since the checkpoint.
# TRUNCATE with EXTRA also syncs the folder's entry of the journal, which DELETE with FULL does not.
_PRAGMAS = (
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cell_size_check=ON",
    "busy_timeout=5000",
)


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection in autocommit; `mode` is `rw`, `rwc` or `ro`, as in SQLite's URIs.

    Only one thread may use it at a time; which one is the caller's choice.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    if mode == "ro":
        # Not where we write: SQLite 3.40 then takes json_valid, which guards our own table, for unsafe.
        conn.execute("PRAGMA trusted_schema=OFF")
    return conn


def memory() -> sqlite3.Connection:
    """Return a connection to an empty file in memory."""
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    return conn


def is_in_memory(conn: sqlite3.Connection) -> bool:
    """Say whether a connection has no file beneath it."""
    return not conn.execute("PRAGMA database_list").fetchone()["file"]


def reader(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads; what a crash left half-written is undone first, where that may be."""
    conn = connect(path, mode="ro")
    try:
        conn.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_READONLY_ROLLBACK":
            with contextlib.suppress(sqlite3.Error), contextlib.closing(connect(path)) as undoing:
                undoing.execute("SELECT 1 FROM sqlite_master").fetchone()
    except UNREADABLE:
        # Whoever reads on meets it again.
        pass
    return conn


def ahead(found: sqlite3.Cursor) -> Iterator[Any]:
    """Yield rows, read some hundreds at a time.

    Row by row, SQLite and whoever reads push each other out of the processor's cache, and take a fifth longer.
    """
    while rows := found.fetchmany(500):
        yield from rows


def data_version(conn: sqlite3.Connection) -> int:
    """Return a number that changes when another connection has written."""
    return int(conn.execute("PRAGMA data_version").fetchone()[0])


def stamp(path: Path) -> tuple[int, ...]:
    """Return what changes whenever anything is written into a file, also past SQLite; empty where it is gone."""
    with contextlib.suppress(OSError):
        info = path.stat()
        return info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns
    return ()


def look_at_disk(conn: sqlite3.Connection) -> None:
    """Read pages from the disk again from here on: SQLite keeps those of which it was not told that they changed."""
    conn.execute("PRAGMA shrink_memory")


def protect(conn: sqlite3.Connection, *, writing: bool = True) -> None:
    """Set the pragmas of a live logbook; for a reader, only those that write nothing."""
    for pragma in _PRAGMAS if writing else _PRAGMAS[3:]:
        conn.execute(f"PRAGMA {pragma}")


@contextmanager
def writing(conn: sqlite3.Connection) -> Iterator[None]:
    """Run the block in one immediate transaction: all of it is stored, or none."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def without_syncs(conn: sqlite3.Connection) -> None:
    """Wait for the disk no longer: only for a file that can be made again."""
    conn.execute("PRAGMA synchronous=OFF")


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
