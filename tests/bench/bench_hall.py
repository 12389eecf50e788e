"""Measure 300 phones that cast within twenty seconds, and within one, against raw commits of the same run.

Run `python -m pytest tests/bench/bench_hall.py -m bench -s`.
"""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import cards, polls
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book, connect
from hep_tui.logbook.laptop_key import load
from tests.hall.voters import asked, cast, free_port, listening, moments

pytestmark = pytest.mark.bench

PHONES = 300


@pytest.mark.parametrize("seconds", [20.0, 1.0])
def test_phones_against_raw_commits(book: Book, tmp_path: Path, seconds: float) -> None:
    book.laptop = load(locations.state_dir())
    options = tuple(Option(id, f"Model {id}") for id in "123456")
    poll = polls.create(book, Poll("Models", "Which?", "choose", options, rule="plurality"))
    codes = cards.issue(book, poll, PHONES)
    polls.change_state(book, poll, PollState.OPEN)
    book.close()
    port, before = free_port(), _raw(tmp_path / "raw.db")
    with listening(book.path, poll, port), ThreadPoolExecutor(PHONES) as pool:
        joined = list(pool.map(lambda n: bool(asked(port, "/", c=codes[n])), codes))
        began = time.monotonic()

        def vote(number: int, when: float) -> tuple[bool, float]:
            time.sleep(max(0.0, began + when - time.monotonic()))
            return cast(port, codes[number], "1")

        found = list(pool.map(vote, codes, moments(PHONES, seconds)))
    after = _raw(tmp_path / "raw.db")
    taken = sorted(1000 * each for done, each in found if done)
    raw = sorted([*before, *after])
    print(
        f"\n{PHONES} phones in {seconds:g} s: {sum(joined)} joined, {len(taken)} acknowledged; "
        f"median {statistics.median(taken):.0f} ms, p95 {_p95(taken):.0f} ms, longest {taken[-1]:.0f} ms; "
        f"raw commit: median {statistics.median(raw):.0f} ms, p95 {_p95(raw):.0f} ms"
    )


def _raw(path: Path) -> list[float]:
    """Return how many milliseconds each of 60 commits takes, of one small row with the pragmas of a review."""
    conn = connect.connect(path, mode="rwc")
    connect.protect(conn)
    conn.execute("CREATE TABLE IF NOT EXISTS raw (at TEXT)")
    found = []
    for _ in range(60):
        began = time.perf_counter()
        with connect.writing(conn):
            conn.execute("INSERT INTO raw VALUES ('x')")
        found.append(1000 * (time.perf_counter() - began))
        time.sleep(0.02)
    conn.close()
    return found


def _p95(values: list[float]) -> float:
    return values[int(len(values) * 0.95)]
