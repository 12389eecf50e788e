"""What only a real terminal shows: full speed, plain terminals, crashes, and the second screen."""

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.e2e.conftest import Open, at_workshop
from tests.e2e.terminal import Terminal, missing


def stored(file: Path, begins: str | tuple[str, ...], wanted: int) -> list[str]:
    """Return the notes that begin so, once as many as wanted are on the disk: the screen shows a note before that."""
    ends = time.monotonic() + 60
    while True:
        book = open_book(file)
        texts = [n.what.text for n in records(book, Note) if n.what.text.startswith(begins)]
        book.close()
        if len(texts) >= wanted or time.monotonic() > ends:
            return texts
        time.sleep(0.2)


@pytest.mark.parametrize("notes", [50, pytest.param(200, marks=pytest.mark.long)])
def test_notes_by_the_hundred_at_full_speed_lose_and_glue_nothing(terminal: Open, tmp_path: Path, notes: int) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    for part in range(0, notes, 25):
        screen.burst("".join(f"- note {part + i} @special #send\n" for i in range(25)))
    screen.until(f"note {notes - 1}", 60)
    assert stored(file, "note ", notes) == [f"note {i}" for i in range(notes)]


def test_letters_and_backspaces_at_full_speed_keep_their_order(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.burst("".join(f"wrongg\x7f\x7f\x7f\x7f\x7f\x7fright {i}\n" for i in range(20)))
    screen.until("right 19")
    assert stored(file, ("right", "wrong"), 20) == [f"right {i}" for i in range(20)]


def test_enter_typed_while_hep_starts_opens_the_meeting(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("demo", str(tmp_path / "demo.hep"))
    screen.keys("Enter")
    screen.until("WHAT WORKS WELL")


@pytest.mark.parametrize("env", [{"TERM": "linux", "LC_ALL": "C"}, {"NO_COLOR": "1"}, {"HEP_ASCII": "1"}], ids=str)
def test_plain_terminals_show_the_same_words(env: dict[str, str], terminal: Open, tmp_path: Path) -> None:
    screen = terminal("demo", str(tmp_path / "demo.hep"), **env)
    seen = screen.until("HEARD SO FAR")
    assert "Workshop 3" in seen
    if "HEP_ASCII" in env or env.get("TERM") == "linux":
        assert seen.isascii()


def test_the_room_sees_the_result_only_when_it_is_declared(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.keys("F6", "F6", "F6", "F6")
    screen.until("4  ")
    screen.keys("F7")
    screen.until("Which five")
    screen.keys("o")
    screen.until("The poll is open")
    room = terminal("room", str(file), size=(100, 30))
    room.until("WHICH FIVE")
    screen.keys("k")
    screen.until("BALLOT 001")
    screen.burst("12345\n..12\n")
    seen = room.until("ballots in  2 of 18")
    assert "leads" not in seen
    screen.keys("Escape")
    screen.until("close poll")
    screen.keys("c")
    screen.until("The poll is closed")
    screen.keys("d")
    screen.until("THE ROOM WILL SEE")
    assert "leads" not in room.seen
    screen.keys("Enter")
    room.until("2 valid of 2 cast")
    room.keys("c")
    room.until(lambda seen: not seen.strip())
    room.keys("c")
    room.until("2 valid of 2 cast")
    book = open_book(file)
    assert len(records(book, Ballot)) >= 2
    book.close()


CRASH = """
import functools
import sys
from hep_tui.tui.screens.home import HomeScreen
@functools.wraps(HomeScreen.action_plan_meeting)
def broken(self): raise ValueError("the words of a headteacher")
HomeScreen.action_plan_meeting = broken
from hep_tui.cli import main
sys.exit(main(["demo", sys.argv[1]]))
"""


@pytest.mark.skipif(bool(missing), reason=missing)
def test_a_crash_prints_one_line_and_nobodys_words(tmp_path: Path) -> None:
    script = tmp_path / "crash.py"
    script.write_text(CRASH)
    home = {k: os.environ[k] for k in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    screen = Terminal(tmp_path, sys.executable, str(script), str(tmp_path / "demo.hep"), env=home)
    try:
        screen.until("record ")
        screen.keys("n")
        seen = screen.until("hep stopped because of a fault")
        assert "headteacher" not in seen
        assert "Traceback" not in seen
        assert len(re.sub(r"\s+", " ", seen).split(". ")) <= 3
        log = next(Path(os.environ["XDG_STATE_HOME"]).rglob("crash.log")).read_text()
        assert "ValueError" in log
        assert "headteacher" not in log
    finally:
        screen.close()


def test_a_closed_terminal_loses_nothing(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.burst("said before the lid closed\n")
    screen.until("saved:")
    os.kill(screen.pid, signal.SIGHUP)
    book = open_book(file)
    assert records(book, Note)[-1].what.text == "said before the lid closed"
    book.close()


def test_sizes_left_over_from_another_window_are_not_believed(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("demo", str(tmp_path / "demo.hep"), COLUMNS="200", LINES="60")
    screen.until("record ")
    seen = screen.until("F1 help")
    assert seen.splitlines()[-1].rstrip().endswith("F1 help")


def test_a_program_that_the_system_ends_leaves_a_terminal_that_can_be_used(terminal: Open, tmp_path: Path) -> None:
    file = tmp_path / "demo.hep"
    screen = at_workshop(terminal, file)
    screen.burst("said before the lid closed\n")
    screen.until("saved:")
    os.kill(screen.pid, signal.SIGTERM)
    screen.until(lambda seen: "saved:" not in seen)
    screen.until(lambda _: not Path(f"{file}-journal").exists())
