"""Read what stands now as the values of the domain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Account, Hands, Poll, StateChange
from hep_tui.domain.record import from_body
from hep_tui.logbook.book import Book

T = TypeVar("T")

KINDS: dict[type, str] = {
    Account: "account",
    Attendance: "attendance",
    Ballot: "ballot",
    Hands: "count",
    Meeting: "meeting",
    Note: "note",
    Poll: "poll",
    StateChange: "state",
    Step: "step",
}


@dataclass(frozen=True)
class Thing(Generic[T]):
    """Hold one thing as it stands, with the entry that says so. `disputed` marks one of several versions."""

    id: str
    entry: str
    n: int
    at: str
    who: str
    what: T
    disputed: bool = False
    writer: str = ""

    @property
    def time(self) -> datetime:
        """Return the laptop's clock when this was recorded, in UTC."""
        return datetime.fromisoformat(self.at)


def things(book: Book, cls: type[T], *, since: int = 0, id: str = "", **equal: Any) -> list[Thing[T]]:
    """Return the things of one class that stand, in the order of the record.

    `equal` names fields and the values they must have; a field at its default is stored as absent.
    """
    disputed = {row["subject"] for row in book.rows("conflict")}
    found = book.current(KINDS[cls], since=since, subject=id, **equal)
    return [
        Thing(e.subject, e.id, e.n, e.at, e.who, from_body(cls, e.data), e.subject in disputed, e.writer) for e in found
    ]


def thing(book: Book, cls: type[T], id: str) -> Thing[T] | None:
    """Return one thing, the earliest of its versions where they conflict, or None."""
    found = things(book, cls, id=id)
    return found[0] if found else None
