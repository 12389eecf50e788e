"""The one door: whatever a file is opened for, it is guarded, then verified, and only then read."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hep_tui.domain.text import clean_line
from hep_tui.logbook import connect, guard, header, limits, reach, schema, verify
from hep_tui.logbook.book import Book, insert
from hep_tui.logbook.entry import Entry
from hep_tui.logbook.errors import FileChanged, NotALogbook
from hep_tui.logbook.guard import Shape
from hep_tui.logbook.telling import Told, nobody
from hep_tui.logbook.verify import Report


def check(
    conn: sqlite3.Connection,
    name: str,
    code: str = "",
    known: Mapping[str, int] | None = None,
    told: Told = nobody,
) -> tuple[Shape, Report]:
    """Guard and verify what is behind a connection, all of it as it was at one moment; `known` was verified before.

    `told` hears how far it has come.

    Raises NotALogbook where there is no record in it that hep would read, or sqlite3.OperationalError where another
    program holds it.
    """
    limits.limit(conn)
    within = conn.in_transaction
    if not within:
        conn.execute("BEGIN")
    try:
        shape = guard.shape(conn, name)
        return shape, verify.report(conn, shape, code, known or {}, told)
    finally:
        if conn.in_transaction and not within:
            conn.execute("ROLLBACK")


class Proof:
    """Keep of an open book what was proved, and prove what others have written into the file since."""

    def __init__(self, book: Book, record: Sequence[Entry], version: int) -> None:
        self.book, self.version = book, version
        self.known = hashes(record)

    def __call__(self, beneath: bool) -> None:
        """Raise FileChanged where the file is no longer whole, or was given an index, a table or a view by others.

        What was written past SQLite, `beneath` it, may be in any page; then nothing is taken as known.
        """
        version = self.book.data_version()
        if version == self.version and not beneath:
            return
        if beneath:
            connect.look_at_disk(self.book.conn)
            self.known = {}
        name, why = self.book.path.name, ""
        try:
            shape, report = check(self.book.conn, name, known=self.known)
            why = next(iter((*report.problems, *shape.foreign)), "")
        except NotALogbook as error:
            why = str(error)
        except connect.UNREADABLE as error:
            if reach.in_use(error):
                raise
            why = str(error)
        finally:
            limits.unlimit(self.book.conn)
        if why:
            raise FileChanged(f"Another program changed {name} ({clean_line(why).rstrip('.')})")
        self.known, self.version = hashes(report.record), version


def hashes(record: Sequence[Entry]) -> dict[str, int]:
    """Return what to know verified entries again by."""
    return {e.id: hash(e) for e in record}


def allow(conn: sqlite3.Connection, shape: Shape) -> sqlite3.Connection:
    """Return the connection to read a verified record with: the file itself, or a private copy of what is ours.

    What others put into a file, SQLite would use in answering us: an index, statistics, a table by a name of ours.
    """
    limits.unlimit(conn)
    return private(conn, shape) if shape.apart else conn


def private(conn: sqlite3.Connection, shape: Shape) -> sqlite3.Connection:
    """Return the record in memory, laid out by us, and close the connection to its file."""
    copy = connect.memory()
    for statement in schema.statements():
        copy.execute(statement)
    copy.execute(f"PRAGMA user_version = {schema.VERSION}")
    with closing(conn), connect.writing(copy):
        insert(copy, guard.entries(conn))
        for table in shape.beside:
            for row in conn.execute(f"SELECT * FROM main.{table} NOT INDEXED"):
                copy.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row))
    return copy


def why_apart(shape: Shape, name: str) -> str:
    """Return why a file can be read but not added to, by its schema; empty where it can."""
    if shape.newer:
        return f"{name} was made by a newer hep; you can read and export it, but not add to it."
    if shape.foreign:
        what = ", ".join(shape.foreign[:3]) + (", …" if len(shape.foreign) > 3 else "")
        return (
            f"{name} holds what hep did not put there ({what}); it is read from a copy without that and cannot be "
            "added to, take it out with the program that put it in."
        )
    return ""


@contextmanager
def read_book(path: Path, code: str = "") -> Iterator[tuple[Report, Book | None]]:
    """Lend what verifying a file found, and the book to read where the record is whole; nothing is written.

    Raises NotALogbook where the file is refused before it is read.
    """
    header.look_at(path)
    conn = connect.reader(path)
    try:
        try:
            shape, report = check(conn, path.name, code)
        except connect.UNREADABLE as error:
            yield verify.unreadable(in_use(path, error)), None
            return
        if report.damaged:
            yield report, None
            return
        conn = private(conn, shape) if shape.older else allow(conn, shape)
        yield report, Book(path, conn, read_only="This only reads.", warning=why_apart(shape, path.name))
    finally:
        conn.close()


def whole(path: Path) -> bool:
    """Say whether a file can be read from end to end and proves itself."""
    with suppress(*connect.UNREADABLE, OSError, NotALogbook), read_book(path) as (report, _book):
        return report.ok
    return False


def entries(path: Path) -> list[Entry]:
    """Return the rows of the record in a file, unverified; none where hep would not read it."""
    with suppress(*connect.UNREADABLE, OSError, NotALogbook):
        header.look_at(path)
        with closing(connect.reader(path)) as conn:
            limits.limit(conn)
            guard.shape(conn, path.name)
            return list(guard.entries(conn))
    return []


def in_use(path: Path, error: Exception) -> Exception:
    """Return the error of SQLite again; raises NotALogbook where it is that another program holds the file."""
    if reach.in_use(error):
        raise NotALogbook(f"Another program is using {path.name}; close it there and try again.") from None
    return error
