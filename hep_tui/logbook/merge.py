"""Merge other laptops' files: any order, any number of times, the same record."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.logbook import guard, salvage
from hep_tui.logbook.book import Book, apply_redactions, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Draft, Entry, record_code
from hep_tui.logbook.errors import NotStored, OtherReview, ReadOnly
from hep_tui.logbook.verify import GAPS, faulty


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
        said = f"{self.source}: {self.new} new, {self.known} already known"
        said += f", {self.conflicting} now in two versions" if self.conflicting else ""
        said += f", {len(self.quarantined)} refused ({self.quarantined[0][1]})" if self.quarantined else ""
        return f"{said}."


def merge(book: Book, other: Path, *, dry_run: bool = False, salvaged: bool = False) -> Merged:
    """Take the entries of another file of the same review into this one, all in one transaction.

    A dry run does the same and rolls it back. Raises NotALogbook, Damaged, OtherReview, ReadOnly or NotStored, with
    this record as it was before.
    """
    if book.read_only and not dry_run:
        raise ReadOnly(book.read_only)
    entries, quarantined = _read(other, salvaged)
    _same_review(book, entries, other.name)
    try:
        return _take(book, entries, tuple(quarantined), other.name, dry_run)
    except sqlite3.Error as error:
        raise NotStored(
            f"The merge of {other.name} could not be stored ({error}); this record is as before."
        ) from error


class _DryRun(Exception):
    """Leave a transaction without storing it."""


def _take(
    book: Book, entries: list[Entry], quarantined: tuple[tuple[str, str], ...], name: str, dry_run: bool
) -> Merged:
    known = {row[0] for row in book.conn.execute("SELECT id FROM entry")}
    fresh = [e for e in entries if e.id not in known]
    before = _conflicts(book)
    result: list[Merged] = []
    try:
        with writing(book.conn):
            insert(book.conn, fresh)
            apply_redactions(book.conn)
            result.append(
                Merged(
                    name,
                    len(fresh),
                    len(entries) - len(fresh),
                    len(_conflicts(book) - before),
                    quarantined,
                    book.record_code(),
                )
            )
            if dry_run:
                raise _DryRun
            if fresh:
                _remember(book, fresh, name, record_code(e.id for e in entries))
    except _DryRun:
        pass
    return result[0]


def _read(other: Path, salvaged: bool) -> tuple[list[Entry], list[tuple[str, str]]]:
    """Return the entries of another file that hold together, and the others with the reason why not."""
    with guard.guarded(other, whole=not salvaged) as conn:
        rows = list(salvage.read_entries(conn) if salvaged else guard.read_entries(conn))
    bad = {id: why for id, _, why in rows if why}
    entries = sorted((e for _, e, _ in rows if e), key=lambda e: (e.n, e.writer))
    for id, why in faulty(entries):
        # A salvaged file has gaps by its nature; every entry still proves itself.
        if not (salvaged and why.startswith(GAPS)):
            bad[id] = why
    return [e for e in entries if e.id not in bad], sorted(bad.items())


def _same_review(book: Book, entries: Sequence[Entry], name: str) -> None:
    ours = {row["id"] for row in book.rows("review")}
    theirs = {e.subject for e in entries if e.kind == "review"}
    if ours and theirs and not ours & theirs:
        raise OtherReview(f"{name} belongs to another review; nothing was merged.")
    if not theirs and entries and ours:
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
    if entry.id not in {h.id for h in book.heads(entry.subject)}:
        return None
    before: Entry | None = entry
    while before is not None and before.id in brought:
        before = book.entry(before.replaces) if before.replaces else None
    if before is None or before.body is None:
        return Draft("withdraw", entry.subject, {"reason": reason}, entry.id) if entry.kind != "withdraw" else None
    data: dict[str, Any] = before.data
    return Draft(before.kind, entry.subject, data, entry.id)
