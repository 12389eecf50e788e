"""Lower bounds of the margin: while fewer papers than this are wrong, the leader surely stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.judgement import Grades, compare, graded
from hep_tui.counting.sums import on_scale, scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome


def of_rounds(outcome: Outcome, *, together: bool = True) -> int:
    """Return half the smallest gap above options that dropped out, those that may go at once taken `together`.

    While fewer papers are wrong, the options left after each gap are the same. Options whose votes together are fewer
    than those of the next may drop out in any order; where that changes which papers go on, `together` is False.
    """
    tallies = [{i: int(v) for i, v in enumerate(each.tally) if v is not None} for each in outcome.rounds]
    winner = next(iter(outcome.winners))
    best: dict[frozenset[int], int] = {frozenset({winner}): outcome.n}
    for tally in reversed(tallies):
        here = frozenset(tally)
        ways = [(left, bound) for left, bound in best.items() if left < here]
        gaps = [min(bound, _gap(tally, left)) for left, bound in ways if together or _one_or_all(here, left)]
        best[here] = max([best.get(here, 0), *gaps])
    return -(-best[frozenset(tallies[0])] // 2)


def _one_or_all(here: frozenset[int], left: frozenset[int]) -> bool:
    """Say whether one option drops out of those that are here, or all but one."""
    return len(here) - len(left) == 1 or len(left) == 1


def _gap(tally: Mapping[int, int], left: frozenset[int]) -> int:
    """Return how far the last of those left is ahead of all others together; 0 where it is not."""
    gone = sum(votes for i, votes in tally.items() if i not in left)
    return max(0, min(tally[i] for i in left) - gone)


def of_grades(basis: Basis, leader: int) -> tuple[int, int | None]:
    """Return how many papers at least decide a majority judgement, and the rival for whom they are fewest.

    For each rival, the highest grades of the leader fall to the lowest and the lowest grades of the rival rise to the
    highest, on any papers; the papers that can do both at once are never fewer.
    """
    basis = on_scale(basis)
    low, high = scale(basis)
    grades = graded(basis)
    rivals = [i for i in range(basis.m) if i != leader]
    found = [(_level(grades[leader], grades[rival], low, high), rival) for rival in rivals]
    return min(found, default=(basis.n, None))


def _level(leader: Grades, rival: Grades, low: int, high: int) -> int:
    """Return the fewest moved grades after which the rival is not behind, by halving what is left to try."""
    few, many = 0, leader.n
    while few < many:
        papers = (few + many) // 2
        fallen, risen = _moved(leader, papers, low, down=True), _moved(rival, papers, high, down=False)
        if compare(fallen, risen) > 0:
            few = papers + 1
        else:
            many = papers
    return few


def _moved(grades: Grades, papers: int, to: int, *, down: bool) -> Grades:
    """Return grades of which the highest (or lowest) `papers` have become another one."""
    kept, left = {to: papers}, papers
    for grade, held in sorted(grades.counts, reverse=down):
        taken = min(left, held)
        left -= taken
        kept[grade] = kept.get(grade, 0) + held - taken
    return Grades(tuple((grade, held) for grade, held in sorted(kept.items()) if held))
