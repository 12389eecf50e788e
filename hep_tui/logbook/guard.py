"""Open a file that may come from anybody: a private copy, read only, nothing of it ever run."""

import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect, schema
from hep_tui.logbook.entry import COLUMNS, Entry
from hep_tui.logbook.errors import Damaged, NotALogbook
from hep_tui.logbook.opening import look_at

MAX_BYTES = 512 * 1024 * 1024
SECONDS = 60.0
_MAX_LENGTH = 4_000_000
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LENGTH),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
)


_INDEXES = "SELECT name, partial FROM pragma_index_list('entry')"


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Lend a private copy of a foreign file, with what a crash left half-written undone; raises NotALogbook."""
    look_at(path)
    with _folder(path) as folder:
        yield _copy(path, Path(folder))


@contextmanager
def guarded(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection to a private copy of a foreign file, within limits of size, length and time.

    Raises NotALogbook or Damaged.
    """
    with copied(path) as copy:
        conn = connect.connect(copy, mode="ro")
        try:
            _limit(conn)
            _table_is_ours(conn, path.name)
            # Of this table only: what other tables and indexes have to compute is theirs to choose.
            if conn.execute("PRAGMA integrity_check(entry)").fetchone()[0] != "ok":
                raise Damaged(f"{path.name} is damaged and was not merged; hep merge --salvage takes what is whole.")
            yield conn
        except connect.UNREADABLE as error:
            why = clean_line(str(error), limit=200)
            raise Damaged(
                f"{path.name} cannot be read as a record ({why}); nothing was merged, hep merge --salvage takes what "
                "is whole."
            ) from None
        finally:
            conn.close()


def read_entries(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Yield each row of the table, whatever its types."""
    for row in conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entry"):
        yield Entry(*row)


def _folder(path: Path) -> "tempfile.TemporaryDirectory[str]":
    try:
        return tempfile.TemporaryDirectory(prefix="hep-")
    except OSError as error:
        raise _not_copied(path, error) from None


def _not_copied(path: Path, error: OSError) -> NotALogbook:
    return NotALogbook(f"{path.name} cannot be copied ({error.strerror}); nothing was merged.")


def _copy(path: Path, folder: Path) -> Path:
    """Copy the file and, where one stands beside it, the journal that may have to be rolled back."""
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise NotALogbook(f"{path.name} is not an ordinary file; nothing was merged.")
    if info.st_size > MAX_BYTES:
        raise NotALogbook(f"{path.name} is larger than 512 MB, which no review is; nothing was merged.")
    copy = folder / "copy.hep"
    try:
        shutil.copyfile(path, copy)
        journal = path.with_name(path.name + "-journal")
        if journal.is_file() and 0 < journal.stat().st_size <= MAX_BYTES:
            shutil.copyfile(journal, folder / "copy.hep-journal")
            _roll_back(copy)
    except OSError as error:
        raise _not_copied(path, error) from None
    return copy


def _roll_back(copy: Path) -> None:
    """Let SQLite undo a half-written transaction, in the private copy only."""
    conn = connect.connect(copy)
    try:
        _limit(conn)
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except connect.UNREADABLE:
        pass
    finally:
        conn.close()


def _limit(conn: sqlite3.Connection) -> None:
    conn.row_factory = None
    for limit, value in _LIMITS:
        conn.setlimit(limit, value)
    conn.execute("PRAGMA trusted_schema=OFF")
    conn.execute("PRAGMA cell_size_check=ON")
    conn.execute("PRAGMA mmap_size=0")
    deadline = time.monotonic() + SECONDS
    conn.set_progress_handler(lambda: 1 if time.monotonic() > deadline else 0, 10_000)


def _table_is_ours(conn: sqlite3.Connection, name: str) -> None:
    """Raise NotALogbook unless `entry` is a plain table with our columns, types and key, and nothing computed."""
    kinds = conn.execute("SELECT type, sql FROM sqlite_master WHERE name = 'entry'").fetchall()
    wanted = [(c, "INTEGER" if c == "n" else "TEXT", 0) for c in COLUMNS]
    columns = [(c[1], c[2], c[6]) for c in conn.execute("PRAGMA table_xinfo(entry)")]
    ours = " ".join(schema.ENTRY.split()).lower()
    same = len(kinds) == 1 and kinds[0][0] == "table" and " ".join(str(kinds[0][1]).split()).lower() == ours
    if not same or columns != wanted or not all(_plain(conn, index) for index in conn.execute(_INDEXES).fetchall()):
        raise NotALogbook(f"{name} does not hold a record as hep writes it; nothing was merged.")


def _plain(conn: sqlite3.Connection, index: tuple[str, int]) -> bool:
    """Say whether an index holds nothing but columns of every row."""
    name, partial = index
    columns = [row[0] for row in conn.execute("SELECT cid FROM pragma_index_xinfo(?)", (name,))]
    return not partial and min(columns, default=-1) >= 0
