"""Nobody works out of report and public totals together what fewer than five people of a phase said."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from hep_tui.domain import survey as kinds
from hep_tui.domain.phases import MIN_CELL
from hep_tui.logbook import Book
from hep_tui.reports.document import Document, Figures
from hep_tui.reports.report import report
from hep_tui.views.picture import Asked
from hep_tui.views.picture_painter import picture
from hep_tui.views.totals import ANSWERED, Total, totals

from .test_report import random_review

Cell = tuple[str, str]
"""What was scored, and by those of which phase, empty for everybody."""
Equation = tuple[frozenset[Cell], int]
_OF = re.compile(r"(\d+) of (\d+)")


def sizes(asked: Asked) -> dict[Cell, int]:
    """Return how many scored each thing, which an attacker may know from elsewhere."""
    found = {(s.label, phase): n for s in asked.scored for phase, (_, n) in s.counts.items() if n}
    return found | {(s.label, ""): s.everybody.n for s in asked.scored}


def truth(asked: Asked) -> dict[Cell, int]:
    """Return how many scored each thing above the middle."""
    found = {(s.label, phase): above for s in asked.scored for phase, (above, n) in s.counts.items() if n}
    return found | {(s.label, ""): sum(above for above, _ in s.counts.values()) for s in asked.scored}


def known(told: Sequence[Total], whole: Document, asked: Asked) -> Iterator[Equation]:
    """Yield all that a reader of report and totals knows of a question."""
    every = sizes(asked)
    phases = [phase for phase in dict.fromkeys(phase for _, phase in every) if phase]
    for scored in asked.scored:
        parts = frozenset((scored.label, phase) for phase in phases if (scored.label, phase) in every)
        yield parts | {(scored.label, "")}, -1
    yield from printed(whole, asked, phases)
    yield from of_totals(told, asked)
    if asked.kind == kinds.CHOICE:
        for phase in phases:
            cells = frozenset((s.label, phase) for s in asked.scored)
            yield cells, every[asked.scored[0].label, phase]


def printed(whole: Document, asked: Asked, phases: list[str]) -> Iterator[Equation]:
    """Yield what the tables of the report say: of everybody, and of phases that may stand together."""
    tables = {figures.id: figures for figures in whole.figures}
    if asked.kind != kinds.SCALE and (table := tables.get(f"t-{asked.id}")):
        for label, said in table.rows:
            if found := _OF.match(str(said)):
                yield frozenset({(str(label), "")}), int(found[1])
    by_phase = tables.get(f"t-{asked.id}-phase", Figures("", "", (), ()))
    groups = [[p for p in phases if p.casefold() in head.casefold().split(" and ")] for head in by_phase.heads[1:-1]]
    for label, *cells, _word in by_phase.rows:
        for group, said in zip(groups, cells, strict=True):
            if found := _OF.match(str(said)):
                yield frozenset((str(label), phase) for phase in group), int(found[1])


def of_totals(everything: Sequence[Total], asked: Asked) -> Iterator[Equation]:
    """Yield what the public totals say of everybody: how many are above the middle, where every level is told."""
    half = (len(asked.levels) - 1) / 2
    told = [total for total in everything if total.about == ANSWERED and total.question == asked.id]
    for scored in asked.scored:
        if asked.kind == kinds.SCALE:
            own = [total for total in told if total.label == scored.label]
            above = [total.people for total in own if asked.levels.index(total.answer) > half]
        else:
            above = [total.people for total in told if total.answer == scored.label]
        if above and None not in above:
            yield frozenset({(scored.label, "")}), sum(n for n in above if n is not None)


def bounds(every: Mapping[Cell, int], equations: list[Equation]) -> dict[Cell, tuple[int, int]]:
    """Return between what each figure must be, by bounds handed from sum to sum until none changes any more."""
    low, high = dict.fromkeys(every, 0), dict(every)
    before = None
    while before != (before := (dict(low), dict(high))):
        assert all(low[cell] <= high[cell] for cell in every), "what is printed contradicts itself"
        for cells, total in equations:
            whole = next((cell for cell in cells if not cell[1]), None) if total < 0 else None
            parts = [cell for cell in cells if cell != whole]
            if whole:
                low[whole] = max(low[whole], sum(low[each] for each in parts))
                high[whole] = min(high[whole], sum(high[each] for each in parts))
            least, most = (low[whole], high[whole]) if whole else (total, total)
            for cell in parts:
                others = [each for each in parts if each != cell]
                low[cell] = max(low[cell], least - sum(high[each] for each in others))
                high[cell] = min(high[cell], most - sum(low[each] for each in others))
    return {cell: (low[cell], high[cell]) for cell in every}


def recovered(book: Book, seed: int) -> Iterator[tuple[str, Cell, int]]:
    """Yield the figures from one to four, of who said something or did not, that an attacker knows for certain."""
    random_review(book, random.Random(seed))
    whole, found, told = report(book), picture(book), [*totals(book)]
    for asked in found.asked:
        if asked.kind == kinds.RANK or asked.n < MIN_CELL:
            continue
        every, true = sizes(asked), truth(asked)
        for cell, (low, high) in bounds(every, [*known(told, whole, asked)]).items():
            assert low <= true[cell] <= high
            # What everybody said is known of each of them, and no table can hide that.
            if true[cell[0], ""] == every[cell[0], ""]:
                continue
            if low == high and (0 < low < MIN_CELL or 0 < every[cell] - low < MIN_CELL):
                yield asked.id, cell, low


SEEDS = [*range(6), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(6, 100))]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_figure_of_fewer_than_five_is_recovered_from_report_and_totals(book: Book, seed: int) -> None:
    assert [*recovered(book, seed)] == []
