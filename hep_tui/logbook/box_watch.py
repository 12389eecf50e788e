"""What this laptop saw last of an open box of secret ballots: a fingerprint under a key of its own, outside the file.

The record says nothing of an open box, since a digest or a count after each ballot would tell which came when. So
whoever changes the box in the file is found out here, at the next ballot and at the close.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from hep_tui.logbook import box_keys
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import canonical

Rows = Sequence[tuple[str, str]]
"""The random key and the marks of each ballot."""


def changed(book: Book, poll: str, rows: Rows) -> bool:
    """Say whether an open box is another than the one that this laptop saw last; False where it never saw it."""
    seen = _read(_place(book, poll))
    return seen is not None and _fingerprint(seen["key"], rows) not in seen["may"]


def will_be(book: Book, poll: str, rows: Rows, then: Rows) -> None:
    """Expect a box to hold other ballots from here on, or, where storing them fails, those that it holds.

    Safely on the disk, since a box that is ahead of what was seen of it would count as changed. Raises OSError.
    """
    place = _place(book, poll)
    if place is not None:
        seen = _read(place) or {"key": secrets.token_hex(32)}
        may = [_fingerprint(seen["key"], each) for each in (rows, then)]
        box_keys.write(place, {**seen, **_whereabouts(book), "may": may})


def forget(book: Book, poll: str) -> None:
    """Forget a box that is sealed: from here on the record says what it held."""
    if place := _place(book, poll):
        with suppress(OSError):
            place.unlink(missing_ok=True)


def _place(book: Book, poll: str) -> Path | None:
    """Return where it is kept, for this file on this laptop; None where the laptop has no place of its own.

    A file that was renamed or moved keeps it; one that lies beside the file that was seen is a copy.
    """
    folder = box_keys.folder(book, poll)
    if folder is None:
        return None
    now, kept = _whereabouts(book), {place: seen for place in sorted(folder.glob("*.json")) if (seen := _read(place))}
    there = [place for place, seen in kept.items() if seen.get("path") == now["path"]]
    same = [place for place, seen in kept.items() if seen.get("file") == now["file"]]
    moved = [place for place, seen in kept.items() if not os.path.lexists(seen.get("path", ""))]
    return next(iter((*there, *same, *moved)), folder / f"{secrets.token_hex(16)}.json")


def _whereabouts(book: Book) -> dict[str, Any]:
    """Return where the file is, and by what the system knows it wherever it goes on the same disk."""
    path = book.path.resolve()
    info = path.stat()
    return {"path": str(path), "file": [info.st_dev, info.st_ino]}


def _read(place: Path | None) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        found = json.loads(place.read_text("ascii")) if place else None
        if isinstance(found, dict) and isinstance(found.get("key"), str) and isinstance(found.get("may"), list):
            return found
    return None


def _fingerprint(key: str, rows: Rows) -> str:
    held = canonical(sorted([str(name), str(marks)] for name, marks in rows))
    return hashlib.blake2b(held.encode(), key=key.encode()[:64]).hexdigest()
