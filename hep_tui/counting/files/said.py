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


def table_of(page: Sheet) -> str:
    """Return the columns of a list in words."""
    return f"a table under {', '.join(heading for heading in page.heading if heading)}"


def marks_of(page: Sheet, poll: Poll, declared: Declared, first: int) -> str:
    """Return the declared reading of the marks of a list: what they are, which is first, what a 0 means."""
    if rank_columns(page):
        says = "the names of options below their ranks"
    elif poll.marking.ranks:
        says = "ranks with the highest number first" if declared.high_first else "ranks with 1 first"
    else:
        says = f"marks as {poll.method} takes them"
    if declared.zero:
        says += f"; 0 is a {declared.zero}"
    return says if number_column(page) is not None else f"{says}; {numbered_from(first)}"


def numbered_from(first: int) -> str:
    """Return how papers without numbers are numbered, in words."""
    return f"papers numbered from {first} in their order"


def doubts_of(page: Sheet, poll: Poll, pack: Pack, declared: Declared) -> Iterator[str]:
    """Yield which columns and rows were not read, and which words were taken for no choice."""
    voted = _voted(page, poll, pack, declared)
    aside = [k for k in _aside(page, voted) if any(cells[k].strip() for _, cells in page.rows)]
    if aside:
        yield f"columns not read: {', '.join(short(page.heading[k]) for k in aside)}"
    if empty := [str(line) for line, cells in page.rows if not any(map(str.strip, cells))]:
        yield f"empty rows were passed over, and are no blank papers: {spread(empty)}"
    yield from declared.said_silent(cells[k] for _, cells in page.rows for k in sorted(voted))


def held_by(page: Sheet, poll: Poll, pack: Pack, declared: Declared) -> dict[str, str]:
    """Return what each column of a list is taken to hold, by its heading: `ballot`, nothing, or what heads it."""
    number, aside = number_column(page), _aside(page, _voted(page, poll, pack, declared))
    held = {name: "" if k in aside else name for k, name in enumerate(page.heading) if name}
    return held | ({page.heading[number]: "ballot"} if number is not None else {})


def _voted(page: Sheet, poll: Poll, pack: Pack, declared: Declared) -> set[int]:
    """Return the places of the columns that are ranks or options."""
    number = number_column(page)
    return set(rank_columns(page)) or {
        k
        for k, name in enumerate(page.heading)
        if k != number and may_be_option(name, declared) and (option_named(poll, name, pack) or holds_marks(page, k))
    }


def _aside(page: Sheet, voted: set[int]) -> list[int]:
    """Return the places of the columns that are neither voted on nor known beside the marks."""
    known = (BESIDE | {"option", "rank", "mark", "score", "grade", "points", "approved"}) - {"table"}
    left = voted | {number_column(page)}
    return [k for k, name in enumerate(page.heading) if k not in left and name.lower() not in known]
