"""Make the file of a new logbook in one piece: it gets its name when everything is in it, and not before."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hep_tui.logbook import connect, schema
from hep_tui.logbook.book import Book, Source
from hep_tui.logbook.errors import NotALogbook
from hep_tui.logbook.laptop_key import LaptopKey


def create(
    path: Path, *, who: str = "", device: str = "", source: Source | None = None, laptop: LaptopKey | None = None
) -> Book:
    """Return the book of a new, empty logbook at `path`, readable by its owner only.

    Raises NotALogbook where something already is there, or where it cannot be made; then nothing is left behind.
    """
    with _in_one_piece(path):
        pass
    book = Book(path, connect.connect(path), who=who, device=device, source=source or Source(), laptop=laptop)
    connect.protect(book.conn)
    return book


@contextmanager
def made(
    path: Path, *, who: str = "", device: str = "", source: Source | None = None, laptop: LaptopKey | None = None
) -> Iterator[Book]:
    """Lend the book of a new logbook, to put into it what it begins with; only then does the file are at `path`.

    A program that is killed on the way leaves nothing by that name. Raises NotALogbook as `create` does.
    """
    with _in_one_piece(path) as part:
        book = Book(part, connect.connect(part), who=who, device=device, source=source or Source(), laptop=laptop)
        try:
            # Nothing has to be waited for: until the file gets its name, it can be made again.
            connect.without_syncs(book.conn)
            yield book
        finally:
            book.close()


@contextmanager
def _in_one_piece(path: Path) -> Iterator[Path]:
    """Lend the place of an empty logbook that is put at `path` when the block is over, and is gone where it fails."""
    part = path.with_name(f".{path.name}.part")
    _require_free(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What a program that was killed left behind.
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)
        _lay(part)
        yield part
        _put(part, path)
    except sqlite3.Error as error:
        raise NotALogbook(f"{path} could not be made ({error}); make room, or choose another folder.") from None
    except OSError as error:
        raise NotALogbook(f"{path} cannot be made here ({error.strerror}); choose another folder.") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _require_free(path: Path) -> None:
    if os.path.lexists(path):
        raise NotALogbook(f"{path.name} already exists and was left as it is; choose another name.")


def _lay(part: Path) -> None:
    with closing(connect.connect(part)) as conn:
        conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connect.without_syncs(conn)
        schema.migrate(conn)


def _put(part: Path, path: Path) -> None:
    """Give a file its name, with everything in it on the disk; one that has come to be there meanwhile stays."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except OSError:
        # A stick may have no links.
        _require_free(path)
        part.rename(path)
    connect.sync_folder(path.parent)
