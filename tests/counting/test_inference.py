"""Agreement, intervals, weights, margins and adoption, against published figures and worked examples."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import Ballot, Policy, Profile, count
from hep_tui.counting.adoption import Terms, adopt
from hep_tui.counting.agreement import agreement_a, doubled_ranks, kendalls_w
from hep_tui.counting.inference import bootstrap_tiers, wilson
from hep_tui.counting.margin import Margin, margin
from hep_tui.counting.profile import OVERVOTED
from hep_tui.counting.strata import breadth
from hep_tui.domain.rules import EVERY, Known
from hep_tui.errors import HepError

from .forms import tries
from .samples import CYCLE, TENNESSEE, abif
from .test_properties import profiles

ANXIETY = (
    (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
    (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
    (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
)

BY_PAIRS = [rule.name for rule in EVERY.values() if rule.margin is Known.PAIRS and rule.where]


def raters(rows: tuple[tuple[int, ...], ...]) -> Profile:
    return Profile(tuple(str(k) for k in range(len(rows[0]))), tuple(Ballot(row) for row in rows))


def test_kendalls_w_is_corrected_for_ties_as_in_the_published_example() -> None:
    found = kendalls_w(raters(ANXIETY))
    assert found.w == pytest.approx(0.5396568759543698, abs=1e-12)
    assert found.chi_square == pytest.approx(30.760441929399082)
    assert found.mean_spearman == pytest.approx((3 * 0.5396568759543698 - 1) / 2)


def test_kendalls_w_is_one_when_all_agree_and_undefined_when_nobody_distinguishes() -> None:
    assert kendalls_w(abif("7:A>B>C")).exact == 1
    assert kendalls_w(abif("5:A=B=C")).w is None
    assert kendalls_w(abif("1:A>B")).w is None
    assert kendalls_w(Profile(("A", "B"))).w is None


def test_the_permutation_p_is_seeded_and_small_only_where_people_agree() -> None:
    agreeing = kendalls_w(abif("9:A>B>C>D"), permutations=200, seed=4)
    assert agreeing.p == pytest.approx(1 / 201)
    split = kendalls_w(abif("1:A>B\n1:B>A"), permutations=200, seed=4)
    assert split.p == 1
    assert kendalls_w(raters(ANXIETY), 300, 1) == kendalls_w(raters(ANXIETY), 300, 1)
    assert 0.005 < (kendalls_w(raters(ANXIETY), 2000, 7).p or 1) < 0.1


@tries(20)
@given(profiles())
def test_average_ranks_add_up_whatever_is_blank(profile: Profile) -> None:
    m = len(profile.options)
    for ballot in profile.ballots:
        assert sum(doubled_ranks(ballot.marks)) == m * (m + 1)


def test_van_der_eijks_a_is_as_in_the_published_example_and_at_the_extremes() -> None:
    assert agreement_a((30, 40, 210, 130, 530, 50, 10)) == pytest.approx(Fraction(1834, 3000))
    assert agreement_a((0, 9, 0, 0, 0)) == 1
    assert agreement_a((4, 4, 4, 4)) == 0
    assert agreement_a((5, 0, 0, 0, 5)) == -1
    assert agreement_a((0, 0)) is None
    assert agreement_a((3,)) is None


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_as_published(x: int, n: int, low: float, high: float) -> None:
    assert wilson(x, n) == pytest.approx((low, high), abs=5e-5)


def test_wilsons_interval_needs_a_share() -> None:
    for x, n in ((1, 0), (-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="is not a share"):
            wilson(x, n)


def phased(text: str, phase: str) -> tuple[Ballot, ...]:
    return tuple(Ballot(b.marks, b.weight, {"phase": phase, "table": phase}) for b in abif(text).ballots)


def test_bootstrap_tiers_part_what_is_settled_and_join_what_is_not() -> None:
    profile = Profile(("A", "B", "C"), (*phased("20:A>B>C\n18:A>C>B", "primary"), *phased("9:A>C>B", "secondary")))
    found = bootstrap_tiers(profile, seed=1, replicates=400)
    assert found.tiers == ((0,), (1, 2))
    assert found.before[0][1] == 1
    assert found == bootstrap_tiers(profile, seed=1, replicates=400)
    assert found != bootstrap_tiers(profile, seed=2, replicates=400)


def test_bootstrap_draws_whole_tables_where_ballots_were_discussed() -> None:
    papers = tuple(Ballot((1, 2) if table < 4 else (2, 1), 9, {"table": str(table)}) for table in range(6))
    singly = bootstrap_tiers(Profile(("A", "B"), papers), seed=3, replicates=500)
    together = bootstrap_tiers(Profile(("A", "B"), papers), seed=3, replicates=500, tables=True)
    assert singly.tiers == ((0,), (1,))
    assert together.tiers == ((0, 1),)


def test_bootstrap_does_not_depend_on_the_order_of_ballots() -> None:
    profile = Profile(("A", "B", "C"), phased("3:A>B>C\n2:C>B\n4:B>A", "primary"))
    turned = profile.having(reversed(profile.ballots))
    assert bootstrap_tiers(profile, 5, 200) == bootstrap_tiers(turned, 5, 200)


def test_breadth_counts_papers_with_an_option_among_the_first() -> None:
    assert breadth(abif("3:A>B>C>D\n2:D>A"), top=2) == (5, 3, 0, 2)


@pytest.mark.parametrize(
    ("text", "rule", "papers"),
    [
        ("6:A\n3:B", "plurality", 2),
        ("5:A\n4:B", "plurality", 1),
        ("7:A>B>C\n3:B>C>A", "borda", 1),
        ("9:A>B\n1:B>A", "condorcet", 4),
        (TENNESSEE, "irv", 1),
        ("1:A\n1:B", "plurality", 0),
        (CYCLE, "condorcet", 0),
    ],
)
def test_the_margin_of_decision_is_the_fewest_wrong_papers(text: str, rule: str, papers: int) -> None:
    assert margin(abif(text), rule).papers == papers


@tries(20)
@given(profiles(most=3), st.sampled_from(["plurality", "borda", "condorcet", "irv"]), st.data())
def test_fewer_wrong_papers_than_the_margin_never_change_the_lead(
    profile: Profile, rule: str, data: st.DataObject
) -> None:
    try:
        found = margin(profile, rule)
    except HepError:
        # Who drops out first was level, and no bound is known.
        return
    wrong = min(found.papers - 1, profile.n)
    papers = [Ballot(b.marks) for b in profile.ballots for _ in range(b.weight)]
    m = len(profile.options)
    for _ in range(max(0, wrong)):
        place = data.draw(st.integers(0, len(papers) - 1))
        papers[place] = Ballot(data.draw(st.tuples(*[st.none() | st.integers(1, m)] * m)))
    if wrong >= 0:
        assert count(profile.having(papers), rule, Policy(until="two")).winners == count(profile, rule).winners


@tries(30)
@given(profiles(most=4), st.sampled_from(["plurality", "borda"]), st.data())
def test_fewer_wrong_papers_than_the_margin_never_change_who_fills_the_places(
    profile: Profile, rule: str, data: st.DataObject
) -> None:
    m = len(profile.options)
    seats = data.draw(st.integers(1, m))
    found = margin(profile, rule, seats=seats)
    papers = [Ballot(b.marks) for b in profile.ballots for _ in range(b.weight)]
    for place in data.draw(st.permutations(range(len(papers))))[: max(0, found.papers - 1)]:
        papers[place] = Ballot(data.draw(st.tuples(*[st.none() | st.integers(1, m)] * m)))
    if found.papers:
        after = count(profile.having(papers), rule, Policy(), seats).winners
        assert after == count(profile, rule, Policy(), seats).winners


def test_the_margin_of_five_places_is_that_of_the_fifth_and_the_sixth() -> None:
    papers = "9:A>B>C\n9:B>A>C\n2:C>A>B"
    assert margin(abif(papers), "borda", seats=2).papers == 6
    assert (
        margin(abif(papers), "borda", seats=2)
        .sentence(0)
        .startswith("Settled: 6 papers would have to be wrong to change who fills the places")
    )
    with pytest.raises(HepError, match="several places"):
        margin(abif(papers), "schulze", seats=2)


@tries(20)
@given(profiles(most=3), st.sampled_from(["plurality", "borda", "condorcet"]))
def test_as_many_wrong_papers_as_an_exact_margin_can_take_the_lead_away(profile: Profile, rule: str) -> None:
    found = margin(profile, rule)
    if found.rival is None or not found.papers:
        return
    leader, rival = next(iter(count(profile, rule).winners)), found.rival
    m = len(profile.options)
    turned = tuple(1 if i == rival else None if i == leader else 2 for i in range(m))
    papers = [Ballot(b.marks) for b in profile.ballots for _ in range(b.weight)]

    def gain(ballot: Ballot) -> Fraction:
        scores: list[Any] = [count(profile.having([b]), rule if rule != "condorcet" else "copeland").scores or ()
                  for b in (ballot, Ballot(turned))]  # fmt: skip
        return Fraction(scores[0][leader] - scores[0][rival] - scores[1][leader] + scores[1][rival])

    papers.sort(key=gain if rule != "condorcet" else lambda b: _lead(b, leader, found.rival or 0), reverse=True)
    after = [Ballot(turned)] * found.papers + papers[found.papers :]
    assert count(profile.having(after), rule).winners != {leader}


@tries(60)
@given(profiles(most=4), st.sampled_from(["plurality", "approval", "score", "points", "borda", "condorcet"]), st.data())
def test_the_margin_is_that_of_turning_papers_one_by_one(profile: Profile, rule: str, data: st.DataObject) -> None:
    blank: Any = data.draw(st.sampled_from([None, "lowest"])) if rule == "score" else None
    policy = Policy(scale=(1, 4), budget=9, blank=blank)
    found = margin(profile, rule, policy)
    winners = count(profile, rule, policy).winners
    if len(winners) != 1:
        assert found == Margin(0, True)
        return
    (leader,) = winners
    rivals = [i for i in range(len(profile.options)) if i != leader]
    slow = [(_one_by_one(profile, rule, policy, leader, rival), rival) for rival in rivals]
    papers, rival = min(slow, default=(count(profile, rule, policy).n, None))
    assert found == Margin(papers, True, rival)


@tries(60)
@given(profiles(most=4), st.sampled_from([*BY_PAIRS, "majority-judgement"]), st.data())
def test_fewer_wrong_papers_than_a_bound_leave_the_leader_however_they_are_turned(
    profile: Profile, rule: str, data: st.DataObject
) -> None:
    best = len(profile.options) + 1 if rule == "majority-judgement" else 1
    policy = Policy(scale=(1, len(profile.options) + 1))
    if rule in BY_PAIRS and not margin(profile, "condorcet", policy).papers:
        with pytest.raises(HepError, match="beats every other"):
            margin(profile, rule, policy)
        return
    found = margin(profile, rule, policy)
    assert not found.exact
    if not found.papers:
        return
    (leader,) = count(profile, rule, policy).winners
    papers = [Ballot(b.marks) for b in profile.ballots for _ in range(b.weight)]
    rival = found.rival if data.draw(st.booleans()) else data.draw(st.integers(0, len(profile.options) - 1))
    turned = Ballot(tuple(None if i == leader else best if i == rival else 2 for i in range(len(profile.options))))
    wrong = data.draw(st.permutations(range(len(papers))))[: found.papers - 1]
    after = [turned if i in wrong else paper for i, paper in enumerate(papers)]
    assert count(profile.having(after), rule, policy).winners == {leader}


@pytest.mark.parametrize(
    ("grades", "papers"),
    [
        (((5, 1),) * 3 + ((1, 5),) * 2, 1),
        (((4, 3),) * 7 + ((2, 3),) * 2, 3),
        (((5, 1),) * 9, 5),
        (((3, 3),) * 4, 0),
    ],
)
def test_the_bound_of_majority_judgement_is_where_the_medians_can_meet(
    grades: tuple[tuple[int, int], ...], papers: int
) -> None:
    profile = Profile(("A", "B"), tuple(Ballot(each) for each in grades))
    assert margin(profile, "majority-judgement", Policy(scale=(1, 5))).papers == papers


def test_rules_by_pairs_share_the_bound_of_the_option_that_beats_all_and_have_none_in_a_circle() -> None:
    for rule in BY_PAIRS:
        assert margin(abif("9:A>B\n1:B>A"), rule) == Margin(4, False, 1)
        with pytest.raises(HepError, match="here none does"):
            margin(abif(CYCLE), rule)


def test_points_need_a_budget_before_their_margin_is_known() -> None:
    shared = Profile(("A", "B"), (Ballot((10, 0), 3), Ballot((0, 10), 2)))
    assert margin(shared, "points", Policy(budget=10)) == Margin(1, True, 1)
    with pytest.raises(HepError, match="where its budget is declared"):
        margin(shared, "points")


def _one_by_one(profile: Profile, rule: str, policy: Policy, leader: int, rival: int) -> int:
    """Return how many papers, each turned as far as it can be and the furthest first, make the rival level."""
    blank = int(policy.blank == "lowest")
    widest = {"borda": 2 * (len(profile.options) - 1), "score": 4 - blank, "points": 9}.get(rule, 1)
    given = [_given(b, rule, policy) for b in profile.ballots for _ in range(b.weight)]
    leads = sorted((max(-widest, min(widest, g[leader] - g[rival])) for g in given if g), reverse=True)
    gap, turned = sum(leads), 0
    for lead in leads:
        if gap <= 0 or lead == -widest:
            break
        gap, turned = gap - lead - widest, turned + 1
    return turned


def _given(ballot: Ballot, rule: str, policy: Policy) -> tuple[int, ...]:
    """Return what one paper gives each option, as a person would write it beside; nothing where it is spoilt."""
    marks, m = ballot.marks, len(ballot.marks)
    if rule == "borda":
        return tuple(2 * m - rank for rank in doubled_ranks(marks))
    if rule == "condorcet":
        return tuple(-99 if mark is None else -mark for mark in marks)
    if rule == "approval":
        return tuple(int(mark is not None and mark > 0) for mark in marks)
    if rule == "points":
        shared = tuple(mark or 0 for mark in marks)
        return shared if sum(shared) <= 9 else ()
    if rule == "score":
        spoilt = any(mark is not None and not 1 <= mark <= 4 for mark in marks)
        blank = int(policy.blank == "lowest")
        return () if spoilt else tuple(blank if mark is None else mark for mark in marks)
    first = min((mark for mark in marks if mark is not None), default=0)
    alone = [i for i, mark in enumerate(marks) if mark == first]
    return tuple(int(alone == [i]) for i in range(m))


def _lead(ballot: Ballot, leader: int, rival: int) -> int:
    own, other = (99 if mark is None else mark for mark in (ballot.marks[leader], ballot.marks[rival]))
    return (own < other) - (own > other)


def test_options_that_nobody_marked_leave_a_lead_by_the_alternative_vote_what_it_is() -> None:
    found = margin(Profile(("A", "B", "C", "D"), (Ballot((1, 2, None, None), 6), Ballot((2, 1, None, None), 3))), "irv")
    assert (found.papers, found.exact) == (2, False)


def test_where_it_is_level_who_drops_out_no_bound_is_made_up() -> None:
    with pytest.raises(HepError, match="not worked out where options that drop out are level"):
        margin(abif("3:A\n2:B>A\n2:C>A"), "irv")


def test_a_margin_below_what_is_in_doubt_is_not_settled() -> None:
    found = margin(abif("6:A\n3:B"), "plurality")
    assert found.settled(1)
    assert not found.settled(2)
    assert found.sentence(2) == "Not settled: 2 papers would have to be wrong to change the lead; 2 are in doubt."
    bound = margin(abif("6:A\n3:B"), "irv")
    assert bound.sentence(0).startswith("Settled: at least 2 papers")


def test_the_margin_of_a_plurality_with_spoilt_papers_is_found_in_one_go() -> None:
    profile = Profile(("A", "B"), (Ballot((1, 2), 7), Ballot((2, 1), 2), Ballot((1, 1), 3), Ballot((None, None), 1)))
    assert margin(profile, "plurality").papers == 3


def test_the_margin_of_a_rule_that_ignores_blanks_is_refused_not_guessed() -> None:
    with pytest.raises(HepError, match="not worked out where blanks are ignored"):
        margin(abif("3:A>B\n2:B"), "borda", Policy(blank="ignore"))


def test_margins_of_approval_and_score_turn_the_furthest_papers_first() -> None:
    approvals = Profile(("A", "B"), (Ballot((1, 0), 5), Ballot((1, 1), 3), Ballot((0, 1), 1)))
    assert margin(approvals, "approval").papers == 2
    scores = Profile(("A", "B"), (Ballot((5, 0), 2), Ballot((3, 2), 1), Ballot((0, 5), 1)))
    assert margin(scores, "score", Policy(scale=(0, 5))).papers == 1
    with pytest.raises(HepError, match="margin of score"):
        margin(scores, "score")


TERMS = Terms(base="present", quorum=10, share=Fraction(3, 5), support=4, block=1, cap=1)
MODELS = "6:A>Z>B\n5:A>B>Z\n4:B>A>Z\n2:Z>B>A"


def levels(*marks: int) -> Profile:
    return Profile(("A", "B", "Z"), tuple(Ballot((mark, None, None)) for mark in marks))


def names_of(found: object) -> list[str]:
    return [step.name for step in found.steps]  # type: ignore[attr-defined]


def test_adoption_shows_every_step_to_a_ratified_model() -> None:
    found = adopt(abif(MODELS), 2, TERMS, present=17, ratification=levels(*[5] * 8, *[4] * 4, *[2] * 4, 1))
    assert names_of(found) == [
        "account", "quorum", "beats no change", "Condorcet winner", "cross-check", "ratification",
    ]  # fmt: skip
    assert (found.leader, found.adopted) == (0, True)
    assert found.explain()[-1] == ("6. ratification (passed): 12 of 17 support A, 60 % needed; 1 block, 1 allowed.")


def test_adoption_stops_at_an_account_that_is_off_or_a_missing_quorum() -> None:
    off = adopt(abif(MODELS), 2, TERMS, present=17, differences=("one paper more cast than issued",))
    assert (off.adopted, off.leader, names_of(off)) == (False, None, ["account", "quorum"])
    assert not adopt(abif(MODELS), 2, TERMS, present=9).adopted


def test_adoption_keeps_no_change_when_nothing_beats_it() -> None:
    found = adopt(abif("3:Z>A>B\n1:A>Z>B"), 2, TERMS, present=12)
    assert (found.leader, found.adopted) == (2, False)
    assert found.explain()[-1] == "4. cross-check (noted): Counted by the alternative vote, Z wins."


def test_adoption_says_where_irv_would_have_led_elsewhere() -> None:
    found = adopt(abif("5:A>B>Z\n4:C>B>Z\n3:B>C>Z"), 3, TERMS, present=12)
    assert (found.leader, names_of(found)[-1]) == (1, "cross-check")
    assert found.steps[-1].says == "Counted by the alternative vote, C wins. The two counts differ."


def test_adoption_fails_on_support_or_on_blocks() -> None:
    few = adopt(abif(MODELS), 2, TERMS, present=17, ratification=levels(*[5] * 5, *[3] * 7))
    assert few.adopted is False
    blocked = adopt(abif(MODELS), 2, TERMS, present=17, ratification=levels(*[5] * 15, 1, 1))
    assert blocked.adopted is False


def test_adoption_names_a_cycle_and_takes_schulze_with_the_chain() -> None:
    found = adopt(abif("25:A>B>C>Z\n40:B>C>A>Z\n35:C>A>B>Z"), 3, TERMS, present=100)
    assert "There is a cycle: A, B and C. By the strongest chain of wins B leads." in found.steps[3].says
    assert (found.leader, found.adopted) == (1, None)
    level = adopt(abif("1:A>B>Z\n1:B>A>Z"), 2, TERMS, present=12)
    assert (level.leader, level.tied, level.adopted) == (None, (0, 1), None)


def test_leaving_options_out_keeps_papers_and_what_they_mention_again() -> None:
    papers = (Ballot((1, 2, 3), 2, {}, ((2, 4), (0, 5), (OVERVOTED, 6))), Ballot((None, 1, 2), 3, {}, ((1, 3),)))
    left = Profile(("A", "B", "C"), papers).table.only([0, 2])
    assert (left.options, left.n, left.repeats) == (("A", "C"), 5, {0: ((1, 4), (0, 5), (OVERVOTED, 6))})
    assert (left.marks.tolist(), left.blank.tolist()) == ([[1, 0], [3, 2]], [[False, True], [False, False]])
