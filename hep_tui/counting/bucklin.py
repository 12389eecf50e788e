"""Bucklin's rule: add second choices to first, then third, until one has more than half of the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.outcome import Outcome, Round

if TYPE_CHECKING:
    from hep_tui.counting.basis import Basis


def bucklin(basis: Basis) -> Outcome:
    """Count Bucklin; skipped ranks close up, and options tied on a paper count together.

    Most papers wins at the first level with a majority; without one, at the last level.
    """
    table = basis.table
    ranks = table.ranks.copy()
    none = table.unranked_rank
    votes = [0] * basis.m
    rounds: list[Round] = []
    story: list[str] = []
    while not any(2 * count > basis.n for count in votes):
        level = ranks.min(axis=0, initial=none)
        if not (level < none).any():
            break
        for i in range(basis.m):
            now = (ranks[i] == level) & (level < none)
            votes[i] += table.weigh(now)
            ranks[i][now] = none
        rounds.append(Round(tuple(votes)))
        story.append(_level(basis, len(rounds), votes))
    if rounds and not any(2 * count > basis.n for count in votes):
        story.append(f"Nobody reaches more than half of {basis.n} papers; most papers wins.")
    return basis.scored("bucklin", votes, story, pairwise=basis.pairs, rounds=tuple(rounds), majority=basis.n // 2 + 1)


def _level(basis: Basis, level: int, votes: list[int]) -> str:
    order = sorted(range(basis.m), key=lambda i: -votes[i])
    what = "First choices" if level == 1 else f"With choices down to {level}"
    return f"{what}: {', '.join(f'{basis.options[i]} {votes[i]}' for i in order)}."
