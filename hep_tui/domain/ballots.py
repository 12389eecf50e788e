"""Ballots: what one paper says, whether it can say so, and how it reads in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.polls import OfPoll, Option, Poll, Unit
from hep_tui.domain.record import Count, Mark
from hep_tui.domain.tiers import Tier

STATUSES = ("valid", "blank", "spoilt", "rejected", "query", "late", "withdrawn")
NOT_CAST = ("spoilt", "late")
"""The statuses of papers that are no part of the votes cast: exchanged for another, or not admitted yet."""
SEALED = "sealed"
"""How a ballot is read that lies in a box which is open still."""
UNFIT = "unfit"
"""How a paper is read that says it is valid and cannot be in its poll, as one merged from another program."""


@dataclass(frozen=True)
class Split:
    """Hold one part of a table that did not agree: how many people, and their marks; without any, it abstains."""

    people: Count = 1
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Ballot:
    """Hold one paper: `marks` maps option to rank (1 is first), grade or points; unmarked ones are left out.

    `unit` is person, school or table; a table stands for `people`, and `table_no` is which one it is. A table that did
    not agree has `splits` in place of `marks`, and their people add up to its own.
    """

    poll: OfPoll
    number: Annotated[Count, Said("Number on the paper", needed=False)]
    status: Annotated[str, Said("Status", codes="status", needed=True)] = "valid"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    phase: str = ""
    role: str = ""
    unit: Unit = "person"
    people: Annotated[Count, Said("People it stands for")] = 1
    batch: Annotated[str, Said("Batch")] = ""
    reason: Annotated[str, Said("Why it is rejected or a query, or was changed, decided or admitted", free=True)] = ""
    group: str = ""
    splits: tuple[Split, ...] = ()
    table_no: Annotated[Count, Said("Table whose ballot it is; 0 where nobody said", tier=Tier.RESTRICTED)] = 0

    @property
    def voice(self) -> Mapping[str, int]:
        """Return the marks that the paper speaks with as one: a split table's largest part, none where parts level."""
        if not self.splits:
            return self.marks
        most = max(part.people for part in self.splits)
        largest = [part for part in self.splits if part.people == most]
        return largest[0].marks if len(largest) == 1 else {}


def as_read(poll: Poll, ballot: Ballot) -> Ballot:
    """Return a ballot as it is read from the record: one that says it is valid and cannot be is unfit, and says why."""
    if ballot.status != "valid":
        return ballot
    foreign = ", ".join(sorted(strange(poll, ballot)))
    wrong = f"there is no option {foreign} on this paper" if foreign else fault(poll, ballot).partition(";")[0]
    if poll.marking.hands:
        wrong = "hands were counted, and no papers"
    return replace(ballot, status=UNFIT, reason=f"does not fit the poll: {wrong}") if wrong else ballot


def strange(poll: Poll, ballot: Ballot) -> set[str]:
    """Return the options that a ballot marks and its poll does not have."""
    return {*ballot.marks, *(id for part in ballot.splits for id in part.marks)} - {o.id for o in poll.options}


def fault(poll: Poll, ballot: Ballot) -> str:
    """Return in one sentence why a ballot cannot be valid in a poll; nothing where it can."""
    if ballot.splits:
        return _split_fault(poll, ballot)
    if ballot.people < 1:
        return "A ballot stands for at least one person; nothing was stored."
    return _marks_fault(poll, ballot.marks)


def _split_fault(poll: Poll, ballot: Ballot) -> str:
    if ballot.unit != "table":
        return "Only the ballot of a table can be split; nothing was stored."
    if ballot.marks:
        return "A table that split has its marks in its parts; nothing was stored, key one or the other."
    have = sum(part.people for part in ballot.splits)
    if have != ballot.people or any(part.people < 1 for part in ballot.splits):
        parts = " + ".join(str(part.people) for part in ballot.splits)
        return f"The parts of this table are {parts} = {have}, and it stands for {ballot.people}; nothing was stored."
    if not any(part.marks for part in ballot.splits):
        return "Nobody at this table marked anything; nothing was stored, key the paper as blank."
    # A part without marks abstains.
    marked = (part.marks for part in ballot.splits if part.marks)
    return next((said for marks in marked if (said := _marks_fault(poll, marks))), "")


def _marks_fault(poll: Poll, marks: Mapping[str, int]) -> str:
    values = list(marks.values())
    if not values:
        return "Nothing is marked on this ballot; nothing was stored, key it as blank."
    if poll.marking.ranks:
        return _ranks_fault(poll, values)
    if poll.marking.crosses:
        return _crosses_fault(poll, values)
    if poll.marking.shares:
        return _points_fault(poll, values)
    return _levels_fault(poll, values)


def _ranks_fault(poll: Poll, ranks: Sequence[int]) -> str:
    if min(ranks) < 1 or max(ranks) > poll.most:
        return f"Ranks go from 1 to {poll.most} here; nothing was stored."
    if len(set(ranks)) < len(ranks) and not poll.ties:
        return "Two options have the same rank, which this poll does not allow; nothing was stored."
    return ""


def _crosses_fault(poll: Poll, crosses: Sequence[int]) -> str:
    if set(crosses) != {1}:
        return "An option is marked or it is not; nothing was stored, key 1 or leave it out."
    if poll.marking.one and len(crosses) > 1:
        return "This ballot marks more than one option; nothing was stored, key it as spoilt or rejected."
    return ""


def _points_fault(poll: Poll, points: Sequence[int]) -> str:
    if min(points) < 0 or sum(points) > poll.points:
        return f"This ballot shares out {sum(points)} points, and there are {poll.points}; nothing was stored."
    return ""


def _levels_fault(poll: Poll, levels: Sequence[int]) -> str:
    values = [level.value for level in poll.levels]
    if not values:
        return "This poll has no scale to mark on; nothing was stored."
    if not set(levels) <= set(values):
        return f"Marks go from {values[0]} to {values[-1]} here; nothing was stored, look at the paper."
    return ""


def echo(poll: Poll, marks: Mapping[str, int]) -> str:
    """Return a ballot in words: ranks best first (`1st D Jointly owned · 2nd B Area hubs`), others in paper order."""
    if not marks:
        return "blank"
    if not poll.marking.ranks:
        return " · ".join(_said(poll, o, marks[o.id]) for o in poll.options if o.id in marks)
    parts = []
    for rank in sorted(set(marks.values())):
        tied = [_named(o) for o in poll.options if marks.get(o.id) == rank]
        parts.append(f"{ordinal(rank)} {' = '.join(tied)}")
    return " · ".join(parts)


def _said(poll: Poll, option: Option, mark: int) -> str:
    if poll.marking.crosses:
        return _named(option)
    label = next((level.label for level in poll.levels if level.value == mark), "")
    return f"{_named(option)}: {mark} {label}".rstrip()


def _named(option: Option) -> str:
    """Return an option in words; letters stand for models and are said, numbers only count down the page."""
    return option.label if option.id.isdigit() else f"{option.id} {option.label}"


_SHORT = 10
"""Papers of so many options are told mark by mark, down the page."""


def ranks_numbers(poll: Poll) -> bool:
    """Say whether ranks are written down the paper beside options that are numbers themselves."""
    return poll.marking.ranks and poll.layout == "down" and poll.numbered


def told_down(poll: Poll) -> bool:
    """Say whether a ballot is told rank by rank down the page, as it was keyed, since ids would be taken for ranks."""
    return ranks_numbers(poll) and len(poll.options) <= _SHORT


def short_echo(poll: Poll, marks: Mapping[str, int]) -> str:
    """Return a ballot in a few signs, a dot for what is blank: ids by rank `D B=A · Z`, or marks `4 0 · 3`.

    Options that only bear numbers have their ranks down the page, as they were keyed: ids would be taken for them.
    """
    if not marks:
        return "blank"
    if poll.marking.crosses:
        return " ".join(o.id for o in poll.options if o.id in marks)
    if not poll.marking.ranks or told_down(poll):
        return " ".join(str(marks[o.id]) if o.id in marks else "·" for o in poll.options)
    ranks: dict[int, list[str]] = {}
    for option in poll.options:
        if option.id in marks:
            ranks.setdefault(marks[option.id], []).append(option.id)
    return " ".join("=".join(ranks.get(rank, "·")) for rank in range(1, poll.most + 1))


def as_on_paper(poll: Poll, marks: Mapping[str, int]) -> str:
    """Return a ballot to be laid beside its paper: ranks down the page as `A: 3 · B: 1 · C: –`, others in words.

    Where options are numbered, their labels are in the place of letters: a number beside a rank says too little.
    """
    if not marks or not poll.marking.ranks or poll.layout == "order":
        return echo(poll, marks)
    names = {o.id: o.label if o.id.isdigit() else o.id for o in poll.options}
    return " · ".join(f"{name}: {marks.get(id, '–')}" for id, name in names.items())


def said(poll: Poll, status: str, marks: Mapping[str, int], people: int = 0, splits: tuple[Split, ...] = ()) -> str:
    """Return a reading of a paper in words; `people` is 0 where it is not a table's."""
    return said_of(poll, Ballot("", 0, status, marks, unit="table" if people else "", people=people, splits=splits))


def said_of(poll: Poll, ballot: Ballot, say: Callable[[Poll, Mapping[str, int]], str] = echo) -> str:
    """Return a ballot in words: what it marks, as `say` has it, where it is valid, else its status."""
    return marks_said(poll, ballot, say) if ballot.status == "valid" else ballot.status


def marks_said(poll: Poll, ballot: Ballot, say: Callable[[Poll, Mapping[str, int]], str] = echo) -> str:
    """Return what a ballot marks, whatever its status, each part of it as `say` has it; a table's with its people."""
    whose = f"{table_words(ballot.table_no, ballot.people)}: " if ballot.unit == "table" else ""
    parts = "; ".join(_part(part, say(poll, part.marks)) for part in ballot.splits)
    return whose + (parts or say(poll, ballot.marks))


def table_words(number: int, people: int) -> str:
    """Return a table in words: which one it is where that is known, and of how many people."""
    return " ".join(filter(None, ("table", str(number or ""), f"of {people}")))


def _part(part: Split, said: str) -> str:
    return f"{part.people} for {said}" if part.marks else f"{part.people} abstained"


def people_of(ballot: Ballot) -> int:
    """Return how many people a table's ballot stands for, 0 where it is not a table's."""
    return ballot.people if ballot.unit == "table" else 0


def ordinal(n: int) -> str:
    """Return 1st, 2nd, 3rd, 4th…"""
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"
