"""What was released of a review from this laptop: kept beside hep's backups of it, and no part of the record."""

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hep_tui.domain.ledger import Release
from hep_tui.errors import HepError
from hep_tui.logbook.book import Book
from hep_tui.logbook.lineage import review_folder


def file_of(book: Book, folder: Path) -> Path:
    """Return the file of the releases of a review, the same for every copy of it; `folder` is that of the backups."""
    return review_folder(book, folder) / "releases.json"


def every(book: Book, folder: Path) -> list[Release]:
    """Return the releases of a review, oldest first. Raises HepError where the file cannot be read."""
    path = file_of(book, folder)
    try:
        held = json.loads(path.read_text("utf-8"))
        return [Release(r["name"], r["day"], {k: [*map(frozenset, v)] for k, v in r["sets"].items()}) for r in held]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise HepError(
            f"{path} cannot be read, so nobody knows what was released before; nothing was written. Put it back from a "
            "backup, or move it away if nothing of this review has left this laptop."
        ) from None


def without(earlier: Sequence[Release], name: str) -> list[Release]:
    """Return releases without one that went to nobody. Raises HepError where none has this name."""
    left = [release for release in earlier if release.name != name]
    if name and len(left) == len(earlier):
        known = ", ".join(release.name for release in earlier) or "none"
        raise HepError(f"Nothing was released as {name}; nothing was written. Releases so far: {known}.")
    return left


def keep(book: Book, folder: Path, releases: Sequence[Release]) -> None:
    """Keep these releases of a review and no others, for their owner alone."""
    path = file_of(book, folder)
    held = [{"name": r.name, "day": r.day, "sets": {k: [*map(sorted, v)] for k, v in r.sets.items()}} for r in releases]
    part = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(held, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise HepError(
            f"What is released could not be remembered in {path.parent} ({error.strerror or error}), so later releases "
            "are not compared with it; the review is safe, make room there and write it again."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
