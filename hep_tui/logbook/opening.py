"""Open a logbook in the order that finds trouble before it can spread."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import (
    backup,
    connect,
    damage,
    founders,
    limits,
    lineage,
    open_box,
    reading,
    schema,
    secret_ballots,
)
from hep_tui.logbook.book import Book, Source
from hep_tui.logbook.creating import create
from hep_tui.logbook.errors import Damaged, NotALogbook, NotStored
from hep_tui.logbook.guard import Shape
from hep_tui.logbook.laptop_key import LaptopKey
from hep_tui.logbook.telling import Told, nobody
from hep_tui.logbook.verify import Report

__all__ = ["create", "open_book"]


def open_book(
    path: Path,
    *,
    who: str = "",
    device: str = "",
    source: Source | None = None,
    backups: Path | None = None,
    laptop: LaptopKey | None = None,
    told: Told = nobody,
) -> Book:
    """Return the book of an existing logbook, backed up under `backups` where that is given and due.

    `told` hears which share of the record is checked.

    Raises NotALogbook for anything that is not a review, Damaged where SQLite or the hashes say so. A file that may
    not be written, or that a newer program made, opens for reading, with `read_only` saying why; where no backup could
    be made, `warning` says so; it says too what was lost, and which box of secret ballots was changed.
    """
    damage.look_at(path, backups)
    conn, why = _connect(path)
    try:
        with damage.naming_backup(path, backups), _in_words(path):
            version = connect.data_version(conn)
            shape, report = _checked(conn, path, told)
            conn, why = reading.allow(conn, shape), reading.why_apart(shape, path.name) or why
            book = Book(path, conn, who=who, device=device, source=source or Source(), read_only=why, laptop=laptop)
            if shape.older and not shape.apart:
                _bring_up_to_date(book, shape, report, backups)
            connect.protect(book.conn, writing=not book.read_only)
            if not shape.apart:
                book.prove = reading.Proof(book, report.record, version)
            book.warning = " ".join(
                filter(None, [_lost(report), *founders.doubts(book), *secret_ballots.problems(book)])
            )
    except BaseException:
        conn.close()
        raise
    if backups is not None:
        _keep(book, backups)
    return book


def _keep(book: Book, backups: Path) -> None:
    """Say what is missing that was seen here before, back up what is here, and remember it from now on."""
    found = [book.warning, lineage.older(book, backups)]
    folder = backup.folder_for(book, backups)
    if not book.read_only:
        found.append(_back_up(book, backups, always=False) or _seal_boxes(book, backups))
        lineage.remember(book, folder)
        book.before_close = partial(backup.leave, book, folder)
    book.warning = " ".join(filter(None, found))


def _connect(path: Path) -> tuple[sqlite3.Connection, str]:
    """Return a connection for writing, or for reading with the sentence that says why not for writing."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return connect.connect(path), ""
    why = (
        f"{path.name} may not be written here, so you can read and export it but not add to it; copy it to your laptop."
    )
    return connect.connect(path, mode="ro"), why


def _checked(conn: sqlite3.Connection, path: Path, told: Told = nobody) -> tuple[Shape, Report]:
    """Return how the schema of a file compares with ours, and what verifying found; raises Damaged unless whole."""
    shape, report = reading.check(conn, path.name, told=told)
    if not report.ok:
        raise _damaged(path, report.problems[0])
    return shape, report


def _lost(report: Report) -> str:
    """Say that something is missing which somebody accepted to lose; nobody who only reads would know."""
    if not report.gaps:
        return ""
    more = f", and {len(report.gaps) - 1} more" if len(report.gaps) > 1 else ""
    return f"Something was lost from this record before it was salvaged ({report.gaps[0].rstrip('.')}{more})."


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Say in a sentence what SQLite cannot do with a file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    except connect.UNREADABLE as error:
        raise _damaged(path, str(error)) from error


def _bring_up_to_date(book: Book, shape: Shape, report: Report, backups: Path | None) -> None:
    """Migrate an older file, but never one that should have been backed up first and could not be.

    What was lost from it and done without, `report` says; from now on the record does.
    """
    if not book.read_only and backups is not None and (why := _back_up(book, backups, always=True)):
        book.read_only = (
            f"{book.path.name} is from an older hep, so it opens only for reading until it is backed up. {why}"
        )
    if book.read_only:
        book.conn = reading.private(book.conn, shape)
        schema.lay_own_views(book.conn)
        return
    connect.protect(book.conn)
    schema.migrate(book.conn)
    if report.lost:
        with connect.writing(book.conn):
            book.record_losses(report.lost)
    _checked(book.conn, book.path)
    limits.unlimit(book.conn)


def _back_up(book: Book, backups: Path, *, always: bool) -> str:
    """Back a book up where that is due; return the sentence that says why it could not be."""
    try:
        folder = backup.folder_for(book, backups)
        if always or backup.due(book, folder):
            backup.backup(book, folder)
    except NotStored as error:
        return str(error)
    return ""


def _seal_boxes(book: Book, backups: Path) -> str:
    """Seal, behind a backup, the open boxes in which the first hep left ballots that anybody can read.

    Returns the sentence that says why they are still so.
    """
    # Without a place for their keys, they stay as they are until a laptop that has one opens the file.
    polls = open_box.in_the_clear(book) if book.laptop else []
    if not polls:
        return ""
    if why := _back_up(book, backups, always=True):
        return why
    try:
        for poll in polls:
            open_box.cover(book, poll)
    except HepError as error:
        return str(error)
    # The copies of before hold ballots in the clear as well.
    backup.forget_open(backup.folder_for(book, backups))
    return _back_up(book, backups, always=True)


def _unusable(path: Path, error: sqlite3.OperationalError) -> HepError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
        return NotALogbook(
            f"{path.name} was cut off while storing, which cannot be undone in a folder that may not be written; "
            f"copy it and {path.name}-journal to your laptop and open it there."
        )
    return _damaged(path, str(reading.in_use(path, error)))


def _damaged(path: Path, found: str) -> Damaged:
    what = clean_line(found.removeprefix("*** in database main ***")).rstrip(".")
    return Damaged(f"{path.name} is damaged and was not opened ({what}); it was left as it is. {damage.ADVICE}")
