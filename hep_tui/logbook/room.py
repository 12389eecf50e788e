"""What the room display may read: a few views, and nothing else, whatever its code asks for."""

import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Result
from hep_tui.domain.speech import speak
from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect, header, limits, reading, room_schema, schema, trust
from hep_tui.logbook.book import insert
from hep_tui.logbook.entry import canonical
from hep_tui.logbook.errors import Damaged, NotALogbook
from hep_tui.logbook.guard import Shape
from hep_tui.logbook.room_schema import NAMES, READABLE
from hep_tui.logbook.verify import Report

if TYPE_CHECKING:
    from hep_tui.logbook.entry import Entry

_POLL = "SELECT body, state, ballots_in, moved_at, minutes, reason, declared_before FROM room_poll"
_ELECTORATE = "SELECT number, base FROM room_electorate"
_DECLARED = "SELECT asked, body, before FROM room_declared"
_PHASES = "SELECT json_group_object(id, label) AS names FROM room_phase"
_WORDS = "SELECT words, lang, dir FROM room_words"
_EVERY = "SELECT poll, asked, body, before FROM room_every"
_HERE = "SELECT review, title, here FROM room_here"
_QUESTIONS = frozenset({_POLL, _ELECTORATE, _DECLARED, _PHASES, _WORDS, _EVERY, _HERE})
_WAIT = 2000
"""For how many milliseconds another program may hold the file before the room goes on without."""
_FUNCTIONS = frozenset(
    {"json_extract", "json_remove", "json_group_object", "count", "coalesce", "nullif", "min", "max"}
)


@dataclass(frozen=True)
class Declared:
    """Hold a declared poll, its result, and the sentence that was declared before it was corrected."""

    poll: Poll
    result: Result
    before: str = ""


@dataclass(frozen=True)
class OnShow:
    """Hold what the room may see now. `results` is empty until there is one; a series has one a poll, in their order.

    `electorate` is how many ballots may come, 0 where nobody knows, and `base` of what: eligible, tables or present.
    `closes` is when the time runs out that was given, in UTC, None where none was; `phases` is id to label.
    `declared_before` says that a result was declared of it, which does not hold while its state is another; `reason`
    is why it moved last.
    """

    poll: Poll
    state: str
    ballots_in: int
    electorate: int
    results: tuple[Declared, ...] = ()
    closes: datetime | None = None
    phases: dict[str, str] = field(default_factory=dict)
    base: str = "present"
    declared_before: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Here:
    """Hold what the room may see while nothing is voted on: the review, the meeting that moved last, how many came."""

    review: str = ""
    meeting: str = ""
    present: int = 0


class RoomReader:
    """Read published results of a review: from verified entries in memory, through a gate that refuses all else.

    `doubt` says why the file cannot be shown now; what was shown before may then be of a record that is no more.
    """

    def __init__(self, path: Path) -> None:
        header.look_at(path)
        self.path = path
        self.doubt = ""
        self._asking = False
        self._file = connect.reader(path)
        self._is: os.stat_result | None = None
        self._known: dict[str, int] = {}
        self._stamp: tuple[int, ...] = ()
        self._version, self._generation = -1, 0
        self.conn = _store()
        try:
            self._catch_up()
        except BaseException:
            self.close()
            raise
        if self.doubt:
            self.close()
            raise Damaged(f"{path.name} cannot be shown ({self.doubt}); open it with hep open, then try again.")

    def _catch_up(self) -> None:
        """Take in what was recorded since, once it is verified; raises NotALogbook where another program holds it."""
        try:
            self._look_at_file()
            stamp, version = connect.stamp(self.path), connect.data_version(self._file)
            if (stamp, version) == (self._stamp, self._version):
                return
            connect.look_at_disk(self._file)
            shape, report = reading.check(self._file, self.path.name, known=self._known)
            limits.unlimit(self._file)
            self._doubt(report.problems[0] if report.problems else "")
            if not self.doubt:
                self._take(report, shape)
                self._speak()
            self._stamp, self._version = stamp, version
        except connect.UNREADABLE as error:
            self._lost(str(reading.in_use(self.path, error)))
        except OSError:
            self._lost(f"{self.path.name} is gone from where it was")
        except NotALogbook as error:
            self._lost(str(error))

    def _look_at_file(self) -> None:
        """Open the file where it could not be read before, or where another one was put in its place."""
        found = self.path.stat()
        # Of a file that was emptied SQLite says nothing new.
        if self._is is None or not found.st_size or not os.path.samestat(found, self._is):
            header.look_at(self.path)
            self._file.close()
            self._file = connect.reader(self.path)
            self._file.execute(f"PRAGMA busy_timeout={_WAIT}")
            self._is, self._version = found, -1

    def _lost(self, why: str) -> None:
        """Doubt the file, and open it again next time: what its connection remembers may be of one that is no more."""
        self._doubt(why)
        self._is = None

    def _doubt(self, why: str) -> None:
        said = clean_line(why).rstrip(".")
        self._generation += not said or said != self.doubt
        self.doubt = said

    def _take(self, report: Report, shape: Shape) -> None:
        """Hold the entries of a verified record, and of secret ballots no more than which poll each is of."""
        boxes = "SELECT poll, key FROM main.secret NOT INDEXED" if "secret" in shape.beside else "SELECT 1, 1 LIMIT 0"
        held = [(row[0], row[1], "{}") for row in self._file.execute(boxes)]
        fresh = [e for e in report.record if self._known.get(e.id) != hash(e)]
        self.conn.set_authorizer(None)
        with connect.writing(self.conn):
            if not self._known.keys() <= {e.id for e in report.record}:
                self.conn.execute("DELETE FROM entry")
                fresh = list(report.record)
            self.conn.executemany("DELETE FROM entry WHERE id = ?", [(e.id,) for e in fresh])
            insert(self.conn, map(_plain, fresh))
            self.conn.execute("DELETE FROM secret")
            self.conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", held)
            trust.look(self.conn, where="main")
        self.conn.set_authorizer(self._authorize)
        self._known = reading.hashes(report.record)

    def on_show(self) -> OnShow | None:
        """Return the poll that moved last, unless the agenda has moved on since; None for an empty screen.

        It stays empty too where another program wrote what hep cannot read, or where the record is in doubt.
        """
        self.data_version()
        if self.doubt:
            return None
        row = self._ask(_POLL)
        try:
            return self._shown(row) if row is not None else None
        except (TypeError, ValueError, AttributeError):
            return None

    def _shown(self, row: Any) -> OnShow:
        electorate = self._ask(_ELECTORATE) or {"number": 0, "base": ""}
        return OnShow(
            from_body(Poll, json.loads(row["body"])),
            str(row["state"]),
            int(row["ballots_in"]),
            electorate=int(electorate["number"] or 0),
            results=tuple(found for each in self._every(_DECLARED) if (found := _declared(each))),
            closes=_closes(row["state"], row["moved_at"], row["minutes"]),
            phases=self._phases(),
            base=str(electorate["base"]),
            declared_before=bool(row["declared_before"]),
            reason=clean_line(str(row["reason"])),
        )

    def declared(self) -> dict[str, OnShow]:
        """Return every declared result by its poll, the last one last; empty while the record is in doubt."""
        self.data_version()
        if self.doubt:
            return {}
        phases = self._phases()
        found = {}
        for row in self._every(_EVERY):
            with suppress(TypeError, ValueError, AttributeError):
                if each := _declared(row):
                    found[str(row["poll"])] = OnShow(
                        each.poll, "declared", 0, electorate=0, results=(each,), closes=None, phases=phases
                    )
        return found

    def here(self) -> Here:
        """Return the titles of the review and of the meeting that moved last, and how many are here.

        All of it is empty while the record is in doubt, the meeting before there is one.
        """
        self.data_version()
        row = None if self.doubt else self._ask(_HERE)
        if row is None:
            return Here()
        return Here(clean_line(str(row["review"])), clean_line(str(row["title"] or "")), int(row["here"] or 0))

    def _speak(self) -> None:
        """Speak the words of the review from now on; those that cannot be read are left."""
        row = self._ask(_WORDS)
        with suppress(TypeError, ValueError):
            said = {name: row[name] for name in ("lang", "dir") if row and row[name]}
            words = json.loads(row["words"] or "{}") if row else {}
            speak(from_body(Pack, {"id": "", "title": "", "borough": "", "words": words, **said}))

    def _phases(self) -> dict[str, str]:
        return {str(id): str(label) for id, label in json.loads(self._ask(_PHASES)["names"]).items()}

    def data_version(self) -> int:
        """Return a number that changes when something was recorded.

        While another program holds the file, it is that of what was verified before.
        """
        with suppress(NotALogbook):
            self._catch_up()
        return self._generation

    def close(self) -> None:
        """Close the file."""
        self._file.close()
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


def _store() -> sqlite3.Connection:
    """Return a place in memory for verified entries, with the views of the room over them."""
    conn = connect.memory()
    for statement in (
        schema.ENTRY,
        schema.SECRET,
        schema.INERT,
        *schema.INDEXES,
        *room_schema.VIEWS,
        *room_schema.CHOSEN,
    ):
        conn.execute(statement)
    return conn


def _plain(entry: "Entry") -> "Entry":
    """Return a declaration without the ids that its code stands for, which are nothing for the room."""
    if entry.kind != "declare" or entry.body is None:
        return entry
    said = {name: value for name, value in json.loads(entry.body).items() if name not in ("heads", "entries")}
    return entry._replace(body=canonical(said))


def _declared(row: Any) -> Declared | None:
    """Return a declared poll; None where what was declared of it is nothing that hep can read."""
    poll = from_body(Poll, json.loads(row["asked"]))
    try:
        return Declared(poll, from_body(Result, json.loads(row["body"])), str(row["before"] or ""))
    except (TypeError, ValueError):
        return None


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
    return sqlite3.SQLITE_DENY
