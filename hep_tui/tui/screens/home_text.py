"""How the parts of the home screen read."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.polls import PollState
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung, joined
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
    made = backup.astimezone()
    today = made.date() == now.astimezone().date()
    return f"saved · backup {made:%H:%M}" if today else f"saved · backup {made.day} {_MONTHS[made.month - 1]}"


def meetings(view: Home, marked: int, width: int) -> Content:
    """Return the meetings, the marked one standing out."""
    lines = [Content.styled(" MEETINGS", "bold $quiet")]
    for i, line in enumerate(view.meetings):
        lines.append(_line(i == marked, _sign(line.state), _when(line), line.meeting.title, _amount(line), width))
    return Content("\n").join(lines)


def _line(here: bool, sign: str, when: str, title: str, amount: str, width: int) -> Content:
    mark = symbols().here if here else " "
    room = max(8, width - len(amount) - len(when) - 8)
    text = f" {mark}{sign} {when} {fit(title, room)} {amount}"
    return Content.styled(text, "bold $here") if here else content(text)


def _sign(state: MeetingState) -> str:
    signs = symbols()
    return {MeetingState.HELD: signs.done, MeetingState.RUNNING: signs.running}.get(state, signs.planned)


def _when(line: MeetingLine) -> str:
    if line.state is MeetingState.RUNNING:
        return "running"
    try:
        day = datetime.fromisoformat(line.meeting.date)
    except ValueError:
        return "planned"
    return f"{day.day:>2} {_MONTHS[day.month - 1]}".ljust(7)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")


def _amount(line: MeetingLine) -> str:
    return f"{line.notes:>3} {'note ' if line.notes == 1 else 'notes'}"


def heard(heard: Sequence[Heard]) -> Content:
    """Return who was heard so far, those who were not first."""
    lines = [Content.styled("HEARD SO FAR  notes people schools", "bold $quiet")]
    for h in heard:
        label, schools = fit(h.label, 13), f"{h.schools.n or '':>7}"
        if h.notes.n:
            lines.append(content(f"{label} {h.notes.n:>5} {h.present.n:>6} {schools}"))
        else:
            lines.append(Content.assemble(content(f"{label} "), (f"{h.verdict:<12}", "bold $alarm"), f" {schools}"))
    return Content("\n").join(lines)


def polls(view: Home, marked: int, width: int) -> Content:
    """Return the polls, the marked one standing out."""
    lines = [Content(""), Content.styled(" POLLS", "bold $quiet")]
    for i, poll in enumerate(view.polls):
        done = poll.state is PollState.DECLARED
        sign = symbols().done if done else symbols().running if poll.state is PollState.OPEN else symbols().planned
        said = str(poll.declared["sentence"]) if poll.declared and done else _progress(poll)
        title = f"{poll.poll.title}, {poll.meeting}" if poll.meeting else poll.poll.title
        half = min(44, width // 2 - 6)
        mark = symbols().here if i == marked else " "
        text = f" {mark}{sign} {fit(title, half)} {poll.state.value:<9} {fit(said, max(10, width - half - 16))}"
        lines.append(Content.styled(text, "bold $here") if i == marked else content(text))
    return Content("\n").join(lines)


def _progress(view: PollView) -> str:
    if view.poll.marking.hands:
        return "hands counted" if view.hands else "show of hands"
    return view.turnout.words


def needs(view: Home, width: int) -> Content:
    """Return what needs somebody, one thing a line."""
    lines = [Content(""), Content.styled(" NEEDS YOU", "bold $quiet")]
    for need in view.needs:
        lines += [content(line, "bold") for line in hung("    ", need, width - 1)]
    ways = ["r notes", "w names", "d actions", *(["c conflicts"] if view.conflicts else [])]
    said = joined(ways if view.needs else ["nothing"], " · ", width - 5)
    return Content("\n").join([*lines, *(content(f"    {line}", "$quiet") for line in said)])
