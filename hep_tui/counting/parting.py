"""Look for groups of people that score something differently, with one bound on all false alarms of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

SHUFFLES = 1999


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
        """Say whether a column differs in some group."""
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
    names = tuple(sorted(set(groups)))
    values = np.array([scores[i] for i in order], dtype=float).reshape(len(order), -1)
    labels = np.array([names.index(groups[i]) for i in order])
    n, sizes = len(order), np.bincount(labels, minlength=len(names))
    variances = values.var(axis=0, ddof=1) if n > 1 else np.zeros(values.shape[1])
    if len(names) < 2 or n < 3:
        cells = tuple((1.0,) * values.shape[1] for _ in names)
        return Parting(names, 1.0, cells, tuple(map(float, variances)), ())
    seen = _statistics(labels[None, :], values, sizes, variances)[0]
    dice = np.random.default_rng(seed)
    shuffled = dice.permuted(np.tile(labels, (shuffles, 1)), axis=1)
    largest = np.sort(_statistics(shuffled, values, sizes, variances).max(axis=(1, 2)))
    # What is equal but for rounding counts as equal: then a chance is never too small.
    below = np.searchsorted(largest, seen - 1e-9)
    chances = (shuffles - below + 1) / (shuffles + 1)
    return Parting(
        names, float(chances.min()), tuple(tuple(map(float, row)) for row in chances), tuple(map(float, variances)),
        tuple(map(float, largest)),
    )  # fmt: skip


def _statistics(labels: np.ndarray, values: np.ndarray, sizes: np.ndarray, variances: np.ndarray) -> np.ndarray:
    """Return the statistic of every group and column for each row of labels; 0 where everybody scores alike."""
    import numpy as np

    n = values.shape[0]
    centred = values - values.mean(axis=0)
    sums = np.stack([(labels == g).astype(float) @ centred for g in range(len(sizes))], axis=1)
    errors = np.sqrt(variances[None, :] * (sizes * (n - sizes) / n)[:, None])
    found: np.ndarray = np.divide(np.abs(sums), errors, out=np.zeros_like(sums), where=errors > 1e-12)
    return found
