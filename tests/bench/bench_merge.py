"""Measure how fifty laptops are merged, each with as many notes as there are things a laptop.

Run `python -m pytest tests/bench/bench_merge.py -m bench -s`.
"""

import shutil
import sqlite3
from collections.abc import Iterator

import pytest

from hep_tui.cli import main
from tests.bench import files, floors
from tests.bench.rows import Rows

pytestmark = pytest.mark.bench

LAPTOPS = 50


def merged(path: str, *others: str) -> Iterator[None]:
    """Merge every file into one, at one command."""
    copy = f"{path}-merged.hep"
    shutil.copyfile(path, copy)
    yield
    assert main(["merge", copy, *others]) == 0


def inserted(path: str, *others: str) -> Iterator[None]:
    """Insert the entries of every file into one, passing over those that it has, in one transaction."""
    copy = f"{path}-inserted.hep"
    shutil.copyfile(path, copy)
    conn = sqlite3.connect(copy, isolation_level=None)
    yield
    conn.execute("BEGIN")
    for other in others:
        rows = sqlite3.connect(other).execute("SELECT * FROM entry").fetchall()
        conn.executemany(f"INSERT OR IGNORE INTO entry VALUES ({', '.join('?' * 11)})", rows)
    conn.execute("COMMIT")


def verified(_path: str, *others: str) -> Iterator[None]:
    """Verify each of the other files once."""
    yield
    for other in others:
        list(floors.verified(other))


def _laptops(size: int) -> list[object]:
    return [files.started(), *(files.with_notes(size // LAPTOPS, seed) for seed in range(1, LAPTOPS + 1))]


def test_merging_fifty_laptops(rows: Rows) -> None:
    rows.add(
        "merge of 50 laptops", "insert or ignore, one verify of each", 2,
        work=merged, floors=[inserted, verified], given=_laptops,
    )  # fmt: skip
