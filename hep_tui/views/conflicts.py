"""What two laptops recorded differently, version beside version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hep_tui.logbook import Book, Entry
from hep_tui.logbook.cache import conflicts as disputed
from hep_tui.logbook.entry import GONE
from hep_tui.views.conflict_words import CALLED, Words


@dataclass(frozen=True)
class Version:
    """Hold one version of a thing: the entry that says it, by whom and when, and what it says in words."""

    entry: str
    who: str
    at: datetime
    says: str


@dataclass(frozen=True)
class Conflict:
    """Hold one thing that has several current versions: what its kind is called, and which one it is."""

    id: str
    kind: str
    versions: tuple[Version, ...]
    called: str = ""
    about: str = ""


def conflicts(book: Book) -> list[Conflict]:
    """Return what is to be settled, in the order it was first recorded."""
    words, found = Words(book), []
    for id in disputed(book):
        heads = book.heads(id)
        told = [e for e in heads if e.kind not in GONE]
        kind = told[0].kind if told else heads[0].kind
        versions = tuple(Version(e.id, e.who, datetime.fromisoformat(e.at), _says(e, told, words)) for e in heads)
        about = words.about(kind, [e.data for e in told], id) if told else ""
        found.append((min(e.n for e in heads), Conflict(id, kind, versions, CALLED.get(kind, kind), about)))
    return [conflict for _, conflict in sorted(found, key=lambda row: (row[0], row[1].id))]


def _says(entry: Entry, told: Sequence[Entry], words: Words) -> str:
    """Return a version in words, beside the others."""
    if entry.kind in GONE:
        return "taken back" if entry.kind == "withdraw" else "erased for good"
    return words.says(entry.data, [e.data for e in told if e.id != entry.id])
