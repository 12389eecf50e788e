"""The ballots of a poll with what they add up to, number by number, so that one more costs what one costs."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, overload

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.readings import READ

Kind = tuple[str, str, bool]
"""The unit of a ballot, its status, and whether one before it bears the same number."""


@dataclass
class Sums:
    """Add up ballots: how many there are of each kind, and under how many numbers a second person finds a paper."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    readable: int = 0

    def change(self, before: Sequence[Ballot], after: Sequence[Ballot]) -> None:
        """Take out the ballots that bore one number, and take in those that bear it now."""
        self.kinds.subtract(_kinds(before))
        self.kinds.update(_kinds(after))
        self.kinds += Counter()
        self.readable += _readable(after) - _readable(before)

    @property
    def statuses(self) -> Counter[str]:
        """Return how many ballots there are of each status."""
        found: Counter[str] = Counter()
        for (_, status, _), many in self.kinds.items():
            found[status] += many
        return found


@dataclass(frozen=True)
class Cast(Sequence[Ballot]):
    """Hold the ballots of a poll in the order of their numbers, with their sums; `read` reads one as it is held."""

    held: Sequence[Any]
    sums: Sums
    read: Callable[[Any], Ballot]

    @classmethod
    def of(cls, ballots: Iterable[Ballot]) -> "Cast":
        """Return some ballots with their sums; those that bear one number stay in their order."""
        if isinstance(ballots, Cast):
            return ballots
        held, sums = sorted(ballots, key=_number), Sums()
        for number, bearing in groupby(held, key=_number):
            for those in [list(bearing)] if number else [[one] for one in bearing]:
                sums.change((), those)
        return cls(held, sums, _itself)

    def bearing(self, number: int) -> list[Ballot]:
        """Return the ballots that bear a number."""
        start = bisect_left(self.held, number, key=self._number_of)
        end = bisect_right(self.held, number, lo=start, key=self._number_of)
        return [self.read(each) for each in self.held[start:end]]

    def _number_of(self, each: Any) -> int:
        return self.read(each).number

    @property
    def of_tables(self) -> list[Ballot]:
        """Return the ballots of tables."""
        if not any(unit == "table" for unit, _, _ in self.sums.kinds):
            return []
        return [ballot for ballot in self if ballot.unit == "table"]

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[Ballot]:
        return map(self.read, self.held)

    @overload
    def __getitem__(self, place: int) -> Ballot: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ballot]: ...
    def __getitem__(self, place: int | slice) -> Ballot | Sequence[Ballot]:
        return [*map(self.read, self.held[place])] if isinstance(place, slice) else self.read(self.held[place])


def _number(ballot: Ballot) -> int:
    return ballot.number


def _itself(ballot: Ballot) -> Ballot:
    return ballot


def _kinds(bearing: Sequence[Ballot]) -> list[Kind]:
    """Return the kinds of the ballots that bear one number."""
    return [(ballot.unit, ballot.status, place > 0) for place, ballot in enumerate(bearing)]


def _readable(bearing: Sequence[Ballot]) -> int:
    # A ballot without a number comes from a box: nobody keyed it.
    return int(any(ballot.number and ballot.status in READ for ballot in bearing))
