"""Write tables that leave as one SQLite file, held to their keys and rules by SQLite itself."""

import contextlib
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from hep_tui.logbook.connect import ahead, connect


def write(path: Path, tables: Iterable[tuple[str, str, Path]]) -> None:
    """Write a new file of tables, each given as the statement that creates it, its name, and a CSV file with a header.

    Empty cells become NULL. Raises OSError where the file cannot be made, sqlite3.IntegrityError where a row breaks a
    rule.
    """
    path.parent.mkdir(exist_ok=True)
    with contextlib.closing(connect(path, mode="rwc")) as conn:
        conn.execute("PRAGMA journal_mode=OFF")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("BEGIN")
        for create, name, source in tables:
            conn.execute(create)
            with source.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                header = next(rows)
                marks = ", ".join("?" * len(header))
                conn.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _without_blanks(rows))
        conn.execute("COMMIT")
        conn.execute("VACUUM")


class Counted:
    """Count equal texts on the disk, where too many may differ to be held.

    `path` is a file of its own, which can be closed and opened again, and removed in the end.
    """

    def __init__(self, path: Path) -> None:
        self._conn = connect(path, mode="rwc")
        self._conn.execute("PRAGMA journal_mode=OFF")
        self._conn.execute("PRAGMA synchronous=OFF")
        self._conn.execute(
            "CREATE TABLE IF NOT EXISTS said (part TEXT NOT NULL, text TEXT NOT NULL, times INTEGER NOT NULL) STRICT"
        )
        self._conn.execute("BEGIN")
        self._held: list[tuple[str, str, int]] = []

    def add(self, part: str, text: str, times: int = 1) -> None:
        """Count a text once more, or so many times, among those of a part."""
        self._held.append((part, text, times))
        if len(self._held) >= _TOGETHER:
            self._put()

    def _put(self) -> None:
        self._conn.executemany("INSERT INTO said VALUES (?, ?, ?)", self._held)
        self._held.clear()

    def parts(self) -> set[str]:
        """Return the parts of which something was counted."""
        self._put()
        return {part for (part,) in self._conn.execute("SELECT DISTINCT part FROM said")}

    def size(self, part: str) -> tuple[int, int]:
        """Return how many texts were counted in a part, and how many of them differ."""
        self._put()
        told = self._conn.execute("SELECT total(times), count(DISTINCT text) FROM said WHERE part = ?", (part,))
        times, different = told.fetchone()
        return int(times), different

    def most(self, part: str) -> Iterator[tuple[str, int]]:
        """Yield the texts of a part with how often each was counted, the most frequent first."""
        self._put()
        found = self._conn.execute(
            "SELECT text, sum(times) FROM said WHERE part = ? GROUP BY text ORDER BY sum(times) DESC, text", (part,)
        )
        yield from ((text, times) for text, times in ahead(found))

    def close(self) -> None:
        """Let go of the file."""
        self._put()
        self._conn.execute("COMMIT")
        self._conn.close()


_TOGETHER = 500


def _without_blanks(rows: Iterable[list[str]]) -> Iterator[list[str | None]]:
    for row in rows:
        yield [cell or None for cell in row]
