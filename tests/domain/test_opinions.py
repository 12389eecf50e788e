"""The four words: what they need, and what they are never said of."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.opinions import (
    AGREE,
    DEGREE,
    SPLIT,
    TOO_FEW,
    agree,
    bridging,
    holm,
    moments,
    noticeable,
    people_bounds,
    took_part,
    word,
)  # fmt: skip

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def share(k: int, n: int) -> list[float]:
    return [1.0] * k + [0.0] * (n - k)


def test_agreement_is_shown_by_many_who_say_the_same() -> None:
    groups = {"primary": moments(share(65, 69)), "secondary": moments(share(20, 21))}
    assert word(groups, noticed=False, bound=0.25) == AGREE


def test_no_difference_found_is_not_agreement() -> None:
    groups = {"primary": moments(share(35, 69)), "special": moments(share(5, 9))}
    assert word(groups, noticed=False, bound=0.25) == TOO_FEW


def test_a_noticed_difference_on_one_side_is_one_of_degree() -> None:
    groups = {"primary": moments(share(66, 69)), "secondary": moments(share(13, 21))}
    assert word(groups, noticed=True, bound=0.25) == DEGREE


def test_a_noticed_difference_over_the_middle_is_a_split() -> None:
    groups = {"primary": moments(share(50, 69)), "secondary": moments(share(5, 21))}
    assert word(groups, noticed=True, bound=0.25) == SPLIT


def test_groups_of_fewer_than_five_say_nothing() -> None:
    groups = {"primary": moments(share(65, 69)), "special": moments(share(4, 4))}
    assert word(groups, noticed=False, bound=0.25) == TOO_FEW
    assert word(groups, noticed=True, bound=0.25) == TOO_FEW


def test_a_unanimous_small_group_is_not_taken_for_certain() -> None:
    mean, variance = moments(share(5, 5)).widened
    assert mean == pytest.approx(6 / 7)
    assert variance == pytest.approx(6 / 7 * 1 / 7 / 7)


@given(SCORES, SCORES, st.floats(0.05, 0.5))
def test_agreement_needs_means_within_the_bound(one: list[float], other: list[float], bound: float) -> None:
    first, second = moments(one), moments(other)
    if agree([first, second], bound):
        assert abs(first.widened[0] - second.widened[0]) < bound
        assert agree([first, second], bound * 2)


@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_passes_no_more_than_each_test_alone_and_no_fewer_than_dividing(chances: list[float]) -> None:
    passed = holm(chances)
    for chance, ok in zip(chances, passed, strict=True):
        assert ok <= (chance <= 0.05)
        assert ok >= (chance <= 0.05 / len(chances))


def test_holm_works_one_example() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == [True, False, False, True]


def test_a_small_group_needs_a_larger_difference() -> None:
    few, many = (noticeable(2.6, 0.25, n, 99) for n in (9, 30))
    assert few > many
    assert noticeable(2.6, 0.25, 9, 9) == 1
    assert noticeable(2.6, 0.25, 21, 90) == pytest.approx((2.6 + 1.2815515655) * math.sqrt(0.25 * (1 / 21 + 1 / 69)))


def test_what_no_group_lacks_comes_before_what_one_likes_most() -> None:
    support = {"send": {"primary": 0.6, "secondary": 0.6}, "ap": {"primary": 0.3, "secondary": 0.95}}
    assert bridging(support) == ["send", "ap"]


def test_people_in_several_channels_are_bounded() -> None:
    assert people_bounds([37, 83]) == (83, 120)
    assert people_bounds([37, 83], known=30) == (83, 90)
    assert people_bounds([]) == (0, 0)


def test_where_the_bounds_are_one_number_that_is_said_alone() -> None:
    assert took_part(people_bounds([37])) == "37 people took part"
    assert took_part(people_bounds([37, 80])) == "At least 80 and at most 117 people took part"
