"""Read a column that names what each paper chose: one option, or several with semicolons between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import IDS, NOT_COUNTED, STRATA, Sheet, mark, plain_name
from hep_tui.counting.files.declared import folded
from hep_tui.counting.files.layouts import listed, listed_as_ranks, plain_headings
from hep_tui.counting.files.rank_headings import rank_columns
from hep_tui.counting.files.source import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.files.declared import Declared
    from hep_tui.counting.files.source import Source

_BESIDE = frozenset([*STRATA, "status", "weight", "name", "school", "option"])
_LONGEST = 100


def laid_out(source: Source, page: Sheet, declared: Declared) -> Sheet:
    """Return a sheet with a column a rank or an option, however a survey tool lays out rankings and choices."""
    page = listed_as_ranks(plain_headings(source, page), declared)
    return one_choice(source, chosen_as_marks(page, declared), declared)


def levels_as_marks(page: Sheet, declared: Declared) -> Sheet:
    """Return a sheet with values in place of the words of a scale, in each column that holds nothing else."""
    likely = _likely(page) if declared.levels else []
    places = [k for k in likely if _has_levels([cells[k] for _, cells in page.rows], declared)]
    rows = []
    for line, cells in page.rows:
        found = list(cells)
        for k in places:
            value = declared.level(cells[k])
            found[k] = cells[k] if value is None else str(value)
        rows.append((line, found))
    return replace(page, rows=rows) if places else page


def _has_levels(cells: Sequence[str], declared: Declared) -> bool:
    chosen = [cell for cell in cells if cell.strip() and declared.chooses(cell)]
    named = [declared.level(cell) is not None for cell in chosen]
    return any(named) and all(each or mark(cell) is not None for each, cell in zip(named, chosen, strict=True))


def one_choice(source: Source, page: Sheet, declared: Declared) -> Sheet:
    """Return a sheet whose only column of words that come again is a first choice; any other as it is."""
    if declared.options or declared.marks not in ("", "rank") or rank_columns(page) or _has_marks(page):
        return page
    places = [k for k in _likely(page) if _is_choice(page, k, declared)]
    if len(places) != 1:
        return page
    heading = list(page.heading)
    source.warn(f"{short(heading[places[0]])!r} was read as the one option that each paper chooses", 1)
    heading[places[0]] = "choice 1"
    return replace(page, heading=tuple(heading))


def chosen_as_marks(page: Sheet, declared: Declared) -> Sheet:
    """Return a sheet with a column an option in place of one that lists what is approved; any other as it is."""
    if declared.marks != "approve":
        return page
    places = [k for k in _likely(page) if any(len(listed(cells[k])) > 1 for _, cells in page.rows)]
    if len(places) != 1:
        return page
    place = places[0]
    names = {folded(name): name for _, cells in page.rows for name in listed(cells[place]) if declared.chooses(name)}
    rows = []
    for line, cells in page.rows:
        chosen = set(map(folded, listed(cells[place])))
        rows.append((line, [*cells[:place], *cells[place + 1 :], *("1" if key in chosen else "" for key in names)]))
    return Sheet((*page.heading[:place], *page.heading[place + 1 :], *names.values()), rows)


def _likely(page: Sheet) -> list[int]:
    names = [plain_name(heading) for heading in page.heading]
    return [k for k, name in enumerate(names) if name and name not in _BESIDE and not IDS.fullmatch(name)]


def _has_marks(page: Sheet) -> bool:
    places = _likely(page)
    return any(mark(cells[k]) is not None for _, cells in page.rows for k in places)


def _is_choice(page: Sheet, k: int, declared: Declared) -> bool:
    cells = [cell for _, row in page.rows if (cell := row[k].strip()) and declared.chooses(cell)]
    again = Counter(map(folded, cells)).most_common(1)
    if not again or again[0][1] < 2 or any(";" in cell or len(cell) > _LONGEST for cell in cells):
        return False
    return not NOT_COUNTED & set(map(folded, cells))
