"""The ballots of a poll with their sums: in any order in which they come, with corrections, and what has no number."""

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.cast import Cast, Sums

BALLOTS = st.builds(
    Ballot, st.just("p"), st.integers(0, 4), st.sampled_from(STATUSES), unit=st.sampled_from(("person", "table"))
)


@given(st.lists(st.tuples(st.integers(1, 4), st.lists(BALLOTS, max_size=3)), max_size=10))
def test_sums_follow_what_comes_and_goes(steps: list[tuple[int, list[Ballot]]]) -> None:
    held: dict[int, list[Ballot]] = {}
    sums = Sums()
    for number, drawn in steps:
        bearing = [Ballot("p", number, b.status, unit=b.unit) for b in drawn]
        sums.change(held.get(number, []), bearing)
        held[number] = bearing
        assert sums == Cast.of(ballot for here in held.values() for ballot in here).sums


@given(st.lists(BALLOTS, max_size=12))
def test_ballots_are_found_by_their_number(ballots: list[Ballot]) -> None:
    cast = Cast.of(ballots)
    assert len(cast) == len(ballots)
    assert cast.of_tables == [ballot for ballot in cast if ballot.unit == "table"]
    for number in range(6):
        assert list(cast.bearing(number)) == [ballot for ballot in ballots if ballot.number == number]


@given(st.lists(BALLOTS, max_size=12))
def test_each_ballot_without_a_number_is_the_first_of_its_own(ballots: list[Ballot]) -> None:
    sums = Cast.of(Ballot("p", 0, ballot.status) for ballot in ballots).sums
    assert sum(sums.kinds.values()) == len(ballots)
    assert not any(again for _, _, again in sums.kinds)
    assert sums.readable == 0
