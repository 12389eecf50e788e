"""Meetings, how far one has come through its agenda, and who is there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.pack import ITEM_KINDS, Item
from hep_tui.domain.record import Count
from hep_tui.domain.text import clean_line, new_slug
from hep_tui.errors import HepError

_BREAKS = {"break", "coffee", "lunch", "tea", "refreshments"}
MOST_MINUTES, MOST_TABLES, MOST_ITEMS = 600, 99, 60


class MeetingState(StrEnum):
    """Say how far a meeting has come."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Meeting:
    """Hold one workshop or the conference; `items` are its own copy of the agenda, `date` is ISO or empty."""

    title: Annotated[str, Said("Title", free=True)]
    kind: Annotated[str, Said("Workshop or conference")] = "workshop"
    agenda: Annotated[str, Said("Agenda of the pack it follows")] = ""
    date: Annotated[str, Said("Date", date=True)] = ""
    place: Annotated[str, Said("Place", free=True)] = ""
    items: tuple[Item, ...] = ()
    tables: Annotated[int, Said("Number of tables")] = 0

    def item(self, id: str) -> Item | None:
        """Return the agenda item of this id."""
        return next((item for item in self.items if item.id == id), None)

    def after(self, id: str) -> Item | None:
        """Return the agenda item that follows, the first one for an empty id."""
        ids = [item.id for item in self.items]
        place = ids.index(id) + 1 if id in ids else 0
        return self.items[place] if place < len(self.items) else None


def retitled(meeting: Meeting, title: str) -> Meeting:
    """Return the meeting under another title; raises HepError for none."""
    return replace(meeting, title=_words(title, "meeting"))


def likely_kind(title: str) -> str:
    """Return the kind that an item of this title most likely is."""
    return "break" if _BREAKS & {word.strip(",.:;").casefold() for word in title.split()} else "notes"


def dated(meeting: Meeting, day: date | None) -> Meeting:
    """Return the meeting on another day, None for one that is not fixed yet."""
    return replace(meeting, date=day.isoformat() if day else "")


def placed(meeting: Meeting, place: str) -> Meeting:
    """Return the meeting at another place, which may be empty."""
    return replace(meeting, place=clean_line(place, limit=200))


def seated(meeting: Meeting, tables: int) -> Meeting:
    """Return the meeting with this many tables, 0 where the room is not split; raises HepError for too many."""
    return replace(meeting, tables=_number(tables, MOST_TABLES, "tables"))


def moved(meeting: Meeting, id: str, by: int) -> Meeting:
    """Return the meeting with an item this many places further down, or up; it stops at the ends."""
    item, rest = _found(meeting, id), [each for each in meeting.items if each.id != id]
    place = max(0, min(len(rest), meeting.items.index(item) + by))
    return replace(meeting, items=(*rest[:place], item, *rest[place:]))


def added(meeting: Meeting, title: str, minutes: int = 0, kind: str = "notes", after: str = "") -> Meeting:
    """Return the meeting with a new item, behind the one of id `after`, or at the end.

    Its id is made of its title and no other item has it. Raises HepError for no title, or a kind there is not.
    """
    if kind not in ITEM_KINDS:
        raise HepError(f"{kind!r} is not a kind of agenda item; nothing was changed, use {', '.join(ITEM_KINDS)}.")
    if len(meeting.items) >= MOST_ITEMS:
        raise HepError(f"An agenda holds at most {MOST_ITEMS} items; nothing was changed, take one out first.")
    title = _words(title, "agenda item")
    id = new_slug(title, {each.id for each in meeting.items}, "item", 24)
    item = Item(id, title, _number(minutes, MOST_MINUTES), kind)
    place = meeting.items.index(_found(meeting, after)) + 1 if after else len(meeting.items)
    return replace(meeting, items=(*meeting.items[:place], item, *meeting.items[place:]))


def removed(meeting: Meeting, id: str) -> Meeting:
    """Return the meeting without an item; the caller has to know that nothing is recorded under it."""
    gone = _found(meeting, id)
    return replace(meeting, items=tuple(each for each in meeting.items if each is not gone))


def titles(meeting: Meeting | None, item: str) -> tuple[str, str]:
    """Return how a meeting and one of its items are called; nothing for what there is not."""
    if meeting is None:
        return "", ""
    found = meeting.item(item)
    return meeting.title, found.title if found else ""


def item_retitled(meeting: Meeting, id: str, title: str) -> Meeting:
    """Return the meeting with an item under another title; its id stays."""
    return _with(meeting, replace(_found(meeting, id), title=_words(title, "agenda item")))


def timed(meeting: Meeting, id: str, minutes: int) -> Meeting:
    """Return the meeting with other minutes planned for an item; raises HepError for too many."""
    return _with(meeting, replace(_found(meeting, id), minutes=_number(minutes, MOST_MINUTES)))


def prompted(meeting: Meeting, id: str, prompt: str) -> Meeting:
    """Return the meeting with another question to ask at an item, which may be empty."""
    return _with(meeting, replace(_found(meeting, id), prompt=clean_line(prompt, limit=400)))


def _with(meeting: Meeting, item: Item) -> Meeting:
    return replace(meeting, items=tuple(item if each.id == item.id else each for each in meeting.items))


def _found(meeting: Meeting, id: str) -> Item:
    item = meeting.item(id)
    if item is None:
        raise HepError("This agenda item is not on the agenda any more; nothing was changed, look at it again.")
    return item


def _words(title: str, what: str) -> str:
    title = clean_line(title, limit=200)
    if not title:
        raise HepError(f"A title of the {what} is needed; nothing was changed, type some words.")
    return title


def _number(number: int, most: int, of: str = "minutes") -> int:
    if not 0 <= number <= most:
        raise HepError(f"There can be 0 to {most} {of}, not {number}; nothing was changed, type it again.")
    return number


@dataclass(frozen=True)
class Step:
    """Record that the meeting moved: `event` is start (of an item), pause or end (of the meeting).

    `took` puts right what the clock said: the item had taken so many `seconds` by then. `ran` is how many milliseconds
    the program that recorded it had run, by a clock that nobody sets; -1 where nobody measured.
    """

    meeting: str
    item: str = ""
    event: str = "start"
    seconds: Count = 0
    ran: int = -1


TOOK = "took"


@dataclass(frozen=True)
class Progress:
    """Say where a meeting is: the item under way and the seconds spent on each item so far.

    `doubtful` are the items whose time the laptop's clock cannot have right.
    """

    state: MeetingState
    item: str
    elapsed: dict[str, float]
    paused: bool = False
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Moment:
    """Hold a step, when the laptop's clock said it was, and which run of the program recorded it."""

    at: datetime
    step: Step
    run: str = ""

    def before(self, later: "Moment") -> float:
        """Return the seconds until a later moment: measured where one run recorded both, else by the clock."""
        if self.run == later.run and self.step.ran >= 0 and later.step.ran >= 0:
            return (later.step.ran - self.step.ran) / 1000
        return (later.at - self.at).total_seconds()

    def later(self, at: datetime) -> "Moment":
        """Return the moment when the clock says `at`, by which the same run has run on as long as the clock."""
        if self.step.ran < 0:
            return replace(self, at=at)
        passed = max(0, round((at - self.at).total_seconds() * 1000))
        return replace(self, at=at, step=replace(self.step, ran=self.step.ran + passed))


LEAST_SET, LONGEST_ITEM = 60, 4 * 3600
"""Clocks that are kept right go back by less than the first; nobody talks for as many seconds as the second."""


_AFTER = {"end": MeetingState.HELD, "cancel": MeetingState.CANCELLED}


def progress(moments: Iterable[Moment], now: Moment) -> Progress:
    """Return the progress of a meeting after these moments, in the order of the record, and at the last of all, `now`.

    A clock that went backwards counts as no time, never as negative time.
    """
    elapsed: dict[str, float] = {}
    doubtful: set[str] = set()
    state, item, event, since = MeetingState.PLANNED, "", "end", now
    for moment in (*moments, now):
        if item and event not in ("pause", *_AFTER):
            span = since.before(moment)
            elapsed[item] = elapsed.get(item, 0.0) + max(0.0, span)
            if not -LEAST_SET < span < LONGEST_ITEM:
                doubtful.add(item)
        since, step = moment, moment.step
        if step.event == TOOK:
            elapsed[step.item] = float(step.seconds)
            doubtful.discard(step.item)
        elif moment is not now:
            item, event = step.item or item, step.event
            state = _AFTER.get(event, MeetingState.RUNNING)
    return Progress(state, item, elapsed, event == "pause", frozenset(doubtful))


@dataclass(frozen=True)
class Attendance:
    """Record that a person is or was at a meeting; never linked to a note or a ballot.

    `state` is here or left; phase, role and groups are copied so that a headcount needs no register. `instead_of` is
    the code of whom somebody came for: who did not come, and whose school they hold the place of.
    """

    meeting: Annotated[str, Said("Meeting")]
    person: str
    state: Annotated[str, Said("Here, or left", codes="attendance_state", needed=True)] = "here"
    table_no: Annotated[int, Said("Table; 0 where nobody said")] = 0
    phase: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
    instead_of: Annotated[str, Said("Pseudonym of whom they came for")] = ""
