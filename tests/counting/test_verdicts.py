"""What a poll decides: the same verdict, figures and words whichever way the same votes are given."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting.announcement import announce
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Casting, Hands, Option, Poll
from hep_tui.domain.result import Result

MOTION = (Option("1", "For"), Option("2", "Against"))
MODELS = (Option("D", "Company", 1), Option("Z", "No change", 1))


def on_paper(poll: Poll, votes: dict[str, int], casting: Casting | None = None, unit: str = "person") -> Result:
    given = [id for id, n in votes.items() for _ in range(n)]
    ballots = [Ballot("p", i, marks={id: 1}, unit=unit) for i, id in enumerate(given, 1)]
    return announce("p", poll, ballots, None, casting=casting)


def by_hands(poll: Poll, votes: dict[str, int], casting: Casting | None = None) -> Result:
    counts = {id: {"": n} for id, n in votes.items()}
    return announce("p", poll, [], Hands("p", sum(votes.values()), counts), casting=casting)


def motion(method: str = "choose", **fixed: Any) -> Poll:
    return Poll("Join?", "Join?", method, MOTION, rule="plurality", **fixed)


@pytest.mark.parametrize(
    ("needed", "votes", "verdict", "words"),
    [
        ("more than half", (10, 10), "not-carried", "NOT CARRIED, as many are for as against. For 10, Against 10;"),
        ("more for than against", (3, 3), "not-carried", "NOT CARRIED, as many are for as against."),
        ("", (3, 3), "not-carried", "NOT CARRIED, as many are for as against."),
        ("two thirds", (3, 3), "not-carried", "NOT CARRIED"),
        ("more than half", (5, 10), "not-carried", "NOT CARRIED. For 5, Against 10;"),
        ("two thirds", (3, 12), "not-carried", "NOT CARRIED. For 3, Against 12;"),
        ("more than half", (11, 9), "carried", "CARRIED. For 11, Against 9;"),
        ("4/5", (8, 2), "carried", "CARRIED."),
        ("unanimous", (9, 1), "not-carried", "NOT CARRIED."),
        ("as the chair decides", (9, 1), "no-decision", "NO DECISION. Whether what was needed is reached is for"),
        ("", (0, 0), "no-decision", "NO DECISION. No valid vote was given."),
    ],
)
def test_a_motion_is_carried_or_not_on_paper_as_by_hands(
    needed: str, votes: tuple[int, int], verdict: str, words: str
) -> None:
    given = dict(zip("12", votes, strict=True))
    paper = on_paper(motion(threshold=needed), given)
    hands = by_hands(motion("hands", threshold=needed), given)
    assert (paper.verdict, hands.verdict) == (verdict, verdict)
    assert paper.sentence.startswith(words)
    assert hands.sentence.startswith(words.partition(" For ")[0].partition(";")[0])
    assert not any(word in paper.sentence for word in ("leads", "not checked, as no option"))


def test_what_is_needed_is_said_of_what_is_proposed_and_not_of_whoever_leads() -> None:
    said = on_paper(motion(threshold="more than half"), {"1": 5, "2": 10})
    assert said.sentence.endswith("Needed, more than half: NOT reached, 5 of 15 valid, at least 8.")


def test_what_stands_where_a_motion_fails_is_said() -> None:
    said = on_paper(motion(default="the present four groups"), {"1": 1, "2": 2})
    assert said.sentence.startswith("NOT CARRIED. What stands: the present four groups. For 1, Against 2;")


def test_a_quorum_that_is_not_met_decides_nothing_of_a_motion() -> None:
    said = on_paper(motion(quorum="10"), {"1": 5, "2": 2})
    assert said.verdict == "no-decision"
    assert said.sentence.startswith("NO DECISION. The quorum is not met, so this decides nothing. For 5, Against 2;")


@pytest.mark.parametrize(("option", "verdict"), [("1", "carried"), ("2", "not-carried")])
def test_the_casting_vote_of_the_chair_decides_what_is_level_and_is_said_with_name_and_reason(
    option: str, verdict: str
) -> None:
    casting = Casting(option, "the chair of the forum", "the budget is due")
    for said in (on_paper(motion(), {"1": 4, "2": 4}, casting), by_hands(motion("hands"), {"1": 4, "2": 4}, casting)):
        assert said.verdict == verdict
        assert "The chair, the chair of the forum, gave the casting vote for" in said.sentence
        assert "because: the budget is due." in said.sentence
    assert on_paper(motion(), {"1": 5, "2": 4}, casting).casting == Casting()


@pytest.mark.parametrize("rule", ["schulze", "adoption"])
@pytest.mark.parametrize(
    ("papers", "verdict"), [((27, 27), "not-carried"), ((28, 26), "leads"), ((26, 28), "not-carried")]
)
def test_a_model_level_with_no_change_does_not_beat_it_by_any_rule(
    rule: str, papers: tuple[int, int], verdict: str
) -> None:
    poll = Poll("Which?", "Which?", "rank", MODELS, rule=rule, no_change="Z", threshold="it must beat Z")
    marks = [{"D": 1, "Z": 2}] * papers[0] + [{"Z": 1, "D": 2}] * papers[1]
    said = announce("p", poll, [Ballot("p", n, marks=m) for n, m in enumerate(marks, 1)], None)
    assert said.verdict == verdict
    assert said.sentence.startswith("Company leads" if verdict == "leads" else "No option beats No change;")


@pytest.mark.parametrize("rule", ["adoption", "schulze", "condorcet", "borda", "irv"])
@pytest.mark.parametrize(("papers", "figures"), [((3, 3), (4, 3)), ((1, 3), (4, 1))])
def test_where_no_option_beats_no_change_every_rule_says_who_came_nearest(
    rule: str, papers: tuple[int, int], figures: tuple[int, int]
) -> None:
    poll = Poll("Which?", "Which?", "rank", MODELS, rule=rule, no_change="Z", threshold="it must beat Z")
    marks = [{"D": 1, "Z": 2}] * papers[0] + [{"Z": 1, "D": 2}] * papers[1]
    cast = [Ballot("p", n, marks=m) for n, m in enumerate(marks, 1)]
    said = announce("p", poll, cast, None, casting=Casting("D", "the chair", ""))
    (check,) = said.requirement
    assert (said.verdict, said.winners, check.met) == ("not-carried", ("Z",), False)
    assert (check.needed, check.got) == figures
    assert said.casting == Casting()


def test_a_tie_in_a_circle_with_no_change_is_a_tie_and_not_called_unbeaten() -> None:
    options = (*MODELS, Option("A", "Board", 1))
    poll = Poll("Which?", "Which?", "rank", options, rule="schulze", no_change="Z", threshold="it must beat Z")
    circle = [{"D": 1, "Z": 2, "A": 3}, {"Z": 1, "A": 2, "D": 3}, {"A": 1, "D": 2, "Z": 3}]
    said = announce("p", poll, [Ballot("p", n, marks=m) for n, m in enumerate(circle, 1)], None)
    assert said.verdict == "tied"
    assert " are tied; 3 valid of 3 cast." in said.sentence


def test_a_tie_that_decides_nothing_for_want_of_a_quorum_is_still_called_a_tie() -> None:
    poll = Poll("Which?", "Which?", "choose", (*MODELS, Option("A", "Board", 1)), rule="plurality", quorum="9 papers")
    assert "Company and Board are tied;" in on_paper(poll, {"D": 2, "A": 2}).sentence


def test_a_number_keyed_twice_is_one_paper_cast() -> None:
    cast = [Ballot("p", 1, marks={"1": 1}), Ballot("p", 2, marks={"1": 1}), Ballot("p", 2, marks={"2": 1})]
    said = announce("p", motion(), cast, None)
    assert (said.cast, said.valid) == (2, 1)


@pytest.mark.parametrize(("option", "verdict"), [("1", "carried"), ("2", "not-carried")])
def test_whoever_the_chair_votes_for_alone_has_won_and_the_tie_was_broken_so(option: str, verdict: str) -> None:
    said = on_paper(motion(), {"1": 4, "2": 4}, Casting(option, "the chair", ""))
    assert (said.verdict, said.winners) == (verdict, (option,))
    assert [tie.broken_by for tie in said.shown.ties] == ["the casting vote of the chair"]
    assert by_hands(motion("hands"), {"1": 4, "2": 4}, Casting(option, "the chair", "")).winners == (option,)


def test_three_who_rank_are_a_ranking_and_a_tie_is_one() -> None:
    poll = Poll("Which?", "Which?", "choose", (*MODELS, Option("A", "Board", 1)), rule="plurality")
    assert on_paper(poll, {"D": 2, "A": 1}).verdict == "leads"
    assert on_paper(poll, {"D": 2, "A": 2}).verdict == "tied"
    settled = on_paper(poll, {"D": 2, "A": 2}, Casting("A", "the chair", ""))
    assert (settled.verdict, settled.winners) == ("leads", ("A",))


def test_five_places_are_filled_and_a_tie_counts_only_across_the_last() -> None:
    options = tuple(Option(str(n), f"option {n}") for n in range(1, 8))
    poll = Poll("Which five?", "Which five?", "approve", options, rule="approval", seats=5)
    said = on_paper(poll, {"1": 3, "2": 3, "3": 2, "4": 2, "5": 2, "6": 1})
    assert (said.verdict, said.winners) == ("leads", ("1", "2", "3", "4", "5"))
    assert said.sentence.startswith("option 1, option 2, option 3, option 4 and option 5 fill the 5 places;")
    assert on_paper(poll, {"1": 3, "2": 3, "3": 2, "4": 2, "5": 1, "6": 1}).verdict == "tied"


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["", "more than half", "two thirds", "3/4", "12"]))
def test_paper_hands_and_tables_give_the_same_verdict_and_figures(yes: int, no: int, needed: str) -> None:
    given = {"1": yes, "2": no}
    paper = on_paper(motion(threshold=needed), given)
    hands = by_hands(motion("hands", threshold=needed), given)
    tables = on_paper(motion(threshold=needed, unit="table"), given, unit="table")
    figures = [(s.verdict, s.scores, s.valid, s.why) for s in (paper, hands, tables)]
    assert figures[0] == figures[1] == figures[2]
    assert [c.met for c in paper.checks] == [c.met for c in hands.checks]
