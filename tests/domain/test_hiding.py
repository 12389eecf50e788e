"""No sum of what is shown gives a small figure back."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.hiding import OTHERS, hidden_together, partition, separable, shown, small_parts, tells
from hep_tui.domain.phases import MIN_CELL

ROWS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]), st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1
)


def test_a_figure_of_fewer_than_five_tells() -> None:
    assert tells((14, 3))
    assert not tells((14, 5))
    assert not tells((14, 0))


def test_a_small_group_of_one_mind_tells() -> None:
    assert tells((7, 0))
    assert not tells((12, 0))


@given(ROWS)
def test_nothing_shown_tells(rows: dict[str, tuple[int, int]]) -> None:
    safe = shown(rows)
    assert all(row is None or not tells(row) for row in safe.values())


@given(ROWS)
def test_one_row_is_never_hidden_alone(rows: dict[str, tuple[int, int]]) -> None:
    hidden = [row for row in shown(rows).values() if row is None]
    assert len(hidden) != 1 or len(rows) == 1


@given(ROWS)
def test_what_is_hidden_could_be_at_least_three_things(rows: dict[str, tuple[int, int]]) -> None:
    """Whoever knows the total and every row's size, as the report prints them, finds no hidden figure."""
    safe = shown(rows)
    hidden = {name: rows[name] for name, row in safe.items() if row is None}
    if len(hidden) == len(rows) or sum(map(sum, hidden.values())) > 60:
        return
    sizes, total = [sum(row) for row in hidden.values()], sum(row[0] for row in hidden.values())
    ways = [way for way in product(*(range(size + 1) for size in sizes)) if sum(way) == total]
    for place in range(len(sizes)):
        assert len({way[place] for way in ways}) >= 3


def of_one_answer(**counts: tuple[int, int]) -> dict[str, dict[str, tuple[int, ...]]]:
    sizes = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {
        answer: {str(group): (k, n - k) for group, (k, n) in enumerate(zip(row, sizes, strict=True))}
        for answer, row in counts.items()
    }


def test_an_answer_is_never_hidden_alone_where_each_person_gave_one() -> None:
    """All answers of a group add up to those who answered."""
    assert hidden_together(of_one_answer(yes=(35, 16), unsure=(15, 7), no=(6, 4))) == {"no", "unsure"}
    assert hidden_together(of_one_answer(yes=(33, 12), unsure=(12, 9), no=(9, 3), none=(2, 3))) == {"no", "none"}
    assert hidden_together(of_one_answer(yes=(33, 12), no=(12, 9))) == set()


def test_answers_that_add_up_to_few_of_a_group_hide_a_third() -> None:
    found = hidden_together(of_one_answer(yes=(35, 16), unsure=(15, 9), no=(6, 2), none=(7, 1)))
    assert found == {"no", "none", "unsure"}


def test_small_cells_stand_together_in_every_channel() -> None:
    rooms = [("Primary", i) for i in range(1, 18)] + [("Special", 50), ("Special", 51)]
    survey = [("Primary", i) for i in range(20, 60)] + [("Special", i) for i in range(60, 69)] + [("AP", 70)]
    assert partition([rooms, survey]) == dict.fromkeys(("Primary", "Special", "AP"), "Everybody")
    many = [*rooms, ("AP", 71), ("AP", 72), ("AP", 73)]
    assert partition([many, survey]) == {"Primary": "Primary", "Special": OTHERS, "AP": OTHERS}


@given(st.lists(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9)), max_size=30), min_size=1, max_size=3))
def test_every_label_has_five_people_and_three_schools_or_all_stand_as_one(
    channels: list[list[tuple[str, int]]],
) -> None:
    labels = partition(channels)
    for label in set(labels.values()) - {"Everybody"}:
        for people in channels:
            urns = [urn or -1 - place for place, (cell, urn) in enumerate(people) if labels[cell] == label]
            assert not urns or (len(urns) >= MIN_CELL and len(set(urns)) >= 3)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 90), min_size=1))
def test_parts_of_a_whole_are_hidden_by_fives(counts: dict[str, int]) -> None:
    hidden = small_parts(counts)
    assert all(not 0 < n < MIN_CELL for name, n in counts.items() if name not in hidden)
    enough = len(hidden) > 1 and sum(counts[name] for name in hidden) >= MIN_CELL
    assert not hidden or enough or len(hidden) == len(counts)


@given(st.lists(st.frozensets(st.integers(0, 30)), min_size=1, max_size=4))
def test_sets_that_are_shown_leave_no_part_of_fewer_than_five(sets: list[frozenset[int]]) -> None:
    named = {str(i): people for i, people in enumerate(sets)}
    kept = separable(named)
    everyone = frozenset().union(*sets)
    parts: dict[tuple[bool, ...], int] = {}
    for person in everyone:
        key = tuple(person in named[name] for name in kept)
        parts[key] = parts.get(key, 0) + 1
    assert not kept or min(parts.values()) >= MIN_CELL
