"""hep actions, and hep show of models and framework: following up without the screen."""

import json
from contextlib import closing
from pathlib import Path

from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.logbook.opening import open_book

from .conftest import Hep


def test_the_list_reads_well_and_as_json_says_the_same(hep: Hep, demo: Path) -> None:
    lines = hep("actions", demo).out.splitlines()
    found = hep("actions", demo, "--json").json
    assert [line.split(" ", 1)[0] for line in lines] == [each["id"] for each in found]
    assert [each["state"] for each in found] == ["open", "done"]
    assert "OVERDUE, for LA: say what the authority" in lines[0]
    assert "; we did: HASH and the Primary Forum" in lines[1]
    assert found[1]["said"][0]["text"] == "We are asked last, and about special needs only"
    assert found[0]["overdue"]


def test_only_what_is_open_can_be_asked_for(hep: Hep, demo: Path) -> None:
    [line] = hep("actions", demo, "--open").out.splitlines()
    assert " action open, " in line


def test_one_is_done_dropped_and_opened_again_by_the_beginning_of_its_id(hep: Hep, demo: Path) -> None:
    id = hep("actions", demo, "--open", "--json").json[0]["id"]

    def one() -> tuple[str, str]:
        return next((each["state"], each["did"]) for each in hep("actions", demo, "--json").json if each["id"] == id)

    assert "; we did: The list is out." in hep("actions", demo, "done", id[:6], "--did", "The list is out.").out
    assert one() == ("done", "The list is out.")
    assert " dropped, " in hep("actions", demo, "drop", id).out
    assert hep("actions", demo, "reopen", id).code == 0
    assert one() == ("open", "The list is out.")


def test_one_gets_an_owner_a_day_and_what_it_answers(hep: Hep, demo: Path) -> None:
    id = hep("actions", demo, "--open", "--json").json[0]["id"]
    note = hep("show", demo, "notes", "--json").json[0]
    assert ", for HASH: " in hep("actions", demo, "assign", id, "HASH").out
    assert "by 03/12/2099" in hep("actions", demo, "due", id, "3rd December 2099").out
    assert hep("actions", demo, "answers", id, note["id"]).code == 0
    [one] = [each for each in hep("actions", demo, "--json").json if each["id"] == id]
    assert note["text"] in [said["text"] for said in one["said"]]
    assert "next week is not a date" in hep("actions", demo, "due", id, "next week").refusal


def test_a_review_without_any_says_none(hep: Hep, fresh: Path) -> None:
    assert hep("actions", fresh).out == "none\n"
    assert hep("actions", fresh, "--json").json == []


def test_what_cannot_be_meant_is_refused_and_changes_nothing(hep: Hep, demo: Path) -> None:
    before = demo.read_bytes()
    assert hep("actions", demo, "done", "nosuchid").refusal.startswith("'nosuchid' names 0 decisions or actions")
    assert "the following arguments are required: ID" in hep("actions", demo, "done").refusal
    assert demo.read_bytes() == before


def test_a_verb_that_is_none_is_refused(hep: Hep, demo: Path) -> None:
    assert "cannot be 'finish', only one of: " in hep("actions", demo, "finish", "x").refusal


def test_hostile_words_are_printed_on_one_line_and_without_escapes(hep: Hep, fresh: Path) -> None:
    with closing(open_book(fresh)) as book:
        notes.add(book, Note("one\x1b[31m\ntwo [bold]", action=True, owner="\u202ewho", due="never"))
    [line] = hep("actions", fresh).out.splitlines()
    assert line.endswith("action open, never, for who: one two [bold]")


def test_models_are_shown_with_every_version_and_what_changed(hep: Hep, demo: Path) -> None:
    found = hep("show", demo, "models", "--json").json
    old, new = [each for each in found if each["id"] == "D"]
    assert (old["version"], old["newest"], new["version"], new["newest"]) == (1, False, 2, True)
    assert new["changes"][0] == {
        "line": "Fee 1",
        "before": "£19 a pupil a year, at most £12,500 a school",
        "after": "£15 a pupil a year, at most £10,000 a school",
    }
    lines = hep("show", demo, "models").out.splitlines()
    assert len(lines) == len(found) == 8
    assert "D, version 2: Jointly owned schools company; A lower fee" in lines[4]
    assert "full take-up: £682,255 a year; said: 2 positive, 2 concern; all about another version" in lines[4]


def test_the_framework_is_shown_by_meeting_with_its_wording(hep: Hep, demo: Path) -> None:
    found = hep("show", demo, "framework", "--json").json
    assert len(found) == 18
    assert {each["wording"] for each in found} == {"Working wording: replace with Isos's nine"}
    first = found[0]
    assert (first["n"], first["levels"], first["median"]) == (4, {"1": 0, "2": 3, "3": 1, "4": 0}, "2 Beginning")
    assert (first["mean"], first["agreement"], first["agreed"]) == (2.25, 0.833, "close together")
    [line, *_] = hep("show", demo, "framework", "--meeting", "Workshop 2").out.splitlines()
    assert line == (
        "Workshop 2, secondary, by table: Shared vision and moral purpose: n 3, middle 3 Mostly, close together, up 1.0"
    )
    assert json.dumps(found)
