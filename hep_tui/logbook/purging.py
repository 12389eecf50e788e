"""Take a review off this laptop for good: its file, hep's backups of it, and what was half typed."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hep_tui.logbook import handovers, lineage, secret_ballots
from hep_tui.logbook.book import Book
from hep_tui.logbook.errors import NotStored


@dataclass(frozen=True)
class Held:
    """Hold what this laptop has of a review: its file, the folder of hep's backups, and what else hep keeps beside.

    `handed_over` are the names of what left it, which nobody can delete from here.
    """

    file: Path
    folder: Path
    backups: tuple[Path, ...]
    beside: tuple[Path, ...]
    handed_over: tuple[str, ...]


def held(book: Book, backups: Path, beside: tuple[Path, ...]) -> Held:
    """Return what is held of a review. Raises NotStored while a secret poll of it is open."""
    if secret_ballots.open_polls(book):
        raise NotStored("A secret poll is open; close it first. Nothing was deleted.")
    folder = lineage.review_folder(book, backups)
    copies = tuple(sorted(folder.rglob("*.hep"))) if folder.is_dir() else ()
    out = tuple(each.name for each in handovers.every(book))
    return Held(book.path.resolve(), folder, copies, beside, out)


def purge(what: Held) -> tuple[Path, ...]:
    """Delete all of it, the file last, and return what could not be deleted."""
    shutil.rmtree(what.folder, ignore_errors=True)
    for path in (*what.beside, what.file):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return tuple(path for path in (*what.backups, *what.beside, what.file) if path.exists())
