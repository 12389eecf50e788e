"""How the parts of the home screen read."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from hep_tui.domain.clock import day_of, day_words, narrow_day, time_of_day
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.pack import Item
from hep_tui.domain.polls import PollState
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import verb
from hep_tui.tui.symbols import pointer, symbols
from hep_tui.tui.text import beside, content, fit, heading, hung, joined, wrap
from hep_tui.tui.widgets.chart import bar_of
from hep_tui.tui.widgets.result_order import order_shown
from hep_tui.views.coverage import Heard
from hep_tui.views.home import Home
from hep_tui.views.meetings import MeetingLine
from hep_tui.views.polls import PollView


def saved(view: Home, backup: datetime | None, now: datetime) -> str:
    """Return that everything is saved, and when it was backed up last: the time of today, else the day."""
    if view.read_only:
        return "read only"
    if backup is None:
        return "saved · no backup yet"
    day = day_of(backup)
    made = time_of_day(backup) if day == day_of(now) else narrow_day(day)
    return f"saved · backup {made}"


def page(view: Home, marked: int, width: int, height: int) -> tuple[Content, list[int]]:
    """Return the review on one page for so many columns and rows, and the lines of what can be marked.

    `marked` counts meetings, then polls. Where there is room, what is marked is shown whole under them.
    """
    width -= 1
    if width >= _WIDE:
        return _spread(view, marked, width, height)
    if width < _ORDINARY:
        spoken = _set_in(heard(view.heard, width - 1))
        lines = [*meetings(view, marked, width), *needs(view, width), Content(""), *spoken]
    else:
        left = width - _SIDE - 2
        lists = [*meetings(view, marked, left), *needs(view, left)]
        lines = beside([(lists, left), (heard(view.heard, _SIDE), _SIDE)])
    drawn = [*lines, Content(""), *polls(view, marked - len(view.meetings), width)]
    return Content("\n").join(drawn), _tops(view, len(lines) + 1)


def _set_in(lines: Sequence[Content]) -> list[Content]:
    return [Content(" ") + line for line in lines]


_SIDE, _WIDE_SIDE = 35, 46
"""How wide the part at the right is, where there is one."""
_ORDINARY, _WIDE = 72, 110
"""From so many columns on there are two beside each other, and room for what is marked."""
_SHOWN = 6
"""What is marked is shown from so many rows on."""


def _spread(view: Home, marked: int, width: int, height: int) -> tuple[Content, list[int]]:
    """Return the page with lists over what is marked at the left, needs over coverage at the right."""
    left, rows = width - _WIDE_SIDE - 3, len(view.meetings) + len(view.polls)
    place = marked - len(view.meetings)
    airy = 2 * rows + 5 + _SHOWN <= height
    # Airy lists end in an empty line themselves.
    between = [] if airy else [Content("")]
    lists = [*meetings(view, marked, left, airy=airy), *between]
    polls_at = len(lists)
    lists += polls(view, place, left, airy=airy)
    room = height - len(lists) - len(between)
    if room >= _SHOWN:
        lists += [*between, *about(view, marked, left, room)]
    spoken = _set_in(heard(view.heard, _WIDE_SIDE - 1, bars=True))
    other = [*needs(view, _WIDE_SIDE)[1:], Content(""), *spoken]
    drawn = beside([(lists, left), (other, _WIDE_SIDE)], 3)
    return Content("\n").join(drawn), _tops(view, polls_at, step=2 if airy else 1)


def _tops(view: Home, polls_at: int, *, step: int = 1) -> list[int]:
    """Return the lines of meetings and polls, `step` from one to the next, the polls under their heading."""
    lists = (0, view.meetings), (polls_at, view.polls)
    return [heading + 1 + step * i for heading, rows in lists for i in range(len(rows))]


def about(view: Home, marked: int, width: int, height: int) -> list[Content]:
    """Return what is marked in so many rows: the agenda of a meeting, or the question and result of a poll."""
    place = marked - len(view.meetings)
    if 0 <= marked < len(view.meetings):
        return _about_meeting(view.meetings[marked], width)[:height]
    return _about_poll(view.polls[place], width)[:height] if 0 <= place < len(view.polls) else []


def _about_meeting(line: MeetingLine, width: int) -> list[Content]:
    meeting = line.meeting
    present = f"{line.present} present" if line.present else ""
    day = day_words(meeting.date) or "no day yet"
    parts = [day, meeting.place, line.state.value, present, _amount(line).strip()]
    lines = [heading(f" {meeting.title.upper()}", width)]
    lines += [content(each, "$quiet") for each in hung(" ", " · ".join(filter(None, parts)), width - 1)]
    longest = max((len(item.title) for item in meeting.items), default=0)
    title = min(longest, max(8, width - 26))
    for number, item in enumerate(meeting.items, 1):
        kind = "" if item.kind == "notes" else item.kind
        here = item.id == line.progress.item and line.state is MeetingState.RUNNING
        text = f" {number:>2} {fit(item.title, title)}  {kind:<10}{_minutes(line, item):>10}"
        lines.append(content(text, "bold" if here else ""))
    return lines


def _minutes(line: MeetingLine, item: Item) -> str:
    """Return the minutes planned for an item, behind those that were spent on it."""
    if not item.minutes:
        return ""
    spent = line.progress.elapsed.get(item.id, 0.0)
    return f"{round(spent / 60)} of {item.minutes}'" if spent else f"{item.minutes}'"


def _about_poll(view: PollView, width: int) -> list[Content]:
    poll = view.poll
    lines = [heading(f" {poll.title.upper()}", width)]
    lines += [content(f" {line}", "bold") for line in wrap(poll.question, width - 2)]
    if not (view.declared and view.state is PollState.DECLARED):
        lines.append(content(f" {view.state.value} · {_progress(view)}", "$quiet"))
        return lines + [content(f" {o.id:>2} {fit(o.label, width - 5)}") for o in poll.options]
    lines += [content(f" {line}", "$good") for line in wrap(view.declared.sentence, width - 2)]
    lines.append(content(f" record {view.declared.record_code}", "$quiet"))
    return [*lines, *order_shown(poll, view.declared, width)]


def meetings(view: Home, marked: int, width: int, *, airy: bool = False) -> list[Content]:
    """Return the meetings, the marked one standing out; `airy` with a line between them."""
    lines = [heading(" MEETINGS", width)]
    for i, line in enumerate(view.meetings):
        lines.append(_meeting(line, width, here=i == marked))
        if airy:
            lines.append(Content(""))
    return lines


def _meeting(line: MeetingLine, width: int, *, here: bool) -> Content:
    when, amount = _when(line), _amount(line)
    room = max(8, width - len(amount) - len(when) - 6)
    text = f" {pointer(here)}{_sign(line.state)} {when} {fit(line.meeting.title, room)} {amount}"
    return content(text, "bold $here" if here else "")


def _sign(state: MeetingState) -> str:
    signs = symbols()
    return {MeetingState.HELD: signs.done, MeetingState.RUNNING: signs.running}.get(state, signs.planned)


def _when(line: MeetingLine) -> str:
    if line.state is MeetingState.RUNNING:
        return "running"
    if line.state is MeetingState.CANCELLED and not line.meeting.date:
        return "no day "
    try:
        day = date.fromisoformat(line.meeting.date)
    except ValueError:
        return "planned"
    return (" " * (day.day < 10) + narrow_day(day)).ljust(7)


def _amount(line: MeetingLine) -> str:
    if line.state is MeetingState.CANCELLED:
        return "cancelled"
    return f"{line.notes:>3} {verb(line.notes, 'note ', 'notes')}"


def heard(heard: Sequence[Heard], width: int, *, bars: bool = False) -> list[Content]:
    """Return who was heard so far, the most first, and quietly who was not; `bars` show the notes on one scale."""
    spoken = sum(bool(h.notes.n) for h in heard)
    label = width - 21 - (_BAR if bars else 0)
    over = f"{'':{label}} notes {worded('{people:>6.6} {places:>7.7}')}"
    share = f"{spoken} of {len(heard)} phases" if heard else ""
    lines = [heading("HEARD SO FAR", width, share), content(over, "$quiet")]
    none = symbols().none
    most = max((h.notes.n for h in heard), default=0) or 1
    for h in sorted(heard, key=lambda h: -h.notes.n):
        figures = f"{fit(h.label, label)} {h.notes.n or none:>5} {h.present.n or none:>6} {h.schools.n or none:>7}"
        line = content(figures, "" if h.notes.n else "$quiet")
        if bars:
            line = Content.assemble(line, "  ", bar_of(h.notes.n / most, _BAR - 2))
        lines.append(line)
    return lines


_BAR = 13


def polls(view: Home, marked: int, width: int, *, airy: bool = False) -> list[Content]:
    """Return the polls, the marked one standing out; `airy` with a line between them."""
    lines = [heading(" POLLS", width)]
    titles = [f"{p.poll.title}, {p.meeting}" if p.meeting else p.poll.title for p in view.polls]
    half = min(max(map(len, titles), default=0), max(20, width // 2 + 2))
    room = max(10, width - half - 16)
    for i, (poll, title) in enumerate(zip(view.polls, titles, strict=True)):
        here = i == marked
        word = "not held" if poll.id in view.not_held else poll.state.value
        state = f"{word:<9} {fit(_said(poll), room)}"
        text = f" {pointer(here)}{_poll_sign(poll)} {fit(title, half)} {state}"
        lines.append(content(text, "bold $here" if here else ""))
        if airy:
            lines.append(Content(""))
    return lines


def _said(view: PollView) -> str:
    """Return the result of a declared poll, the progress of any other."""
    if view.declared and view.state is PollState.DECLARED:
        return view.declared.sentence
    return _progress(view)


def _poll_sign(poll: PollView) -> str:
    signs = symbols()
    return {PollState.DECLARED: signs.done, PollState.OPEN: signs.running}.get(poll.state, signs.planned)


def _progress(view: PollView) -> str:
    if view.poll.marking.hands:
        return "hands counted" if view.hands else "show of hands"
    return view.turnout.words


def needs(view: Home, width: int) -> list[Content]:
    """Return what needs somebody, one thing a line, and the keys that lead there."""
    lines = [Content(""), heading(" NEEDS YOU", width)]
    for need in view.needs:
        lines += [content(line, "bold") for line in hung("    ", need, width - 1)]
    ways = ["r notes", "w names", "d actions"] if view.needs else ["nothing"]
    if view.needs and view.conflicts:
        ways.append("c conflicts")
    return [*lines, *(content(f"    {line}", "$quiet") for line in joined(ways, " · ", width - 5))]
