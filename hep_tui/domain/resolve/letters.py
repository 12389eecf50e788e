"""Which names letters begin, and how well: the one search of the door, the line, the register and lists."""

from functools import lru_cache

from hep_tui.domain.resolve.folding import words

BEGINS, FIRST_BEGINS, ELSEWHERE = 0, 1, 2
"""How well letters fit a name: it begins with them, its first word does with the first, or other words of it do."""


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as letters are compared with them; names are asked for at every key."""
    return words(name)


def fit(asked: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """Return how well the words of a name begin with those asked for, 0 best; None where one begins no word of it."""
    if not asked or not all(any(part.startswith(word) for part in name) for word in asked):
        return None
    if name[: len(asked)] == asked:
        return BEGINS
    return FIRST_BEGINS if name[0].startswith(asked[0]) else ELSEWHERE
