"""Backups: whole, verified copies in another place, made without stopping anything."""

import contextlib
import os
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hep_tui.domain.text import plain_name
from hep_tui.logbook import connect, reading, secret_ballots
from hep_tui.logbook.book import Book
from hep_tui.logbook.errors import NotStored

KEEP = 10
OPEN = ("while-open-a.hep", "while-open-b.hep")
"""The two copies that are kept while a secret poll is open."""
_SECONDS_OPEN = 300
_STAMP = "%Y%m%dT%H%M%SZ"


def folder_for(book: Book, root: Path) -> Path:
    """Return the folder under `root` that holds this review's backups."""
    found = book.rows("review")
    return root / (plain_name(found[0]["id"]) if found else plain_name(book.path.stem))


def backup(book: Book, folder: Path) -> Path:
    """Copy the logbook into `folder`, verify the copy, and return its path.

    An equal newest copy that is still whole is returned as it is. Raises NotStored, with nothing half-written left.
    """
    if secret_ballots.open_polls(book):
        return _while_open(book, folder)
    forget_open(folder)
    code = book.record_code().replace("-", "")
    newest = _existing(folder)[-1:]
    if newest and newest[0].stem.endswith(code) and reading.whole(newest[0]):
        return newest[0]
    at = book.source.now().astimezone(UTC).strftime(_STAMP)
    final = folder / f"{at}-{book.count():06}-{code}.hep"
    _put(book, folder, final)
    rotate(folder)
    return final


def _while_open(book: Book, folder: Path) -> Path:
    """Copy a logbook with an open secret poll over the older of two copies, both of which go when it closes.

    More of them, with their times, would tell in which order ballots came.
    """
    final = min((folder / name for name in OPEN), key=lambda path: path.stat().st_mtime if path.is_file() else 0)
    _put(book, folder, final)
    return final


def forget_open(folder: Path) -> None:
    """Delete the copies that were made while a secret poll was open."""
    for name in OPEN:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _put(book: Book, folder: Path, final: Path) -> None:
    temporary = folder / f".{final.name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy(book, temporary)
        temporary.replace(final)
        connect.sync_folder(folder)
    except (OSError, sqlite3.Error) as error:
        raise NotStored(f"No backup could be made in {folder} ({error}); the review itself is safe.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(book: Book, path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    book.conn.execute("VACUUM INTO ?", (str(path),))
    if not reading.whole(path):
        raise sqlite3.DatabaseError("the copy does not verify")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def rotate(folder: Path) -> None:
    """Keep the last ten backups and the newest of each day; the others go."""
    backups = _existing(folder)
    newest_of_day = {path.name[:8]: path for path in backups}
    keep = {*backups[-KEEP:], *newest_of_day.values()}
    for path in backups:
        if path not in keep:
            with contextlib.suppress(OSError):
                path.unlink()


def due(book: Book, folder: Path) -> bool:
    """Say whether ten minutes have passed or fifty entries have come since the newest backup."""
    if secret_ballots.open_polls(book):
        times = [path.stat().st_mtime for name in OPEN if (path := folder / name).is_file()]
        return time.time() - max(times, default=0) >= _SECONDS_OPEN
    if any((folder / name).exists() for name in OPEN):
        return True
    backups = _existing(folder)
    if not backups:
        return True
    stamp, entries, code = backups[-1].stem.split("-")
    made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    grown = book.count() - int(entries)
    aged = book.source.now().astimezone(UTC) - made
    return grown >= 50 or (aged >= timedelta(minutes=10) and code != book.record_code().replace("-", ""))


def keep_up(book: Book, root: Path) -> Path | None:
    """Make a backup under `root` if one is due, and return it.

    Raises NotStored where it cannot be made.
    """
    folder = folder_for(book, root)
    return backup(book, folder) if not book.read_only and due(book, folder) else None


def newest_time(folder: Path) -> datetime | None:
    """Return when the newest backup was made, in UTC."""
    backups = _existing(folder)
    return datetime.strptime(backups[-1].name[:16], _STAMP).replace(tzinfo=UTC) if backups else None


def _existing(folder: Path) -> list[Path]:
    """Return the backups of a folder, oldest first."""
    return sorted(folder.glob("[0-9]*T[0-9]*Z-*-*.hep")) if folder.is_dir() else []
