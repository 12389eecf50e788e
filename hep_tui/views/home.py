"""The review at a glance."""

from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.meetings import Attendance, MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import PollState
from hep_tui.logbook import Book
from hep_tui.logbook.shelf import conflicts
from hep_tui.logbook.things import things, unreadable
from hep_tui.views.meetings import MeetingLine, current_meeting, meetings
from hep_tui.views.polls import PollView, polls
from hep_tui.views.review import Review, review


@dataclass(frozen=True)
class Reach:
    """Say how far a phase was reached: people who came, notes that carry it, and its schools in the borough."""

    label: str
    people: int
    notes: int
    schools: int

    @property
    def words(self) -> str:
        """Return NOT HEARD where nobody of the phase has been noted."""
        return "" if self.notes else "NOT HEARD"


@dataclass(frozen=True)
class Home:
    """Hold the review at a glance."""

    review: Review
    meetings: tuple[MeetingLine, ...]
    current: MeetingLine | None
    polls: tuple[PollView, ...]
    reach: tuple[Reach, ...]
    needs: tuple[str, ...]
    record_code: str
    entries: int
    read_only: str
    conflicts: int


def home(book: Book, now: datetime) -> Home:
    """Return what the home screen shows."""
    found, lines = review(book), meetings(book, now)
    over = {line.id for line in lines if line.state is MeetingState.HELD}
    # What was never opened at a meeting that is over is no longer ahead.
    votes = [p for p in polls(book) if not (p.state is PollState.DRAFT and p.poll.meeting in over)]
    return Home(
        found,
        tuple(lines),
        current_meeting(lines),
        tuple(votes),
        _reach(book, found),
        tuple(_needs(book, votes)),
        book.record_code(),
        book.count(),
        book.read_only,
        len(conflicts(book)),
    )


def _reach(book: Book, found: Review) -> tuple[Reach, ...]:
    taken = [n.what.phase for n in things(book, Note)]
    people = {(a.what.person, a.what.phase) for a in things(book, Attendance)}
    schools = [s.phase for s in found.schools]
    return tuple(
        Reach(p.name, sum(1 for _, phase in people if phase == p.id), taken.count(p.id), schools.count(p.id))
        for p in found.pack.phases
        if schools.count(p.id)
    )


def _needs(book: Book, votes: list[PollView]) -> list[str]:
    lacking = sum(1 for n in things(book, Note) if "theme" in n.what.lacks)
    disputed = len(conflicts(book))
    queries = sum(v.statuses["query"] for v in votes)
    twice = [f"{v.poll.title}: ballots {', '.join(map(str, v.duplicates))} keyed twice" for v in votes if v.duplicates]
    off = [f"{v.poll.title}: {line.words}" for v in votes for line in v.identities if line.off and _counts(v)]
    unknown = [f"{row['entries']} entries of kind {row['kind']} from a newer hep" for row in book.rows("unknown_kind")]
    unknown += [f"{n} entries of kind {kind} that do not hold what they should" for kind, n in unreadable(book).items()]
    said = [
        _some(lacking, "note without a theme", "notes without a theme"),
        _some(disputed, "conflict to settle", "conflicts to settle"),
        _some(queries, "ballot parked as a query", "ballots parked as queries"),
    ]
    return [s for s in said if s] + twice + off + unknown


def _counts(view: PollView) -> bool:
    return view.state in (PollState.CLOSED, PollState.CHECKED, PollState.DECLARED)


def _some(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}" if n else ""
