"""What the room display may read: three views, and nothing else, whatever its code asks for."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect
from hep_tui.logbook.errors import Damaged
from hep_tui.logbook.opening import look_at
from hep_tui.logbook.room_schema import NAMES

_MOVED = "SELECT * FROM room_poll WHERE coalesce(state, 'draft') <> 'draft' ORDER BY moved DESC LIMIT 1"
_STEP = "SELECT n, item FROM room_step ORDER BY n DESC LIMIT 1"
_PRESENT = "SELECT present FROM room_present WHERE meeting IS ?"
_DECLARED = "SELECT body FROM room_declared WHERE poll = ? ORDER BY n DESC LIMIT 1"
_VERSION = "PRAGMA data_version"
_QUESTIONS = frozenset({_MOVED, _STEP, _PRESENT, _DECLARED, _VERSION})


@dataclass(frozen=True)
class OnShow:
    """Hold what the room may see now. `declared` is the frozen announcement, None until there is one."""

    poll: Poll
    state: str
    ballots_in: int
    present: int
    declared: dict[str, Any] | None


class RoomReader:
    """Read published results from a review, through a gate in SQLite that refuses all else."""

    def __init__(self, path: Path) -> None:
        look_at(path)
        self.conn = connect.reader(path)
        self._asking = False
        try:
            self.conn.execute("PRAGMA busy_timeout=2000")
            self.conn.set_authorizer(self._authorize)
            self._ask(_MOVED)
        except connect.UNREADABLE as error:
            self.close()
            raise Damaged(
                f"{path.name} cannot be shown ({clean_line(str(error))}); open it with hep open, then try again."
            ) from None

    def on_show(self) -> OnShow | None:
        """Return the poll that moved last, unless the agenda has moved on since; None for an empty screen.

        It stays empty too where another program wrote what hep cannot read.
        """
        moved = self._ask(_MOVED)
        if moved is None:
            return None
        try:
            poll = from_body(Poll, json.loads(moved["body"]))
        except (TypeError, ValueError):
            return None
        step = self._ask(_STEP)
        if step and step["n"] > moved["moved"] and step["item"] != poll.item:
            return None
        present = self._ask(_PRESENT, poll.meeting)
        return OnShow(
            poll,
            moved["state"],
            int(moved["ballots_in"]),
            int(present["present"]) if present else 0,
            self._declared(moved["id"]) if moved["state"] == "declared" else None,
        )

    def data_version(self) -> int:
        """Return a number that changes when something was recorded."""
        return int(self._ask(_VERSION)[0])

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def _declared(self, poll: str) -> dict[str, Any] | None:
        row = self._ask(_DECLARED, poll)
        return dict(json.loads(row["body"])) if row else None

    def _ask(self, question: str, *values: str) -> Any:
        """Return the first row that one of the questions below gives; only for these does the gate open."""
        self._asking = question in _QUESTIONS
        try:
            return self.conn.execute(question, values).fetchone()
        finally:
            self._asking = False

    def _authorize(self, action: int, *about: str | None) -> int:
        return _gate(action, *about) if self._asking else sqlite3.SQLITE_DENY


def _gate(
    action: int, first: str | None = None, second: str | None = None, _db: str | None = None, through: str | None = None
) -> int:
    """Let through reads of the room's views, what those views read, and the functions they use."""
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and (first in NAMES or through in NAMES):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in ("json_extract", "count", "max", "coalesce"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
