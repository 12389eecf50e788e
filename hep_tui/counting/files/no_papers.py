"""Refuse tables that hold something else than a paper a row: counts, papers in columns, rows that stand for several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import plain_name
from hep_tui.counting.files.source import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.files.columns import Sheet
    from hep_tui.counting.files.source import Source

_A_PAPER = re.compile(r"(ballot|paper|voter|response|respondent|person|participant|delegate|head)[ _#.]*(no\.? ?)?\d+")
_A_TOTAL = re.compile(
    r"((number|no\.?|total) (of )?)?(votes?|counts?|totals?|tally|papers|ballots|responses)( cast| received)?"
)
_HOW_MANY = re.compile(
    r"counts?|papers|ballots|frequency|times|copies|(number|no\.?) of (papers|ballots|people|voters|votes)"
)
"""How headings are written of columns that are papers, totals, or the number of papers in a row."""


def require_papers(source: Source, page: Sheet, found: Sequence[int], likely: Sequence[int]) -> None:
    """Raise BallotFileError for a table whose columns are papers, or whose only numbers are counts already."""
    names = [plain_name(page.heading[k]) for k in found]
    if len(names) > 1 and all(map(_A_PAPER.fullmatch, names)):
        raise source.error("the columns are papers here and the rows are options; turn the table, a row a paper", 1)
    if len(found) == 1 < len(likely) and _A_TOTAL.fullmatch(names[0]):
        raise source.error(
            f"{short(page.heading[found[0]])!r} holds counts already, not papers; there is nothing to count", 1
        )
    several = [k for k in found if _HOW_MANY.fullmatch(plain_name(page.heading[k]))]
    if several and len(found) > len(several):
        name = short(page.heading[several[0]])
        raise source.error(
            f"{name!r} may be the number of papers in each row; say --columns '{name}=weight', or name the options "
            "with --options",
            1,
        )
