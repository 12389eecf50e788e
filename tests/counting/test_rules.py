"""Textbook elections, each with one trap, and every choice of policy."""

import hashlib
from fractions import Fraction
from typing import Any

import pytest

from hep_tui.counting import RULES, Ballot, Outcome, Policy, Profile, count
from hep_tui.counting.policy import chain
from hep_tui.counting.positional import number
from hep_tui.errors import HepError

from .samples import (
    ALASKA,
    CYCLE,
    IRV_TIE,
    MARGINS,
    PARTIAL,
    SCHULZE_45,
    STAR_TIE,
    TENNESSEE,
    TENNESSEE_STARS,
    abif,
    names,
    scored,
)


def won(text: str, rule: str, **policy: Any) -> set[str]:
    profile = scored(text) if RULES[rule].kind in ("scores", "grades") else abif(text)
    return names(profile, count(profile, rule, Policy(**policy)).winners)


def test_tennessee_has_a_different_capital_under_each_rule() -> None:
    assert won(TENNESSEE, "plurality") == {"Memphis"}
    assert won(TENNESSEE, "irv") == {"Knoxville"}
    for rule in ("borda", "bucklin", "condorcet", "copeland", "schulze", "ranked-pairs", "kemeny"):
        assert won(TENNESSEE, rule) == {"Nashville"}


def test_star_and_score_add_tennessees_stars_as_published() -> None:
    outcome = count(scored(TENNESSEE_STARS), "star")
    sums = dict(zip(outcome.options, outcome.scores or (), strict=True))
    assert sums == {"Chattanooga": 246, "Knoxville": 182, "Memphis": 210, "Nashville": 261}
    assert outcome.rounds[1].tally == (32, None, None, 68)
    assert names(scored(TENNESSEE_STARS), outcome.winners) == {"Nashville"}
    assert won(TENNESSEE_STARS, "score") == {"Nashville"}
    assert won(TENNESSEE_STARS, "majority-judgement") == {"Chattanooga"}


def test_an_exact_star_tie_stays_a_tie() -> None:
    outcome = count(scored(STAR_TIE), "star")
    assert outcome.winners == {0, 1}
    assert [(tie.where, tie.tied, tie.broken_by) for tie in outcome.ties] == [("runoff", (0, 1), None)]


def test_a_tie_for_the_runoff_goes_to_one_to_one_preference() -> None:
    outcome = count(scored("1:A/5>B/3>C/2\n1:B/3>C/2>A/0\n1:C/3>B/2>A/0"), "star")
    assert outcome.scores == (5, 8, 7)
    tied = count(scored("3:A/5>B/2>C/1\n2:B/2>C/1>A/0\n1:C/4>A/0>B/0"), "star")
    assert tied.scores == (15, 10, 9)
    level = count(scored("4:A/5>B/2>C/1\n2:A/5>C/3>B/1"), "star")
    assert level.scores == (30, 10, 10)
    assert level.facts["finalists"] == [0, 1]
    assert level.ties[0].broken_by == "one-to-one preference"


def test_schulzes_own_example_ranks_e_a_c_b_d() -> None:
    outcome = count(abif(SCHULZE_45), "schulze")
    assert [outcome.options[i] for tier in outcome.ranking for i in tier] == list("EACBD")
    assert outcome.facts["paths"][4] == [25, 28, 28, 31, 0]


def test_alaska_elects_the_condorcet_loser_of_two_over_the_condorcet_winner() -> None:
    outcome = count(abif(ALASKA), "irv")
    assert [each.tally for each in outcome.rounds] == [(53810, 58973, 75799), (None, 86026, 91266)]
    assert outcome.rounds[1].exhausted["choices ended"] == 11290
    assert won(ALASKA, "condorcet") == {"Begich"}


def test_a_cycle_has_no_condorcet_winner_and_names_the_smith_set() -> None:
    outcome = count(abif(CYCLE), "condorcet")
    assert outcome.winners == frozenset()
    assert outcome.facts["smith_set"] == [0, 1, 2]
    assert "cycle" in " ".join(outcome.explain())
    assert count(abif(CYCLE), "kemeny").facts["distance"] == 120


def test_winning_votes_and_margins_elect_differently() -> None:
    assert won(MARGINS, "schulze") == {"D"}
    assert won(MARGINS, "schulze-margins") == {"C"}
    assert won(MARGINS, "ranked-pairs") == {"D"}


def test_an_elimination_tie_reports_every_possible_winner_and_stops() -> None:
    outcome = count(abif(IRV_TIE), "irv")
    assert names(abif(IRV_TIE), outcome.winners) == {"A", "C"}
    assert len(outcome.rounds) == 1
    assert outcome.rounds[0].eliminated == ()
    assert [(tie.tied, tie.broken_by, tie.decisive) for tie in outcome.ties] == [((1, 2), None, True)]


def test_the_chain_breaks_the_same_tie_and_says_by_what() -> None:
    outcome = count(abif(IRV_TIE), "irv", Policy(tie_chain=("earlier", "first", "borda", "lot")))
    assert names(abif(IRV_TIE), outcome.winners) == {"A"}
    assert [(tie.tied, tie.broken_by, tie.decisive) for tie in outcome.ties] == [((1, 2), "mean rank", True)]


def test_a_tie_that_cannot_change_the_winner_is_not_decisive() -> None:
    profile = abif("6:A>B>C\n2:B>A\n2:C>A\n1:D>A")
    outcome = count(profile, "irv", Policy(until="two", tie_chain=("lot",), seed="1"))
    assert outcome.ties
    assert not any(tie.decisive for tie in outcome.ties)


def test_ranked_pairs_take_a_tie_to_the_chain_before_the_lot() -> None:
    profile = abif("2:B>A>C\n1:A>C>B\n2:C>B>A")
    assert count(profile, "ranked-pairs").winners == {1, 2}
    broken = count(profile, "ranked-pairs", Policy(tie_chain=("schulze", "borda", "lot"), seed="1"))
    assert broken.winners == {2}
    assert [(tie.tied, tie.broken_by, tie.decisive) for tie in broken.ties] == [((1, 2), "mean rank", True)]
    assert broken.ranking[0] == (2,)
    drawn = count(profile, "ranked-pairs", Policy(tie_chain=("lot",), seed="1"))
    assert drawn.ties[0].broken_by == "the lot drawn from the public seed"
    assert len(drawn.ties[0].draw) == 2


def ring(m: int) -> Profile:
    """Return as many papers as options, each beginning one option further on."""
    papers = tuple(Ballot(tuple((i - k) % m + 1 for i in range(m))) for k in range(m))
    return Profile(tuple(f"option {k}" for k in range(m)), papers)


def test_too_many_orders_of_equal_wins_are_not_worked_out_or_go_to_the_lot() -> None:
    standing = count(ring(7), "ranked-pairs", Policy(cap=50))
    assert (standing.winners, standing.settled) == (frozenset(), "not-worked-out")
    assert "tied" not in standing.verdict
    assert standing.ranking == (tuple(range(7)),)
    assert any("not all" in warning for warning in standing.warnings)
    drawn = count(ring(7), "ranked-pairs", Policy(cap=50, tie_chain=("lot",), seed="1"))
    assert len(drawn.winners) == 1
    assert drawn.ties[0].tied == tuple(range(7))
    assert drawn.ties[0].draw


def test_wins_on_no_cycle_are_locked_first_so_that_only_knots_are_searched() -> None:
    """Two rings of eight, one above the other: together they have far more orders than one has."""
    ranks = [tuple((i - k) % 5 + 1 for i in range(5)) + tuple((i - k) % 5 + 6 for i in range(5)) for k in range(5)]
    profile = Profile(tuple("ABCDEFGHIJ"), tuple(Ballot(marks) for marks in ranks))
    outcome = count(profile, "ranked-pairs")
    assert outcome.winners == set(range(5))
    assert outcome.ranking == ((0, 1, 2, 3, 4), (5, 6, 7, 8, 9))


def test_a_hundred_ideas_of_ten_people_are_given_up_within_the_budget() -> None:
    papers = tuple(Ballot(tuple((7 * i * (k + 3) + k) % 101 for i in range(100))) for k in range(10))
    outcome = count(Profile(tuple(f"idea {k}" for k in range(100)), papers), "ranked-pairs")
    assert outcome.settled == "not-worked-out"


def test_star_fills_both_places_of_the_runoff_together() -> None:
    """Three options share the highest sum; A and B win a match each, so that both meet, and A is preferred."""
    rows = ((0, 1, 3), (1, 1, 0), (1, 5, 2), (3, 0, 5), (2, 0, 2), (4, 3, 1), (0, 2, 0), (3, 2, 1))
    outcome = count(Profile(("A", "B", "C"), tuple(map(Ballot, rows))), "star", Policy(scale=(0, 5)))
    assert outcome.scores == (14, 14, 14)
    assert outcome.facts["finalists"] == [0, 1]
    assert outcome.winners == {0}
    assert outcome.ties[0].broken_by == "one-to-one preference"


def test_star_fills_several_seats_one_after_another() -> None:
    outcome = count(scored(TENNESSEE_STARS), "star", seats=2)
    assert names(scored(TENNESSEE_STARS), outcome.winners) == {"Nashville", "Chattanooga"}
    assert count(scored(STAR_TIE), "star", seats=2).winners == {0, 1}


def test_places_are_filled_together_and_only_a_tie_across_the_last_is_one() -> None:
    profile = Profile(
        tuple("ABCD"), tuple(Ballot(tuple(m or None for m in row)) for row in ((1, 1, 0, 0), (0, 0, 1, 1)))
    )
    chosen = count(profile, "approval", Policy(tie_chain=("lot",), seed="1"), seats=2)
    assert (len(chosen.winners), len(chosen.ties)) == (2, 1)
    assert count(profile, "approval", seats=4).settled == "settled"
    standing = count(profile, "approval", seats=2)
    assert standing.settled == "tied"
    assert standing.verdict == "A, B, C and D are tied; the tie is left standing."


def test_the_last_two_level_are_told_as_a_tie_and_not_as_a_further_round() -> None:
    outcome = count(abif("3:A\n2:B\n1:C>B"), "irv", Policy(tie_chain=("earlier", "first", "lot"), seed="1"))
    assert [each.tally for each in outcome.rounds] == [(3, 2, 1), (3, 3, None)]
    assert outcome.winners == {0}
    assert "A has 3 of 6 continuing votes and is ahead by the latest earlier round" in outcome.explain()[1]


def test_stv_says_where_cutting_off_decimals_separates_what_is_level() -> None:
    profile = abif("23:A1>A2>A3\n7:B1")
    outcome = count(profile, "stv", seats=3)
    assert "cut off at five decimals" in outcome.explain()[-2]
    assert "tied in exact fractions" in outcome.explain()[-2]
    exact = count(profile, "stv", Policy(transfers="exact"), seats=3)
    assert exact.rounds[1].tally[1] == 15
    assert exact.rounds[2].tally[2] == 7
    assert "truncation" not in {cause for cause, lost in exact.rounds[2].exhausted.items() if lost}


def test_stv_says_where_cutting_off_decimals_decides_who_is_elected() -> None:
    profile = abif("5:A>B\n2:A>C\n2:B\n1:C")
    assert not any("cut off" in line for line in count(profile, "stv", seats=2).explain())


def test_numbers_are_written_without_a_stray_dot() -> None:
    assert [number(Fraction(n)) for n in ("7", "1/2", "765.69152", "6.99982", "41.000001")] == [
        "7", "0.5", "765.69152", "6.99982", "41",
    ]  # fmt: skip


def test_top_scores_are_those_of_the_declared_scale() -> None:
    profile = Profile(("A", "B"), (Ballot((4, 3)), Ballot((0, 1))))
    assert count(profile, "star").winners == {0}
    level = Profile(("A", "B"), (Ballot((4, 1)), Ballot((0, 3))))
    assert count(level, "star").winners == {0}
    assert count(level, "star", Policy(scale=(0, 5))).winners == {0, 1}


def test_a_tie_for_the_runoff_that_cannot_change_the_winner_is_not_decisive() -> None:
    profile = Profile(("A", "B", "C"), (Ballot((2, 4, 3), 2), Ballot((5, 5, 4), 2)))
    outcome = count(profile, "star")
    assert outcome.winners == {1}
    assert [(tie.tied, tie.broken_by, tie.decisive) for tie in outcome.ties] == [((0, 2), "more top scores", False)]


def test_the_lot_can_be_drawn_again_by_anyone() -> None:
    profile = abif("1:A\n1:B\n1:C")
    policy = Policy(tie_chain=("lot",), seed="4 6 1", poll="priorities")
    drawn = min("ABC", key=lambda name: hashlib.sha256(f"4 6 1|priorities|{name}".encode()).hexdigest())
    outcome = count(profile, "plurality", policy)
    assert names(profile, outcome.winners) == {drawn}
    assert outcome.ties[0].decisive
    assert len(outcome.ties[0].draw) == 3


def test_a_named_last_step_leaves_the_tie_to_people() -> None:
    outcome = count(abif("1:A\n1:B"), "plurality", Policy(tie_chain=("chair", "lot"), seed="1"))
    assert outcome.winners == {0, 1}
    assert outcome.ties[0].broken_by is None


def test_partial_ballots_score_by_average_rank_or_by_what_is_ranked() -> None:
    assert count(abif(PARTIAL), "borda").scores == (Fraction(33, 2), 23, 22, Fraction(21, 2))
    assert count(abif(PARTIAL), "modified-borda").scores == (9, 19, 18, 8)


def test_ignored_blanks_say_nothing_about_any_pair() -> None:
    outcome = count(abif(PARTIAL), "condorcet", Policy(blank="ignore"))
    assert outcome.pairwise == ((0, 0, 0, 0), (4, 0, 4, 4), (4, 3, 0, 4), (4, 0, 0, 0))


OVERVOTES = Profile(("A", "B", "C"), (Ballot((1, 1, 2), 2), Ballot((3, 2, 1), 3), Ballot((2, None, 1), 1)))


def final(profile: Profile, **policy: Any) -> tuple[list[tuple[object, ...]], dict[str, object]]:
    outcome = count(profile, "irv", Policy(**policy))
    return [each.tally for each in outcome.rounds], dict(outcome.rounds[-1].exhausted)


def test_an_overvote_exhausts_only_while_several_of_its_options_continue() -> None:
    profile = Profile(("A", "B", "C"), (Ballot((2, 2, 1), 1), Ballot((1, None, None), 3), Ballot((None, 1, None), 2)))
    tallies, lost = final(profile, until="two")
    assert tallies == [(3, 2, 1), (3, 2, None)]
    assert lost["overvote"] == 1
    skipping, _ = final(OVERVOTES, overvote="skip")
    assert skipping[0] == (0, 0, 6)
    _, stopped = final(OVERVOTES, overvote="exhaust")
    assert stopped["overvote"] == 2


def test_a_paper_passes_an_overvote_of_which_only_one_option_is_left() -> None:
    profile = Profile(
        ("A", "B", "C"), (Ballot((3, 1, 1), 0), Ballot((2, 2, 1), 2), Ballot((1, 2, 3), 5), Ballot((3, 1, 2), 4))
    )
    tallies, lost = final(profile, until="two")
    assert tallies == [(5, 4, 2), (5, 4, None)]
    assert lost["overvote"] == 2
    papers = {(None, 2, 2, 1): 2, (1, None, None, None): 5, (None, None, 1, None): 1, (None, 1, None, None): 4}
    later = Profile(("A", "B", "C", "D"), tuple(Ballot(marks, weight) for marks, weight in papers.items()))
    tallies, lost = final(later, until="two")
    assert tallies == [(5, 4, 1, 2), (5, 4, None, 2), (5, 6, None, None)]
    assert lost == {"choices ended": 1, "overvote": 0, "repeated": 0, "skipped": 0}


def test_skipped_ranks_close_up_or_exhaust_after_so_many() -> None:
    profile = Profile(("A", "B"), (Ballot((4, 1), 1), Ballot((2, None), 1), Ballot((None, 3), 1)))
    assert final(profile)[0] == [(1, 2)]
    assert final(profile, skipped=1)[1]["skipped"] == 1
    assert final(profile, skipped=0)[1]["skipped"] == 2


def test_a_repeated_option_counts_once_or_exhausts_the_paper() -> None:
    profile = Profile(
        ("A", "B", "C"),
        (Ballot((3, None, 1), 1, repeats=((2, 2),)), Ballot((1, None, None), 2), Ballot((None, 1, None), 2)),
    )
    chain = ("earlier", "borda")
    assert final(profile, tie_chain=chain)[0][-1] == (3, 2, None)
    assert final(profile, duplicate="exhaust", tie_chain=chain)[1]["repeated"] == 1


def test_irv_runs_to_two_when_declared() -> None:
    profile = abif("6:A>B\n3:B\n1:C")
    assert len(count(profile, "irv").rounds) == 1
    assert len(count(profile, "irv", Policy(until="two")).rounds) == 2


def test_points_over_the_budget_are_spoilt_and_leave_the_base() -> None:
    profile = Profile(("A", "B"), (Ballot((6, 4)), Ballot((10, 1)), Ballot((None, 3)), Ballot((-1, 2))))
    outcome = count(profile, "points", Policy(budget=10))
    assert (outcome.n, outcome.scores) == (2, (6, 7))
    assert outcome.warnings == ("2 papers are spoilt: more than 10 points, or fewer than none.",)


def test_a_mark_outside_the_scale_spoils_the_paper() -> None:
    profile = Profile(("A", "B"), (Ballot((5, 0)), Ballot((6, 1)), Ballot((None, 4))))
    outcome = count(profile, "score", Policy(scale=(0, 5)))
    assert (outcome.n, outcome.scores) == (2, (5, 4))


def test_blanks_in_scores_add_nothing_but_stay_in_the_denominator() -> None:
    profile = Profile(("A", "B"), (Ballot((4, None)), Ballot((2, 4))))
    assert count(profile, "score").facts["mean"] == [3, 2]
    assert count(profile, "score", Policy(blank="ignore")).facts["mean"] == [3, 4]
    assert count(profile, "score", Policy(blank="lowest", scale=(1, 5))).scores == (6, 5)


def test_majority_judgement_reads_grades_outwards_from_the_middle() -> None:
    papers = tuple(Ballot(pair) for pair in zip((7, 11, 9, 9, 11), (8, 11, 9, 9, 10), strict=True))
    assert count(Profile(("A", "B"), papers), "majority-judgement").winners == {0}


def test_blanks_are_the_lowest_grade_or_left_out_as_declared() -> None:
    profile = Profile(("A", "B"), (Ballot((5, 3)), Ballot((None, 3)), Ballot((None, 3)), Ballot((1, 3))))
    assert count(profile, "majority-judgement").scores == (1, 3)
    ignoring = count(profile, "majority-judgement", Policy(blank="ignore"))
    assert [gauge["n"] for gauge in ignoring.facts["gauge"]] == [2, 4]
    assert ignoring.scores == (1, 3)


def test_thousands_of_different_grades_are_counted_as_few_are() -> None:
    few = Profile(("A", "B"), tuple(Ballot((k % 40, 39 - k % 40)) for k in range(4000)))
    many = Profile(("A", "B"), tuple(Ballot((k, 3999 - k)) for k in range(4000)))
    assert few.table.papers_by_mark(0) == dict.fromkeys(range(40), 100)
    assert many.table.papers_by_mark(0) == dict.fromkeys(range(4000), 1)
    assert count(many, "majority-judgement").scores == (1999, 1999)
    assert count(many, "score", Policy(tie_chain=("top",))).winners == {0, 1}


def test_bucklin_adds_choices_until_someone_has_more_than_half() -> None:
    outcome = count(abif(TENNESSEE), "bucklin")
    assert [each.tally for each in outcome.rounds] == [(15, 17, 42, 26), (58, 32, 42, 68)]


def test_stv_transfers_a_surplus_in_five_truncated_decimals() -> None:
    profile = abif("4:Orange\n2:Pear>Orange\n8:Chocolate>Strawberry\n4:Chocolate>Sweets\n1:Strawberry\n1:Sweets")
    outcome = count(profile, "stv", Policy(tie_chain=("earlier", "lot"), seed="1"), seats=3)
    assert outcome.facts["quota"] == 6
    elected = names(profile, outcome.winners)
    assert elected == {"Chocolate", "Orange", "Strawberry"}
    assert all(Fraction(v).denominator in (1, *(2**a * 5**b for a in range(6) for b in range(6)))
               for each in outcome.rounds for v in each.tally if v is not None)  # fmt: skip
    thirds = count(abif("5:A>B\n2:A>C\n2:B\n1:C"), "stv", seats=2)
    assert thirds.facts["quota"] == 4
    assert thirds.rounds[1].tally[1] == 2 + 5 * Fraction(42857, 100000)
    assert thirds.rounds[1].exhausted["truncation"] == Fraction(1, 100000)


def test_an_stv_tie_goes_to_the_latest_earlier_stage_that_separates_it() -> None:
    outcome = count(abif("7:A\n3:B\n3:C\n1:E>C\n1:E>A\n1:D>B"), "stv")
    assert [each.tally for each in outcome.rounds[:3]] == [
        (7, 3, 3, 1, 2), (7, 4, 3, None, 2), (8, 4, 4, None, None),
    ]  # fmt: skip
    assert outcome.rounds[2].eliminated == (2,)
    assert outcome.ties[0].broken_by == "the latest earlier stage that separates them"


def test_several_seats_may_be_tied_for_the_last() -> None:
    outcome = count(abif("3:A\n2:B\n2:C\n1:D"), "plurality", seats=2)
    assert outcome.winners == {0, 1, 2}
    assert outcome.ties[0].decisive
    assert outcome.verdict == "A is elected; B and C are tied for the last seat; the tie is left standing."


def test_an_stv_tie_says_who_is_elected_for_certain_and_whether_it_mattered() -> None:
    standing = count(abif("4:C\n3:A\n3:D"), "stv", seats=2)
    assert standing.verdict == "C is elected; A and D are tied for the last seat; the tie is left standing."
    assert standing.ranking[:2] == ((1,), (0, 2))
    profile = abif("6:A\n4:B\n1:C\n1:D")
    told = count(profile, "stv", Policy(tie_chain=("lot",), seed="1"), seats=2)
    assert [(tie.tied, tie.decisive) for tie in told.ties] == [((2, 3), False)]
    bare = count(profile, "stv", seats=2)
    assert bare.verdict == "A and B are elected."
    assert bare.story[-1] == "Whichever of them is taken first, the same are elected."


def test_an_stv_count_of_few_papers_for_many_options_keeps_to_its_cap() -> None:
    profile = Profile(
        tuple(f"option {k}" for k in range(20)), (Ballot((1, *[None] * 19)), Ballot((None, 1, *[None] * 18)))
    )
    outcome = count(profile, "stv", Policy(cap=200), seats=3)
    assert any("200 counts and not all" in warning for warning in outcome.warnings)
    assert (outcome.winners, outcome.settled) == (frozenset({0, 1}), "not-worked-out")
    assert outcome.ranking[:1] == ((0, 1),)
    assert outcome.verdict.startswith("Option 0 and option 1 are elected; who else is elected is not worked out")


def test_kemeny_refuses_more_options_than_it_can_count_exactly() -> None:
    many = Profile(tuple(f"option {k}" for k in range(17)), (Ballot(tuple(range(1, 18))),))
    with pytest.raises(HepError, match="16 options and this has 17"):
        count(many, "kemeny")
    assert count(Profile(many.options[:16], (Ballot(tuple(range(1, 17))),)), "kemeny").facts["optima"] == 1


@pytest.mark.parametrize(
    ("rule", "seats", "message"),
    [("irv", 2, "fills one seat"), ("borda", 3, "cannot be filled"), ("hat", 1, "no rule called")],
)
def test_a_rule_that_does_not_fit_says_so_in_a_sentence(rule: str, seats: int, message: str) -> None:
    with pytest.raises(HepError, match=message):
        count(Profile(("A", "B")), rule, seats=seats)


def test_no_options_and_ragged_ballots_are_refused() -> None:
    with pytest.raises(HepError, match="no options"):
        count(Profile(()), "borda")
    with pytest.raises(ValueError, match="1 marks for 2 options"):
        Profile(("A", "B"), (Ballot((1,)),))
    with pytest.raises(ValueError, match="never negative"):
        Profile(("A",), (Ballot((1,), -1),))


def test_no_papers_name_no_winner() -> None:
    for rule in RULES:
        assert count(Profile(("A", "B")), rule).winners == frozenset()


def test_a_search_for_possible_winners_keeps_to_its_cap_and_says_so() -> None:
    outcome = count(ring(14), "irv", Policy(cap=100))
    assert (outcome.winners, outcome.settled) == (frozenset(), "not-worked-out")
    assert outcome.ranking[0] == tuple(range(14))
    assert any("100 counts and not all" in warning for warning in outcome.warnings)


def test_a_chain_is_read_from_words() -> None:
    usual = RULES["irv"].chain
    assert chain("", usual, None) == ()
    assert chain("", usual, "6") == usual
    assert chain("previous > first-preferences, lot", usual, "6") == ("earlier", "first", "lot")
    assert chain("default", usual, None) == usual == ("earlier", "first", "lot")
    with pytest.raises(HepError, match="no tie step 'coin'"):
        chain("coin", usual, None)
    with pytest.raises(HepError, match="needs a public seed"):
        chain("lot", usual, None)


def test_an_outcome_says_how_it_came_about() -> None:
    told: Outcome = count(abif(TENNESSEE), "irv")
    assert told.explain() == [
        "Round 1: Memphis 42, Nashville 26, Knoxville 17, Chattanooga 15. Chattanooga drops out.",
        "Round 2: Memphis 42, Knoxville 32, Nashville 26. Nashville drops out.",
        "Round 3: Knoxville 58, Memphis 42. Knoxville has 58 of 100 continuing votes.",
        "Knoxville wins.",
    ]


def test_what_papers_gave_is_kept_with_them_and_with_no_others() -> None:
    profile = abif(TENNESSEE)
    first = count(profile, "borda")
    assert count(profile, "borda") is first
    assert count(profile, "borda", Policy(tie_chain=("first",))) is not first
    assert count(profile.having(profile.ballots[:1]), "borda").n == 42
