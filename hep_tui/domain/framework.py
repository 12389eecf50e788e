"""The framework: conditions for success, rated by tables or by persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor
from typing import Annotated

from hep_tui.domain.keying import Refused
from hep_tui.domain.nouns import Said
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.polls import Unit
from hep_tui.errors import HepError

UNITS = ("table", "person")
# The scale that gives the anchors where the pack names none; a pack without it rates from 1 to 4 without words.
SCALE = "four-point"
MIN_RATINGS = 3
"""Of fewer sheets nothing is said: neither how far they agree nor how a mean moved."""
TOO_FEW_TO_COMPARE = "too few to compare"
_AGREED = (
    (Fraction(1), "all the same"),
    (Fraction(3, 4), "close together"),
    (Fraction(1, 2), "mostly agree"),
    (Fraction(1, 5), "agree in part"),
    (Fraction(-1, 5), "spread out"),
    (Fraction(-1), "two camps"),
)
_PLAIN = tuple(Level(value, "") for value in range(1, 5))


@dataclass(frozen=True)
class Rating:
    """Hold one sheet of the framework: `marks` maps condition to level, and leaves out what was not rated.

    `unit` is table or person; `table_no` names the table, `number` the sheet of a person.
    """

    meeting: Annotated[str, Said("Meeting")]
    marks: Mapping[str, int] = field(default_factory=dict)
    unit: Unit = "table"
    table_no: Annotated[int, Said("Table; 0 for the sheet of a person")] = 0
    number: Annotated[int, Said("Number of a person's sheet in the order of keying; 0 for that of a table")] = 0

    @property
    def name(self) -> str:
        """Return what a sheet is called: table 3, or sheet 12."""
        return f"table {self.table_no}" if self.unit == "table" else f"sheet {self.number}"


def levels_of(pack: Pack) -> tuple[Level, ...]:
    """Return the levels a condition is rated on, lowest first."""
    scale = pack.scale(pack.framework_scale or SCALE)
    return tuple(sorted(scale.levels, key=lambda level: level.value)) if scale else _PLAIN


def subject_of_table(meeting: str, table_no: int) -> str:
    """Return the subject of a table's sheet, so that two laptops that rate one table speak of the same thing."""
    return f"{meeting}.{table_no}.rating"


def check(rating: Rating, pack: Pack) -> None:
    """Raise HepError where a sheet is empty, is nobody's, or holds what is not a condition or no level of the pack."""
    if not pack.conditions:
        raise HepError("The pack of this review has no conditions to rate, so nothing was stored.")
    if rating.unit not in UNITS or (rating.table_no if rating.unit == "table" else rating.number) < 1:
        raise HepError("This sheet says neither which table nor which person it is from, so nothing was stored.")
    if not rating.marks:
        raise HepError("Nothing is rated on this sheet yet, so nothing was stored; key a level first.")
    known, levels = {c.id for c in pack.conditions}, [level.value for level in levels_of(pack)]
    for condition, value in rating.marks.items():
        if condition not in known:
            raise HepError(f"{condition} is none of the conditions of this review; nothing was stored.")
        if value not in levels:
            raise HepError(f"{value} is not a level from {levels[0]} to {levels[-1]}; nothing was stored.")


@dataclass(frozen=True)
class Sheet:
    """Hold a sheet half keyed, down the page; every key gives a new one. `place` is the condition keyed next."""

    conditions: tuple[str, ...]
    levels: tuple[int, ...]
    marks: Mapping[str, int] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    place: int = 0

    @property
    def full(self) -> bool:
        """Say whether the page has come to its end."""
        return self.place >= len(self.conditions)

    def press(self, key: str) -> "Sheet":
        """Return the sheet after one key: a level, `.` blank, `-` back one, `*` clear.

        Raises Refused where the mark is impossible.
        """
        if key == "*":
            return Sheet(self.conditions, self.levels)
        if key == "-":
            return self._set(max(0, self.place - 1))
        if self.full:
            raise Refused("The sheet is full: Enter accepts it, - takes the last mark back.")
        if key == ".":
            here = self._set(self.place)
            return replace(here, skipped=here.skipped | {self.conditions[self.place]}, place=self.place + 1)
        if not (key.isascii() and key.isdigit() and int(key) in self.levels):
            raise Refused(f"Only {self.levels[0]} to {self.levels[-1]} can be given here, or . for blank.")
        here = self._set(self.place, int(key))
        return replace(here, place=self.place + 1)

    def moved(self, by: int) -> "Sheet":
        """Return the sheet with another place to key next; no mark changes."""
        return replace(self, place=max(0, min(len(self.conditions), self.place + by)))

    def _set(self, place: int, value: int | None = None) -> "Sheet":
        """Return the sheet with a mark set, or taken back."""
        condition = self.conditions[place]
        marks = {c: m for c, m in self.marks.items() if c != condition}
        marks |= {} if value is None else {condition: value}
        return replace(self, marks=marks, skipped=self.skipped - {condition}, place=place)


def median(counts: Sequence[int]) -> tuple[int, int] | None:
    """Return the places of the lower and the upper middle mark in counts by level; None without any mark."""
    n = sum(counts)
    if not n:
        return None
    marks = [place for place, count in enumerate(counts) for _ in range(count)]
    return marks[(n - 1) // 2], marks[n // 2]


def mean(counts: Sequence[int], levels: Sequence[Level]) -> Fraction | None:
    """Return the mean level; None without any mark."""
    n = sum(counts)
    return Fraction(sum(c * level.value for c, level in zip(counts, levels, strict=True)), n) if n else None


def agreement_words(n: int, agreement: Fraction | None) -> str:
    """Return van der Eijk's A in words; of too few sheets nothing is said."""
    if n < MIN_RATINGS or agreement is None:
        return "too few to say"
    return next(words for least, words in _AGREED if agreement >= least)


def one_place(mean: Fraction) -> float:
    """Return a mean to one decimal place, a half always up: to even would move equal changes by unequal tenths."""
    return floor(mean * 10 + Fraction(1, 2)) / 10


def change_words(now: Fraction | None, before: Fraction | None, n: int, n_before: int) -> str:
    """Return how a mean moved, in words and to one decimal place; empty where there is nothing to compare.

    It is empty of too few sheets now as well: the words of their agreement say so already.
    """
    if now is None or before is None or n < MIN_RATINGS:
        return ""
    if n_before < MIN_RATINGS:
        return TOO_FEW_TO_COMPARE
    # The difference of the figures that are shown, so that nobody finds it off by a tenth.
    by = round(one_place(now) - one_place(before), 1)
    if not by:
        return "no change"
    way = "up" if by > 0 else "down"
    return f"{way} {abs(by):.1f}"
