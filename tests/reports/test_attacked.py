"""Nobody works out of report and public totals together what fewer than five people of a phase said."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from hep_tui.domain import survey as kinds
from hep_tui.domain.phases import MIN_CELL
from hep_tui.logbook import Book
from hep_tui.reports.document import Document, Figures
from hep_tui.reports.report import report
from hep_tui.views.picture import Asked, Scored
from hep_tui.views.picture_painter import picture
from hep_tui.views.totals import ANSWERED, Total, totals

from .sums import Figures as Worked
from .sums import Sums
from .test_report import random_review

Cell = tuple[str, str]
"""What somebody chose, or that they did not, and the phase."""
NOT = "not "
Attack = Callable[[Sums, Worked], Mapping[Cell, int]]
_OF = re.compile(r"(\d+) of (\d+)")


def problems(asked: Asked) -> list[list[Scored]]:
    """Return what is worked out together: all options where everybody chose one, else each thing by itself."""
    return [[*asked.scored]] if asked.kind == kinds.CHOICE else [[scored] for scored in asked.scored]


def truth(asked: Asked, together: Sequence[Scored]) -> Counter[Cell]:
    """Return how many of each phase chose each thing and, where it stands by itself, did not."""
    found: Counter[Cell] = Counter()
    for scored in together:
        for phase, (above, n) in scored.counts.items():
            found[scored.label, phase] += above
            found[NOT + scored.label, phase] += (n - above) * (asked.kind != kinds.CHOICE)
    return found


def known(told: Sequence[Total], whole: Document, asked: Asked, together: Sequence[Scored]) -> Sums:
    """Return all that a reader of report and totals knows of what was asked."""
    cells = [*truth(asked, together)]
    sums = Sums(cells, asked.n)
    # How many of each phase answered an attacker may know from elsewhere.
    for phase, (_, n) in together[0].counts.items():
        sums.add([cell for cell in cells if cell[1] == phase], n)
    labels = {scored.label for scored in together}
    for label, phases, n in [*printed(whole, asked), *of_totals(told, asked)]:
        if label in labels:
            sums.add([cell for cell in cells if cell[0] == label and (not phases or cell[1] in phases)], n)
    return sums


def columns(whole: Document, asked: Asked) -> list[list[str]]:
    """Return the phases of each column of the table of a question by phase."""
    phases = [phase for phase in asked.scored[0].counts if phase]
    heads = by_phase(whole, asked).heads[1:-1]
    return [[p for p in phases if p.casefold() in head.casefold().split(" and ")] for head in heads]


def by_phase(whole: Document, asked: Asked) -> Figures:
    tables = {figures.id: figures for figures in whole.figures}
    return tables.get(f"t-{asked.id}-phase", Figures("", "", (), ()))


def printed(whole: Document, asked: Asked) -> Iterator[tuple[str, list[str], int]]:
    """Yield what the tables of the report say: of everybody, and of phases that may stand together."""
    tables = {figures.id: figures for figures in whole.figures}
    if asked.kind != kinds.SCALE and (table := tables.get(f"t-{asked.id}")):
        for label, said in table.rows:
            if found := _OF.match(str(said)):
                yield str(label), [], int(found[1])
    groups = columns(whole, asked)
    for label, *cells, _word in by_phase(whole, asked).rows:
        for group, said in zip(groups, cells, strict=True):
            if found := _OF.match(str(said)):
                yield str(label), group, int(found[1])


def of_totals(everything: Sequence[Total], asked: Asked) -> Iterator[tuple[str, list[str], int]]:
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
            yield scored.label, [], sum(n for n in above if n is not None)


def worked_out(whole: Document, asked: Asked, cells: Sequence[Cell]) -> dict[Cell, frozenset[Cell]]:
    """Return the figures that nobody may work out: who chose and who did not, of each phase and column, and of all."""
    phases = [[phase] for phase in dict.fromkeys(phase for _, phase in cells)]
    found: dict[Cell, frozenset[Cell]] = {}
    for group in [*phases, *columns(whole, asked), [p for each in phases for p in each]]:
        here = [cell for cell in cells if cell[1] in group]
        for label in dict.fromkeys(label for label, _ in cells):
            its = frozenset(cell for cell in here if cell[0] == label)
            found |= {(label, " ".join(group)): its, (NOT + label, " ".join(group)): frozenset(here) - its}
    return found


def recovered(
    book: Book, seed: int, attack: Attack = Sums.by_bounds, *, lopsided: bool = False
) -> Iterator[tuple[str, Cell, int]]:
    """Yield the figures from one to four, of who said something or did not, that an attacker knows for certain."""
    random_review(book, random.Random(seed), lopsided=lopsided)
    whole, found, told = report(book), picture(book), [*totals(book)]
    for asked in found.asked:
        if asked.kind == kinds.RANK or asked.n < MIN_CELL:
            continue
        for together in problems(asked):
            true, sums = truth(asked, together), known(told, whole, asked, together)
            assert [(cells, n) for cells, n in sums.printed if sum(true[cell] for cell in cells) != n] == []
            # What everybody said is known of each of them, and no table can hide that.
            said_by_all = {label for label, _ in true if all(label == other for other, _ in +true)}
            figures = worked_out(whole, asked, sums.cells)
            for name, n in attack(sums, figures).items():
                assert n == sum(true[cell] for cell in figures[name])
                if 0 < n < MIN_CELL and not {cell[0] for cell in figures[name]} <= said_by_all:
                    yield asked.id, name, n


SOME = [*((seed, False) for seed in range(6)), (13, True), (19, True), (25, True)]
MORE = [pytest.param(seed, lopsided, marks=pytest.mark.long) for seed in range(6, 400) for lopsided in (False, True)]


@pytest.mark.parametrize(("seed", "lopsided"), [*SOME, *MORE[:188]])
def test_no_figure_of_fewer_than_five_is_recovered_from_report_and_totals(
    book: Book, seed: int, lopsided: bool
) -> None:
    assert [*recovered(book, seed, lopsided=lopsided)] == []


@pytest.mark.parametrize(("seed", "lopsided"), MORE)
def test_no_programme_recovers_a_figure_of_report_and_totals(book: Book, seed: int, lopsided: bool) -> None:
    assert [*recovered(book, seed, Sums.by_programmes, lopsided=lopsided)] == []
