"""What of a poll is in doubt: papers that may still come to say something else than they are counted as."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.cast import Cast
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import READ, Check, Reading, second_keying, verified
from hep_tui.domain.sampling import fewer_than


@dataclass(frozen=True)
class Unverified:
    """Hold how many papers wait to be decided, are late, and may be keyed wrongly for all a second reading says.

    `sampled` says that `unread` is what a clean or mended sample does not rule out, and not a count of papers;
    `differing` are those of the undecided that a random check found wrong.
    """

    undecided: int = 0
    late: int = 0
    unread: int = 0
    sampled: bool = False
    differing: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """Return how many papers that is together; none is counted twice."""
        return self.undecided + self.late + self.unread

    @property
    def words(self) -> str:
        """Return what is in doubt, part by part."""
        unread = f"up to {self.unread} for all the sample says" if self.sampled else f"{self.unread} not read twice"
        named = f" ({differ(self.differing)})" if self.differing else ""
        undecided = f"{self.undecided} undecided{named}" if self.undecided else ""
        parts = [undecided, f"{self.late} late" if self.late else ""]
        return ", ".join(part for part in [*parts, unread if self.unread else ""] if part)


def differ(numbers: Sequence[int]) -> str:
    """Return which papers a random check found wrong, as a clause."""
    named = ", ".join(map(str, numbers))
    said = "paper {} differs" if len(numbers) == 1 else "papers {} differ"
    return f"{said.format(named)} from the screen by the random check"


def unverified(
    poll: Poll,
    ballots: Sequence[Ballot],
    undecided: Collection[int] = (),
    readings: Iterable[Reading] = (),
    sample: Check | None = None,
    differing: Collection[int] = (),
) -> Unverified:
    """Return what of a poll is in doubt; `undecided` are numbers parked, keyed twice, or in two versions.

    `differing` are the numbers that a random check found wrong and nobody put right; they are undecided too.
    Voters mark secret ballots themselves, and hands are not papers: nothing of them was keyed.
    """
    if poll.secret or poll.marking.hands:
        return Unverified()
    cast, read, wrong = Cast.of(ballots), list(readings), tuple(sorted(differing))
    undecided = {*undecided, *wrong}
    late = cast.sums.statuses["late"] - sum(b.status == "late" for n in undecided for b in cast.bearing(n))
    done = second_keying(poll, cast, read, sample) if sample else None
    if done and done.drawn and done.complete:
        most = fewer_than(done.total, len(done.wanted), len(done.wrong)) - 1
        return Unverified(len(undecided), late, min(most, done.total - len(done.done)), True, wrong)
    return Unverified(len(undecided), late, _unread(cast, undecided, read), differing=wrong)


def _unread(cast: Cast, undecided: Collection[int], readings: Iterable[Reading]) -> int:
    """Return how many numbers were not read alike by two people, but for those that are undecided."""
    twice = {reading.number: reading for reading in readings}
    left = cast.sums.readable
    for number in {*undecided, *twice} - {0}:
        papers = [ballot for ballot in cast.bearing(number) if ballot.status in READ]
        alike = all(verified(ballot, twice.get(number)) for ballot in papers)
        left -= bool(papers) and (number in undecided or alike)
    return left
