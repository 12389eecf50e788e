"""A poll while it is set up: every choice in words, and none that the rule could not use."""

from dataclasses import replace

import pytest

from hep_tui.counting.policy import STEPS
from hep_tui.domain.form import Around, Field, chains, counted_by, fields, fitted
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Pack, Phase
from hep_tui.domain.pack_rules import MOST_KEYS
from hep_tui.domain.polls import TIES, Option, Poll
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.domain.schools import School

AROUND = Around(Pack("moor", "Moor", "Moor"))
MANY = tuple(Option(str(n), f"Option {n}") for n in range(1, 13))
EVERY = [(method, rule) for method in METHODS for rule in METHODS[method].rules]


def field(poll: Poll, key: str) -> Field:
    return next(f for f in fields(poll, AROUND) if f.key == key)


def labels(poll: Poll, key: str) -> list[str]:
    return [choice.label for choice in field(poll, key).choices]


@pytest.mark.parametrize(("method", "rule"), EVERY)
def test_every_tie_chain_is_offered_in_the_words_of_the_rule(method: str, rule: str) -> None:
    poll = Poll("?", method=method, rule=rule, options=MANY[:3], no_change="3")
    offered = field(poll, "a").choices
    assert len(offered) <= 9
    for choice in offered:
        assert not set(choice.label.replace(",", " ").split()) & (set(STEPS) - {"chair", "first", "top", "lot"})
        assert f"A tie is {choice.label}." in rule_paragraph(choice.poll)


def test_the_words_for_ties_are_those_of_every_step_there_is() -> None:
    assert set(TIES) == set(STEPS)


def test_a_tie_chain_is_said_in_plain_words() -> None:
    assert labels(Poll("?", rule="irv", options=MANY[:3]), "a") == [
        "shown as a tie",
        "shown as a tie, then by the round before, then by first places",
        "shown as a tie, then by the round before, then by first places, then by lot",
        "shown as a tie, then by lot",
        "shown as a tie, then vote again",
        "shown as a tie, then the chair decides",
    ]


def test_the_lot_is_offered_where_one_can_be_drawn_and_used() -> None:
    def lot(poll: Poll) -> bool:
        return any("lot" in chain for chain in chains(poll))

    assert lot(Poll("?", "", "choose", MANY[:3], rule="plurality"))
    assert not lot(Poll("?", "", "hands", MANY[:3], rule="plurality"))
    assert not lot(Poll("?", rule="condorcet", options=MANY[:3]))


def test_a_step_that_another_rule_would_pass_over_goes_with_the_rule() -> None:
    poll = Poll("?", rule="irv", options=MANY[:3], tie_chain=("earlier", "borda", "lot"))
    after = {c.label: c.poll.tie_chain for c in field(poll, "6").choices}
    assert after["head to head (Schulze)"] == ("borda", "lot")
    assert after["beats every other, or nobody"] == ()
    by_method = {c.label: c.poll.tie_chain for c in field(poll, "4").choices}
    assert (by_method["approve any number"], by_method["show of hands"]) == (("lot",), ())


def test_many_options_are_ranked_as_far_as_ten_keys_go_and_the_choice_says_so() -> None:
    poll = fitted(Poll("?", options=MANY))
    assert labels(poll, "5")[:3] == ["the top 3", "the top 5", "the top 10 (of 12; ten keys rank no more)"]
    ten = field(poll, "5").choices[2].poll
    assert (ten.top, field(ten, "5").value) == (MOST_KEYS, "the top 10 (of 12; ten keys rank no more)")
    assert labels(Poll("?", options=MANY[:10]), "5")[0] == "all"


def test_the_paper_is_told_in_one_way_whatever_is_changed() -> None:
    told = {
        field(fitted(replace(Poll("?"), method=m, rule=METHODS[m].rules[0], options=MANY)), "e").value for m in METHODS
    }
    few = {field(fitted(Poll("?", method="rank", options=MANY[:3])), "e").value}
    assert told | few == {"a mark beside each option, down the page", "nothing, hands are counted"}


@pytest.mark.parametrize(("rule", "chain"), [("irv", ("lot",)), ("stv", ("lot",)), ("schulze", ("borda", "lot"))])
def test_tie_steps_of_one_rule_do_not_go_on_to_another(rule: str, chain: tuple[str, ...]) -> None:
    poll = Poll("?", "?", options=(Option("A", "Ash"), Option("Z", "No change")), rule="adoption", no_change="Z")
    assert counted_by(replace(poll, tie_chain=("borda", "lot")), rule).tie_chain == chain


def test_a_phase_that_is_written_in_capitals_keeps_them_among_other_words() -> None:
    phases = (Phase("ap", "AP/PRU"), Phase("sixth", "Sixth form"))
    schools = tuple(School(f"10000{n}", "Hall", phase.id) for n, phase in enumerate(phases))
    around = Around(Pack("moor", "Moor", "Moor", phases=phases), schools=schools)
    voters = next(each for each in fields(Poll("?", options=MANY[:2]), around) if each.label == "Who votes")
    words = {choice.poll.electorate for choice in voters.choices}
    assert {"one for each AP/PRU school", "one for each sixth form school"} <= words
