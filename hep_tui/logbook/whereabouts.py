"""Where words are: in which entries of a record, and in which of hep's backups of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hep_tui.logbook import lineage, reading
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import Entry


@dataclass(frozen=True)
class Whereabouts:
    """Say in how many entries of each kind some words are, and how many of each backup hold them."""

    record: Counter[str]
    backups: tuple[tuple[Path, int], ...]


def whereabouts(book: Book, words: Sequence[str], root: Path) -> Whereabouts:
    """Return where any of some words is, whatever the case: in this record, and in the backups of it under `root`."""
    found = Counter(e.kind for e in _holding(book.entries(), words))
    folder = lineage.review_folder(book, root)
    copies = sorted(folder.rglob("*.hep")) if folder.is_dir() else []
    held = [(copy, sum(1 for _ in _holding(reading.entries(copy), words))) for copy in copies]
    return Whereabouts(found, tuple((copy, number) for copy, number in held if number))


def _holding(entries: Iterable[Entry], words: Sequence[str]) -> Iterable[Entry]:
    wanted = [word.casefold() for word in words if word]
    for entry in entries:
        # The pack and the schools are not words about a person.
        if entry.body and entry.kind != "review":
            said = entry.body.casefold()
            if any(word in said for word in wanted):
                yield entry
