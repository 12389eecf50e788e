"""What must hold of every profile, and the same answers from a second implementation."""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import RULES, Ballot, Policy, Profile, count
from hep_tui.counting.pairs import condorcet_winner, smith_set

from . import handcount
from .forms import tries

RANKED = [name for name, rule in RULES.items() if rule.kind == "ranks"]
ADDING = ["plurality", "approval", "score", "points", "borda", "modified-borda"]


@st.composite
def profiles(draw: st.DrawFn, most: int = 5, ties: bool = True) -> Profile:
    m = draw(st.integers(1, most))
    mark = st.none() | st.integers(1, m + 1)
    marks = st.tuples(*[mark] * m) if ties else st.permutations(range(1, m + 1)).map(tuple)
    phase = st.sampled_from(["primary", "secondary", ""]).map(lambda name: {"phase": name} if name else {})
    ballot = st.builds(Ballot, marks, st.integers(1, 4), phase)
    return Profile(tuple("ABCDEFGH"[:m]), tuple(draw(st.lists(ballot, min_size=1, max_size=8))))


def papers(profile: Profile) -> list[handcount.Paper]:
    return [(ballot.marks, ballot.weight) for ballot in profile.ballots]


@tries(20)
@given(profiles(), st.randoms(use_true_random=False), st.sampled_from(list(RULES)))
def test_the_order_of_ballots_changes_nothing(profile: Profile, dice: object, rule: str) -> None:
    shuffled = list(profile.ballots)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = count(profile, rule), count(profile.having(shuffled), rule)
    assert first.as_dict() == second.as_dict()
    assert first.digest == second.digest
    assert first.explain() == second.explain()


@tries(20)
@given(profiles(), st.data(), st.sampled_from(list(RULES)))
def test_renaming_and_reordering_options_renames_and_reorders_the_outcome(
    profile: Profile, data: st.DataObject, rule: str
) -> None:
    m = len(profile.options)
    order = data.draw(st.permutations(range(m)))
    moved = Profile(
        tuple(f"option {profile.options[i]}" for i in order),
        tuple(Ballot(tuple(ballot.marks[i] for i in order), ballot.weight) for ballot in profile.ballots),
    )
    first, second = count(profile, rule), count(moved, rule)
    assert {order[i] for i in second.winners} == first.winners
    assert [{order[i] for i in tier} for tier in second.ranking] == [set(tier) for tier in first.ranking]


@tries(20)
@given(profiles(), st.sampled_from(list(RULES)))
def test_a_ballot_twice_is_a_ballot_of_weight_two(profile: Profile, rule: str) -> None:
    single = [Ballot(ballot.marks) for ballot in profile.ballots for _ in range(ballot.weight)]
    assert count(profile, rule).as_dict() == count(profile.having(single), rule).as_dict()


@tries(20)
@given(profiles(), st.sampled_from(list(RULES)))
def test_every_outcome_names_each_option_once_and_explains_itself(profile: Profile, rule: str) -> None:
    outcome = count(profile, rule)
    assert sorted(i for tier in outcome.ranking for i in tier) == list(range(len(profile.options)))
    assert outcome.winners or rule == "condorcet"
    assert outcome.winners <= set(range(len(profile.options)))
    assert outcome.explain()[-1] == outcome.verdict
    if outcome.winners:
        assert set(outcome.ranking[0]) >= outcome.winners or len(outcome.ranking[0]) == 1


@tries(20)
@given(profiles())
def test_head_to_heads_and_ties_make_up_all_papers(profile: Profile) -> None:
    pairs = count(profile, "condorcet").pairwise or ()
    m = len(profile.options)
    for i in range(m):
        for j in range(i):
            last = 99
            level = sum(b.weight for b in profile.ballots if (b.marks[i] or last) == (b.marks[j] or last))
            assert pairs[i][j] + pairs[j][i] + level == profile.n


@tries(20)
@given(profiles())
def test_borda_points_add_up_to_one_for_each_pair_on_each_paper(profile: Profile) -> None:
    m = len(profile.options)
    assert sum(score or 0 for score in count(profile, "borda").scores or ()) == Fraction(profile.n * m * (m - 1), 2)


@tries(20)
@given(profiles())
def test_a_condorcet_winner_wins_under_every_condorcet_rule(profile: Profile) -> None:
    winner = condorcet_winner(count(profile, "condorcet").pairwise or ())
    for rule in ("copeland", "schulze", "schulze-margins", "ranked-pairs", "kemeny"):
        winners = count(profile, rule).winners
        assert winner is None or winners == {winner}
        assert winners <= set(smith_set(count(profile, "condorcet").pairwise or ())) or rule == "kemeny"


@tries(20)
@given(profiles(), st.sampled_from(ADDING))
def test_parts_add_up_to_the_total(profile: Profile, rule: str) -> None:
    total, parts = count(profile, rule), [count(part, rule) for part in profile.by("phase").values()]
    assert sum(part.n for part in parts) == total.n
    for i, score in enumerate(total.scores or ()):
        assert not parts or sum((part.scores or ())[i] or 0 for part in parts) == (score or 0)


@tries(20)
@given(profiles())
def test_the_hand_count_agrees_on_pairs_borda_and_schulze(profile: Profile) -> None:
    m = len(profile.options)
    outcome = count(profile, "borda")
    assert [list(row) for row in outcome.pairwise or ()] == handcount.beats(papers(profile), m)
    assert list(outcome.scores or ()) == handcount.borda(papers(profile), m)
    assert count(profile, "schulze").winners == handcount.schulze(papers(profile), m)


@tries(20)
@given(profiles())
def test_the_hand_count_agrees_on_kemeny(profile: Profile) -> None:
    outcome = count(profile, "kemeny")
    assert (outcome.facts["distance"], {*outcome.winners}) == handcount.kemeny(papers(profile), len(profile.options))


@tries(20)
@given(profiles(most=4))
def test_the_hand_count_agrees_on_every_possible_irv_winner(profile: Profile) -> None:
    m = len(profile.options)
    assert count(profile, "irv").winners == handcount.irv(papers(profile), frozenset(range(m)))


@tries(20)
@given(profiles(most=6, ties=False), st.integers(1, 3))
def test_irv_papers_are_all_accounted_for_in_every_round(profile: Profile, k: int) -> None:
    for policy in (Policy(), Policy(overvote="skip", skipped=k), Policy(until="two")):
        for each in count(profile, "irv", policy).rounds:
            assert sum(v for v in each.tally if v is not None) + sum(each.exhausted.values()) == profile.n


@tries(25)
@given(profiles(), st.data())
def test_stv_stages_keep_every_vote(profile: Profile, data: st.DataObject) -> None:
    seats = data.draw(st.integers(1, len(profile.options)))
    outcome = count(profile, "stv", Policy(tie_chain=("earlier", "first", "lot"), seed="6 5 4"), seats)
    assert len(outcome.winners) == seats
    for each in outcome.rounds:
        assert sum(v for v in each.tally if v is not None) + sum(each.exhausted.values()) == profile.n


@tries(20)
@given(profiles(), st.sampled_from(list(RULES)), st.text(max_size=5))
def test_a_chain_that_ends_in_the_lot_leaves_one_winner(profile: Profile, rule: str, seed: str) -> None:
    policy = Policy(tie_chain=RULES[rule].chain, seed=seed)
    outcome = count(profile, rule, policy)
    assert len(outcome.winners) == 1 or rule == "condorcet"
    assert outcome.winners <= count(profile, rule).winners


@tries(20)
@given(profiles(), st.sampled_from(RANKED))
def test_possible_winners_hold_whatever_the_lot_gives(profile: Profile, rule: str) -> None:
    every = count(profile, rule).winners
    for seed in ("1", "2", "3"):
        assert count(profile, rule, Policy(tie_chain=("lot",), seed=seed)).winners <= every


def test_the_smith_set_of_a_cycle_below_a_winner_is_the_winner_alone() -> None:
    pairs = ((0, 9, 9, 9), (1, 0, 6, 4), (1, 4, 0, 6), (1, 6, 4, 0))
    assert smith_set(pairs) == (0,)
    assert math.comb(4, 2) == sum(pairs[i][j] > pairs[j][i] for i in range(4) for j in range(4))


@tries(20)
@given(profiles(), st.permutations(list(RULES)))
def test_rules_that_share_a_profile_find_what_each_finds_alone(profile: Profile, order: list[str]) -> None:
    for rule in order:
        assert count(profile, rule).as_dict() == count(profile.having(profile.ballots), rule).as_dict()
