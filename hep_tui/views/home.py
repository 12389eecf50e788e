"""The review at a glance."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.ballots import UNFIT
from hep_tui.domain.clock import day_of, short_day, when
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.meetings import Attendance, MeetingState
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import PollState
from hep_tui.domain.speech import worded
from hep_tui.domain.unverified import differ
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book, handovers
from hep_tui.logbook.cache import conflicts
from hep_tui.logbook.handovers import Handover
from hep_tui.logbook.records import Record, records
from hep_tui.views.coverage import Heard, by_phase
from hep_tui.views.keying import keyed_twice
from hep_tui.views.meetings import MeetingLine, current_meeting, meetings
from hep_tui.views.names import how_many_named
from hep_tui.views.polls import PollView, polls
from hep_tui.views.review import Review, review, unread

ENDED = ("done", "dropped")
_OVER = (MeetingState.HELD, MeetingState.CANCELLED)
_LACKING = ("theme", "phase", "sentiment")


@dataclass(frozen=True)
class Home:
    """Hold the review at a glance."""

    review: Review
    meetings: tuple[MeetingLine, ...]
    current: MeetingLine | None
    polls: tuple[PollView, ...]
    heard: tuple[Heard, ...]
    needs: tuple[str, ...]
    record_code: str
    entries: int
    read_only: str
    conflicts: int
    names: int
    not_held: frozenset[str] = frozenset()
    """The polls that were never opened at a meeting that is over."""


def home(book: Book, now: datetime) -> Home:
    """Return what the home screen shows."""
    found, lines = review(book), meetings(book, now)
    held, cancelled = ({line.id for line in lines if line.state is state} for state in _OVER)
    every = polls(book)
    drafts = {p.id: p.poll.meeting for p in every if p.state is PollState.DRAFT}
    not_held = frozenset(id for id, meeting in drafts.items() if meeting in held)
    # What is ahead comes first; a cancelled meeting takes its polls along.
    votes = [p for p in every if drafts.get(p.id) not in held | cancelled]
    votes += [p for p in every if p.id in not_held]
    taken = records(book, Note)
    disputed, named = len(conflicts(book)), how_many_named(book)
    code = book.record_code()
    needs = [
        _lacking(taken),
        _some(_overdue(book, taken, now), "action overdue", "actions overdue"),
        _some(disputed, "conflict to settle", "conflicts to settle"),
        *_ballots(votes),
        _some(named, worded("note holds a name or {a_place}"), worded("notes hold a name or {a_place}")),
        *_unknown(book),
        _some(len(book.set_aside), "entry of a laptop not introduced", "entries of laptops not introduced"),
        _to_hand_over(handovers.last(book), code, lines, now),
        _kept_too_long(found.pack.keep_until, now),
    ]
    return Home(
        found,
        tuple(lines),
        current_meeting(lines),
        polls=tuple(votes),
        heard=_heard(book, found, taken),
        needs=tuple(need for need in needs if need),
        record_code=code,
        entries=book.count(),
        read_only=book.read_only,
        conflicts=disputed,
        names=named,
        not_held=not_held,
    )


def _to_hand_over(last: Handover | None, code: str, lines: list[MeetingLine], now: datetime) -> str:
    """Return since when no export holds the whole record, once a meeting is over and none is running."""
    states = {line.state for line in lines}
    if MeetingState.RUNNING in states or MeetingState.HELD not in states or (last and last.record_code == code):
        return ""
    if last is None:
        return "not handed over yet"
    return f"not handed over since {when(last.at, now)}"


def _kept_too_long(until: str, now: datetime) -> str:
    """Return that a review may not be kept any longer; nothing where it may."""
    return f"to be deleted since {short_day(until)}: hep purge" if until and until < day_of(now).isoformat() else ""


def _heard(book: Book, found: Review, taken: list[Record[Note]]) -> tuple[Heard, ...]:
    came = [a.what for a in records(book, Attendance)]
    return by_phase(found.pack, (n.what for n in taken), came, Counter(s.phase for s in found.schools))


def _lacking(taken: list[Record[Note]]) -> str:
    """Return how many notes lack a theme, a phase or a sentiment."""
    lacking = Counter(n.what.lacks for n in taken)
    counted = [(sum(n for lacks, n in lacking.items() if what in lacks), what) for what in _LACKING]
    first, *more = [(n, what) for n, what in counted if n] or [(0, "")]
    said = _some(first[0], f"note without a {first[1]}", f"notes without a {first[1]}")
    return ", ".join([said, *(f"{n} without a {what}" for n, what in more)])


def _overdue(book: Book, taken: list[Record[Note]], now: datetime) -> int:
    """Return how many actions were to be done before today and are neither done nor dropped."""
    day = day_of(now).isoformat()
    late = {n.id for n in taken if n.what.action and n.what.due and n.what.due < day}
    ended = {f.what.note for f in records(book, FollowUp) if f.what.state in ENDED} if late else set()
    return len(late - ended)


def _ballots(votes: list[PollView]) -> list[str]:
    queries = sum(v.statuses["query"] for v in votes)
    unfit = sum(v.statuses[UNFIT] for v in votes)
    twice = [said for v in votes if (said := keyed_twice(v))]
    wrong = [f"{v.poll.title}: {differ(v.differing)}" for v in votes if v.differing]
    off = [f"{v.poll.title}: {line.words}" for v in votes for line in v.identities if line.off and _counts(v)]
    waiting = [
        _some(queries, "ballot parked as a query", "ballots parked as queries"),
        _some(unfit, "ballot that does not fit its poll", "ballots that do not fit their polls"),
    ]
    return [*waiting, *twice, *wrong, *off]


def _unknown(book: Book) -> list[str]:
    newer = [f"{row['entries']} entries of kind {row['kind']} from a newer hep" for row in book.rows("unknown_kind")]
    odd = [f"{n} entries of kind {kind} that do not hold what they should" for kind, n in unread(book).items()]
    return newer + odd


def _counts(view: PollView) -> bool:
    """Say whether sums that are off still ask for somebody; where it was declared with a reason, nobody."""
    answered = view.state is PollState.DECLARED and bool(view.declared and view.declared.why_off)
    return not view.state.ahead and not answered


def _some(n: int, one: str, many: str) -> str:
    return counted(n, one, many) if n else ""
