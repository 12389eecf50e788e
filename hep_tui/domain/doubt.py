"""What of a poll is in doubt: papers that may still come to say something else than they are counted as."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Check, Reading, second_keying, unread
from hep_tui.domain.sampling import fewer_than


@dataclass(frozen=True)
class Doubt:
    """Hold how many papers wait to be decided, are late, and may be keyed wrongly for all a second reading says.

    `sampled` says that `unread` is what a clean or mended sample does not rule out, and not a count of papers.
    """

    undecided: int = 0
    late: int = 0
    unread: int = 0
    sampled: bool = False

    @property
    def total(self) -> int:
        """Return how many papers that is together; none is counted twice."""
        return self.undecided + self.late + self.unread

    @property
    def words(self) -> str:
        """Return what is in doubt, part by part."""
        unread = f"up to {self.unread} for all the sample says" if self.sampled else f"{self.unread} not read twice"
        parts = [f"{self.undecided} undecided" if self.undecided else "", f"{self.late} late" if self.late else ""]
        return ", ".join(part for part in [*parts, unread if self.unread else ""] if part)


def in_doubt(
    poll: Poll,
    ballots: Sequence[Ballot],
    undecided: Collection[int] = (),
    readings: Iterable[Reading] = (),
    sample: Check | None = None,
) -> Doubt:
    """Return what of a poll is in doubt; `undecided` are numbers parked, keyed twice, or in two versions.

    Voters mark secret ballots themselves, and hands are no papers: nothing of them was keyed.
    """
    if poll.secret or poll.method == "hands":
        return Doubt()
    read = list(readings)
    late = sum(b.status == "late" and b.number not in undecided for b in ballots)
    done = second_keying(poll, ballots, read, sample) if sample else None
    if done and done.drawn and done.complete:
        most = fewer_than(done.total, len(done.wanted), len(done.wrong)) - 1
        return Doubt(len(undecided), late, min(most, done.total - len(done.done)), sampled=True)
    return Doubt(len(undecided), late, len(set(unread(ballots, read)) - set(undecided)))
