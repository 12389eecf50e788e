"""Join the rows of a heading that goes over several, as survey tools and merged cells make it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[tuple[int, Sequence[str]]]

_IMPORT_ID = '{"ImportId"'
_ANSWERS = frozenset(["response", "open-ended response"])
_WITHIN = 20
_BETWEEN = " - "
_CODE = re.compile(r"[a-z]+[\w.]*[0-9]", re.IGNORECASE)
"""How Qualtrics calls a column above its label: `Q1_2`, `QID3_1`."""


def joined(rows: Rows, at: int) -> tuple[list[str], int]:
    """Return the heading that begins in a row, and the place of the first row below it."""
    upper = [cell.strip() for cell in rows[at][1]]
    coded = next((k for k in range(at + 1, min(at + 4, len(rows))) if _is_coded(rows[k][1])), 0)
    if coded:
        return _without_question([cell.strip() for cell in rows[coded - 1][1]]), coded + 1
    if at + 1 < len(rows) and _is_labels(upper, rows[at + 1][1], rows[at + 2 : at + _WITHIN]):
        return _without_question([cell.strip() for cell in rows[at + 1][1]]), at + 2
    if at + 1 >= len(rows) or not _is_second(upper, rows[at + 1][1], rows[at + 2 : at + _WITHIN]):
        return upper, at + 1
    lower = [cell.strip() for cell in rows[at + 1][1]]
    width = max(len(upper), len(lower))
    pairs = zip(_wide(upper, width), _wide(lower, width), strict=True)
    return [above if not below or below.lower() in _ANSWERS else below for above, below in pairs], at + 2


def _is_coded(cells: Sequence[str]) -> bool:
    """Say whether a row holds the codes that Qualtrics writes below the labels of its columns."""
    return any(cell.strip().startswith(_IMPORT_ID) for cell in cells)


def _is_labels(upper: Sequence[str], lower: Sequence[str], below: Rows) -> bool:
    """Say whether a row holds the labels of columns that are called by codes above it, each one of its own."""
    voted = {k for _, cells in below for k, cell in enumerate(cells) if mark(cell) is not None}
    coded = [k for k in sorted(voted) if k < min(len(upper), len(lower)) and _CODE.fullmatch(upper[k])]
    labels = [lower[k].strip() for k in coded]
    named = all(label and mark(label) is None for label in labels)
    # Where papers say something else than marks, some of them say the same.
    return len(labels) > 1 and named and len(set(map(str.casefold, labels))) == len(labels)


def _is_second(upper: Sequence[str], lower: Sequence[str], below: Rows) -> bool:
    """Say whether a row of words goes on with the heading: each column of marks has a name, and some only here."""
    if any(mark(cell) is not None for cell in lower):
        return False
    voted = {k for _, cells in below for k, cell in enumerate(cells) if mark(cell) is not None}
    above, here = ({k for k, cell in enumerate(cells) if cell.strip()} for cells in (upper, lower))
    return bool(voted & here - above) and voted <= here | above


def _without_question(heading: list[str]) -> list[str]:
    """Return labels without the question that several of them begin with: `Rank these - SEND` is `SEND`."""
    asked = Counter(label.rpartition(_BETWEEN)[0] for label in heading if _BETWEEN in label)
    shared = [question + _BETWEEN for question, n in asked.most_common(1) if n > 1]
    return [label.removeprefix(shared[0]) for label in heading] if shared else heading


def _wide(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
