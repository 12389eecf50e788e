"""How a paper that is being keyed reads, and what stands under it."""

from collections.abc import Sequence

from textual.content import Content

from hep_tui.domain.ballots import Ballot, Keying, guide, short_echo
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.tables import Table
from hep_tui.logbook.record import Record
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.views.keying import KeyingView

GUIDE = (
    " One key a mark, in paper order: a rank (0 is 10), a grade, 1 for a mark; or",
    " the number of an option, as the lines under the paper say. Points end with .",
    "   .  leaves an option blank    +  same rank as the one above",
    "   -  back one, or takes back what was refused         *  clear",
    "",
)
_KEYED = {"spoilt": "SPOILT", "withdrawn": "WITHDRAWN", "late": "LATE"}


def number_state(view: KeyingView, number: int) -> str:
    """Return what a number is, in words: new, already keyed and by whom, spoilt, or never issued."""
    if number in view.poll.waiting:
        return view.poll.waiting[number]
    held = view.held(number)
    if held:
        what = _KEYED.get(held.what.status, "ALREADY KEYED")
        return f"{what} {by_whom(held)}"
    if view.issued is not None and number not in view.issued:
        return f"NOT ISSUED: the account has {view.issued.start} to {view.issued.stop - 1}"
    return "new"


def by_whom(held: Record[Ballot]) -> str:
    """Return who keyed a ballot, and when."""
    return f"by {held.who or 'somebody'} {held.time.astimezone():%H:%M}"


def heading(number: int, state: str, right: str, width: int) -> Content:
    """Return the line over a paper: its number, what is known of it, and its colour."""
    left = f" BALLOT {number:03}   {state}"
    # The last column is the scroll bar's, where a question leaves less room.
    room = width - len(right) - 3
    return content(f"{fit(left, max(len(left), room) if len(left) > room else room)}  {right}", "bold")


def paper_lines(keying: Keying, width: int, table: Table | None = None) -> list[Content]:
    """Return the options with what is marked beside them, then the paper in words, with whom a table stands for."""
    poll = keying.poll
    roomy = len(poll.options) <= 10
    lines = [Content("")] if roomy else []
    for i, option in enumerate(poll.options):
        here = i == keying.here
        mark = symbols().here if here else " "
        # In order of rank the key is the place on the paper, which a letter does not tell.
        key = f"{(i + 1) % 10 if i < 10 else '-'} " if poll.layout == "order" and not option.id.isdigit() else ""
        cell = f"[ {keying.cell(option.id) or ' ':>2} ]"
        text = f" {mark} {key}{option.id:>2}  {fit(option.label, 44)} {cell}"
        lines.append(content(text, "bold $here" if here else ""))
    lines += [Content("")] if roomy else []
    table = table or Table()
    said = " · ".join(part for part in (table.words, "" if table.asks else keying.words) if part)
    lines += [content(line, "bold") for line in hung("   ", said, width - 2) if said]
    lines += [content(line, "bold $here") for line in hung("   ", table.question, width - 2) if table.asks]
    return lines + [content(f"   {line}", "$quiet") for line in guide(poll) if not keying.marks]


def brief(poll: Poll, ballot: Ballot) -> str:
    """Return a ballot in a few letters."""
    if ballot.status != "valid":
        return ballot.status
    if ballot.splits:
        return " / ".join(f"{p.people}: {short_echo(poll, p.marks)}" for p in ballot.splits)
    return (f"{ballot.people}: " if ballot.unit == "table" else "") + short_echo(poll, ballot.marks)


def last_five(poll: Poll, ballots: Sequence[Ballot], width: int) -> Content:
    """Return the last five that were keyed, the newest first."""
    recent = "    ".join(f"{b.number:03} {brief(poll, b)}" for b in reversed(ballots[-5:]))
    recent = f"by rank  {recent}" if recent and poll.marking.ranks else recent
    return content(" " + fit(recent or "no ballots yet", width - 2), "$quiet")


def account_lines(view: KeyingView, width: int) -> list[Content]:
    """Return the account, with what is off in words, and what waits beside it."""
    lines = []
    for line in view.lines:
        # Nothing is balanced yet while papers are still to be keyed.
        words = line.words if line.off or (view.poll.account and "still to key" not in line.text) else line.text
        # Wrapping folds the blanks before the verdict, so only what is too long is wrapped.
        parts = [f" {words}"] if len(words) < width - 1 else hung(" ", words, width - 2)
        lines += [content(part, "bold $alarm" if line.off else "") for part in parts]
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
