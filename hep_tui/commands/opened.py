"""Open and close a review for a command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui import locations
from hep_tui.commands import stored
from hep_tui.domain.text import clean_line
from hep_tui.logbook import Book

if TYPE_CHECKING:
    from hep_tui.logbook.laptop_key import LaptopKey

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


def lent() -> bool:
    """Say whether the next command finds the book of this one open still."""
    return _lent.get() is not None


@contextmanager
def review_file(path: Path, *, who: str = "") -> Iterator[Book]:
    """Lend the book of a review, backed up where that is due, and close it afterwards; one that was lent stays open."""
    from hep_tui.logbook.opening import open_book

    if held := _lent.get():
        yield held
        return
    book = open_book(path, who=who or keyer(), backups=locations.backups_dir(), laptop=laptop())
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


def laptop() -> "LaptopKey | None":
    """Return the key of this laptop, made at first use; None where it can be neither kept nor used."""
    from hep_tui.logbook.laptop_key import load

    return load(locations.state_dir()) if find_spec("nacl") else None
