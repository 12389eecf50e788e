"""Merge other laptops' files: any order, any number of times, the same record."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.domain.text import clean_line
from hep_tui.logbook import admission, guard, salvage
from hep_tui.logbook.admission import Admitted
from hep_tui.logbook.book import Book, apply_redactions, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Draft, Entry, record_code
from hep_tui.logbook.errors import Damaged, NotStored, OtherReview, ReadOnly


@dataclass(frozen=True)
class Merged:
    """Say what a merge did, or would do: entries new and known, subjects newly in conflict, entries refused."""

    source: str
    new: int
    known: int
    conflicting: int
    quarantined: tuple[tuple[str, str], ...]
    record_code: str

    @property
    def words(self) -> str:
        """Return it in one sentence."""
        said = f"{clean_line(self.source)}: {self.new} new, {self.known} already known"
        said += f", {self.conflicting} now in two versions" if self.conflicting else ""
        said += f", {len(self.quarantined)} refused ({self.quarantined[0][1].rstrip('.')})" if self.quarantined else ""
        return f"{said}."


def merge(book: Book, other: Path, *, dry_run: bool = False, salvaged: bool = False) -> Merged:
    """Take the entries of another file of the same review into this one, all in one transaction.

    Entries that would leave this record less than whole are refused; `salvaged` takes all that prove themselves. A dry
    run does the same with a copy. Raises NotALogbook, Damaged, OtherReview, ReadOnly or NotStored, with this record as
    it was before.
    """
    if dry_run:
        with copied(book) as copy:
            return merge(copy, other, salvaged=salvaged)
    if book.read_only:
        raise ReadOnly(book.read_only)
    theirs = admission.sound(_salvaged(other) if salvaged else _read(other))
    _same_review(book, theirs.entries, other.name)
    try:
        return _take(book, theirs, other.name, salvaged)
    except sqlite3.Error as error:
        raise NotStored(
            f"The merge of {other.name} could not be stored ({error}); this record is as before."
        ) from error


@contextmanager
def copied(book: Book) -> Iterator[Book]:
    """Lend a copy of a book in memory, to try something out."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        book.conn.backup(conn)
        yield Book(book.path, conn)


def _read(other: Path) -> list[Entry]:
    with guard.guarded(other) as conn:
        return list(guard.read_entries(conn))


def _salvaged(other: Path) -> list[Entry]:
    with guard.copied(other) as copy:
        found = salvage.read_entries(copy, other.name)
    if not found:
        raise Damaged(
            f"Nothing that {other.name} said can be read any more; nothing was merged, open its newest backup."
        )
    return found


def _take(book: Book, theirs: Admitted, name: str, salvaged: bool) -> Merged:
    before = _conflicts(book)
    with writing(book.conn):
        ours = list(book.entries())
        known = {e.id for e in ours}
        found = admission.admitted(ours, theirs, salvaged=salvaged)
        fresh = [e for e in found.entries if e.id not in known]
        insert(book.conn, fresh)
        apply_redactions(book.conn)
        if fresh:
            _remember(book, fresh, name, record_code(e.id for e in found.entries))
            book.conn.executemany("INSERT OR IGNORE INTO gap VALUES (?)", [(id,) for id in found.gaps])
        newly = len(_conflicts(book) - before)
        refused = tuple(found.refused.items())
        return Merged(name, len(fresh), len(found.entries) - len(fresh), newly, refused, book.record_code())


def _same_review(book: Book, entries: Sequence[Entry], name: str) -> None:
    ours = {row["id"] for row in book.rows("review")}
    theirs = {e.subject for e in entries if e.kind == "review"}
    if ours and theirs and not ours & theirs:
        raise OtherReview(f"{name} belongs to another review; nothing was merged.")
    if ours and not theirs and entries and not any(book.entry(e.id) for e in entries):
        raise OtherReview(f"{name} does not say which review it belongs to; nothing was merged.")


def _conflicts(book: Book) -> set[str]:
    return {str(row[0]) for row in book.conn.execute("SELECT subject FROM conflict")}


def _remember(book: Book, fresh: Sequence[Entry], name: str, code: str) -> None:
    """Keep beside the logbook which file brought which entries; this is not part of the record."""
    source = book.token()
    at = book.source.now().isoformat(timespec="seconds")
    book.conn.execute("INSERT INTO source (id, name, at, record_code) VALUES (?, ?, ?, ?)", (source, name, at, code))
    book.conn.executemany("INSERT OR IGNORE INTO arrival VALUES (?, ?)", [(e.id, source) for e in fresh])


def take_back(book: Book, source: str, reason: str) -> list[Entry]:
    """Withdraw what one merge brought, as a unit: what it added goes, what it amended reads as before."""
    ids = [row[0] for row in book.conn.execute("SELECT id FROM arrival WHERE source = ?", (source,))]
    brought = {e.id: e for e in (book.entry(id) for id in ids) if e}
    drafts = [d for e in brought.values() if (d := _without(book, e, brought, reason))]
    stored = book.append_all(drafts) if drafts else []
    with writing(book.conn):
        book.conn.execute("UPDATE source SET withdrawn = ? WHERE id = ?", (reason or "taken back", source))
    return stored


def _without(book: Book, entry: Entry, brought: dict[str, Entry], reason: str) -> Draft | None:
    heads = {h.id for h in book.heads(entry.subject)}
    if entry.id not in heads:
        return None
    if heads - brought.keys():
        # Our own version stands beside it, which is how it was before.
        return Draft("settle", entry.subject, {"kept": min(heads - brought.keys())}, entry.id)
    before: Entry | None = entry
    while before is not None and before.id in brought:
        before = book.entry(before.replaces) if before.replaces else None
    if before is None or before.body is None:
        return Draft("withdraw", entry.subject, {"reason": reason}, entry.id) if entry.kind != "withdraw" else None
    data: dict[str, Any] = before.data
    return Draft(before.kind, entry.subject, data, entry.id)
