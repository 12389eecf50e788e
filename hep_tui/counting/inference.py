"""Say how sure a figure is: Wilson's interval and bootstrap tiers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.outcome import Tiers
    from hep_tui.counting.profile import Ballot, Profile


def wilson(successes: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return Wilson's score interval for a share, 95 % by default (Wilson 1927).

    Raises ValueError unless 0 ≤ successes ≤ n and n > 0.
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"{successes} of {n} is not a share")
    share, square = successes / n, z * z
    centre = (share + square / (2 * n)) / (1 + square / n)
    reach = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    low = 0.0 if successes == 0 else max(0.0, centre - reach)
    return low, 1.0 if successes == n else min(1.0, centre + reach)


@dataclass(frozen=True)
class Bootstrap:
    """Hold tiers of options whose order is settled, and the share of replicates that order each pair."""

    tiers: Tiers
    before: tuple[tuple[float, ...], ...]
    replicates: int
    seed: int
    drawn: str


def bootstrap_tiers(
    profile: Profile,
    seed: int,
    replicates: int = 2000,
    level: float = 0.95,
    within: str = "phase",
    tables: bool = False,
) -> Bootstrap:
    """Return tiers by average-rank Borda over seeded resamples of the papers.

    Papers are drawn within each stratum (`within`), so that its number stays; with `tables`, whole tables
    are drawn instead, since people who talk together do not vote independently. Two neighbours in the
    order share a tier unless one comes first in at least `level` of the replicates.
    """
    import numpy as np

    m = len(profile.options)
    dice = np.random.default_rng(seed)
    points = np.zeros((replicates, m), dtype=np.int64)
    whole = np.zeros(m, dtype=np.int64)
    for units in _units(profile, within, tables):
        given = np.array(units, dtype=np.int64)
        points += dice.multinomial(len(units), np.full(len(units), 1 / len(units)), size=replicates) @ given
        whole += given.sum(axis=0)
    before = np.array([[(points[:, i] > points[:, j]).mean() for j in range(m)] for i in range(m)])
    tiers = _settled(whole.tolist(), before.tolist(), level)
    shares = tuple(tuple(float(share) for share in row) for row in before)
    return Bootstrap(tiers, shares, replicates, seed, "tables" if tables else f"papers within {within}")


def _units(profile: Profile, within: str, tables: bool) -> list[list[tuple[int, ...]]]:
    """Return, per stratum, the doubled Borda points of each unit that is drawn."""
    found: dict[str, dict[object, tuple[int, ...]]] = {}
    for number, ballot in enumerate(sorted(profile.ballots, key=_sorting)):
        own = doubled_borda(ballot)
        for copy in range(1 if tables else ballot.weight):
            table = ballot.strata.get("table") if tables else None
            unit: object = ("table", table) if table else (number, copy)
            weighed = tuple(points * (ballot.weight if tables else 1) for points in own)
            units = found.setdefault("" if tables else ballot.strata.get(within, ""), {})
            units[unit] = tuple(a + b for a, b in zip(units.get(unit, (0,) * len(own)), weighed, strict=True))
    return [list(units.values()) for _, units in sorted(found.items())]


def _sorting(ballot: Ballot) -> tuple[object, ...]:
    return sorted(ballot.strata.items()), [-1 if mark is None else mark for mark in ballot.marks]


def doubled_borda(ballot: Ballot) -> tuple[int, ...]:
    """Return twice the average-rank Borda points that one paper gives each option."""
    from hep_tui.counting.agreement import doubled_ranks

    m = len(ballot.marks)
    return tuple(2 * m - rank for rank in doubled_ranks(ballot.marks))


def _settled(points: Sequence[int], before: Sequence[Sequence[float]], level: float) -> Tiers:
    order = sorted(range(len(points)), key=lambda i: (-points[i], i))
    tiers: list[list[int]] = []
    for i in order:
        if tiers and any(before[j][i] < level for j in tiers[-1]):
            tiers[-1].append(i)
        else:
            tiers.append([i])
    return tuple(tuple(sorted(tier)) for tier in tiers)
