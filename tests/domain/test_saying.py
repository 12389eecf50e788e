"""Figures in sentences: counts before shares, and no word that a table does not bear out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.saying import faults, led, of, quantity


def test_a_share_is_given_beside_its_count_and_from_fifty_on() -> None:
    assert of(7, 18) == "7 of 18"
    assert of(63, 90) == "63 of 90 (70 %)"


@pytest.mark.parametrize(
    ("n", "everyone", "word"),
    [
        (20, 20, "all"), (14, 20, "most"), (12, 20, "more than half"), (10, 20, "about half"),
        (8, 20, "fewer than half"), (6, 20, "some"), (4, 20, ""), (9, 9, ""),
    ],
)  # fmt: skip
def test_a_word_of_quantity_needs_ten_people(n: int, everyone: int, word: str) -> None:
    assert quantity(n, everyone) == word


@given(st.integers(0, 200), st.integers(1, 200))
def test_what_is_said_of_a_part_keeps_the_rules(n: int, everyone: int) -> None:
    n = min(n, everyone)
    assert list(faults(led(n, everyone, "people", "chose “Yes”"))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Most people agreed: 9 of 20.", "72 % agreed.", "A significant part agreed: 15 of 20.",
        "9 of 20 (45 %) agreed.", "12 of 9 agreed.", "All people agreed: 8 of 8.",
    ],
)  # fmt: skip
def test_what_may_not_be_said_is_found(sentence: str) -> None:
    assert list(faults(sentence))
