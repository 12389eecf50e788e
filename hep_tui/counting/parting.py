"""Look for groups of people that score something differently, with one bound on all false alarms of a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

SHUFFLES = 1999
_FEWEST = 3
_ROUNDING, _NO_SPREAD = 1e-4, 1e-12


@dataclass(frozen=True)
class Parting:
    """Hold the chances of what was seen if people of all groups were alike.

    `chance` is that of the largest difference of the question, `cells` those of each group and column, adjusted for
    all of them; `largest` are the largest statistics of all shuffles, sorted.
    """

    groups: tuple[str, ...]
    chance: float
    cells: tuple[tuple[float, ...], ...]
    variances: tuple[float, ...]
    largest: tuple[float, ...]

    def noticed(self, column: int, alpha: float) -> bool:
        """Say whether some group differs in a column, at a chance of a false alarm of at most alpha."""
        return any(row[column] <= alpha for row in self.cells)

    def critical(self, alpha: float) -> float:
        """Return what a statistic has to reach for a chance of at most alpha."""
        beyond = int(alpha * (len(self.largest) + 1)) - 1
        return self.largest[-1 - max(0, beyond)] if self.largest else float("inf")


def part(
    scores: Sequence[Sequence[float]], groups: Sequence[str], *, shuffles: int = SHUFFLES, seed: int = 0
) -> Parting:
    """Return what shuffling the groups says of the scores of people, one row a person and one column a thing.

    The statistic of a group in a column is the distance of its mean from that of everybody, over its standard error
    when groups are shuffled (finite population). The largest of all cells is compared with the largest of each
    shuffle, which bounds the chance of any false alarm in the question exactly (Westfall & Young 1993). Whole rows
    move, so that columns may depend on each other. The order of people does not matter.
    """
    import numpy as np

    if not groups:
        return Parting((), 1.0, (), (), ())
    order = sorted(range(len(groups)), key=lambda i: (groups[i], tuple(scores[i])))
    counts = Counter(groups)
    names = tuple(sorted(counts))
    sizes = tuple(counts[name] for name in names)
    values = np.array([scores[i] for i in order], dtype=float).reshape(len(order), -1)
    variances = values.var(axis=0, ddof=1) if len(order) > 1 else np.zeros(values.shape[1])
    if len(names) < 2 or len(order) < _FEWEST:
        cells = tuple((1.0,) * values.shape[1] for _ in names)
        return Parting(names, 1.0, cells, tuple(map(float, variances)), ())
    found = _statistics(_members(sizes, shuffles, seed), values, sizes, variances)
    seen, largest = found[0], np.sort(found[1:].max(axis=(1, 2)))
    # What is equal but for rounding counts as equal: then a chance is never too small.
    below = np.searchsorted(largest, seen - _ROUNDING)
    chances = (shuffles - below + 1) / (shuffles + 1)
    return Parting(
        names, float(chances.min()), tuple(tuple(map(float, row)) for row in chances), tuple(map(float, variances)),
        tuple(map(float, largest)),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _members(sizes: tuple[int, ...], shuffles: int, seed: int) -> np.ndarray:
    """Return who is in which group as things are, and in every shuffle: group × shuffle × person, 0 or 1.

    People lie sorted by group, so that all questions with the same answerers share the shuffles.
    """
    import numpy as np

    labels = np.repeat(np.arange(len(sizes), dtype=np.int8), sizes)
    shuffled = np.random.default_rng(seed).permuted(np.tile(labels, (shuffles, 1)), axis=1)
    every = np.concatenate([labels[None, :], shuffled])
    members: np.ndarray = np.stack([every == group for group in range(len(sizes))]).astype(np.float32)
    return members


def _statistics(members: np.ndarray, values: np.ndarray, sizes: tuple[int, ...], variances: np.ndarray) -> np.ndarray:
    """Return the statistic of every shuffle, group and column; 0 where everybody scores alike."""
    import numpy as np

    n, each = values.shape[0], np.array(sizes)
    centred = (values - values.mean(axis=0)).astype(np.float32)
    sums = (members @ centred).transpose(1, 0, 2)
    errors = np.sqrt(variances[None, :] * (each * (n - each) / n)[:, None])
    found: np.ndarray = np.divide(np.abs(sums), errors, out=np.zeros(sums.shape), where=errors > _NO_SPREAD)
    return found
