"""Second keying: the same papers read again by another person, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from hep_tui.domain.ballots import Ballot, Split, people_of
from hep_tui.domain.nouns import Said
from hep_tui.domain.polls import OfPoll, Poll
from hep_tui.domain.record import Count, Mark
from hep_tui.domain.sampling import ENOUGH, SAMPLE, proves

READ = ("valid", "blank", "rejected", "spoilt", "withdrawn")
"""The statuses that a second person can find on a paper; a late or parked one waits until it is decided."""

Marks = tuple[tuple[str, int], ...]
Paper = tuple[str, Marks, int, tuple[tuple[int, Marks], ...]]


@dataclass(frozen=True)
class Reading:
    """Hold what a second person read on a paper, blind.

    Where that differed, `decided` says what the paper says after all: `first`, `second` or `again`; then the first
    reading and the decision are kept beside it. `people` is 0 where the paper is not a table's; `splits` are its parts.
    """

    poll: OfPoll
    number: Annotated[Count, Said("Number on the paper")]
    status: str = "valid"
    marks: Mapping[str, Mark] = field(default_factory=dict)
    decided: Annotated[str, Said("Which reading the paper bore out, where they differed", codes="decided")] = ""
    first_status: str = ""
    first_marks: Mapping[str, Mark] = field(default_factory=dict)
    stands_status: str = ""
    stands_marks: Mapping[str, Mark] = field(default_factory=dict)
    people: Count = 0
    splits: tuple[Split, ...] = ()
    first_people: Count = 0
    first_splits: tuple[Split, ...] = ()
    stands_people: Count = 0
    stands_splits: tuple[Split, ...] = ()

    @property
    def differed(self) -> bool:
        """Say whether the two did not read the same."""
        return bool(self.decided)

    @property
    def wrong(self) -> bool:
        """Say whether the first had keyed the paper wrongly."""
        return self.decided in ("second", "again")

    @property
    def stands(self) -> Paper:
        """Return what the paper says, after both have read it."""
        if self.decided:
            return paper(self.stands_status, self.stands_marks, self.stands_people, self.stands_splits)
        return self.read

    @property
    def read(self) -> Paper:
        """Return what the second person read."""
        return paper(self.status, self.marks, self.people, self.splits)


@dataclass(frozen=True)
class Check:
    """Hold a draw by public dice: `seed` is what was rolled, `numbers` what was drawn of `total`.

    `purpose` is `second` for the papers of the second keying, `random` for papers compared with the screen; `wrong`
    are those that differed. `lot` draws no papers: it places the options of a poll where they tie.
    """

    poll: OfPoll
    purpose: Annotated[str, Said("What was drawn, and what for", codes="purpose")] = "random"
    seed: Annotated[str, Said("What was rolled")] = ""
    total: Annotated[Count, Said("Papers that were drawn from; empty for a lot")] = 0
    numbers: tuple[Count, ...] = ()
    wrong: tuple[Count, ...] = ()


def paper(status: str, marks: Mapping[str, int], people: int = 0, splits: Iterable[Split] = ()) -> Paper:
    """Return what is compared of a paper: its status, and where it counts its marks and whom it stands for."""
    if status != "valid":
        return status, (), 0, ()
    parts = tuple(sorted((part.people, tuple(sorted(part.marks.items()))) for part in splits))
    return status, tuple(sorted(marks.items())), people, parts


def paper_of(ballot: Ballot) -> Paper:
    """Return what is compared of a ballot."""
    return paper(ballot.status, ballot.marks, people_of(ballot), ballot.splits)


def same(ballot: Ballot, reading: Reading) -> bool:
    """Say whether a ballot reads as a second person read it."""
    return paper_of(ballot) == reading.read


def verified(ballot: Ballot, reading: Reading | None) -> bool:
    """Say whether a ballot still says what two people agreed on."""
    return reading is not None and reading.stands == paper_of(ballot)


def unread(ballots: Iterable[Ballot], readings: Iterable[Reading]) -> list[int]:
    """Return the numbers of the papers that two people have not read alike, as they are now, in order."""
    twice = {r.number: r for r in readings}
    return sorted(b.number for b in _readable(ballots) if not verified(b, twice.get(b.number)))


def _readable(ballots: Iterable[Ballot]) -> Iterator[Ballot]:
    """Yield the papers that can be read a second time."""
    # A ballot without a number comes from a box: nobody keyed it.
    return (ballot for ballot in ballots if ballot.number and ballot.status in READ)


def by_sample(poll: Poll, papers: int) -> bool:
    """Say whether a sample of the papers is enough: for long rankings, not for a vote on models."""
    return poll.marking.ranks and papers >= ENOUGH and not any(option.version for option in poll.options)


@dataclass(frozen=True)
class SecondKeying:
    """Hold how far the second keying of a poll has come.

    `total` counts the papers that could be read, `wanted` are the numbers that have to be, `done` those that were and
    are still current. `differed` and `wrong` are numbers in which the two readings differed, and the first was wrong.
    """

    total: int
    wanted: tuple[int, ...]
    done: frozenset[int]
    differed: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()
    needs_draw: bool = False
    drawn: bool = False

    @property
    def words(self) -> str:
        """Return what was read by now, and what that proves; a part that nobody drew proves nothing of the rest."""
        read = len(self.wanted) - len(self.left)
        found = f"{len(self.wrong)} keyed wrongly" if self.wrong else "none keyed wrongly"
        alike = f", {found} so far" if read else ""
        if not self.total:
            return "No paper is keyed yet."
        if self.complete:
            return proves(self.total, len(self.wanted), len(self.wrong)) + "."
        if self.drawn:
            whole = proves(self.total, len(self.wanted))
            return f"{read} of {len(self.wanted)} drawn papers read{alike}. If all are, {whole}."
        return f"{read} of {self.total} papers read twice{alike}."

    @property
    def left(self) -> tuple[int, ...]:
        """Return the numbers still to be read."""
        return tuple(n for n in self.wanted if n not in self.done)

    @property
    def complete(self) -> bool:
        """Say whether nothing is left to read."""
        return bool(self.wanted) and not self.left and not self.needs_draw


def second_keying(
    poll: Poll, ballots: Iterable[Ballot], readings: Iterable[Reading], sample: Check | None
) -> SecondKeying:
    """Return how far the second keying has come.

    Every paper of a vote is read again; of a long ranking a sample, and every paper once that sample shows a first
    reading that was wrong.
    """
    papers = {b.number: b for b in _readable(ballots)}
    read = {r.number: r for r in readings if r.number in papers}
    every = SecondKeying(
        total=len(papers),
        wanted=tuple(sorted(papers)),
        done=frozenset(number for number, reading in read.items() if verified(papers[number], reading)),
        differed=tuple(sorted(number for number, reading in read.items() if reading.differed)),
        wrong=tuple(sorted(number for number, reading in read.items() if reading.wrong)),
    )
    if every.wrong or not by_sample(poll, len(papers)):
        return every
    drawn = tuple(n for n in sample.numbers if n in papers) if sample else ()
    return replace(every, wanted=drawn, needs_draw=not drawn, drawn=bool(drawn))


def sample_size(papers: int) -> int:
    """Return how many papers are drawn for a second keying by sample."""
    return min(SAMPLE, papers)
