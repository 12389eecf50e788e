"""Check that a record is whole: structure, hashes, chains, code."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hep_tui.domain.text import clean_line, shown
from hep_tui.logbook import codes, guard, limits, schema, signatures
from hep_tui.logbook.book import Book
from hep_tui.logbook.codes import Standing
from hep_tui.logbook.connect import UNREADABLE
from hep_tui.logbook.entry import ERASERS, Entry, bears_its_id, digest_of, record_code
from hep_tui.logbook.guard import Shape
from hep_tui.logbook.signatures import Signatures
from hep_tui.logbook.telling import Told, between, nobody, telling

_MOST = 50


@dataclass(frozen=True)
class Report:
    """Hold what a verification found; `unknown` counts the entries of kinds that this program does not know.

    `standing` is how the record compares with the code that was asked for, None where none was. `gaps` are places where
    something is missing that somebody accepted to lose, by salvaging, and `lost` the ids of the entries there.
    `damaged` says whether the problems are more than a code that differs. `record` are the entries in their order.
    """

    record_code: str
    entries: int
    problems: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    unknown: dict[str, int] = field(default_factory=dict)
    standing: Standing | None = None
    damaged: bool = False
    record: Sequence[Entry] = field(default=(), repr=False)

    @property
    def ok(self) -> bool:
        """Say whether nothing was found but gaps that are known."""
        return not self.problems


class Fault(NamedTuple):
    """Say what is wrong with an entry; `missing` where it is only that something else is not there."""

    entry: Entry
    why: str
    missing: bool


def verify(book: Book, code: str = "") -> Report:
    """Return what is wrong with a record; `code` is a record code from the minutes that it must still have.

    Without a code, entries missing from the end of a writer's chain cannot be noticed; with it, they are.
    """
    return report(book.conn, guard.shape(book.conn, book.path.name), code)


_READ = 0.4
"""The share of its pages and of reading it in all of checking a record."""


def report(
    conn: sqlite3.Connection,
    shape: Shape,
    code: str = "",
    known: Mapping[str, int] | None = None,
    told: Told = nobody,
) -> Report:
    """Return whether the record behind a connection is whole: the one meaning that this word has anywhere.

    Its pages, its schema, every entry by itself, and every chain. `known` are the hashes of entries by id that were
    verified before, whose pages are then not gone through again; `told` hears how far it has come.
    """
    try:
        problems = [*(() if known else _pages(conn, shape)), *_schema(shape)]
        entries = list(guard.entries(conn))
        accepted = _of_before(conn) if shape.version < schema.LOSSES and "gap" in shape.beside else set()
        signed = signatures.read(conn) if "signature" in shape.beside else {}
    except UNREADABLE as error:
        return unreadable(error)
    # In the order of the ids, as they are read, their code is quick to make.
    found = record_code(str(e.id) for e in entries)
    entries.sort(key=_place)
    faults = _faults(entries, signed, known or {}, between(told, _READ, 1))
    if faults:
        accepted |= _accepted(entries)
    gaps, wrong = _parted(faults, accepted)
    problems += [fault.why for fault in wrong]
    damaged = bool(problems)
    standing = codes.compare([e for e in entries if _typed(e)], code) if code else None
    if standing and not standing.fine:
        problems.append(standing.words)
    return Report(
        found,
        len(entries),
        _first(problems),
        gaps=tuple(gap.why for gap in gaps),
        lost=frozenset(gap.entry.id for gap in gaps),
        unknown=_unknown(entries),
        standing=standing,
        damaged=damaged,
        record=entries,
    )


def _parted(faults: Iterable[Fault], accepted: Container[str]) -> tuple[list[Fault], list[Fault]]:
    """Return the faults that are only losses which somebody accepted, and all others."""
    gaps: list[Fault] = []
    wrong: list[Fault] = []
    for fault in faults:
        known = fault.missing and fault.entry.id in accepted
        (gaps if known else wrong).append(fault)
    return gaps, wrong


def _first(problems: Sequence[str]) -> tuple[str, ...]:
    """Return as many problems as anybody reads, and how many more there are."""
    left = len(problems) - _MOST
    return (*problems[:_MOST], f"and {left} more") if left > 0 else tuple(problems)


def _unknown(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many entries there are of each kind that this program does not know."""
    kinds = Counter(e.kind for e in entries)
    return {shown(str(kind)): n for kind, n in kinds.items() if kind not in schema.KNOWN}


def unreadable(error: Exception) -> Report:
    """Return what there is to say of a file that SQLite gives up on."""
    return Report("", 0, (f"SQLite cannot read it: {clean_line(str(error))}",), damaged=True)


def _place(e: Entry) -> tuple[float, str]:
    """Return the place of an entry; one whose number or writer is of a wrong type comes first, and is found."""
    return (e.n, e.writer) if type(e.n) is int and type(e.writer) is str else (-1, "")


def _accepted(entries: Sequence[Entry]) -> set[str]:
    """Return the entries of which the record says that something which they need is lost."""
    opened = [e for e in entries if e.kind == "open" and '"lost":' in str(e.body) and not unsound(e, len(entries))]
    said = [e.data.get("lost") for e in opened]
    return {str(id) for ids in said if isinstance(ids, list) for id in ids}


def _of_before(conn: sqlite3.Connection) -> set[str]:
    """Return those of which a file says so that is older than such entries."""
    return {str(row[0]) for row in conn.execute("SELECT id FROM main.gap")}


def redacted(entries: Iterable[Entry]) -> Callable[[Entry], bool]:
    """Return a way to tell whether something says why an entry has no words any more."""
    erasing = [e for e in entries if e.kind in ERASERS]
    named, subjects = {e.replaces for e in erasing}, {e.subject for e in erasing if e.kind == "redact"}
    return lambda e: e.id in named or e.subject in subjects


def _faults(entries: Sequence[Entry], signed: Signatures, known: Mapping[str, int], told: Told) -> list[Fault]:
    """Return what is wrong with entries and their chains; signatures are asked for where nothing was changed."""
    found = list(_faulty(entries, known, told))
    if all(fault.missing for fault in found):
        found += _signed(entries, signed)
    return found


def _faulty(entries: Sequence[Entry], known: Mapping[str, int], told: Told) -> Iterator[Fault]:
    """Yield every entry with a wrong hash, body or place."""
    erased = redacted(entries)
    by_id = {e.id: e for e in entries}
    last: dict[str, Entry] = {}
    for e in telling(entries, told):
        verified = known and known.get(e.id) == hash(e)
        why = "" if verified else unsound(e, len(entries))
        if why:
            yield Fault(e, why, missing=False)
        if why and not _typed(e):
            continue
        if e.body is None and not erased(e):
            yield Fault(e, lost(e), missing=False)
        if not _follows(e, last.get(e.writer)):
            yield Fault(e, follows_missing(e), missing=e.prev not in by_id)
        if e.replaces and e.replaces not in by_id:
            yield Fault(e, corrects_missing(e), missing=True)
        elif e.replaces and by_id[e.replaces].subject != e.subject:
            yield Fault(e, f"{named(e)} corrects something else than it is about.", missing=False)
        last[e.writer] = e


def _follows(e: Entry, before: Entry | None) -> bool:
    """Say whether an entry follows the one before it in the chain of its writer."""
    if before is None:
        return not e.prev
    return e.prev == before.id and e.n > before.n


def _signed(entries: Sequence[Entry], signed: Signatures) -> Iterator[Fault]:
    """Yield the entries that their laptop did not sign, and the last one of a chain whose end is missing."""
    short = set(signatures.cut_short(entries, signed))
    of = {e.writer: e for e in entries if e.writer in short}
    for writer in sorted(short):
        yield Fault(of[writer], f"Entries are missing after {named(of[writer])}.", missing=True)
    for e in signatures.unsigned(entries, signed):
        if e.writer not in short:
            yield Fault(e, not_signed(e), missing=True)


def unsound(e: Entry, of: int = 0) -> str:
    """Return what is wrong with an entry by itself, among `of` of them; empty where nothing is."""
    if not _typed(e):
        return f"{named(e)} holds a value of the wrong type."
    if not bears_its_id(e):
        return f"{named(e)} was changed after it was made."
    if e.body is not None and digest_of(e.body) != e.digest:
        return f"{named(e)} says something else than when it was made."
    plain = limits.timed(e.at) and (e.body is None or limits.fits(e.body))
    if not plain or not 0 < e.n <= of + limits.MAX_AHEAD:
        return f"{named(e)} is not as hep makes them."
    return ""


def named(e: Entry) -> str:
    """Return an entry as it is called in a sentence."""
    return f"Entry {shown(str(e.id))[:8]} ({shown(str(e.kind))[:40]})"


def lost(e: Entry) -> str:
    """Say that a body is gone without a redaction."""
    return f"{named(e)} lost what it said, and no redaction says why."


def follows_missing(e: Entry) -> str:
    """Say that a chain is broken before an entry."""
    return f"An entry is missing before {shown(e.id)[:8]} ({shown(e.kind)[:40]}, number {e.n})."


def corrects_missing(e: Entry) -> str:
    """Say that what an entry replaces is not there."""
    return f"What entry {shown(e.id)[:8]} ({shown(e.kind)[:40]}) corrects is missing."


def not_signed(e: Entry) -> str:
    """Say that an entry names a laptop that did not sign it."""
    return f"{named(e)} is not signed by the laptop that it names."


def _typed(e: Entry) -> bool:
    """Say whether every value is of its type."""
    *types, body = map(type, e)
    return types == _TYPES and body in (str, type(None))


_TYPES = [str, str, int, str, str, str, str, str, str, str]


def _pages(conn: sqlite3.Connection, shape: Shape) -> Iterator[str]:
    """Yield what SQLite finds wrong; what others put into the file is not gone through, since it may compute."""
    of = "entry" if shape.apart else "10"
    for (found,) in conn.execute(f"PRAGMA main.integrity_check({of})"):
        if found != "ok":
            yield f"SQLite finds damage: {clean_line(found)}"


def _schema(shape: Shape) -> Iterator[str]:
    """Yield what is wrong with the tables, triggers and views that hep put into the file."""
    if shape.missing:
        yield f"{len(shape.missing)} of the tables, triggers or views that guard the record are missing or changed."
    if shape.triggers:
        yield f"{len(shape.triggers)} triggers were added to the record."
