"""What is in doubt: papers to decide, late ones, and those that nobody read twice, each of them once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.unverified import Unverified, unverified

POLL = Poll("Which?", options=(Option("1", "Tea"), Option("2", "Milk")))
STATUSES = ("valid", "blank", "spoilt", "rejected", "query", "late", "withdrawn")


def papers(n: int) -> list[Ballot]:
    return [Ballot("p", number, marks={"1": 1}) for number in range(1, n + 1)]


def read(*numbers: int) -> list[Reading]:
    return [Reading("p", number, marks={"1": 1}) for number in numbers]


@given(st.lists(st.sampled_from(STATUSES), max_size=40), st.sets(st.integers(1, 40)))
def test_no_paper_is_in_doubt_twice(statuses: list[str], twice: set[int]) -> None:
    held = [replace(b, status=s, marks={}) for b, s in zip(papers(len(statuses)), statuses, strict=True)]
    undecided = {b.number for b in held if b.status == "query"}
    found = unverified(POLL, held, undecided, [Reading("p", n, "blank") for n in twice])
    wrong = {b.number for b in held if not (b.status == "blank" and b.number in twice)}
    assert found.total == len(wrong)


def test_papers_that_two_read_alike_are_in_no_doubt() -> None:
    assert unverified(POLL, papers(3), (), read(1, 2, 3)) == Unverified()
    assert unverified(POLL, papers(3), (), read(1)) == Unverified(unread=2)
    assert Unverified(1, 2, 3).words == "1 undecided, 2 late, 3 not read twice"


def test_a_clean_sample_leaves_in_doubt_what_it_does_not_rule_out() -> None:
    drawn = tuple(range(1, 31))
    found = unverified(POLL, papers(100), (), read(*drawn), Check("p", "second", "3 1 6", 100, drawn))
    assert found == Unverified(unread=8, sampled=True)
    assert found.words == "up to 8 for all the sample says"
    assert unverified(POLL, papers(100), (), read(*drawn[:-1]), Check("p", "second", "3", 100, drawn)).unread == 71


@pytest.mark.parametrize("poll", [replace(POLL, keep="secret"), replace(POLL, method="hands")])
def test_what_nobody_keyed_is_in_no_doubt(poll: Poll) -> None:
    assert unverified(poll, papers(3)) == Unverified()


def test_papers_that_a_random_check_found_wrong_are_undecided_and_named() -> None:
    found = unverified(POLL, papers(3), {2}, read(1, 2, 3), None, (3, 1))
    assert found == Unverified(undecided=3, differing=(1, 3))
    assert found.words == "3 undecided (papers 1, 3 differ from the screen by the random check)"
