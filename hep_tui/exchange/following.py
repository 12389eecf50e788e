"""What is made of the rows of one thing after the other, beside their tables and while these are written."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import IO, Protocol

from hep_tui.exchange.cells import quoted
from hep_tui.exchange.registry import Table

Cells = tuple[str, ...]
Line = tuple[Sequence[str], str]
"""One row as it was written: its cells before the names in them were replaced, and its text in the file."""
Written = Mapping[str, Sequence[Line]]
"""The lines that one thing is in each of its tables."""


class Follower(Protocol):
    """Make files of the things in the table `of`."""

    of: str

    def begin(self, opened: ExitStack) -> None:
        """Begin before the first thing, when every table that theirs refer to is written; open files in `opened`."""

    def take(self, written: Written) -> None:
        """Take in what was written of the next thing."""

    def finish(self) -> Iterator[str]:
        """Yield the paths of the files within the bundle, which are whole then."""


def begun(path: Path, header: Iterable[str], opened: ExitStack) -> IO[str]:
    """Return a new file that has its header, open in `opened`."""
    path.parent.mkdir(exist_ok=True)
    out = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
    out.write(",".join(map(quoted, header)) + "\n")
    return out


def cells(folder: Path, table: Table, *columns: str) -> Iterator[Cells]:
    """Yield the rows of a written table, with these columns of it (two at least), or with all."""
    with (folder / table.path).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from map(picked(table, *(columns or table.header)), rows)


def picked(table: Table, *columns: str) -> Callable[[Sequence[str]], Cells]:
    """Return what picks some columns (two at least) out of the cells of a table."""
    return itemgetter(*[table.header.index(name) for name in columns])
