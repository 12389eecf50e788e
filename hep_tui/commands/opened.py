"""Open and close a review for a command."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hep_tui import locations
from hep_tui.logbook import Book


@contextmanager
def review_file(path: Path, *, who: str = "") -> Iterator[Book]:
    """Lend the book of a review, backed up where that is due, and close it afterwards."""
    from hep_tui.logbook.opening import open_book

    book = open_book(path, who=who or keyer(), device=platform.node(), backups=locations.backups_dir())
    if book.warning:
        print(f"hep: {book.warning}", file=sys.stderr)
    try:
        yield book
    finally:
        book.close()


def keyer() -> str:
    """Return the code name of whoever is keying, from HEP_WHO; empty where it is not set."""
    return os.environ.get("HEP_WHO", "")
