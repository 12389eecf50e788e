"""How far a result is settled: who leads, whether what was needed is reached, and the papers in doubt."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting.announcement import announce
from hep_tui.counting.settled import doubts, with_margin
from hep_tui.counting.tally import profile
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.result import Settled
from hep_tui.domain.unverified import Unverified
from hep_tui.domain.verdicts import Verdict
from tests.counting.forms import tries

ABZ = (Option("A", "Board", 1), Option("B", "Hubs", 1), Option("Z", "No change", 1))
RATIFY = Poll(
    "Board?", "Do you agree?", "gradient", ABZ[:1], rule="majority-judgement", earlier="p",
    scale=tuple(Level(n, f"level {n}") for n in range(1, 6)), threshold="70 % at 3 or above, at most 10 % at 1",
)  # fmt: skip


def ballots(*marks: Mapping[str, int]) -> list[Ballot]:
    return [Ballot("p", number, marks=dict(each)) for number, each in enumerate(marks, 1)]


def known(poll: Poll, cast: list[Ballot], doubtful: int = 0) -> Settled | None:
    said = announce("p", poll, cast, None)
    return doubts(poll, profile(poll, cast), Unverified(doubtful), said.checks)


def settled(poll: Poll, cast: list[Ballot], doubtful: int = 0) -> Settled:
    found = known(poll, cast, doubtful)
    assert found is not None
    return found


def graded(*grades: int) -> list[Ballot]:
    return ballots(*({"A": grade} for grade in grades))


def test_papers_in_doubt_that_could_change_the_lead_leave_it_not_settled() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality")
    cast = ballots(*[{"A": 1}] * 5, {"B": 1})
    assert settled(poll, cast, 1).settled is True
    assert settled(poll, cast, 2).says.startswith("Not settled: 2 papers would have to be wrong to change the lead")


def test_a_lead_that_is_level_is_said_to_be() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", tie_chain=("lot",))
    found = settled(poll, ballots({"A": 1}, {"B": 1}))
    assert found.says == "Not settled: it is level, so one wrong paper could change the lead; 0 are in doubt."


def test_a_lead_that_the_lot_decided_is_settled_unless_papers_wait() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", tie_chain=("lot",))
    cast = ballots({"A": 1}, {"B": 1})
    said, papers = announce("p", poll, cast, None, roll="6 1"), profile(poll, cast)
    assert with_margin(poll, papers, said, Unverified()).verdict is Verdict.LEADS
    assert with_margin(poll, papers, said, Unverified(undecided=1)).verdict is Verdict.NOT_SETTLED


def test_nothing_is_said_where_no_margin_is_known() -> None:
    assert known(Poll("Which?", options=ABZ, rule="bucklin"), ballots({"A": 1, "B": 2})) is None
    assert known(Poll("?", "?", "gradient", ABZ[:1], rule="majority-judgement", scale=RATIFY.scale),
                   graded(5, 4, 1)) is None  # fmt: skip


@pytest.mark.parametrize(
    ("grades", "papers", "met"),
    [
        ((5,) * 20, 3, [True, True]),
        ((5,) * 14 + (2,) * 6, 1, [True, True]),
        ((5,) * 16 + (2,) * 4, 3, [True, True]),
        ((5,) * 12 + (2,) * 8, 2, [False, True]),
        ((5,) * 14 + (1,) * 6, 4, [True, False]),
        ((5,) * 10 + (1,) * 10, 8, [False, False]),
    ],
)
def test_a_ratification_is_settled_by_what_was_needed(grades: tuple[int, ...], papers: int, met: list[bool]) -> None:
    cast = graded(*grades)
    assert [c.met for c in announce("p", RATIFY, cast, None).checks] == met
    found = settled(RATIFY, cast)
    assert found.papers == papers
    assert "to change whether what was needed is reached" in found.says


@tries(60)
@given(st.lists(st.integers(1, 5), min_size=5, max_size=30), st.data())
def test_fewer_wrong_papers_never_change_whether_what_was_needed_is_reached(
    grades: list[int], data: st.DataObject
) -> None:
    found = settled(RATIFY, graded(*grades))
    before = all(c.met for c in announce("p", RATIFY, graded(*grades), None).checks)
    wrong = data.draw(st.permutations(range(len(grades))))[: found.papers - 1]
    to = data.draw(st.sampled_from([1, 2, 3, 5]))
    after = graded(*(to if i in wrong else grade for i, grade in enumerate(grades)))
    assert all(c.met for c in announce("p", RATIFY, after, None).checks) == before


def test_a_lead_that_is_safer_than_its_majority_is_settled_by_the_majority() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", threshold="more than half of the valid")
    cast = ballots(*[{"A": 1}] * 11, *[{"B": 1}] * 5, *[{"Z": 1}] * 4)
    found = settled(poll, cast)
    assert (found.papers, found.exact) == (1, True)
    assert "whether what was needed is reached" in found.says


def test_a_quorum_that_is_not_met_is_changed_by_no_paper() -> None:
    poll = Poll("Board?", "?", "gradient", ABZ[:1], rule="majority-judgement", scale=RATIFY.scale, quorum="40 papers")
    assert known(poll, graded(5, 5, 5, 5, 5)) is None
