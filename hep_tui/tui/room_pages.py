"""What the room sees of declared results, one page a key press."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hep_tui.logbook.room import OnShow
from hep_tui.tui.room_lines import asked, bar_rows, cut, rows_of
from hep_tui.views.room_page import Line, Page
from hep_tui.views.room_steps import above, steps


def pages(shown: OnShow, width: int, height: int) -> list[Page]:
    """Return the pages of all declared results for so many columns and rows: each result line, then its steps.

    What does not fit goes on over the next page. Empty before a result is declared.
    """
    found: list[Page] = []
    for page in steps(shown):
        head = _head(shown, page.result, width, height, first=not page.title)
        found += _cut(replace(page, head=head), width, height)
    return found


def _head(shown: OnShow, at: int, width: int, height: int, *, first: bool) -> tuple[Line, ...]:
    """Return what is above a page: of a series which poll it is, the question, and a quorum that was not met."""
    said = above(shown, at)
    question = asked(said.question, width, max(2, height // (5 if first else 10)))
    return (*map(Line, filter(None, [said.which])), *question, *map(Line, filter(None, [said.warning])))


def _cut(page: Page, width: int, height: int) -> Iterator[Page]:
    """Yield a page as so many as it takes, a bar or a paragraph never on two of them where it fits on one."""
    above = sum(len(rows_of(line, width)) for line in page.head) + 1
    above += len(rows_of(Line(page.title), width)) + 1 if page.title else 0
    room = max(3, height - above)
    lines = [part for line in page.lines for part in cut(line, width, room)]
    sizes = [len(rows_of(line, width)) for line in lines] or bar_rows(page.bars, width)
    for start, end in pairwise(_ends(sizes, room)):
        yield replace(page, bars=page.bars[start:end], lines=tuple(lines[start:end]))


def _ends(sizes: Sequence[int], room: int) -> list[int]:
    """Return where each page begins, and where the last one ends."""
    found, used = [0], 0
    for at, size in enumerate(sizes):
        if used and used + size > room:
            found.append(at)
            used = 0
        used += size
    return [*found, len(sizes)]
