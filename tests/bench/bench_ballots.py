"""Measure what is done with all ballots of a poll: take a list of them in, count them.

Run `python -m pytest tests/bench/bench_ballots.py -m bench -s`; HEP_BENCH_LARGEST=100000 for the largest.
"""

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui.cli import main
from hep_tui.logbook.opening import open_book
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement
from tests.bench import files, floors
from tests.bench.rows import Rows

pytestmark = pytest.mark.bench


def counted(path: str, _view: str, poll: str) -> Iterator[None]:
    """Count a poll from nothing."""
    book = open_book(Path(path))
    yield
    announcement(poll_view(book, poll))


def parsed(path: str, *_: str) -> Iterator[None]:
    """Read what every ballot says, as JSON."""
    conn = sqlite3.connect(path)
    yield
    for (body,) in conn.execute("SELECT body FROM entry WHERE kind = 'ballot'"):
        json.loads(body)


def test_counting(rows: Rows) -> None:
    rows.add("poll count", "json.loads of every ballot", 10, work=counted, floors=[parsed], given=files.ballots)


def imported(path: str, poll: str, listed: str) -> Iterator[None]:
    """Take a list of ballots in."""
    copy = f"{path}-import.hep"
    shutil.copyfile(path, copy)
    yield
    assert main(["ballots", copy, "import", poll, listed, "--marks", "rank"]) == 0


def inserted(path: str, _poll: str, listed: str) -> Iterator[None]:
    """Insert the same entries in one transaction."""
    copy = Path(f"{path}-inserted.hep")
    shutil.copyfile(path, copy)
    conn = sqlite3.connect(copy, isolation_level=None)
    found = sqlite3.connect(Path(listed).with_suffix(".hep")).execute("SELECT * FROM entry").fetchall()
    yield
    conn.execute("BEGIN")
    conn.executemany(f"INSERT OR IGNORE INTO entry VALUES ({', '.join('?' * 11)})", found)
    conn.execute("COMMIT")


def verified(_path: str, _poll: str, listed: str) -> Iterator[None]:
    """Verify a review that has the same entries."""
    return floors.verified(str(Path(listed).with_suffix(".hep")))


def _list(size: int) -> tuple[object, ...]:
    (path, poll), (filled, _), dice = files.with_poll(), files.with_poll(size), random.Random(3)
    last = min(size, files.NUMBERED)
    listed = filled.with_suffix(".csv")
    lines = (f"{n}," + ",".join(str(mark) for _, mark in sorted(files.marks(dice).items())) for n in range(1, last + 1))
    listed.write_text("\n".join(["ballot," + ",".join(o.label for o in files.OPTIONS), *lines]))
    return path, poll, listed


def test_importing_ballots(rows: Rows) -> None:
    rows.add(
        "ballots import", "insert in one transaction, one verify", 3,
        work=imported, floors=[inserted, verified], given=_list,
    )  # fmt: skip
