"""hep poll: a poll from draft to declared without the screen."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hep_tui.actions import ballots, polls
from hep_tui.commands.opened import laptop
from hep_tui.domain.ballots import Ballot
from hep_tui.logbook.opening import open_book

from .conftest import Hep


def cast(path: Path, poll: str, *marks: dict[str, int]) -> None:
    with closing(open_book(path)) as book:
        for number, each in enumerate(marks, 1):
            ballots.cast(book, Ballot(poll, number, marks=each))


def test_a_poll_goes_from_draft_to_declared_without_the_screen(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--preset", "models", "--title", "Model [bold]", "--quorum", "2 papers").out.strip()
    assert "Quorum: 2 papers." in hep("poll", demo, "open", "Model").out
    cast(demo, id, {"D": 1, "Z": 2}, {"D": 1}, {"A": 1})
    peek = hep("poll", demo, "count", id)
    assert peek.out.startswith("FOR THE ORGANISER'S EYES ONLY: this is not declared.\nJointly owned")
    assert hep("poll", demo, "close", id).out == "Model [bold] is closed.\n"
    said = hep("poll", demo, "declare", id).out.splitlines()
    assert "Quorum met: 3 cast, 2 needed." in said[0]
    assert said[-1].startswith("record code ")
    shown = hep("poll", demo, "show", id, "--json").json
    assert (shown["state"], shown["cast"], shown["winners"]) == ("declared", 3, ["Jointly owned schools company"])
    assert said[0] in hep("poll", demo, "show", id).out


def test_a_poll_is_made_of_words(hep: Hep, demo: Path) -> None:
    made = hep(
        "poll", demo, "new", "--method", "approve", "--options", "Tea; Coffee ;Water", "--question", "What to drink?",
        "--meeting", "Conference", "--base", "present",
    )  # fmt: skip
    (poll,) = [p for p in hep("poll", demo, "list", "--json").json if p["id"] == made.out.strip()]
    assert [o["label"] for o in poll["options"]] == ["Tea", "Coffee", "Water"]
    assert (poll["rule"], poll["meeting_title"], poll["state"]) == ("approval", "Conference", "draft")


@pytest.mark.parametrize("method", ["choose", "approve", "rank", "score", "gradient", "points", "hands"])
def test_every_method_can_be_set_up(hep: Hep, demo: Path, method: str) -> None:
    id = hep("poll", demo, "new", "--method", method, "--options", "models").out.strip()
    assert hep("poll", demo, "show", id).code == 0


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("close", "5"), "A poll that is draft cannot become closed"),
        (("count", "5"), "Nothing has been counted yet"),
        (("declare", "5"), "A poll that is draft cannot become declared"),
        (("open", "1"), "Reopening a poll needs a reason for the record"),
        (("new", "--rule", "borda"), "Method choose is not counted by borda; nothing was stored"),
        (("new", "--method", "dots"), "There is no method dots"),
        (("new", "--options", "Tea"), "A poll needs at least two options"),
        (("new", "--meeting", "nowhere"), "'nowhere' names 0 meetings"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(hep: Hep, demo: Path, words: tuple[str, ...], refusal: str) -> None:
    assert hep("poll", demo, *words).refusal.startswith(refusal)


def test_a_result_that_has_changed_since_says_so(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "list", "--json").json[0]["id"]
    hep("poll", demo, "open", id, "--reason", "a late paper")
    with closing(open_book(demo)) as book:
        ballots.cast(book, Ballot(id, 900, marks={"1": 1}))
    hep("poll", demo, "close", id)
    assert "since then: One late paper was added (900); " in hep("poll", demo, "show", id).out
    refused = hep("poll", demo, "declare", id)
    assert "The account is off" in refused.refusal
    said = hep("poll", demo, "declare", id, "--reason", "found later").out
    assert "Read out: One late paper was added (900); " in said
    assert "Fewer than 5 papers differ from what was declared before" in said


def test_whoever_counts_while_a_paper_waits_is_told_that_somebody_else_decides_it(hep: Hep, demo: Path) -> None:
    id = motion(hep, demo)
    hep("poll", demo, "open", id)
    cast(demo, id, {"1": 1})
    hep("ballots", demo, "key", id, "2", "1", "--status", "query", "--reason", "two crosses")
    first = hep("poll", demo, "count", id).out.splitlines()[0]
    assert first.endswith("1 paper waits to be decided by somebody who has not seen this.")


def test_a_rule_brings_no_tie_steps_of_the_one_in_its_preset(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--preset", "models", "--rule", "irv").out.strip()
    assert "Borda" not in hep("poll", demo, "show", id).out
    id = hep("poll", demo, "new", "--preset", "models", "--rule", "irv", "--tie-chain", "borda").out.strip()
    assert "then by mean rank" in hep("poll", demo, "show", id).out


def test_a_declaration_that_was_withdrawn_is_shown_as_one(hep: Hep, demo: Path) -> None:
    id = motion(hep, demo)
    hep("poll", demo, "open", id)
    cast(demo, id, {"1": 1})
    hep("poll", demo, "close", id)
    hep("poll", demo, "declare", id)
    assert "\nCARRIED. For 1, Against 0;" in hep("poll", demo, "show", id).out
    hep("poll", demo, "withdraw", id, "--reason", "read out too early")
    assert "\ndeclared, and closed again since: CARRIED. For 1, Against 0;" in hep("poll", demo, "show", id).out
    hep("poll", demo, "reopen", id, "--reason", "a paper was found")
    assert "\ndeclared, and open again since: CARRIED." in hep("poll", demo, "show", id).out


def test_a_secret_poll_is_set_up_and_says_so(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--preset", "models", "--secret").out.strip()
    assert "The vote is secret" in hep("poll", demo, "show", id).out


@pytest.mark.parametrize("words", [("--preset", "hands"), ("--unit", "table")])
def test_what_cannot_be_secret_is_refused(hep: Hep, demo: Path, words: tuple[str, ...]) -> None:
    before = len(hep("poll", demo, "list", "--json").json)
    said = hep("poll", demo, "new", *words, "--secret")
    assert said.refusal.startswith("This poll cannot be secret, since ")
    assert len(hep("poll", demo, "list", "--json").json) == before


def test_the_lot_is_rolled_recorded_and_read_out(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--method", "choose", "--options", "Tea;Coffee", "--title", "Drinks").out.strip()
    with closing(open_book(demo)) as book:
        polls.amend(book, id, replace(polls.only(book, id), tie_chain=("lot",)))
    hep("poll", demo, "open", id)
    cast(demo, id, {"1": 1}, {"2": 1})
    assert hep("poll", demo, "lot", id, "--roll", "6 1").refusal.startswith("The lot is drawn after a poll is closed")
    hep("poll", demo, "close", id)
    assert "the lot has not been drawn" in hep("poll", demo, "count", id).out
    drawn = hep("poll", demo, "lot", id, "--roll", "6 1").out.splitlines()
    assert drawn[0] == "The lot of Drinks; of options that tie, the first goes through:"
    said = hep("poll", demo, "declare", id).out.splitlines()[0]
    assert said.startswith(f"{drawn[1].split('… ')[1]} leads;")
    assert "(first place) was broken by lot, from the roll 6 1." in said


KEYS = {
    "poll", "state", "rule", "seats", "electorate", "cast", "valid", "verdict", "winners", "ranking", "scores",
    "rounds", "pairwise", "quorum", "requirement", "ties", "margin", "account", "sentence", "declared", "corrections",
}  # fmt: skip
FIGURES = KEYS - {"poll", "state", "rule", "seats", "electorate", "declared", "corrections"}


def motion(hep: Hep, demo: Path, *flags: str) -> str:
    return hep(
        "poll", demo, "new", "--method", "choose", "--options", "For;Against", "--title", "Join", *flags
    ).out.strip()  # fmt: skip


def test_show_and_count_print_one_object_with_the_named_keys(hep: Hep, demo: Path) -> None:
    id = motion(
        hep, demo, "--threshold", "2/3", "--quorum", "3 papers", "--electorate", "one for each maintained school"
    )
    draft = hep("poll", demo, "show", id, "--json").json
    assert set(draft) == KEYS
    assert (draft["state"], draft["verdict"], draft["winners"], draft["declared"]) == ("draft", "no-decision", [], None)
    hep("poll", demo, "open", id)
    cast(demo, id, {"1": 1}, {"1": 1}, {"2": 1})
    counted = hep("poll", demo, "count", id, "--json").json
    assert set(counted) == KEYS
    assert counted["poll"] == id
    assert (counted["cast"], counted["valid"], counted["verdict"], counted["winners"]) == (3, 3, "carried", ["For"])
    assert counted["scores"] == {"For": 2, "Against": 1}
    assert counted["ranking"] == [["For"], ["Against"]]
    assert counted["electorate"]["unit"] == "school"
    assert counted["electorate"]["size"] > 0
    assert counted["quorum"] == {"needed": 3, "got": 3, "reached": True}
    assert counted["requirement"] == {"words": "2/3", "needed": 2, "got": 2, "reached": True}
    hep("poll", demo, "close", id)
    hep("poll", demo, "declare", id)
    declared = hep("poll", demo, "show", id, "--json").json
    assert declared["declared"]["code"] in hep("poll", demo, "show", id).out
    assert declared["declared"]["at"]
    assert declared["sentence"].startswith("CARRIED. For 2, Against 1;")
    assert hep("poll", demo, "count", id).out.startswith("Counted again; what was declared is told by show.")


def test_an_object_of_a_secret_poll_keeps_its_rules(hep: Hep, demo: Path) -> None:
    from hep_tui.actions import secret_polls

    id = motion(hep, demo, "--secret")
    hep("poll", demo, "open", id)
    with closing(open_book(demo, laptop=laptop())) as book:
        for _ in range(3):
            secret_polls.cast(book, id, {"1": 1})
    for what in ("show", "count"):
        found = hep("poll", demo, what, id, "--json").json
        assert {name for name in FIGURES if found[name] is not None} == set()
    hep("poll", demo, "close", id)
    found = hep("poll", demo, "count", id, "--json").json
    assert {name for name in FIGURES if found[name] is not None} == {"sentence"}


@pytest.mark.parametrize(
    ("flags", "field", "value"),
    [
        (("--preset", "models", "--options", "A;D;Z"), "rule", "adoption"),
        (("--method", "rank", "--rule", "adoption", "--options", "A;B;Z", "--default", "Z"), "rule", "adoption"),
        (("--method", "approve", "--options", "Tea;Milk;Water", "--seats", "2"), "rule", "approval"),
        (("--method", "rank", "--rule", "stv", "--options", "Tea;Milk;Water", "--seats", "2"), "rule", "stv"),
    ],
)
def test_what_is_asked_for_is_kept(hep: Hep, demo: Path, flags: tuple[str, ...], field: str, value: str) -> None:
    id = hep("poll", demo, "new", *flags).out.strip()
    found = hep("poll", demo, "show", id, "--json").json
    assert found[field] == value
    assert found["seats"] == (2 if "--seats" in flags else 1)


@pytest.mark.parametrize(
    ("flags", "refusal"),
    [
        (
            ("--method", "rank", "--rule", "adoption", "--options", "Tea;Milk"),
            "Adopting a model needs an option that is",
        ),
        (
            ("--electorate", "whoever comes"),
            "Nobody can count who votes by 'whoever comes'; nothing was stored, choose",
        ),
        (("--electorate", "one for each school", "--unit", "table"), "one for each school is one ballot a school"),
        (("--method", "rank", "--rule", "irv", "--options", "Tea;Milk;Water", "--seats", "2"), "This number of places"),
        (("--options", "Tea;Milk", "--seats", "3"), "3 places cannot be filled from 2 options"),
        (("--options", "Tea;Milk", "--proposition", "Water"), "'Water' is not an option of this poll"),
        (("--options", "Tea;Milk", "--tie-chain", "coin"), "There is no tie step 'coin'"),
        (("--options", "Tea;Milk", "--tie-chain", "earlier"), "This tie chain does not fit the poll: earlier"),
        (("--method", "score", "--options", "Tea;Milk", "--levels", "low"), "'low' is not a scale of 2 to 9 levels"),
        (("--options", "Tea;Milk", "--size", "-3"), "--size is a number from 0, not -3"),
        (("--options", "Tea;Milk", "--seats", "0"), "--seats is a number from 1, not 0"),
        (("--method", "points", "--options", "Tea;Milk", "--budget", "0"), "--budget is a number from 1, not 0"),
        (("--options", "Tea;Milk", "--budget", "5"), "--budget says nothing of a poll by choose"),
        (("--options", "Tea;Milk", "--equal"), "--equal says nothing of a poll by choose"),
        (("--options", "Tea;Milk", "--levels", "1-5"), "--levels says nothing of a poll by choose"),
        (("--method", "hands", "--options", "Tea;Milk", "--rule", "borda"), "--rule says nothing of a poll by hands"),
        (("--preset", "hands", "--options", "Tea;Milk", "--top", "1"), "--top says nothing of a poll by hands"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_never_swapped(
    hep: Hep, demo: Path, flags: tuple[str, ...], refusal: str
) -> None:
    before = len(hep("poll", demo, "list", "--json").json)
    assert hep("poll", demo, "new", *flags).refusal.startswith(refusal)
    assert len(hep("poll", demo, "list", "--json").json) == before


def test_every_act_on_a_motion_has_a_command(hep: Hep, demo: Path) -> None:
    id = motion(hep, demo, "--default", "the present groups")
    hep("poll", demo, "open", id)
    cast(demo, id, {"1": 1}, {"2": 1})
    hep("poll", demo, "account", id, "--printed", "2", "--issued", "2", "--unused", "0")
    hep("poll", demo, "second", id, "1", "1")
    hep("poll", demo, "close", id)
    assert hep("poll", demo, "count", id, "--json").json["verdict"] == "not-carried"
    assert hep("poll", demo, "cast-vote", id, "For", "--chair", "Jo Bell", "--reason", "the budget is due").code == 0
    said = hep("poll", demo, "declare", id).out
    assert said.startswith("CARRIED, by the casting vote of the chair.")
    assert hep("poll", demo, "withdraw", id, "--reason", "read out too early").code == 0
    assert hep("poll", demo, "show", id, "--json").json["declared"] is None
    assert hep("poll", demo, "reopen", id, "--reason", "a paper was left out").code == 0
    assert hep("poll", demo, "time", id, "5").code == 0
    assert hep("poll", demo, "show", id, "--json").json["state"] == "open"
