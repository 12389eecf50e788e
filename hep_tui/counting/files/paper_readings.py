"""Say how else a list of numbered papers could be read, where its marks leave it open and nobody said which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hep_tui.counting.files.columns import whole_or_ordinal
from hep_tui.counting.files.direction import low_is_first
from hep_tui.counting.files.paper_columns import filled, number_column, option_columns
from hep_tui.counting.files.rank_headings import rank_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.counting.files.columns import Sheet
    from hep_tui.counting.files.declared import Declared
    from hep_tui.domain.pack import Pack
    from hep_tui.domain.polls import Poll

    Papers = Sequence[Sequence[str]]


def readings(page: Sheet, poll: Poll, pack: Pack, *, declared: Declared, name: str) -> dict[str, Declared]:
    """Return the readings that the marks of a list allow, each in words; none where they allow only one.

    Only a column per option leaves anything open: names of options below their ranks, and a row a mark, say it.
    """
    if page.column("option") is not None or rank_columns(page):
        return {}
    places = option_columns(page, poll, pack, declared=declared, number=number_column(page), name=name)
    papers = [[cells[k].strip() for k in places] for _, cells in filled(page)]
    if poll.marking.ranks:
        return _directions(papers, poll, declared)
    if poll.marking.crosses:
        return _crossed(papers, declared)
    return _zeros(papers, poll, declared) if poll.marking.levels else {}


def _directions(papers: Papers, poll: Poll, declared: Declared) -> dict[str, Declared]:
    if declared.marks:
        return {}
    ordinal = any(cell[-1:].isalpha() and whole_or_ordinal(cell) for paper in papers for cell in paper)
    marks = [[whole_or_ordinal(cell) for cell in paper] for paper in papers]
    most = len(poll.options)
    beyond = any(mark > most for paper in marks for mark in paper if mark is not None)
    if ordinal or beyond or low_is_first(most, marks):
        return {}
    return {
        "1 is the first choice": replace(declared, marks="rank"),
        "the highest number is the first choice": replace(declared, marks="rank", high_first=True),
    }


def _crossed(papers: Papers, declared: Declared) -> dict[str, Declared]:
    if not declared.crosses_beside_ticks(cell for paper in papers for cell in paper):
        return {}
    return {
        "x marks an option as a tick does": declared,
        "x says no beside a tick": replace(declared, no_choice=(*declared.no_choice, "x")),
    }


def _zeros(papers: Papers, poll: Poll, declared: Declared) -> dict[str, Declared]:
    """Return what a 0 may mean where every cell is filled and the scale of the poll does not hold one."""
    used = {whole_or_ordinal(cell) for paper in papers for cell in paper}
    on_scale = any(level.value == 0 for level in poll.levels)
    if declared.zero or on_scale or 0 not in used or None in used:
        return {}
    return {
        "0 is a grade": declared.zero_is("grade"),
        "0 is a blank": declared.zero_is("blank"),
    }
