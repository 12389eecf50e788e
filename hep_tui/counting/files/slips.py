"""Find names of options that one slip of the finger parts: `Peer reviev` and `Peer review`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hep_tui.counting.files.declared import folded
from hep_tui.domain.resolve.slips import one_slip

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 5
"""A shorter word that differs in one letter is another word: `Hall` and `Hill`."""


def one_slip_apart(names: Sequence[str]) -> dict[str, str]:
    """Return each later name that is an earlier one but for a slip in a single long word, with that one."""
    return {later: first for first, later in combinations(names, 2) if _slipped(folded(first), folded(later))}


def _slipped(one: str, other: str) -> bool:
    first, second = one.split(), other.split()
    if len(first) != len(second):
        return False
    differ = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differ) == 1 and min(map(len, differ[0])) >= _LONG and one_slip(*differ[0])
