"""The logbook: append entries, read the current ones."""

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hep_tui import __version__
from hep_tui.domain.steady import steady
from hep_tui.logbook import codes, connect, founding, reach, receipts, schema, signatures, trust
from hep_tui.logbook.connect import UNREADABLE, writing
from hep_tui.logbook.entry import COLUMNS, ERASERS, LETTERS, Draft, Entry, code_in_order, moved, seal
from hep_tui.logbook.errors import FileChanged, NotIntroduced, NotStored, ReadOnly
from hep_tui.logbook.laptop_key import LaptopKey
from hep_tui.logbook.trust import Trust

_LAST_OPEN = "kind = 'open' ORDER BY n DESC, writer DESC LIMIT 1"
_FIELDS = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO entry ({_FIELDS}) VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"

Condition = Callable[[], object]
_now = partial(datetime.now, UTC)


def new_token() -> str:
    """Return 80 random bits as 16 letters and digits: the id of a new thing."""
    return secrets.token_bytes(16).translate(LETTERS).decode()


@dataclass(frozen=True)
class Source:
    """Say where time and randomness come from, and which program writes; tests and the demo bring their own.

    `steady` is a clock in seconds that nobody sets, None beside a clock that is not the laptop's.
    """

    now: Callable[[], datetime] = _now
    token: Callable[[], str] = new_token
    steady: Callable[[], float] | None = None
    version: str = __version__

    def __post_init__(self) -> None:
        if self.now is _now and self.steady is None:
            object.__setattr__(self, "steady", steady)


@dataclass
class Book:
    """Hold one open logbook. Use it from one thread at a time.

    It reads through views of our own, never through those of the file. `read_only` is empty, or the sentence that says
    why nothing can be stored; `warning` is one of what to see to.
    """

    path: Path
    conn: sqlite3.Connection
    who: str = ""
    read_only: str = ""
    warning: str = ""
    source: Source = field(default_factory=Source)
    device: str = ""
    laptop: LaptopKey | None = None
    on_append: Callable[[Sequence[Entry]], None] = field(default=lambda entries: None)
    before_close: Callable[[], None] = field(default=lambda: None)
    prove: Callable[[bool], None] = field(default=lambda beneath: None)

    def __post_init__(self) -> None:
        schema.lay_own_views(self.conn)
        self.writer = self.source.token()
        self._opened = self.source.steady() if self.source.steady else 0.0
        self.memo: dict[Any, Any] = {}
        self.touched: list[str] = []
        self.own: list[Entry] = []
        """What this book has stored since it was opened, for when the file loses it."""
        self._seen: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self._generation = 0
        self._looked: tuple[Trust, frozenset[str]] | None = None

    @property
    def trust(self) -> Trust:
        """Return who is introduced in this review."""
        return self._look()[0]

    @property
    def set_aside(self) -> frozenset[str]:
        """Return the ids of the entries that have no effect, since nobody introduced the laptop that made them."""
        return self._look()[1]

    def _look(self) -> tuple[Trust, frozenset[str]]:
        if self._looked is None:
            self._looked = trust.look(self.conn)
        return self._looked

    def token(self) -> str:
        """Return the id for a new thing."""
        return self.source.token()

    def ran(self) -> int:
        """Return how many milliseconds this run has had the book, by a clock that nobody sets; -1 without one."""
        return round((self.source.steady() - self._opened) * 1000) if self.source.steady else -1

    def append(self, kind: str, subject: str, body: dict[str, Any], replaces: str = "") -> Entry:
        """Store one entry and return it; see `append_all`."""
        return self.append_all([Draft(kind, subject, body, replaces)])[-1]

    def append_all(self, drafts: Sequence[Draft], provided: Condition = bool) -> list[Entry]:
        """Store these entries together and return them, safely on the disk; redactions erase what they name.

        What `provided` raises in the same transaction keeps them out. Raises ReadOnly, or NotStored with the sealed
        entries when the disk refused them twice.
        """
        try:
            return self._store(drafts, [], provided)
        except NotStored as error:
            error.drafts = tuple(drafts)
            raise

    def retry(self, entries: Sequence[Entry]) -> list[Entry]:
        """Store the very entries of a NotStored; harmless where they had arrived after all.

        Where this writer has stored something else since, they take their places after it.
        """
        return self._store([], list(entries))

    def _store(self, drafts: Sequence[Draft], sealed: list[Entry], provided: Condition = bool) -> list[Entry]:
        if self.read_only:
            raise ReadOnly(self.read_only)
        if not drafts and not sealed:
            return []
        with reach.reaching():
            self.generation()
        for last in (False, True):
            try:
                with writing(self.conn):
                    provided()
                    sealed = self._placed(sealed) if sealed else self._seal(drafts)
                    # In the order of their ids many go in twice as fast: each page of the file is filled once.
                    insert(self.conn, sorted(sealed))
                    self._sign(sealed)
                    self._take_effect(sealed)
                break
            # After a failed commit nobody knows what reached the disk: only the same ids may be tried again.
            except sqlite3.Error as error:
                self.look_again()
                if last or reach.in_use(error):
                    raise reach.not_stored(error, sealed) from error
        self._know_own_writing()
        self.own += sealed
        self.touched += [entry.subject for entry in sealed]
        self.on_append(sealed)
        return [entry for entry in sealed if entry.kind != "open"]

    def _sign(self, sealed: Sequence[Entry]) -> None:
        if self.laptop is not None:
            signatures.sign(self.conn, self.laptop, sealed)
        if any(entry.kind == "step" for entry in sealed):
            founding.begin(self.conn)

    def _take_effect(self, sealed: Sequence[Entry]) -> None:
        """Let what was stored erase and set aside; refuse what would be set aside at once."""
        before, kinds = self.set_aside, {entry.kind for entry in sealed}
        if not kinds.isdisjoint((*ERASERS, *trust.SAYS_WHO)):
            self._looked = trust.take_effect(self.conn)[:2]
        elif any(map(trust.may_destroy, sealed)) and not self.trust.vouches(self.writer, sealed[-1].n):
            self._looked = trust.look(self.conn)
        if not self.set_aside.isdisjoint(entry.id for entry in sealed):
            self.look_again()
            raise NotIntroduced()
        # Then more has changed than the subjects of these entries.
        self._generation += self.set_aside != before

    def found(self) -> None:
        """Record that this laptop founds the review; nothing where it has no key."""
        if self.laptop is None:
            return
        # Only the first entry of a writer says whose it is.
        self.writer = self.token()
        with writing(self.conn):
            said = self._opening() | founding.claim(self.conn, self.trust, founding.tails(self.writers()))
        self._store([Draft("open", self.writer, said)], [])

    def record_losses(self, ids: Iterable[str]) -> None:
        """Record, in the caller's transaction, that something which these entries need was lost and is done without."""
        self.begin_chain({"lost": sorted(ids)})

    def begin_chain(self, said: dict[str, Any]) -> None:
        """Begin another chain of this book, in the caller's transaction: what its opening says is signed from there."""
        self.writer = self.token()
        sealed = self._seal([Draft("open", self.writer, self._opening() | said)])
        insert(self.conn, sealed)
        self._sign(sealed)

    def _opening(self) -> dict[str, Any]:
        said = {"device": self.device, "version": self.source.version, "record_code": self.record_code()}
        said |= codes.told(self.writers(), next(self._entries(_LAST_OPEN), None), self.entry)
        return said | founding.introduction(self.conn, self.trust, self.laptop)

    def _seal(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Give drafts the next places; a writer's first are preceded by what it opened."""
        last = self.last_n()
        prev = self._tail(self.writer)
        self.require_own(prev)
        if not prev and drafts[0].kind != "open":
            drafts = [Draft("open", self.writer, self._opening()), *drafts]
        at = self.source.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        sealed: list[Entry] = []
        for n, draft in enumerate(drafts, last + 1):
            salt = self.source.token()
            entry = seal(draft, writer=self.writer, n=n, prev=prev, at=at, who=self.who, salt=salt)
            sealed.append(entry)
            prev = entry.id
        return sealed

    def _placed(self, sealed: list[Entry]) -> list[Entry]:
        """Return sealed entries as they are stored, or as they fit their chain now; their digests tell them."""
        writer = sealed[0].writer
        if stored := receipts.stored(self, sealed):
            return stored
        prev = self._tail(writer)
        if writer == self.writer:
            self.require_own(prev)
        if sealed[0].prev == prev:
            return sealed
        placed: list[Entry] = []
        for n, entry in enumerate((e for e in sealed if e.kind != "open"), self.last_n() + 1):
            placed.append(moved(entry, n=n, prev=prev))
            prev = placed[-1].id
        return placed

    def require_own(self, tail: str = "") -> None:
        """Raise FileChanged unless what this book stored last is still there; `tail` is the end of its chain."""
        mine = self.own[-1].id if self.own and self.own[-1].writer == self.writer else ""
        # What follows it had arrived after all, when it was said that it could not be stored.
        if mine and (tail or self._tail(self.writer)) != mine and self.entry(mine) is None:
            raise FileChanged(f"{self.path.name} lost what was stored in it")

    def _tail(self, writer: str) -> str:
        return str(self._one("SELECT id FROM entry WHERE writer = ? ORDER BY n DESC LIMIT 1", writer) or "")

    def writers(self) -> codes.Heads:
        """Return for each writer the id of the last entry and how many there are: the heads of the record."""
        rows = self.conn.execute("SELECT writer, id, count(*), max(n) FROM entry GROUP BY writer ORDER BY writer")
        return {writer: (id, count) for writer, id, count, _ in rows}

    def entry(self, id: str) -> Entry | None:
        """Return the entry of this id."""
        return next(self._entries("id = ?", id), None)

    def heads(self, subject: str) -> list[Entry]:
        """Return the current entries of a subject: one, several in a conflict, none if erased."""
        return list(self._entries("subject = ? ORDER BY n, writer", subject, table="head"))

    def current(
        self, kind: str, *, since: int = 0, subject: str = "", by_subject: bool = False, **equal: Any
    ) -> Iterator[Entry]:
        """Yield the current entries of one kind, in the order of the record or of subjects; `equal` names fields."""
        # The + keeps SQLite on the index of subjects: by kind, it would look at every ballot for one of them.
        through = subject or (by_subject and self._one("SELECT 1 FROM entry WHERE kind = ? LIMIT 1", kind))
        told = {"n > ?": since, "subject = ?": subject}
        terms = ["+kind = ?" if through else "kind = ?", *(term for term, value in told.items() if value)]
        values: list[Any] = [kind, *filter(None, told.values())]
        for name, value in equal.items():
            terms, values = [*terms, "json_extract(body, ?) IS ?"], [*values, f"$.{name}", value]
        order = "subject, n, writer" if by_subject else "n, writer"
        return self._entries(f"{' AND '.join(terms)} ORDER BY {order}", *values, table="current")

    def history(self, subject: str) -> list[Entry]:
        """Return every entry about a subject, oldest first."""
        return list(self._entries("subject = ? ORDER BY n, writer", subject))

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order of the record."""
        return self._entries("1 ORDER BY n, writer")

    def corrections(self) -> Iterator[Entry]:
        """Yield every entry that replaces another, in the order of the record."""
        return self._entries("replaces > '' ORDER BY +n, writer")  # Through their index, not through every entry.

    def rows(self, view: str, *, since: int = 0, **equal: Any) -> list[dict[str, Any]]:
        """Return the rows of one of the views that people read, in the order of the record.

        `equal` names columns and the values they must have; `since` leaves out entries up to that number.
        """
        if not view.isidentifier() or not all(name.isidentifier() for name in equal):
            raise ValueError(view)
        ordered = view not in _UNORDERED
        terms = [f'"{name}" IS ?' for name in equal] + (["n > ?"] if since else [])
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        order = " ORDER BY n, writer" if ordered else ""
        values = [*equal.values(), *([since] if since else [])]
        return [dict(row) for row in self.ask(f"SELECT * FROM {view}{where}{order}", values)]

    def ask(self, sql: str, given: Sequence[Any] | dict[str, str]) -> sqlite3.Cursor:
        """Return what a question to those views answers."""
        self._look()
        return self.conn.execute(sql, given)

    def count(self, view: str = "entry") -> int:
        """Return how many rows a view or the logbook has."""
        if not view.isidentifier():
            raise ValueError(view)
        return int(self.ask(f"SELECT count(*) FROM {view}", ()).fetchone()[0])

    def last_n(self) -> int:
        """Return the largest Lamport number; 0 in an empty logbook."""
        return int(self._one("SELECT max(n) FROM entry") or 0)

    def newest(self) -> str:
        """Return the id of the last entry in the order of the record; empty in an empty logbook."""
        return str(self._one("SELECT id FROM entry ORDER BY n DESC, writer DESC LIMIT 1") or "")

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self._one("PRAGMA data_version") or 0)

    def generation(self) -> int:
        """Return a number that changes when anything but this book's own appending has changed the file.

        Raises FileChanged where what others wrote does not prove itself.
        """
        # Within a transaction of our own only its end writes into the file, and only what is known already.
        stamp = () if self.conn.in_transaction else connect.stamp(self.path)
        now = (self.conn.total_changes, self.data_version(), stamp)
        same = now[:2] == self._seen[:2]
        beneath = same and bool(stamp) and self._seen[2] not in ((), stamp)
        if beneath or now[1] != self._seen[1]:
            self.prove(beneath)
        if beneath or not same:
            self._generation += 1
            self.look_again()
        self._seen = now
        return self._generation

    def forget(self) -> None:
        """Read everything again from here on."""
        self._seen = (-1, -1, ())
        self.look_again()

    def look_again(self) -> None:
        """Ask the record again, at the next reading, who is introduced and what is set aside."""
        self._looked = None

    @contextlib.contextmanager
    def beside(self) -> Iterator[None]:
        """Run a block that writes beside the record, which changes nothing of what is kept in memory of it."""
        self.generation()
        yield
        self._know_own_writing()

    def _know_own_writing(self) -> None:
        self._seen = (self.conn.total_changes, self._seen[1], connect.stamp(self.path))

    def forked(self) -> list[str]:
        """Return the subjects of which several entries stand, whether or not they say the same."""
        self._look()
        heads = f"SELECT subject FROM head WHERE subject IN ({SEVERAL}) GROUP BY subject HAVING count(*) > 1"
        return [subject for (subject,) in self.conn.execute(heads)]

    def record_code(self) -> str:
        """Return the code of the whole record; equal codes on two laptops mean the same record."""
        return code_in_order(id for (id,) in self.conn.execute("SELECT id FROM entry ORDER BY id"))

    def close(self) -> None:
        """Close the file; the book cannot be used afterwards."""
        self.before_close()
        if not self.read_only:
            # Takes the empty journal away, which would only puzzle whoever copies the file.
            with contextlib.suppress(*UNREADABLE):
                self.conn.execute("PRAGMA journal_mode=DELETE")
        self.conn.close()

    def abandon(self) -> None:
        """Let go of a file that is not ours any more, and write nothing into it."""
        self.conn.close()

    def _entries(self, where: str, *values: Any, table: str = "entry") -> Iterator[Entry]:
        if table != "entry":
            self._look()
        found = self.conn.execute(f"SELECT {_FIELDS} FROM {table} WHERE {where}", values)
        yield from map(Entry._make, connect.ahead(found))

    def _one(self, sql: str, *values: Any) -> Any:
        row = self.conn.execute(sql, values).fetchone()
        return row[0] if row else None


SEVERAL = "SELECT subject FROM entry GROUP BY subject HAVING count(*) > 1"
"""The subjects that more than one entry speaks of: few, and an index tells them."""
_UNORDERED = frozenset({"school", "note_theme", "mark", "conflict", "unknown_kind", "source", "arrival"})


def insert(conn: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Insert entries that are not yet there, within the caller's transaction."""
    conn.executemany(_INSERT, entries)
