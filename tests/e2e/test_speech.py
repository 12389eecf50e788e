"""Notes as fast as speech, through a real terminal."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hep_tui.domain.notes import Note
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.e2e.conftest import Open, at_workshop
from tests.e2e.spoken import spoken


@pytest.mark.parametrize(
    ("notes", "keys_a_second"), [(5, 80), pytest.param(120, 12, marks=pytest.mark.long)], ids=["quick", "whole"]
)
def test_notes_typed_as_fast_as_speech_are_all_stored_coded_as_meant_and_in_order(
    terminal: Open, tmp_path: Path, notes: int, keys_a_second: int
) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.keys("F6")
    screen.until("of 20'")
    said = spoken(notes)
    for each in said:
        for key in each.line:
            screen.type(key)
            time.sleep(1 / keys_a_second)
        screen.keys("Enter")
    screen.until(lambda seen: "saved:" in seen and said[-1].note.text[:20] in seen)
    book = open_book(file)
    stored = [n.what for n in records(book, Note) if n.at >= "2021-06-20"]
    book.close()
    assert [replace(n, meeting="", item="") for n in stored] == [each.note for each in said]


def test_a_line_that_was_being_typed_survives_a_kill(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.type("- half of what was sa")
    screen.until("what was sa")
    time.sleep(0.3)
    os.kill(screen.pid, signal.SIGKILL)
    again = terminal("open", str(file))
    again.until("record ")
    again.keys("Enter")
    again.until("This was being typed when hep stopped")
    again.type("id #trust")
    again.keys("Enter")
    again.until("saved: concern")
    book = open_book(file)
    assert records(book, Note)[-1].what.text == "half of what was said"
    book.close()
