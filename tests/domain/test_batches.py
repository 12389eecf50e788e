"""A pile is accounted for by name: what is short, what is strange, what is there twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.batches import Batch, keying_lines, named, pile, printed, read_batch
from hep_tui.domain.polls import Account, account_lines
from hep_tui.domain.printing import Printing, printed_again, printed_on
from hep_tui.errors import HepError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("JB 97", ("JB", 97, 0)),
        ("  J.B.  97 ", ("J.B.", 97, 0)),
        ("JB 97 from 201", ("JB", 97, 201)),
        ("JB 97 201", ("JB", 97, 201)),
        ("97", ("KL", 97, 0)),
    ],
)
def test_a_batch_is_initials_and_one_number(typed: str, meant: tuple[str, int, int]) -> None:
    assert read_batch(typed, "KL") == meant


@pytest.mark.parametrize("typed", ["", "JB", "JB 0", "JB 100000", "JB -3", "JB 3 from x", "JB 9 from 999999", "٣"])
def test_a_batch_without_a_number_of_papers_is_refused(typed: str) -> None:
    with pytest.raises(HepError):
        read_batch(typed, "KL")


def test_somebody_has_to_answer_for_a_batch() -> None:
    with pytest.raises(HepError, match="initials"):
        read_batch("97")


def test_a_batch_with_a_first_number_names_what_is_missing_and_what_is_strange() -> None:
    stands = pile(Batch("p", "JB", 10, 201), [201, 202, 203, 204, 205, 207, 208, 209, 12], [203])
    assert stands.words == ("keyed 9 of 10, 1 short; not keyed: 206 and 210; not of this batch: 12; keyed twice: 203")


def test_without_a_first_number_gaps_are_named_where_they_explain_what_is_short() -> None:
    assert pile(Batch("p", "JB", 5), [41, 42, 45, 44]).words == "keyed 4 of 5, 1 short; not keyed: 43"
    assert pile(Batch("p", "JB", 3), [3, 90]).words == "keyed 2 of 3, 1 short"
    assert not pile(Batch("p", "JB", 2), [3, 90]).off


def test_a_slip_of_the_finger_names_no_thousands_of_numbers() -> None:
    assert pile(Batch("p", "JB", 9), [1, 2, 99_998]).missing == ()


@given(st.sets(st.integers(1, 60), min_size=1), st.integers(1, 60), st.integers(1, 60))
def test_a_batch_with_a_first_number_is_right_only_with_exactly_its_run(
    numbers: set[int], first: int, papers: int
) -> None:
    stands = pile(Batch("p", "JB", papers, first), numbers)
    assert stands.off == (numbers != set(range(first, first + papers)))
    assert set(stands.missing) | (numbers - set(stands.strange)) == set(range(first, first + papers))


def test_numbers_are_said_in_runs() -> None:
    assert named([9, 3, 8, 7, 41]) == "3, 7–9 and 41"
    assert named([5]) == "5"
    assert named([]) == ""
    assert named(range(1, 101, 2)).endswith("and 38 more")


def test_numbers_printed_begin_where_the_batches_do_or_the_papers() -> None:
    account = Account("p", printed=40, issued=30)
    assert printed(account) == {*range(1, 41)}
    assert printed(account, [Batch("p", "JB", 10, 211), Batch("p", "KL", 10, 201)]) == {*range(201, 241)}
    assert printed(account, [Batch("p", "JB", 2), Batch("p", "JB", 2, 3)], [1, 2, 3, 4]) == {*range(1, 41)}
    assert printed(account, numbers=[4, 7]) == {*range(1, 41)}
    assert printed(account, numbers=[205, 230]) == {*range(205, 245)}
    assert printed(None) == set()
    assert printed(Account("p")) == set()


def test_numbers_that_were_printed_are_known_whatever_the_batches_say() -> None:
    runs = [Printing("p", 1, 20, "primary", "white"), Printing("p", 201, 10, "secondary", "blue")]
    known = {*range(1, 21), *range(201, 211)}
    assert printed(None, printings=runs) == known
    assert printed(Account("p", printed=30), [Batch("p", "JB", 10, 211)], [400], runs) == known
    # More were printed than hep knows of, so that no number of those is called strange.
    assert printed(Account("p", printed=40), numbers=[1, 205], printings=runs) == {*range(1, 41), *range(201, 211)}


def test_a_number_is_of_the_run_in_which_it_was_printed_last() -> None:
    runs = [Printing("p", 1, 20, "primary"), Printing("p", 15, 10, "secondary")]
    assert [run and run.phase for run in (printed_on(n, runs) for n in (3, 15, 24, 25))] == [
        "primary", "secondary", "secondary", None,
    ]  # fmt: skip
    assert printed_again(runs) == [15, 16, 17, 18, 19, 20]


def test_what_is_short_while_papers_are_keyed_is_still_to_key() -> None:
    account = Account("p", printed=120, issued=99, unused=21, spoilt=2)
    keyed = {"valid": 38, "blank": 2, "query": 1}
    *_, last = keying_lines(account, account_lines(account, keyed), keyed)
    assert last.text == "cast 97 = valid 38 + blank 2 + rejected 0 + query 1 + still to key 56"
    assert not last.off


def test_more_papers_than_were_cast_are_off_at_once() -> None:
    account = Account("p", printed=3, issued=3)
    keyed = {"valid": 4}
    assert keying_lines(account, account_lines(account, keyed), keyed)[-1].words.endswith("off by 1")


def test_late_papers_are_not_cast_and_those_taken_back_are() -> None:
    account = Account("p", printed=5, issued=5, not_returned=1)
    lines = account_lines(account, {"valid": 3, "withdrawn": 1, "late": 1})
    assert [line.off for line in lines] == [0, 0, 0]
    assert lines[-1].text.endswith("+ withdrawn 1")


def test_without_an_account_what_was_keyed_is_said() -> None:
    [line] = keying_lines(None, (), {"valid": 3, "blank": 1, "late": 0})
    assert line.text == "keyed 4 = blank 1 + valid 3"
