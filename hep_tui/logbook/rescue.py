"""Save what is known of a review whose file was changed beneath it into a file of its own."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.logbook import backup, lineage, signatures, trust
from hep_tui.logbook.backup import OPEN
from hep_tui.logbook.book import Book, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.errors import NotStored
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import create, open_book
from hep_tui.logbook.reach import reaching
from hep_tui.logbook.watch import Watch


def rescue(watch: Watch, folders: tuple[Path, ...], copies: Path | None = None) -> Book:
    """Return the book of a new file in the first of these folders that takes it, with all that is known of a review.

    That is what its connection still reads, or else its newest backup in `copies`; what is in the file now, where that
    is whole and of this review; and every entry that the book has stored since it was opened. What is lost all the same
    is put on record. The new file is verified by being opened. Raises NotStored where no folder takes it; then nothing
    is left behind.
    """
    failed: Exception | None = None
    for folder in folders:
        path = _free(folder, watch.book.path.stem)
        try:
            return _rescued(watch, path, copies)
        except (OSError, HepError) as error:
            failed = error
            _remove(path)
    raise NotStored(f"What was entered could not be put into a file of its own ({failed}).") from failed


def _rescued(watch: Watch, path: Path, copies: Path | None) -> Book:
    book = watch.book
    new = _begun(watch, path, copies)
    try:
        if new.newest():
            # Another review may lie there now, or nothing that can be read; it stays as it is.
            with suppress(HepError, OSError):
                merge(new, book.path)
        with reaching(), writing(new.conn):
            insert(new.conn, book.own)
            if book.laptop is not None:
                signatures.sign(new.conn, book.laptop, book.own)
            if gaps := _gaps(new, book.own):
                new.record_losses(gaps)
            trust.take_effect(new.conn)
    finally:
        new.close()
    rescued = _opened(book, path)
    # No backup has them yet, where this file is lost as well.
    rescued.own = list(book.own)
    return rescued


def _gaps(book: Book, entries: Sequence[Entry]) -> set[str]:
    """Return those of which what they follow, or what they correct, is nowhere any more."""
    return {e.id for e in entries for id in (e.prev, e.replaces) if id and book.entry(id) is None}


def _begun(watch: Watch, path: Path, copies: Path | None) -> Book:
    """Return the book of a file that begins with as much as can be had in one piece, empty where that is nothing."""
    book = watch.book
    for put in _ways(watch, copies):
        try:
            put(path)
            new = _opened(book, path)
            if watch.review in {row["id"] for row in new.rows("review")}:
                return new
            new.close()
        except (OSError, HepError):
            pass
        _remove(path)
    return create(path, who=book.who, device=book.device, source=book.source, laptop=book.laptop)


def _ways(watch: Watch, copies: Path | None) -> Iterator[Callable[[Path], object]]:
    yield partial(_as_read, watch)
    for copy in (*_newest_first(copies), watch.book.path):
        yield partial(shutil.copyfile, copy)


def _as_read(watch: Watch, path: Path) -> None:
    """Write what the connection still reads: beneath it, a file that was moved or replaced is as it was."""
    with reaching():
        watch.require_all()
        backup.vacuum_into(watch.book.conn, path)


def _opened(book: Book, path: Path) -> Book:
    return open_book(path, who=book.who, device=book.device, source=book.source, laptop=book.laptop)


def _newest_first(folder: Path | None) -> list[Path]:
    """Return the backups of a folder; while a secret poll is open, the two copies of then come first."""
    if folder is None:
        return []
    opened = [path for name in OPEN if (path := folder / name).is_file()]
    return [*sorted(opened, key=lambda path: path.stat().st_mtime, reverse=True), *reversed(lineage.copies(folder))]


def _free(folder: Path, stem: str) -> Path:
    """Return the name of a file that is not there yet."""
    stem = re.sub(r"-rescued(-\d+)?$", "", stem)
    names = (f"{stem}-rescued{f'-{n}' * (n > 1)}.hep" for n in range(1, 1000))
    return next(path for name in names if not (path := folder / name).exists())


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
