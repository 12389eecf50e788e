"""Meetings, how far one has come through its agenda, and who is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hep_tui.domain.pack import Item


class MeetingState(StrEnum):
    """Say where a meeting stands."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"


@dataclass(frozen=True)
class Meeting:
    """Hold one workshop or the conference; `items` are its own copy of the agenda, `date` is ISO or empty."""

    title: str
    kind: str = "workshop"
    agenda: str = ""
    date: str = ""
    place: str = ""
    items: tuple[Item, ...] = ()
    tables: int = 0

    def item(self, id: str) -> Item | None:
        """Return the agenda item of this id."""
        return next((item for item in self.items if item.id == id), None)

    def after(self, id: str) -> Item | None:
        """Return the agenda item that follows, the first one for an empty id."""
        ids = [item.id for item in self.items]
        place = ids.index(id) + 1 if id in ids else 0
        return self.items[place] if place < len(self.items) else None


@dataclass(frozen=True)
class Step:
    """Record that the meeting moved: `event` is start (of an item), pause or end (of the meeting)."""

    meeting: str
    item: str = ""
    event: str = "start"


@dataclass(frozen=True)
class Progress:
    """Say where a meeting is: the item under way and the seconds spent on each item so far."""

    state: MeetingState
    item: str
    elapsed: dict[str, float]
    paused: bool = False


def progress(steps: Iterable[tuple[datetime, Step]], now: datetime) -> Progress:
    """Return where a meeting stands after these steps, in the order of the record.

    A clock that went backwards counts as no time, never as negative time.
    """
    elapsed: dict[str, float] = {}
    state, item, since, paused = MeetingState.PLANNED, "", None, False
    for at, step in steps:
        if item and since and not paused:
            elapsed[item] = elapsed.get(item, 0.0) + max(0.0, (at - since).total_seconds())
        item, since, paused = (step.item or item, at, step.event in ("pause", "end"))
        state = MeetingState.HELD if step.event == "end" else MeetingState.RUNNING
    if state is MeetingState.RUNNING and item and since and not paused:
        elapsed[item] = elapsed.get(item, 0.0) + max(0.0, (now - since).total_seconds())
    return Progress(state, item, elapsed, paused and state is MeetingState.RUNNING)


@dataclass(frozen=True)
class Attendance:
    """Record that a person is or was at a meeting; never linked to a note or a ballot.

    `state` is here or left; phase, role and groups are copied so that a headcount needs no register.
    """

    meeting: str
    person: str
    state: str = "here"
    table_no: int = 0
    phase: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
