"""Tell from ranks whether 1 or the highest number is the first choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hep_tui.counting.profile import Mark


def low_is_first(options: int, papers: Iterable[Iterable[Mark]]) -> bool:
    """Say whether papers that leave options out show that 1 is the first choice, and none shows the reverse.

    Whoever ranks three of five gives 1 to 3 where 1 is first, and 3 to 5 where the highest number is.
    """
    low = high = 0
    for paper in papers:
        marks = sorted(mark for mark in paper if mark)
        k = len(marks)
        low += 0 < k < options and marks == list(range(1, k + 1))
        high += 0 < k < options and marks == list(range(options - k + 1, options + 1))
    return low > 0 and not high
