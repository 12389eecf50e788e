"""What a clean sample proves is exact, and whoever knows the roll draws the same papers."""

from fractions import Fraction
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.sampling import CONFIDENCE, chance, drawn, fewer_than, proves


def test_twenty_clean_of_a_hundred_prove_fewer_than_thirteen_wrong() -> None:
    assert proves(100, 20) == "20 of 100 clean: fewer than 13 wrong with 95 % confidence"


def by_hand(total: int, size: int, wrong: int, found: int) -> Fraction:
    """Count the samples one by one; the first `wrong` papers are the wrong ones."""
    samples = list(combinations(range(total), size))
    return Fraction(sum(sum(i < wrong for i in sample) <= found for sample in samples), len(samples))


@pytest.mark.parametrize("total", [1, 4, 7, 9])
def test_the_chance_is_that_of_counting_every_sample(total: int) -> None:
    for size in range(total + 1):
        for wrong in range(total + 1):
            for found in range(3):
                assert chance(total, size, wrong, found) == by_hand(total, size, wrong, found)


@given(st.integers(1, 60), st.data())
def test_the_bound_is_the_least_number_of_wrong_papers_that_would_have_shown(total: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, total))
    found = data.draw(st.integers(0, size))
    bound = fewer_than(total, size, found)
    assert found < bound <= total + 1
    if bound <= total:
        assert chance(total, size, bound, found) <= 1 - CONFIDENCE
    if bound > found + 1:
        assert chance(total, size, bound - 1, found) > 1 - CONFIDENCE


@given(st.integers(2, 200), st.data())
def test_a_larger_clean_sample_never_proves_less(total: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, total - 1))
    assert fewer_than(total, size + 1) <= fewer_than(total, size)


def test_everything_read_leaves_nothing_wrong() -> None:
    assert fewer_than(30, 30) == 1
    assert proves(30, 30) == "all 30 read twice, none keyed wrongly"
    assert proves(30, 30, 2) == "all 30 read twice, 2 keyed wrongly and put right"


def test_little_proves_little() -> None:
    assert proves(100, 0) == "no paper has had a second look, which proves nothing"
    assert proves(5, 1, 1).endswith("too few to say how many are wrong")


def test_a_sample_larger_than_the_whole_is_no_sample() -> None:
    with pytest.raises(ValueError, match="part of the papers"):
        chance(5, 6, 0, 0)


@given(st.text(max_size=8), st.sets(st.integers(1, 500), min_size=1), st.integers(0, 40))
def test_a_draw_depends_on_the_roll_and_the_numbers_alone(roll: str, numbers: set[int], size: int) -> None:
    roll = roll.encode("ascii", "ignore").decode()
    found = drawn(roll, "p", sorted(numbers), size)
    assert found == drawn(roll, "p", sorted(numbers, reverse=True), size)
    assert len(found) == min(size, len(numbers))
    assert set(found) <= numbers


def test_anybody_can_draw_again_with_a_pocket_of_tools() -> None:
    numbers = range(1, 98)
    again = sorted(numbers, key=lambda n: sha256(f"3 1 6 6 2|poll|{n}".encode()).hexdigest())[:10]
    assert drawn("3 1 6 6 2", "poll", numbers, 10) == tuple(sorted(again))
    assert drawn("3 1 6 6 3", "poll", numbers, 10) != drawn("3 1 6 6 2", "poll", numbers, 10)
