"""Nobody works a hidden figure out of the totals that anybody may see, whatever sums and differences they form."""

import random
from collections.abc import Iterable, Iterator, Sequence

import pytest

from hep_tui.domain.hiding import OTHERS
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.totals import Chosen, Figure, figures, parts

PHASES = ("primary", "secondary", "special", "post-16", "")
Cell = tuple[int, str]
Equation = tuple[list[Cell], int]


def _room(dice: random.Random, *, several: bool) -> tuple[list[Chosen], int]:
    """Return some people with what they chose, as small rooms vote: many of one mind, phases of very different size."""
    options = dice.randint(2, 4)
    lean, sizes = dice.random(), [dice.choice((0, 1, 2, 4, 6, 9, 14, 25)) for _ in PHASES]
    people: list[Chosen] = []
    for phase, size in zip(PHASES, sizes, strict=True):
        for _ in range(size):
            favourite = 0 if dice.random() < lean else dice.randrange(options)
            more = {o for o in range(options) if several and dice.random() < 0.4}
            people.append((phase, frozenset({favourite} | more)))
    return people, options


def _truth(people: Sequence[Chosen], told: Iterable[Figure]) -> dict[Cell, int]:
    """Return every figure as it is, under the phases that were told."""
    phases = {figure.phase for figure in told} - {""}
    found: dict[Cell, int] = {}
    for figure in told:
        within = [those for phase, those in people if figure.phase in ("", phase if phase in phases else OTHERS)]
        found[figure.option, figure.phase] = sum(figure.option in those for those in within)
    return found


def _known(told: Sequence[Figure], options: int, *, one_each: bool) -> Iterator[Equation]:
    """Yield everything that a reader knows: what is printed, and which figures add up to which."""
    for figure in told:
        if figure.people is not None:
            yield [(figure.option, figure.phase)], figure.people
    phases = {figure.phase: figure.of for figure in told if figure.phase}
    split = {figure.option for figure in told if figure.phase}
    for option in range(options):
        if option in split:
            printed = next(f.people for f in told if (f.option, f.phase) == (option, ""))
            assert printed is not None
            yield [(option, phase) for phase in phases], printed
    for phase, n in {**phases, "": told[0].of}.items():
        if one_each and (split or not phase):
            yield [(option, phase) for option in range(options)], n


def _bounds(told: Sequence[Figure], equations: Sequence[Equation]) -> dict[Cell, tuple[int, int]]:
    """Return between what each figure must be, by bounds handed from sum to sum until none changes any more."""
    low = {(f.option, f.phase): 0 for f in told}
    high = {(f.option, f.phase): f.of for f in told}
    before = None
    while before != (before := (dict(low), dict(high))):
        for cells, total in equations:
            for cell in cells:
                others = [other for other in cells if other != cell]
                low[cell] = max(low[cell], total - sum(high[other] for other in others))
                high[cell] = min(high[cell], total - sum(low[other] for other in others))
    return {cell: (low[cell], high[cell]) for cell in low}


def _exact(told: Sequence[Figure], equations: Sequence[Equation]) -> dict[Cell, tuple[int, int]]:
    """Return between what each figure must be, by linear programmes, which miss nothing that follows."""
    optimize = pytest.importorskip("scipy.optimize", reason="scipy is not installed")
    cells = [(f.option, f.phase) for f in told]
    rows = [[float(cell in held) for cell in cells] for held, _ in equations]
    how = {"A_eq": rows, "b_eq": [total for _, total in equations], "bounds": [(0, f.of) for f in told]}
    found = {}
    for place, cell in enumerate(cells if rows else ()):
        if [cell] in [held for held, _ in equations]:
            continue
        goal = [float(i == place) for i in range(len(cells))]
        least, most = (optimize.linprog([sign * g for g in goal], **how).fun for sign in (1, -1))
        found[cell] = round(least), round(-most)
    return found


def _recovered(dice: random.Random, attack: object) -> Iterator[tuple[Cell, int]]:
    """Yield every figure from one to four, and every one that is hidden, that an attacker knows for certain."""
    several = dice.random() < 0.5
    people, options = _room(dice, several=several)
    told = figures(people, options)
    if not told:
        return
    one_each = all(len(those) == 1 for _, those in people)
    assert callable(attack)
    equations = [*_known(told, options, one_each=one_each)]
    bounds, truth = attack(told, equations), _truth(people, told)
    printed = {(f.option, f.phase) for f in told if f.people is not None}
    for cell, (low, high) in bounds.items():
        assert low <= truth[cell] <= high
        if low == high and (cell not in printed or 0 < low < MIN_CELL):
            yield cell, low


@pytest.mark.parametrize(
    ("attack", "rooms"),
    [
        pytest.param(_bounds, 200, id="bounds"),
        pytest.param(_exact, 25, id="programmes"),
        pytest.param(_exact, 1000, id="programmes of 1,000 rooms", marks=pytest.mark.long),
    ],
)
def test_no_hidden_figure_and_none_under_five_is_recovered(attack: object, rooms: int) -> None:
    recovered = [found for seed in range(rooms) for found in _recovered(random.Random(seed), attack)]
    assert recovered == []


def test_the_attacker_recovers_what_is_hidden_alone() -> None:
    told = [Figure(0, "", 9, 20), Figure(1, "", 8, 20), Figure(2, "", None, 20)]
    assert _bounds(told, [*_known(told, 3, one_each=True)])[2, ""] == (3, 3)


def test_a_small_total_is_hidden_with_another_and_phases_are_not_told_then() -> None:
    people = [("primary", frozenset({o})) for o, n in enumerate((12, 7, 2)) for _ in range(n)]
    assert [(f.option, f.phase, f.people) for f in figures(people, 3)] == [(0, "", 12), (1, "", None), (2, "", None)]


def test_phases_of_few_stand_together_and_are_shown_whole_or_not_at_all() -> None:
    sizes = {"primary": (12, 9), "secondary": (6, 7), "special": (5, 3), "post-16": (1, 2)}
    people = [
        (phase, frozenset({o})) for phase, row in sizes.items() for o, n in enumerate(row) for _ in range(n)
    ]  # fmt: skip
    told = {(f.option, f.phase): (f.people, f.of) for f in figures(people, 2)}
    assert told[0, ""] == (24, 45)
    assert told[0, "primary"] == (12, 21)


def test_fewer_than_five_people_have_no_figure() -> None:
    assert figures([("primary", frozenset({0}))] * 4, 2) == []
    assert parts({"head": 9, "governor": 2, "ceo": 6}) == {"head": 9, "governor": None, "ceo": None}
