"""What a result is shown as: a bar stands for a figure, and where a rule gives places alone there is a list."""

from collections.abc import Mapping

import pytest

from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.result import Order, Result, Steps
from hep_tui.domain.rules import EVERY
from hep_tui.views.result_order import bars_title, order_lines, result_bars

OPTIONS = (Option("A", "Ash"), Option("B", "Birch"), Option("C", "Cedar"))
PAIRS = {"A": {"B": 16, "C": 9}, "B": {"A": 8, "C": 12}, "C": {"A": 15, "B": 12}}
ORDER = (("A",), ("B",), ("C",))


def _result(
    scores: Mapping[str, float] | None = None,
    pairs: Mapping[str, Mapping[str, int]] | None = None,
    order: Order = ORDER,
) -> Result:
    shown = Steps(pairwise=pairs or {})
    return Result("x", "AAAA", ranking=order, scores=scores or {}, valid=24, cast=24, shown=shown)


@pytest.mark.parametrize("rule", [name for name, rule in EVERY.items() if rule.pairwise])
def test_a_rule_of_duels_gives_places_and_the_duel_with_the_next_and_no_bar(rule: str) -> None:
    poll = Poll("Trees", options=OPTIONS, rule=rule)
    result = _result(pairs=PAIRS, scores={"A": 1, "B": 1, "C": 1})
    assert result_bars(poll, result) == []
    assert [line.lead + line.text for line in order_lines(poll, result)] == [
        "1. Ash: preferred to Birch, 16:8",
        "2. Birch: level with Cedar, 12:12",
        "3. Cedar",
    ]


def test_a_duel_that_goes_against_the_order_is_told_as_it_is() -> None:
    result = _result(pairs=PAIRS, order=(("A",), ("C",), ("B",)))
    said = order_lines(Poll("Trees", options=OPTIONS, rule="schulze"), result)
    assert said[0].text == "Ash: though Cedar is preferred, 15:9"


def test_of_places_without_duels_or_figures_there_are_the_places_alone() -> None:
    for rule in ("schulze", "irv"):
        poll, result = Poll("Trees", options=OPTIONS, rule=rule), _result(order=(("A", "B"), ("C",)))
        assert result_bars(poll, result) == []
        assert [line.lead + line.text for line in order_lines(poll, result)] == ["1. Ash", "1. Birch", "3. Cedar"]


@pytest.mark.parametrize(("method", "rule", "title", "first"), [
    ("rank", "irv", "The order, with the last tally", ("1", "12")),
    ("rank", "borda", "The order, with the mean rank", ("1", "2.5")),
    ("score", "score", "The order, with the sum", ("1", "12")),
    ("choose", "plurality", "The figures, with shares of valid ballots", ("12", "50.0 %")),
    ("points", "points", "The figures", ("12", "")),
])  # fmt: skip
def test_the_figure_that_a_bar_stands_for_is_beside_it(
    method: str, rule: str, title: str, first: tuple[str, str]
) -> None:
    poll = Poll("Trees", method=method, options=OPTIONS, rule=rule)
    bars = result_bars(poll, _result(scores={"A": 12, "B": 8, "C": 4}))
    assert (bars[0].figure, bars[0].note) == first
    assert bars_title(poll) == title
    assert [bar.label for bar in bars] == ["Ash", "Birch", "Cedar"]


def test_figures_that_do_not_fall_with_the_places_are_in_words() -> None:
    poll, result = Poll("Trees", options=OPTIONS, rule="irv"), _result(scores={"A": 13, "B": 4, "C": 7})
    assert result_bars(poll, result) == []
    assert [line.text for line in order_lines(poll, result)] == [
        "Ash, last tally 13", "Birch, last tally 4", "Cedar, last tally 7",
    ]  # fmt: skip
