"""The same votes by paper, by hands, by tables, at the kiosk and from a list: one verdict, one count, one sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hep_tui.actions import ballots, lists, polls, secret_polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.result import Result
from hep_tui.logbook import Book
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement
from tests.conftest import with_a_place

MOTION = (Option("1", "For"), Option("2", "Against"))
Votes = list[str]


def opened(book: Book, **fixed: Any) -> str:
    fixed = {"method": "choose", **fixed}
    id = polls.create(book, Poll("Join?", "Join?", options=MOTION, rule="plurality", **fixed))
    polls.change_state(book, id, PollState.OPEN)
    return id


def by_paper(book: Book, votes: Votes, **fixed: Any) -> str:
    id = opened(book, **fixed)
    ballots.cast_all(book, [Ballot(id, n, marks={vote: 1}) for n, vote in enumerate(votes, 1)])
    return id


def by_hands(book: Book, votes: Votes, **fixed: Any) -> str:
    id = opened(book, method="hands", **fixed)
    polls.show_hands(book, Hands(id, len(votes), {vote: {"": votes.count(vote)} for vote in set(votes)}))
    return id


def by_tables(book: Book, votes: Votes, **fixed: Any) -> str:
    id = opened(book, unit="table", **fixed)
    papers = [Ballot(id, n, marks={vote: 1}, unit="table", people=1) for n, vote in enumerate(votes, 1)]
    ballots.cast_all(book, papers)
    return id


def at_the_kiosk(book: Book, votes: Votes, **fixed: Any) -> str:
    id = opened(book, keep="secret", **fixed)
    for vote in votes:
        secret_polls.cast(book, id, {vote: 1})
    return id


def from_a_list(book: Book, votes: Votes, **fixed: Any) -> str:
    id = opened(book, **fixed)
    scales = lists.Scales(book, id)
    rows = [scales.weigh(Ballot(id, n, marks={vote: 1}), n) for n, vote in enumerate(votes, 1)]
    assert lists.take(book, id, rows, "JB") == len(votes)
    return id


WAYS: tuple[Callable[..., str], ...] = (by_paper, by_hands, by_tables, at_the_kiosk, from_a_list)


@pytest.fixture(autouse=True)
def _place(book: Book) -> None:
    with_a_place(book)


def result(book: Book, id: str) -> Result:
    polls.change_state(book, id, PollState.CLOSED)
    return announcement(poll_view(book, id))


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from(["", "more than half", "two thirds", "3/4", "12", "unanimous"]),
    st.sampled_from(["", "7 ballots"]),
)
def test_the_same_votes_decide_the_same_whichever_way_they_are_given(
    book: Book, yes: int, no: int, threshold: str, quorum: str
) -> None:
    # Fewer than five secret ballots are told to nobody.
    assume(yes + no >= 5)
    votes = ["1"] * yes + ["2"] * no
    found = [result(book, way(book, votes, threshold=threshold, quorum=quorum)) for way in WAYS]
    assert len({(r.verdict, r.why, r.winners, r.ranking, tuple(r.scores.items()), r.valid, r.cast) for r in found}) == 1
    assert len({tuple((c.name, c.met, c.needed, c.got) for c in r.checks) for r in found}) == 1
    assert len({r.sentence.partition(".")[0] for r in found}) == 1
    assert all(f"For {yes}, Against {no}" in r.sentence for r in found)


@pytest.mark.parametrize("way", WAYS)
def test_a_motion_that_fails_never_says_that_what_was_needed_is_reached(book: Book, way: Callable[..., str]) -> None:
    said = result(book, way(book, ["1"] * 3 + ["2"] * 12, threshold="two thirds")).sentence
    assert said.startswith("NOT CARRIED. For 3, Against 12")
    assert "NOT reached, 3 of 15" in said
