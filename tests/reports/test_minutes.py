"""What minutes say of how papers were checked, and of the rule's parameters: in words, and nothing about a voter."""

import re
from dataclasses import replace

import pytest

from hep_tui.actions import ballots, lots, meetings, polls, readings, secret_polls, timing
from hep_tui.actions.undo import Trail, redo, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.readings import Reading
from hep_tui.domain.result import Result
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.minutes_page import minutes_page
from hep_tui.reports.minutes_policy import parameters
from hep_tui.views.minutes import minutes
from hep_tui.views.register import register as view_of_register
from tests.conftest import with_a_place

OPTIONS = (Option("1", "Tea"), Option("2", "Coffee"), Option("3", "Water"))
DRINKS = Poll("Drinks", "Which?", "choose", OPTIONS, rule="plurality", tie_chain=("lot",))
EVERY = [(method, rule) for method in METHODS for rule in METHODS[method].rules]
PROGRAM = re.compile(r"close-up|exhaust|^majority$|None|\[\]|plurality|tie_chain|seed|[a-z]_[a-z]")


def closed(book: Book, poll: Poll = DRINKS) -> str:
    id = polls.create(book, poll)
    polls.change_state(book, id, PollState.OPEN)
    for number, option in enumerate(("1", "1", "2", "2", "3"), 1):
        ballots.cast(book, Ballot(id, number, marks={option: 1}))
    polls.change_state(book, id, PollState.CLOSED)
    return id


def test_minutes_say_who_read_twice_what_differed_what_was_drawn_and_what_is_left_in_doubt(book: Book) -> None:
    id, first_keyer = closed(book), book.who
    book.who = "KL"
    for number, option in ((1, "1"), (2, "1"), (3, "2")):
        readings.read(book, Reading(id, number, marks={option: 1}))
    readings.decide(book, Reading(id, 4, marks={"1": 1}), "second")
    check, drawn = readings.draw_check(book, id, "3 1 6", 2)
    readings.compare(book, check, drawn.numbers[:1])
    first = drawn.numbers[0]
    ballots.decide(book, Ballot(id, first, marks={"3": 1}))
    lots.draw(book, id, "6 1 4")
    polls.declare(book, id)
    said = minutes(book, id).checked
    assert f"Keyed first by {first_keyer}; read again by KL." in said
    assert "Paper 4: the two readings differed; the second one is right, as KL decided." in said
    numbers = ", ".join(map(str, drawn.numbers))
    assert (
        f"Random check, from the roll 3 1 6: {numbers} of 5 papers were drawn and compared with the screen; "
        f"paper {first} differed, decided since." in said
    )
    assert "The lot: 6 1 4 was rolled in public." in said
    assert said[-1].startswith(("Settled: ", "Not settled: "))
    assert "not read twice" in said[-1]
    page = minutes_page(minutes(book, id))
    assert "How the papers were checked" in page
    assert all(line.split(";")[0] in page for line in said)


def test_minutes_list_by_number_what_was_corrected_decided_and_refused_and_why(book: Book) -> None:
    id = polls.create(book, DRINKS)
    polls.change_state(book, id, PollState.OPEN)
    trail = Trail()
    book.on_append = trail.note
    cast = {n: ballots.cast(book, Ballot(id, n, marks={"1": 1})) for n in (1, 2, 3, 4)}
    ballots.cast(book, Ballot(id, 5, "query", {"2": 1}, reason="two 3s?"))
    ballots.cast(book, Ballot(id, 6, "rejected", reason="signed"))
    ballots.amend(book, cast[1], Ballot(id, 1, marks={"2": 1}))
    undo(book, trail)
    ballots.amend(book, cast[2], Ballot(id, 2, marks={"2": 1}))
    undo(book, trail)
    redo(book, trail)
    ballots.withdraw(book, cast[3], "the teller's own")
    undo(book, trail)
    ballots.withdraw(book, cast[4], "found in the wrong box.")
    ballots.cast(book, Ballot(id, 7, marks={"1": 1}))
    undo(book, trail)
    ballots.cast(book, Ballot(id, 7, marks={"1": 1}))
    ballots.decide(book, Ballot(id, 5, marks={"2": 1}, reason="the second 3 is crossed out"))
    polls.change_state(book, id, PollState.CLOSED)
    ballots.cast(book, Ballot(id, 8, "late", {"1": 1}, reason="by post"))
    ballots.admit(book, id, [8], "posted in time")
    readings.decide(book, Reading(id, 1, marks={"3": 1}), "second")
    polls.declare(book, id)
    found = minutes(book, id)
    assert found.corrected == (
        "Paper 1: corrected, because: second keying.",
        "Paper 2: corrected.",
        "Paper 4: taken out, because: found in the wrong box.",
        "Paper 5: parked, “two 3s?”; decided: valid, because: the second 3 is crossed out.",
        "Paper 6: rejected, because: signed.",
        "Paper 8: late, and admitted, because: posted in time.",
    )
    page = minutes_page(found)
    assert all(line in page for line in found.corrected)


def test_minutes_of_a_poll_that_nobody_checked_say_so(book: Book) -> None:
    id = closed(book)
    polls.declare(book, id)
    said = minutes(book, id).checked
    assert said[:3] == ("No paper was read a second time.", "No random check was made.", "The lot was not drawn.")


def test_minutes_of_a_secret_poll_and_of_hands_tell_of_no_paper(book: Book) -> None:
    with_a_place(book)
    id = polls.create(book, replace(DRINKS, keep="secret", tie_chain=()))
    polls.change_state(book, id, PollState.OPEN)
    for option in "11122":
        secret_polls.cast(book, id, {option: 1})
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    first, *_ = minutes(book, id).checked
    assert first.startswith("The vote was secret")
    assert not any("aper" in line.split(":")[0] for line in minutes(book, id).checked[1:])
    hands = polls.create(book, Poll("Join?", method="hands", options=OPTIONS[:2], rule="plurality"))
    polls.change_state(book, hands, PollState.OPEN)
    polls.show_hands(book, Hands(hands, 3, {"1": {"": 2}, "2": {"": 1}}))
    polls.change_state(book, hands, PollState.CLOSED)
    polls.declare(book, hands)
    assert minutes(book, hands).checked == ("Hands were counted in the room, so there were no papers to check.",)


@pytest.mark.parametrize(("method", "rule"), EVERY)
def test_every_parameter_of_every_rule_is_in_words(method: str, rule: str) -> None:
    from hep_tui.counting.tally import policy

    scale = (Level(1, "no"), Level(5, "yes")) if method in ("score", "gradient") else ()
    poll = Poll("Drinks", "", method, OPTIONS, rule=rule, scale=scale, ties=True, tie_chain=("borda", "lot"))
    said = parameters(replace(poll, no_change="3"), Result("", "", policy=policy(poll, "6 1 4").as_dict()))
    assert said[0][0] == "rule"
    assert ("a tie", "shown as a tie, then by mean rank, then by lot") in said
    assert ("roll of the lot", "6 1 4") in said
    assert not [words for pair in said for words in pair if PROGRAM.search(words)]


@pytest.mark.parametrize("policy", [{}, {"tie_chain": 3, "scale": "x", "skipped": [1], "budget": None}])
def test_a_foreign_policy_is_told_as_far_as_it_can_be(policy: dict[str, object]) -> None:
    for method, rule in EVERY:
        assert parameters(replace(DRINKS, method=method, rule=rule), Result("", "", policy=policy))


def test_time_that_is_given_is_no_second_opening(book: Book) -> None:
    id = polls.create(book, DRINKS)
    polls.change_state(book, id, PollState.OPEN)
    timing.give_minutes(book, id, 10)
    ballots.cast(book, Ballot(id, 1, marks={"1": 1}))
    polls.change_state(book, id, PollState.CLOSED)
    polls.reopen(book, id, reason="one came late")
    timing.give_minutes(book, id, 5)
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    said = [event.words for event in minutes(book, id).events]
    assert said[:-1] == ["open", "closed", "open, because: one came late", "closed"]


def test_minutes_tell_schools_present_from_people_and_have_no_column_without_figures(book: Book) -> None:
    meeting = records(book, Meeting)[0].id
    for n in (1, 2, 3):
        meetings.attend(book, Attendance(meeting, f"walk-in-{n}", phase="primary"))
    school = view_of_register(book, meeting).schools[0]
    for code in (school.urn, f"{school.urn}-2"):
        meetings.attend(book, Attendance(meeting, code, phase=school.phase))
    options = tuple(Option(id, f"Model {id}") for id in "ABZ")
    id = polls.create(book, Poll("Which?", "Which?", "rank", options, rule="schulze", unit="school", meeting=meeting))
    polls.change_state(book, id, PollState.OPEN)
    ballots.cast(book, Ballot(id, 1, marks={"A": 1, "B": 2}))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    page = minutes_page(minutes(book, id))
    assert "Present in the register: 1 school (5 people)." in page
    assert "Figure" not in page
