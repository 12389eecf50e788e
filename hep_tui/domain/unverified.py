"""What of a poll is in doubt: papers that may still come to say something else than they are counted as."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Check, Reading, second_keying, unread
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
    read, wrong = list(readings), tuple(sorted(differing))
    undecided = {*undecided, *wrong}
    late = sum(b.status == "late" and b.number not in undecided for b in ballots)
    done = second_keying(poll, ballots, read, sample) if sample else None
    if done and done.drawn and done.complete:
        most = fewer_than(done.total, len(done.wanted), len(done.wrong)) - 1
        return Unverified(len(undecided), late, min(most, done.total - len(done.done)), True, wrong)
    return Unverified(len(undecided), late, len(set(unread(ballots, read)) - undecided), differing=wrong)
