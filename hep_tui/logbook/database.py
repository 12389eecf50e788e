"""Write tables that leave as one SQLite file, held to their keys and rules by SQLite itself."""

import contextlib
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from hep_tui.logbook.connect import connect


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


def _without_blanks(rows: Iterable[list[str]]) -> Iterator[list[str | None]]:
    for row in rows:
        yield [cell or None for cell in row]
