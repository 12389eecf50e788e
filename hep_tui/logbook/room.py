"""What the room display may read: three views, and nothing else, whatever its code asks for."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.logbook import connect
from hep_tui.logbook.opening import look_at
from hep_tui.logbook.room_schema import NAMES


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
        self.conn = connect.connect(path, mode="ro")
        self.conn.execute("PRAGMA busy_timeout=2000")
        self.conn.set_authorizer(_gate)

    def on_show(self) -> OnShow | None:
        """Return the poll that moved last, unless the agenda has moved on since; None for an empty screen."""
        moved = self.conn.execute(
            "SELECT * FROM room_poll WHERE coalesce(state, 'draft') <> 'draft' ORDER BY moved DESC LIMIT 1"
        ).fetchone()
        if moved is None:
            return None
        poll = from_body(Poll, json.loads(moved["body"]))
        step = self.conn.execute("SELECT n, item FROM room_step ORDER BY n DESC LIMIT 1").fetchone()
        if step and step["n"] > moved["moved"] and step["item"] != poll.item:
            return None
        present = self.conn.execute("SELECT present FROM room_present WHERE meeting IS ?", (poll.meeting,)).fetchone()
        return OnShow(
            poll,
            moved["state"],
            int(moved["ballots_in"]),
            int(present["present"]) if present else 0,
            self._declared(moved["id"]) if moved["state"] == "declared" else None,
        )

    def data_version(self) -> int:
        """Return a number that changes when something was recorded."""
        return int(self.conn.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def _declared(self, poll: str) -> dict[str, Any] | None:
        row = self.conn.execute("SELECT body FROM room_declared WHERE poll = ? ORDER BY n DESC", (poll,)).fetchone()
        return dict(json.loads(row["body"])) if row else None


def _gate(action: int, first: str | None, second: str | None, database: str | None, through: str | None) -> int:
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
