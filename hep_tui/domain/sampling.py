"""Draw papers by public dice, and say what a clean sample proves."""

from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from math import comb

from hep_tui.errors import HepError

CONFIDENCE = Fraction(95, 100)
ENOUGH = 60
"""From so many papers on, a ranking is keyed a second time by sample."""
SAMPLE = 30
_DICE = 2


def drawn(seed: str, poll: str, numbers: Iterable[int], size: int) -> tuple[int, ...]:
    """Return `size` of the numbers, in order: those with the smallest SHA-256 of `seed|poll|number`.

    The seed is what was rolled in public, so that anybody can draw the same numbers again.
    """
    return tuple(sorted(sorted(set(numbers), key=lambda n: (mixed(seed, poll, n), n))[:size]))


def read_roll(text: str) -> str:
    """Return what was rolled. Raises HepError for fewer than two dice: of six draws one could be chosen beforehand."""
    roll = text.strip()
    if sum(map(str.isalnum, roll)) < _DICE:
        raise HepError("Roll dice in public, two at least, and type what was rolled, as in 3 1 6; nothing was drawn.")
    return roll


def mixed(seed: str, poll: str, number: int) -> str:
    """Return the SHA-256 that decides whether a paper is drawn, in hexadecimal."""
    return sha256(f"{seed}|{poll}|{number}".encode()).hexdigest()


def chance(total: int, size: int, wrong: int, found: int) -> Fraction:
    """Return how likely a sample shows at most `found` wrong papers where `wrong` of `total` are (hypergeometric).

    Raises ValueError where the sample is larger than the whole, or more is wrong than there is.
    """
    if not (0 <= size <= total and 0 <= wrong <= total):
        raise ValueError("a sample is part of the papers, and so is what is wrong")
    ways = sum(comb(wrong, k) * comb(total - wrong, size - k) for k in range(min(found, wrong, size) + 1))
    return Fraction(ways, comb(total, size))


def fewer_than(total: int, size: int, found: int = 0, confidence: Fraction = CONFIDENCE) -> int:
    """Return the least number of wrong papers that a sample with `found` wrong ones rules out, at this confidence.

    So many or more would have shown more wrong papers in the sample with at least this confidence; where nothing can
    be ruled out it is one more than all. Exact: the chance falls as more is wrong, so the bound is found by halving.
    """
    low, high = found + 1, total + 1
    while low < high:
        middle = (low + high) // 2
        if middle > total or chance(total, size, middle, found) <= 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


def proves(total: int, size: int, found: int = 0) -> str:
    """Return what a second look at `size` of `total` papers proves, in words."""
    if not size:
        return "no paper has had a second look, which proves nothing"
    if size >= total:
        return f"all {total} read twice, " + (f"{found} keyed wrongly and put right" if found else "none keyed wrongly")
    how = f"read twice, {found} keyed wrongly" if found else "clean"
    seen = f"{size} of {total} {how}"
    bound = fewer_than(total, size, found)
    if bound > total:
        return f"{seen}: too few to say how many are wrong"
    return f"{seen}: fewer than {bound} wrong with 95 % confidence"
