"""A table's ballot while it is keyed: as a whole or in parts, which have to add up."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot, Split, fault, said_of
from hep_tui.domain.keying import Keying, Refused
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.tables import Table

POLL = Poll("Which?", options=(Option("1", "Tea"), Option("2", "Milk")), method="choose", rule="plurality")
BLANK = Keying(POLL)
PAPER = Ballot("p", 1, marks={"1": 1})


def keyed(keys: str, table: Table = Table(), keying: Keying = BLANK) -> tuple[Table, Keying]:  # noqa: B008
    """Key a paper as the screen does: t asks for the table, / for a part, Enter (a newline) takes a number."""
    for key in keys:
        before = len(table.parts)
        if key == "t":
            table = table.ask(0)
        elif key == "/":
            table = table.split(keying)
        elif key == "\n":
            table = table.accept(keying)
        elif key == "b":
            table = table.blanked(keying)
        elif table.asks:
            table = table.press(key)
        else:
            keying = keying.press(key)
        if len(table.parts) > before:
            keying = BLANK
    return table, keying


def ballot(keys: str) -> Ballot:
    table, keying = keyed(keys)
    return table.ballot(Ballot("p", 1, marks=keying.ballot_marks()), keying)


def test_a_whole_table_has_one_mark() -> None:
    assert ballot("t12\n2") == Ballot("p", 1, marks={"2": 1}, unit="table", people=12)


def test_without_people_it_is_one_voters_paper() -> None:
    assert ballot("1") == PAPER
    assert ballot("t0\n1") == PAPER


@pytest.mark.parametrize("keys", ["t8\n/5\n1/3\n2", "t8\n1/5\n3\n2", "t8\n/5\n1/\n2"])
def test_a_table_that_split_has_parts(keys: str) -> None:
    found = ballot(keys)
    assert (found.people, found.marks) == (8, {})
    assert found.splits == (Split(5, {"1": 1}), Split(3, {"2": 1}))
    assert fault(POLL, found) == ""


def test_a_single_part_of_everybody_is_the_whole_table() -> None:
    assert ballot("t8\n/8\n2") == ballot("t8\n2")


@pytest.mark.parametrize(
    ("keys", "refusal"),
    [
        ("t8\n/5\n1/2\n2", "5 + 2 = 7, but the paper stands for 8: / adds a part, - goes back one."),
        ("t8\n/5\n1", "5, but the paper stands for 8"),
        ("t8\n/9\n", "9 people are none of the 8 that are left of 8"),
        ("t8\n/5\n1/4\n", "4 people are none of the 3 that are left of 8"),
        ("t8\n/8\n1/", "All 8 people are in a part by now"),
        ("t1000\n", "A table has at most 999 people"),
        ("1/", "Only the ballot of a table can be split"),
        ("t+", "How many people? Type the number"),
    ],
)
def test_what_does_not_add_up_is_refused_in_words(keys: str, refusal: str) -> None:
    with pytest.raises(Refused) as error:
        ballot(keys)
    assert str(error.value).startswith(refusal)


def test_a_part_of_a_table_may_abstain() -> None:
    found = ballot("t8\n/5\n1/2\n2/1\nb")
    assert found.splits == (Split(5, {"1": 1}), Split(2, {"2": 1}), Split(1))
    assert fault(POLL, found) == ""
    assert said_of(POLL, found) == "table of 8: 5 for Tea; 2 for Milk; 1 abstained"
    with pytest.raises(Refused, match="Nobody at this table marked anything"):
        ballot("t8\n/8\nb")


def test_who_is_left_is_said() -> None:
    table, keying = keyed("t8\n/5\n1/")
    assert table.question == "How many people are the next part? 3 of 8 are left. [ 3 ]"
    assert table.words == "table of 8; 5 for 1 Tea; 3 left".replace("1 Tea", "Tea")
    table, _ = keyed("2\n", table, keying)
    assert table.words == "table of 8; 5 for Tea; now 2; 1 left"


def test_going_back_brings_the_part_before() -> None:
    table, _ = keyed("t8\n/5\n1/3\n")
    found = table.back()
    assert found is not None
    assert (found[0].here, found[0].parts, found[1].ballot_marks()) == (5, (), {"1": 1})
    assert Table(8).back() is None


def test_every_paper_of_a_poll_of_tables_stands_for_somebody() -> None:
    from dataclasses import replace

    with pytest.raises(Refused, match="Every paper of this poll stands for a table"):
        Table().ask(0).accept(Keying(replace(POLL, unit="table")))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(1, 200))
def test_only_parts_that_add_up_are_stored(parts: list[int], people: int) -> None:
    keys = f"t{people}\n" + "".join(f"/{n}\n{1 + i % 2}" for i, n in enumerate(parts))
    try:
        found = ballot(keys)
    except Refused:
        assert sum(parts) != people
    else:
        assert sum(parts) == people
        assert fault(POLL, found) == ""


@given(st.text(alphabet="t/\n0123456789.+-*", max_size=30))
def test_whatever_is_keyed_is_refused_in_words_or_adds_up(keys: str) -> None:
    with contextlib.suppress(Refused):
        found = ballot(keys)
        assert found.unit == "person" or not fault(POLL, found) or not (found.marks or found.splits)
