"""A workshop from the first key to the export, in a real terminal."""

import os
import re
import signal
from pathlib import Path

import pandas as pd

from hep_tui.cli import main
from hep_tui.domain.notes import Note
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.e2e.conftest import Open, at_workshop

NOTES = [
    "+ LLE visits changed our Year 6 @primary @head #school-to-school",
    "+ The forum is where I hear first @primary @head #communication",
    "- SEND referrals take two terms @special @head #send *",
    '- "We hear after it is decided" @secondary @head #governance',
    "~ Would pay if the offer were clear @chair /D #funding",
    "? Who leads on alternative provision @secondary",
    "> @hash Write down who leads on AP by 12/7",
    "+ Peer review is worth the day it costs @primary #school-improvement",
    "- Supply costs eat the training budget @primary #funding",
    "Cluster meetings clash with our own @nursery",
    "- Nobody tells us who leads on AP @secondary @deputy",
    "~ Good people, but it rests on four of them @primary @head",
    "+ Model F keeps decisions with schools /F @primary",
    "- A flat fee is unfair to one-form entry /E @primary #funding",
    "? What happens when a school leaves /D @special",
    "> @primary Ask each cluster for two names by 30/6",
    "+ Moderation together is our best training @primary *",
    '~ "Fine, if it does not mean another board" @secondary @chair /A #governance',
    "- Early years are an afterthought @nursery @head",
    "Last words of the morning",
]


def test_a_workshop_from_the_first_key_to_the_export(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.keys("F6")
    screen.until("of 20'")
    for note in NOTES:
        screen.type(note)
        screen.keys("Enter")
    screen.until("Last words of the morning")
    screen.keys("F6", "F6", "F6")
    screen.until("4  ")
    screen.keys("F7")
    screen.until("Which five")
    screen.keys("o")
    screen.until("The poll is open")
    screen.keys("k")
    screen.until("BALLOT 001")
    screen.burst("".join(f"{'.' * (i % 3)}1234\n" for i in range(10)))
    screen.until("BALLOT 011")
    screen.keys("Escape")
    screen.until("10 ballots of 18")
    screen.keys("c")
    screen.until("The poll is closed")
    screen.keys("d")
    screen.until("THE ROOM WILL SEE")
    screen.keys("Enter")
    screen.until("Read out the record code")
    screen.keys("Enter")
    screen.until("fill the 5 places; 10")
    screen.keys("Escape")
    screen.until("NEXT")
    screen.keys("F6")
    screen.until("5  ")
    screen.keys("F7")
    screen.until("show of hands")
    screen.keys("o")
    screen.until("The poll is open")
    screen.keys("h")
    screen.until("Not voting")
    for number in ("9", "6", "3", "0"):
        screen.type(number)
        screen.keys("Enter")
    screen.until("Stored, and balanced")
    screen.keys("Escape")
    screen.until("c close poll")
    screen.keys("Escape")
    screen.until("NEXT")
    screen.keys("Escape", "Escape")
    screen.until("MEETINGS")
    screen.keys("x")
    screen.until("EXPORT: ANALYST")
    screen.keys("Escape")
    screen.until("MEETINGS")
    screen.keys("F10")
    screen.until("Leave hep?")
    screen.keys("Enter")
    assert main(["export", str(file), "-o", str(tmp_path / "out")]) == 0
    _is_what_was_typed(next((tmp_path / "out").iterdir()))


def _is_what_was_typed(folder: Path) -> None:
    tables = {path.stem: pd.read_csv(path) for path in (folder / "data").glob("*.csv")}
    [meeting] = tables["meetings"].query("title == 'Workshop 3, all phases'").id
    notes = tables["notes"].query(f"meeting == '{meeting}'")
    assert len(notes) == len(NOTES)
    assert notes.sentiment.value_counts().to_dict() == {"concern": 6, "positive": 5, "mixed": 3, "question": 2}
    # Rows leave in no order that says who spoke when.
    assert {"LLE visits changed our Year 6", "Last words of the morning"} < set(notes.text)
    assert set(notes[notes.quote].text) == {"We hear after it is decided", "Fine, if it does not mean another board"}
    polls = tables["polls"].query(f"meeting == '{meeting}'").set_index("method").id
    ballots = tables["ballots"].query(f"poll == '{polls['rank']}'")
    assert (len(ballots), set(ballots.status)) == (10, {"valid"})
    assert tables["marks"].query(f"poll == '{polls['rank']}'")["rank"].count() == 40
    hands = tables["counts"].query(f"poll == '{polls['hands']}'")
    told = {(row.measure, row.option_label): row.hands for row in hands.fillna({"option_label": ""}).itertuples()}
    assert told == {
        ("present", ""): 18,
        ("option", "For"): 9,
        ("option", "Against"): 6,
        ("abstained", ""): 3,
        ("not_voting", ""): 0,
    }


def test_killed_in_the_middle_everything_that_was_shown_as_saved_is_there(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.keys("F6")
    screen.until("of 20'")
    pid = screen.pid
    screen.burst("".join(f"note {i}\n" for i in range(250)))
    screen.until(lambda seen: _newest(seen) > 60)
    os.kill(pid, signal.SIGKILL)
    book = open_book(file)
    stored = [n.what.text for n in records(book, Note) if n.what.text.startswith("note ")]
    book.close()
    # What was shown as not stored yet is kept beside the file and offered on opening; nothing stored is out of order.
    assert stored
    assert stored == [f"note {i}" for i in range(len(stored))]
    again = terminal("open", str(file))
    again.until("Workshop 3")


def _newest(seen: str) -> int:
    return max((int(n) for n in re.findall(r"note (\d+) ", seen)), default=-1)


def test_two_copies_worked_on_apart_merge_both_ways_into_one_record(tmp_path: Path, capsys: object) -> None:
    one, two = tmp_path / "one.hep", tmp_path / "two.hep"
    assert main(["demo", str(one), "--no-screen"]) == 0
    two.write_bytes(one.read_bytes())
    assert main(["note", str(one), "- from the first laptop #send"]) == 0
    assert main(["note", str(two), "+ from the second laptop #send"]) == 0
    first, second = open_book(one), open_book(two)
    assert first.record_code() != second.record_code()
    merge(first, two)
    merge(second, one)
    assert first.record_code() == second.record_code()
    assert [n.what for n in records(first, Note)] == [n.what for n in records(second, Note)]
    first.close()
    second.close()
