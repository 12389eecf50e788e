"""Say in words how a list of numbered papers was read, and what of it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hep_tui.counting.files.beside import BESIDE
from hep_tui.counting.files.paper_columns import holds_marks, may_be_option, number_column, option_named
from hep_tui.counting.files.rank_headings import rank_columns
from hep_tui.counting.files.source import short
from hep_tui.tables.reading import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hep_tui.counting.files.columns import Sheet
    from hep_tui.counting.files.declared import Declared
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.polls import Poll


def reading_of(page: Sheet, poll: Poll, declared: Declared, first: int) -> str:
    """Return the declared reading of a list: its columns, what the marks are, which is first, what a 0 means."""
    says = f"a table under {', '.join(heading for heading in page.heading if heading)}"
    if rank_columns(page):
        says += "; the names of options below their ranks"
    elif poll.marking.ranks:
        says += "; ranks with the highest number first" if declared.high_first else "; ranks with 1 first"
    else:
        says += f"; marks as {poll.method} takes them"
    if declared.zero:
        says += f"; 0 is a {declared.zero}"
    return says if number_column(page) is not None else f"{says}; papers numbered from {first} in their order"


def doubts_of(page: Sheet, poll: Poll, pack: Pack, declared: Declared) -> Iterator[str]:
    """Yield which columns and rows were not read, and which words were taken for no choice."""
    number = number_column(page)
    voted = set(rank_columns(page)) or {
        k
        for k, name in enumerate(page.heading)
        if k != number and may_be_option(name, declared) and (option_named(poll, name, pack) or holds_marks(page, k))
    }
    known = (BESIDE | {"option", "rank", "mark", "score", "grade", "points", "approved"}) - {"table"}
    aside = [
        short(name)
        for k, name in enumerate(page.heading)
        if k not in voted | {number} and name.lower() not in known and any(cells[k].strip() for _, cells in page.rows)
    ]
    if aside:
        yield f"columns not read: {', '.join(aside)}"
    if empty := [str(line) for line, cells in page.rows if not any(map(str.strip, cells))]:
        yield f"empty rows were passed over, and are no blank papers: {spread(empty)}"
    yield from declared.said_silent(cells[k] for _, cells in page.rows for k in sorted(voted))
