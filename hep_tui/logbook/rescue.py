"""Save what is known of a review whose file was changed beneath it into a file of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.logbook.book import Book, apply_redactions, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.errors import NotStored
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import create, open_book
from hep_tui.logbook.reach import reaching


def rescue(book: Book, review: str, folders: tuple[Path, ...], copies: Path | None = None) -> Book:
    """Return the book of a new file in the first of these folders that takes it, with all that a book knows.

    That is what its connection still reads, its newest backup in `copies`, what is in the file now, where that is
    whole and of this `review`, and every entry that the book has stored since it was opened. The new file is verified
    by being opened. Raises NotStored where no folder takes it; then nothing is left behind.
    """
    failed: Exception | None = None
    for folder in folders:
        path = _free(folder, book.path.stem)
        try:
            return _rescued(book, review, path, copies)
        except (OSError, HepError) as error:
            failed = error
            _remove(path)
    raise NotStored(f"What was entered could not be put into a file of its own ({failed}).") from failed


def _rescued(book: Book, review: str, path: Path, copies: Path | None) -> Book:
    newest = _newest_first(copies)
    new = _begun(book, review, path, newest)
    try:
        for other in (*newest[:1], book.path) if new.newest() else ():
            # Another review may lie there now, or nothing that can be read; it stays as it is.
            with suppress(HepError, OSError):
                merge(new, other)
        with reaching(), writing(new.conn):
            insert(new.conn, book.own)
            apply_redactions(new.conn)
    finally:
        new.close()
    return _opened(book, path)


def _begun(book: Book, review: str, path: Path, copies: list[Path]) -> Book:
    """Return the book of a file that begins with as much as can be had in one piece, empty where that is nothing."""
    for put in _ways(book, copies):
        try:
            put(path)
            new = _opened(book, path)
            if review in {row["id"] for row in new.rows("review")}:
                return new
            new.close()
        except (OSError, HepError):
            pass
        _remove(path)
    return create(path, who=book.who, device=book.device, source=book.source)


def _ways(book: Book, copies: list[Path]) -> Iterator[Callable[[Path], object]]:
    yield partial(_as_read, book)
    for copy in (*copies, book.path):
        yield partial(shutil.copyfile, copy)


def _as_read(book: Book, path: Path) -> None:
    """Write what the connection still reads: beneath it, a file that was moved or replaced is as it was."""
    with reaching():
        book.require_own()
        book.conn.execute("VACUUM INTO ?", (str(path),))


def _opened(book: Book, path: Path) -> Book:
    return open_book(path, who=book.who, device=book.device, source=book.source)


def _newest_first(copies: Path | None) -> list[Path]:
    found = copies.glob("*.hep") if copies else ()
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _free(folder: Path, stem: str) -> Path:
    """Return the name of a file that is not there yet."""
    names = (f"{stem}-rescued{f'-{n}' * (n > 1)}.hep" for n in range(1, 1000))
    return next(path for name in names if not (path := folder / name).exists())


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
