"""Compare live with independent libraries on random profiles with partial and tied ballots.

They come with the `oracles` extra and are never used at run time; without them these tests are skipped.
"""

import os
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import Ballot, Policy, Profile, count
from hep_tui.counting.agreement import kendalls_w
from hep_tui.counting.inference import wilson

from .forms import tries
from .test_inference import ANXIETY, raters
from .test_properties import profiles

pytestmark = pytest.mark.filterwarnings("ignore")

# For a dozen papers, compiling takes far longer than counting.
os.environ.setdefault("NUMBA_DISABLE_JIT", "1")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("pref_voting", reason="the oracles extra is not installed")
    pytest.importorskip("votelib", reason="the oracles extra is not installed")
    scipy_stats = pytest.importorskip("scipy.stats", reason="the oracles extra is not installed")
    pyrankvote = pytest.importorskip("pyrankvote", reason="the oracles extra is not installed")
    import pref_voting.c1_methods as c1
    import pref_voting.grade_methods as graded
    import pref_voting.iterative_methods as iterative
    import pref_voting.margin_based_methods as margins
    import pref_voting.other_methods as other
    import pref_voting.scoring_methods as scoring
    import votelib.convert
    import votelib.evaluate.condorcet
    from pref_voting.grade_profiles import GradeProfile
    from pref_voting.profiles import Profile as Linear
    from pref_voting.profiles_with_ties import ProfileWithTies


def with_ties(profile: Profile) -> Any:
    """Return the profile in pref_voting's terms, blanks tied last."""
    rankings = [{i: mark for i, mark in enumerate(b.marks) if mark is not None} for b in profile.ballots]
    found = ProfileWithTies(rankings, [b.weight for b in profile.ballots], candidates=list(range(len(profile.options))))
    found.use_extended_strict_preference()
    return found


def linear(profile: Profile) -> Any:
    orders = [sorted(range(len(b.marks)), key=lambda i: b.marks[i] or 0) for b in profile.ballots]
    return Linear(orders, [b.weight for b in profile.ballots])


def some(profile: Profile) -> bool:
    return bool(profile.ballots) and len(profile.options) > 1


tied = profiles().filter(some)
complete = profiles(ties=False).filter(some)


@tries(20)
@given(tied)
def test_support_copeland_and_schulze_agree_with_pref_voting(profile: Profile) -> None:
    theirs = with_ties(profile)
    m = len(profile.options)
    support = [[theirs.support(i, j) if i != j else 0 for j in range(m)] for i in range(m)]
    assert [list(row) for row in count(profile, "condorcet").pairwise or ()] == support
    assert count(profile, "copeland").winners == set(c1.copeland(theirs))
    assert count(profile, "schulze").winners == set(margins.beat_path(theirs, strength_function=theirs.support))
    assert count(profile, "schulze-margins").winners == set(margins.beat_path(theirs))


@tries(20)
@given(tied)
def test_the_condorcet_winner_and_smith_set_agree_with_pref_voting(profile: Profile) -> None:
    theirs = with_ties(profile)
    winner = theirs.condorcet_winner()
    assert count(profile, "condorcet").winners == (set() if winner is None else {winner})
    assert count(profile, "condorcet").facts["smith_set"] == sorted(c1.top_cycle(theirs))


@tries(20)
@given(tied)
def test_symmetric_borda_is_twice_average_rank_less_the_middle(profile: Profile) -> None:
    theirs = with_ties(profile)
    scores = count(profile, "borda").scores or ()
    middle = profile.n * (len(profile.options) - 1)
    symmetric = [
        sum(theirs.support(i, j) - theirs.support(j, i) for j in range(len(scores)) if j != i)
        for i in range(len(scores))
    ]
    assert [2 * (score or 0) - middle for score in scores] == symmetric
    assert count(profile, "borda").winners == set(scoring.borda_for_profile_with_ties(theirs))


@tries(20)
@given(complete)
def test_irv_over_every_tie_agrees_with_pref_votings_parallel_universes(profile: Profile) -> None:
    assert count(profile, "irv").winners == set(iterative.instant_runoff_put(linear(profile)))


@tries(20)
@given(complete)
def test_kemeny_ranked_pairs_plurality_and_bucklin_agree_with_pref_voting(profile: Profile) -> None:
    theirs = linear(profile)
    assert count(profile, "kemeny").winners == set(other.kemeny_young(theirs))
    assert count(profile, "plurality").winners == set(scoring.plurality(theirs))
    assert count(profile, "bucklin").winners == set(other.bucklin(theirs))
    if len(profile.options) < 5:
        by_support = margins.ranked_pairs(theirs, strength_function=theirs.support)
        assert count(profile, "ranked-pairs").winners >= set(by_support) or _losses_decide(profile)


def _losses_decide(profile: Profile) -> bool:
    """Tell whether two wins of equal support differ in opposition, which pref_voting does not look at."""
    pairs = count(profile, "condorcet").pairwise or ()
    m = len(pairs)
    wins = [(pairs[i][j], pairs[j][i]) for i in range(m) for j in range(m) if pairs[i][j] > pairs[j][i]]
    return len({support for support, _ in wins}) < len(set(wins))


@st.composite
def graded_profiles(draw: st.DrawFn) -> Profile:
    m = draw(st.integers(2, 4))
    ballot = st.builds(Ballot, st.tuples(*[st.integers(0, 5)] * m), st.integers(1, 3))
    return Profile(tuple("ABCD"[:m]), tuple(draw(st.lists(ballot, min_size=1, max_size=7))))


@tries(20)
@given(graded_profiles())
def test_score_and_star_agree_with_pref_voting(profile: Profile) -> None:
    theirs = GradeProfile(
        [dict(enumerate(b.marks)) for b in profile.ballots],
        list(range(6)),
        [b.weight for b in profile.ballots],
        candidates=list(range(len(profile.options))),
    )
    assert count(profile, "score").winners == set(graded.score_voting(theirs, evaluation_method="sum"))
    ours = count(profile, "star")
    assert ours.winners <= set(graded.star(theirs))
    assert ours.winners == set(graded.star(theirs)) or ours.ties


def ordered(profile: Profile) -> dict[Any, int]:
    """Return votelib's votes: tuples of options, those tied in a frozenset."""
    found: dict[Any, int] = {}
    for ballot in profile.ballots:
        levels = sorted({mark for mark in ballot.marks if mark is not None})
        groups = [[i for i, mark in enumerate(ballot.marks) if mark == level] for level in levels]
        key = tuple(group[0] if len(group) == 1 else frozenset(group) for group in groups)
        found[key] = found.get(key, 0) + ballot.weight
    return found


@tries(20)
@given(tied)
def test_pairs_and_a_single_schulze_winner_agree_with_votelib(profile: Profile) -> None:
    votes = {key: n for key, n in ordered(profile).items() if key}
    everyone = {i for key in votes for part in key for i in (part if isinstance(part, frozenset) else {part})}
    if len(everyone) < len(profile.options):
        return
    theirs = votelib.convert.RankedToCondorcetVotes().convert(votes)
    pairs = count(profile, "condorcet").pairwise or ()
    m = len(pairs)
    assert all(theirs.get((i, j), 0) == pairs[i][j] for i in range(m) for j in range(m) if i != j)
    winners = count(profile, "schulze").winners
    if len(winners) == 1:
        assert votelib.evaluate.condorcet.Schulze().evaluate(theirs) == list(winners)


@tries(20)
@given(complete)
def test_a_count_without_ties_agrees_with_pyrankvote(profile: Profile) -> None:
    ours = count(profile, "irv", Policy(until="two"))
    if ours.ties:
        return
    candidates = [pyrankvote.Candidate(name) for name in profile.options]
    papers = [
        pyrankvote.Ballot([candidates[i] for i in sorted(range(len(b.marks)), key=lambda i: b.marks[i] or 0)])
        for b in profile.ballots
        for _ in range(b.weight)
    ]
    theirs = pyrankvote.instant_runoff_voting(candidates, papers).get_winners()
    assert [candidate.name for candidate in theirs] == [ours.options[i] for i in ours.winners]


@tries(20)
@given(st.lists(st.permutations(range(1, 5)), min_size=2, max_size=6))
def test_w_agrees_with_scipys_friedman_and_mean_spearman(orders: list[list[int]]) -> None:
    profile = Profile(tuple("ABCD"), tuple(Ballot(tuple(order)) for order in orders))
    found = kendalls_w(profile)
    chi = scipy_stats.friedmanchisquare(*zip(*orders, strict=True)).statistic
    assert found.chi_square == pytest.approx(chi)
    each = [scipy_stats.spearmanr(a, b).statistic for k, a in enumerate(orders) for b in orders[:k]]
    assert found.mean_spearman == pytest.approx(sum(each) / len(each))


@tries(20)
@given(tied)
def test_tie_corrected_w_agrees_with_scipys_friedman(profile: Profile) -> None:
    ours = kendalls_w(profile)
    if ours.w is None or ours.options < 3:
        return
    last = 99
    rows = [[last if v is None else v for v in b.marks] for b in profile.ballots for _ in range(b.weight)]
    assert ours.chi_square == pytest.approx(scipy_stats.friedmanchisquare(*zip(*rows, strict=True)).statistic)


def test_the_published_w_has_scipys_p() -> None:
    found = kendalls_w(raters(ANXIETY))
    assert scipy_stats.chi2.sf(found.chi_square, 19) == pytest.approx(0.04288347312694786)


@tries(40)
@given(st.integers(0, 40), st.integers(1, 40))
def test_wilson_agrees_with_scipy(x: int, n: int) -> None:
    if x <= n:
        theirs = scipy_stats.binomtest(x, n).proportion_ci(method="wilson")
        assert wilson(x, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
