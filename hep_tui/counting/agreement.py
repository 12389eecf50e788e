"""Measure how far a room agrees: Kendall's W, Spearman's mean, van der Eijk's A."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from hep_tui.counting.profile import Mark, Profile
    from hep_tui.counting.table import Table


@dataclass(frozen=True)
class Agreement:
    """Hold Kendall's W with its judges, options, mean Spearman correlation and permutation p.

    `w` is None where it is undefined: fewer than two judges or options, or every judge ties all.
    `p` is None unless permutations were asked for.
    """

    w: float | None
    exact: Fraction | None
    judges: int
    options: int
    mean_spearman: float | None = None
    p: float | None = None

    @property
    def chi_square(self) -> float | None:
        """Return Friedman's k(m−1)W."""
        return None if self.w is None else self.judges * (self.options - 1) * self.w


def kendalls_w(profile: Profile, permutations: int = 0, seed: int = 0) -> Agreement:
    """Return Kendall's W over ranked ballots, tie-corrected; blanks are tied last.

    W = 12S / (k²(m³−m) − kΣ_bΣ_g(t³−t)) (Kendall & Babington Smith 1939; Legendre 2005). The p is the
    share of `permutations` seeded shufflings of every judge's ranks with at least this W, counting the
    papers themselves as one.
    """
    table = profile.table
    judges, m = table.n, table.m
    exact = _w(table)
    if exact is None:
        return Agreement(None, None, judges, m)
    spearman = (judges * exact - 1) / (judges - 1)
    p = _permuted(table, permutations, seed) if permutations else None
    return Agreement(float(exact), exact, judges, options=m, mean_spearman=float(spearman), p=p)


def doubled_ranks(marks: Sequence[Mark]) -> tuple[int, ...]:
    """Return twice the average ranks of a paper, so that halves stay whole; blanks share the last places."""
    last = max((mark for mark in marks if mark is not None), default=0) + 1
    filled = [last if mark is None or mark < 1 else mark for mark in marks]
    doubled, before = {}, 0
    for mark in sorted(set(filled)):
        here = filled.count(mark)
        doubled[mark] = 2 * before + here + 1
        before += here
    return tuple([doubled[mark] for mark in filled])


@lru_cache(maxsize=1024)
def shared_places(marks: tuple[Mark, ...]) -> tuple[float, ...]:
    """Return the place of each option on a paper, as the mean rank takes it; equal ones share the mean of theirs.

    Papers are often alike, so the last thousand different ones are kept.
    """
    return tuple([rank / 2 for rank in doubled_ranks(marks)])


def _w(table: Table) -> Fraction | None:
    """Return W from head-to-heads: an option's rank sum is that of the options before it, ties half."""
    judges, m = table.n, table.m
    if judges < 2 or m < 2:
        return None
    pairs = table.pairwise()
    spread = sum(int(net) ** 2 for net in (pairs - pairs.T).sum(axis=1))
    below = judges * judges * (m**3 - m) - judges * int(table.added(_ties).sum())
    return Fraction(3 * spread, below) if below else None


def _ties(table: Table) -> NDArray[np.int64]:
    """Return Σ(t³−t) over all groups of tied ranks, by option: each of t tied ones is level with t, itself included."""
    import numpy as np

    level = [np.count_nonzero(row == table.ranks, axis=0) for row in table.ranks]
    return np.array([(each * each - 1) @ table.weights for each in level], dtype=np.int64)


def _permuted(table: Table, times: int, seed: int) -> float:
    """Return the permutation p: the spread of the sums decides, since ties stay as they are."""
    import numpy as np

    dice = np.random.default_rng(seed)
    papers = sorted(tuple(paper) for paper in np.repeat(table.ranks.T, table.weights, axis=0).tolist())
    ranks = np.array([doubled_ranks(paper) for paper in papers], dtype=np.int64)
    centre = len(papers) * (table.m + 1)
    seen = int(((ranks.sum(axis=0) - centre) ** 2).sum())
    as_far = sum(int(((dice.permuted(ranks, axis=1).sum(axis=0) - centre) ** 2).sum()) >= seen for _ in range(times))
    return (as_far + 1) / (times + 1)


def agreement_a(counts: Sequence[int]) -> Fraction | None:
    """Return van der Eijk's A for counts on an ordered scale: 1 unanimous, 0 uniform, −1 polarised.

    The histogram is peeled into layers of equal height; each layer's A = U·(1 − (S−1)/(K−1)), where S
    of K categories are used and U weighs unimodal against bimodal triples (van der Eijk 2001). None
    without any count, or on a scale of one point.
    """
    total, k = sum(counts), len(counts)
    if not total or k < 2:
        return None
    left, found = list(counts), Fraction(0)
    while any(left):
        height = min(count for count in left if count)
        used = [count > 0 for count in left]
        found += Fraction(height * sum(used), total) * _layer(used)
        left = [count - height if count else 0 for count in left]
    return found


def _layer(used: Sequence[bool]) -> Fraction:
    k, s = len(used), sum(used)
    if s == k:
        return Fraction(0)
    if s == 1:
        return Fraction(1)
    triples = [(a, b, c) for a in range(k) for b in range(a + 1, k) for c in range(b + 1, k)]
    shapes = [(used[a], used[b], used[c]) for a, b, c in triples]
    unimodal = sum(shape in ((True, True, False), (False, True, True)) for shape in shapes)
    bimodal = sum(shape == (True, False, True) for shape in shapes)
    if not unimodal + bimodal:
        return 1 - Fraction(s - 1, k - 1)
    u = Fraction((k - 2) * unimodal - (k - 1) * bimodal, (k - 2) * (unimodal + bimodal))
    return u * (1 - Fraction(s - 1, k - 1))
