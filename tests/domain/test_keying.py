"""Keying by every method: one key a mark, the keypad alone, and nothing that no paper could say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot, Split, echo, fault, short_echo
from hep_tui.domain.keying import Keying, Refused, guide, prompt
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Option, Poll

MODELS = tuple(Option(letter, f"model {letter.lower()}", 1) for letter in "ABCD")
FIVE = tuple(Level(n, f"level {n}") for n in range(5, 0, -1))
TWELVE = tuple(Option(str(i), f"Priority {i}") for i in range(1, 13))
CHOOSE = Poll("Which?", method="choose", options=MODELS, rule="plurality")
CHOOSE_MANY = Poll("Which?", method="choose", options=TWELVE, rule="plurality")
APPROVE = Poll("Which?", method="approve", options=MODELS, rule="approval")
TOGGLE = Poll("Which?", method="approve", options=MODELS, rule="approval", layout="order")
SCORE = Poll("Which?", method="score", options=MODELS, rule="score")
GRADIENT = Poll("Agree?", method="gradient", options=MODELS[:2], rule="majority-judgement", scale=FIVE)
POINTS = Poll("Share?", method="points", options=MODELS, rule="points")
EVERY = (CHOOSE, CHOOSE_MANY, APPROVE, TOGGLE, SCORE, GRADIENT, POINTS)


def keyed(poll: Poll, keys: str) -> Keying:
    keying = Keying(poll)
    for key in keys:
        keying = keying.press(key)
    return keying


@pytest.mark.parametrize(
    ("poll", "keys", "marks"),
    [
        (CHOOSE, "3", {"C": 1}),
        (CHOOSE, "3-1", {"A": 1}),
        (CHOOSE_MANY, "...1", {"4": 1}),
        (APPROVE, "1.1", {"A": 1, "C": 1}),
        (TOGGLE, "13", {"A": 1, "C": 1}),
        (TOGGLE, "131", {"C": 1}),
        (TOGGLE, "12341", {"B": 1, "C": 1, "D": 1}),
        (SCORE, "50.3", {"A": 5, "B": 0, "D": 3}),
        (GRADIENT, "41", {"A": 4, "B": 1}),
        (GRADIENT, ".2", {"B": 2}),
        (POINTS, "6.4", {"A": 6, "B": 4}),
        (POINTS, "10", {"A": 10}),
        (POINTS, "3,.4+3", {"A": 3, "C": 4, "D": 3}),
        (POINTS, "0.7.-6", {"A": 0, "B": 6}),
        (POINTS, "3.4-5", {"A": 3, "B": 5}),
    ],
)
def test_one_key_is_one_mark(poll: Poll, keys: str, marks: dict[str, int]) -> None:
    assert keyed(poll, keys).ballot_marks() == marks


def test_what_is_left_out_is_blank_and_not_nought() -> None:
    keying = keyed(SCORE, "0.")
    assert [keying.cell(o.id) for o in MODELS] == ["0", ".", "", ""]
    assert keying.ballot_marks() == {"A": 0}


@pytest.mark.parametrize(
    ("poll", "keys", "words"),
    [
        (CHOOSE, "33", "The ballot is full: Enter accepts it"),
        (CHOOSE, "5", "There are 4 options on this paper."),
        (CHOOSE, ".", "Digits name the options here"),
        (CHOOSE, "1+", "There are no ranks on this paper"),
        (CHOOSE_MANY, "1.1", "Priority 1 is already marked, and a ballot marks one; look at the paper."),
        (APPROVE, "2", "Down this paper 1 is a mark and . is none; look at the paper."),
        (APPROVE, "....1", "The ballot is full"),
        (SCORE, "6", "6 is not on the scale: it goes from 0 to 5; . leaves it blank."),
        (GRADIENT, "0", "0 is not on the scale: it goes from 1 to 5; . leaves it blank."),
        (GRADIENT, "4+", "There are no ranks on this paper"),
        (POINTS, "11", "11 points are more than the 10 that are left"),
        (POINTS, "6.5", "5 points are more than the 4 that are left"),
        (POINTS, "6x", "x is not a mark here"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_in_words(poll: Poll, keys: str, words: str) -> None:
    before = keyed(poll, keys[:-1])
    with pytest.raises(Refused) as refused:
        before.press(keys[-1])
    assert str(refused.value).startswith(words)


def test_the_points_that_are_left_are_said() -> None:
    assert keyed(POINTS, "6.").words == "A model a: 6 · 4 of 10 points left"
    assert keyed(POINTS, "6.4").words == "A model a: 6 · B model b: 4 · none of 10 points left"


@given(st.sampled_from(EVERY), st.lists(st.sampled_from("0123456789.,+-*"), max_size=30))
def test_whatever_is_keyed_could_stand_on_a_paper(poll: Poll, keys: list[str]) -> None:
    keying = Keying(poll)
    for key in keys:
        try:
            keying = keying.press(key)
        except Refused:
            continue
        marks = keying.ballot_marks()
        assert not marks or fault(poll, Ballot("p", 1, marks=marks)) == ""
        assert (keying.here is None) == (keying.by_number or keying.full)
        assert len([c for o in poll.options if (c := keying.cell(o.id)) not in ("", ".")]) == len(marks)
        assert keying.words
    for _ in range(60):
        keying = keying.press("-")
    assert keying == Keying(poll)


@pytest.mark.parametrize("poll", [*EVERY, Poll("R", options=MODELS), Poll("R", options=MODELS, layout="order")])
def test_every_method_says_which_keys_it_takes(poll: Poll) -> None:
    assert prompt(poll) == Keying(poll).words
    assert all(0 < len(line) <= 120 for line in guide(poll))


@pytest.mark.parametrize(
    ("poll", "marks", "said", "short"),
    [
        (CHOOSE, {"C": 1}, "C model c", "C"),
        (APPROVE, {"C": 1, "A": 1}, "A model a · C model c", "A C"),
        (SCORE, {"A": 5, "C": 0}, "A model a: 5 · C model c: 0", "5 · 0 ·"),
        (GRADIENT, {"B": 2}, "B model b: 2 level 2", "· 2"),
        (POINTS, {}, "blank", "blank"),
    ],
)
def test_every_ballot_reads_in_words(poll: Poll, marks: dict[str, int], said: str, short: str) -> None:
    assert (echo(poll, marks), short_echo(poll, marks)) == (said, short)


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        (Ballot("p", 1, unit="table", people=7, splits=(Split(5, {"A": 1}), Split(2, {"B": 1}))), ""),
        (Ballot("p", 1, unit="table", people=7, splits=(Split(5, {"A": 1}), Split(1, {"B": 1}))),
         "The parts of this table are 5 + 1 = 6, and it stands for 7; nothing was stored."),
        (Ballot("p", 1, unit="table", people=7, splits=(Split(8, {"A": 1}), Split(-1, {"B": 1}))), "The parts of this"),
        (Ballot("p", 1, people=7, splits=(Split(7, {"A": 1}),)), "Only the ballot of a table can be split"),
        (Ballot("p", 1, marks={"A": 1}, unit="table", people=1, splits=(Split(1, {"A": 1}),)), "A table that split"),
        (Ballot("p", 1, unit="table", people=2, splits=(Split(1, {"A": 1}), Split(1, {}))), ""),
        (Ballot("p", 1, marks={"A": 1}, people=0), "A ballot stands for at least one person"),
        (Ballot("p", 1, marks={"A": 1, "B": 1}), "This ballot marks more than one option"),
        (Ballot("p", 1, marks={"A": 2}), "An option is marked or it is not"),
    ],
)  # fmt: skip
def test_a_ballot_that_does_not_add_up_is_refused_in_words(ballot: Ballot, words: str) -> None:
    assert fault(CHOOSE, ballot).startswith(words)
    assert bool(fault(CHOOSE, ballot)) == bool(words)


def test_marks_off_the_scale_or_over_the_points_are_refused() -> None:
    assert fault(SCORE, Ballot("p", 1, marks={"A": 6})).startswith("Marks go from 0 to 5 here")
    assert fault(POINTS, Ballot("p", 1, marks={"A": 6, "B": 5})).startswith("This ballot shares out 11 points")


def test_a_split_table_speaks_with_its_largest_part_and_with_none_where_parts_are_level() -> None:
    uneven = Ballot("p", 1, unit="table", people=7, splits=(Split(2, {"B": 1}), Split(5, {"A": 1})))
    level = Ballot("p", 1, unit="table", people=4, splits=(Split(2, {"B": 1}), Split(2, {"A": 1})))
    assert (uneven.voice, level.voice) == ({"A": 1}, {})
