"""How large words may be on the wall: as large as they fit, by what the widest of the usual letters take."""

from collections.abc import Sequence
from math import ceil

WIDE, HIGH = 90.0, 49.0
"""What a slide holds between its edges, in rem; 16:9, whatever the projector."""
_LETTER = 0.62
"""How wide a bold letter is on average, in its own height."""
_LINE = 1.2


def rows(length: int, size: float, wide: float = WIDE) -> int:
    """Return how many lines so many letters take."""
    return max(1, ceil(length * _LETTER * size / wide))


def height(length: int, size: float, wide: float = WIDE) -> float:
    """Return how high so many letters are, in rem."""
    return rows(length, size, wide) * size * _LINE


def fit(
    lengths: Sequence[int], high: float, *, most: float, least: float, wide: float = WIDE, gap: float = 0.4
) -> float:
    """Return how large paragraphs of these lengths can be, in rem; `gap` is what lies between two, in em."""
    tenths = range(round(most * 10), round(least * 10), -1)
    return next((t / 10 for t in tenths if _high(lengths, t / 10, wide, gap) <= high), least)


def _high(lengths: Sequence[int], size: float, wide: float, gap: float) -> float:
    return sum(height(length, size, wide) for length in lengths) + gap * size * max(0, len(lengths) - 1)
