"""A second person reads the papers: what differs is decided by the paper, and nothing of it is lost."""

import pytest

from hep_tui.actions import ballots, polls, readings
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import PollState
from hep_tui.domain.readings import Check, Reading
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.keying import second_view, to_decide
from hep_tui.views.polls import poll_view
from hep_tui.views.results import margin

from .test_ballots import opened, refused

A, B = {"A": 1, "B": 2}, {"B": 1, "A": 2}


@pytest.fixture
def poll(book: Book) -> str:
    """Return a vote on models with two ballots."""
    id = opened(book)
    for number in (1, 2):
        ballots.cast(book, Ballot(id, number, marks=A, phase="primary", batch="b1"))
    book.who = "KL"
    return id


def held(book: Book, poll: str, number: int) -> Ballot:
    [found] = records(book, Ballot, poll=poll, number=number)
    return found.what


def test_two_readings_that_agree_are_recorded(book: Book, poll: str) -> None:
    assert readings.read(book, Reading(poll, 1, marks=A)) is None
    assert readings.unverified(book, poll) == [2]
    assert readings.progress(book, poll).left == (2,)
    assert book.rows("reading")[0]["number"] == 1


@pytest.mark.parametrize(("who", "words"), [("", "Nobody says who reads ballot 1"), ("JB", "proves nothing")])
def test_a_second_reading_needs_a_name_and_another_one_than_the_first(
    book: Book, poll: str, who: str, words: str
) -> None:
    [first] = records(book, Ballot, poll=poll, number=1)
    book.who = who and first.who
    refused(book, words, readings.read, book, Reading(poll, 1, marks=A))
    assert readings.unverified(book, poll) == [1, 2]


def test_two_readings_that_differ_are_laid_side_by_side_and_nothing_is_stored(book: Book, poll: str) -> None:
    before = book.count()
    first = readings.read(book, Reading(poll, 1, marks=B))
    assert first is not None
    assert first.marks == A
    assert book.count() == before


@pytest.mark.parametrize(("decided", "stands"), [("first", A), ("second", B), ("again", {"C": 1})])
def test_the_paper_decides_and_the_difference_stays_in_the_record(
    book: Book, poll: str, decided: str, stands: dict[str, int]
) -> None:
    again = Reading(poll, 1, marks={"C": 1}) if decided == "again" else None
    readings.decide(book, Reading(poll, 1, marks=B), decided, again)
    ballot = held(book, poll, 1)
    assert (ballot.marks, ballot.phase, ballot.batch) == (stands, "primary", "b1")
    [reading] = records(book, Reading)
    assert (reading.what.decided, reading.what.marks, reading.what.first_marks) == (decided, B, A)
    assert readings.unverified(book, poll) == [2]
    assert readings.progress(book, poll).wrong == ((1,) if decided != "first" else ())


def test_a_paper_that_was_blank_after_all_is_corrected_to_blank(book: Book, poll: str) -> None:
    readings.decide(book, Reading(poll, 1, "blank"), "second")
    assert (held(book, poll, 1).status, held(book, poll, 1).marks) == ("blank", {})


def test_a_difference_and_its_correction_are_one_step_for_undo(book: Book, poll: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    readings.decide(book, Reading(poll, 1, marks=B), "second")
    undo(book, trail)
    assert held(book, poll, 1).marks == A
    assert records(book, Reading) == []


def test_nothing_is_decided_where_nothing_differs(book: Book, poll: str) -> None:
    refused(book, "alike now", readings.decide, book, Reading(poll, 1, marks=A), "first")
    refused(book, "Choose the first reading", readings.decide, book, Reading(poll, 1, marks=B), "third")
    refused(book, "Choose the first reading", readings.decide, book, Reading(poll, 1, marks=B), "again")


def test_a_paper_that_nobody_keyed_or_that_waits_is_not_read_a_second_time(book: Book, poll: str) -> None:
    ballots.cast(book, Ballot(poll, 3, "query", reason="?"))
    refused(book, "not keyed the first time", readings.read, book, Reading(poll, 9, marks=A))
    refused(book, "still to be decided", readings.read, book, Reading(poll, 3, marks=A))
    refused(book, "cannot be late", readings.read, book, Reading(poll, 1, "late"))
    refused(book, "Ranks go from", readings.read, book, Reading(poll, 1, marks={"A": 9}))


def test_nothing_is_read_once_the_poll_is_declared(book: Book, poll: str) -> None:
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll)
    refused(book, "while the poll is open or closed", readings.read, book, Reading(poll, 1, marks=A))


def test_a_poll_is_checked_once_every_paper_was_read_twice(book: Book, poll: str) -> None:
    refused(book, "cannot become checked", readings.mark_checked, book, poll)
    readings.read(book, Reading(poll, 1, marks=A))
    polls.change_state(book, poll, PollState.CLOSED)
    refused(book, "1 to read", readings.mark_checked, book, poll)
    readings.decide(book, Reading(poll, 2, marks=B), "second")
    readings.mark_checked(book, poll)
    assert poll_view(book, poll).state is PollState.CHECKED
    polls.declare(book, poll)


def test_a_poll_with_papers_to_decide_is_not_checked(book: Book, poll: str) -> None:
    for number in (1, 2):
        readings.read(book, Reading(poll, number, marks=A))
    ballots.cast(book, Ballot(poll, 3, "late", A))
    polls.change_state(book, poll, PollState.CLOSED)
    refused(book, "still to be decided", readings.mark_checked, book, poll)


def test_a_poll_without_papers_has_nothing_to_check(book: Book) -> None:
    empty = opened(book)
    polls.change_state(book, empty, PollState.CLOSED)
    refused(book, "No paper here is to be read a second time", readings.mark_checked, book, empty)


# Drawn by dice


@pytest.fixture
def long(book: Book, ranking: str) -> str:
    """Return a ranking with 61 ballots."""
    ballots.cast_all(book, [Ballot(ranking, n, marks={"1": 1}) for n in range(1, 62)])
    book.who = "KL"
    return ranking


def test_a_long_ranking_is_checked_by_thirty_papers_that_dice_chose(book: Book, long: str) -> None:
    polls.change_state(book, long, PollState.CLOSED)
    refused(book, "not been drawn", readings.mark_checked, book, long)
    refused(book, "Roll dice", readings.draw_sample, book, long, "  ")
    check = readings.draw_sample(book, long, " 3 1 6 6 2 ")
    assert (check.seed, check.total, len(check.numbers)) == ("3 1 6 6 2", 61, 30)
    refused(book, "drawn already", readings.draw_sample, book, long, "1")
    for number in check.numbers:
        assert readings.read(book, Reading(long, number, marks={"1": 1})) is None
    readings.mark_checked(book, long)
    assert second_view(book, long).progress.words == "30 of 61 clean: fewer than 5 wrong with 95 % confidence."
    assert len(second_view(book, long).unverified) == 31


def test_a_vote_on_few_papers_has_nothing_to_draw(book: Book, poll: str) -> None:
    refused(book, "nothing to draw", readings.draw_sample, book, poll, "3 1")


def test_a_random_check_keeps_the_draw_and_what_differed(book: Book, long: str) -> None:
    id, check = readings.draw_check(book, long, "6 6 6", 10)
    refused(book, "Only papers that were drawn", readings.compare, book, id, (1000,))
    readings.compare(book, id, (check.numbers[3],))
    [kept] = [c.what for c in records(book, Check)]
    assert (kept.purpose, kept.numbers, kept.wrong) == ("compared", check.numbers, (check.numbers[3],))
    refused(book, "From 1 to 61", readings.draw_check, book, long, "6 6", 62)


# Found wrong by a random check


@pytest.fixture
def wrong(book: Book, poll: str) -> str:
    """Return a closed poll of two papers, read twice, the first of which a random check found wrong."""
    for number in (1, 2):
        readings.read(book, Reading(poll, number, marks=A))
    polls.change_state(book, poll, PollState.CLOSED)
    id, _ = readings.draw_check(book, poll, "6 6 6", 2)
    readings.compare(book, id, (1,))
    return poll


def test_a_paper_that_a_random_check_found_wrong_is_in_doubt_and_nothing_is_declared(book: Book, wrong: str) -> None:
    view = poll_view(book, wrong)
    assert (view.differing, view.undecided) == ((1,), frozenset())
    assert view.doubt.words == "1 undecided (paper 1 differs from the screen by the random check)"
    assert margin(view).startswith("Not settled")
    assert view.waiting == {1: "DIFFERS from the screen by the random check"}
    assert [(case.number, case.why) for case in to_decide(view)] == [
        (1, "differs from the screen by the random check"),
    ]  # fmt: skip
    refused(book, "Paper 1 differs from the screen by the random check; key it again", polls.declare, book, wrong)
    refused(book, "still to be decided", readings.mark_checked, book, wrong)


def test_a_paper_found_wrong_is_in_doubt_until_it_is_keyed_again(book: Book, wrong: str) -> None:
    ballots.decide(book, Ballot(wrong, 1, marks=B))
    assert poll_view(book, wrong).differing == ()
    assert held(book, wrong, 1).marks == B
    polls.declare(book, wrong)


def test_a_paper_that_says_what_was_keyed_after_all_is_decided_too(book: Book, wrong: str) -> None:
    ballots.decide(book, held(book, wrong, 1))
    assert held(book, wrong, 1).reason == "looked at again after the random check 6 6 6"
    assert poll_view(book, wrong).differing == ()


def test_a_second_reading_that_the_paper_decides_puts_it_right(book: Book, wrong: str) -> None:
    readings.decide(book, Reading(wrong, 1, marks=B), "first")
    assert poll_view(book, wrong).differing == ()


def test_a_correction_that_is_undone_leaves_the_paper_in_doubt_again(book: Book, wrong: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    ballots.decide(book, Ballot(wrong, 1, marks=B))
    undo(book, trail)
    assert poll_view(book, wrong).differing == (1,)


def test_a_correction_from_before_the_check_does_not_answer_it(book: Book, wrong: str) -> None:
    ballots.decide(book, Ballot(wrong, 1, marks=B))
    id, _ = readings.draw_check(book, wrong, "1 1 1", 2)
    readings.compare(book, id, (1,))
    assert poll_view(book, wrong).differing == (1,)
    ballots.withdraw(book, records(book, Ballot, poll=wrong, number=1)[0].id, "no such paper")
    assert poll_view(book, wrong).differing == ()


def test_a_check_that_found_nothing_leaves_nothing_in_doubt(book: Book, wrong: str) -> None:
    id = records(book, Check)[0].id
    readings.compare(book, id, ())
    assert poll_view(book, wrong).differing == ()
    polls.declare(book, wrong)
