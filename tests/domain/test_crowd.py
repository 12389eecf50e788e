"""Nobody of a meeting stands alone in what is shown of it, nor among those who are hidden."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.crowd import Crowd, Who, folded
from hep_tui.domain.tiers import MIN_PEOPLE

WHO = st.builds(
    Who,
    st.sampled_from(["", "primary", "secondary", "special"]),
    st.sampled_from(["", "head", "governor", "ceo"]),
    st.frozensets(st.sampled_from(["hash", "la"])),
)
PEOPLE = st.lists(WHO, max_size=25)


def _many(number: int, phase: str = "", role: str = "") -> list[Who]:
    return [Who(phase, role)] * number


def test_a_phase_of_three_people_is_shown_and_one_of_two_is_not() -> None:
    crowd = Crowd(_many(3, "primary") + _many(2, "special") + _many(2, "secondary"))
    assert crowd.phases == {"primary"}


def test_the_smallest_phase_is_hidden_with_one_that_would_stand_alone_among_the_hidden() -> None:
    crowd = Crowd(_many(9, "primary") + _many(4, "secondary") + _many(1, "special"))
    assert crowd.phases == {"primary"}


def test_a_role_is_hidden_within_its_phase_alone() -> None:
    heads = _many(4, "primary", "head") + _many(4, "secondary", "head")
    crowd = Crowd([*heads, *_many(3, "primary", "ceo"), *_many(3, "secondary", "governor"), *_many(1, "", "ceo")])
    assert crowd.shows_role("primary", "ceo")
    assert not crowd.shows_role("secondary", "ceo")
    assert crowd.shows_role("", "ceo")


def test_where_nobody_was_registered_phases_stay_and_roles_and_groups_go() -> None:
    crowd = Crowd([])
    assert crowd.shows_phase("primary")
    assert not crowd.shows_role("primary", "head")
    assert crowd.groups("primary", "", ["hash"]) == ()


@given(PEOPLE)
def test_whatever_is_shown_of_anybody_fits_three_people(people: list[Who]) -> None:
    crowd = Crowd(people)
    for who in people:
        phase = who.phase if crowd.shows_phase(who.phase) else ""
        role = who.role if (phase or not who.phase) and crowd.shows_role(phase, who.role) else ""
        groups = crowd.groups(phase, role, sorted(who.groups))
        if phase or role or groups:
            assert crowd.fit(Who(phase, role, frozenset(groups))) >= MIN_PEOPLE


@given(PEOPLE)
def test_those_who_are_hidden_are_three_or_none_unless_all_are_hidden(people: list[Who]) -> None:
    crowd = Crowd(people)
    hidden = sum(1 for who in people if who.phase and not crowd.shows_phase(who.phase))
    assert hidden == 0 or hidden >= MIN_PEOPLE or not crowd.phases
    for phase in crowd.phases:
        part = [who for who in people if who.phase == phase and who.role]
        shown = [who for who in part if crowd.shows_role(phase, who.role)]
        assert not shown or len(part) - len(shown) not in range(1, MIN_PEOPLE)


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c"]), st.integers(1, 9)))
def test_totals_keep_their_sum_and_the_nameless_one_is_never_small_beside_others(sizes: dict[str, int]) -> None:
    kept = folded(Counter(sizes))
    assert sum(kept.values()) == sum(sizes.values())
    assert kept.get("", 0) not in range(1, MIN_PEOPLE) or {*kept} == {""}
