"""Read the current entries as values of the domain."""

from collections.abc import Iterable
from typing import Any, TypeVar

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.cards import Card
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.model_lines import with_versions
from hep_tui.domain.models import Revision
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Account, Hands, Poll, StateChange
from hep_tui.domain.printing import Printing
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.result import Result
from hep_tui.domain.survey import Link, Response, Survey
from hep_tui.domain.themes import Code
from hep_tui.logbook.book import Book
from hep_tui.logbook.cache import cached
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.record import Record

__all__ = ["KINDS", "Record", "in_effect", "record_of", "records", "revised", "unreadable"]

T = TypeVar("T")

KINDS: dict[type, str] = {
    Account: "account",
    Attendance: "attendance",
    Ballot: "ballot",
    Batch: "batch",
    Card: "card",
    Check: "check",
    Code: "theme",
    FollowUp: "action",
    Hands: "count",
    Link: "link",
    Meeting: "meeting",
    Note: "note",
    Person: "person",
    Poll: "poll",
    Printing: "printing",
    Rating: "rating",
    Reading: "reading",
    Response: "response",
    Result: "declare",
    Revision: "model",
    StateChange: "state",
    Step: "step",
    Survey: "survey",
}


def in_effect(book: Book, entries: Iterable[Entry]) -> list[Entry]:
    """Return those of some entries that are not set aside: what a history may tell as having happened."""
    return [e for e in entries if e.id not in book.set_aside]


def records(book: Book, cls: type[T], *, since: int = 0, id: str = "", **equal: Any) -> list[Record[T]]:
    """Return the current things of one class, in the order they were first recorded.

    `equal` names fields and the values they must have; `since` leaves out what was recorded up to that number.
    """
    found = cached(book, cls, KINDS[cls])
    stand = found.of(id) if id else found
    if not since and not equal:
        return list(stand)
    return [t for t in stand if t.n > since and all(getattr(t.what, name) == value for name, value in equal.items())]


def noted(book: Book, meeting: str) -> bool:
    """Say whether a meeting has a note, without reading all."""
    return book.ask("SELECT 1 FROM note WHERE meeting IS ? LIMIT 1", [meeting]).fetchone() is not None


def unreadable(book: Book) -> dict[str, int]:
    """Return how many current entries of each kind do not hold what they should, and so are left out everywhere."""
    found = {kind: cached(book, cls, kind).unreadable for cls, kind in KINDS.items()}
    return {kind: n for kind, n in found.items() if n}


def record_of(book: Book, cls: type[T], id: str) -> Record[T] | None:
    """Return one thing, the earliest of its versions where they conflict, or None."""
    found = cached(book, cls, KINDS[cls]).of(id)
    return found[0] if found else None


def value_of(book: Book, cls: type[T], id: str) -> T | None:
    """Return the value alone of what `record_of` returns."""
    found = record_of(book, cls, id)
    return found.what if found else None


def revised(book: Book, pack: Pack) -> Pack:
    """Return a pack with every version of its models that was made since the review began."""
    return with_versions(pack, (revision.what.model for revision in records(book, Revision)))
