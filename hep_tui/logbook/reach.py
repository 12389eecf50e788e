"""What keeps a file from being read or written, in a word for the top line and in a sentence."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from hep_tui.logbook.connect import UNREADABLE
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.errors import NotStored

_STATES = (
    (("full",), "DISK FULL", "The disk is full, so this is not stored yet; make room and try again."),
    (
        ("locked", "busy"),
        "FILE IN USE",
        "Another program is using the file, so this is not stored yet; close that program and try again.",
    ),
    (
        ("readonly", "read-only"),
        "READ-ONLY",
        "The file can no longer be written to, so this is not stored yet; allow writing to it and try again.",
    ),
)


def not_stored(error: Exception, entries: Sequence[Entry] = ()) -> NotStored:
    """Return what to say of an error of SQLite, with the entries whose fate it left open."""
    said = str(error).lower()
    for words, state, sentence in _STATES:
        if any(word in said for word in words):
            return NotStored(sentence, entries, state)
    return NotStored(
        f"The disk did not take this ({error}), so it is not stored yet; try again.", entries, "DISK FAILS"
    )


@contextmanager
def reaching() -> Iterator[None]:
    """Run a block that reads or writes a file; raises NotStored, with no entries, where it cannot be reached."""
    try:
        yield
    except UNREADABLE as error:
        raise not_stored(error) from error


def in_use(error: Exception) -> bool:
    """Say whether another program holds the file, so that trying at once again only waits longer."""
    # Errors that Python itself raises, over bytes that are not text, have no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
