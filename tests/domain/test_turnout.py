"""How many ballots are in: of the unit that votes, spoilt and late ones apart, and a number keyed twice once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.polls import Poll
from hep_tui.domain.turnout import turnout

POLL = Poll("Which?")


def papers(*statuses: str) -> list[Ballot]:
    return [Ballot("p", n, status) for n, status in enumerate(statuses, 1)]


@pytest.mark.parametrize(("poll", "present", "tables", "words"), [
    (replace(POLL, unit="school", eligible=102), 18, 0, "2 ballots of 102 schools (1 spoilt apart)"),
    (replace(POLL, unit="school"), 18, 0, "2 ballots of 18 present (1 spoilt apart)"),
    (replace(POLL, eligible=40), 18, 0, "2 ballots of 40 who may vote (1 spoilt apart)"),
    (POLL, 18, 6, "2 ballots of 18 present (1 spoilt apart)"),
    (POLL, 0, 0, "2 ballots (1 spoilt apart)"),
])  # fmt: skip
def test_ballots_are_in_of_those_that_could_be(poll: Poll, present: int, tables: int, words: str) -> None:
    assert turnout(poll, papers("valid", "blank", "spoilt"), present, tables).words == words


def test_tables_are_counted_of_the_tables_and_beside_a_poll_of_persons() -> None:
    table = Ballot("p", 1, unit="table", people=6)
    assert turnout(replace(POLL, unit="table"), [table], 18, 6).words == "1 ballot of 6 tables"
    assert turnout(POLL, [table], 18, 6).words == "0 ballots of 18 present (1 of tables apart)"
    assert (
        turnout(replace(POLL, unit="table"), [replace(table, unit="person")]).words == "0 ballots (1 of persons apart)"
    )


def test_a_number_keyed_again_after_others_is_still_one_paper() -> None:
    assert turnout(POLL, [Ballot("p", 1), Ballot("p", 2), Ballot("p", 1)]).words == "2 ballots"


def test_a_number_keyed_twice_is_one_paper_and_secret_ballots_have_none() -> None:
    assert turnout(POLL, [Ballot("p", 4), Ballot("p", 4)]).n == 1
    assert turnout(POLL, [Ballot("p", 0), Ballot("p", 0)]).short == "2"


@given(st.lists(st.sampled_from(STATUSES), max_size=30))
def test_every_paper_is_in_or_apart(statuses: list[str]) -> None:
    found = turnout(POLL, papers(*statuses))
    assert found.n + sum(found.apart.values()) == len(statuses)
    assert found.n == sum(status not in ("spoilt", "late") for status in statuses)
