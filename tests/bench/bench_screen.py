"""Measure the screen against floors taken in the same run: an empty Textual app, an app with one Input, raw sqlite3.

Run `python -m pytest tests/bench/bench_screen.py -m bench -s`; HEP_BENCH_NOTES sets how many notes there are (10000).
"""

import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hep_tui.actions import notes as note_actions
from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.sample import make_demo
from hep_tui.tui.app import HepApp
from tests.bench.tools import OneInput, ms, p, paints, spread, timed
from tests.conftest import Ticking
from tests.tui.scenes import NOW, play

pytestmark = pytest.mark.bench

NOTES = int(os.environ.get("HEP_BENCH_NOTES", "10000"))
TEXT = "- SEND referrals take two terms @special #send"

EMPTY = """
import sys, time
from textual.app import App
class Empty(App[None]):
    def on_mount(self): self.call_after_refresh(self.exit)
started = time.perf_counter()
Empty().run(headless=True)
"""
HEP = """
import sys
from pathlib import Path
from hep_tui.cli import main
from hep_tui.tui.app import HepApp
from hep_tui.commands.start import _open
opened = HepApp._open
async def painted(self): self.exit()
HepApp._open = painted
HepApp(lambda: _open(Path(sys.argv[1]))).run(headless=True)
"""


def test_first_paint_beside_an_empty_app(tmp_path: Path) -> None:
    path = make_demo(tmp_path / "demo.hep")
    empty, hep = [], []
    for _ in range(15):
        empty.append(_whole(EMPTY))
        hep.append(_whole(HEP, str(path)))
    ratio = statistics.median(hep) / statistics.median(empty)
    print(f"\nfirst paint: empty app {ms(empty)}, hep {ms(hep)}, ratio of medians {ratio:.2f}, of minima "
          f"{min(hep) / min(empty):.2f}")  # fmt: skip


def _whole(script: str, *words: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *words], check=True, capture_output=True)
    return time.perf_counter() - started


def test_enter_to_stored_beside_one_raw_commit(tmp_path: Path) -> None:
    book, meeting = _large(tmp_path / "large.hep")
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=TRUNCATE")
    raw.execute("PRAGMA synchronous=EXTRA")
    raw.execute("CREATE TABLE note (text TEXT)")
    floor, ours = [], []
    for i in range(200):
        floor.append(timed(lambda: raw.execute("INSERT INTO note VALUES (?)", (TEXT,))))
        ours.append(timed(lambda i=i: note_actions.add(book, Note(f"{TEXT} {i}", meeting))))
    book.close()
    print(f"\nEnter to stored among {NOTES} notes: raw commit {ms(floor)}, a note {ms(ours)}, "
          f"ratio {statistics.median(ours) / statistics.median(floor):.2f}")  # fmt: skip


def test_key_to_paint_beside_one_input(tmp_path: Path) -> None:
    book, _ = _large(tmp_path / "large.hep")
    book.close()
    app = HepApp(lambda: open_book(tmp_path / "large.hep", source=Ticking(NOW).source), now=lambda: NOW, ticking=False)
    keys = [*TEXT.replace(" ", "x")] * 3
    floor = asyncio.run(paints(OneInput(), keys, lambda pilot: pilot.pause()))
    ours = asyncio.run(paints(app, keys, lambda pilot: play(pilot, ("enter", "f2"))))
    print(f"\nkey to paint among {NOTES} notes: one Input {spread(floor)}, capture {spread(ours)}, ratio of p95 "
          f"{p(ours, 95) / p(floor, 95):.2f}")  # fmt: skip


def _large(path: Path) -> tuple[Book, str]:
    make_demo(path)
    book = open_book(path, source=Ticking(NOW).source)
    book.conn.execute("PRAGMA synchronous=OFF")
    meeting = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    items = meeting.what.items
    made = [
        Note(f"Nobody tells us who leads, {i}", meeting.id, items[i % len(items)].id, phase="primary", themes=("send",))
        for i in range(NOTES)
    ]
    drafts: list[Draft] = [record.draft(book.token(), note) for note in made]
    book.append_all(drafts)
    book.conn.execute("PRAGMA synchronous=EXTRA")
    return book, meeting.id
