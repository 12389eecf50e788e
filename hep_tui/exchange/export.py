"""Write a review out as a folder of tables that anybody can check and nobody can overwrite."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.exchange import package
from hep_tui.exchange.context import Context, context, local_date
from hep_tui.exchange.of_polls import most_options
from hep_tui.exchange.readme import About, readme, suppression
from hep_tui.exchange.rows import ROWS
from hep_tui.exchange.rows_changes import gone
from hep_tui.exchange.tables import TABLES, VERSION
from hep_tui.exchange.writer import File, Writer, kept
from hep_tui.logbook import Book

TIERS = ("analyst",)


@dataclass(frozen=True)
class Progress:
    """Say how many tables are written, of how many, and which one comes now (empty at the end)."""

    done: int
    total: int
    table: str


@dataclass(frozen=True)
class Exported:
    """Hold what an export gave: its folder, rows by table, and the record code it was made from."""

    path: Path
    tables: dict[str, int]
    record_code: str


class Cancelled(HepError):
    """Say that an export was stopped."""


def export(
    book: Book,
    out_dir: Path,
    *,
    tier: str = "analyst",
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    excel_safe: bool = False,
) -> Exported:
    """Write `<out_dir>/<review>-<date>-<tier>/` and return where it is.

    The same record gives the same bytes: no clock is read, and the date is that of the newest entry. A folder that
    stands already is left alone, and the new one gets a number. Raises Cancelled where `cancelled` says so, and
    HepError where the disk does not take it or the record grows meanwhile; neither leaves anything behind.
    """
    if tier not in TIERS:
        raise HepError(f"There is no {tier} export, only {', '.join(TIERS)}; nothing was written.")
    ctx = context(book)
    code, day = book.record_code(), _newest(ctx)
    name = f"{plain_name(ctx.review.title)}-{day}-{tier}"
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with _temporary(out_dir) as folder:
            bundle = _Bundle(ctx, folder, name, day, code, excel_safe)
            files = bundle.write(progress or (lambda step: None), cancelled or (lambda: False))
            if book.record_code() != code:
                raise HepError("The record grew while it was being exported, so nothing was written; export again.")
            path = _publish(folder, out_dir, name)
    except OSError as error:
        raise HepError(
            f"The export could not be written to {out_dir} ({error.strerror or error}); the review is safe and "
            "nothing was left behind, choose another folder."
        ) from error
    return Exported(path, {name: file.rows for name, file in files.items()}, code)


@dataclass
class _Bundle:
    """Hold one bundle while it is written."""

    ctx: Context
    folder: Path
    name: str
    day: str
    code: str
    excel_safe: bool

    def write(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> dict[str, File]:
        """Write every file of the bundle and return those of the tables, by table."""

        def tick() -> None:
            if cancelled():
                raise Cancelled("The export was stopped; nothing was left behind, and the review is as it was.")

        writer = Writer(self.ctx, self.folder, self.excel_safe, tick)
        files = {}
        for done, table in enumerate(TABLES):
            tick()
            progress(Progress(done, len(TABLES), table.name))
            files[table.name] = writer.table(table, ROWS[table.name](self.ctx))
        others = [self._text(path, text) for path, text in self._texts(writer, files).items()]
        sums = sorted((f.path, f.sha256) for f in (*files.values(), *others))
        self._text("CHECKSUMS.sha256", "".join(f"{sha}  {path}\n" for path, sha in sums))
        tick()
        progress(Progress(len(TABLES), len(TABLES), ""))
        return files

    def _texts(self, writer: Writer, files: dict[str, File]) -> dict[str, str]:
        maxima = {("marks", "rank"): most_options(self.ctx)}
        about = About(self.day, self.code, self.excel_safe, {n: f.rows for n, f in files.items()}, gone(self.ctx))
        return {
            "datapackage.json": package.datapackage(self._head(), TABLES, files, writer.lists, maxima),
            "codebook.csv": package.codebook(TABLES, writer.lists, maxima, excel_safe=self.excel_safe),
            "disclosure/suppression.csv": suppression(self.ctx),
            "README.txt": readme(self.ctx, TABLES, about),
        }

    def _head(self) -> dict[str, object]:
        pack = self.ctx.review.pack
        return {
            "name": self.name,
            "title": self.ctx.review.title,
            "version": str(VERSION),
            "description": "Analyst export: row level, phases of fewer than 3 schools merged. README.txt says more.",
            "tier": "analyst",
            "record_code": self.code,
            "newest_entry": self.day,
            "attribution": pack.attribution,
        }

    def _text(self, path: str, text: str) -> File:
        target = self.folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8", newline="")
        return kept(self.folder, path)


def _newest(ctx: Context) -> str:
    """Return the date of the last entry in the order of the record."""
    book = ctx.book
    rows = book.rows("history", since=book.last_n() - 1) if book.last_n() > 1 else book.rows("history")
    return (local_date(rows[-1]["at"], ctx.review.pack.timezone) if rows else "") or "undated"


@contextlib.contextmanager
def _temporary(out_dir: Path) -> Iterator[Path]:
    """Lend a new folder beside the exports; whatever still stands there afterwards is removed."""
    folder = Path(tempfile.mkdtemp(prefix=".export-", dir=out_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(folder: Path, out_dir: Path, name: str) -> Path:
    """Give a whole folder its name, with a number where that is taken, and return it."""
    for sub in (*(p for p in folder.iterdir() if p.is_dir()), folder):
        _sync(sub)
    number = 1
    while True:
        path = out_dir / (name if number == 1 else f"{name}-{number}")
        number += 1
        if os.path.lexists(path):
            continue
        try:
            folder.rename(path)
        except OSError:
            if not os.path.lexists(path):
                raise
            continue
        _sync(out_dir)
        return path


def _sync(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can open folders for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
