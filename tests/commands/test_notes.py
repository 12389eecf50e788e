"""hep note, hep show: notes without the screen, for people and for programs."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.actions import notes, polls
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.text import MAX_LENGTH
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.conflicts import conflicts
from tests.tui.scenes import play, stage

from .conftest import HEP, Hep, Said, run

WHAT = ("notes", "meetings", "polls", "ballots", "schools", "models", "framework", "conflicts", "coverage")
LINES = (
    "+ LLE visits changed our Year 6 @primary @head #school-to-school",
    '- "We hear about decisions after they are made" @secondary @head #governance *',
    "~ Would pay if the offer were clear @chair /D #funding",
    "> @hash Write down who leads on AP by 12/7/2021",
    "-but nobody asked us #brand-new @nobody-we-know",
    r"\+ is what we wrote on the wall; 5*3 \#hashtag",
)


def stored(path: Path) -> dict[str, Note]:
    """Return the notes of a file by their ids."""
    with closing(open_book(path)) as book:
        return {n.id: n.what for n in records(book, Note)}


@pytest.fixture
def untouched(fresh: Path) -> Iterator[Path]:
    """Lend a review that must be byte for byte the same afterwards, with nothing beside it."""
    before = fresh.read_bytes()
    yield fresh
    assert fresh.read_bytes() == before
    assert [p.name for p in fresh.parent.iterdir() if p.name.startswith(fresh.name)] == [fresh.name]


# Storing one note


def test_a_note_prints_its_id_and_nothing_else(hep: Hep, fresh: Path) -> None:
    said = hep("note", fresh, "The bus never comes #transport")
    assert (said.code, said.err) == (0, "")
    id = said.out.removesuffix("\n")
    assert stored(fresh)[id].text == "The bus never comes"
    assert stored(fresh)[id].themes == ("transport",)


def test_the_id_is_printed_only_once_the_note_is_stored(hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = notes.add

    def slow(*args: Any) -> str:
        id = add(*args)
        assert id in stored(fresh)
        return id

    monkeypatch.setattr(notes, "add", slow)
    assert hep("note", fresh, "one thing").code == 0


def test_a_note_goes_to_the_current_meeting_and_its_first_item_for_notes(hep: Hep, fresh: Path) -> None:
    id = hep("note", fresh, "one thing").out.strip()
    [meeting] = hep("show", fresh, "meetings", "--json").json
    assert (stored(fresh)[id].meeting, stored(fresh)[id].item) == (meeting["id"], "open")


@pytest.mark.parametrize("name", ["Workshop 2", "workshop 2, secondary", "2", "id"])
def test_a_meeting_may_be_named_by_title_number_or_id(hep: Hep, demo: Path, name: str) -> None:
    meetings = hep("show", demo, "meetings", "--json").json
    wanted = meetings[1]["id"]
    id = hep("note", demo, "one thing", "--meeting", wanted if name == "id" else name).out.strip()
    assert stored(demo)[id].meeting == wanted


@pytest.mark.parametrize("name", ["scope", "3", "Sco"])
def test_an_item_may_be_named_by_id_number_or_title(hep: Hep, demo: Path, name: str) -> None:
    id = hep("note", demo, "one thing", "--meeting", "1", "--item", name).out.strip()
    assert stored(demo)[id].item == "scope"


def test_whoever_is_keying_is_kept_with_the_note(hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEP_WHO", "JB")
    hep("note", fresh, "one thing")
    assert hep("show", fresh, "--json").json[0]["who"] == "JB"


def test_a_mark_in_doubt_is_said_and_stays_in_the_text(hep: Hep, fresh: Path) -> None:
    said = hep("note", fresh, "nobody knows @atlantis")
    assert said.err == "hep: @atlantis left as text: nothing has that name\n"
    assert stored(fresh)[said.out.strip()].text == "nobody knows @atlantis"


@pytest.mark.parametrize("text", ["- a concern", "-have we met this one before", "--but not an option", "-h- hm hm"])
def test_a_text_that_begins_with_a_hyphen_is_a_note_and_no_option(hep: Hep, fresh: Path, text: str) -> None:
    id = hep("note", fresh, text).out.strip()
    assert id in stored(fresh)


async def test_a_line_means_what_it_means_on_the_screen(hep: Hep, tmp_path: Path) -> None:
    app = stage(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot, [])
        before = set(await app.backend.call(lambda book: [n.id for n in records(book, Note)]))
        await play(pilot, ["enter", *(key for line in LINES for key in (f"={line}", "enter"))])
        taken = await app.backend.call(lambda book: [n.what for n in records(book, Note) if n.id not in before])
    await app.close_book()
    path = tmp_path / "demo.hep"
    assert len(taken) == len(LINES)
    for line, on_screen in zip(LINES, taken, strict=True):
        said = hep("note", path, line, "--meeting", on_screen.meeting, "--item", on_screen.item)
        assert stored(path)[said.out.strip()] == on_screen


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["one thing", "--meeting", "Workshop"], "names 0 meetings; nothing was done, choose one of: Evening"),
        (["one thing", "--item", "tea"], "has no agenda item 'tea'; nothing was done, choose one of: 1 What is on"),
        ([""], "There are no words in this note yet"),
        (["   "], "There are no words in this note yet"),
        (["+ #transport"], "There are no words in this note yet"),
        (["\x1b[2J\u202e"], "There are no words in this note yet"),
        (["x" * (MAX_LENGTH + 1)], "This note has 4,001 characters and one can hold 4,000"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_leaves_the_file_as_it_was(
    hep: Hep, untouched: Path, words: list[str], sentence: str
) -> None:
    assert sentence in hep("note", untouched, *words).refusal


def test_a_name_that_several_meetings_have_is_refused(hep: Hep, demo: Path) -> None:
    assert "'Workshop' names 3 meetings" in hep("note", demo, "one thing", "--meeting", "Workshop").refusal


@pytest.mark.parametrize("command", [["note", "words"], ["show", "notes"]])
def test_what_is_no_review_is_refused(hep: Hep, tmp_path: Path, command: list[str]) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    assert "is not a review" in hep(command[0], letter, command[1]).refusal
    assert "There is no file" in hep(command[0], tmp_path / "none.hep", command[1]).refusal
    assert letter.read_text() == "Dear colleague"
    assert not (tmp_path / "none.hep").exists()


def test_a_damaged_review_is_refused(hep: Hep, fresh: Path) -> None:
    whole = fresh.read_bytes()
    fresh.write_bytes(whole[:8192])
    assert "is damaged and was not opened" in hep("note", fresh, "one thing").refusal
    assert fresh.read_bytes() == whole[:8192]


def test_a_file_that_may_not_be_written_can_be_read_and_takes_no_note(
    hep: Hep, untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert hep("show", untouched, "schools").code == 0
    assert "may not be written here" in hep("note", untouched, "one thing").refusal


# Storing many


def piped(path: Path, text: str | bytes, *flags: str, **env: str) -> Said:
    data = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [*HEP, "note", str(path), "-", *flags], input=data, capture_output=True, env={**os.environ, **env}, timeout=60
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_each_line_of_standard_input_is_a_note_and_empty_ones_are_none(fresh: Path) -> None:
    said = piped(fresh, "one\n\n  \ntwo #music\r\nthree, without an end")
    assert (said.code, said.err) == (0, "")
    found = stored(fresh)
    assert [found[id].text for id in said.out.splitlines()] == ["one", "two", "three, without an end"]


def test_no_input_at_all_stores_nothing(untouched: Path) -> None:
    assert piped(untouched, "") == Said(0, "", "")


def test_a_line_that_cannot_be_stored_is_named_and_all_others_are_stored(fresh: Path) -> None:
    said = piped(fresh, "one\n\n#music\nfour\n")
    assert said.code == 1
    assert said.err.startswith("hep: Line 3 was not stored: There are no words in this note yet")
    assert [n.text for n in stored(fresh).values()] == ["one", "four"]
    assert said.out.split() == list(stored(fresh))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_list_in_unicode_is_read_as_what_it_is(fresh: Path, encoding: str) -> None:
    mark = "\ufeff" * (encoding == "utf-16-be")
    assert piped(fresh, (mark + "Zoë said\nŁódź\n").encode(encoding)).code == 0
    assert [n.text for n in stored(fresh).values()] == ["Zoë said", "Łódź"]


def test_a_list_in_a_code_page_is_refused_line_by_line_until_its_name_is_said(fresh: Path) -> None:
    data = "plain\ncafé – dear\nlast\n".encode("cp1252")
    said = piped(fresh, data)
    assert (said.code, len(said.out.split())) == (1, 2)
    assert said.err == (
        "hep: Line 2 was not stored: Letter 4 is not a letter of this encoding; save the list as UTF-8, or say "
        "--encoding cp1252.\n"
    )
    assert piped(fresh, data, "--encoding", "cp1252").code == 0
    assert [n.text for n in stored(fresh).values()][-2:] == ["café – dear", "last"]
    assert piped(fresh, data, "--encoding", "klingon").err == (
        "hep: klingon is not an encoding that hep knows; nothing was stored, try cp1252.\n"
    )


def test_every_id_that_was_printed_is_there_after_a_kill_half_way(fresh: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [*HEP, "note", str(fresh), "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        ids = []
        for i in range(8):
            program.stdin.write(f"note {i}\n")
            program.stdin.flush()
            ids.append(program.stdout.readline().strip())
        program.stdin.write("a line that never ends")
        program.stdin.flush()
        program.send_signal(signal.SIGKILL)
    found = stored(fresh)
    assert [found[id].text for id in ids] == [f"note {i}" for i in range(8)]
    assert len(found) == 8
    assert run("verify", fresh).code == 0


# Showing


def both(hep: Hep, *words: object) -> tuple[list[str], list[dict[str, Any]]]:
    """Return what a person reads and what a program reads."""
    text, found = hep("show", *words), hep("show", *words, "--json")
    assert (text.code, text.err, found.code, found.err) == (0, "", 0, "")
    return text.out.splitlines(), found.json


@pytest.mark.parametrize("what", WHAT)
def test_showing_changes_nothing(hep: Hep, untouched: Path, what: str) -> None:
    both(hep, untouched, what)


@pytest.mark.parametrize("what", ["notes", "ballots", "conflicts"])
def test_where_there_is_nothing_that_is_said(hep: Hep, fresh: Path, what: str) -> None:
    assert both(hep, fresh, what) == (["none"], [])


def test_notes_are_shown_in_order_with_everything_they_carry(hep: Hep, fresh: Path) -> None:
    for line in ("+ one @lower @principal #music *", '"two" @cluster /1', "> @council three 2021-07-12"):
        assert hep("note", fresh, line).code == 0
    lines, found = both(hep, fresh)
    assert [line.split(":  ", 1)[1] for line in lines] == [note["shorthand"] for note in found]
    assert "Evening meeting, open:" in lines[0]
    one, two, three = found
    assert {name: one[name] for name in ("text", "kind", "sentiment", "phase", "role", "themes", "key")} == {
        "text": "one", "kind": "point", "sentiment": "positive", "phase": "lower", "role": "principal",
        "themes": ["music"], "key": True,
    }  # fmt: skip
    assert (two["quote"], two["groups"], two["models"]) == (True, ["cluster"], ["1@1"])
    assert (three["action"], three["owner"], three["due"]) == (True, "council", "2021-07-12")
    assert {note["meeting_title"] for note in found} == {"Evening meeting"}


def test_notes_are_what_is_shown_when_nothing_is_asked_for(hep: Hep, demo: Path) -> None:
    assert both(hep, demo) == both(hep, demo, "notes")


def test_meetings_are_shown_with_where_they_stand(hep: Hep, demo: Path) -> None:
    lines, found = both(hep, demo, "meetings")
    assert [m["state"] for m in found] == ["held", "held", "planned", "planned"]
    assert lines[0] == f"Workshop 1, primary: held, 2021-06-09, {found[0]['notes']} notes"
    assert found[0]["notes"] == len(hep("show", demo, "notes", "--meeting", "1", "--json").json)
    assert [item["id"] for item in found[0]["items"]][:2] == ["works", "better"]


def test_polls_are_shown_with_state_ballots_and_what_was_declared(hep: Hep, demo: Path) -> None:
    lines, found = both(hep, demo, "polls")
    ranked = next(p for p in found if p["ballots"])
    assert (ranked["state"], ranked["statuses"]) == ("declared", {"valid": 18, "blank": 1})
    assert ranked["declared"]["record_code"]
    assert f"declared, 19 ballots; {ranked['declared']['sentence']}" in lines[found.index(ranked)]
    hands = next(p for p in found if p["hands"])
    assert hands["hands"]["present"] == 17
    assert {p["state"] for p in found} == {"draft", "declared"}


def test_ballots_are_shown_with_their_marks_in_order_of_rank(hep: Hep, demo: Path) -> None:
    lines, found = both(hep, demo, "ballots")
    assert [b["number"] for b in found] == list(range(1, 20))
    first = found[0]
    assert sorted(first["marks"].values()) == [1, 2, 3, 4, 5]
    ranked = sorted(first["marks"], key=first["marks"].get)
    assert first["in_order"] == " ".join(ranked)
    assert lines[0] == f"Priorities, ballot 1: valid, {first['in_order']}"
    assert (found[-1]["status"], found[-1]["in_order"]) == ("blank", "blank")


def test_schools_are_shown_with_urn_and_pupils(hep: Hep, demo: Path) -> None:
    lines, found = both(hep, demo, "schools")
    assert len(lines) == len(found) == 111
    assert all(len(str(school["urn"])) == 6 for school in found)
    assert lines[0] == (
        f"{found[0]['urn']}  {found[0]['name']}, {found[0]['phase']}, {found[0].get('pupils', 'unknown')} pupils"
    )


def test_coverage_is_shown_with_verdict_and_figures_not_heard_first(hep: Hep, demo: Path) -> None:
    lines, found = both(hep, demo, "coverage")
    assert lines[0] == "by phase, All-through: NOT HEARD; 0 of 38 notes; 1 of 37 present; 1 of 111 schools"
    primary = next(o for o in found if o["id"] == "primary")
    assert {name: primary[name] for name in ("by", "verdict", "notes", "all_notes", "present", "schools")} == {
        "by": "phase", "verdict": "heard", "notes": 18, "all_notes": 38, "present": 17, "schools": 69,
    }  # fmt: skip
    assert [o["by"] for o in found] == sorted((o["by"] for o in found), key=["phase", "role", "group"].index)
    here = hep("show", demo, "coverage", "--meeting", "1", "--json").json
    assert next(o["words"] for o in here if o["id"] == "primary") == (
        "18 of 22 notes (82 %); 17 of 21 present; 69 of 111 schools"
    )


def test_a_conflict_is_shown_with_each_of_its_versions(hep: Hep, fresh: Path) -> None:
    id = hep("note", fresh, "as it was").out.strip()
    other = fresh.with_name("other.hep")
    other.write_bytes(fresh.read_bytes())
    for path, words in ((fresh, "as we have it"), (other, "as they have it")):
        with closing(open_book(path)) as book:
            notes.amend(book, id, Note(words))
    with closing(open_book(fresh)) as book:
        merge(book, other)
    lines, [found] = both(hep, fresh, "conflicts")
    [line] = lines
    assert re.fullmatch(
        r"note: 1: somebody, [-\d]+ [\d:]+, as \w+ have it; 2: somebody, [-\d]+ [\d:]+, as \w+ have it", line
    )
    assert id not in line
    assert (found["id"], found["kind"], found["called"]) == (id, "note", "note")
    assert {v["says"] for v in found["versions"]} == {"as we have it", "as they have it"}
    assert [n["disputed"] for n in hep("show", fresh, "notes", "--json").json] == [True, True]


def test_a_conflict_is_told_in_the_words_of_the_screen(hep: Hep, fresh: Path) -> None:
    other = fresh.with_name("other.hep")
    with closing(open_book(fresh)) as book:
        poll = polls.create(book, Poll("Again?", "Meet again?", "hands", (Option("1", "Yes"), Option("2", "No"))))
        polls.change_state(book, poll, PollState.OPEN)
    other.write_bytes(fresh.read_bytes())
    for path, hands in ((fresh, 12), (other, 11)):
        with closing(open_book(path)) as book:
            polls.show_hands(book, Hands(poll, 17, {"1": {"": hands}, "2": {"": 3}}))
    with closing(open_book(fresh)) as book:
        merge(book, other)
        [on_screen] = conflicts(book)
    [line], [found] = both(hep, fresh, "conflicts")
    assert line.startswith("show of hands, Again?: 1: ")
    assert all(v.says in line and poll not in v.says for v in on_screen.versions)
    assert [v["says"] for v in found["versions"]] == [v.says for v in on_screen.versions]
    assert (found["called"], found["about"]) == (on_screen.called, on_screen.about)


@pytest.mark.parametrize("what", ["notes", "meetings", "polls", "ballots"])
def test_only_what_belongs_to_one_meeting_is_shown_where_that_is_asked(hep: Hep, demo: Path, what: str) -> None:
    _, every = both(hep, demo, what)
    meetings = hep("show", demo, "meetings", "--json").json
    parts = [both(hep, demo, what, "--meeting", m["id"])[1] for m in meetings]
    assert sorted(o["id"] for part in parts for o in part) == sorted(o["id"] for o in every)
    assert "names 0 meetings" in hep("show", demo, what, "--meeting", "tea party").refusal


def test_nothing_else_can_be_asked_for(hep: Hep, demo: Path) -> None:
    said = hep("show", demo, "secrets")
    assert said.code == 2
    assert "'secrets'" in said.err


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_letter_that_the_terminal_cannot_show_stops_nothing(fresh: Path, words: list[str]) -> None:
    run("note", fresh, "caf\u00e9 \u2713 \U0001f600")
    said = run("show", fresh, *words, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (said.code, said.err) == (0, "")
    shown = json.loads(said.out)[0]["text"] if words else said.out
    assert ("caf\u00e9 \u2713 \U0001f600" if words else r"caf\xe9 \u2713 \U0001f600") in shown


def test_a_reader_who_has_left_ends_it_quietly(demo: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    said = subprocess.run(
        [*HEP, "show", str(demo), "conflicts"], stdout=writing, stderr=subprocess.PIPE, env=env, timeout=60
    )
    os.close(writing)
    assert (said.returncode, said.stderr) == (1, b"")


# Faults of our own


def raising(error: BaseException) -> Callable[..., str]:
    def fail(*_: object) -> str:
        raise error

    return fail


def test_a_crash_prints_one_line_and_nobodys_words(hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "add", raising(ValueError("secret words")))
    said = hep("note", fresh, "the secret words of somebody")
    assert said.code == 3
    assert "start it again and look at what was entered last" in said.sentence
    log = locations.state_dir() / "crash.log"
    assert str(log) in said.sentence
    kept = log.read_text()
    assert "ValueError" in kept
    assert "notes.py" in kept
    for words in (said.err, kept):
        assert "secret" not in words
        assert "somebody" not in words
    assert log.stat().st_mode & 0o077 == 0


def test_a_crash_is_said_where_not_even_the_log_can_be_written(
    hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("hep_tui.tui.crash._kept", [])
    monkeypatch.setattr(notes, "add", raising(ValueError("secret words")))
    said = hep("note", fresh, "words")
    assert said.code == 3
    assert "crash.log" not in said.sentence


def test_stopping_it_is_one_line(hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "add", raising(KeyboardInterrupt()))
    said = hep("note", fresh, "words")
    assert said.code == 130
    assert said.sentence == "Stopped."
