"""Check that a record is whole: structure, hashes, chains, code."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from hep_tui.logbook import schema
from hep_tui.logbook.book import Book
from hep_tui.logbook.entry import COLUMNS, ERASERS, Entry, digest_of, id_of, record_code, same_code

_MOST = 50
# How the problems begin that only say that something else is not there.
GAPS = ("An entry is missing before", "What entry")


@dataclass(frozen=True)
class Report:
    """Hold what a verification found; `unknown` counts the entries of kinds that this program does not know."""

    record_code: str
    entries: int
    problems: tuple[str, ...] = ()
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def verify(book: Book, code: str = "") -> Report:
    """Return what is wrong with a record; `code` is a record code from the minutes that it must still have.

    Without a code, entries missing from the end of a writer's chain cannot be noticed; with it, they are.
    """
    return verify_connection(book.conn, code)


def verify_connection(conn: sqlite3.Connection, code: str = "", *, checked: bool = False) -> Report:
    """Return what is wrong with the record behind a connection; `checked` pages are not gone through again."""
    try:
        problems = [*_structure(conn, checked)]
        entries = [Entry(*row) for row in conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY n, writer")]
    except sqlite3.Error as error:
        return Report("", 0, (f"SQLite cannot read it: {error}",))
    problems += entry_problems(entries)
    found = record_code(e.id for e in entries)
    if code and not same_code(code, found):
        problems.append(
            f"The record code is {found}, not {code}: entries were added or are missing since it was read out."
        )
    if len(problems) > _MOST:
        problems = [*problems[:_MOST], f"and {len(problems) - _MOST} more"]
    unknown = Counter(e.kind for e in entries if e.kind not in schema.KNOWN)
    return Report(found, len(entries), tuple(problems), dict(unknown))


def entry_problems(entries: list[Entry]) -> Iterator[str]:
    """Yield what is wrong with entries, taken in the order of the record."""
    yield from (problem for _, problem in faulty(entries))


def faulty(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """Yield (id, problem) for every entry whose hash, body or place in its chain is wrong."""
    erased = {e.replaces for e in entries if e.kind in ERASERS}
    by_id = {e.id: e for e in entries}
    last: dict[str, Entry] = {}
    for e in entries:
        if id_of(e.row[1:-1]) != e.id:
            yield e.id, f"Entry {e.id[:8]} ({e.kind}) was changed after it was made."
        elif e.body is None and e.id not in erased:
            yield e.id, f"Entry {e.id[:8]} ({e.kind}) lost what it said, and no redaction says why."
        elif e.body is not None and digest_of(e.body) != e.digest:
            yield e.id, f"Entry {e.id[:8]} ({e.kind}) says something else than when it was made."
        before = last.get(e.writer)
        if e.prev != (before.id if before else "") or (before and e.n <= before.n):
            yield e.id, f"An entry is missing before {e.id[:8]} ({e.kind}, number {e.n})."
        if e.replaces and e.replaces not in by_id:
            yield e.id, f"What entry {e.id[:8]} ({e.kind}) corrects is missing."
        elif e.replaces and by_id[e.replaces].subject != e.subject:
            yield e.id, f"Entry {e.id[:8]} ({e.kind}) corrects something else than it is about."
        last[e.writer] = e


def _structure(conn: sqlite3.Connection, checked: bool) -> Iterator[str]:
    """Yield what is wrong with the file: pages, the table, and the triggers that guard it."""
    for (found,) in conn.execute("PRAGMA integrity_check(10)") if not checked else ():
        if found != "ok":
            yield f"SQLite finds damage: {found}"
    ours = {_squeezed(s) for s in schema.statements()}
    present = {_squeezed(sql) for (sql,) in conn.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if version == schema.VERSION:
        missing = len(ours - present)
        strange = len([s for s in present - ours if " trigger " in f" {s} " or " entry" in s.partition("(")[0]])
        if missing:
            yield f"{missing} of the tables, triggers or views that guard the record are missing or changed."
        if strange:
            yield f"{strange} tables or triggers were added to the record."


def _squeezed(sql: str) -> str:
    return " ".join(sql.split()).lower()
