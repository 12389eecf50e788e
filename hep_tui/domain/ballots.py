"""Ballots and the keying of one paper ballot: one key a mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hep_tui.domain.polls import Option, Poll
from hep_tui.errors import HepError

STATUSES = ("valid", "blank", "spoilt", "rejected", "query", "late", "withdrawn")
NOT_CAST = ("spoilt", "late")
"""The statuses of papers that are no part of the votes cast: exchanged for another, or not admitted yet."""


@dataclass(frozen=True)
class Ballot:
    """Hold one paper: `marks` maps option to rank (1 is first), grade or points; unmarked ones are left out."""

    poll: str
    number: int
    status: str = "valid"
    marks: Mapping[str, int] = field(default_factory=dict)
    phase: str = ""
    role: str = ""
    unit: str = "person"
    people: int = 1
    batch: str = ""
    reason: str = ""


class Refused(HepError):
    """Say in words why a key makes no sense on this ballot."""


@dataclass(frozen=True)
class Keying:
    """Hold a ballot half keyed; every key gives a new one, so going back is keeping the old.

    With layout `down`, `place` is the option that the next key marks; with `order`, it is how many marks are keyed.
    """

    poll: Poll
    marks: tuple[tuple[str, int], ...] = ()
    skipped: tuple[str, ...] = ()
    place: int = 0
    tie: bool = False

    @property
    def full(self) -> bool:
        """Say whether nothing is left to key."""
        if self.poll.layout == "order":
            return len(self.marks) >= self.poll.most
        return self.place >= len(self.poll.options)

    def press(self, key: str) -> "Keying":
        """Return the ballot after one key: digit (0 is 10), `.` blank, `+` tie, `-` back one, `*` clear.

        Raises Refused where the mark is impossible.
        """
        if key == "*":
            return Keying(self.poll)
        if key == "-":
            return self._back()
        if key == "+":
            return self._tied()
        if self.full:
            raise Refused("The ballot is full: Enter accepts it, - takes the last mark back.")
        if key == ".":
            return self._skip()
        if not (key.isascii() and key.isdigit() and len(key) == 1):
            raise Refused(f"{key} is not a mark here: use the digits, . for blank, + for a tie, - to go back.")
        number = int(key) or 10
        return self._in_order(number) if self.poll.layout == "order" else self._down(number)

    def _down(self, rank: int) -> "Keying":
        if rank > self.poll.most:
            raise Refused(f"Only ranks 1 to {self.poll.most} can be given here.")
        here = self.poll.options[self.place].id
        holder = next((o for o, r in self.marks if r == rank), None)
        if holder and not (self.poll.ties or self.tie):
            raise Refused(f"{self.poll.label(holder)} already has rank {rank}; look at the paper, or - to go back.")
        return replace(self, marks=(*self.marks, (here, rank)), place=self.place + 1, tie=False)

    def _in_order(self, number: int) -> "Keying":
        if number > len(self.poll.options):
            raise Refused(f"There are {len(self.poll.options)} options on this paper.")
        option = self.poll.options[number - 1].id
        if option in dict(self.marks):
            raise Refused(f"{self.poll.label(option)} is already ranked; look at the paper, or - to go back.")
        last = self.marks[-1][1] if self.marks else 0
        rank = last if self.tie and last else last + 1
        return replace(self, marks=(*self.marks, (option, rank)), place=self.place + 1, tie=False)

    def _skip(self) -> "Keying":
        if self.poll.layout == "order":
            raise Refused("In rank order there is nothing to leave blank: Enter accepts what is ranked so far.")
        return replace(self, skipped=(*self.skipped, self.poll.options[self.place].id), place=self.place + 1)

    def _tied(self) -> "Keying":
        if not self.poll.ties:
            raise Refused("Equal places are not allowed in this poll; q parks the ballot as a query.")
        if not self.marks or self.full:
            raise Refused("A tie needs a mark before it and an option after it.")
        if self.poll.layout == "order":
            return replace(self, tie=True)
        return self._down(self.marks[-1][1])

    def _back(self) -> "Keying":
        if self.tie:
            return replace(self, tie=False)
        if not self.place:
            return self
        if self.poll.layout == "order":
            return replace(self, marks=self.marks[:-1], place=self.place - 1)
        last = self.poll.options[self.place - 1].id
        marks = tuple(m for m in self.marks if m[0] != last)
        return replace(self, marks=marks, skipped=tuple(s for s in self.skipped if s != last), place=self.place - 1)

    def cell(self, option: str) -> str:
        """Return what stands beside an option: its rank, `.` for blank, or nothing yet."""
        rank = dict(self.marks).get(option)
        return str(rank) if rank else "." if option in self.skipped else ""

    def ballot_marks(self) -> dict[str, int]:
        """Return the marks as a ballot holds them."""
        return dict(self.marks)


def echo(poll: Poll, marks: Mapping[str, int]) -> str:
    """Return a ranked ballot in words, best first: `1st D Jointly owned · 2nd B Area hubs`."""
    ranks = sorted(set(marks.values()))
    parts = []
    for rank in ranks:
        tied = [_named(o) for o in poll.options if marks.get(o.id) == rank]
        parts.append(f"{ordinal(rank)} {' = '.join(tied)}")
    return " · ".join(parts) if parts else "blank"


def _named(option: Option) -> str:
    """Return an option in words; letters stand for models and are said, numbers only count down the page."""
    return option.label if option.id.isdigit() else f"{option.id} {option.label}"


def short_echo(poll: Poll, marks: Mapping[str, int]) -> str:
    """Return a ranked ballot as option ids in rank order, a dot for each unranked: `D B A Z · · ·`."""
    ranked = sorted((rank, i, o.id) for i, o in enumerate(poll.options) if (rank := marks.get(o.id)))
    return " ".join([id for _, _, id in ranked] + ["·"] * (len(poll.options) - len(ranked))) if ranked else "blank"


def ordinal(n: int) -> str:
    """Return 1st, 2nd, 3rd, 4th…"""
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"
