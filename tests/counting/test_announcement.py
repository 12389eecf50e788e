"""What is announced of a poll, by every method: base, checks, tables beside, and the sentence that says so."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import Ballot as Paper
from hep_tui.counting import Profile, count
from hep_tui.counting.agreement import kendalls_w
from hep_tui.counting.announcement import announce
from hep_tui.counting.inference import bootstrap_tiers
from hep_tui.counting.strata import breadth
from hep_tui.counting.tally import outcome, policy, profile
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Hands, Option, Poll
from hep_tui.domain.result import Beside, Cell, Result
from hep_tui.domain.sentence import compared

ABZ = (Option("A", "Board", 1), Option("B", "Hubs", 1), Option("Z", "No change", 1))
FIVE = tuple(Level(n, f"level {n}") for n in range(1, 6))


def said(poll: Poll, papers: Sequence[dict[str, int] | Ballot], present: int = 0) -> Result:
    ballots = [p if isinstance(p, Ballot) else Ballot("p", i, marks=p) for i, p in enumerate(papers, 1)]
    return announce("p", poll, ballots, None, present)


def test_adoption_in_two_phases_is_announced_with_who_leads_in_each() -> None:
    poll = Poll("Which?", options=ABZ, rule="adoption", no_change="Z")
    papers = [Ballot("p", n, marks={"A": 1, "B": 2, "Z": 3}, phase="primary" if n % 2 else "secondary")
              for n in range(1, 11)]  # fmt: skip
    cells = said(poll, papers).shown.by_phase
    assert cells == {phase: Cell(5, ("A",)) for phase in ("primary", "secondary")}


@pytest.mark.parametrize(("counts", "shown"), [
    ({"A": {"primary": 5, "secondary": 3}, "B": {"secondary": 2}},
     {"primary": {"A": 5, "B": 0}, "secondary": {"A": 3, "B": 2}}),
    ({"A": {"primary": 5, "secondary": 3}, "B": {"secondary": 1}}, {}),
    ({"A": {"primary": 5, "secondary": 5}, "B": {"": 9}}, {}),
    ({"A": {"": 9}, "B": {"": 9}}, {}),
    ({"A": {"primary": 9}, "B": {"primary": 9}}, {}),
])  # fmt: skip
def test_hands_are_announced_by_phase_where_all_were_counted_so_and_no_phase_is_small(
    counts: dict[str, dict[str, int]], shown: dict[str, dict[str, int]]
) -> None:
    poll = Poll("Shall we?", method="hands", rule="plurality", options=ABZ[:2])
    assert announce("p", poll, [], Hands("p", 30, counts)).hands == shown


@pytest.mark.parametrize(
    ("method", "rule", "papers", "scores", "winner"),
    [
        ("choose", "plurality", [{"A": 1}, {"A": 1}, {"B": 1}], {"A": 2, "B": 1, "Z": 0}, "A"),
        ("approve", "approval", [{"A": 1, "B": 1}, {"B": 1}], {"A": 1, "B": 2, "Z": 0}, "B"),
        ("score", "score", [{"A": 5, "B": 0}, {"B": 4}], {"A": 5, "B": 4, "Z": 0}, "A"),
        ("score", "star", [{"A": 5, "B": 4}, {"B": 1}, {"B": 1}], {"A": 5, "B": 6, "Z": 0}, "B"),
        ("score", "majority-judgement", [{"A": 5, "B": 1}] * 2 + [{"B": 5}], {"A": 5, "B": 1, "Z": 0}, "A"),
        ("points", "points", [{"A": 7, "B": 3}, {"B": 10}], {"A": 7, "B": 13, "Z": 0}, "B"),
    ],
)
def test_every_method_is_counted_by_its_rule(
    method: str, rule: str, papers: list[dict[str, int]], scores: dict[str, int], winner: str
) -> None:
    found = said(Poll("Which?", method=method, options=ABZ, rule=rule), papers)
    assert (found.scores, found.winners, found.valid) == (scores, (winner,), len(papers))


def test_votes_stand_in_the_sentence_with_their_base() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", base="eligible", eligible=9)
    assert said(poll, [{"A": 1}, {"A": 1}, {"Z": 1}]).sentence == (
        "Board leads; Board 2, Hubs 0, No change 1; 3 valid of 3 cast, of 9 eligible."
    )


def test_a_quorum_that_is_not_met_comes_first_and_a_threshold_says_whether_it_was_reached() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", quorum="10", threshold="more than half")
    found = said(poll, [{"A": 1}, {"A": 1}, {"Z": 1}])
    assert [(c.name, c.met) for c in found.checks] == [("quorum", False), ("threshold", True)]
    assert found.sentence.startswith("The quorum is not met, so this decides nothing. Board leads;")
    assert found.sentence.endswith("Needed, more than half: reached, 2 of 3 valid, at least 2.")


def test_a_threshold_is_not_checked_where_no_option_leads_alone() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", threshold="more than half")
    (check,) = said(poll, [{"A": 1}, {"B": 1}]).checks
    assert (check.met, "no option leads alone" in check.says) == (None, True)


def test_hands_are_checked_against_those_present() -> None:
    poll = Poll("Join?", method="hands", options=ABZ[:2], rule="plurality", base="present",
                quorum="half of those present", threshold="more for than against")  # fmt: skip
    found = announce("p", poll, [], Hands("p", 20, {"A": {"": 9}, "B": {"": 6}}, 3, 2))
    assert [c.says for c in found.checks] == [
        "Quorum met: 18 cast, 10 of 20 present needed.",
        "Needed, more for than against: reached, 9 to 6.",
    ]


def test_a_gradient_is_a_distribution_with_support_and_blocks() -> None:
    poll = Poll("Agree?", method="gradient", options=ABZ[:1], rule="majority-judgement", scale=FIVE, earlier="x",
                threshold="70 % at 3 or above, at most 10 % at 1")  # fmt: skip
    found = said(poll, [{"A": 5}] * 6 + [{"A": 3}] * 2 + [{"A": 2}, {"A": 1}])
    assert found.levels == {"A": {"1": 1, "2": 1, "3": 2, "4": 0, "5": 6}}
    assert (found.support, found.blocks) == ({"A": 8}, {"A": 1})
    assert found.sentence.startswith(
        "CARRIED. Board: 8 of 10 support it (at 3 or above), 1 at 1 or below; 10 valid of 10"
    )
    assert found.sentence.endswith("It is adopted.")
    assert said(poll, [{"A": 5}] * 6 + [{"A": 2}] * 4).sentence.endswith("It is NOT adopted.")


# Adoption


ADOPT = Poll("Which model?", options=ABZ, ties=True, rule="adoption")
OVER = (Option("A", "Board"), Option("B", "Hubs"), Option("C", "Body"), Option("Z", "No change"))


def test_a_model_that_beats_every_other_leads_and_each_step_is_kept() -> None:
    found = said(ADOPT, [{"A": 1, "B": 2, "Z": 3}] * 3 + [{"B": 1, "Z": 2, "A": 3}] * 2)
    assert (found.winners, found.ranking, found.irv) == (("A",), (("A",), ("B",), ("Z",)), ("A",))
    assert [step[:2] for step in found.steps] == [
        ("beats no change", True), ("Condorcet winner", True), ("cross-check", None),
    ]  # fmt: skip
    assert "Board beats every other option left, one to one." in found.sentence


def test_where_nothing_beats_no_change_nothing_changes() -> None:
    found = said(ADOPT, [{"Z": 1, "A": 2}] * 3 + [{"A": 1}])
    assert (found.winners, found.sentence) == (("Z",), "No option beats No change; 4 valid of 4 cast.")


def test_a_cycle_is_named_and_settled_by_the_strongest_chain() -> None:
    poll = Poll("Which model?", options=OVER, rule="adoption")
    papers = [{"A": 1, "B": 2, "C": 3}] * 4 + [{"B": 1, "C": 2, "A": 3}] * 3 + [{"C": 1, "A": 2, "B": 3}] * 2
    found = said(poll, papers)
    assert found.winners == ("A",)
    assert "There is a cycle: Board, Hubs and Body." in found.sentence


def test_the_alternative_vote_is_named_where_it_differs() -> None:
    papers = [{"A": 1, "B": 2}] * 4 + [{"C": 1, "B": 2}] * 3 + [{"B": 1, "A": 2}] * 2
    found = said(Poll("Which?", options=OVER, rule="adoption"), papers)
    assert (found.winners, found.irv) == (("B",), ("A",))
    assert "The alternative vote differs: Board leads." in found.sentence


# Tables


def table(number: int, people: int, marks: dict[str, int], *splits: Split) -> Ballot:
    return Ballot("p", number, marks=marks, unit="table", people=people, splits=splits)


def test_tables_are_counted_one_ballot_one_vote_and_by_people_and_said_to_differ() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", unit="table")
    found = said(poll, [table(1, 3, {"A": 1}), table(2, 2, {"A": 1}), table(3, 9, {"B": 1})])
    assert found.winners == ("A",)
    (people,) = found.beside
    assert (people.winners, people.n, people.differs) == (("B",), 14, True)
    said_so = "By people represented (14 people): DIFFERENT, Hubs leads. Hubs 9, Board 5, No change 0."
    assert said_so in found.sentence


def test_tables_beside_a_poll_of_persons_are_never_added_to_it() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality")
    found = said(poll, [{"A": 1}, {"A": 1}, {"B": 1}, table(4, 50, {"B": 1})])
    assert (found.scores, found.valid, found.cast) == ({"A": 2, "B": 1, "Z": 0}, 3, 3)
    assert [(b.name, b.n, b.differs) for b in found.beside] == [
        ("tables, one ballot one vote", 1, True), ("by people represented", 50, True),
    ]  # fmt: skip


def test_a_split_table_counts_by_all_its_people_and_speaks_with_its_largest_part() -> None:
    poll = Poll("Which?", method="choose", options=ABZ, rule="plurality", unit="table")
    split = table(1, 7, {}, Split(5, {"A": 1}), Split(2, {"B": 1}))
    found = said(poll, [split, table(2, 4, {}, Split(2, {"A": 1}), Split(2, {"B": 1}))])
    assert (found.scores, found.valid) == ({"A": 1, "B": 0, "Z": 0}, 1)
    assert found.beside[0].scores == {"A": 7, "B": 4, "Z": 0}


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from("ABZ")), min_size=1, max_size=12))
def test_by_people_is_what_the_same_people_would_have_said_one_by_one(tables: list[tuple[int, str]]) -> None:
    by_table = Poll("Which?", method="choose", options=ABZ, rule="plurality", unit="table")
    one_by_one = Poll("Which?", method="choose", options=ABZ, rule="plurality")
    found = said(by_table, [table(i, n, {o: 1}) for i, (n, o) in enumerate(tables, 1)])
    single = said(one_by_one, [{o: 1} for n, o in tables for _ in range(n)])
    assert found.beside[0].scores == single.scores
    assert found.beside[0].winners == single.winners


@given(st.lists(st.tuples(st.permutations("ABC"), st.sampled_from(["p", "s", ""])), max_size=30))
def test_papers_that_say_the_same_in_one_part_of_the_room_are_counted_together(
    cast: list[tuple[list[str], str]],
) -> None:
    poll = Poll("Which?", options=tuple(Option(id, id) for id in "ABC"))
    ballots = [
        Ballot("p", number, marks={id: rank for rank, id in enumerate(order, 1)}, phase=phase)
        for number, (order, phase) in enumerate(cast, 1)
    ]
    one_by_one = Profile(
        ("A", "B", "C"),
        tuple(Paper(tuple(b.marks[id] for id in "ABC"), 1, {"phase": b.phase}) for b in ballots),
    )
    found = profile(poll, ballots)
    assert (found.n, found.grouped()) == (one_by_one.n, one_by_one.grouped())
    assert {name: part.grouped() for name, part in found.by("phase").items()} == {
        name: part.grouped() for name, part in one_by_one.by("phase").items()
    }
    assert outcome(poll, found).digest == count(one_by_one, "borda", policy(poll)).digest
    assert kendalls_w(found) == kendalls_w(one_by_one)
    assert breadth(found, 2) == tuple(sum(b.marks[id] <= 2 for b in ballots) for id in "ABC")
    assert bootstrap_tiers(found, seed=1, replicates=20) == bootstrap_tiers(one_by_one, seed=1, replicates=20)


@pytest.mark.parametrize(
    ("method", "rule", "marks"),
    [
        *((method, rule, {"A": 1}) for method in METHODS for rule in METHODS[method].rules if method != "hands"),
        ("rank", "borda", {"A": 1, "B": 2}), ("gradient", "majority-judgement", {"A": 4, "B": 2}),
    ],
)  # fmt: skip
def test_a_ballot_left_wholly_blank_counts_for_no_option_and_is_cast(
    method: str, rule: str, marks: dict[str, int]
) -> None:
    poll = Poll("?", "?", method, ABZ, rule=rule, scale=FIVE if method in ("gradient", "score") else ())
    before = said(poll, [marks] * 3)
    after = said(poll, [*([marks] * 3), Ballot("p", 9, "blank")])
    assert replace(before, sentence=after.sentence, cast=after.cast) == after
    assert (before.cast, after.cast) == (3, 4)


def test_a_second_tally_that_was_not_worked_out_is_told_so_and_never_as_nobody_leading() -> None:
    beside = Beside("by people", 12, "people", worked_out=False)
    assert compared(Poll("Which?"), beside) == "who leads is not worked out, since there are too many ways to try"
