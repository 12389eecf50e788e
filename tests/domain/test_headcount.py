"""What may be told of who came: each meeting by itself, and over meetings only what leads to nobody."""

from collections.abc import Sequence

from hep_tui.domain.headcount import Headcount, Present, headcount, linked, linked_by, voters_told


def people(first: int = 0, **phases: int) -> list[Present]:
    """Return so many people of each phase, all heads; the number of the first tells those of two calls apart."""
    return [Present(f"{phase}{i}", phase, "head") for phase, n in phases.items() for i in range(first, first + n)]


def by_phase(*meetings: Sequence[Present]) -> bool:
    names = {p.phase for came in meetings for p in came}
    return linked_by("phase", meetings, dict(zip(names, names, strict=True)))


def test_parts_of_fewer_than_five_are_told_with_the_smallest_of_the_others() -> None:
    found = headcount(people(primary=9, secondary=6, special=2))
    assert (found.people, found.phases, found.roles) == (17, {"primary": 9, "": 8}, {"head": 17})
    assert headcount(people(primary=8, special=1)).phases == {"": 9}


def test_of_fewer_than_five_nothing_is_told_and_of_nobody_that_nobody_was_there() -> None:
    assert headcount(people(primary=4)) == Headcount(None)
    assert headcount([]).people == 0


def test_a_phase_is_named_where_those_without_a_name_are_none_or_five() -> None:
    assert headcount(people(primary=17, special=4)).named == set()
    assert headcount(people(primary=17, special=3, secondary=2)).named == {"primary"}
    assert headcount(people(primary=9, secondary=8)).named == {"primary", "secondary"}
    assert headcount(people(primary=8, special=1)).named == set()


def test_who_came_once_or_twice_may_be_counted_where_it_could_be_five_more_or_five_fewer() -> None:
    assert linked([people(primary=20)])
    assert linked([people(primary=10), people(10, primary=10)])
    assert linked([people(primary=20), people(10, primary=20)])
    for shared in (1, 4, 16, 20):
        assert not linked([people(primary=20), people(20 - shared, primary=20)]), shared
    assert not linked([people(primary=20), people(20, special=4)])


def test_phases_over_meetings_are_counted_where_no_headcount_gives_a_part_of_them_away() -> None:
    assert by_phase(people(primary=20, secondary=10))
    assert not by_phase(people(primary=20, secondary=10), [*people(10, primary=20), *people(1, secondary=10)])
    assert by_phase(people(primary=20, secondary=20), people(10, primary=20, secondary=20))
    assert not by_phase(people(primary=20, secondary=12), [*people(10, primary=20), *people(secondary=12)])
    # Two of a phase stand with the smallest of the others, which its own figure would part from them.
    assert not by_phase(people(primary=9, secondary=6, special=2), people(9, primary=9, secondary=6, special=6))


def test_who_is_under_two_labels_is_counted_under_neither() -> None:
    first, second = people(primary=12), people(12, primary=12)
    moved = [*second[:-1], Present("primary0", "special")]
    assert not by_phase(first, moved)


def test_phases_of_a_vote_are_told_where_nobody_or_five_of_each_came_and_did_not_vote() -> None:
    came = {"primary": 20, "secondary": 12, "special": 3}
    assert voters_told(came, came)
    assert voters_told(came, {"primary": 14, "secondary": 7, "special": 3})
    assert not voters_told(came, {"primary": 19, "secondary": 12, "special": 3})
    assert not voters_told(came, {"primary": 20, "secondary": 12, "special": 1})
    # Three of a special school and ten of secondary schools are told together, and so are the five who did not vote.
    assert voters_told(came, {"primary": 20, "secondary": 7, "special": 3})
    assert voters_told({"primary": 18}, {"primary": 20, "secondary": 9})
    assert voters_told({}, {"primary": 20, "secondary": 9})
