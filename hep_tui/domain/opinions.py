"""What can be said of groups that were asked the same: agree, differ in degree, split, or too few to say."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.speech import worded

AGREE, DEGREE, SPLIT, TOO_FEW = "agree", "differ in degree", "split", "too few to say"
WORDS = (AGREE, DEGREE, SPLIT, TOO_FEW)
ALPHA = 0.05
"""The chance of a false alarm in a whole report, and of a false agreement in each statement."""
_Z_ONE_SIDED = 1.6448536269514722
_Z_NINE_OF_TEN = 1.2815515655446004
MIDDLE = 0.5
"""The score on whose two sides groups are split."""


@dataclass(frozen=True)
class Moments:
    """Hold how a group scored something from 0 (not at all) to 1 (fully): people, sum and sum of squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Return the mean score; 0 where there is nobody."""
        return self.total / self.n if self.n else 0.0

    @property
    def widened(self) -> tuple[float, float]:
        """Return mean and variance of the mean with one score of 0 and one of 1 added.

        So the interval of a difference of shares keeps its level in small groups, where a unanimous one would have
        none (Agresti & Caffo 2000).
        """
        n, total, squares = self.n + 2, self.total + 1, self.squares + 1
        mean = total / n
        return mean, max(0.0, squares / n - mean * mean) / n


def moments(scores: Iterable[float]) -> Moments:
    """Return the moments of some scores from 0 to 1."""
    held = list(scores)
    return Moments(len(held), math.fsum(held), math.fsum(score * score for score in held))


def agree(groups: Iterable[Moments], bound: float) -> bool:
    """Say whether every two groups are shown to lie within a bound of each other.

    Each pair passes two one-sided tests at 5 %, so that their common claim has no larger error (Schuirmann 1987;
    Berger 1982). Not having found a difference is not enough.
    """
    return all(_within(one, other, bound) for one, other in combinations(groups, 2))


def _within(one: Moments, other: Moments, bound: float) -> bool:
    (mean, variance), (mean_2, variance_2) = one.widened, other.widened
    return abs(mean - mean_2) + _Z_ONE_SIDED * math.sqrt(variance + variance_2) <= bound


def opposite(groups: Sequence[Moments]) -> bool:
    """Say whether groups lie on two sides of the middle."""
    sides = {group.mean > MIDDLE for group in groups if group.mean != MIDDLE}
    return len(sides) == 2


def word(groups: Mapping[str, Moments], *, noticed: bool, bound: float) -> str:
    """Return the word for groups that part people: noticed differences first, then a shown agreement, else too few.

    Groups of fewer than five are left out; with fewer than two others there is nothing to compare.
    """
    heard = [group for group in groups.values() if group.n >= MIN_CELL]
    if len(heard) < 2:
        return TOO_FEW
    if noticed:
        return SPLIT if opposite(heard) else DEGREE
    return AGREE if agree(heard, bound) else TOO_FEW


def noticeable(critical: float, variance: float, n: int, everyone: int) -> float:
    """Return how far a group's mean has to lie from that of the others to be noticed in nine halls of ten.

    `critical` is what the test asks of its statistic, `variance` that of all scores; 1 where no difference would do.
    """
    rest = everyone - n
    if n < 1 or rest < 1:
        return 1.0
    spread = math.sqrt(variance * (1 / n + 1 / rest))
    return min(1.0, (critical + _Z_NINE_OF_TEN) * spread)


def holm(chances: Sequence[float], alpha: float = ALPHA) -> list[bool]:
    """Return which of several tests are passed with one bound on any false alarm among them (Holm 1979)."""
    passed = [False] * len(chances)
    for place, i in enumerate(sorted(range(len(chances)), key=lambda i: (chances[i], i))):
        if chances[i] > alpha / (len(chances) - place):
            break
        passed[i] = True
    return passed


def bridging(support: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return options by their support in the group that supports each least, most first.

    `support` leads from options to groups; what no group lacks comes before what one group likes most.
    """
    return sorted(support, key=lambda option: (-min(support[option].values(), default=0.0), option))


def people_bounds(channels: Sequence[int], known: int = 0) -> tuple[int, int]:
    """Return between how many people took part in several channels: nobody twice beyond those who are known to."""
    return max(channels, default=0), max(max(channels, default=0), sum(channels) - known)


def were_reached(reached: int, places: int, unsaid: int) -> str:
    """Return in words how many places were reached, where so many who took part did not say from which they are."""
    if not reached:
        said = "Nobody said which {place} they are from" if unsaid else "Nobody has taken part"
        return worded(f"{said}, so none of the {{n}} {{places}} counts as reached", n=places)
    least = "At least " if unsaid and reached < places else ""
    return worded("{least}{n} of {all} {places} were reached in rooms or survey", least=least, n=reached, all=places)


def took_part(people: tuple[int, int]) -> str:
    """Return in words between how many people took part."""
    low, high = people
    return f"{high} people took part" if low == high else f"At least {low} and at most {high} people took part"
