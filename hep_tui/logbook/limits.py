"""How much a file may hold, and how long reading it may take: bounds of our own, the same under every Python."""

import json
import re
import sqlite3
import time
from datetime import datetime

MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read."""
MAX_LENGTH = 4_000_000
"""The longest value of a column, in bytes."""
MAX_DEPTH = 64
"""How deep lists and objects of a body may lie in each other."""
MAX_DIGITS = 100
"""The longest number in a body."""
MAX_AHEAD = 1_000_000
"""How far the number of an entry may exceed how many there are: as many as may have been lost to damage."""
SECONDS = 60.0
"""How long one opening may take."""

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_LENGTH),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    # One, as SQLite itself attaches the file into which it copies.
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_LONG_NUMBER = re.compile(rf"[0-9]{{{MAX_DIGITS + 1}}}")


def limit(conn: sqlite3.Connection) -> None:
    """Bound what a file can make SQLite do, and how long; `unlimit` ends the time."""
    for name, value in _LIMITS:
        conn.setlimit(name, value)
    conn.execute("PRAGMA cell_size_check=ON")
    conn.execute("PRAGMA mmap_size=0")
    deadline = time.monotonic() + SECONDS
    conn.set_progress_handler(lambda: 1 if time.monotonic() > deadline else 0, 10_000)


def unlimit(conn: sqlite3.Connection) -> None:
    """Take the time off a connection whose file was checked; all other bounds stay."""
    conn.set_progress_handler(None, 0)


def fits(body: str) -> bool:
    """Say whether the text of a body is an object within the bounds of length, depth and digits.

    That it is JSON at all, the table of entries demands; where it does not lie in one yet, ask `is_json` too.
    """
    within = len(body) <= MAX_LENGTH and not _deep(body)
    return body.startswith("{") and within and not (len(body) > MAX_DIGITS and _numbers_too_long(body))


def is_json(body: str) -> bool:
    """Say whether a text is JSON."""
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def timed(at: str) -> bool:
    """Say whether a text is a time with its zone."""
    try:
        return datetime.fromisoformat(at).tzinfo is not None
    except ValueError:
        return False


def _deep(body: str) -> bool:
    # Nearly every body has fewer brackets in all than may lie in each other.
    if body.count("[") + body.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for sign in re.findall(r"[\[{}\]]", _TEXT.sub("", body)):
        depth += 1 if sign in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _numbers_too_long(body: str) -> bool:
    return _LONG_NUMBER.search(body) is not None and _LONG_NUMBER.search(_TEXT.sub("", body)) is not None
