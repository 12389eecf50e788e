"""Ballots of other programs that say they are valid and cannot be: never counted, always named, and decided."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import ballots, polls, readings, record
from hep_tui.domain.ballots import UNFIT, Ballot, Split, as_read, fault
from hep_tui.domain.polls import Account, Option, Poll, PollState
from hep_tui.domain.readings import Reading
from hep_tui.errors import HepError
from hep_tui.logbook import Book, open_box
from hep_tui.logbook.laptop_key import load
from hep_tui.views.checking import checked
from hep_tui.views.keying import to_decide
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement

OPTIONS = (Option("1", "Tea"), Option("2", "Coffee"), Option("3", "Water"))
RANKING = Poll("Drinks", "Which?", options=OPTIONS, top=2)
METHODS = {
    "rank": RANKING,
    "choose": Poll("One", "Which?", "choose", OPTIONS, rule="plurality"),
    "approve": Poll("Any", "Which?", "approve", OPTIONS, rule="approval"),
    "points": Poll("Points", "Which?", "points", OPTIONS, rule="points", budget=5),
    "score": Poll("Score", "Which?", "score", OPTIONS, rule="score"),
}
WRONG = [
    ("rank", {"9": 1}, "there is no option 9 on this paper"),
    ("rank", {"1": 1, "9": 2}, "there is no option 9 on this paper"),
    ("rank", {"1": 1, "2": 2, "3": 3}, "Ranks go from 1 to 2 here"),
    ("rank", {"1": 0}, "Ranks go from 1 to 2 here"),
    ("rank", {}, "Nothing is marked on this ballot"),
    ("choose", {"1": 1, "2": 1}, "This ballot marks more than one option"),
    ("approve", {"1": 2}, "An option is marked or it is not"),
    ("points", {"1": 4, "2": 4}, "This ballot shares out 8 points, and there are 5"),
    ("points", {"1": -1}, "This ballot shares out -1 points, and there are 5"),
    ("score", {"1": 6}, "Marks go from 0 to 5 here"),
]


def opened(book: Book, poll: Poll) -> str:
    id = polls.create(book, poll)
    polls.change_state(book, id, PollState.OPEN)
    return id


@pytest.mark.parametrize(("method", "marks", "why"), WRONG)
def test_what_cannot_be_in_its_poll_is_named_and_stands_in_the_way_until_it_is_decided(
    book: Book, method: str, marks: dict[str, int], why: str
) -> None:
    id = opened(book, METHODS[method])
    ballots.cast(book, Ballot(id, 1, marks={"1": 1}))
    record.add(book, Ballot(id, 2, marks=marks))
    polls.keep_account(book, Account(id, printed=2, issued=2))
    view = poll_view(book, id)
    assert (view.papers.n, view.statuses) == (1, {"valid": 1, UNFIT: 1})
    assert view.waiting == {2: f"PARKED: does not fit the poll: {why}"}
    assert view.identities[-1].words == (
        "cast 2 = valid 1 + blank 0 + rejected 0 + query 0 + not fitting the poll 1   balanced"
    )
    assert [(c.number, c.why) for c in to_decide(view)] == [(2, f"does not fit the poll: {why}")]
    assert f"OFF  ballot 2 does not fit the poll: {why}" in checked(book, id).lines
    assert announcement(view).valid == 1
    polls.change_state(book, id, PollState.CLOSED)
    with pytest.raises(HepError, match=f"Ballot 2 does not fit the poll: {why}; key it again under its number"):
        polls.declare(book, id)
    ballots.decide(book, Ballot(id, 2, "rejected", reason="not a paper of ours"))
    assert poll_view(book, id).waiting == {}
    assert polls.declare(book, id).valid == 1


def test_a_paper_keyed_again_under_its_number_counts(book: Book) -> None:
    id = opened(book, RANKING)
    record.add(book, Ballot(id, 1, marks={"1": 7}))
    ballots.decide(book, Ballot(id, 1, marks={"1": 1}, reason="looked at the paper"))
    assert (poll_view(book, id).papers.n, poll_view(book, id).undecided) == (1, frozenset())


def test_what_does_not_fit_is_not_read_a_second_time_before_it_is_decided(book: Book) -> None:
    id = opened(book, RANKING)
    record.add(book, Ballot(id, 1, marks={"1": 7}))
    with pytest.raises(HepError, match="Ballot 1 is still to be decided"):
        readings.read(book, Reading(id, 1, marks={"1": 1}))
    polls.change_state(book, id, PollState.CLOSED)
    with pytest.raises(HepError, match="still to be decided, so the poll is not checked"):
        readings.mark_checked(book, id)


def test_a_split_table_fits_only_when_its_parts_add_up(book: Book) -> None:
    id = opened(book, replace(RANKING, unit="table"))
    split = (Split(2, {"1": 1}), Split(2, {"2": 1}))
    record.add(book, Ballot(id, 1, unit="table", people=4, splits=split))
    record.add(book, Ballot(id, 2, unit="table", people=9, splits=split))
    assert list(poll_view(book, id).waiting) == [2]


def test_papers_of_a_show_of_hands_do_not_fit_it(book: Book) -> None:
    id = opened(book, Poll("Hands", "Which?", "hands", OPTIONS))
    record.add(book, Ballot(id, 1, marks={"1": 1}))
    assert poll_view(book, id).waiting == {1: "PARKED: does not fit the poll: hands were counted, and no papers"}


def test_ballots_fit_the_poll_as_it_stands_now(book: Book) -> None:
    id = polls.create(book, RANKING)
    record.add(book, Ballot(id, 1, marks={"1": 1, "2": 2, "3": 3}))
    assert list(poll_view(book, id).waiting) == [1]
    polls.amend(book, id, replace(RANKING, top=0))
    assert list(poll_view(book, id).waiting) == []


def test_a_secret_ballot_that_cannot_be_is_rejected_as_nobody_can_look_at_it_again(book: Book, tmp_path: Path) -> None:
    book.laptop = load(tmp_path / "state")
    id = opened(book, replace(RANKING, keep="secret"))
    for marks in [{"1": 1}] * 5 + [{"9": 1}]:
        open_box.cast(book, id, [marks])
    polls.change_state(book, id, PollState.CLOSED)
    view = poll_view(book, id)
    assert (view.papers.n, view.statuses, view.waiting) == (5, {"valid": 5, "rejected": 1}, {})
    assert "5 valid of 6 cast" in str(polls.declare(book, id).sentence)


@given(
    st.sampled_from(sorted(METHODS)),
    st.dictionaries(st.sampled_from(["1", "2", "3", "9"]), st.integers(-2, 7), max_size=4),
    st.sampled_from(["valid", "blank", "rejected", "query", "late"]),
)
def test_a_ballot_is_read_as_it_stands_unless_it_says_what_nobody_could_have_keyed(
    method: str, marks: dict[str, int], status: str
) -> None:
    poll, ballot = METHODS[method], Ballot("p", 1, status, marks)
    fits = not fault(poll, ballot) and "9" not in marks
    read = as_read(poll, ballot)
    assert (read is ballot) is (status != "valid" or fits)
    assert replace(read, status=status, reason="") == ballot
