"""Write a review out as a folder of tables that anybody can check and nobody can overwrite."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

from hep_tui.domain.text import plain_name
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange import codebook_page, package
from hep_tui.exchange.archive import Seal, packed
from hep_tui.exchange.context import Context, Each, Row, context, local_date
from hep_tui.exchange.formats import FORMATS
from hep_tui.exchange.loaders import scripts
from hep_tui.exchange.names_gate import REPLACE, Decide, NamesGate, undecided
from hep_tui.exchange.of_polls import most_options
from hep_tui.exchange.readme import About, readme, redactions, suppression
from hep_tui.exchange.registry import Table
from hep_tui.exchange.rows import ROWS
from hep_tui.exchange.rows_changes import gone
from hep_tui.exchange.rows_results import declarations
from hep_tui.exchange.tables import VERSION, tables_for
from hep_tui.exchange.writer import File, Writer, kept
from hep_tui.logbook import Book
from hep_tui.views.names import came_to, may_stay, names

_PREFIX = ".export-"


@dataclass(frozen=True)
class Progress:
    """Say how many tables are written, of how many, and which one comes now (empty at the end)."""

    done: int
    total: int
    table: str


@dataclass(frozen=True)
class Exported:
    """Hold what an export gave: its folder, rows by table, and the record code it was made from.

    `suppressed` and `redacted` are how many cells and names were hidden, `files` is path to SHA-256.
    """

    path: Path
    tables: dict[str, int]
    record_code: str
    tier: Tier = Tier.ANALYST
    suppressed: int = 0
    redacted: int = 0
    files: Mapping[str, str] = field(default_factory=dict)


class Cancelled(HepError):
    """Say that an export was stopped."""


def export(
    book: Book,
    out_dir: Path,
    *,
    tier: Tier = Tier.ANALYST,
    decide: Decide = undecided,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    excel_safe: bool = False,
    formats: Collection[str] = (),
    seal: Seal | None = None,
) -> Exported:
    """Write `<out_dir>/<review>-<date>-<tier>/` and return where it is.

    The same record gives the same bytes: no clock is read, and the date is that of the newest entry. A folder that
    is there already is left alone, and the new one gets a number; with `seal` it is one file that only those can open
    whom it is sealed for. `decide` says what becomes of each name that is
    found in what somebody typed; all leave as they are in the restricted tier. `formats` are those of FORMATS beside
    what every export holds. Raises Undecided where `decide` does not say it,
    Cancelled where `cancelled` says so, and HepError where the disk does not take it or the record grows meanwhile;
    none leaves anything behind.
    """
    ctx = context(book, tier)
    code, day = str(ctx.head["record_code"]), _newest(ctx)
    name = f"{plain_name(ctx.review.title)}-{day}-{tier}"
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with temporary(out_dir) as folder:
            found = None if tier is Tier.RESTRICTED else names(book)
            gate = NamesGate(found, decide, partial(may_stay, book), came_to(book))
            bundle = _Bundle(ctx, folder, name, day=day, code=code, excel_safe=excel_safe, gate=gate, formats=formats)
            files, others = bundle.write(progress or (lambda step: None), cancelled or (lambda: False))
            if book.record_code() != code:
                raise HepError("The record grew while it was being exported, so nothing was written; export again.")
            made = _closed(folder, seal) if seal else folder
            path = _publish(made, out_dir, name, seal.ending if seal else "")
    except OSError as error:
        raise HepError(
            f"The export could not be written to {out_dir} ({error.strerror or error}); the review is safe and "
            "nothing was left behind, choose another folder."
        ) from error
    return Exported(
        path,
        {name: file.rows for name, file in files.items()},
        code,
        tier,
        suppressed=sum(ctx.hidden.values()),
        redacted=sum(n for (*_, what), n in gate.done.items() if what == REPLACE),
        files={f.path: f.sha256 for f in (*files.values(), *others)},
    )


@dataclass
class _Bundle:
    """Hold one bundle while it is written."""

    ctx: Context
    folder: Path
    name: str
    day: str
    code: str
    excel_safe: bool
    gate: NamesGate
    formats: Collection[str] = ()

    def write(
        self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> tuple[dict[str, File], list[File]]:
        """Write every file of the bundle and return those of the tables, by table, and the others."""

        def tick() -> None:
            if cancelled():
                raise Cancelled("The export was stopped; nothing was left behind, and the review is as it was.")

        tables = tables_for(self.ctx.tier)
        writer = Writer(self.ctx, self.folder, tables, gate=self.gate, excel_safe=self.excel_safe, tick=tick)
        files: dict[str, File] = {}
        for _, group in groupby([(t, ROWS[t.name](self.ctx)) for t in tables], key=_source):
            parts = list(group)
            for table, _rows in parts:
                tick()
                progress(Progress(len(files) + parts.index((table, _rows)), len(tables), table.name))
            files |= {t.name: file for (t, _rows), file in zip(parts, writer.write(parts), strict=True)}
        self.gate.require_decided()
        others = [self._text(path, text) for path, text in self._texts(tables, writer, files).items()]
        others += [kept(self.folder, path) for follower in writer.followers for path in follower.finish()]
        for wanted in sorted(self.formats):
            tick()
            others += [kept(self.folder, path) for path in FORMATS[wanted](self.folder, tables, writer.lists)]
        sums = sorted((f.path, f.sha256) for f in (*files.values(), *others))
        others.append(self._text("CHECKSUMS.sha256", "".join(f"{sha}  {path}\n" for path, sha in sums)))
        tick()
        progress(Progress(len(tables), len(tables), ""))
        return files, others

    def _texts(self, tables: tuple[Table, ...], writer: Writer, files: dict[str, File]) -> dict[str, str]:
        maxima = {("marks", "rank"): most_options(self.ctx)}
        about = About(self.day, self.code, self.excel_safe, {n: f.rows for n, f in files.items()}, gone(self.ctx))
        return {
            "datapackage.json": package.datapackage(self._head(), tables, files, writer.lists, maxima),
            "codebook.csv": package.codebook(tables, writer.lists, maxima, excel_safe=self.excel_safe),
            "codebook.html": codebook_page.page(
                f"{self.ctx.review.title}: codebook", tables, writer.lists, self.ctx.review.pack.lang
            ),
            "disclosure/suppression.csv": suppression(self.ctx),
            "disclosure/redactions.csv": redactions(self.gate),
            **scripts(tables, writer.lists),
            **declarations(self.ctx),
            "README.txt": readme(self.ctx, tables, about),
        }

    def _head(self) -> dict[str, object]:
        pack = self.ctx.review.pack
        return {
            "name": self.name,
            "title": self.ctx.review.title,
            "version": str(VERSION),
            "description": f"{self.ctx.tier.promise} README.txt says more.",
            "tier": str(self.ctx.tier),
            "review": self.ctx.head["review"],
            "record_code": self.code,
            "newest_entry": self.day,
            "attribution": pack.attribution,
        }

    def _text(self, path: str, text: str) -> File:
        target = self.folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8", newline="")
        return kept(self.folder, path)


def _source(part: tuple[Table, Iterable[Row]]) -> str:
    """Return the kind of entry that a table is made of, or its own name: tables of one kind are written together."""
    table, rows = part
    return rows.kind if isinstance(rows, Each) else f"table {table.name}"


def _newest(ctx: Context) -> str:
    """Return the date of the last entry in the order of the record."""
    book = ctx.book
    rows = book.rows("history", since=book.last_n() - 1) if book.last_n() > 1 else book.rows("history")
    return (local_date(rows[-1]["at"], ctx.review.pack.timezone) if rows else "") or "undated"


@contextlib.contextmanager
def temporary(out_dir: Path) -> Iterator[Path]:
    """Lend a new folder beside the exports; what is there afterwards, and what a killed export left, is removed."""
    for left in out_dir.glob(f"{_PREFIX}*"):
        if not _alive(left.name):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=out_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(name: str) -> bool:
    """Say whether the program that makes a temporary folder of this name still runs, on this laptop."""
    number = name.removeprefix(_PREFIX).partition("-")[0]
    if not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _closed(folder: Path, seal: Seal) -> Path:
    """Return a sealed file of a whole folder, within it."""
    path, sealed = folder / seal.ending, seal.close(packed(folder))
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    return path


def _publish(made: Path, out_dir: Path, name: str, ending: str) -> Path:
    """Give a whole folder or a sealed file its name, with a number where that is taken, and return it."""
    if made.is_dir():
        for sub in (*(p for p in made.iterdir() if p.is_dir()), made):
            _sync(sub)
    number = 1
    while True:
        path = out_dir / (f"{name}{ending}" if number == 1 else f"{name}-{number}{ending}")
        number += 1
        if os.path.lexists(path):
            continue
        try:
            made.rename(path)
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
