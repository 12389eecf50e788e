"""Groups that differ are found as often as it says, and groups that do not are seldom said to."""

import numpy as np
import pytest

from hep_tui.counting.parting import Parting, part
from hep_tui.domain.opinions import AGREE, ALPHA, moments, noticeable, word

HILLINGDON = ["primary"] * 69 + ["secondary"] * 21 + ["others"] * 13
HALF = ["primary"] * 35 + ["secondary"] * 12 + ["others"] * 7
Dice = np.random.Generator
HALLS = (HILLINGDON, HALF)


def rankings(dice: Dice, groups: list[str], shift: float = 0.0) -> list[list[float]]:
    """Return the pairwise shares of twelve things; the secondaries like the first more by a shift of their taste."""
    taste = dice.normal(size=(len(groups), 12))
    taste[[group == "secondary" for group in groups], 0] += shift
    order = np.argsort(np.argsort(-taste, axis=1), axis=1)
    found: list[list[float]] = ((11 - order) / 11).tolist()
    return found


def shares(dice: Dice, groups: list[str], shift: float = 0.0) -> list[list[float]]:
    """Return yes or no; the secondaries say yes more often by a difference of shares."""
    chances = [0.3 + shift * (group == "secondary") for group in groups]
    return [[float(dice.random() < chance)] for chance in chances]


def false_alarms(halls: int, groups: list[str], shuffles: int) -> float:
    found = [part(rankings(np.random.default_rng(i), groups), groups, shuffles=shuffles, seed=i) for i in range(halls)]
    return sum(one.chance <= ALPHA for one in found) / halls


def noticed(halls: int, groups: list[str], shuffles: int) -> tuple[float, float]:
    """Return how often the difference that is named is noticed, and which that is."""
    first = part(shares(np.random.default_rng(0), groups, 0.3), groups, shuffles=shuffles)
    needed = noticeable(first.critical(ALPHA), 0.25, groups.count("secondary"), len(groups))
    hits = 0
    for i in range(halls):
        scores = shares(np.random.default_rng(i), groups, needed)
        hits += part(scores, groups, shuffles=shuffles, seed=i).noticed(0, ALPHA)
    return hits / halls, needed


def false_agreements(halls: int, groups: list[str], bound: float) -> float:
    """Return how often agreement is said of two groups that lie just so far apart that it may not be."""
    said = 0
    for i in range(halls):
        dice = np.random.default_rng(i)
        held = {}
        for name, chance in (("primary", 0.5), ("secondary", 0.5 + bound)):
            held[name] = moments((dice.random(groups.count(name)) < chance).astype(float).tolist())
        said += word(held, noticed=False, bound=bound) == AGREE
    return said / halls


def test_equal_opinion_is_seldom_taken_for_a_difference() -> None:
    assert false_alarms(200, HILLINGDON, 199) <= ALPHA + 0.03


def test_the_difference_that_is_named_is_noticed_in_nine_halls_of_ten() -> None:
    hit, _ = noticed(100, HILLINGDON, 199)
    assert hit >= 0.85


def test_agreement_is_seldom_said_of_groups_that_lie_the_bound_apart() -> None:
    assert false_agreements(400, HILLINGDON, 0.25) <= ALPHA + 0.03


@pytest.mark.long
@pytest.mark.parametrize("groups", HALLS, ids=["all of Hillingdon", "half of it"])
def test_the_error_bounds_hold_over_ten_thousand_halls(groups: list[str]) -> None:
    alarms = false_alarms(10_000, groups, 399)
    hit, needed = noticed(2_000, groups, 399)
    agreed = false_agreements(10_000, groups, 0.25)
    print(f"false alarms {alarms:.4f}, false agreements {agreed:.4f}, {needed:.2f} noticed in {hit:.3f}")
    assert alarms <= ALPHA + 0.005
    assert hit >= 0.9
    assert agreed <= ALPHA + 0.005


def test_the_order_of_people_changes_nothing() -> None:
    scores, groups = rankings(np.random.default_rng(3), HALF), list(HALF)
    order = np.random.default_rng(4).permutation(len(groups))
    again = part([scores[i] for i in order], [groups[i] for i in order], shuffles=99)
    assert again == part(scores, groups, shuffles=99)


def test_a_real_difference_is_found_and_where() -> None:
    found = part(rankings(np.random.default_rng(1), HILLINGDON, 3.0), HILLINGDON)
    assert found.chance < 0.001
    assert [column for column in range(12) if found.noticed(column, ALPHA)] == [0]


def test_one_group_or_nobody_is_no_test() -> None:
    assert part([[0.0]] * 9, ["primary"] * 9).chance == 1
    assert part([], []) == Parting((), 1.0, (), (), ())


def test_everybody_of_one_mind_is_no_difference() -> None:
    assert part([[1.0]] * 30, ["primary"] * 20 + ["secondary"] * 10).chance == 1
