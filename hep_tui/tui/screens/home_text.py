"""How the parts of the home screen read."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from hep_tui.domain.clock import day_of, day_words, narrow_day, time_of_day
from hep_tui.domain.meetings import MeetingState
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


def page(view: Home, marked: int, width: int, height: int) -> tuple[Content, int]:
    """Return the review on one page for so many columns and rows, and the line of what is marked.

    `marked` counts meetings, then polls. Where there is room, what is marked is shown whole under them.
    """
    width -= 1
    if width < _ORDINARY:
        left = meetings(view, marked, width)
        spoken = [Content(" ") + line for line in heard(view.heard, width - 1)]
        lines = [*left, *needs(view, width), Content(""), *spoken]
        drawn = [*lines, Content(""), *polls(view, marked - len(view.meetings), width)]
        return Content("\n").join(drawn), _at(view, marked, len(lines) + 1)
    side = 35 if width < _WIDE else 46
    if width < _WIDE:
        left_width = width - side - 2
        left = [*meetings(view, marked, left_width), *needs(view, left_width)]
        lines = beside([(left, left_width), (heard(view.heard, side), side)])
        drawn = [*lines, Content(""), *polls(view, marked - len(view.meetings), width)]
        return Content("\n").join(drawn), _at(view, marked, len(lines) + 1)
    return _spread(view, marked, width, height, side)


_ORDINARY, _WIDE = 72, 110
"""From so many columns on there are two beside each other, and room for what is marked."""
_SHOWN = 6
"""What is marked is shown from so many rows on."""


def _spread(view: Home, marked: int, width: int, height: int, side: int) -> tuple[Content, int]:
    """Return the page with lists over what is marked at the left, needs over coverage at the right."""
    left, rows = width - side - 3, len(view.meetings) + len(view.polls)
    airy = 2 * rows + 5 + _SHOWN <= height
    first = meetings(view, marked, left, airy=airy)
    lists = [*first, *[Content("")] * (not airy), *polls(view, marked - len(view.meetings), left, airy=airy)]
    room = height - len(lists) - (not airy)
    if room >= _SHOWN:
        lists += [*[Content("")] * (not airy), *about(view, marked, left, room)]
    other = [
        *needs(view, side)[1:],
        Content(""),
        *(Content(" ") + line for line in heard(view.heard, side - 1, bars=True)),
    ]
    step, place = 1 + airy, marked - len(view.meetings)
    at = 1 + step * marked if place < 0 else len(first) + 2 - airy + step * place
    return Content("\n").join(beside([(lists, left), (other, side)], 3)), at


def _at(view: Home, marked: int, polls_at: int) -> int:
    """Return the line of what is marked, where polls begin under their heading at this line."""
    place = marked - len(view.meetings)
    return 1 + marked if place < 0 else polls_at + 1 + place


def about(view: Home, marked: int, width: int, height: int) -> list[Content]:
    """Return what is marked in so many rows: the agenda of a meeting, or the question and result of a poll."""
    place = marked - len(view.meetings)
    if 0 <= marked < len(view.meetings):
        return _about_meeting(view.meetings[marked], width)[:height]
    return _about_poll(view.polls[place], width)[:height] if 0 <= place < len(view.polls) else []


def _about_meeting(line: MeetingLine, width: int) -> list[Content]:
    meeting = line.meeting
    parts = [day_words(meeting.date) or "no day yet", meeting.place, line.state.value]
    parts += [f"{line.present} present"] * bool(line.present) + [_amount(line).strip()]
    lines = [heading(f" {meeting.title.upper()}", width)]
    lines += [content(each, "$quiet") for each in hung(" ", " · ".join(filter(None, parts)), width - 1)]
    longest = max((len(item.title) for item in meeting.items), default=0)
    title = min(longest, max(8, width - 26))
    for number, item in enumerate(meeting.items, 1):
        spent = line.progress.elapsed.get(item.id, 0.0)
        took = f"{round(spent / 60)} of " if spent else ""
        minutes = f"{took}{item.minutes}'" if item.minutes else ""
        kind = "" if item.kind == "notes" else item.kind
        here = item.id == line.progress.item and line.state is MeetingState.RUNNING
        text = f" {number:>2} {fit(item.title, title)}  {kind:<10}{minutes:>10}"
        lines.append(content(text, "bold" if here else ""))
    return lines


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
        lines.append(_line(i == marked, _sign(line.state), _when(line), line.meeting.title, _amount(line), width))
        lines += [Content("")] * airy
    return lines


def _line(here: bool, sign: str, when: str, title: str, amount: str, width: int) -> Content:
    mark = pointer(here)
    room = max(8, width - len(amount) - len(when) - 6)
    text = f" {mark}{sign} {when} {fit(title, room)} {amount}"
    return Content.styled(text, "bold $here") if here else content(text)


def _sign(state: MeetingState) -> str:
    signs = symbols()
    return {MeetingState.HELD: signs.done, MeetingState.RUNNING: signs.running}.get(state, signs.planned)


def _when(line: MeetingLine) -> str:
    if line.state is MeetingState.RUNNING:
        return "running"
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
    none, found = symbols().none, sorted(heard, key=lambda h: (not h.notes.n, -h.notes.n))
    n = sum(1 for h in heard if h.notes.n)
    lines = [heading("HEARD SO FAR", width, f"{n} of {len(heard)} phases" if heard else "")]
    label = width - 21 - (_BAR if bars else 0)
    over = f"{'':{label}} notes {worded('{people:>6.6} {places:>7.7}')}"
    lines.append(content(over, "$quiet"))
    most = max((h.notes.n for h in heard), default=0) or 1
    for h in found:
        figures = f"{fit(h.label, label)} {h.notes.n or none:>5} {h.present.n or none:>6} {h.schools.n or none:>7}"
        line = content(figures, "" if h.notes.n else "$quiet")
        bar = Content.assemble("  ", bar_of(h.notes.n / most, _BAR - 2)) if bars else Content("")
        lines.append(Content.assemble(line, bar))
    return lines


_BAR = 13


def polls(view: Home, marked: int, width: int, *, airy: bool = False) -> list[Content]:
    """Return the polls, the marked one standing out; `airy` with a line between them."""
    lines = [heading(" POLLS", width)]
    titles = [f"{p.poll.title}, {p.meeting}" if p.meeting else p.poll.title for p in view.polls]
    half = min(max(map(len, titles), default=0), max(20, width // 2 + 2))
    for i, (poll, title) in enumerate(zip(view.polls, titles, strict=True)):
        done = poll.state is PollState.DECLARED
        said = poll.declared.sentence if poll.declared and done else _progress(poll)
        mark = pointer(i == marked)
        state = f"{poll.state.value:<9} {fit(said, max(10, width - half - 16))}"
        text = f" {mark}{_poll_sign(poll)} {fit(title, half)} {state}"
        lines.append(Content.styled(text, "bold $here") if i == marked else content(text))
        lines += [Content("")] * airy
    return lines


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
    ways = ["r notes", "w names", "d actions", *(["c conflicts"] if view.conflicts else [])]
    said = joined(ways if view.needs else ["nothing"], " · ", width - 5)
    return [*lines, *(content(f"    {line}", "$quiet") for line in said)]
