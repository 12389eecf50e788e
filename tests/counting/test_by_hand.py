"""What is hardest to count, counted once more by hand: spoilt papers in IRV, STV, equal wins, majority value."""

from itertools import groupby, permutations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.counting import Ballot, Policy, Profile, count
from hep_tui.counting.outcome import CAUSES
from hep_tui.counting.profile import OVERVOTED

from .forms import tries
from .test_properties import profiles

Written = dict[int, list[int]]
"""A paper as it was written: rank → options marked there; [OVERVOTED] where nobody can tell which."""


@st.composite
def written(draw: st.DrawFn) -> tuple[int, list[tuple[Written, int]]]:
    """Return the number of options, and papers with skipped, shared and repeated ranks."""
    m = draw(st.integers(1, 4))
    group = st.lists(st.integers(0, m - 1), min_size=1, max_size=2, unique=True) | st.just([OVERVOTED])
    paper = st.dictionaries(st.integers(1, m + 2), group, max_size=m + 1)
    return m, draw(st.lists(st.tuples(paper, st.integers(0, 3)), max_size=7))


def ballot(m: int, paper: Written, weight: int) -> Ballot:
    marks: list[int | None] = [None] * m
    repeats = []
    for rank, group in sorted(paper.items()):
        for option in group * 2 if group == [OVERVOTED] else group:
            if option != OVERVOTED and marks[option] is None:
                marks[option] = rank
            else:
                repeats.append((option, rank))
    return Ballot(tuple(marks), weight, repeats=tuple(repeats))


def holder(paper: Written, left: set[int], policy: Policy) -> int | str:
    """Return the option a paper counts for, or why it counts for none."""
    last, seen = 0, set[int]()
    for rank, group in sorted(paper.items()):
        if policy.skipped is not None and rank - last - 1 > policy.skipped:
            return "skipped"
        if policy.duplicate == "exhaust" and seen & set(group):
            return "repeated"
        last, seen = rank, seen | {option for option in group if option != OVERVOTED}
        standing = [option for option in group if option in left]
        shared = len(group) > 1 or group == [OVERVOTED]
        if shared and policy.overvote == "skip":
            continue
        if shared and (policy.overvote == "exhaust" or group == [OVERVOTED] or len(standing) > 1):
            return "overvote"
        if standing:
            return standing[0]
    return "choices ended"


def rounds_by_hand(m: int, papers: list[tuple[Written, int]], policy: Policy) -> tuple[list[Any], set[int]]:
    """Return each round's tally and causes, and the winner; nobody where a tie for last place stops the count."""
    left, out, rounds = set(range(m)), dict[int, str](), []
    while True:
        tally, lost = dict.fromkeys(left, 0), dict.fromkeys(CAUSES, 0)
        for k, (paper, weight) in enumerate(papers):
            found = out.get(k) or holder(paper, left, policy)
            if isinstance(found, str):
                out[k] = found
                lost[found] += weight
            else:
                tally[found] += weight
        rounds.append((tally, lost))
        most = max(tally.values())
        if len(left) == 1 or (2 * most > sum(tally.values()) and (policy.until == "majority" or len(left) == 2)):
            return rounds, {option for option in left if tally[option] == most}
        last = [option for option in left if tally[option] == min(tally.values())]
        if len(last) > 1:
            return rounds, set()
        left -= set(last)


policies = st.builds(
    Policy,
    overvote=st.sampled_from(["exhaust-if-multiple", "exhaust", "skip"]),
    skipped=st.none() | st.integers(0, 2),
    duplicate=st.sampled_from(["first", "exhaust"]),
    until=st.sampled_from(["majority", "two"]),
)


@tries(80)
@given(written(), policies)
def test_every_spoilt_paper_goes_where_the_policy_sends_it(
    question: tuple[int, list[tuple[Written, int]]], policy: Policy
) -> None:
    m, papers = question
    profile = Profile(tuple("ABCD"[:m]), tuple(ballot(m, *paper) for paper in papers))
    outcome = count(profile, "irv", policy)
    rounds, winners = rounds_by_hand(m, papers, policy)
    found = [({i: n for i, n in enumerate(each.tally) if n is not None}, each.exhausted) for each in outcome.rounds]
    assert found == rounds
    assert not winners or outcome.winners == (winners if outcome.n else frozenset())


def test_an_option_marked_again_below_every_other_rank_still_counts() -> None:
    """Its first mention is in an overvote that the policy skips."""
    paper = Ballot((1, 1, 3), repeats=((1, 3), (2, 5)))
    outcome = count(Profile(("A", "B", "C"), (paper,)), "irv", Policy(overvote="skip"))
    assert outcome.rounds[0].tally == (0, 0, 1)


UNIT = 100_000


def sets_by_hand(profile: Profile, seats: int) -> set[frozenset[int]]:
    """Return every set that the Scottish rules may elect, whichever way ties fall."""
    m, found = len(profile.options), set[frozenset[int]]()
    papers = [(sorted((r, i) for i, r in enumerate(b.marks) if r), b.weight) for b in profile.ballots]

    def lies(order: list[tuple[int, int]], left: set[int]) -> int | None:
        return next((i for _, i in order if i in left), None)

    def go(left: set[int], elected: list[int], over: list[int], tally: list[int], value: list[int], at: list[Any],
           history: list[list[int]]) -> None:  # fmt: skip
        new = {i for i in left if tally[i] >= quota * UNIT} if len(left) > seats - len(elected) else left
        elected = [*elected, *new]
        over, left = [*over, *(i for i in new if tally[i] > quota * UNIT)], left - new
        if len(elected) >= seats or not left:
            found.add(frozenset(elected))
            return
        pick, tied = (max, over) if over else (min, sorted(left))
        for votes in [tally, *history]:
            tied = [i for i in tied if votes[i] == pick(votes[j] for j in tied)]
        for gone in tied:
            stays = left if over else left - {gone}
            worth = [(tally[gone] - quota * UNIT) * v // tally[gone] if over and at[k] == gone else v
                     for k, v in enumerate(value)]  # fmt: skip
            now = [lies(papers[k][0], stays) if at[k] == gone else i for k, i in enumerate(at)]
            moved = [quota * UNIT * bool(over) if i == gone else votes for i, votes in enumerate(tally)]
            for k, i in enumerate(now):
                if at[k] == gone and i is not None:
                    moved[i] += worth[k] * papers[k][1]
            go(stays, elected, [i for i in over if i != gone], moved, worth, now, [tally, *history])

    at = [lies(order, set(range(m))) for order, _ in papers]
    first = [
        sum(weight * UNIT for (_, weight), i in zip(papers, at, strict=True) if i == option) for option in range(m)
    ]
    quota = sum(first) // UNIT // (seats + 1) + 1
    go(set(range(m)), [], [], first, [UNIT] * len(papers), at, [])
    return found


@st.composite
def partial(draw: st.DrawFn) -> Profile:
    """Return papers that rank some options, none twice and none level."""
    m = draw(st.integers(1, 5))
    order = st.lists(st.integers(0, m - 1), unique=True)
    papers = draw(st.lists(st.tuples(order, st.integers(1, 3)), max_size=7))
    marks = [tuple(order.index(i) + 1 if i in order else None for i in range(m)) for order, _ in papers]
    return Profile(tuple("ABCDE"[:m]), tuple(Ballot(row, w) for row, (_, w) in zip(marks, papers, strict=True)))


@tries(40)
@given(partial(), st.data())
def test_the_hand_count_agrees_on_every_set_that_stv_may_elect(profile: Profile, data: st.DataObject) -> None:
    seats = data.draw(st.integers(1, len(profile.options)))
    sets = count(profile, "stv", seats=seats).facts["possible_sets"]
    assert {frozenset(each) for each in sets} == sets_by_hand(profile, seats)


def above(locked: set[tuple[int, int]], i: int, j: int) -> bool:
    return (i, j) in locked or any(above(locked - {(a, b)}, b, j) for a, b in locked if a == i)


@tries(25)
@given(profiles(most=4))
def test_the_hand_count_agrees_on_every_order_of_equal_wins(profile: Profile) -> None:
    m = len(profile.options)
    pairs = count(profile, "condorcet").pairwise or ()
    wins = [(-pairs[i][j], pairs[j][i], i, j) for i in range(m) for j in range(m) if pairs[i][j] > pairs[j][i]]
    groups = [[win[2:] for win in group] for _, group in groupby(sorted(wins), key=lambda win: win[:2])]
    winners = set()
    for orders in product(*(permutations(group) for group in groups)):
        locked = set[tuple[int, int]]()
        for i, j in (win for order in orders for win in order):
            if not above(locked, j, i):
                locked.add((i, j))
        winners |= {i for i in range(m) if not any(j == i for _, j in locked)}
    assert count(profile, "ranked-pairs").winners == winners


@tries(40)
@given(profiles())
def test_the_hand_count_agrees_on_majority_value(profile: Profile) -> None:
    low = min((mark for ballot in profile.ballots for mark in ballot.marks if mark is not None), default=0)
    values = []
    for i in range(len(profile.options)):
        marks = [low if b.marks[i] is None else b.marks[i] for b in profile.ballots for _ in range(b.weight)]
        grades = sorted(mark for mark in marks if mark is not None)
        values.append([grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))])
    assert count(profile, "majority-judgement").winners == {i for i, v in enumerate(values) if v == max(values)}
