"""How charts, cards and large letters are drawn: pure functions of what they show and how much room there is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from hep_tui.domain.chart import Bar, Chart, Stack, longest, widths
from hep_tui.tui import themes
from hep_tui.tui.big import big, largest, small
from hep_tui.tui.text import beside, heading
from hep_tui.tui.widgets import card, chart
from hep_tui.tui.widgets.card import Card

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def text(lines: list[Content]) -> list[str]:
    return [line.plain for line in lines]


def said(drawn: list[list[card.Run]]) -> list[str]:
    return ["".join(run.text for run in line) for line in drawn]


@given(COUNTS, st.integers(0, 40), st.integers(12, 80))
def test_parts_of_a_stacked_bar_fill_their_share_of_one_scale(counts: list[int], more: int, room: int) -> None:
    scale = sum(counts) + more or 1
    sizes = widths(counts, scale, room)
    assert sum(sizes) <= room
    assert all(size > 0 for size, count in zip(sizes, counts, strict=True) if count)
    assert all(size == 0 for size, count in zip(sizes, counts, strict=True) if not count)
    assert abs(sum(sizes) - sum(counts) / scale * room) <= len(counts)


def test_conditions_that_fewer_sheets_rate_have_a_shorter_bar() -> None:
    three, one = Stack("three", (0, 0, 2, 1)), Stack("one", (0, 0, 1, 0))
    scale = longest([three, one])
    assert scale == 3
    assert chart.stack(three.counts, scale, 12).plain == "▄" * 12
    assert chart.stack(one.counts, scale, 12).plain == "▄" * 4 + " " * 8


def test_a_terminal_with_only_ascii_draws_each_level_with_its_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEP_ASCII", "1")
    assert chart.stack((1, 2, 0, 1), 4, 8).plain == "11222244"


def test_the_ramp_of_levels_runs_one_way_in_grey() -> None:
    for theme in themes.THEMES:
        greys = [_grey(theme.variables[f"level-{level}"]) for level in range(1, chart.LEVELS + 1)]
        assert greys in (sorted(greys), sorted(greys, reverse=True)), theme.name
        assert min(abs(one - other) for one, other in pairwise(greys)) > 20, theme.name


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_figures_stand_in_columns_under_their_heads() -> None:
    bars = (Bar("SEND", "3.6", 0.7, "10", 1), Bar("Recruitment", "12.0", 0.5, "7", 1))
    heads, first, second = text(chart.lines(Chart(bars, "mean rank", "in top 3"), 60))
    assert heads.index("mean rank") + len("mean rank") == first.index("3.6") + 3 == second.index("12.0") + 4
    assert heads.rstrip().endswith("in top 3")
    assert first.endswith("10")
    assert second.endswith(" 7")
    assert len({len(heads), len(first), len(second)}) == 1


def test_a_tier_is_said_once_and_one_tier_of_all_in_a_sentence_only() -> None:
    bars = (Bar("A", "1", 1, tier=1), Bar("B", "2", 0.5, tier=1), Bar("C", "3", 0.2, tier=2))
    drawn = "\n".join(text(chart.lines(Chart(bars), 60)))
    assert (drawn.count("tier 1"), drawn.count("tier 2")) == (1, 1)
    one = Chart(bars[:2], said="All 2 options are one tier: their order is not settled.")
    first, *rest = text(chart.lines(one, 60))
    assert first == " All 2 options are one tier: their order is not settled."
    assert "tier 1" not in "".join(rest)


@given(st.lists(st.tuples(st.text("abc def", max_size=60), st.floats(0, 1)), max_size=8), st.integers(40, 160))
def test_no_line_of_a_chart_is_wider_than_its_room(held: list[tuple[str, float]], width: int) -> None:
    bars = tuple(Bar(label, "1.0", share, "3", 1) for label, share in held)
    for line in chart.lines(Chart(bars, "mean rank", "in top 3"), width):
        assert line.cell_length <= width


def test_a_short_note_takes_one_line_and_a_long_one_has_its_marks_under_it() -> None:
    short = Card("1", "LLE visits help", "+", "positive", ("#lle",), "primary head", "13:20")
    assert said(card.lines(short, 60)) == [" + LLE visits help  #lle                primary head  13:20"]
    words = " ".join(["more"] * 12)
    first, last = said(card.lines(Card("1", words, "-", "concern", ("#lle",), "chair"), 66))
    assert first.startswith(" - more more")
    assert last.startswith("   #lle ")
    assert last.endswith("chair       ")


def test_a_speaker_ends_at_the_same_cell_whether_or_not_the_time_is_shown() -> None:
    timed, untimed = (said(card.lines(Card("1", "It helps", who="head", time=time), 50))[0] for time in ("13:20", ""))
    assert timed.index("head") == untimed.index("head")


@given(st.text(max_size=80), st.lists(st.sampled_from(["#send", "#funding", "/D"]), max_size=3), st.integers(30, 90))
def test_no_line_of_a_card_is_wider_than_its_room(words: str, chips: list[str], width: int) -> None:
    note = Card("1", words, "-", "concern", tuple(chips), "secondary chair of governors", "13:20")
    assert all(cell_len(line) <= width for line in said(card.lines(note, width)))


def test_who_leads_is_as_large_as_it_fits_and_left_out_where_it_does_not() -> None:
    assert largest("For", 100, 12) == big("FOR", 4, 2)
    assert largest("For", 30, 6) == big("FOR", 2, 1)
    assert largest("For", 12, 3) == small("FOR")
    assert largest("For", 8, 3) == []
    assert largest("Für", 12, 3) == small("FUR")
    assert largest("学校", 100, 30) == []


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ &'-,.", min_size=1, max_size=50), st.integers(10, 160), st.integers(1, 40))
def test_large_words_keep_to_their_room(words: str, width: int, height: int) -> None:
    rows = largest(words, width, height)
    assert len(rows) <= height
    assert all(len(row) <= width for row in rows)


def test_parts_beside_each_other_begin_at_the_same_cell_on_every_line() -> None:
    left, right = [Content("a"), Content("bcd")], [Content("x"), Content("y"), Content("z")]
    assert text(beside([(left, 5), (right, 5)])) == ["a      x", "bcd    y", "       z"]


def test_a_heading_fills_its_width() -> None:
    assert heading("THEMES", 16, "2 of 4").plain == "THEMES ── 2 of 4"


def test_a_bar_is_told_from_the_rest_of_its_scale_without_colour() -> None:
    assert chart.bar_of(0.5, 8).plain == "▄▄▄▄▁▁▁▁"
