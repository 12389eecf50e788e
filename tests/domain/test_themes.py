"""The code frame: whatever laptops said of themes, every theme leads to one that stands."""

import random

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.pack import Theme
from hep_tui.domain.themes import Code, Frame, frame

IDS = "abcdefg"
PACK = tuple(Theme(id, id.upper()) for id in IDS[:4])
SAID = st.sampled_from(["", *IDS, "x"])
CODES = st.dictionaries(st.sampled_from(IDS), st.builds(Code, st.sampled_from(["One", "Two"]), SAID, SAID))


@given(CODES)
def test_every_theme_leads_to_one_that_stands_and_leads_no_further(codes: dict[str, Code]) -> None:
    now = frame(PACK, codes)
    for id in now.codes:
        assert now.now(id) in now.ids
        assert now.now(now.now(id)) == now.now(id)


@given(CODES)
def test_the_tree_holds_every_theme_that_stands_once(codes: dict[str, Code]) -> None:
    now = frame(PACK, codes)
    assert sorted(id for id, _ in now.walk()) == sorted(now.ids)
    for id in now.ids:
        assert id in now.within(id)
        assert now.parents.get(id, now.ids[0]) in now.ids


@given(CODES, st.randoms())
def test_the_order_in_which_it_was_recorded_does_not_matter(codes: dict[str, Code], dice: random.Random) -> None:
    rows = list(codes.items())
    dice.shuffle(rows)
    one, other = frame(PACK, codes), frame(PACK, dict(rows))
    assert (one.merged, one.parents, one.circles) == (other.merged, other.parents, other.circles)


def test_merges_are_followed_to_the_end_and_children_go_along() -> None:
    now = frame(PACK, {"a": Code("A", merged_into="b"), "b": Code("B", merged_into="c"), "e": Code("E", parent="a")})
    assert (now.now("a"), now.label("a"), now.parents["e"]) == ("c", "C", "c")
    assert now.was("c") == ["a", "b"]
    assert now.within("c") == {"c", "e"}


def test_themes_merged_into_each_other_are_cut_at_the_first_and_said() -> None:
    now = frame(PACK, {"a": Code("A", merged_into="b"), "b": Code("B", merged_into="a")})
    assert (now.now("a"), now.now("b")) == ("a", "a")
    assert now.doubts == [
        "A and B were merged into each other, or nested in each other, on different laptops; A is kept, merge or nest "
        "them again"
    ]


def test_themes_nested_in_a_circle_are_cut_and_said() -> None:
    now = frame(PACK, {"b": Code("B", parent="c"), "c": Code("C", parent="b")})
    assert [each for each in now.walk() if each[0] in "bc"] == [("b", 0), ("c", 1)]
    assert now.circles == (("b", "c"),)


def test_what_is_not_there_is_as_if_it_had_not_been_said() -> None:
    now = frame(PACK, {"a": Code("A", "gone", "gone")})
    assert (now.now("a"), now.parents, now.circles) == ("a", {}, ())
    assert now.label("never heard of") == "never heard of"
    assert isinstance(now, Frame)


def _tree(now: Frame, parent: str = "", depth: int = 0) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for id in now.ids:
        if now.parents.get(id, "") == parent:
            found += [(id, depth), *_tree(now, id, depth + 1)]
    return found


@given(CODES)
def test_the_tree_is_that_of_themes_laid_into_each_other(codes: dict[str, Code]) -> None:
    now = frame(PACK, codes)
    assert list(now.walk()) == _tree(now)


def test_themes_may_be_nested_as_deep_as_anybody_can_nest_them() -> None:
    now = frame((), {str(i): Code("x", str(i - 1) if i else "") for i in range(5000)})
    assert list(now.walk()) == [(str(i), i) for i in range(5000)]


def test_a_long_circle_of_merged_records_is_cut_and_walked_once() -> None:
    ids = [f"{i:04}" for i in range(5000)]
    now = frame((), {id: Code("x", ids[i - 1]) for i, id in enumerate(ids)})
    assert list(now.walk()) == [(id, i) for i, id in enumerate(ids)]
    assert now.circles == (tuple(ids),)
