"""Measure the screen against floors taken in the same run: an empty Textual app, an app with one Input, raw sqlite3.

Run `python -m pytest tests/bench/bench_screen.py -m bench -s`; HEP_BENCH_NOTES sets how many notes there are (10000).
"""

import asyncio
import os
import sqlite3
import statistics
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
from tests.bench.rows import Rows
from tests.bench.tools import OneInput, app_of, ms, p, paints, spread, timed
from tests.conftest import Ticking
from tests.tui.scenes import NOW, play

pytestmark = pytest.mark.bench

NOTES = int(os.environ.get("HEP_BENCH_NOTES", "10000"))
TEXT = "- SEND referrals take two terms @special #send"


def test_enter_to_stored_beside_one_raw_commit(tmp_path: Path, rows: Rows) -> None:
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
    raw.close()
    print(f"\nEnter to stored among {NOTES} notes: raw commit {ms(floor)}, a note {ms(ours)}, "
          f"ratio {statistics.median(ours) / statistics.median(floor):.2f}")  # fmt: skip
    stored, committed = statistics.median(ours), statistics.median(floor)
    rows.add_times("Enter to stored, the action", "raw commit", 1.5, size=NOTES, ours=stored, floor_time=committed)


def test_key_to_paint_beside_one_input(tmp_path: Path) -> None:
    book, _ = _large(tmp_path / "large.hep")
    book.close()
    app = app_of(tmp_path / "large.hep")
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
