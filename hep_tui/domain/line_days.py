"""Where the day of an action is among its words: after `by`, at the end, or alone. Everywhere else it is words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hep_tui.domain.days import names_a_day, read_date, written_as_day

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_DOTS = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?|\d{1,2}-\d{1,2}-(?:\d{4}|\d\d)")
_TAIL = ",;:!?)…"
_LONGEST = 5
_ANY_YEAR = date(2020, 1, 1)
ALWAYS = "24/7"
"""What is never a day, unless `by` is before it."""
_LEADS_ON = frozenset(("on", "until", "till", "before", "for", "from"))
_JOINS = frozenset(("and", "or", "to", "than"))
_COUNTS = frozenset(
    (
        *("year", "years", "yr", "yrs", "y", "ks", "stage", "class", "grade", "grades", "age", "aged", "ages"),
        *("page", "item", "section", "question", "score", "rated", "the", "of", "in"),
    )
)
"""Words before a fraction at the end of a line that make it anything but a day, as in `Year 5/6`."""


@dataclass(frozen=True)
class Day:
    """Hold a day as it was typed: over how many words, what follows it, and whether the sentence needs it as well.

    `wrong` is one that is written as a day and is not in any calendar.
    """

    typed: str
    size: int
    tail: str = ""
    stays: bool = False
    wrong: bool = False


def day_at(words: Sequence[str], at: int, before: str, *, last: bool) -> Day | None:
    """Return the day that begins at a place, None where what is there is words.

    `before` is the word before it in the text, empty for none; `last` says that only marks follow, after so many words
    as the day takes.
    """
    found = _written(words, at)
    if found is None:
        return None
    word = before.casefold().rstrip(_TAIL)
    if word == "by" or (not word and _ISO.fullmatch(found.typed)):
        return found
    fraction = "/" in found.typed and found.size == 1
    if not last or word in _JOINS or (fraction and (found.typed == ALWAYS or word in _COUNTS)):
        return None
    return Day(found.typed, found.size, found.tail, word in _LEADS_ON, found.wrong)


def size_at(words: Sequence[str], at: int) -> int:
    """Return over how many words from a place a day is written, 0 where none is."""
    found = _written(words, at)
    return found.size if found else 0


def _written(words: Sequence[str], at: int) -> Day | None:
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        typed = phrase.rstrip(_TAIL)
        if not _DOTS.fullmatch(typed):
            typed = typed.rstrip("." + _TAIL)
        day = read_date(typed.rstrip("."), _ANY_YEAR)
        tail = phrase[len(typed) :]
        one = size > 1 or names_a_day(typed) or _DOTS.fullmatch(typed) or written_as_day(typed)
        if one and day:
            return Day(typed, size, tail)
        if size == 1 and written_as_day(typed):
            return Day(typed, size, tail, wrong=True)
    return None
