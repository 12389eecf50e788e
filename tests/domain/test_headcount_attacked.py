"""Nobody works out of the headcounts of meetings, and what is told over them, how fewer than five people came."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import pytest

from hep_tui.domain.headcount import Headcount, Present, headcount, linked, linked_by
from hep_tui.domain.hiding import standing
from hep_tui.domain.phases import MIN_CELL
from tests.reports.sums import Figures, Sums

Who = tuple[tuple[bool, ...], str, str]
"""At which of the meetings somebody was, the phase and the role."""
Attack = Callable[[Sums, Figures], Mapping[Any, int]]


def mixed(dice: random.Random, places: int) -> Iterator[Who]:
    """Yield people as they fall, most of few phases and roles."""
    ats = [at for at in product((True, False), repeat=places) if any(at)]
    weights = [dice.choice((0, 1, 4, 12)) + 0.01 for _ in ats]
    phases, roles = ["a", "b", "c", ""][: dice.randrange(1, 5)], ["x", "y", ""][: dice.randrange(1, 4)]
    common, usual = dice.random(), dice.random()
    for _ in range(dice.choice((6, 9, 12, 16, 20, 26, 34))):
        phase = phases[0] if dice.random() < common else dice.choice(phases)
        yield dice.choices(ats, weights)[0], phase, roles[0] if dice.random() < usual else dice.choice(roles)


def nearly_full(dice: random.Random, places: int) -> Iterator[Who]:
    """Yield people of whom all but a few came to the first meeting, of phases of five, six or seven."""
    ats = [at for at in product((True, False), repeat=places) if any(at)]
    for phase in "abc"[: dice.randrange(1, 4)]:
        for _ in range(dice.choice((3, 5, 6, 7, 11))):
            at = dice.choice(ats) if dice.random() < 0.3 else (True, *(dice.random() < 0.6 for _ in range(places - 1)))
            yield at, phase, dice.choice(("x", "x", "x", "y"))


def known(meetings: Sequence[Sequence[Present]], kinds: Sequence[Who]) -> Iterator[tuple[list[Who], int]]:
    """Yield all sums that are told: of headcounts, and over meetings of everybody and of phases and roles."""
    for place, came in enumerate(meetings):
        told = headcount(came)
        here = [kind for kind in kinds if kind[0][place]]
        if told.people is not None:
            yield here, told.people
            yield from ((_of(here, 1, name, told), n) for name, n in told.phases.items())
            yield from ((_of(here, 2, name, told), n) for name, n in told.roles.items())
    people = {p.person: p for came in meetings for p in came}
    if linked(meetings):
        yield [*kinds], len(people)
    for what, place in (("phase", 1), ("role", 2)):
        sizes = Counter(getattr(p, what) for p in people.values())
        alone = standing(sizes, "")
        if linked_by(what, meetings, {name: name for name in alone}):
            for name in alone:
                yield [kind for kind in kinds if kind[place] == name], sizes[name]


def _of(here: Sequence[Who], place: int, name: str, told: Headcount) -> list[Who]:
    parts = told.phases if place == 1 else told.roles
    return [kind for kind in here if kind[place] == name or (not name and kind[place] not in parts)]


def recovered(seed: int, attack: Attack) -> Iterator[tuple[Any, int]]:
    """Yield the figures from one to four that follow."""
    dice = random.Random(seed)
    places = dice.choice((1, 2, 2, 3))
    people = [*dice.choice((mixed, nearly_full))(dice, places)]
    meetings = [
        [Present(str(n), phase, role) for n, (at, phase, role) in enumerate(people) if at[place]]
        for place in range(places)
    ]
    ats = [at for at in product((True, False), repeat=places) if any(at)]
    kinds = [*product(ats, ("a", "b", "c", ""), ("x", "y", ""))]
    sums, truth = Sums([*kinds], len(people)), Counter(people)
    for cells, n in known(meetings, kinds):
        assert sum(truth[cell] for cell in cells) == n
        sums.add(cells, n)
    where: dict[Any, set[Any]] = {
        **{at: {at} for at in ats},
        "any": {*ats},
        **{p: {a for a in ats if a[p]} for p in range(places)},
    }
    named: list[tuple[int, str]] = [*product((1,), ("a", "b", "c", "")), *product((2,), ("x", "y", "")), (0, "")]
    figures = {
        (at, place, name): frozenset(k for k in kinds if k[0] in those and (not place or k[place] == name))
        for (at, those), (place, name) in product(where.items(), named)
    }
    for name, n in attack(sums, figures).items():
        assert n == sum(truth[cell] for cell in figures[name])
        if 0 < n < MIN_CELL:
            yield name, n


@pytest.mark.parametrize("seed", range(40))
def test_no_figure_of_fewer_than_five_follows_by_bounds(seed: int) -> None:
    assert [*recovered(seed, Sums.by_bounds)] == []


@pytest.mark.long
@pytest.mark.parametrize("hundred", range(20))
def test_no_programme_recovers_a_figure_of_two_thousand_reviews(hundred: int) -> None:
    found = {seed: [*recovered(seed, Sums.by_programmes)] for seed in range(100 * hundred, 100 * hundred + 100)}
    assert {seed: those for seed, those in found.items() if those} == {}
