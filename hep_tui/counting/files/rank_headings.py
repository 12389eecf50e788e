"""Tell which columns of a list of votes are ranks with the names of options below them, by what heads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import mark, plain_name

if TYPE_CHECKING:
    from hep_tui.counting.files.columns import Sheet

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WHAT = r"choice|preference|pick|rank|priority|option"
_RANKED = re.compile(
    r"(?:rank(?:ing)?|choice|preference|pick)[ _.-]*(?:no\.? ?)?(?P<n>[0-9]{1,3})|"
    rf"(?:(?P<nth>[0-9]{{1,3}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))(?:[ _.-]?(?:{_WHAT}))?"
)
_PERHAPS = re.compile(r"(?:(?:priority|place|position|vote|selection|top|option|answer|no\.?|#) ?)?(?P<n>[0-9]{1,2})")
"""Headings of ranks if names of options are below them, and of options if marks are."""


def rank_of(heading: str) -> int:
    """Return the rank that a heading says, as `rank 2` or `Second choice` do; 0 where it says none."""
    found = _RANKED.fullmatch(plain_name(heading))
    if not found:
        return 0
    word = found["word"]
    return _ORDINALS.index(word) + 1 if word else int(found["n"] or found["nth"])


def rank_columns(page: Sheet) -> dict[int, int]:
    """Return which columns are ranks, with the number of each; none where what is below them are marks of options."""
    sure = {k: rank for k, heading in enumerate(page.heading) if (rank := rank_of(heading))}
    if sure:
        return sure
    perhaps = {k: int(m["n"]) for k, h in enumerate(page.heading) if (m := _PERHAPS.fullmatch(plain_name(h)))}
    counted = sorted(perhaps.values()) == list(range(1, len(perhaps) + 1))
    return perhaps if len(perhaps) > 1 and counted and holds_names(page, perhaps) else {}


def holds_names(page: Sheet, places: dict[int, int]) -> bool:
    """Say whether columns hold words that are no marks."""
    said = {cells[k] for _, cells in page.rows for k in places}
    return any(text.strip() and mark(text) is None for text in said)
