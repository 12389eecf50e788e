"""Merge other laptops' files: any order, any number of times, the same record."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from hep_tui.domain.kinds import kinds_said
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError
from hep_tui.logbook import admission, connect, damage, founding, salvage, signatures, snapshot, trust
from hep_tui.logbook.admission import Admitted, Held
from hep_tui.logbook.book import Book, insert
from hep_tui.logbook.connect import writing
from hep_tui.logbook.entry import Entry, record_code
from hep_tui.logbook.errors import Damaged, NotStored, OtherReview, ReadOnly
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.signatures import Signatures
from hep_tui.logbook.signers import Signer, signers
from hep_tui.logbook.telling import Told, between, nobody
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
    founded: bool = False
    """Whether nobody had founded the review, so that this laptop did, before the first file that would destroy."""

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
        said = [kinds_said(self.by_kind)] * bool(self.new) + [f"by {signer.said}" for signer in self.signers]
        return said + [_FOUNDED] * self.founded


_FOUNDED = (
    "Nobody had founded this review, so this laptop founds it: what was in it counts as before, and hep laptops FILE "
    "admits what is set aside."
)
_COPIED, _READ, _TAKEN = 0.3, 0.6, 0.9
"""Which share of it is done once a file is copied, once its entries are looked at, and once they are in."""
Check = Callable[[Book], object]
"""Raise HepError where a record cannot be shown."""


def merge(
    book: Book, other: Path, *, dry_run: bool = False, salvaged: bool = False, check: Check | None = None
) -> Merged:
    """Take the entries of another file of the same review into this one, all in one transaction.

    A dry run does the same with a copy. Raises as `merge_all` does.
    """
    if dry_run:
        with copied(book) as copy:
            return merge(copy, other, salvaged=salvaged, check=check)
    return merge_all(book, [other], salvaged=salvaged, check=check)[0]


def merge_all(
    book: Book,
    others: Sequence[Path],
    *,
    salvaged: bool = False,
    check: Check | None = None,
    backups: Path | None = None,
    told: Told = nobody,
) -> list[Merged]:
    """Take the entries of other files of the same review into this one: those of all in one transaction, or of none.

    Entries that would leave this record less than whole are refused; `salvaged` takes all that prove themselves.
    Nothing is stored where `check` raises over the result, or where `told`, which hears how far it has come, raises
    HepError to stop it. Raises NotALogbook, Damaged, OtherReview, ReadOnly or
    NotStored, with this record as it was before; where a file is damaged, its newest backup under `backups` is named.
    """
    if book.read_only:
        raise ReadOnly(book.read_only)
    n, reading, taking = len(others), between(told, 0, _READ), between(told, _READ, _TAKEN)
    files = [
        _read(other, backups, salvaged=salvaged, told=between(reading, i / n, (i + 1) / n))
        for i, other in enumerate(others)
    ]
    try:
        with writing(book.conn):
            into = _Into(book, salvaged=salvaged)
            done = [into.take(file, between(taking, i / n, (i + 1) / n)) for i, file in enumerate(files)]
            if into.gaps:
                book.record_losses(into.gaps)
            code = book.record_code()
            told(_TAKEN)
            if check is not None:
                book.forget()
                check(book)
            # The last moment to stop it.
            told(1)
    except HepError:
        # What was read of it meanwhile is no more.
        book.forget()
        raise
    except sqlite3.Error as error:
        names = ", ".join(other.name for other in others)
        raise NotStored(f"The merge of {names} could not be stored ({error}); this record is as before.") from error
    book.look_again()
    return [replace(merged, record_code=code) for merged in done]


@contextmanager
def copied(book: Book) -> Iterator[Book]:
    """Lend a copy of a book in memory, to try something out."""
    with closing(connect.memory()) as conn:
        book.conn.backup(conn)
        yield Book(book.path, conn, laptop=book.laptop)


@dataclass(frozen=True)
class _File:
    """Hold what another file says."""

    path: Path
    theirs: Admitted
    signed: Signatures
    backups: Path | None


def _read(other: Path, backups: Path | None, *, salvaged: bool, told: Told) -> _File:
    with damage.naming_backup(other, backups):
        told(0)
        rows, signed = _salvaged(other) if salvaged else snapshot.record(other)
        return _File(other, admission.sound(rows, between(told, _COPIED, 1)), signed, backups)


def _salvaged(other: Path) -> tuple[list[Entry], Signatures]:
    with snapshot.bytes_of(other) as copy:
        found = salvage.read(copy, other.name)
    if not found.entries:
        raise Damaged(
            f"Nothing that {other.name} said can be read any more; nothing was merged, open its newest backup."
        )
    return found.entries, found.signed


class _Into:
    """Take files into a book one after the other, within the caller's transaction.

    What is held of the record is read once, and grows with each file.
    """

    def __init__(self, book: Book, *, salvaged: bool) -> None:
        self.book, self.salvaged = book, salvaged
        self.held = Held(book.entries())
        self.who, self.aside = book.trust, book.set_aside
        self.gaps: set[str] = set()
        self.conflicts = {str(row[0]) for row in book.conn.execute("SELECT subject FROM conflict")}

    def take(self, file: _File, told: Told) -> Merged:
        """Take one file in, and say what it brought; the record code is still to come."""
        book, name = self.book, file.path.name
        _same_review(book, file.theirs.entries, name)
        with damage.naming_backup(file.path, file.backups):
            found = admission.admitted(self.held, file.theirs, file.signed, salvaged=self.salvaged, told=told)
        fresh = [e for e in found.entries if e.id not in self.held.by_id]
        before = self._unprotected(fresh)
        # In the order of their ids, since that is how they lie in the file.
        insert(book.conn, sorted(fresh))
        signatures.keep(book.conn, fresh, file.signed)
        founded = self._found(before, fresh)
        back = self.held.wordless(found.entries)
        who, aside, erased = trust.take_effect(book.conn, back)
        _same_founder(book, self.held, self.who, who, name)
        self.held.without -= {e.id for e in back} - erased
        erases = self.held.erase(erased)
        self.held.add(fresh)
        self.held.erase(erased)
        if fresh:
            _remember(book, fresh, name, record_code(e.id for e in found.entries))
        self.gaps |= found.gaps
        conflicting = self._newly_conflicting(fresh, aside ^ self.aside)
        self.who, self.aside = who, aside
        return Merged(
            source=name,
            new=len(fresh),
            known=len(found.entries) - len(fresh),
            conflicting=conflicting,
            quarantined=tuple(found.refused.items()),
            record_code="",
            erases=erases,
            set_aside=len(aside & {e.id for e in fresh}),
            by_kind=dict(sorted(Counter(e.kind for e in fresh).items())),
            signers=signers(fresh, found.entries, who),
            founded=founded,
        )

    def _found(self, before: Mapping[str, str], fresh: Sequence[Entry]) -> bool:
        """Found the review as it was where what is new would destroy in it; say whether that was due."""
        laptop = self.book.laptop
        if not before or laptop is None or not trust.destroy(self.book.conn, fresh, laptop.public):
            return False
        self.book.begin_chain(founding.claim(self.book.conn, self.who, before))
        return True

    def _unprotected(self, fresh: Sequence[Entry]) -> dict[str, str]:
        """Return the last entry of each writer of a review that nobody founded; none where there is none to protect."""
        if self.who.claims or not self.held.kinds["review"] or not any(map(trust.may_destroy, fresh)):
            return {}
        return founding.tails(self.book.writers())

    def _newly_conflicting(self, fresh: Sequence[Entry], turned: Iterable[str]) -> int:
        """Return how many subjects are in conflict now and were not; only those of several entries can be."""
        held = self.held
        touched = {e.subject for e in fresh if held.subjects[e.subject] > 1}
        touched |= {held.by_id[id].subject for id in turned}
        found = {s for s in touched if any(self.book.conn.execute("SELECT 1 FROM conflict WHERE subject = ?", (s,)))}
        new = found - self.conflicts
        self.conflicts = self.conflicts - touched | found
        return len(new)


def _same_review(book: Book, entries: Sequence[Entry], name: str) -> None:
    ours = {row["id"] for row in book.rows("review")}
    theirs = {e.subject for e in entries if e.kind == "review"}
    if ours and theirs and not ours & theirs:
        raise OtherReview(f"{name} belongs to another review; nothing was merged.")
    if ours and not theirs and entries and not any(book.entry(e.id) for e in entries):
        raise OtherReview(f"{name} does not say which review it belongs to; nothing was merged.")


def _same_founder(book: Book, ours: Held, before: Trust, now: Trust, name: str) -> None:
    """Raise OtherReview where a merge would hand the review to a laptop that nobody introduced here.

    Who founded a review decides over everybody else, and any file can claim it.
    """
    ours_alone = {*before.claims.values(), *before.introduced, book.laptop.public if book.laptop else ""}
    # The claim comes before what is here already, as where the first entries of a damaged file were lost.
    known = {writer for writer, _ in ours.followed}
    others = [key for writer, key in now.claims.items() if writer not in known and key not in ours_alone]
    if not others or not ours.kinds["review"]:
        return
    key = others[-1]
    raise OtherReview(
        f"{name} says that another laptop founded this review; nothing was merged. Ask whose it is; if its words are "
        f"{four_words(key)}: hep laptops FILE introduce {four_words(key)} --from {name}, and merge again."
    )


def _remember(book: Book, fresh: Sequence[Entry], name: str, code: str) -> None:
    """Keep beside the logbook which file brought which entries; this is not part of the record."""
    source = book.token()
    at = book.source.now().isoformat(timespec="seconds")
    row = (source, clean_line(name), at, code)
    book.conn.execute("INSERT INTO source (id, name, at, record_code) VALUES (?, ?, ?, ?)", row)
    book.conn.executemany("INSERT OR IGNORE INTO arrival VALUES (?, ?)", [(e.id, source) for e in fresh])
