"""A workshop of two hours, played through the screen: 400 notes, 25 arrivals, 8 agenda items.

Run `python -m pytest tests/bench/bench_workshop.py -m bench -s`. Every tenth note is measured key by key, beside an
app that has nothing but one Input; every note is measured from Enter until it is on the disk, beside one raw commit.
"""

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from hep_tui.actions import meetings
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.sample import make_demo
from hep_tui.tui.app import HepApp
from hep_tui.tui.screens.capture import CaptureScreen
from tests.bench.rows import Rows
from tests.bench.tools import OneInput, app_of, key_to_paint, ms, p, spread, timed
from tests.conftest import Ticking
from tests.e2e.spoken import spoken
from tests.tui.scenes import NOW, burst, play, settle

pytestmark = pytest.mark.bench

NOTES, ITEMS, MEASURED = 400, 8, 10
SCHOOLS = (
    "bark", "bel", "winn", "bot", "char", "cher", "cole", "cow", "cran", "deane", "fras", "glebe", "grangewood", "guru",
    "haren", "haydon", "highf", "vyn", "warr", "mead", "wood", "swak", "queens", "pink", "rab",
)  # fmt: skip


def test_a_workshop_of_two_hours(tmp_path: Path, rows: Rows) -> None:
    path = make_demo(tmp_path / "demo.hep")
    _eighth_item(path)
    stored, paints = asyncio.run(_play(path))
    floor = asyncio.run(_floor("".join(each.line for each in spoken(NOTES // MEASURED))))
    raw = _raw_commits(tmp_path / "raw.db")
    print(f"\n{NOTES} notes, {len(SCHOOLS)} arrivals, {ITEMS} items at 80x24"
          f"\n  key to paint: one Input {spread(floor)}, capture {spread(paints)}, "
          f"ratios p50 {p(paints, 50) / p(floor, 50):.2f} p95 {p(paints, 95) / p(floor, 95):.2f}"
          f"\n  Enter to stored: raw commit {ms(raw)}, a note {ms(stored)} {spread(stored)}, "
          f"ratio {statistics.median(stored) / statistics.median(raw):.2f}")  # fmt: skip
    saved, committed = statistics.median(stored), statistics.median(raw)
    rows.add_times("Enter to saved, the screen", "raw commit", 4, size=NOTES, ours=saved, floor_time=committed)


def _eighth_item(path: Path) -> None:
    book = open_book(path, source=Ticking(NOW).source)
    held = next(m for m in records(book, Meeting) if m.what.title.startswith("Workshop 3"))
    last = replace(held.what.items[-1], id="next-steps", title="Next steps")
    meetings.amend(book, held.id, replace(held.what, items=(*held.what.items, last)))
    book.close()


async def _play(path: Path) -> tuple[list[float], list[float]]:
    """Return the seconds from Enter to stored of each note, and from key to paint of each key that was measured."""
    app = app_of(path)
    stored: list[float] = []
    paints: list[float] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot, ("enter", "ctrl+r"))
        for letters in SCHOOLS:
            await play(pilot, (f"=+ {letters.title()} Example, {letters}", "enter"))
        await play(pilot, ("escape",))
        assert isinstance(app.screen, CaptureScreen)
        for number, each in enumerate(spoken(NOTES)):
            if number % (NOTES // ITEMS) == 0:
                await play(pilot, ("f6",))
            if number % MEASURED == 0:
                paints += [await key_to_paint(app, key) for key in each.line]
            else:
                burst(pilot, each.line)
                await settle(pilot)
            stored.append(await _enter(pilot, app))
        found = await app.backend.call(records, Note)
        assert [n.what.text for n in found[-NOTES:]] == [each.note.text for each in spoken(NOTES)]
    await app.close_book()
    return stored, paints


async def _enter(pilot: Pilot[str], app: HepApp) -> float:
    """Press Enter and return the seconds until the logbook had the note on the disk."""
    book = app.backend.book
    assert book is not None
    at: list[float] = []
    heard = book.on_append
    book.on_append = lambda entries: (at.append(time.perf_counter()), heard(entries))[1]
    started = time.perf_counter()
    app.post_message(events.Key("enter", "\r"))
    await settle(pilot)
    book.on_append = heard
    return at[0] - started


async def _floor(text: str) -> list[float]:
    app = OneInput()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        return [await key_to_paint(app, key) for key in text]


def _raw_commits(path: Path) -> list[float]:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=TRUNCATE")
        raw.execute("PRAGMA synchronous=EXTRA")
        raw.execute("CREATE TABLE note (text TEXT)")
        return [timed(lambda: raw.execute("INSERT INTO note VALUES ('said')")) for _ in range(200)]
