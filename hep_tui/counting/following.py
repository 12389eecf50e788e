"""Keep the papers of a poll that count, so that of one ballot more only what it says is added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, overload

from hep_tui.counting.profile import Ballot, Profile
from hep_tui.counting.tally import profile

if TYPE_CHECKING:
    from hep_tui.counting.table import Table
    from hep_tui.domain.cast import Cast
    from hep_tui.domain.polls import Poll

MANY = 200
"""From so many changed numbers on, reading all papers again is quicker."""
PARTED = ("phase", "role", "group")
"""By what the papers are kept in parts."""

Parts = Mapping[str, Mapping[str, "Table"]]
"""The table of each part of the room, by what it is a part and by its name; that of all papers is by ''."""


class Following:
    """Bring the papers of one poll up to what was cast since they were asked for last.

    `news` names the numbers under which ballots came or went, and grows. What was handed out stays as it is.
    """

    def __init__(self, news: Sequence[int]) -> None:
        self.news = news
        self._last: tuple[int, Cast, Parts] | None = None

    def papers(self, poll: Poll, cast: Cast, news: int) -> Profile:
        """Return the papers that count of what was cast when there were so many `news`."""
        parts = self._parts(poll, cast, news)
        self._last = news, cast, parts
        return Followed.of(poll, cast, parts)

    def _parts(self, poll: Poll, cast: Cast, news: int) -> Parts:
        if self._last is None:
            return _parted(profile(poll, cast))
        before, earlier, parts = self._last
        numbers = set(self.news[before:news])
        if before > news or len(numbers) > MANY:
            return _parted(profile(poll, cast))
        for held, sign in ((earlier, -1), (cast, 1)):
            spoken = profile(poll, [ballot for number in numbers for ballot in held.bearing(number)])
            for paper in spoken.ballots:
                parts = _changed(parts, spoken.options, paper, sign)
        return parts


def _parted(papers: Profile) -> Parts:
    found = {by: {name: part.table for name, part in papers.by(by).items()} for by in PARTED}
    return {"": {"": papers.table}, **found}


def _changed(parts: Parts, options: tuple[str, ...], paper: Ballot, sign: int) -> Parts:
    """Return the tables with a paper more or fewer; one that stands for several parts is changed once."""
    from hep_tui.counting.table import Table

    none, known, found = Table.of(options, {}), dict[int, Table](), dict[str, dict[str, Table]]()
    for by, tables in parts.items():
        name = paper.strata.get(by, "")
        before = tables.get(name, none)
        if id(before) not in known:
            known[id(before)] = before.changed(paper.marks, sign * paper.weight)
        found[by] = {**tables, name: known[id(before)]}
        if by and not found[by][name].n:
            del found[by][name]
    return found


@dataclass(frozen=True)
class Followed(Profile):
    """Hold papers whose tables are made already, of all of them and of the parts of the room."""

    parts: Parts = field(default_factory=dict)

    @classmethod
    def of(cls, poll: Poll, cast: Cast, parts: Parts) -> Followed:
        """Return the papers that count of a poll."""
        ballots = _Later(lambda: profile(poll, cast).ballots)
        return cls(tuple(o.label for o in poll.options), ballots, poll.title, parts)

    def __post_init__(self) -> None:
        """Look at nothing again: each paper was looked at as it came."""

    @cached_property
    def table(self) -> Table:
        """Return the papers as arrays."""
        return self.parts[""][""]

    @cached_property
    def n(self) -> int:
        """Return the number of papers."""
        return self.table.n

    def by(self, stratum: str) -> dict[str, Profile]:
        """Split by one stratum, as every profile does; a paper of a part says of itself no more than which it is of."""
        if stratum not in self.parts:
            return super().by(stratum)
        tables = self.parts[stratum]
        if len(tables) == 1:
            return {next(iter(tables)): self}
        return {name: self._part({stratum: name}, tables[name]) for name in sorted(tables)}

    def _part(self, strata: Mapping[str, str], table: Table) -> Profile:
        return Followed(self.options, _Later(partial(_ballots, table, strata)), self.title, {"": {"": table}})

    def having(self, ballots: Iterable[Ballot]) -> Profile:
        """Return the same question with other ballots."""
        return Profile(self.options, tuple(ballots), self.title)


def _ballots(table: Table, strata: Mapping[str, str]) -> tuple[Ballot, ...]:
    rows = zip(table.marks.T.tolist(), table.blank.T.tolist(), table.weights.tolist(), strict=True)
    return tuple(
        Ballot(tuple(None if gap else mark for mark, gap in zip(marks, blank, strict=True)), weight, strata)
        for marks, blank, weight in rows
    )


class _Later(Sequence[Ballot]):
    """Make ballots when somebody looks at one: who only counts does not."""

    def __init__(self, make: Callable[[], Sequence[Ballot]]) -> None:
        self._make = make

    @cached_property
    def _held(self) -> Sequence[Ballot]:
        return self._make()

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Ballot]:
        return iter(self._held)

    @overload
    def __getitem__(self, place: int) -> Ballot: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ballot]: ...
    def __getitem__(self, place: int | slice) -> Ballot | Sequence[Ballot]:
        return self._held[place]
