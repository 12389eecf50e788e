"""How the agenda reads beside the clock."""

from datetime import timedelta

from textual.content import Content

from hep_tui.domain.clock import day_words, time_of_day
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.timetable import Slot, Timetable
from hep_tui.domain.wording import counted
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.views.agenda import Agenda, ending

GUIDE = (
    " Every change is stored at once, and undo takes it back.",
    " The clock of a meeting that runs goes on.",
    "   a number      minutes of the marked item          n   a new item behind it",
    "   <  >          move it, also Shift with an arrow   r   its title",
    "   w             the question that is asked          x   off the agenda",
    "   s             the minutes that it took, where the clock had them wrong",
    "   t d p k       title, day, place, and number of tables of the meeting",
    "",
)


def lines(view: Agenda, times: Timetable, marked: str, width: int, height: int) -> tuple[list[Content], list[int]]:
    """Return the agenda as lines, and on which of them the items are.

    Where it is wide, each item shows on one scale when it is planned to be; where it is high, there is a line between
    items.
    """
    drawn, tops = [*_head(view, times, width), Content("")], list[int]()
    longest = max((len(slot.item.title) for slot in times.slots), default=14)
    room = max(14, min(longest, width - 56))
    bar = min(_LONGEST, width - room - 63) if width >= _WIDE else 0
    airy = 2 * len(times.slots) + _AROUND <= height
    drawn.append(content(f"     {'':{room}} {'':<9} {'minutes':>12}  {_clock_heading(times)}", "$quiet"))
    for number, slot in enumerate(times.slots, 1):
        here = slot.item.id == marked
        tops.append(len(drawn))
        mark = pointer(here)
        text = f" {mark}{number:>2} {fit(slot.item.title, room)} {fit(slot.item.kind, 9)} {_figures(slot, times)}"
        style = "bold $here" if here else ""
        now = f"  {_now(slot, times):<13}" if bar else f"  {_now(slot, times)}"
        drawn.append(Content.assemble(content(f"{text}{now}", style), _span(slot, times.planned, bar)))
        if here:
            drawn += [content(line, "$quiet") for line in hung("     ", _about(view, slot), width - 2)]
        drawn += [Content("")] * airy
    if not times.slots:
        drawn.append(content("   Nothing is on the agenda yet: n adds an item.", "$quiet"))
    return drawn, tops


_WIDE = 110
"""From so many columns on, each item shows when it is planned to be."""
_LONGEST = 60
_AROUND = 12
"""So many rows the head of the agenda takes, and everything around it."""


def _span(slot: Slot, planned: int, room: int) -> Content:
    """Return when an item is planned to be, as its part of so many cells, which are all minutes planned."""
    first, last = (round(minutes / max(1, planned) * room) for minutes in (slot.begins, slot.ends))
    last = max(last, first + bool(slot.item.minutes and room))
    signs = symbols()
    parts = (signs.track * first, "$panel"), (signs.bar * (last - first), "$primary")
    return Content.assemble(*parts, (signs.track * (room - last), "$panel"))


def _head(view: Agenda, times: Timetable, width: int) -> list[Content]:
    meeting = view.meeting
    parts = [day_words(meeting.date) or "no day yet", meeting.place or "no place yet"]
    parts += [f"{meeting.tables} tables"] * bool(meeting.tables)
    found = [content(line) for line in hung("  ", " · ".join(parts), width - 2)]
    if view.disputed:
        said = "TWO VERSIONS after a merge: choose which one is on the home screen, c"
        found += [content(line, "bold $alarm") for line in hung("  ", said, width - 2)]
    return [*found, *(content(line, "bold") for line in hung("  ", ending(times), width - 2))]


def _clock_heading(times: Timetable) -> str:
    return "by plan" if times.started else "from the start"


def _figures(slot: Slot, times: Timetable) -> str:
    """Return spent and planned minutes, and when the item is planned to be: o'clock, or minutes after the start."""
    doubt = "?" * (slot.item.id in times.progress.doubtful)
    spent = f"{round(slot.spent / 60)}'{doubt} of " if slot.spent or doubt else ""
    if times.started:
        first, last = (time_of_day(times.started + timedelta(minutes=m)) for m in (slot.begins, slot.ends))
    else:
        first, last = str(slot.begins), str(slot.ends)
    planned = f"{slot.item.minutes}'" if slot.item.minutes else "-"
    return f"{spent + planned:>12}  {f'{first}-{last}':<11}"


def _now(slot: Slot, times: Timetable) -> str:
    here = slot.item.id == times.progress.item and times.progress.state is MeetingState.RUNNING
    over = round(slot.spent / 60) - slot.item.minutes
    late = f"{over}' OVER" if over > 0 and slot.item.minutes else ""
    if not here:
        return late
    return f"NOW {late}".rstrip()


def _about(view: Agenda, slot: Slot) -> str:
    id = slot.item.id
    notes = view.notes[id]
    parts = [counted(notes, "note")] * bool(notes) + ["poll"] * (id in view.polls)
    return " · ".join([*parts, slot.item.prompt or "no question"])
