"""Two people read a paper; what they agree on is verified for as long as it is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pace import Pace
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.readings import Check, Reading, by_sample, same, second_keying, verified

MODELS = Poll("Which?", options=tuple(Option(letter, f"Model {letter}", 1) for letter in "ABZ"))
LONG = Poll("First?", options=tuple(Option(str(i), f"Priority {i}") for i in range(1, 9)))


def papers(n: int) -> list[Ballot]:
    return [Ballot("p", i, marks={"1": 1}) for i in range(1, n + 1)]


def read(ballot: Ballot) -> Reading:
    return Reading("p", ballot.number, ballot.status, ballot.marks)


def test_a_long_ranking_is_read_by_sample_and_a_vote_on_models_whole() -> None:
    assert not by_sample(LONG, 59)
    assert by_sample(LONG, 60)
    assert not by_sample(MODELS, 500)
    assert not by_sample(replace(LONG, method="choose"), 500)


def test_marks_of_a_paper_that_does_not_count_are_not_compared() -> None:
    assert same(Ballot("p", 1, "rejected", {"1": 1}), Reading("p", 1, "rejected"))
    assert not same(Ballot("p", 1, "valid", {"1": 1}), Reading("p", 1, "valid", {"1": 2}))
    assert not same(Ballot("p", 1, "blank"), Reading("p", 1, "spoilt"))


def test_a_correction_after_the_second_reading_has_to_be_read_again() -> None:
    ballot = Ballot("p", 1, marks={"1": 1})
    assert verified(ballot, read(ballot))
    assert not verified(replace(ballot, marks={"2": 1}), read(ballot))
    assert not verified(ballot, None)


def test_a_sample_has_to_be_drawn_and_then_read() -> None:
    held = papers(60)
    assert second_keying(LONG, held, [], None).needs_draw
    draw = Check("p", "second", "1 2 3", 60, (3, 9))
    half = second_keying(LONG, held, [read(held[2])], draw)
    assert (half.left, half.complete) == ((9,), False)
    assert half.words.startswith("1 of 2 drawn papers read, none keyed wrongly so far. If all are, 2 of 60 clean")
    assert second_keying(LONG, held, [read(held[2]), read(held[8])], draw).complete


def test_one_paper_keyed_wrongly_in_the_sample_means_that_all_are_read() -> None:
    held = papers(60)
    wrong = Reading("p", 3, "valid", {"1": 1}, "second", "valid", {"2": 1}, "valid", {"1": 1})
    now = second_keying(LONG, held, [wrong], Check("p", "second", "1 2 3", 60, (3, 9)))
    assert len(now.wanted) == 60
    assert now.wrong == (3,)
    assert now.words == "1 of 60 papers read twice, 1 keyed wrongly so far."


def test_a_difference_in_which_the_first_was_right_leaves_the_sample_alone() -> None:
    held = papers(60)
    slip = Reading("p", 3, "valid", {"2": 1}, "first", "valid", {"1": 1}, "valid", {"1": 1})
    now = second_keying(LONG, held, [slip], Check("p", "second", "1 2 3", 60, (3, 9)))
    assert (now.wanted, now.differed, now.wrong) == ((3, 9), (3,), ())
    assert 3 in now.done


def test_papers_that_wait_are_not_read_yet() -> None:
    held = [Ballot("p", 1, "query"), Ballot("p", 2, "late", {"1": 1}), Ballot("p", 3, "blank")]
    assert second_keying(LONG, held, [], None).wanted == (3,)
    assert not second_keying(LONG, held[:2], [], None).complete


@given(st.lists(st.floats(0, 50), max_size=30), st.integers(0, 20))
def test_the_pace_counts_every_key_and_only_time_that_was_worked(pauses: list[float], papers: int) -> None:
    pace, at = Pace(), 1000.0
    for pause in pauses:
        at += pause
        pace = pace.key(at, correction=pause > 25)
    rested = pace.key(at + 4000)
    assert pace.keys == len(pauses)
    assert pace.corrections == sum(pause > 25 for pause in pauses)
    assert rested.seconds == pace.seconds <= sum(pauses) + 1e-6


def test_the_pace_is_said_in_words() -> None:
    assert Pace().words == "No paper keyed yet."
    assert (
        Pace(2, 18, 1, 19.0).words == "2 papers, 9.5 seconds and 9.0 keys a paper, 1 corrections. This is not stored."
    )
