"""An agenda against the clock: what was planned, what it took, what is left, and when it ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hep_tui.domain.meetings import Meeting, MeetingState, Moment, Progress, progress
from hep_tui.domain.pack import Item


@dataclass(frozen=True)
class Slot:
    """Hold one agenda item: seconds spent, and the minutes after the start at which it is planned to begin and end."""

    item: Item
    spent: float
    begins: int
    ends: int


@dataclass(frozen=True)
class Timetable:
    """Hold an agenda against the clock at `now`; `started` is None before the first item.

    `left` is in seconds: what the item under way has left, and the items behind it.
    """

    progress: Progress
    slots: tuple[Slot, ...]
    started: datetime | None
    now: datetime
    left: float

    @property
    def planned(self) -> int:
        """Return the minutes that all items together were given."""
        return sum(slot.item.minutes for slot in self.slots)

    @property
    def spent(self) -> float:
        """Return the seconds spent on the whole meeting, breaks of the clock left out."""
        return sum(self.progress.elapsed.values())

    @property
    def doubtful(self) -> str:
        """Return the titles of the items whose minutes the laptop's clock cannot have right."""
        return ", ".join(slot.item.title for slot in self.slots if slot.item.id in self.progress.doubtful)

    @property
    def ends(self) -> datetime | None:
        """Return when the meeting ends if what is left keeps to its minutes, None where it is not running."""
        running = self.progress.state is MeetingState.RUNNING
        return self.now + timedelta(seconds=self.left) if running else None

    @property
    def planned_end(self) -> datetime | None:
        """Return when a meeting that has begun ends by its agenda as it is now."""
        return self.started + timedelta(minutes=self.planned) if self.started else None

    @property
    def over(self) -> int:
        """Return by how many minutes it ends later than planned; less than 0 for earlier.

        A meeting that is held is measured by the time spent on it.
        """
        if self.ends is None or self.planned_end is None:
            return round(self.spent / 60) - self.planned
        # Between the minutes that a clock shows, so that the two times and their difference agree.
        return round((_minute(self.ends) - _minute(self.planned_end)).total_seconds() / 60)


def timetable(meeting: Meeting, moments: Iterable[Moment], now: Moment) -> Timetable:
    """Return an agenda against the clock, after these moments in the order of the record.

    What is before the item under way counts as done, whatever time it took.
    """
    moments = list(moments)
    where = progress(moments, now)
    slots, begins = [], 0
    for item in meeting.items:
        ends = begins + item.minutes
        slots.append(Slot(item, where.elapsed.get(item.id, 0.0), begins, ends))
        begins = ends
    return Timetable(where, tuple(slots), moments[0].at if moments else None, now.at, left(meeting, where))


def _minute(time: datetime) -> datetime:
    return time.replace(second=0, microsecond=0)


def left(meeting: Meeting, where: Progress) -> float:
    """Return the seconds that an agenda has left: what the item under way has, and the items behind it."""
    if where.state in (MeetingState.HELD, MeetingState.CANCELLED):
        return 0.0
    ids = [item.id for item in meeting.items]
    ahead = meeting.items[ids.index(where.item) if where.item in ids else 0 :]
    return sum(max(0.0, item.minutes * 60 - where.elapsed.get(item.id, 0.0)) for item in ahead)
