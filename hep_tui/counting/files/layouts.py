"""Recognise how survey tools lay out a ranking, and the rows of a spreadsheet that are no papers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import IDS, Sheet, mark, plain_name, whole_number
from hep_tui.counting.files.declared import Declared, folded
from hep_tui.counting.files.source import short
from hep_tui.tables.leftovers import below_a_gap, is_again, is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.files.source import Source

_BRACKETED = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")
_DOTTED = re.compile(r"(.+)\.([^\W\d].*)")
"""How Microsoft Forms heads the rows of a grid: `Rank these.SEND`."""
_TRIED = frozenset(["survey preview", "survey test"])
"""What Qualtrics says of an answer that somebody gave to try the survey."""
_SUBMITTED = re.compile(r"submitdate\b.*|date submitted")
"""How LimeSurvey heads when an answer was submitted: one that nobody did submit has no such day."""
_REMARK = 3
"""A cell alone in its row with more words than this is a remark, not somebody's name."""


def without_leftovers(source: Source, page: Sheet) -> Sheet:
    """Return a sheet without its rows that are no papers, each named in a warning.

    A row of totals says so in its first filled cell, or has no number of its own and adds up every column above it. A
    remark is alone in its row: below a gap at the end of the list, or where the other papers have their numbers.
    """
    kept: list[tuple[int, list[str]]] = []
    numbered, submitted = _numbered(page), _submitted(page)
    below = below_a_gap([(line, cells) for line, cells in page.rows if any(map(str.strip, cells))], 0)
    for line, cells in page.rows:
        first = _first(cells)
        if (not first[:1].isdigit() and is_total(first)) or (
            not cells[0].strip() and kept and _adds_up(cells, [c for _, c in kept])
        ):
            source.warn("the row of totals is not a paper and was left out", line)
        elif submitted is not None and not cells[submitted].strip():
            source.warn("this answer was never submitted; it is not a paper and was left out", line)
        elif any(cell.strip().lower() in _TRIED for cell in cells):
            source.warn("this answer was given to try the survey; it is not a paper and was left out", line)
        elif is_again(cells, page.heading):
            source.warn("the heading comes again; it is not a paper and was left out", line)
        elif _is_remark(cells, numbered, below=line in below):
            source.warn(f"{short(first)!r} is alone in its row; it is not a paper and was left out", line)
        else:
            kept.append((line, cells))
    return replace(page, rows=kept)


def _numbered(page: Sheet) -> set[int]:
    """Return the columns that number the papers: whatever is beside something else in its row is a number."""
    likely = [k for k, name in enumerate(page.heading) if IDS.fullmatch(plain_name(name))]
    rows = [cells for _, cells in page.rows if not is_total(_first(cells))] if likely else []
    given = {k: [cells[k].strip() for cells in rows if cells[k].strip() and _others(cells, k)] for k in likely}
    return {k for k, numbers in given.items() if numbers and all(map(str.isdigit, numbers))}


def _submitted(page: Sheet) -> int | None:
    """Return the column that says when an answer was submitted, None where a list has no such day for any."""
    likely = [k for k, name in enumerate(page.heading) if _SUBMITTED.fullmatch(plain_name(name))]
    return next((k for k in likely if any(cells[k].strip() for _, cells in page.rows)), None)


def _first(cells: Sequence[str]) -> str:
    """Return the first cell of a row that says anything."""
    return next((cell for cell in cells if cell.strip()), "")


def _others(cells: Sequence[str], k: int) -> bool:
    return any(cell.strip() for place, cell in enumerate(cells) if place != k)


def _is_remark(cells: Sequence[str], numbered: set[int], *, below: bool) -> bool:
    places = [k for k, cell in enumerate(cells) if cell.strip()]
    if len(places) != 1 or mark(cells[places[0]]) is not None:
        return False
    return places[0] in numbered or (below and len(cells[places[0]].split()) > _REMARK)


def _adds_up(cells: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Say whether each filled cell is the sum of those above it, and larger than any of them."""
    sums = 0
    for k, cell in enumerate(cells):
        if not cell.strip():
            continue
        numbers = [whole_number(row[k]) or 0 for row in above]
        if whole_number(cell) != sum(numbers) or sum(map(bool, numbers)) < 2:
            return False
        sums += 1
    return sums > 1


def plain_headings(source: Source, page: Sheet) -> Sheet:
    """Return a sheet whose grid is headed by what is in brackets or behind a dot: `Rank these [SEND]` becomes `SEND`.

    Raises BallotFileError where the brackets belong to several questions.
    """
    heads = {k: name.strip() for k, name in enumerate(page.heading)}
    found = {k: match for k, name in heads.items() if (match := _BRACKETED.fullmatch(name) or _DOTTED.fullmatch(name))}
    questions = Counter(_question(match[1]) for match in found.values())
    grids = [question for question, n in questions.items() if n > 1]
    if not grids:
        return page
    if len(grids) > 1:
        raise source.error(
            f"this holds {len(grids)} questions ({', '.join(grids)}); name its columns with --options", 1
        )
    heading = list(page.heading)
    for k, match in found.items():
        if _question(match[1]) == grids[0]:
            heading[k] = match[2].strip()
    return replace(page, heading=tuple(heading))


def _question(text: str) -> str:
    """Return the words before the brackets, without the code of one of them (`Q1[2]. Priorities`, `r[A]. Rank`)."""
    return re.sub(r"\[\w+\]|\(\d+\)", "", text).strip()


def listed_as_ranks(page: Sheet, declared: Declared) -> Sheet:
    """Return a sheet with a column a rank in place of one whose every cell lists all options in an order (`SEND;CPD;`).

    A sheet without such a column is returned as it is.
    """
    likely = [k for k, name in enumerate(page.heading) if not IDS.fullmatch(plain_name(name))]
    found = [k for k in likely if _is_ranking(page, k, declared)]
    if declared.options or len(found) != 1:
        return page
    place = found[0]
    longest = max(len(listed(cells[place])) for _, cells in page.rows)
    beside = [name for k, name in enumerate(page.heading) if k != place]
    rows = []
    for line, cells in page.rows:
        names = listed(cells[place])
        rows.append((line, [*(c for k, c in enumerate(cells) if k != place), *names, *[""] * (longest - len(names))]))
    return Sheet((*beside, *(f"rank{n}" for n in range(1, longest + 1))), rows)


def _is_ranking(page: Sheet, k: int, declared: Declared) -> bool:
    filled = [cells[k] for _, cells in page.rows if cells[k].strip()]
    # Most columns hold one name or mark a cell, and the first of them says so.
    if not filled or any(len(listed(cell)) < 2 for cell in filled):
        return False
    lists = [listed(cell) for cell in filled]
    sets = {frozenset(map(folded, names)) for names in lists}
    return declared.marks == "rank" or (len(sets) == 1 and len({tuple(map(folded, names)) for names in lists}) > 1)


def listed(cell: str) -> list[str]:
    """Return the names of a cell with semicolons between them."""
    return [name.strip() for name in cell.split(";") if name.strip()]
