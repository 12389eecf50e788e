"""How the parts of the capture screen read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ParamSpec

from textual.content import Content

from hep_tui.domain.clock import short_day, time_of_day
from hep_tui.domain.line_command import DIGITS, SitAt, Toggle, Undo
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack import Item
from hep_tui.domain.shorthand import only
from hep_tui.domain.timetable import left
from hep_tui.domain.wording import prefixed
from hep_tui.logbook.records import Record
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import content, fit, heading
from hep_tui.tui.waiting import REFUSED, WAITS
from hep_tui.tui.widgets.card import Card, kind
from hep_tui.views.capture import Capture
from hep_tui.views.coverage import Heard
from hep_tui.views.stream import Group

P = ParamSpec("P")

NO_NOTE = "There is no note yet to put a theme on."

GUIDE = (
    " Write what is said and press Enter. Marks may be anywhere, but some first:",
    "   #{theme:<9} a theme; a new name makes a new theme      /{model:<4} about model {model}",
    "   @{phase:<9} phase, role or group of the speaker        @t3   said at table 3",
    "   + - ~ ?    first: positive, concern, mixed, question  *     a key point",
    '   >          first: an action, as in  > … by 12/7      "…    word for word',
    "   !          first: a decision                          \\#    a sign as it is",
    " Alone on the line, then Enter:  1 to 9 put a theme on the last note, u undoes,",
    "   t2 makes the notes that follow those of table 2, t0 of the whole room.",
    "",
)


def agenda(view: Capture, item: str, past: float, width: int) -> Content:
    """Return the agenda with minutes spent and planned; `past` is the seconds since it was loaded."""
    progress = view.line.progress
    lines = [heading("AGENDA", width)]
    for number, each in enumerate(view.line.meeting.items, 1):
        here = each.id == item
        minutes = time_of(view, each, past)
        done = bool(progress.elapsed.get(each.id)) and each.id != progress.item
        mark, style = pointer(here), ""
        if here:
            style = "bold $here"
        elif done:
            mark, style = symbols().done, "$quiet"
        title = fit(f"{mark}{number} {each.title}", width - len(minutes) - 1)
        lines.append(content(f"{title} {minutes}", style))
    return Content("\n").join([*lines, *_clock(view)])


def ahead(view: Capture, width: int) -> list[Content]:
    """Return the next two items of the agenda, for where the whole agenda has no room."""
    items = view.line.meeting.items
    if view.line.state is MeetingState.HELD:
        return []
    ids = [each.id for each in items]
    at = ids.index(view.line.progress.item) + 1 if view.line.progress.item in ids else 0
    lines = [heading("NEXT", width)]
    for number, each in enumerate(items[at : at + 2], at + 1):
        minutes = _planned(each)
        lines.append(content(f"{fit(f'{number} {each.title}', width - len(minutes) - 1)} {minutes}"))
    return [*lines, *_clock(view), Content("")]


def _clock(view: Capture) -> list[Content]:
    if view.line.state is MeetingState.PLANNED:
        return [content("F6 starts", "$quiet")]
    if view.line.state is MeetingState.HELD:
        return [content("held", "$quiet")]
    return [content("clock stopped", "bold")] if view.line.progress.paused else []


def _planned(item: Item) -> str:
    return f"{item.minutes}'" if item.minutes else ""


def time_of(view: Capture, item: Item, past: float) -> str:
    """Return the minutes of an item: planned, and what was spent of them; `past` is the seconds since the view."""
    progress = view.line.progress
    here = item.id == progress.item
    if not here and item.id not in progress.elapsed:
        return _planned(item)
    seconds = progress.elapsed.get(item.id, 0.0)
    if here and view.line.state is MeetingState.RUNNING and not progress.paused:
        seconds += past
    spent = int(seconds // 60)
    if not item.minutes:
        return f"{spent}'"
    if not here or spent < item.minutes:
        return f"{spent} of {_planned(item)}"
    return f"{spent - item.minutes}' OVER" if spent > item.minutes else "time is up"


def asked(what: Undo | SitAt | Toggle, view: Capture) -> str:
    """Return what Enter will do with a line that is not a note."""
    match what:
        case Undo():
            return "Enter takes back what was done last."
        case SitAt(table):
            return table_words(table, view.vocabulary.tables)
        case Toggle() if not view.notes:
            return NO_NOTE
        case Toggle():
            themes = what.on(view.notes[-1].what.themes)
            return f"Enter: the last note then has {themes_words(themes, view.vocabulary)}."


def table_words(table: int, tables: int) -> str:
    """Return which table the notes that follow are of, and that the meeting has fewer where it has."""
    if not table:
        return "Notes of the whole room again."
    return f"The notes that follow are of table {table}{only(table, tables)}, until t0."


def themes_words(themes: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the labels of a note's themes."""
    return ", ".join(vocabulary.theme(t) for t in themes) or "no theme"


def over_notes(view: Capture, item: str, table: int, by: str, past: float, width: int) -> Content:
    """Return which notes the stream shows, with the prompt of the item and its time where there is room.

    `item` is empty for all items, `table` 0 for all tables, `by` what the notes are grouped by.
    """
    found = view.line.meeting.item(item)
    where = f" · TABLE {table}" if table else ""
    where += prefixed(" · BY ", by.upper())
    if found is None:
        return content(fit(f" ALL ITEMS{where}", width), "bold")
    number = [i.id for i in view.line.meeting.items].index(item) + 1
    here = item == view.line.progress.item and view.line.state is MeetingState.RUNNING
    time = f"  {time_of(view, found, past)} " if here else ""
    room = max(6, width - 5 - len(where) - len(time))
    title = f" {number}  {fit(found.title.upper(), room).rstrip()}{where}"
    left = max(0, width - len(title) - len(time))
    prompt = f"   {found.prompt}" if left > _PROMPT else ""
    loud = "bold" if "OVER" in time or "up" in time else "$quiet"
    return Content.assemble(content(title, "bold"), content(fit(prompt, left), "$quiet"), content(time, loud))


_PROMPT = 15
"""A prompt is worth showing from so many cells on."""
LAST_MINUTES = 10
"""So long before a meeting ends it is said loudly who has not been heard; until then it is a quiet count."""


def ending(view: Capture, past: float) -> bool:
    """Say whether a meeting is in its last minutes."""
    if view.line.state is not MeetingState.RUNNING:
        return False
    return left(view.line.meeting, view.line.progress) - past <= LAST_MINUTES * 60


def coverage(view: Capture, width: int, past: float = 0.0, *, height: int) -> Content:
    """Return who has been heard here and the themes so far, each with the digit that toggles it."""
    lines = [*_heard_here(view, width, past), Content("")]
    list_themes = _themes if view.themes else _themes_to_use
    lines += list_themes(view, width, height - len(lines))
    return Content("\n").join(lines)


def _themes(view: Capture, width: int, height: int) -> list[Content]:
    lines = [heading("THEMES", width)]
    for number, (theme, count) in enumerate(view.themes, 1):
        digit = str(number) if number <= DIGITS else ""
        lines.append(content(f"{digit:1} {fit(view.vocabulary.theme(theme), width - 6)} {count:>3}"))
    if len(lines) <= height:
        return lines
    shown = max(1, height - 1)
    return [*lines[:shown], content(fit(f"{len(lines) - shown} more", width), "$quiet")]


def _themes_to_use(view: Capture, width: int, height: int) -> list[Content]:
    """Return the themes that there are, as nothing carries one yet, and how to come by those for which is no room."""
    known = list(view.vocabulary.themes.values())
    if not known:
        return [heading("THEMES", width), content("none yet", "$quiet")]
    words = [f"# {label}" for label in known]
    if len(words) >= height:
        shown = max(0, height - 2)
        words = [*words[:shown], f"{len(known) - shown} more: # Tab"]
    return [heading("THEMES", width, f"0 of {len(known)}"), *(content(fit(each, width), "$quiet") for each in words)]


def _heard_here(view: Capture, width: int, past: float) -> list[Content]:
    """Return who has been heard, then who has not: loudly in the last minutes of a meeting."""
    if not view.heard:
        return [heading("HEARD HERE", width), content("nobody yet", "$quiet")]
    heard = [h for h in view.heard if h.notes.n]
    others = [h for h in view.heard if not h.notes.n]
    lines = [heading("HEARD HERE", width, f"{len(heard)} of {len(view.heard)}")]
    lines += [content(f"{fit(h.label, width - 4)} {h.notes.n:>3}") for h in heard]
    if ending(view, past):
        return lines + [_not_heard(h, width) for h in others]
    return lines + [content(f"{fit(h.label, width - 4)} {symbols().none:>3}", "$quiet") for h in others]


def _not_heard(heard: Heard, width: int) -> Content:
    label = fit(heard.label, width - len(heard.verdict) - 1)
    return Content.assemble(content(f"{label} "), (heard.verdict, "bold $alarm"))


class Cards:
    """Make cards of notes, each once: the cards of notes that have not changed are the same objects again."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bool, str, bool], Card] = {}
        self._vocabulary: Vocabulary | None = None

    def of(self, groups: Sequence[Group], vocabulary: Vocabulary, titles: Mapping[str, str]) -> list[Card]:
        """Return the notes as cards, each group under its label; `titles` names the items where there are several.

        Notes as they were taken are under their items, notes in groups say theirs.
        """
        if vocabulary != self._vocabulary:
            self._made, self._vocabulary = {}, vocabulary
        cards = []
        for group in groups:
            if group.label:
                cards.append(self._once((group.label, False, str(len(group.notes)), False), _heading, group))
            minute, under = None, ""
            for n in group.notes:
                title = titles.get(n.what.item, "")
                if title != under and not group.label:
                    cards.append(self._once((n.what.item, False, title, True), Card, "", title.upper()))
                under, said = title, title if group.label else ""
                new = (taken := n.time.replace(second=0, microsecond=0)) != minute
                cards.append(self._once((n.entry, n.disputed, said, new), card, n, vocabulary, said, new))
                minute = taken
        return cards

    def _once(
        self, key: tuple[str, bool, str, bool], make: Callable[P, Card], *args: P.args, **kwargs: P.kwargs
    ) -> Card:
        if key not in self._made:
            self._made[key] = make(*args, **kwargs)
        return self._made[key]


def question(view: Capture, item: str) -> list[Card]:
    """Return what an item asks the room, whole, for where it has no note yet."""
    found = view.line.meeting.item(item)
    return [Card("", found.prompt)] if found and found.prompt else []


def _heading(group: Group) -> Card:
    return Card("", f"{group.label.upper()}  {len(group.notes)}")


def card(noted: Record[Note], vocabulary: Vocabulary, item: str = "", timed: bool = True) -> Card:
    """Return one note as a card, with its time where that is another minute than the one before."""
    note = noted.what
    who = " ".join(vocabulary.label(id) for id in (note.phase, note.role, *note.groups) if id)
    task = _task(note, vocabulary) if note.action else ""
    table = f"table {note.table_no}" if note.table_no else ""
    text = f"“{note.text}”" if note.quote else note.text
    if note.key:
        text += f" {symbols().key}"
    sign, tone = kind(note)
    return Card(
        noted.id,
        text,
        sign,
        tone,
        chips=tuple(_chips(noted)),
        who=" · ".join(part for part in (item, table, task or who) if part),
        time=time_of_day(noted.time) if timed else "",
    )


def _chips(noted: Record[Note]) -> Iterator[str]:
    """Yield what is set apart beside a note: what became of it, its themes and models."""
    yield from _fate(noted.entry)
    if noted.disputed:
        yield "CONFLICT"
    yield from (f"#{theme}" for theme in noted.what.themes)
    yield from (f"/{model.partition('@')[0]}" for model in noted.what.models)


def _task(note: Note, vocabulary: Vocabulary) -> str:
    owner = vocabulary.label(note.owner) if note.owner else "nobody yet"
    return f"for {owner} by {short_day(note.due)}" if note.due else f"for {owner}"


def _fate(entry: str) -> list[str]:
    """Return what to say of a note that has no entry yet."""
    if entry.startswith(REFUSED):
        return ["REFUSED"]
    return ["not stored yet"] if entry.startswith(WAITS) else []
