"""What two laptops recorded differently, version beside version."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.entry import GONE
from hep_tui.logbook.shelf import conflicts as disputed
from hep_tui.logbook.things import things


@dataclass(frozen=True)
class Version:
    """Hold one version of a thing: the entry that says it, by whom and when, and what it says in words."""

    entry: str
    who: str
    at: datetime
    says: str


@dataclass(frozen=True)
class Conflict:
    """Hold one thing of which several versions stand."""

    id: str
    kind: str
    versions: tuple[Version, ...]


def conflicts(book: Book) -> list[Conflict]:
    """Return what is to be settled, in the order it was first recorded."""
    titles = {poll.id: poll.what.title for poll in things(book, Poll)}
    found = []
    for id in disputed(book):
        heads = book.heads(id)
        versions = tuple(Version(e.id, e.who, datetime.fromisoformat(e.at), _says(e, titles)) for e in heads)
        kind = next((e.kind for e in heads if e.kind not in GONE), heads[0].kind)
        found.append((min(e.n for e in heads), Conflict(id, kind, versions)))
    return [conflict for _, conflict in sorted(found, key=lambda row: (row[0], row[1].id))]


_UNSAID = frozenset({"text", "meeting", "item", "entries", "policy", "digest"})


def _says(entry: Entry, titles: dict[str, str]) -> str:
    """Return a body in words: its text first, then every other field that says something."""
    if entry.kind in GONE:
        return "taken back"
    # Names are for the register alone; what two laptops say of one person differs in the rest.
    data = {name: value for name, value in entry.data.items() if (entry.kind, name) != ("person", "name")}
    fields = {name: value for name, value in data.items() if name not in _UNSAID}
    parts = [str(data["text"])] if data.get("text") else []
    for name, value in fields.items():
        said = titles.get(value, value) if name == "poll" and isinstance(value, str) else value
        parts.append(name if said is True else f"{name} {_plain(said)}")
    return " · ".join(parts) or "nothing"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(each)}".strip() for name, each in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
