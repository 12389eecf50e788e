"""Meetings as a screen shows them: how far each has come, and which one is current."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hep_tui.domain.meetings import Attendance, Meeting, MeetingState, Moment, Progress, Step, progress
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, noted, records
from hep_tui.views.review import themed


@dataclass(frozen=True)
class MeetingLine:
    """Hold one meeting: what it is, its state, and how much was recorded in it.

    `number` is its place in the order in which meetings were planned, so that no day moves it.
    """

    id: str
    number: int
    meeting: Meeting
    progress: Progress
    notes: int
    present: int

    @property
    def state(self) -> MeetingState:
        """Return planned, running or held."""
        return self.progress.state


def meetings(book: Book, now: datetime) -> list[MeetingLine]:
    """Return every meeting in the order of its date, undated ones last in the order they were planned."""
    notes = Counter(n.what.meeting for n in records(book, Note))
    steps, at = records(book, Step), moment(book, now)
    here = [a.what.meeting for a in records(book, Attendance) if a.what.state == "here"]

    def line(id: str, meeting: Meeting) -> MeetingLine:
        done = progress(moments(s for s in steps if s.what.meeting == id), at)
        return MeetingLine(id, numbers[id], meeting, done, notes[id], here.count(id))

    planned = records(book, Meeting)
    numbers = {id: number for number, id in enumerate(dict.fromkeys(m.id for m in planned), 1)}
    lines = [line(m.id, m.what) for m in planned]
    return sorted(lines, key=lambda line: line.meeting.date or "9999")


def current_meeting(lines: Sequence[MeetingLine]) -> MeetingLine | None:
    """Return the meeting that Enter continues: the one running, else the next one planned, else the last held."""
    for state in (MeetingState.RUNNING, MeetingState.PLANNED):
        found = [line for line in lines if line.state is state]
        if found:
            return found[0]
    held = [line for line in lines if line.state is not MeetingState.CANCELLED] or lines
    return held[-1] if held else None


def not_under_way(book: Book, id: str, now: datetime) -> str:
    """Return in a clause why nobody can vote at a meeting; nothing where it runs, or people are here."""
    line = next((line for line in meetings(book, now) if line.id == id), None)
    if line is None or line.state is MeetingState.RUNNING or line.present:
        return ""
    said = {MeetingState.HELD: "is over", MeetingState.CANCELLED: "is cancelled"}.get(line.state, "has not started")
    return f"{line.meeting.title} {said}, and nobody is on its register"


def begun(book: Book) -> frozenset[str]:
    """Return the meetings that have begun: the clock was started, or something asked or said there.

    Who is on the register of any other has come to nothing yet.
    """
    asked = {s.what.poll for s in records(book, StateChange) if s.what.state is not PollState.DRAFT}
    found = {s.what.meeting for s in records(book, Step) if s.what.event != "cancel"}
    found |= {p.what.meeting for p in records(book, Poll) if p.id in asked}
    waiting = {a.what.meeting for a in records(book, Attendance)} - found
    return frozenset(found) | {meeting for meeting in waiting if noted(book, meeting)}


def begun_meeting(lines: Sequence[MeetingLine]) -> MeetingLine | None:
    """Return the meeting to look at or back on: the one where people are now, else the one held last; None before."""
    running, filling, held = _begun(lines)
    return next(iter([*running, *filling, *held]), None)


def told_meeting(lines: Sequence[MeetingLine]) -> MeetingLine | None:
    """Return the meeting to sum up: the one running, else the one held last, else one with something recorded."""
    running, filling, held = _begun(lines)
    return next(iter([*running, *held, *filling]), None)


def _begun(lines: Sequence[MeetingLine]) -> tuple[list[MeetingLine], list[MeetingLine], list[MeetingLine]]:
    """Return the meetings that run, those planned in which something is recorded, and those held, the last first."""
    running = [line for line in lines if line.state is MeetingState.RUNNING]
    filling = [line for line in lines if line.state is MeetingState.PLANNED and (line.present or line.notes)]
    held = [line for line in lines if line.state is MeetingState.HELD]
    return running, filling, held[::-1]


def find_meeting(lines: Sequence[MeetingLine], name: str) -> MeetingLine:
    """Return the meeting that a name means: its id, its number, or the beginning of its title.

    Raises HepError where that is none, or more than one.
    """
    wanted = name.strip().lower()
    exact = [line for line in lines if wanted in (line.id, str(line.number), line.meeting.title.lower())]
    found = exact or [line for line in lines if line.meeting.title.lower().startswith(wanted)]
    if len(found) != 1:
        titles = "; ".join(line.meeting.title for line in lines) or "none"
        raise HepError(f"{name!r} names {len(found)} meetings; nothing was done, choose one of: {titles}.")
    return found[0]


def item_for(line: MeetingLine, name: str = "") -> str:
    """Return the id of the agenda item that is meant: by name, else the one under way, else the first for notes.

    Raises HepError where the meeting has no such item.
    """
    items = line.meeting.items
    if name:
        wanted = name.strip().lower()
        for i, item in enumerate(items, 1):
            if wanted in (item.id, str(i)) or item.title.lower().startswith(wanted):
                return item.id
        titles = "; ".join(f"{i} {item.title}" for i, item in enumerate(items, 1))
        raise HepError(f"{line.meeting.title} has no agenda item {name!r}; nothing was done, choose one of: {titles}.")
    if line.progress.item:
        return line.progress.item
    return next((item.id for item in items if item.kind == "notes"), items[0].id if items else "")


def moments(steps: Iterable[Record[Step]]) -> tuple[Moment, ...]:
    """Return when the steps of a meeting were, and which run of the program recorded each."""
    return tuple(Moment(s.time, s.what, s.writer) for s in steps)


def moment(book: Book, now: datetime | None = None) -> Moment:
    """Return this moment, as the clock has it and as long as this run has run; without either, the first of all."""
    ran = book.ran()
    if now is None:
        now = book.source.now() if ran >= 0 else datetime.min.replace(tzinfo=UTC)
    return Moment(now, Step("", ran=ran), book.writer)


def notes(book: Book, meeting: str = "", item: str = "") -> list[Record[Note]]:
    """Return the notes of a meeting, or of one of its items, in the order they were taken; a correction keeps it.

    Their themes are those of the code frame as it is now.
    """
    where: dict[str, Any] = {name: value for name, value in (("meeting", meeting), ("item", item)) if value}
    return themed(book, records(book, Note, **where))
