"""Every rule and every method is said once: the same sentence wherever people meet it."""

import html
from pathlib import Path

import pytest

from hep_tui.commands.count import about
from hep_tui.domain.form import Around, fields
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.result import Result
from hep_tui.domain.rule_words import counting_sentence, rule_paragraph
from hep_tui.domain.rules import EVERY
from hep_tui.reports.ballot_page import how, rule
from hep_tui.reports.minutes_policy import parameters

OPTIONS = (Option("A", "Hubs", 1), Option("D", "Company", 1), Option("Z", "No change", 1))
BOTH = [(method.name, rule) for method in METHODS.values() for rule in method.rules]
DOCS = Path(__file__).parents[2] / "docs" / "counting.md"


def poll(method: str, rule: str) -> Poll:
    scale = tuple(Level(value, f"level {value}") for value in range(1, 6)) if METHODS[method].levels else ()
    return Poll("Which?", "Which?", method, OPTIONS, rule=rule, scale=scale)


@pytest.mark.parametrize(("method", "name"), BOTH)
def test_paper_screen_room_minutes_help_and_guide_say_one_sentence(method: str, name: str) -> None:
    held = poll(method, name)
    said = counting_sentence(held)
    assert said[1:] in rule_paragraph(held)
    assert f"How it is counted: {said}" in html.unescape(rule(held))
    (_, printed), *_ = parameters(held, Result("", ""))
    assert said == f"{printed[0].upper()}{printed[1:]}."
    if EVERY[name].where and not held.marking.hands:
        flat = " ".join(about().split())
        assert f"{name}: {said}" in flat
    guide = " ".join(DOCS.read_text(encoding="utf-8").split())
    told = said if EVERY[name].where else EVERY[name].clause.format(no_change="no change")
    assert told in guide or held.marking.hands


@pytest.mark.parametrize("method", METHODS)
def test_a_method_says_what_to_do_on_paper_and_on_the_tally_sheet(method: str) -> None:
    held = poll(method, METHODS[method].rules[0])
    assert bool(how(held)) is not held.marking.hands
    assert held.marking.tally
    assert {f.value for f in fields(held, Around(Pack("?", "?", "?"))) if f.key == "4"} == {held.marking.label}


def test_a_rule_of_another_program_is_named_and_a_method_fits_none() -> None:
    assert "; dice. " in rule_paragraph(Poll("Join?", options=OPTIONS, rule="dice"))
    assert Poll("Join?", method="shout").marking.rules == ()
