"""What every table of one export needs to know, and what the export has to account for."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED, SUPPRESSED, UNKNOWN, Cells, cells
from hep_tui.domain.record import from_body
from hep_tui.domain.speech import worded
from hep_tui.domain.survey import DERIVED
from hep_tui.domain.text import clean_line, shown
from hep_tui.domain.themes import Frame
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.domain.zones import LONDON, in_zone
from hep_tui.exchange.crowds import Crowds
from hep_tui.exchange.parts import Again, Parts, Row, joined, over
from hep_tui.exchange.tables import CODES, VERSION, own_cells, table
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.cache import conflicts
from hep_tui.logbook.records import KINDS
from hep_tui.views.review import Review, frame, review

T = TypeVar("T")
_SHUFFLED = ("note", "ballot", "rating", "response")
"""Of these kinds the order would tell who spoke or voted after whom."""
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)
GONE, UNREADABLE = "belongs to something that was taken back", "does not hold what it should"
TWICE = "is under one key twice"
SECRET = "would tell how somebody voted in secret"
FEW = f"would fit fewer than {MIN_PEOPLE} people"


class Gone(LookupError):
    """Say that what a thing belongs to is not in the record any more."""

    why = GONE


class Secret(Gone):
    """Say that a thing belongs to a secret poll, of which no paper may be told from the others."""

    why = SECRET


class Few(Gone):
    """Say that a thing is of one or two people, whatever it shows of them."""

    why = FEW


@dataclass
class Context:
    """Hold the review under export, its code lists, and counts of what is hidden, left out or unreadable.

    `hidden` counts (table, column, action, shown as); `left_out` counts (table, reason); `blanked` (table, column).
    """

    book: Book
    review: Review
    cells: Cells
    codes: Mapping[str, Mapping[str, str]]
    frame: Frame
    disputed: frozenset[str]
    secret: bytes
    head: Row
    tier: Tier = Tier.ANALYST
    shown: dict[str, str] = field(default_factory=dict)
    """The entry by which each disputed thing is a row."""
    hidden: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    blanked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _last: tuple[Entry, object, bool] | None = None

    def who(self, place: str, phase: str, role: str = "") -> Again:
        """Return the columns that show the phase and the role of somebody of a meeting or of a wave of a survey."""
        return self._whose(place, phase, role)

    @cached_property
    def _whose(self) -> Callable[[str, str, str], Again]:
        return lru_cache(self._who)

    def _who(self, place: str, phase: str, role: str) -> Again:
        cell, how = self.cells.of(phase)
        if self.tier is not Tier.RESTRICTED:
            cell, how = self._concealed(place, cell, how)
        untold = how == SUPPRESSED
        shown = self._role_shown(place, cell, role, alone=untold, hidden=untold and bool(phase))
        kept = role if shown == AS_RECORDED else ""
        return Again({"phase": cell, "phase_shown": how, "role": kept, "role_shown": shown})

    def _concealed(self, place: str, cell: str, how: str) -> tuple[str, str]:
        """Return the cell of a phase where it may be shown, and how it is; what is hidden looks like what is not said.

        Otherwise that something is hidden would itself tell the one or two of a meeting of whom it can be, or that
        somebody spoke who was not registered.
        """
        crowd = self.crowds[place]
        if how == UNKNOWN or (how != NOT_ASKED and crowd.shows_phase(cell)):
            return cell, how
        return "", SUPPRESSED if crowd.conceals_phase else NOT_ASKED

    def _role_shown(self, place: str, cell: str, role: str, *, alone: bool, hidden: bool) -> str:
        """Return how a role is shown beside a phase; `alone` where none is told, `hidden` where one was said."""
        if role and role not in self.codes["role"]:
            return UNKNOWN
        crowd = self.crowds[place]
        if self.tier is Tier.RESTRICTED or (role and not hidden and crowd.shows_role(cell, role)):
            return AS_RECORDED if role else NOT_ASKED
        unjoined = bool(role) and not crowd.people
        return SUPPRESSED if alone or unjoined or crowd.conceals_role(cell) else NOT_ASKED

    @cached_property
    def crowds(self) -> Crowds:
        """Return the people of each meeting, of whom several have to fit every row."""
        return Crowds(self.book, self.cells)

    def few(self, place: str) -> bool:
        """Say whether nothing of a meeting or a wave may be told, as it is of one or two people."""
        return self.tier is not Tier.RESTRICTED and self.crowds[place].few

    def figure(self, table: str, column: str, people: int | None) -> int | None:
        """Return a number of people for a cell; for analysts none where it is of one or two."""
        few = self.tier is Tier.ANALYST and 0 < (people or 0) < MIN_PEOPLE
        return self.unless(few, table, column, people)

    def unless(self, hidden: bool, table: str, column: str, value: T) -> T | None:
        """Return the value of a cell, none where it is hidden, which is counted."""
        if not hidden:
            return value
        self.hidden[table, column, SUPPRESSED, ""] += 1
        return None

    def pseudonym(self, person: str) -> str:
        """Return 16 hex digits that stand for a person throughout this review and nowhere else."""
        return hmac.new(self.secret, person.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:16]

    def id(self, subject: str) -> str:
        """Return the id of a thing: outside the team, a comment's and a response's are replaced.

        As they are recorded, one is worked out of the other, and both of the number that the survey tool gave.
        """
        kind, dot, _ = subject.partition(".")
        if self.tier is Tier.RESTRICTED or not dot or kind not in DERIVED:
            return subject
        return f"{kind}.{self.pseudonym(subject)}"

    def bodies(self, kind: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
        """Yield the current entries of a kind, with what they say, in the order of the record."""
        for entry in self.book.current(kind):
            with suppress(*MALFORMED):
                yield entry, entry.data

    def each(self, name: str, cls: type[T], rows: Callable[[Entry, T], Iterable[Row | Parts]]) -> "Each":
        """Return the rows of everything current of one class, in the order of the record, stamped.

        Where the rows of the table are of this class, each holds its fields, and over them what `rows` says.
        """
        said = own_cells(name) if table(name).noun is cls else None

        def made(entry: Entry, data: dict[str, Any]) -> Iterable[Row | Parts]:
            thing = self._read(cls, entry, data)
            if said is None:
                return rows(entry, thing)
            own = said(thing)
            return [over(own, row) for row in rows(entry, thing)]

        return Each(self, name, KINDS[cls], made)

    def _read(self, cls: type[T], entry: Entry, data: dict[str, Any]) -> T:
        """Return what an entry says, read once however many tables ask. Raises Few where it is of one or two people."""
        if self._last is None or self._last[0] is not entry:
            thing = from_body(cls, data)
            place = self.crowds.place(entry.subject, thing)
            self._last = entry, thing, place is not None and self.few(place)
        _, held, few = self._last
        if few:
            raise Few(entry.subject)
        return cast("T", held)

    def stamp(self, entry: Entry) -> tuple[Again, ...]:
        """Return the cells that every row from the logbook has."""
        day, disputed = local_date(entry.at, self.review.pack.timezone), entry.subject in self.disputed
        alone = Again({"entry": entry.id, "n": entry.n, "at_utc": entry.at})
        return alone, self._alike(entry.writer, entry.who, day, disputed)

    @cached_property
    def _alike(self) -> Callable[[str, str, str, bool], Again]:
        """Return what tells the cells of a stamp that entries have in common."""

        @lru_cache
        def alike(writer: str, keyer: str, day: str, disputed: bool) -> Again:
            return Again({"writer": writer, "keyer": keyer, "local_date": day, "disputed": disputed, **self.head})

        return alike


@dataclass(frozen=True)
class Each:
    """Hold the rows of one table that are made of the entries of one kind, one thing after the other.

    An entry from elsewhere that does not hold what it should is left out and counted, and so is what belongs to
    something that was taken back, a paper of a secret poll, and what is of one or two people. Of a thing in several
    versions, the first is shown.
    """

    ctx: Context
    table: str
    kind: str
    make: Callable[[Entry, dict[str, Any]], Iterable[Row | Parts]]

    def __iter__(self) -> Iterator[Row]:
        for entry, data in self.entries():
            yield from (joined(*self.ctx.stamp(entry), *row) for row in self.of(entry, data))

    def entries(self) -> Iterator[tuple[Entry, dict[str, Any]]]:
        """Yield the entries with what they say: in the order of the record, or where that would tell, in none."""
        shuffled = self.kind in _SHUFFLED and self.ctx.tier is not Tier.RESTRICTED
        for entry in self.ctx.book.current(self.kind, by_subject=shuffled):
            with suppress(*MALFORMED):
                yield entry, entry.data

    def of(self, entry: Entry, data: dict[str, Any]) -> list[Parts]:
        """Return the rows of one entry but for its stamp, none where it cannot be shown."""
        ctx = self.ctx
        if entry.subject in ctx.disputed and ctx.shown.get(entry.subject, entry.id) != entry.id:
            return []
        try:
            made = [row if isinstance(row, tuple) else (row,) for row in self.make(entry, data)]
        except Gone as gone:
            ctx.left_out[self.table, gone.why] += 1
            return []
        except MALFORMED:
            ctx.left_out[self.table, UNREADABLE] += 1
            return []
        if entry.subject in ctx.disputed:
            ctx.shown[entry.subject] = entry.id
        return made


def context(book: Book, tier: Tier = Tier.ANALYST) -> Context:
    """Return the context of exporting a book for a tier. Raises HepError where the file holds no review."""
    found = _shown(review(book))
    merged = cells(found.pack.phases, found.schools)
    lists: dict[str, dict[str, str]] = {
        "phase": {**{s.phase: s.phase for s in found.schools if s.phase}, **merged.labels},
        "role": {r.id: r.label for r in found.pack.roles},
        "group": {g.id: g.label for g in found.pack.groups},
    }
    lists |= {
        name: {code: worded(label) for code, label in codes.values.items()}
        for name, codes in CODES.items()
        if codes.values is not None
    }
    first = next(book.current("review"))
    return Context(
        book,
        found,
        merged,
        codes={name: {shown(code): shown(label) for code, label in codes.items()} for name, codes in lists.items()},
        frame=frame(book, found.pack),
        disputed=frozenset(conflicts(book)),
        # The salt of its first entry is random, leaves the logbook nowhere else, and stays when the review is amended.
        secret=str(json.loads(book.history(first.subject)[0].body or "{}").get("salt", "")).encode(),
        head=_head(book, found, first),
        tier=tier,
    )


def _head(book: Book, found: Review, first: Entry) -> Row:
    """Return the cells that every row of an export has."""
    return {
        "review": first.subject,
        "la_code": found.pack.la_code,
        "pack": found.pack.id,
        "record_code": book.record_code(),
        "schema_version": VERSION,
    }


def _shown(found: Review) -> Review:
    """Return a review whose title and attribution may be in a text file, whatever wrote them."""
    pack = replace(found.pack, attribution=clean_line(found.pack.attribution))
    return replace(found, title=clean_line(found.title), pack=pack)


def local_date(at: str, zone: str = LONDON) -> str:
    """Return the date in a time zone at an ISO time with its offset; empty where either is unknown."""
    try:
        time = datetime.fromisoformat(at)
        return in_zone(time, zone).date().isoformat() if time.tzinfo else ""
    except (*MALFORMED, OverflowError, OSError):
        return ""


def as_list(value: Any) -> list[str]:
    """Return the different texts of a list, in order; nothing where it is not a list."""
    if not value:
        return []
    found = value if isinstance(value, list | tuple) else ()
    return list(dict.fromkeys(text for v in found if isinstance(v, str) and (text := shown(v))))
