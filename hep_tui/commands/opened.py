"""Open and close a review for a command."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from hep_tui import locations
from hep_tui.commands import stored
from hep_tui.domain.text import clean_line
from hep_tui.logbook import Book

_LONGEST = 60
"""So many letters the name of a keyer may have."""
_lent: ContextVar[Book | None] = ContextVar("_lent", default=None)


@contextmanager
def lend(book: Book) -> Iterator[None]:
    """Let every command use a book that is open already."""
    token = _lent.set(book)
    try:
        yield
    finally:
        _lent.reset(token)


@contextmanager
def review_file(path: Path, *, who: str = "") -> Iterator[Book]:
    """Lend the book of a review, backed up where that is due, and close it afterwards; one that was lent stays open."""
    from hep_tui.logbook.opening import open_book

    if lent := _lent.get():
        yield lent
        return
    book = open_book(path, who=who or keyer(), device=platform.node(), backups=locations.backups_dir())
    stored.forget()
    book.on_append = stored.note
    if book.warning:
        print(f"hep: {book.warning}", file=sys.stderr)
    try:
        yield book
    finally:
        book.close()


def keyer() -> str:
    """Return the code name of whoever is keying, from HEP_WHO; empty where it is not set."""
    return clean_line(os.environ.get("HEP_WHO", ""), limit=_LONGEST)
