"""Merge other laptops' files: any order, any number of times, the same record."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hep_tui.domain.kinds import kinds_said
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import admission, connect, salvage, signatures, snapshot, trust
from hep_tui.logbook.admission import Admitted
from hep_tui.logbook.book import Book, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Entry, record_code
from hep_tui.logbook.errors import Damaged, NotStored, OtherReview, ReadOnly
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.signatures import Signatures
from hep_tui.logbook.signers import Signer, signers
from hep_tui.logbook.trust import Trust


@dataclass(frozen=True)
class Merged:
    """Say what a merge did, or would do."""

    source: str
    """The name of the other file."""
    new: int
    known: int
    """Entries that were here already."""
    conflicting: int
    """Subjects that are newly in conflict."""
    quarantined: tuple[tuple[str, str], ...]
    """The id of each entry that was refused, and why."""
    record_code: str
    erases: int = 0
    """Entries of this record that lose what they say."""
    set_aside: int = 0
    """New entries without effect, since nobody introduced the laptop that made them."""
    by_kind: Mapping[str, int] = field(default_factory=dict)
    """How many new entries there are of each kind."""
    signers: tuple[Signer, ...] = ()
    """Who made the new entries, those with most of them first."""

    @property
    def words(self) -> str:
        """Return it in one sentence."""
        said = f"ERASES {self.erases}: " if self.erases else ""
        said += f"{clean_line(self.source)}: {self.new} new, {self.known} already known"
        said += f", {self.set_aside} set aside" if self.set_aside else ""
        said += f", {self.conflicting} now in two versions" if self.conflicting else ""
        said += f", {len(self.quarantined)} refused ({self.quarantined[0][1].rstrip('.')})" if self.quarantined else ""
        return f"{said}."

    @property
    def details(self) -> list[str]:
        """Return what the new entries are and who made them, a line each."""
        return [kinds_said(self.by_kind)] * bool(self.new) + [f"by {signer.said}" for signer in self.signers]


Check = Callable[[Book], object]
"""Raise HepError where a record cannot be shown."""


def merge(
    book: Book, other: Path, *, dry_run: bool = False, salvaged: bool = False, check: Check | None = None
) -> Merged:
    """Take the entries of another file of the same review into this one, all in one transaction.

    Entries that would leave this record less than whole are refused; `salvaged` takes all that prove themselves. A dry
    run does the same with a copy. Nothing is stored where `check` raises over the result. Raises NotALogbook, Damaged,
    OtherReview, ReadOnly or NotStored, with this record as it was before.
    """
    if dry_run:
        with copied(book) as copy:
            return merge(copy, other, salvaged=salvaged, check=check)
    if book.read_only:
        raise ReadOnly(book.read_only)
    rows, signed = (_salvaged(other), {}) if salvaged else snapshot.record(other)
    theirs = admission.sound(rows)
    _same_review(book, theirs.entries, other.name)
    try:
        return _take(book, theirs, signed, name=other.name, salvaged=salvaged, check=check)
    except HepError:
        # What was read of it meanwhile is no more.
        book.forget()
        raise
    except sqlite3.Error as error:
        raise NotStored(
            f"The merge of {other.name} could not be stored ({error}); this record is as before."
        ) from error


@contextmanager
def copied(book: Book) -> Iterator[Book]:
    """Lend a copy of a book in memory, to try something out."""
    with closing(connect.memory()) as conn:
        book.conn.backup(conn)
        yield Book(book.path, conn)


def _salvaged(other: Path) -> list[Entry]:
    with snapshot.bytes_of(other) as copy:
        found = salvage.read_entries(copy, other.name)
    if not found:
        raise Damaged(
            f"Nothing that {other.name} said can be read any more; nothing was merged, open its newest backup."
        )
    return found


def _take(
    book: Book, theirs: Admitted, signed: Signatures, *, name: str, salvaged: bool, check: Check | None
) -> Merged:
    before = _conflicts(book)
    with writing(book.conn):
        ours = list(book.entries())
        known = {e.id for e in ours}
        found = admission.admitted(ours, theirs, signed, salvaged=salvaged)
        fresh = [e for e in found.entries if e.id not in known]
        insert(book.conn, fresh)
        signatures.keep(book.conn, fresh, signed)
        who, aside = trust.take_effect(book.conn, found.entries)
        _same_founder(book, ours, who, name)
        erases = _without_words(book, known) - sum(e.body is None for e in ours)
        if fresh:
            _remember(book, fresh, name, record_code(e.id for e in found.entries))
            book.conn.executemany("INSERT OR IGNORE INTO gap VALUES (?)", [(id,) for id in found.gaps])
        done = Merged(
            source=name,
            new=len(fresh),
            known=len(found.entries) - len(fresh),
            conflicting=len(_conflicts(book) - before),
            quarantined=tuple(found.refused.items()),
            record_code=book.record_code(),
            erases=erases,
            set_aside=len(aside & {e.id for e in fresh}),
            by_kind=dict(sorted(Counter(e.kind for e in fresh).items())),
            signers=signers(fresh, found.entries, who),
        )
        if check is not None:
            book.forget()
            check(book)
    book.look_again()
    return done


def _same_review(book: Book, entries: Sequence[Entry], name: str) -> None:
    ours = {row["id"] for row in book.rows("review")}
    theirs = {e.subject for e in entries if e.kind == "review"}
    if ours and theirs and not ours & theirs:
        raise OtherReview(f"{name} belongs to another review; nothing was merged.")
    if ours and not theirs and entries and not any(book.entry(e.id) for e in entries):
        raise OtherReview(f"{name} does not say which review it belongs to; nothing was merged.")


def _same_founder(book: Book, ours: Sequence[Entry], now: Trust, name: str) -> None:
    """Raise OtherReview where a merge would hand the review to a laptop that nobody introduced here.

    Who founded a review decides over everybody else, and any file can claim it.
    """
    before, key = book.trust, now.founder
    if key == before.founder or key in before.introduced or (book.laptop and book.laptop.public == key):
        return
    # The claim comes before what is here already, as where the first entries of a damaged file were lost.
    known = any(now.laptops.get(e.writer) == key for e in ours)
    if known or not any(e.kind == "review" for e in ours):
        return
    raise OtherReview(
        f"{name} says that another laptop founded this review; nothing was merged. Ask whose it is; if its words are "
        f"{four_words(key)}: hep laptops FILE introduce {four_words(key)} --from {name}, and merge again."
    )


def _without_words(book: Book, among: set[str]) -> int:
    rows = book.conn.execute("SELECT id FROM entry WHERE body IS NULL")
    return sum(row[0] in among for row in rows)


def _conflicts(book: Book) -> set[str]:
    return {str(row[0]) for row in book.conn.execute("SELECT subject FROM conflict")}


def _remember(book: Book, fresh: Sequence[Entry], name: str, code: str) -> None:
    """Keep beside the logbook which file brought which entries; this is not part of the record."""
    source = book.token()
    at = book.source.now().isoformat(timespec="seconds")
    row = (source, clean_line(name), at, code)
    book.conn.execute("INSERT INTO source (id, name, at, record_code) VALUES (?, ?, ?, ?)", row)
    book.conn.executemany("INSERT OR IGNORE INTO arrival VALUES (?, ?)", [(e.id, source) for e in fresh])
