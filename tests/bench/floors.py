"""The least that hep's work could cost: what SQLite, a hash, `csv` and `json` need for the same rows."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from hep_tui.logbook import reading


def verified(path: str, *_: str) -> Iterator[None]:
    """Verify a review as hep does, once."""
    yield
    with reading.read_book(Path(path)) as (report, _book):
        assert report.ok


def checked_and_hashed(path: str, *_: str) -> Iterator[None]:
    """Check the pages of a file, and hash the body and the other columns of each row."""
    yield
    conn = sqlite3.connect(path)
    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for row in conn.execute("SELECT * FROM entry"):
        hashlib.sha256(row[-1].encode()).hexdigest()
        hashlib.sha256(json.dumps(row[1:-1]).encode()).digest()


def vacuumed(path: str, *_: str) -> Iterator[None]:
    """Copy a file as SQLite does."""
    out = Path(f"{path}.vacuumed")
    out.unlink(missing_ok=True)
    yield
    sqlite3.connect(path).execute("VACUUM INTO ?", (str(out),))


def dumped(path: str, view: str = "note", *_: str) -> Iterator[None]:
    """Write the rows of a view as JSON."""
    conn = _laid(path)
    rows = [dict(row) for row in conn.execute(f"SELECT * FROM {view}")]
    yield
    print(json.dumps(rows))


def as_csv(path: str, views: str = "note", *_: str) -> Iterator[None]:
    """Write the rows of some views as CSV."""
    conn = _laid(path)
    yield
    for view in views.split("+"):
        with Path(f"{path}-{view}.csv").open("w", newline="") as out:
            csv.writer(out).writerows(conn.execute(f"SELECT * FROM {view}"))


def _laid(path: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    return conn
