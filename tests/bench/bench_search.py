"""Measure search at each key, beside key to paint of an app with one Input, and what making its index costs.

Run `python -m pytest tests/bench/bench_search.py -m bench -s`; HEP_BENCH_NOTES sets one other number of notes.
"""

import asyncio
import os
import random
import time
from functools import partial
from pathlib import Path

import pytest

from hep_tui.actions import notes as note_actions
from hep_tui.actions import record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.sample import make_demo
from hep_tui.views.search import search
from tests.bench.rows import Rows
from tests.bench.tools import OneInput, app_of, ms, p, paints, spread, timed
from tests.conftest import Ticking
from tests.tui.scenes import NOW, play

pytestmark = pytest.mark.bench

SIZES = [int(os.environ["HEP_BENCH_NOTES"])] if "HEP_BENCH_NOTES" in os.environ else [10_000, 100_000]
LINES = (
    "referrals take two",
    "the school @primary",
    "- we hear #send",
    "~ a b c d",
    "zebra crossing",
    "s #governance @head #funding /D",
)


@pytest.mark.parametrize("size", SIZES)
def test_search_at_each_key(size: int, tmp_path: Path) -> None:
    book = _spoken(tmp_path / "large.hep", size)
    started = time.perf_counter()
    records(book, Note)
    read = time.perf_counter() - started
    started = time.perf_counter()
    search(book, "")
    made = time.perf_counter() - started
    keys = [line[:end] for line in LINES for end in range(1, len(line) + 1)] * 3
    times = [timed(partial(search, book, key)) for key in keys]
    added = []
    for i in range(50):
        note_actions.add(book, Note(f"One more thing said, {i}"))
        added.append(timed(lambda: search(book, "one more")))
    book.close()
    print(f"\n{size} notes: reading them {read * 1000:.0f} ms, making the index {made * 1000:.0f} ms; a search "
          f"{spread(times)} (most {max(times) * 1000:.1f}); the first after another note {ms(added)}")  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_key_to_answer_on_the_screen_beside_one_input(size: int, tmp_path: Path, rows: Rows) -> None:
    _spoken(tmp_path / "large.hep", size).close()
    app = app_of(tmp_path / "large.hep")
    keys = [*"referralstaketwotermsthe"] * 3
    floor = asyncio.run(paints(OneInput(), keys, lambda pilot: pilot.pause()))
    ours = asyncio.run(paints(app, keys, lambda pilot: play(pilot, ("slash",))))
    answered = asyncio.run(_answers(tmp_path / "large.hep", keys))
    print(f"\nkey to paint over {size} notes: one Input {spread(floor)}, search {spread(ours)}, ratio of p95 "
          f"{p(ours, 95) / p(floor, 95):.2f}; key to answer {spread(answered)}, ratio of p95 "
          f"{p(answered, 95) / p(floor, 95):.2f}")  # fmt: skip
    floor_time = p(floor, 95)
    rows.add_times("key to answer, p95", "one Input", 1.3, size=size, ours=p(answered, 95), floor_time=floor_time)


async def _answers(path: Path, keys: list[str]) -> list[float]:
    """Return how long after each key its answer had been painted."""
    from textual import events

    from hep_tui.tui.screens.search import SearchScreen

    app = app_of(path)
    times: list[float] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await play(pilot, ("slash",))
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        for i, key in enumerate(keys):
            if i % 24 == 0:
                screen.line.value = ""
                await play(pilot, ())
            painted = asyncio.Event()
            started = time.perf_counter()
            app.post_message(events.Key(key, key))
            # Without a pause this loop would hold the interpreter against the thread that answers, as no program does.
            while not screen.line.value.endswith(key) or not screen.answered:
                await asyncio.sleep(0.0005)
            screen.call_after_refresh(painted.set)
            await painted.wait()
            times.append(time.perf_counter() - started)
    await app.close_book()
    return times


def _spoken(path: Path, size: int) -> Book:
    """Return the demo with many notes more, in words as uneven as those of people."""
    make_demo(path)
    book = open_book(path, source=Ticking(NOW).source)
    book.conn.execute("PRAGMA synchronous=OFF")
    dice = random.Random(1)
    words = "the school we to of and a referrals take two terms send hear decisions primary heads LA money"
    vocabulary = [*words.split(), *("".join(dice.choices("etaoinshrdl", k=dice.randint(3, 9))) for _ in range(15_000))]
    weights = [1 / (i + 1) for i in range(len(vocabulary))]
    meetings = [m for m in records(book, Meeting) if m.what.items]
    drafts = []
    for i in range(size):
        meeting = meetings[i % len(meetings)]
        note = Note(
            " ".join(dice.choices(vocabulary, weights, k=10)),
            meeting.id,
            meeting.what.items[i % len(meeting.what.items)].id,
            sentiment=("positive", "concern", "mixed", "question", "")[i % 5],
            phase=("primary", "secondary", "special", "")[i % 4],
            role=("head", "chair", "")[i % 3],
            themes=(("send",), ("governance",), ("funding", "send"), ())[i % 4],
            models=("D@1",) if i % 7 == 0 else (),
        )
        drafts.append(record.draft(book.token(), note))
    book.append_all(drafts)
    book.conn.execute("PRAGMA synchronous=EXTRA")
    return book
