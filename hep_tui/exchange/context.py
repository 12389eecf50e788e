"""What every table of one export needs to know, and what the export has to account for."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hep_tui.domain.phases import Cells, cells
from hep_tui.domain.record import from_body
from hep_tui.domain.text import clean_line, shown
from hep_tui.domain.themes import Frame
from hep_tui.exchange.tables import CODES, VERSION
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.records import KINDS
from hep_tui.views.review import Review, frame, review

LONDON = "Europe/London"
T = TypeVar("T")
Row = dict[str, object]
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)
GONE, UNREADABLE = "belongs to something that was taken back", "does not hold what it should"
TWICE = "stands twice under one key"
SECRET = "bears a number although its poll is secret"


class Gone(LookupError):
    """Say that what a thing belongs to is not in the record any more."""

    why = GONE


class Secret(Gone):
    """Say that a thing belongs to a secret poll, of which no paper may be told from the others."""

    why = SECRET


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
    hidden: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    blanked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def phase(self, phase: str) -> Row:
        """Return the columns that show a phase."""
        cell, how = self.cells.of(phase)
        return {"phase": cell, "phase_shown": how}

    def pseudonym(self, person: str) -> str:
        """Return 16 hex digits that stand for a person throughout this review and nowhere else."""
        return hmac.new(self.secret, person.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:16]

    def bodies(self, kind: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
        """Yield the entries of a kind that stand, with what they say, in the order of the record."""
        for entry in self.book.current(kind):
            with suppress(*MALFORMED):
                yield entry, entry.data

    def each(self, table: str, cls: type[T], rows: Callable[[Entry, T], Iterable[Row]]) -> Iterator[Row]:
        """Yield the rows of everything of one class that stands, in the order of the record, stamped."""
        return self.each_body(table, KINDS[cls], lambda entry, data: rows(entry, from_body(cls, data)))

    def each_body(self, table: str, kind: str, rows: Callable[[Entry, dict[str, Any]], Iterable[Row]]) -> Iterator[Row]:
        """Yield the rows of every entry of a kind that stands, in the order of the record, stamped.

        An entry from elsewhere that does not hold what it should is left out and counted, and so is what belongs to
        something that was taken back, and a paper of a secret poll.
        """
        for entry in self.book.current(kind):
            try:
                made = list(rows(entry, entry.data))
            except Gone as gone:
                self.left_out[table, gone.why] += 1
                continue
            except MALFORMED:
                self.left_out[table, UNREADABLE] += 1
                continue
            stamp = self.stamp(entry)
            for row in made:
                yield stamp | row

    def stamp(self, entry: Entry) -> Row:
        """Return the cells that every row from the logbook has."""
        return {
            "entry": entry.id,
            "n": entry.n,
            "writer": entry.writer,
            "keyer": entry.who,
            "at_utc": entry.at,
            "local_date": local_date(entry.at, self.review.pack.timezone),
            "disputed": entry.subject in self.disputed,
            "schema_version": VERSION,
        }


def context(book: Book) -> Context:
    """Return the context of exporting a book. Raises HepError where the file holds no review."""
    found = _shown(review(book))
    merged = cells(found.pack.phases, found.schools)
    lists: dict[str, dict[str, str]] = {
        "phase": {**{s.phase: s.phase for s in found.schools if s.phase}, **merged.labels},
        "role": {r.id: r.label for r in found.pack.roles},
        "group": {g.id: g.label for g in found.pack.groups},
    }
    lists |= {name: dict(codes.values) for name, codes in CODES.items() if codes.values is not None}
    first = next(book.current("review"))
    return Context(
        book,
        found,
        merged,
        {name: {shown(code): shown(label) for code, label in codes.items()} for name, codes in lists.items()},
        frame(book, found.pack),
        frozenset(row["subject"] for row in book.rows("conflict")),
        # The salt of the review's own entry is random and leaves the logbook nowhere else.
        str(json.loads(first.body or "{}").get("salt", "")).encode(),
    )


def _shown(found: Review) -> Review:
    """Return a review whose title and attribution may stand in a text file, whatever wrote them."""
    pack = replace(found.pack, attribution=clean_line(found.pack.attribution))
    return replace(found, title=clean_line(found.title), pack=pack)


def local_date(at: str, zone: str = LONDON) -> str:
    """Return the date in a time zone at an ISO time with its offset; empty where either is unknown."""
    try:
        time = datetime.fromisoformat(at)
        return _in_zone(time, zone).date().isoformat() if time.tzinfo else ""
    except (*MALFORMED, OverflowError, OSError):
        return ""


def _in_zone(time: datetime, zone: str) -> datetime:
    """Return a time in a zone; that of London by rule, since not every laptop has a time zone database.

    Summer Time runs from 01:00 UTC on the last Sunday of March to that of October (Summer Time Order 2002).
    """
    if zone != LONDON:
        return time.astimezone(ZoneInfo(zone))
    time = time.astimezone(UTC)
    start, end = (_last_sunday(time.year, month) for month in (3, 10))
    return time + timedelta(hours=1 if start <= time < end else 0)


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime(year, month, 31 - (last.weekday() + 1) % 7, 1, tzinfo=UTC)


def as_list(value: Any) -> list[str]:
    """Return the different texts of a list, in order; nothing where it is no list."""
    found = value if isinstance(value, list | tuple) else ()
    return list(dict.fromkeys(text for v in found if isinstance(v, str) and (text := shown(v))))
