"""What the room display may read: six views, and nothing else, whatever its code asks for."""

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect
from hep_tui.logbook.errors import Damaged
from hep_tui.logbook.opening import look_at
from hep_tui.logbook.room_schema import NAMES, READABLE

_POLL = "SELECT body, state, ballots_in, moved_at, minutes FROM room_poll"
_ELECTORATE = "SELECT number, base FROM room_electorate"
_DECLARED = "SELECT asked, body, before FROM room_declared"
_PHASES = "SELECT json_group_object(id, label) AS names FROM room_phase"
_VERSION = "PRAGMA data_version"
_QUESTIONS = frozenset({_POLL, _ELECTORATE, _DECLARED, _PHASES, _VERSION})
_FUNCTIONS = frozenset(
    {"json_extract", "json_remove", "json_group_object", "count", "coalesce", "nullif", "min", "max"}
)


@dataclass(frozen=True)
class Result:
    """Hold a declared poll, the frozen announcement, and the sentence that was declared before it was corrected."""

    poll: Poll
    said: dict[str, Any]
    before: str = ""


@dataclass(frozen=True)
class OnShow:
    """Hold what the room may see now. `results` is empty until there is one; a series has one a poll, in their order.

    `electorate` is how many ballots may come, 0 where nobody knows, and `base` of what: eligible, tables or present.
    `closes` is when the time runs out that was given, in UTC, None where none was; `phases` is id to label.
    """

    poll: Poll
    state: str
    ballots_in: int
    electorate: int
    results: tuple[Result, ...] = ()
    closes: datetime | None = None
    phases: dict[str, str] = field(default_factory=dict)
    base: str = "present"


class RoomReader:
    """Read published results from a review, through a gate in SQLite that refuses all else."""

    def __init__(self, path: Path) -> None:
        look_at(path)
        self.conn = connect.reader(path)
        self._asking = False
        try:
            self.conn.execute("PRAGMA busy_timeout=2000")
            self.conn.set_authorizer(self._authorize)
            self._ask(_POLL)
        except connect.UNREADABLE as error:
            self.close()
            raise Damaged(
                f"{path.name} cannot be shown ({clean_line(str(error))}); open it with hep open, then try again."
            ) from None

    def on_show(self) -> OnShow | None:
        """Return the poll that moved last, unless the agenda has moved on since; None for an empty screen.

        It stays empty too where another program wrote what hep cannot read.
        """
        row = self._ask(_POLL)
        try:
            return self._shown(row) if row is not None else None
        except (TypeError, ValueError, AttributeError):
            return None

    def _shown(self, row: Any) -> OnShow:
        electorate = self._ask(_ELECTORATE)
        return OnShow(
            from_body(Poll, json.loads(row["body"])),
            str(row["state"]),
            int(row["ballots_in"]),
            int(electorate["number"] or 0) if electorate else 0,
            tuple(_result(each) for each in self._every(_DECLARED)),
            _closes(row["state"], row["moved_at"], row["minutes"]),
            {str(id): str(label) for id, label in json.loads(self._ask(_PHASES)["names"]).items()},
            str(electorate["base"]) if electorate else "",
        )

    def data_version(self) -> int:
        """Return a number that changes when something was recorded."""
        return int(self._ask(_VERSION)[0])

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def _ask(self, question: str) -> Any:
        return next(iter(self._every(question)), None)

    def _every(self, question: str) -> list[Any]:
        """Return the rows that one of the questions above gives; only for these does the gate open."""
        self._asking = question in _QUESTIONS
        try:
            return self.conn.execute(question).fetchall()
        finally:
            self._asking = False

    def _authorize(self, action: int, *about: str | None) -> int:
        return _gate(action, *about) if self._asking else sqlite3.SQLITE_DENY


def _result(row: Any) -> Result:
    said = dict(json.loads(row["body"]))
    return Result(from_body(Poll, json.loads(row["asked"])), said, str(row["before"] or ""))


def _closes(state: str, at: str, minutes: Any) -> datetime | None:
    if state != "open" or type(minutes) is not int or not 0 < minutes < 10_000:
        return None
    return datetime.fromisoformat(at) + timedelta(minutes=minutes)


def _gate(
    action: int, first: str | None = None, second: str | None = None, _db: str | None = None, through: str | None = None
) -> int:
    """Let through reads of the room's views, what those views read, and the functions they use."""
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ:
        inside = through in NAMES and second in READABLE.get(first or "", ())
        return sqlite3.SQLITE_OK if first in NAMES or inside else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
