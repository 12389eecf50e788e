"""Measure what is done with a whole file: verify it, open it again, back it up.

Run `python -m pytest tests/bench/bench_files.py -m bench -s`; HEP_BENCH_LARGEST=100000 for the largest.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui.logbook import backup
from hep_tui.logbook.opening import open_book
from tests.bench import floors
from tests.bench.files import notes
from tests.bench.rows import Rows

pytestmark = pytest.mark.bench


def test_verifying(rows: Rows) -> None:
    rows.add(
        "verify, full", "integrity_check, two hashes a row", 2,
        work=floors.verified, floors=[floors.checked_and_hashed], given=notes, times=3,
    )  # fmt: skip


def opened(path: str, *_: str) -> Iterator[None]:
    """Open a review that was backed up already."""
    backups = Path(f"{path}-backups")
    open_book(Path(path), backups=backups).close()
    yield
    open_book(Path(path), backups=backups).close()


def test_opening_again(rows: Rows) -> None:
    rows.add(
        "open the second time", "integrity_check, two hashes a row", 0.5,
        work=opened, floors=[floors.checked_and_hashed], given=notes, times=3,
    )  # fmt: skip


def backed_up(path: str, *_: str) -> Iterator[None]:
    """Back a review up where there is no backup yet."""
    book, folder = open_book(Path(path)), Path(f"{path}-backup")
    shutil.rmtree(folder, ignore_errors=True)
    yield
    backup.backup(book, folder)


def test_backing_up(rows: Rows) -> None:
    rows.add(
        "backup", "VACUUM INTO, one verify", 1.3,
        work=backed_up, floors=[floors.vacuumed, floors.verified], given=notes, times=3,
    )  # fmt: skip
