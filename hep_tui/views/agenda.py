"""The agenda of a meeting as its screen and `hep meetings` show it: what hangs on each item, and the clock."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hep_tui.domain.clock import time_of_day
from hep_tui.domain.meetings import Meeting, MeetingState, Moment, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll
from hep_tui.domain.timetable import Timetable, timetable
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.meetings import moment, moments


@dataclass(frozen=True)
class Agenda:
    """Hold the agenda of a meeting; `moments` are what happened to its clock, to be read at any time after `loaded`.

    `notes` is how many hang on each item, `polls` the items that have one; `disputed` says that two laptops changed
    the meeting in two ways.
    """

    id: str
    meeting: Meeting
    moments: tuple[Moment, ...]
    loaded: Moment
    notes: Counter[str]
    polls: frozenset[str]
    disputed: bool = False

    def at(self, now: datetime) -> Timetable:
        """Return the agenda against the clock."""
        return timetable(self.meeting, self.moments, self.loaded.later(now))


def agenda(book: Book, meeting: str) -> Agenda:
    """Return the agenda of a meeting.

    Raises HepError where there is no such meeting.
    """
    found = record_of(book, Meeting, meeting)
    if found is None:
        raise HepError("This meeting is not in the record any more; choose another on the home screen.")
    return Agenda(
        meeting,
        found.what,
        moments=moments(records(book, Step, meeting=meeting)),
        loaded=moment(book),
        notes=Counter(n.what.item for n in records(book, Note, meeting=meeting)),
        polls=frozenset(p.what.item for p in records(book, Poll, meeting=meeting) if p.what.item),
        disputed=found.disputed,
    )


def ending(times: Timetable) -> str:
    """Return in words when the meeting ends at this rate, or how long it took."""
    total = f"{times.planned} minutes planned"
    if times.progress.state is MeetingState.CANCELLED:
        return "cancelled; going to an item holds it after all"
    if times.progress.state is MeetingState.PLANNED:
        return total
    if times.doubtful:
        return (
            f"{_by_the_clock(times, total)}; the clock changed meanwhile: minutes of {times.doubtful} are not certain"
        )
    return _by_the_clock(times, total)


def _by_the_clock(times: Timetable, total: str) -> str:
    over = times.over
    if times.ends is None:
        beyond = "over" if over > 0 else "under"
        short = f"{_minutes(abs(over))} {beyond}" if over else "as planned"
        return f"took {_minutes(round(times.spent / 60))}, {total}: {short}"
    stopped = "clock stopped; " if times.progress.paused else ""
    return f"{stopped}{_minutes(round(times.left / 60))} left, ends about {time_of_day(times.ends)}, {_late(times)}"


def _late(times: Timetable) -> str:
    """Return how that differs from the agenda as it is: what was added to it since it began is planned by now."""
    if not times.over or times.planned_end is None:
        return "as planned"
    beyond = "over" if times.over > 0 else "early"
    late = f"{_minutes(abs(times.over))} {beyond}"
    return f"{late}; by plan {time_of_day(times.planned_end)}"


def _minutes(n: int) -> str:
    return counted(n, "minute")
