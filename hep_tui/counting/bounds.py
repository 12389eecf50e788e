"""Lower bounds of the margin: while fewer papers than this are wrong, the leader surely stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.judgement import Grades, compare, graded
from hep_tui.counting.sums import on_scale, scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hep_tui.counting.basis import Basis
    from hep_tui.counting.outcome import Outcome


def of_rounds(outcome: Outcome) -> int:
    """Return half the smallest gap to an option that dropped out, in rounds down to two.

    While fewer papers are wrong, every round goes as it did.
    """
    gaps = [_gap(each.tally) for each in outcome.rounds if sum(votes is not None for votes in each.tally) > 1]
    return -(-min(gaps, default=outcome.n) // 2)


def of_grades(basis: Basis, leader: int) -> tuple[int, int | None]:
    """Return a bound of majority judgement, and the rival it comes from.

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


def _gap(tally: Iterable[object]) -> int:
    votes = sorted(int(v) for v in tally if isinstance(v, int))
    return votes[1] - votes[0]
