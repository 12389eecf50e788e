"""What other files brought, each as a unit that can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hep_tui.errors import HepError
from hep_tui.logbook.book import Book
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Draft, Entry


@dataclass(frozen=True)
class Import:
    """Hold what one merge brought into this file."""

    id: str
    name: str
    """The name of the file that it came from."""
    at: str
    """This laptop's clock then, in ISO 8601."""
    record_code: str
    """The code of the record that the other file held."""
    by_kind: Mapping[str, int]
    """How many entries of each kind it brought."""
    withdrawn: str
    """Why it was taken back; empty where it was not."""

    @property
    def entries(self) -> int:
        """Return how many entries it brought."""
        return sum(self.by_kind.values())


def imports(book: Book) -> list[Import]:
    """Return what was merged into this file, the oldest first."""
    kinds: dict[str, dict[str, int]] = {}
    counted = book.conn.execute(
        "SELECT a.source, e.kind, count(*) FROM arrival a JOIN entry e ON e.id = a.id GROUP BY 1, 2 ORDER BY 1, 2"
    )
    for source, kind, n in counted:
        kinds.setdefault(source, {})[kind] = n
    rows = book.conn.execute("SELECT id, name, at, record_code, withdrawn FROM source ORDER BY at, rowid").fetchall()
    found = []
    for id, name, at, code, why in rows:
        # Undoing that is no merge, so the row beside the record does not know.
        withdrawn = "" if why and _back_again(book, _brought(book, id)) else why
        found.append(Import(id, name, at, record_code=code, by_kind=kinds.get(id, {}), withdrawn=withdrawn))
    return found


def find(book: Book, id: str) -> Import:
    """Return the import whose id begins so. Raises HepError where there is none, or more than one."""
    found = [each for each in imports(book) if id and each.id.startswith(id.lower())]
    if len(found) != 1:
        raise HepError(f"No single import has the id {id}; nothing was changed, hep merge FILE --imports lists them.")
    return found[0]


def take_back(book: Book, id: str, reason: str) -> list[Entry]:
    """Withdraw what one merge brought, as a unit: what it added goes, what it amended reads as before.

    What it erased stays erased. Returns the entries that say so, none where it was taken back before.
    """
    brought = _brought(book, id)
    brought |= _back_again(book, brought)
    drafts = [d for e in brought.values() if (d := _without(book, e, brought, reason))]
    stored = book.append_all(drafts) if drafts else []
    with writing(book.conn):
        book.conn.execute("UPDATE source SET withdrawn = ? WHERE id = ?", (reason or "taken back", id))
    return stored


def _brought(book: Book, source: str) -> dict[str, Entry]:
    ids = [row[0] for row in book.conn.execute("SELECT id FROM arrival WHERE source = ?", (source,))]
    return {e.id: e for e in map(book.entry, ids) if e}


def _back_again(book: Book, brought: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return what stands that says again what was brought, after it had been taken back and that was undone."""
    heads = [h for subject in {e.subject for e in brought.values()} for h in book.heads(subject)]
    found = {}
    for head in heads:
        before = book.entry(head.replaces) if head.replaces and head.id not in brought else None
        while before is not None and before.id not in brought:
            before = book.entry(before.replaces) if before.replaces else None
        if before is not None and (before.kind, before.data) == (head.kind, head.data):
            found[head.id] = head
    return found


def _without(book: Book, entry: Entry, brought: dict[str, Entry], reason: str) -> Draft | None:
    heads = {h.id for h in book.heads(entry.subject)}
    if entry.id not in heads:
        return None
    if heads - brought.keys():
        # Our own version is beside it, which is how it was before.
        return Draft("settle", entry.subject, {"kept": min(heads - brought.keys())}, entry.id)
    before: Entry | None = entry
    while before is not None and before.id in brought:
        before = book.entry(before.replaces) if before.replaces else None
    if before is None or before.body is None:
        return Draft("withdraw", entry.subject, {"reason": reason}, entry.id) if entry.kind != "withdraw" else None
    data: dict[str, Any] = before.data
    return Draft(before.kind, entry.subject, data, entry.id)
