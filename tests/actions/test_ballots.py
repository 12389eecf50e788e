"""Paper ballots: every one recorded once, corrected in the open, and refused in words where it cannot be."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui.actions import ballots, polls, record
from hep_tui.domain.ballots import STATUSES, Ballot, Split
from hep_tui.domain.keying import Keying, Refused
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.polls import poll_view

from .conftest import bring

Elsewhere = Callable[[], Book]
FOUR = tuple(Option(letter, f"Model {letter}") for letter in "ABCD")


def opened(book: Book, **poll: object) -> str:
    """Return the id of a new poll of four models, open."""
    fields: dict[str, object] = {"options": FOUR, **poll}
    id = polls.create(book, Poll("Which?", **fields))  # type: ignore[arg-type]
    polls.change_state(book, id, PollState.OPEN)
    return id


def close(book: Book, poll: str) -> None:
    polls.change_state(book, poll, PollState.CLOSED)


def refused(book: Book, words: str, do: Callable[..., object], *args: object) -> None:
    """Assert that something is refused in these words, and that nothing was recorded."""
    before = book.count()
    with pytest.raises(HepError) as error:
        do(*args)
    assert words in str(error.value)
    assert book.count() == before


def numbers(book: Book, poll: str) -> list[int]:
    return [b.what.number for b in records(book, Ballot, poll=poll)]


# Keyed


def test_a_ballot_is_recorded_as_it_was_keyed(book: Book, ranking: str) -> None:
    ballot = Ballot(ranking, 17, "valid", {"3": 1, "12": 2}, "primary", "head", "school", 2, "b1", "read aloud")
    found = record_of(book, Ballot, ballots.cast(book, ballot))
    assert found is not None
    assert found.what == ballot


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_can_be_recorded(book: Book, ranking: str, status: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, status, {"1": 1}))
    assert poll_view(book, ranking).statuses == {status: 1}


def test_only_a_valid_ballot_has_to_be_possible(book: Book, ranking: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, "query", {"1": 1, "2": 1}, reason="two first places"))
    ballots.cast(book, Ballot(ranking, 2, "rejected", {"1": 99}, reason="not a rank"))
    assert numbers(book, ranking) == [1, 2]


def test_the_same_number_in_two_polls_is_no_clash(book: Book, ranking: str) -> None:
    other = opened(book)
    ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    ballots.cast(book, Ballot(other, 1, marks={"A": 1}))
    assert (numbers(book, ranking), numbers(book, other)) == ([1], [1])


# Refused


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        (Ballot("", 2, "lost"), "A ballot cannot be lost; nothing was stored."),
        (Ballot("", 2, marks={"13": 1}), "There is no option 13 on this paper; nothing was stored."),
        (Ballot("", 2, "blank", {"13": 1, "x": 2}), "There is no option 13, x on this paper; nothing was stored."),
        (Ballot("", 2, marks={"1": 6}), "Ranks go from 1 to 5 here; nothing was stored."),
        (Ballot("", 2, marks={"1": 0}), "Ranks go from 1 to 5 here; nothing was stored."),
        (Ballot("", 2, marks={"1": 1, "2": 1}), "Two options have the same rank, which this poll does not allow"),
        (Ballot("", 2), "Nothing is marked on this ballot; nothing was stored, key it as blank."),
        (
            Ballot("", 1, marks={"2": 1}),
            "Ballot 1 is already keyed, so nothing was stored; correct that one instead.",
        ),
        (Ballot("", 1, "blank"), "Ballot 1 is already keyed"),
    ],
)
def test_a_ballot_that_cannot_be_is_refused_in_words(book: Book, ranking: str, ballot: Ballot, words: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    refused(book, words, ballots.cast, book, Ballot(**{**vars(ballot), "poll": ranking}))


def test_a_number_that_was_taken_back_is_free_again(book: Book, ranking: str) -> None:
    ballots.withdraw(book, ballots.cast(book, Ballot(ranking, 1, marks={"1": 1})), "keyed for another poll")
    ballots.cast(book, Ballot(ranking, 1, marks={"2": 1}))
    assert numbers(book, ranking) == [1]


@pytest.mark.parametrize("state", [PollState.DRAFT, PollState.CLOSED, PollState.CHECKED, PollState.DECLARED])
def test_ballots_are_taken_and_corrected_only_while_the_poll_is_open(book: Book, state: PollState) -> None:
    poll = polls.create(book, Poll("Which?", options=FOUR))
    id = "none"
    if state is not PollState.DRAFT:
        polls.change_state(book, poll, PollState.OPEN)
        id = ballots.cast(book, Ballot(poll, 1, marks={"A": 1}))
        close(book, poll)
    if state is PollState.CHECKED:
        polls.change_state(book, poll, state)
    elif state is PollState.DECLARED:
        polls.declare(book, poll)
    words = f"This poll is {state}, so nothing was stored; open it to take ballots."
    refused(book, words, ballots.cast, book, Ballot(poll, 2, marks={"A": 1}))
    refused(book, words, ballots.amend, book, id, Ballot(poll, 1, marks={"B": 1}))


def test_a_poll_that_was_taken_back_takes_no_ballots(book: Book) -> None:
    poll = opened(book)
    record.withdraw(book, poll)
    refused(book, "There is no such poll", ballots.cast, book, Ballot(poll, 1, marks={"A": 1}))


def test_a_show_of_hands_takes_no_ballots(book: Book, show: str) -> None:
    refused(book, "This poll is a show of hands, so no ballot was stored", ballots.cast, book, Ballot(show, 1))


def test_equal_places_are_taken_where_the_poll_allows_them(book: Book) -> None:
    poll = opened(book, ties=True)
    ballots.cast(book, Ballot(poll, 1, marks={"A": 1, "B": 1, "C": 2}))
    assert numbers(book, poll) == [1]


def test_marks_of_other_methods_are_not_ranks(book: Book) -> None:
    poll = opened(book, method="points", rule="points", budget=100)
    ballots.cast(book, Ballot(poll, 1, marks={"A": 60, "B": 40}))
    assert numbers(book, poll) == [1]


# Corrected and taken back


def test_a_correction_stands_and_what_was_keyed_before_stays_in_its_history(book: Book, ranking: str) -> None:
    id = ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    ballots.amend(book, id, Ballot(ranking, 1, marks={"2": 1}))
    assert [b.what.marks for b in records(book, Ballot)] == [{"2": 1}]
    assert [e.data["marks"] for e in book.history(id)] == [{"1": 1}, {"2": 1}]


def test_a_correction_is_held_to_the_same_rules(book: Book, ranking: str) -> None:
    id = ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    ballots.cast(book, Ballot(ranking, 2, marks={"1": 1}))
    for ballot, words in (
        (Ballot(ranking, 1, marks={"1": 9}), "Ranks go from 1 to 5 here"),
        (Ballot(ranking, 1), "Nothing is marked on this ballot"),
        (Ballot(ranking, 2, marks={"1": 1}), "Ballot 2 is already keyed"),
    ):
        refused(book, words, ballots.amend, book, id, ballot)
    ballots.amend(book, id, Ballot(ranking, 3, marks={"1": 1}))
    assert sorted(numbers(book, ranking)) == [2, 3]


def test_a_ballot_that_is_taken_back_counts_no_longer_and_stays_in_the_record(book: Book, ranking: str) -> None:
    id = ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    close(book, ranking)
    ballots.withdraw(book, id, "of another poll")
    assert numbers(book, ranking) == []
    assert [e.data.get("reason") for e in book.history(id)] == [None, "of another poll"]
    refused(book, "This is not in the record any more", ballots.withdraw, book, id, "again")


def test_the_ballots_of_a_declared_result_stay_as_they_are_until_it_is_opened_again(book: Book, ranking: str) -> None:
    id = ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    close(book, ranking)
    polls.declare(book, ranking)
    refused(book, "This result was declared, so its ballots stay as they are", ballots.withdraw, book, id, "late")
    refused(book, "This result was declared", ballots.decide, book, Ballot(ranking, 1, marks={"2": 1}))
    polls.change_state(book, ranking, PollState.OPEN, "a paper of another poll")
    ballots.withdraw(book, id, "of another poll")
    assert numbers(book, ranking) == []


# Decided after another look at the paper


@pytest.mark.parametrize("state", [PollState.OPEN, PollState.CLOSED, PollState.CHECKED])
def test_a_parked_ballot_is_decided_under_its_number(book: Book, ranking: str, state: PollState) -> None:
    id = ballots.cast(book, Ballot(ranking, 5, "query", reason="a 1 or a 7?"))
    if state is not PollState.OPEN:
        close(book, ranking)
    if state is PollState.CHECKED:
        polls.change_state(book, ranking, state)
    refused(book, "Deciding a parked paper needs a reason", ballots.decide, book, Ballot(ranking, 5, marks={"7": 1}))
    ballots.decide(book, Ballot(ranking, 5, marks={"7": 1}, reason="a 7, with its bar"))
    [found] = records(book, Ballot)
    assert (found.id, found.what.status, found.what.marks) == (id, "valid", {"7": 1})
    assert poll_view(book, ranking).waiting == {}


def test_only_what_waits_can_be_decided(book: Book, ranking: str) -> None:
    ballots.cast(book, Ballot(ranking, 1, marks={"1": 1}))
    refused(book, "Ballot 1 is already keyed", ballots.decide, book, Ballot(ranking, 1, marks={"2": 1}))
    refused(book, "Ballot 9 has not been keyed yet", ballots.decide, book, Ballot(ranking, 9, marks={"2": 1}))
    ballots.cast(book, Ballot(ranking, 2, "query"))
    refused(book, "Ranks go from 1 to 5", ballots.decide, book, Ballot(ranking, 2, marks={"2": 9}))


def test_of_a_number_that_was_keyed_on_two_laptops_one_ballot_is_left(
    book: Book, ranking: str, elsewhere: Elsewhere
) -> None:
    other = elsewhere()
    for each, marks in ((book, {"1": 1}), (other, {"2": 1})):
        ballots.cast(each, Ballot(ranking, 7, marks=marks))
    bring(book, other)
    assert numbers(book, ranking) == [7, 7]
    assert poll_view(book, ranking).waiting == {7: "KEYED TWICE"}
    ballots.decide(book, Ballot(ranking, 7, marks={"2": 1}))
    assert [b.what.marks for b in records(book, Ballot)] == [{"2": 1}]
    assert poll_view(book, ranking).waiting == {}
    withdrawn = [e for e in book.entries() if e.kind == "withdraw"]
    assert [e.data["reason"] for e in withdrawn] == ["keyed twice"]


def test_one_of_two_ballots_of_a_number_can_be_corrected_to_its_own(
    book: Book, ranking: str, elsewhere: Elsewhere
) -> None:
    other = elsewhere()
    for each, marks in ((book, {"1": 1}), (other, {"2": 1})):
        ballots.cast(each, Ballot(ranking, 7, marks=marks))
    bring(book, other)
    first = records(book, Ballot)[0]
    ballots.amend(book, first.id, Ballot(ranking, 7, marks={"3": 1}))
    ballots.amend(book, first.id, Ballot(ranking, 8, marks={"3": 1}))
    assert sorted(numbers(book, ranking)) == [7, 8]


# What can be keyed can be stored


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("0123456789.+-*", max_size=12), st.sampled_from(["down", "order"]), st.booleans(), st.integers(0, 4))
def test_every_ballot_that_can_be_keyed_can_be_stored(book: Book, keys: str, layout: str, ties: bool, top: int) -> None:
    poll = opened(book, layout=layout, ties=ties, top=top)
    found = record_of(book, Poll, poll)
    assert found is not None
    marks = keyed(found.what, keys)
    status = "valid" if marks else "blank"
    ballots.cast(book, Ballot(poll, 1, status, marks))
    assert [b.what.marks for b in records(book, Ballot, poll=poll)] == [marks]


def keyed(poll: Poll, keys: str) -> Mapping[str, int]:
    keying = Keying(poll)
    for key in keys:
        try:
            keying = keying.press(key)
        except Refused:
            continue
    return keying.ballot_marks()


def test_a_late_table_that_split_is_admitted_with_its_parts(book: Book) -> None:
    id = opened(book)
    parts = (Split(3, {"A": 1}), Split(2, {"B": 1}))
    close(book, id)
    ballots.cast(book, Ballot(id, 1, "late", unit="table", people=5, splits=parts))
    ballots.admit(book, id, [1], "the taxi was late")
    assert [(b.what.status, b.what.splits) for b in records(book, Ballot, poll=id)] == [("valid", parts)]
