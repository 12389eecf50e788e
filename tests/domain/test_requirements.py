"""What a poll needs, read as it was written for people, and checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.requirements import Check, Figures, Votes, checked, needs, quorum, support


def threshold(text: str, base: str, figures: Figures, **votes: object) -> list[Check]:
    totals = votes.pop("totals", None)
    if totals:
        votes |= {"leading": totals[0], "against": totals[1]}  # type: ignore[index]
    return checked(needs(text, base), figures, Votes(**votes))  # type: ignore[arg-type]


HALL = Figures(valid=18, cast=19, present=24, eligible=100)


@pytest.mark.parametrize(
    ("text", "met", "says"),
    [
        ("half of the schools of the borough", False, "Quorum NOT met: 19 cast, 50 of 100 eligible needed."),
        ("60 % of those present", True, "Quorum met: 19 cast, 15 of 24 present needed."),
        ("two thirds", False, "Quorum NOT met: 19 cast, 67 of 100 eligible needed."),
        ("at least 24 present", True, "Quorum met: 24 present, 24 needed."),
        ("19 papers", True, "Quorum met: 19 cast, 19 needed."),
        ("20", False, "Quorum NOT met: 19 cast, 20 needed."),
        ("more than 19 ballots", False, "Quorum NOT met: 19 cast, 20 needed."),
        ("as the chair decides", None, "Quorum (as the chair decides): not checked by hep, say yourself"),
        ("half of the moons", None, "Quorum (half of the moons): not checked"),
    ],
)
def test_a_quorum_is_checked_or_said_to_be_left_to_people(text: str, met: bool | None, says: str) -> None:
    check = quorum(text, HALL)
    assert check is not None
    assert check.met is met
    assert check.says.startswith(says)


def test_a_number_of_those_present_is_not_checked_where_nobody_took_the_register() -> None:
    check = quorum("8 present", Figures(11, 11))
    assert check is not None
    assert (check.met, check.says) == (None, "Quorum (8 present): not checked, nobody has said how many are present.")


def test_without_a_quorum_nothing_is_said_and_a_share_of_an_unknown_number_is_not_checked() -> None:
    assert quorum("", HALL) is None
    check = quorum("half of the schools", Figures(18, 19))
    assert check is not None
    assert check.says == "Quorum (half of the schools): not checked, nobody has said how many are eligible."


@pytest.mark.parametrize(
    ("text", "votes", "met"),
    [
        ("more than half", 9, False), ("more than half", 10, True), ("half", 9, True), ("two thirds", 11, False),
        ("2/3", 11, False), ("4/5", 15, True), ("1/2", 9, True), ("majority", 9, False), ("a majority", 10, True),
        ("half plus one", 9, False), ("half plus one", 10, True), ("unanimous", 17, False), ("unanimous", 18, True),
        ("half plus one of those present", 12, False), ("50%+1", 9, False), ("50 %+1", 10, True), ("66.7 %", 13, True),
        ("more than half of those present", 12, False), ("12 votes", 12, True),
    ],
)  # fmt: skip
def test_votes_reach_a_share_of_the_base_or_they_do_not(text: str, votes: int, met: bool) -> None:
    assert [check.met for check in threshold(text, "valid", HALL, leading=votes)] == [met]


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("75 percent", "75 %"), ("75 per cent of the valid votes cast", "75 %"), ("unanimity", "100 %"),
        ("a two-thirds majority", "2/3"), ("a majority of two thirds", "2/3"), ("⅔", "2/3"),
        ("50 % + 1", "more than 50 %"), ("half + 1", "more than half"),
        ("more than half of valid ballots", "more than half"),
        ("a majority of all who may vote", "more than half of eligible"),
        ("two thirds of those present and voting", "2/3"), ("2/3 majority of those present", "2/3 of those present"),
    ],
)  # fmt: skip
def test_one_amount_is_written_in_many_ways(text: str, as_if: str) -> None:
    read, usual = needs(text, "valid"), needs(as_if, "valid")
    assert not read.left
    assert [(p.share, p.strict, p.base) for p in read.parts] == [(p.share, p.strict, p.base) for p in usual.parts]


@pytest.mark.parametrize("text", ["half of the moons", "two thirds of the schools and of the governors", "3 to 1"])
def test_a_share_of_what_nobody_counts_is_left_to_people(text: str) -> None:
    assert needs(text, "valid").left
    check = quorum(text, HALL)
    assert check is not None
    assert check.met is None


@given(st.integers(0, 200), st.integers(1, 200), st.booleans(), st.integers(1, 99))
def test_a_share_is_reached_exactly_where_it_is(votes: int, valid: int, strict: bool, percent: int) -> None:
    text = f"{'more than ' if strict else ''}{percent} %"
    (check,) = threshold(text, "valid", Figures(valid=valid), leading=votes)
    assert check.met == (100 * votes > percent * valid if strict else 100 * votes >= percent * valid)


def test_the_words_of_the_sample_pack_are_checked() -> None:
    (beats,) = threshold("it must beat Z, no change, one to one", "valid", HALL, duels={"A": (9, 9), "Z": (10, 4)})
    assert (beats.met, beats.says) == (True, "Needed, to beat Z one to one: reached, 10 to 4.")
    (more,) = threshold("more for than against", "present", HALL, totals=(6, 9))
    assert (more.met, more.says) == (False, "Needed, more for than against: NOT reached, 6 to 9.")
    level, cap = threshold("70 % at 3 or above, at most 10 % at 1", "valid", HALL, levels={5: 8, 3: 6, 2: 3, 1: 1})
    assert (level.met, level.says) == (True, "Needed, 70 % at 3 or above: reached, 14 of 18 valid, at least 13.")
    assert (cap.met, cap.says) == (True, "Needed, at most 10 % at 1: reached, 1, 1 allowed.")


def test_what_cannot_be_read_is_left_to_people_and_said_to_be() -> None:
    for text in ("the chair agrees", "more than half and the chair agrees", "it must beat Z"):
        (check,) = threshold(text, "valid", HALL, leading=12)
        assert (check.name, check.met) == ("threshold", None)
        assert check.says.startswith(f"Needed ({text}): not checked by hep")
    assert threshold("", "valid", HALL, leading=12) == []


@given(st.text(max_size=60))
def test_no_words_ever_stop_a_count(text: str) -> None:
    quorum(text, HALL)
    threshold(text, "valid", HALL, totals=(3, 2), duels={"Z": (1, 2)}, levels={1: 2, 5: 3})
    support(text, (1, 2, 3))


def test_support_and_blocks_are_as_written_or_the_middle_and_the_lowest() -> None:
    assert support("70 % at 4 or above, at most 2 at 2", (1, 2, 3, 4, 5)) == (4, 2)
    assert support("", (1, 2, 3, 4, 5)) == (3, 1)
    assert support("", (0, 1, 2, 3, 4, 5)) == (3, 0)


@pytest.mark.parametrize(
    ("totals", "met", "papers"),
    [
        ((6, 9), False, 2),
        ((9, 6), True, 2),
        ((7, 6), True, 1),
        ((6, 6), False, 1),
        ((6, 8), False, 2),
        ((8, 6), True, 1),
    ],
)
def test_more_for_than_against_says_what_was_set_against_what_and_how_few_papers_decide(
    totals: tuple[int, int], met: bool, papers: int
) -> None:
    (more,) = threshold("more for than against", "present", HALL, totals=totals)
    words = "reached" if met else "NOT reached"
    says = f"Needed, more for than against: {words}, {totals[0]} to {totals[1]}."
    assert more == Check("threshold", met, says, papers, totals[1] + 1, totals[0])


@pytest.mark.parametrize("votes", [{}, {"leading": 6}, {"against": 6}])
def test_more_for_than_against_is_left_to_people_where_either_is_not_known(votes: dict[str, int]) -> None:
    (said,) = threshold("more for than against", "present", HALL, **votes)
    assert said.met is None
