"""How a paper that is being keyed reads, and what is under it."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.ballots import Ballot, said_of, short_echo, told_down
from hep_tui.domain.clock import time_of_day
from hep_tui.domain.keying import Keying, guide, key_of
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.tables import Table
from hep_tui.logbook.record import Record
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import beside, content, fit, heading, hung, set_in
from hep_tui.views.keying import KeyingView

GUIDE = (
    " One key a mark, in paper order: a rank (0 is 10), a grade, 1 for a mark; or",
    " the number of an option, as the lines under the paper say. Points end with .",
    "   .  leaves an option blank    +  same rank as the one above",
    "   -  back one, or takes back what was refused         *  clear",
    "",
)
_AROUND = 12
"""So many rows are left to what is around a paper."""
_KEYED = {"spoilt": "SPOILT", "withdrawn": "WITHDRAWN", "late": "LATE"}


def number_state(view: KeyingView, number: int) -> str:
    """Return what a number is, in words: new, already keyed and by whom, spoilt, or never issued."""
    if number in view.poll.waiting:
        return view.poll.waiting[number]
    held = view.held(number)
    if held:
        what = _KEYED.get(held.what.status, "ALREADY KEYED")
        return f"{what} {by_whom(held)}"
    return view.strange(number) or "new"


def by_whom(held: Record[Ballot]) -> str:
    """Return who keyed a ballot, and when."""
    return f"by {held.who or 'somebody'} {time_of_day(held.time)}"


def which(number: int, state: str, right: str, width: int) -> Content:
    """Return the line over a paper: its number, what is known of it, and its colour, below where both are too long."""
    left = f"BALLOT {number:03}   {state}"
    room = width - len(right) - 4
    if len(left) > room:
        # The last column is the scroll bar's, where a question leaves less room.
        below = f"{set_in(left, width - 1)}\n{set_in(right, width - 1)}"
        return content(below.rstrip(), "bold")
    return content(f" {fit(left, room)}  {right}", "bold")


def paper_lines(keying: Keying, width: int, table: Table | None = None, height: int = 0) -> list[Content]:
    """Return the options with what is marked beside them, then the paper in words, with whom a table stands for.

    What is asked of a table is above them, and is what the keys are for. There is a line between the options where the
    height has room for it.
    """
    poll = keying.poll
    roomy = len(poll.options) <= 10
    airy = 2 * len(poll.options) + _AROUND <= height
    label = min(max(44, *(len(option.label) for option in poll.options)), max(12, width - 18))
    lines = [Content("")] if roomy else []
    table = table or Table()
    if table.asks:
        lines += [content(line, "bold $here") for line in hung(f" {pointer(here=True)} ", table.question, width - 2)]
        lines += [Content("")] * roomy
    for place in range(len(poll.options)):
        lines.append(_option_line(keying, place, label, here=place == keying.here and not table.asks))
        if airy:
            lines.append(Content(""))
    if roomy and not airy:
        lines.append(Content(""))
    lines += _in_words(keying, table, width - 2)
    if not keying.marks:
        lines += [content(f"   {line}", "$quiet") for line in guide(poll)]
    return lines


def _option_line(keying: Keying, place: int, label: int, *, here: bool) -> Content:
    """Return an option with what is marked beside it."""
    option = keying.poll.options[place]
    name = f"{option.id:>2}"
    if keying.poll.layout == "order" and not option.id.isdigit():
        # In order of rank the key is the place on the paper, which a letter does not tell.
        name = f"{key_of(place)} {name}"
    cell = f"[ {keying.cell(option.id) or ' ':>2} ]"
    text = f" {pointer(here)} {name}  {fit(option.label, label)} {cell}"
    return content(text, "bold $here" if here else "")


def _in_words(keying: Keying, table: Table, width: int) -> list[Content]:
    """Return whom a table stands for and the paper in words, where it is not the table that is asked about."""
    said = [table.words] if table.asks else [table.words, keying.words]
    words = " · ".join(filter(None, said))
    return [content(line, "bold") for line in hung("   ", words, width)] if words else []


def brief(poll: Poll, ballot: Ballot) -> str:
    """Return a ballot in a few letters."""
    if ballot.status != "valid":
        return ballot.status
    if ballot.splits:
        return " / ".join(f"{p.people}: {short_echo(poll, p.marks)}" for p in ballot.splits)
    echo = short_echo(poll, ballot.marks)
    return f"{ballot.people}: {echo}" if ballot.unit == "table" else echo


def stored(poll: Poll, ballot: Ballot, width: int) -> str:
    """Return that a ballot is stored and what it marks: in words, or in a few letters where the line cuts them."""
    lead, says = f"ballot {ballot.number:03} stored: ", said_of(poll, ballot)
    if len(lead + says) > width - 2:
        says = brief(poll, ballot)
    return lead + says


def last_five(poll: Poll, ballots: Sequence[Ballot], width: int) -> Content:
    """Return the last five that were keyed, the newest first."""
    recent = [f"{b.number:03} {brief(poll, b)}" for b in reversed(ballots[-5:])]
    words = "    ".join(recent) or "no ballots yet"
    if recent and poll.marking.ranks:
        words = f"{_order(poll)}  {words}"
    return content(f" {fit(words, width - 2)}", "$quiet")


def _order(poll: Poll) -> str:
    """Return in which order the marks of a ballot are told, where there are two."""
    if not poll.marking.ranks:
        return ""
    return "down the page" if told_down(poll) else "by rank"


_WIDE = 110
"""From so many columns on, what was keyed last is shown beside the paper, a line a ballot."""


def sheet(view: KeyingView, keying: Keying, table: Table, width: int, height: int) -> list[Content]:
    """Return the paper, with what was keyed last beside it where there is room."""
    if width < _WIDE:
        return paper_lines(keying, width, table, height)
    left = width * 3 // 5
    paper, recent = paper_lines(keying, left, table, height), _recent(view, width - left - 5, height)
    return beside([(paper, left), (recent, 0)], 3)


def _recent(view: KeyingView, width: int, height: int) -> list[Content]:
    poll = view.poll.poll
    lines = [heading("KEYED LAST", width, _order(poll))]
    if not view.poll.ballots:
        return [*lines, content("no ballots yet", "$quiet")]
    shown = [held.what for held in reversed(view.poll.ballots)][: max(1, height - _AROUND)]
    newest, *others = (fit(f"{ballot.number:03}  {brief(poll, ballot)}", width) for ballot in shown)
    return [*lines, content(newest), *(content(text, "$quiet") for text in others)]


def last(view: KeyingView, width: int) -> Content:
    """Return what stays in sight under the paper: what was keyed last, where it is not beside it, and the account."""
    held = [ballot.what for ballot in view.poll.ballots[-5:]]
    keyed = [] if width >= _WIDE else [last_five(view.poll.poll, held, width)]
    return Content("\n").join([*keyed, *account_lines(view, width)])


def account_lines(view: KeyingView, width: int) -> list[Content]:
    """Return the account, with what is off in words, and what waits beside it."""
    lines = []
    for line in view.lines:
        # Nothing is balanced yet while papers are still to be keyed.
        judged = line.off or (view.poll.account and "still to key" not in line.text)
        words = line.words if judged else line.text
        style = "bold $alarm" if line.off else ""
        lines += [content(part, style) for part in set_in(words, width - 1).split("\n")]
    if late := view.poll.statuses["late"]:
        lines.append(content(f" late {late}, not counted until admitted: j", "bold"))
    return lines


def batch_words(view: KeyingView) -> str:
    """Return which batch is open and how far it is; without one, how many are keyed of those present."""
    if view.batch is None or view.pile is None:
        return view.keyed
    of = f"batch {view.place} of teller {view.batch.what.teller}"
    return f"{of}   keyed {view.pile.keyed} of {view.pile.papers}"


def closed_words(state: PollState) -> str:
    """Return what can still be keyed where a poll takes no more ballots."""
    return f"The poll is {state.value}: only l records a paper, as late; o on the poll opens it again."
