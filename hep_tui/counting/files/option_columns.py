"""Tell which columns of a list are options: those that hold marks, and of these those whose marks belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, takewhile
from statistics import median
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import IDS, NUMERIC, Sheet, bad_mark, mark, plain_name
from hep_tui.counting.files.declared import Declared, folded
from hep_tui.counting.files.no_papers import require_papers
from hep_tui.counting.files.source import MAX_MARK, short
from hep_tui.tables.tool_headings import OF_TOOLS, ONLY_OF_TOOLS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hep_tui.counting.files.source import Source
    from hep_tui.counting.profile import Mark

    Rows = Sequence[tuple[int, Sequence[str]]]

_FAR = 10
_FEWEST, _FIRST = 2, 200
_NO_OPTION = re.compile(
    r".+ (number|no|no\.|nr|#|code|id|total)$|(age|nor|fte|roll)$|(date|time) of\b|(pupils?|number) (of|on)\b"
    r"|(year|yr|key stage)( group)?$|years? (as|in|of|at|since)\b|(points|votes) (left|remaining|used|spent)\b"
    r"|(sum|total|average|mean) of\b"
)
"""How headings begin, in lower case, of columns that describe a paper or add it up."""

_REMARK = re.compile(r"comment|remark|note|reason|name|school|mail|phone|other|why|\?")
"""What heads a column of remarks."""
_WORDS = "; where words are grades, name them with --scale, the lowest first: Poor;Fair;Good"
_LISTS = "; where one lists what each paper chose, say --marks approve, or rank where it is in order"


@dataclass(frozen=True)
class OptionColumns:
    """Hold the places of the options, and of columns of numbers that do not go with them but might be options too."""

    sure: tuple[int, ...]
    doubtful: tuple[int, ...] = ()


def find(source: Source, page: Sheet, beside: Collection[int], rows: Rows, declared: Declared) -> OptionColumns:
    """Return the columns of the options, those that a person named or those that hold marks.

    A column of words is passed over with a warning. Raises BallotFileError where a column holds marks and words, since
    to pass it over would lose an option.
    """
    if declared.options:
        return OptionColumns(tuple(_named(source, page, name) for name in declared.options))
    given = _given(page, beside, rows, declared)
    likely = list(given)
    blank = [k for k in likely if not given[k] and _may_be_blank(page.heading[k], [cells[k] for _, cells in rows])]
    found = _marked(source, page, rows, given, likely)
    for k in sorted({*likely} - {*found} - {*blank}):
        source.warn(f"the column {short(page.heading[k])!r} holds words, not marks, and was passed over", 1)
    if not found and (not blank or len(blank) < len(likely)):
        for k in likely:
            _all_marks(source, page, rows, k, given[k], marks=False)
        raise source.error(
            f"no column holds ranks or marks{_LISTS * _has_lists(rows) or _WORDS * _come_again(given)}", 1
        )
    require_papers(source, page, found, likely)
    of_tool = _of_tool(page, found)
    rest = [k for k in found if k not in of_tool]
    doubtful = of_tool | (_far_off(given, rest) or _no_options(page, rest) or _spoils_ranks(rows, rest))
    return OptionColumns(tuple(sorted({*found, *blank} - doubtful)), tuple(sorted(doubtful)))


def _of_tool(page: Sheet, found: Sequence[int]) -> set[int]:
    """Return the columns, before the first that anybody asked for, which a survey tool may have added: `Finished`."""
    names = [plain_name(name) for name in page.heading]
    led = list(takewhile(lambda k: names[k] in OF_TOOLS or bool(IDS.fullmatch(names[k])), range(len(names))))
    likely = {k for k in found if k in led}
    written_by_tool = any(names[k] in ONLY_OF_TOOLS for k in led)
    return likely if written_by_tool and len(likely) < len(found) else set()


def _given(page: Sheet, beside: Collection[int], rows: Rows, declared: Declared) -> dict[int, list[str]]:
    """Return what is written in each column that may be an option: one with a heading or, but for the first, marks."""
    given = {}
    for k, name in enumerate(page.heading):
        if k in beside:
            continue
        cells = [cells[k].strip() for _, cells in rows]
        written = [cell for cell in cells if declared.chooses(cell)]
        if name or (k and written):
            given[k] = written
    return given


def _may_be_blank(heading: str, cells: Sequence[str]) -> bool:
    """Say whether a column in which nobody chooses anything is an option's: words that say so, not a remark's."""
    name = plain_name(heading)
    return name not in OF_TOOLS and (not any(cell.strip() for cell in cells) or not _REMARK.search(name))


def _come_again(given: dict[int, list[str]]) -> bool:
    """Say whether columns share words, as grades are."""
    said = [{folded(cell) for cell in cells} for cells in given.values()]
    return any(one & other for one, other in combinations(said, 2))


def _has_lists(rows: Rows) -> bool:
    return any(";" in cell for _, cells in rows for cell in cells)


def _named(source: Source, page: Sheet, name: str) -> int:
    found = [k for k, heading in enumerate(page.heading) if folded(heading) == folded(name)]
    if len(found) != 1:
        has = ", ".join(short(heading) for heading in page.heading if heading)
        raise source.error(f"there is no single column {short(name)!r}; the columns are {has}", 1)
    return found[0]


def _marked(source: Source, page: Sheet, rows: Rows, given: dict[int, list[str]], likely: list[int]) -> list[int]:
    """Return the columns that hold marks: digits, or where no column does, crosses and yes or no."""
    for reads in (_digits, mark):
        found = [k for k in likely if any(reads(cell) is not None for cell in given[k])]
        if found:
            for k in likely:
                _all_marks(source, page, rows, k, given[k], marks=k in found)
            return found
    return []


def _all_marks(source: Source, page: Sheet, rows: Rows, k: int, given: list[str], *, marks: bool) -> None:
    """Refuse a column of which some cells are marks, or whose numbers are none, as 1.5."""
    wrong = [cell for cell in given if mark(cell) is None]
    numbers = [cell for cell in wrong if NUMERIC.fullmatch(cell)]
    if wrong and (marks or 2 * len(numbers) > len(given)):
        line = next(line for line, cells in rows if cells[k].strip() == wrong[0])
        raise bad_mark(source, wrong[0], page.heading[k], line)


def _digits(cell: str) -> Mark:
    return mark(cell) if cell[:1].isdigit() or cell[:1] in "+-" else None


def _far_off(given: dict[int, list[str]], found: list[int]) -> set[int]:
    """Return the columns whose numbers cannot be ranks beside the others, or lie far beyond them."""
    largest = {k: max((abs(mark(cell) or 0) for cell in given[k]), default=0) for k in found}
    ranks = _within_their_number(largest)
    if len(ranks) > 1 and any(largest[k] > 1 for k in ranks) and _are_ranks(given, ranks):
        return set(found) - ranks
    usual = median(largest.values()) if largest else 0
    most = min(MAX_MARK, _FAR * max(1, usual))
    far = {k for k in found if largest[k] > most}
    return far if 0 < len(far) < len(found) else set()


def _within_their_number(largest: dict[int, int]) -> set[int]:
    """Return the columns in which no number is above the number of these columns, as ranks never are."""
    left = set(largest)
    while beyond := {k for k in left if largest[k] > len(left)}:
        left -= beyond
    return left


def _no_options(page: Sheet, found: list[int]) -> set[int]:
    """Return the columns whose heading speaks of something that is seldom put to the vote, where others do not."""
    told = {k for k in found if _NO_OPTION.match(plain_name(page.heading[k]))}
    return told if len(told) < len(found) - 1 else set()


def _spoils_ranks(rows: Rows, found: list[int]) -> set[int]:
    """Return the one column without which each paper puts the options into an order from 1 on, and few do with it.

    A year group or a number of years looks like a rank.
    """
    if len(found) <= _FEWEST:
        return set()
    # Most files are told apart by their first papers, and a large one is not read twice.
    spoilers = _spoilers(rows[:_FIRST], found)
    return spoilers and _spoilers(rows, found)


def _spoilers(rows: Rows, found: list[int]) -> set[int]:
    papers = [[mark(cells[k]) for k in found] for _, cells in rows]
    if not any(each is not None and each > 1 for paper in papers for each in paper):
        return set()
    if 2 * sum(map(_in_order, papers)) > len(papers):
        return set()
    alone = [n for n in range(len(found)) if all(_in_order(paper[:n] + paper[n + 1 :]) for paper in papers)]
    return {found[alone[0]]} if len(alone) == 1 else set()


def _in_order(paper: Sequence[Mark]) -> bool:
    given = sorted(each for each in paper if each is not None)
    return given == list(range(1, len(given) + 1))


def _are_ranks(given: dict[int, list[str]], places: set[int]) -> bool:
    """Say whether most papers of columns that are filled alike put the options into an order."""
    columns = [[mark(cell) for cell in given[k]] for k in sorted(places)]
    if len({len(column) for column in columns}) != 1:
        return True
    papers = list(zip(*columns, strict=True))
    return 2 * sum(len(set(paper)) == len(paper) for paper in papers) > len(papers)
