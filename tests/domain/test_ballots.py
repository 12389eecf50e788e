"""Keying one paper ballot: whatever is pressed, the ballot is possible, said in words, and can be gone back on."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import (
    Ballot,
    Split,
    echo,
    marks_said,
    ordinal,
    said,
    said_of,
    short_echo,
)
from hep_tui.domain.keying import Keying, Refused
from hep_tui.domain.polls import Option, Poll
from hep_tui.errors import HepError

LETTERS = string.ascii_uppercase
MODELS = tuple(Option(letter, f"model {letter.lower()}", 1) for letter in LETTERS[:4])
KEYS = "0123456789.+-*"


def keyed(poll: Poll, keys: str) -> Keying:
    keying = Keying(poll)
    for key in keys:
        keying = keying.press(key)
    return keying


def marks(poll: Poll, keys: str) -> dict[str, int]:
    return keyed(poll, keys).ballot_marks()


DOWN = Poll("Which?", options=MODELS)
ORDER = Poll("Which?", options=MODELS, layout="order")
TIES = Poll("Which?", options=MODELS, ties=True)
TIES_IN_ORDER = Poll("Which?", options=MODELS, ties=True, layout="order")
TWELVE = Poll("First?", options=tuple(Option(str(i), f"Priority {i}") for i in range(1, 13)), top=5)


# Down the page


def test_digits_give_ranks_down_the_page() -> None:
    assert marks(DOWN, "4213") == {"A": 4, "B": 2, "C": 1, "D": 3}


def test_a_full_point_leaves_an_option_blank() -> None:
    keying = keyed(DOWN, "1.2")
    assert keying.ballot_marks() == {"A": 1, "C": 2}
    assert [keying.cell(o.id) for o in MODELS] == ["1", ".", "2", ""]


def test_nought_is_ten() -> None:
    ten = Poll("First?", options=tuple(Option(str(i), f"P{i}") for i in range(1, 11)))
    assert marks(ten, "0")["1"] == 10
    in_order = Poll("First?", options=ten.options, layout="order")
    assert marks(in_order, "0") == {"10": 1}


def test_a_ballot_is_full_after_the_last_option_down_the_page() -> None:
    assert not keyed(DOWN, "123").full
    assert keyed(DOWN, "123.").full
    assert keyed(TWELVE, "12345.......").full


def test_the_same_rank_as_the_one_above_needs_a_plus_or_its_digit() -> None:
    assert marks(TIES, "1+2+") == marks(TIES, "1122") == {"A": 1, "B": 1, "C": 2, "D": 2}


# In order of rank


def test_digits_name_options_in_order_of_rank() -> None:
    assert marks(ORDER, "421") == {"D": 1, "B": 2, "A": 3}


def test_a_plus_puts_the_next_option_level_with_the_one_before() -> None:
    assert marks(TIES_IN_ORDER, "4+21") == {"D": 1, "B": 1, "A": 2}
    assert marks(TIES_IN_ORDER, "4++21") == {"D": 1, "B": 1, "A": 2}


def test_no_more_than_the_top_few_can_be_named() -> None:
    top = Poll("Which?", options=MODELS, top=2, layout="order")
    assert keyed(top, "42").full
    with pytest.raises(Refused, match="The ballot is full: Enter accepts it"):
        keyed(top, "421")


# Going back


def test_going_back_takes_the_last_mark_back_and_a_tie_with_it() -> None:
    assert keyed(DOWN, "12-") == keyed(DOWN, "1")
    assert keyed(DOWN, "1.-") == keyed(DOWN, "1")
    assert keyed(TIES, "1+-") == keyed(TIES, "1")
    assert keyed(ORDER, "42-") == keyed(ORDER, "4")
    assert keyed(TIES_IN_ORDER, "4+-") == keyed(TIES_IN_ORDER, "4")
    assert keyed(TIES_IN_ORDER, "4+2-") == keyed(TIES_IN_ORDER, "4")


def test_going_back_on_an_empty_ballot_changes_nothing() -> None:
    assert keyed(DOWN, "---") == Keying(DOWN)


def test_a_star_clears_the_ballot() -> None:
    assert keyed(TIES_IN_ORDER, "4+2*") == Keying(TIES_IN_ORDER)


# What cannot be


@pytest.mark.parametrize(
    ("poll", "keys", "words"),
    [
        (DOWN, "11", "model a already has rank 1; look at the paper, or - to go back."),
        (DOWN, "5", "Only ranks 1 to 4 can be given here."),
        (TWELVE, "6", "Only ranks 1 to 5 can be given here."),
        (DOWN, "0", "Only ranks 1 to 4 can be given here."),
        (DOWN, "1+", "Equal places are not allowed in this poll; look at the paper."),
        (DOWN, "12341", "The ballot is full: Enter accepts it, - takes the last mark back."),
        (DOWN, "1234.", "The ballot is full: Enter accepts it, - takes the last mark back."),
        (DOWN, "x", "x is not a mark here: use the digits, . for blank, + for a tie, - to go back."),
        (DOWN, "٣", "٣ is not a mark here"),
        (DOWN, "²", "² is not a mark here"),
        (ORDER, "44", "model d is already ranked; look at the paper, or - to go back."),
        (ORDER, "5", "There are 4 options on this paper."),
        (ORDER, ".", "In rank order there is nothing to leave blank: Enter accepts what is ranked so far."),
        (TIES, "+", "A tie needs a mark before it and an option after it."),
        (TIES, "1234+", "A tie needs a mark before it and an option after it."),
        (TIES_IN_ORDER, "+", "A tie needs a mark before it and an option after it."),
        (TIES_IN_ORDER, "1234+", "A tie needs a mark before it and an option after it."),
    ],
)
def test_a_mark_that_cannot_be_is_refused_in_words(poll: Poll, keys: str, words: str) -> None:
    before = keyed(poll, keys[:-1])
    with pytest.raises(Refused) as refused:
        before.press(keys[-1])
    assert str(refused.value).startswith(words)
    assert isinstance(refused.value, HepError)
    assert before == keyed(poll, keys[:-1])


# Whatever is pressed


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    size = draw(st.integers(2, 12))
    options = tuple(Option(LETTERS[i], f"the label of {LETTERS[i]}") for i in range(size))
    top, ties, layout = draw(st.integers(0, size)), draw(st.booleans()), draw(st.sampled_from(["down", "order"]))
    return Poll("Which?", options=options, top=top, ties=ties, layout=layout)


keys_pressed = st.lists(st.sampled_from(KEYS) | st.sampled_from(KEYS[:4]) | st.text(max_size=2), max_size=40)


def possible(keying: Keying) -> None:
    """Assert that a ballot, full or not, could be a paper of its poll."""
    poll, held = keying.poll, keying.ballot_marks()
    ids = [o.id for o in poll.options]
    assert len(held) == len(keying.marks)
    assert set(held) <= set(ids)
    assert not set(held) & set(keying.skipped)
    assert all(1 <= rank <= poll.most for rank in held.values())
    if not poll.ties:
        assert len(set(held.values())) == len(held)
    if poll.layout == "down":
        assert set(held) | set(keying.skipped) == set(ids[: keying.place])
    else:
        assert keying.place == len(held)
        assert set(held.values()) == set(range(1, len(set(held.values())) + 1))


@given(polls(), keys_pressed)
def test_no_key_ever_does_anything_but_mark_or_refuse(poll: Poll, pressed: list[str]) -> None:
    keying = Keying(poll)
    for key in pressed:
        try:
            after = keying.press(key)
        except Refused:
            continue
        possible(after)
        if key == "*":
            assert after == Keying(poll)
        elif key != "-" and after.place != keying.place:
            back = after.press("-")
            assert (back.marks, back.skipped, back.place) == (keying.marks, keying.skipped, keying.place)
        keying = after


@given(polls(), keys_pressed)
def test_any_ballot_can_be_gone_back_on_to_the_beginning(poll: Poll, pressed: list[str]) -> None:
    keying = pressed_on(poll, pressed)
    for _ in range(len(poll.options) + 1):
        keying = keying.press("-")
    assert keying == Keying(poll)


@given(polls(), keys_pressed)
def test_the_echo_names_every_mark_with_its_rank_and_nothing_else(poll: Poll, pressed: list[str]) -> None:
    held = pressed_on(poll, pressed).ballot_marks()
    said = echo(poll, held)
    parts = [part.split(" ", 1) for part in said.split(" · ")] if held else []
    read = {label.split(" ")[0]: place for place, labels in parts for label in labels.split(" = ")}
    assert read == {option: ordinal(rank) for option, rank in held.items()}
    assert said == "blank" if not held else all(poll.label(option) in said for option in held)
    assert len(short_echo(poll, held).split()) == (poll.most if held else 1)


def pressed_on(poll: Poll, pressed: list[str]) -> Keying:
    keying = Keying(poll)
    for key in pressed:
        try:
            keying = keying.press(key)
        except Refused:
            continue
    return keying


@st.composite
def rankings(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """Return how many options there are, and tiers of some of them, best first."""
    size = draw(st.integers(2, 10))
    ranked = draw(st.lists(st.integers(1, size), unique=True, max_size=size))
    tiers: list[list[int]] = []
    for number in ranked:
        if tiers and draw(st.booleans()):
            tiers[-1].append(number)
        else:
            tiers.append([number])
    return size, tiers


@given(rankings())
def test_both_layouts_of_a_paper_give_the_same_ballot(ranking: tuple[int, list[list[int]]]) -> None:
    size, tiers = ranking
    options = tuple(Option(str(i), f"P{i}") for i in range(1, size + 1))
    ties = any(len(tier) > 1 for tier in tiers)
    ranks = {number: rank for rank, tier in enumerate(tiers, 1) for number in tier}
    in_order = "".join("+".join(str(number % 10) for number in tier) for tier in tiers)
    down_the_page = "".join(str(ranks[i] % 10) if i in ranks else "." for i in range(1, size + 1))
    found = marks(Poll("First?", options=options, ties=ties, layout="order"), in_order)
    assert found == marks(Poll("First?", options=options, ties=ties), down_the_page)
    assert found == {str(number): rank for number, rank in ranks.items()}


# In words


def test_a_ballot_is_echoed_best_first_with_ties_and_letters() -> None:
    held = {"D": 1, "B": 2, "A": 2}
    assert echo(TIES, held) == "1st D model d · 2nd A model a = B model b"
    assert short_echo(TIES, held) == "D A=B · ·"


def test_numbers_only_count_down_the_page_and_are_not_said() -> None:
    assert echo(TWELVE, {"12": 1, "3": 2}) == "1st Priority 12 · 2nd Priority 3"
    assert short_echo(TWELVE, {"12": 1, "3": 2}) == "12 3 · · ·"
    five = replace(TWELVE, options=TWELVE.options[:5])
    assert short_echo(five, {"1": 3, "2": 1, "3": 2, "4": 4}) == "3 1 2 4 ·"
    assert short_echo(replace(five, layout="order"), {"2": 1, "3": 2, "1": 3}) == "2 3 1 · ·"


def test_an_empty_ballot_is_blank_in_words() -> None:
    assert echo(DOWN, {}) == short_echo(DOWN, {}) == "blank"


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (101, "101st"), (111, "111th")],
)  # fmt: skip
def test_places_are_said_as_people_say_them(n: int, words: str) -> None:
    assert ordinal(n) == words


def test_a_ballot_is_valid_and_one_persons_if_nothing_else_is_said() -> None:
    ballot = Ballot("p", 7)
    assert (ballot.status, ballot.marks, ballot.unit, ballot.people) == ("valid", {}, "person", 1)


def test_a_ballot_is_said_with_the_people_and_the_parts_of_a_table() -> None:
    options = tuple(Option(id, f"Model {id}") for id in "AB")
    poll = Poll("Which?", method="choose", options=options)
    split = Ballot("", 1, unit="table", people=5, splits=(Split(3, {"A": 1}), Split(2, {"B": 1})))
    assert said_of(poll, split) == "table of 5: 3 for A Model A; 2 for B Model B"
    assert said_of(poll, replace(split, status="query")) == "query"
    assert marks_said(poll, replace(split, status="query"), short_echo) == "table of 5: 3 for A; 2 for B"
    assert said(poll, "valid", {"A": 1}) == "A Model A"
    assert said(poll, "valid", {"A": 1}, 4) == "table of 4: A Model A"
