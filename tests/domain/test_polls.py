"""Where a poll may go, how its rule reads, and what its account and its hands must add up to."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.pack import Level
from hep_tui.domain.polls import (
    TIES,
    Account,
    Hands,
    Line,
    Option,
    Poll,
    PollState,
    account_lines,
    hands_line,
    move,
    same_label,
)
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.errors import HepError

DRAFT, OPEN, CLOSED, CHECKED, DECLARED = PollState
OPTIONS = (Option("1", "For"), Option("2", "Against"), Option("3", "Later"))

# Every move there is, and whether it asks for a reason.
MOVES = {
    (DRAFT, OPEN): False,
    (OPEN, CLOSED): False,
    (CLOSED, CHECKED): False,
    (CLOSED, DECLARED): False,
    (CHECKED, DECLARED): False,
    (DECLARED, DECLARED): False,
    (CLOSED, OPEN): True,
    (CHECKED, OPEN): True,
    (DECLARED, OPEN): True,
}


@pytest.mark.parametrize(("now", "to"), product(PollState, PollState))
def test_a_poll_moves_only_along_the_moves_there_are(now: PollState, to: PollState) -> None:
    if (now, to) in MOVES:
        move(now, to, "because")
    else:
        with pytest.raises(HepError, match=f"A poll that is {now} cannot become {to}; nothing was changed") as error:
            move(now, to, "because")
        assert re.search(r"every vote is safe: .*(open|close|declare)", str(error.value))


@pytest.mark.parametrize(("now", "to"), MOVES)
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_opening_again_and_nothing_else_asks_for_a_reason(now: PollState, to: PollState, reason: str) -> None:
    if MOVES[now, to]:
        with pytest.raises(HepError, match="Reopening a poll needs a reason for the record"):
            move(now, to, reason)
    else:
        move(now, to, reason)


def test_a_declared_poll_can_always_be_reached_and_always_be_opened_again() -> None:
    reached = {DRAFT}
    while more := {to for now, to in MOVES if now in reached} - reached:
        reached |= more
    assert reached == set(PollState)
    assert (DECLARED, OPEN) in MOVES


# The account of papers

ACCOUNT = Account("p", printed=100, issued=80, unused=20, spoilt=3, not_returned=2)
KEYED = {"valid": 70, "blank": 2, "rejected": 1, "query": 2, "spoilt": 9}


def off(account: Account, keyed: dict[str, int]) -> list[int]:
    return [line.off for line in account_lines(account, keyed)]


def test_a_balanced_account_says_so_line_by_line() -> None:
    lines = account_lines(ACCOUNT, KEYED)
    assert [line.words for line in lines] == [
        "printed 100 = issued 80 + unused 20   balanced",
        "issued 80 = cast 75 + spoilt 3 + not returned 2   balanced",
        "cast 75 = valid 70 + blank 2 + rejected 1 + query 2   balanced",
    ]


@pytest.mark.parametrize(
    ("account", "keyed", "expected"),
    [
        (Account("p", 101, 80, 20, 3, 2), KEYED, [1, 0, 0]),
        (Account("p", 100, 80, 25, 3, 2), KEYED, [-5, 0, 0]),
        (ACCOUNT, KEYED | {"valid": 69}, [0, 0, 1]),
        (ACCOUNT, KEYED | {"valid": 74}, [0, 0, -4]),
        (Account("p", 100, 80, 20, 2, 2), KEYED, [0, 0, 1]),
        (Account("p", 5, 5, 0, 4, 3), {}, [0, -2, -2]),
        (Account("p"), {}, [0, 0, 0]),
    ],
)
def test_the_line_that_does_not_add_up_is_the_one_that_is_off(
    account: Account, keyed: dict[str, int], expected: list[int]
) -> None:
    assert off(account, keyed) == expected


@pytest.mark.parametrize(("by", "words"), [(3, "x   off by 3"), (-3, "x   off by 3"), (0, "x   balanced")])
def test_what_is_off_is_said_in_words(by: int, words: str) -> None:
    assert Line("x", by).words == words


_FEW = st.integers(0, 50)


@given(valid=_FEW, blank=_FEW, rejected=_FEW, query=_FEW, spoilt=_FEW, lost=_FEW, unused=_FEW, extra=_FEW)
def test_papers_that_were_all_accounted_for_balance_and_a_paper_too_many_is_seen(
    valid: int, blank: int, rejected: int, query: int, spoilt: int, lost: int, unused: int, extra: int
) -> None:
    keyed = {"valid": valid, "blank": blank, "rejected": rejected, "query": query}
    issued = valid + blank + rejected + query + spoilt + lost
    account = Account("p", issued + unused, issued, unused, spoilt, lost)
    assert off(account, keyed) == [0, 0, 0]
    assert off(account, keyed | {"valid": valid + extra})[2] == -extra


# A show of hands

SHOW = Poll("Join?", method="hands", options=OPTIONS[:2])


def test_a_show_of_hands_that_adds_up_says_so() -> None:
    hands = Hands("p", 20, {"1": {"primary": 7, "secondary": 4}, "2": {"": 5}}, abstained=3, not_voting=1)
    assert (hands.total("1"), hands.total("2"), hands.total("9")) == (11, 5, 0)
    assert hands_line(SHOW, hands).words == "for 11 + against 5 + abstained 3 + not voting 1 = present 20   balanced"


@pytest.mark.parametrize(("present", "expected"), [(20, 0), (19, 1), (23, -3)])
def test_hands_that_do_not_add_up_are_off_by_so_many(present: int, expected: int) -> None:
    assert hands_line(SHOW, Hands("p", present, {"1": {"": 12}, "2": {"": 8}})).off == expected


def test_hands_for_an_option_that_is_not_in_the_poll_are_not_counted_towards_the_present() -> None:
    assert hands_line(SHOW, Hands("p", 3, {"1": {"": 3}, "7": {"": 9}})).off == 0


# The rule, as it is read out


def test_the_rule_says_who_votes_how_of_what_and_what_a_tie_means() -> None:
    poll = Poll(
        "Which model?",
        method="rank",
        options=OPTIONS,
        ties=True,
        unit="school",
        electorate="one for each school",
        quorum="half of the schools",
        threshold="it must beat no change",
        tie_chain=("borda", "lot"),
        rule="schulze",
    )
    assert rule_paragraph(poll) == (
        "Who votes: one for each school, one ballot a school. "
        "Each ballot ranks the 3 options, equal places allowed; the option that beats every other leads; "
        "in a cycle the strongest chain of wins decides. "
        "Shares are of valid ballots. "
        "Quorum: half of the schools. Needed: it must beat no change. "
        "A tie is shown as a tie, then by mean rank, then by lot."
    )


def test_what_a_poll_leaves_open_is_said_as_well() -> None:
    assert rule_paragraph(Poll("First?", options=OPTIONS, top=2)) == (
        "Who votes: everybody present, one ballot a person. "
        "Each ballot ranks up to 2 of 3 options, no equal places; an option gains a point for every "
        "other it is placed above, half for an equal place, and the most points lead; options left out share the last "
        "place. "
        "Shares are of valid ballots. "
        "Quorum: none. Needed: nothing more. "
        "A tie is shown as a tie."
    )


def test_a_show_of_hands_has_no_papers() -> None:
    said = rule_paragraph(Poll("Join?", method="hands", options=OPTIONS, base="present", rule="plurality"))
    assert "Hands are counted in the room; the most hands leads. Shares are of those present. " in said


@pytest.mark.parametrize("method", ["choose", "approve", "rank", "score", "gradient", "points", "hands"])
def test_every_method_is_said_in_words(method: str) -> None:
    assert f"a person. {method}; " not in rule_paragraph(Poll("Join?", method=method, options=OPTIONS))


def test_a_rule_without_words_of_its_own_is_named() -> None:
    assert "; dice. " in rule_paragraph(Poll("Join?", options=OPTIONS, rule="dice"))


def test_a_poll_knows_its_labels_and_how_many_may_be_ranked() -> None:
    poll = Poll("First?", options=OPTIONS)
    assert (poll.most, Poll("First?", options=OPTIONS, top=2).most) == (3, 2)
    assert (poll.label("2"), poll.label("9")) == ("Against", "9")


LEVELS = tuple(Level(value, "") for value in range(1, 6))


@pytest.mark.parametrize(("method", "rule"), [("score", "score"), ("gradient", "majority-judgement")])
def test_a_poll_with_one_option_names_no_leader_and_no_tie(method: str, rule: str) -> None:
    said = rule_paragraph(Poll("Adopt?", method=method, options=OPTIONS[:1], rule=rule, scale=LEVELS))
    assert "leads" not in said
    assert " tie " not in said
    assert "A ballot left wholly blank is cast, but not valid: it counts for no option." in said


def test_what_is_left_blank_on_a_ballot_is_told_from_a_ballot_that_is_blank() -> None:
    poll = Poll("Agree?", method="gradient", options=OPTIONS, rule="majority-judgement", scale=LEVELS)
    assert "an option left blank on a ballot that grades another counts as the lowest grade" in rule_paragraph(poll)


@pytest.mark.parametrize("step", TIES)
def test_every_step_of_a_tie_chain_is_said_in_words(step: str) -> None:
    said = rule_paragraph(Poll("First?", options=OPTIONS, tie_chain=(step,)))
    assert f"A tie is shown as a tie, then {TIES[step]}." in said


@pytest.mark.parametrize(("labels", "alike"), [
    (["SEND", "send"], "send"), (["Peer  review", "peer review"], "peer review"),
    (["Stra\u00dfe", "STRASSE"], "STRASSE"),
    (["SEND", "Attendance"], ""), ([], ""),
])  # fmt: skip
def test_labels_that_read_the_same_are_found(labels: list[str], alike: str) -> None:
    assert same_label(labels) == alike


@pytest.mark.parametrize("method", ["choose", "hands"])
def test_the_rule_of_a_motion_says_what_is_needed_and_that_a_tie_carries_nothing(method: str) -> None:
    motion = Poll("Join?", method=method, options=(Option("1", "For"), Option("2", "Against")), rule="plurality")
    said = rule_paragraph(motion)
    assert "Needed: more for than against." in said
    assert said.endswith("In a tie nothing is carried, unless the chair gives a casting vote.")
    assert "Needed: two thirds." in rule_paragraph(replace(motion, threshold="two thirds"))
