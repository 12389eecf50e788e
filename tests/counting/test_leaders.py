"""Who comes out of a poll with several places: a tie is told of the outcome only where one leaves a place open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting.announcement import announce
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.difference import correction
from hep_tui.domain.leaders import Leaders, leaders
from hep_tui.domain.polls import Casting, Hands, Option, Poll
from hep_tui.domain.result import Result
from hep_tui.domain.verdicts import Verdict
from hep_tui.views.result_order import of_phase

OPTIONS = tuple(Option(str(n), f"Option {n}") for n in range(1, 6))
Votes = Sequence[tuple[int, tuple[int, ...], str]]
"""Papers: the people whom each stands for, the options that it approves, and its phase."""


def approval(seats: int, unit: str = "table") -> Poll:
    return Poll("Which?", method="approve", options=OPTIONS, rule="approval", seats=seats, unit=unit)


def papers(votes: Votes, unit: str = "table") -> list[Ballot]:
    return [
        Ballot("p", n, marks={str(option): 1 for option in marks}, unit=unit, people=people, phase=phase)
        for n, (people, marks, phase) in enumerate(votes, 1)
    ]


def counted(seats: int, votes: Votes) -> Result:
    return announce("p", approval(seats), papers(votes), None)


def open_place(votes: Votes, seats: int, *, by_people: bool = False) -> bool:
    """Say whether the option that is last to get a place has as many votes as the first that gets none."""
    totals: Counter[str] = Counter({option.id: 0 for option in OPTIONS})
    for people, marks, _ in votes:
        totals.update({str(option): people if by_people else 1 for option in marks})
    order = [n for _, n in totals.most_common()]
    return order[seats - 1] == order[seats]


Papers = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sets(st.integers(1, len(OPTIONS)), min_size=1).map(lambda marks: tuple(sorted(marks))),
        st.sampled_from(["primary", "secondary"]),
    ),
    min_size=1,
    max_size=14,
)
Seats = st.integers(1, len(OPTIONS) - 1)


@given(Seats, Papers)
def test_a_sentence_tells_of_a_tie_only_where_a_place_is_left_open(seats: int, votes: Votes) -> None:
    by_tables, _, by_people = counted(seats, votes).sentence.partition("By people represented")
    assert ("tied" in by_tables) == open_place(votes, seats)
    told = "tied" in by_people
    assert told == open_place(votes, seats, by_people=True)


@given(Seats, Papers)
def test_a_phase_is_told_with_a_tie_only_where_it_leaves_a_place_open(seats: int, votes: Votes) -> None:
    poll, found = approval(seats), counted(seats, votes)
    for phase, cell in found.shown.by_phase.items():
        said = of_phase(poll, cell)
        assert (" = " in said or "tie" in said) == open_place([v for v in votes if v[2] == phase], seats)


@given(Seats, Papers, Papers)
def test_a_correction_tells_of_a_tie_only_where_one_is_left_now(seats: int, before: Votes, after: Votes) -> None:
    declared, now = counted(seats, before), counted(seats, after)
    held = {str(ballot.number): (str(ballot.number), ballot) for ballot in papers(after)}
    said = correction(approval(seats), replace(declared, entries=tuple(held)), now, held, {})
    if " tied" in said:
        assert open_place(after, seats)


def test_the_same_places_in_another_order_are_the_same_and_named_once() -> None:
    votes = [(5, (1,), ""), (5, (1, 2), ""), (9, (2, 3), ""), (1, (1,), ""), (1, (3,), "")]
    found = counted(2, [*votes, (1, (2,), ""), (1, (2,), "")])
    assert found.sentence == (
        "Option 2 and Option 1 fill the 2 places; Option 1 3, Option 2 4, Option 3 2, Option 4 0, Option 5 0; "
        "7 valid of 7 cast. By people represented (23 people): the same 2 fill the places."
    )


def test_who_is_certain_of_a_place_is_told_before_who_is_tied_for_the_others() -> None:
    poll, ranking = approval(3), (("4",), ("1", "2", "5"), ("3",))
    found = leaders(poll, ("4", "1", "2", "5"), ranking)
    assert found == Leaders(("4",), ("1", "2", "5"), 3)
    assert found.words(poll) == (
        "Option 4 fills 1 of the 3 places; Option 1, Option 2 and Option 5 are tied for the other 2 places"
    )


def test_fewer_than_the_places_are_not_said_to_fill_them() -> None:
    assert leaders(approval(3), ("4", "2"), ()).words(approval(3)) == "Option 4 and Option 2 fill 2 of the 3 places"


@pytest.mark.parametrize(("counts", "names", "verdict"), [
    ({"1": 9, "2": 4, "3": 1}, ("1", "2"), Verdict.LEADS),
    ({"1": 9, "2": 4, "3": 4}, ("1", "2", "3"), Verdict.TIED),
])  # fmt: skip
def test_hands_fill_as_many_places_as_there_are(
    counts: dict[str, int], names: tuple[str, ...], verdict: Verdict
) -> None:
    poll = Poll("Which?", method="hands", options=OPTIONS[:3], rule="plurality", seats=2)
    shown = Hands("p", 20, {option: {"": n} for option, n in counts.items()})
    found = announce("p", poll, [], shown)
    assert (found.winners, found.verdict) == (names, verdict)


def test_a_casting_vote_gives_the_last_place_and_takes_none_from_who_is_certain() -> None:
    votes = [(1, (1, 2), ""), (1, (1, 3), "")]
    found = announce("p", approval(2, "person"), papers(votes, "person"), None, casting=Casting("3", "Jo Bell"))
    assert (found.winners, found.verdict) == (("1", "3"), Verdict.LEADS)
    open_still = announce("p", approval(3), papers([(1, (1,), "")]), None, casting=Casting("3", "Jo Bell"))
    assert (open_still.verdict, open_still.casting) == (Verdict.TIED, Casting())


def test_a_lot_is_said_to_wait_only_where_a_tie_leaves_a_place_open() -> None:
    poll = replace(approval(2, "person"), tie_chain=("lot",))
    settled = announce("p", poll, papers([(1, (1, 2), "")], "person"), None)
    assert "lot" not in settled.sentence
    tied = announce("p", poll, papers([(1, (1, 2, 3), "")], "person"), None)
    assert "The rule breaks this tie by lot, and the lot has not been drawn." in tied.sentence
