"""No two releases together tell of fewer than five people."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ledger import Release, apart, together
from hep_tui.domain.phases import MIN_CELL

SETS = st.lists(st.frozensets(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=MIN_CELL), max_size=5)


def people(n: int, first: int = 0) -> frozenset[str]:
    return frozenset(str(i) for i in range(first, first + n))


def differences(sets: Sequence[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield what an attacker takes from two figures: those in one of two sets, or in both."""
    for one, other in combinations(sets, 2):
        yield from (one - other, other - one, one & other)


def test_what_one_late_paper_says_follows_from_what_was_told_before() -> None:
    assert not apart([people(20)], people(21))
    assert not apart([people(20)], people(19))
    assert apart([people(20)], people(20))
    assert apart([people(20)], people(25))


def test_a_corrected_paper_is_another_paper() -> None:
    assert not apart([people(20)], people(19) | {"corrected"})


def test_a_second_group_that_shares_nearly_all_of_the_first_is_not_told_beside_it() -> None:
    assert not apart([people(40), people(12)], people(12, first=3))
    assert apart([people(40), people(12)], people(12, first=5))


def test_few_papers_added_twice_are_told_once_there_are_five_of_them() -> None:
    assert not apart([people(20)], people(23))
    assert apart([people(20)], people(26))


def test_the_release_that_tells_is_named_with_what_it_tells() -> None:
    first, second = Release("one", "2021-07-01", {"a": [people(9)]}), Release("two", "2021-07-02", {"b": [people(9)]})
    assert together([first, second], {"a": [people(10)], "b": [people(9)], "c": [people(5)]}) == {"a": first}


@given(SETS)
def test_nobody_takes_fewer_than_five_from_releases_that_were_let_out(offered: list[frozenset[str]]) -> None:
    told: list[frozenset[str]] = []
    for each in offered:
        if apart(told, each):
            told.append(each)
    assert not [part for part in differences(told) if 0 < len(part) < MIN_CELL]
