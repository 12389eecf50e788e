"""What the tests of the logbook and of faults have in common."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hep_tui.logbook import Book, schema
from hep_tui.logbook.laptop_key import LaptopKey
from hep_tui.logbook.opening import create, open_book
from hep_tui.logbook.verify import verify
from tests.conftest import Ticking

Opened = Callable[..., Book]
"""Opens a file on the laptop of a number."""
REVIEW = ("review", "the-review", {"title": "A review", "schools": []})


def laptop(path: Path, seed: int = 1, *, review: bool = True) -> Book:
    """Return the book of a new file; every seed is another laptop, all of one review."""
    book = _quick(create(path, who=f"L{seed}", source=Ticking(dice=random.Random(seed)).source))
    if review:
        book.append(*REVIEW)
    return book


def again(path: Path, seed: int = 99) -> Book:
    """Open a file another time, as another run of the program."""
    return _quick(open_book(path, who=f"L{seed}", source=Ticking(dice=random.Random(seed)).source))


def _quick(book: Book) -> Book:
    # What survives a power cut is tried with traced runs; all else need not wait for the disk.
    book.conn.execute("PRAGMA synchronous=OFF")
    return book


def key(n: int) -> LaptopKey:
    """Return the key of the laptop of a number, the same in every run."""
    return LaptopKey(bytes([n]) * 32)


def note(book: Book, subject: str, text: str, replaces: str = "") -> str:
    """Record a note and return the id of its entry."""
    return book.append("note", subject, {"text": text}, replaces).id


def copied(path: Path, to: str) -> Path:
    """Copy a file by hand and return the copy."""
    return Path(shutil.copyfile(path, path.with_name(to)))


@contextmanager
def raw(path: Path, *, guarded: bool = True) -> Iterator[sqlite3.Connection]:
    """Lend a plain connection, as any other program has; unguarded, the triggers are out of the way for the while."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers if not guarded else ():
            conn.execute(f"DROP TRIGGER {name}")
        yield conn
        for _, sql in triggers if not guarded else ():
            conn.execute(sql)


def stands(book: Book) -> dict[str, Any]:
    """Return everything that two laptops with the same record must agree on."""
    return {
        "code": book.record_code(),
        "entries": list(book.entries()),
        "current": book.rows("current"),
        "conflict": sorted(map(str, book.rows("conflict"))),
    }


def check_whole(book: Book) -> None:
    """Assert that nothing is wrong with a record."""
    assert verify(book).problems == ()


def without_laptops(conn: sqlite3.Connection) -> None:
    """Take away what came with the keys of laptops."""
    for table in ("signature", "inert", "invitation"):
        conn.execute(f"DROP TABLE {table}")
    conn.execute("DROP TRIGGER entry_unchanged")
    conn.execute(schema.by_name(3)["entry_unchanged"])


def cut_off(path: Path, to: str) -> Path:
    """Return a copy as a crash leaves it in the middle of storing: half-written, beside the journal that undoes it."""
    with raw(path) as conn:
        conn.execute("PRAGMA journal_mode=TRUNCATE")
        # So little memory that the first changes go to the file before the last.
        conn.execute("PRAGMA cache_size=1")
        conn.execute("BEGIN IMMEDIATE")
        rows = [(f"{i:032}", f"{i:064}", "x" * 3000) for i in range(40)]
        conn.executemany(
            "INSERT INTO entry VALUES (?, 'w', 1, '', '', '', 'note', '', '', ?, json_object('text', ?))", rows
        )
        copy = copied(path, to)
        copied(path.with_name(f"{path.name}-journal"), f"{to}-journal")
        conn.execute("ROLLBACK")
        conn.execute("PRAGMA journal_mode=DELETE")
    return copy


def journal_naming(victim: Path, file: Path) -> None:
    """Lay beside a file the journal of a transaction over several files, of which `victim` is said to be the list."""
    magic = bytes.fromhex("d9d505f920a163d7")
    numbers = (0, 0, file.stat().st_size // 4096, 512, 4096)
    header = magic + b"".join(n.to_bytes(4, "big") for n in numbers)
    name = str(victim).encode()
    end = (2**30 // 4096 + 1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big")
    file.with_name(f"{file.name}-journal").write_bytes(header.ljust(512, b"\0") + end + magic)
