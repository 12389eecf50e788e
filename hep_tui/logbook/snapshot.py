"""Lend a private copy of a file that may come from anybody, as it was at one moment."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect, guard, header, limits, signatures
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.errors import Damaged, NotALogbook
from hep_tui.logbook.signatures import Signatures

_WAIT = 5.0
"""For how many seconds another program may hold the file."""


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Lend a private copy of a foreign file, with what a crash left half-written undone; raises NotALogbook."""
    header.look_at(path)
    with _folder(path) as folder:
        copy = folder / "copy.hep"
        if header.has_log(path) or not _by_sqlite(path, copy):
            _with_what_lies_beside(path, copy)
        yield copy


@contextmanager
def bytes_of(path: Path) -> Iterator[Path]:
    """Lend a private copy of whatever a file holds, review or none; raises NotALogbook where it cannot be read."""
    if header.size_of(path) > limits.MAX_BYTES:
        raise NotALogbook(f"{path.name} is larger than 512 MB, which no review is; it was left as it is.")
    with _folder(path) as folder:
        try:
            yield Path(shutil.copyfile(path, folder / "copy.hep"))
        except OSError as error:
            raise _not_copied(path, error) from None


def record(path: Path) -> tuple[list[Entry], Signatures]:
    """Return the rows of the record in a foreign file, whatever they are, and the signatures under them.

    Raises NotALogbook or Damaged.
    """
    with copied(path) as copy, closing(connect.connect(copy, mode="ro")) as conn:
        try:
            limits.limit(conn)
            shape = guard.shape(conn, path.name)
            # Of this table only: what other tables and indexes have to compute is theirs to choose.
            if conn.execute("PRAGMA main.integrity_check(entry)").fetchone()[0] != "ok":
                raise Damaged(f"{path.name} is damaged and was not merged; hep merge --salvage takes what is whole.")
            signed = signatures.read(conn) if "signature" in shape.beside else {}
            return list(guard.entries(conn)), signed
        except connect.UNREADABLE as error:
            why = clean_line(str(error), limit=200)
            raise Damaged(
                f"{path.name} cannot be read as a record ({why}); nothing was merged, hep merge --salvage takes what "
                "is whole."
            ) from None


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(prefix="hep-")
    except OSError as error:
        raise _not_copied(path, error) from None
    with made as name:
        yield Path(name)


def _not_copied(path: Path, error: OSError) -> NotALogbook:
    return NotALogbook(f"{path.name} cannot be copied ({error.strerror}); nothing was merged.")


def _by_sqlite(path: Path, copy: Path) -> bool:
    """Copy the pages between two transactions of whoever is writing; say whether that could be done."""
    deadline = time.monotonic() + _WAIT

    def wait(_status: int, left: int, _pages: int) -> None:
        if left and time.monotonic() > deadline:
            raise NotALogbook(f"Another program is using {path.name}; close it there and try again.")

    with suppress(*connect.UNREADABLE):
        with closing(connect.connect(path, mode="ro")) as theirs, closing(connect.connect(copy, mode="rwc")) as ours:
            connect.without_syncs(ours)
            theirs.backup(ours, progress=wait, sleep=0.05)
        return True
    copy.unlink(missing_ok=True)
    return False


def _with_what_lies_beside(path: Path, copy: Path) -> None:
    """Copy the file and the journal or log that may have to be undone or taken in; in the copy, SQLite does that."""
    try:
        shutil.copyfile(path, copy)
        for what in ("-journal", "-wal"):
            beside = path.with_name(path.name + what)
            if beside.is_file() and 0 < beside.stat().st_size <= limits.MAX_BYTES:
                shutil.copyfile(beside, copy.with_name(copy.name + what))
    except OSError as error:
        raise _not_copied(path, error) from None
    with suppress(*connect.UNREADABLE), closing(connect.connect(copy)) as conn:
        limits.limit(conn)
        conn.execute("PRAGMA journal_mode=DELETE")
