"""Share and keep: hep export, hep backup."""

import argparse
import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.domain.wording import counted
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.exchange.export import Exported, Progress
    from hep_tui.logbook.forgetting import Forgotten

_TIERS = ("restricted", "analyst")
_FORMATS = {
    "sqlite": "one SQLite file of all tables as well, with keys and rules",
    "parquet": "a Parquet file a table as well; needs pyarrow",
    "sav": "an SPSS file a table as well, with labels; needs pyreadstat",
    "dta": "a Stata file a table as well, with labels",
}


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that carry a review elsewhere."""
    export = sub.add_parser(
        "export",
        help="write the review out for analysts",
        description="Write the review as tidy tables with a codebook and checksums. Nothing that is there is "
        "overwritten: a second export of the day gets a number. Where a name is in what was typed, nothing is "
        "written but a list of what to decide; --decide takes it back.",
    )
    export.add_argument("file", type=Path)
    export.add_argument("-o", "--output", type=Path, default=Path("exports"), help="the folder to write into")
    export.add_argument(
        "--excel-safe", action="store_true", help="put ' before cells that a spreadsheet would take for a formula"
    )
    export.add_argument("--tier", choices=_TIERS, default="analyst", help="for whom it is (analyst)")
    export.add_argument("--decide", type=Path, metavar="LIST", help="what becomes of each name, as hep listed them")
    for name, words in _FORMATS.items():
        export.add_argument(f"--{name}", action="append_const", const=name, dest="formats", help=words)
    export.add_argument("--json", action="store_true", help="print path, row counts and what was hidden as JSON")
    export.set_defaults(run=run_export)
    backup = sub.add_parser("backup", help="make a verified backup now", description="Make a verified backup now.")
    backup.add_argument("file", type=Path)
    backup.add_argument("-o", "--output", type=Path, help="a folder of your own, for example on a stick")
    words = "let hep's own backups forget what was erased since, and say where else it may be"
    backup.add_argument("--forget", action="store_true", help=words)
    backup.set_defaults(run=run_backup)


def run_export(args: argparse.Namespace) -> int:
    """Export and print the path; where names are undecided, write the list of them."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.tiers import Tier
    from hep_tui.exchange import decisions
    from hep_tui.exchange.export import export
    from hep_tui.exchange.names_gate import Undecided, undecided
    from hep_tui.logbook import handovers
    from hep_tui.reports.keep import keep

    decide = decisions.read(args.decide) if args.decide else undecided
    with review_file(args.file) as book, _ending_cleanly():
        try:
            done = export(
                book, args.output, tier=Tier(args.tier), decide=decide, excel_safe=args.excel_safe,
                formats=args.formats or (),                progress=None if args.json else _progress,
            )  # fmt: skip
        except Undecided as found:
            path = keep(args.output / f"{args.file.stem}-names.toml", decisions.listed(found.finds))
            raise HepError(
                f"{counted(len(found.finds), 'name stands', 'names stand')} in what would leave, so nothing was "
                f"exported; look through {path}, and export again with --decide {path}."
            ) from None
        handovers.remember(book, done.path.name, done.record_code)
    print(_as_json(done) if args.json else _in_words(done))
    return 0


@contextlib.contextmanager
def _ending_cleanly() -> Iterator[None]:
    """Let whoever ends the program end it as Ctrl+C does, so that nothing is left behind."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _as_json(done: "Exported") -> str:
    return json.dumps({
        "path": str(done.path), "tier": done.tier, "tables": done.tables, "record_code": done.record_code,
        "suppressed": done.suppressed, "redacted": done.redacted, "files": dict(done.files),
    })  # fmt: skip


def _in_words(done: "Exported") -> str:
    tables = ", ".join(f"{n} {name}" for name, n in done.tables.items())
    hidden = f"{counted(done.suppressed, 'cell')} hidden or merged, {counted(done.redacted, 'name')} replaced"
    return f"Exported to {done.path}: {tables}; {hidden}."


def _progress(progress: "Progress") -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.done} of {progress.total} tables: {progress.table:<20}", end=end, file=sys.stderr)


def run_backup(args: argparse.Namespace) -> int:
    """Back up and print the path."""
    from hep_tui import locations
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook import backup, secret_ballots
    from hep_tui.logbook.forgetting import forget

    with review_file(args.file) as book:
        if args.output and secret_ballots.open_polls(book):
            raise HepError("A secret poll is open, and a copy elsewhere could tell its order; close it first.")
        if args.forget:
            for line in _forgotten(forget(book, locations.backups_dir())):
                print(shown(line))
            return 0
        folder = args.output or backup.folder_for(book, locations.backups_dir())
        print(backup.backup(book, folder))
    return 0


def _forgotten(done: "Forgotten") -> Iterator[str]:
    """Yield what became of the backups that held what was erased, and where it may be still."""
    if done.gone:
        yield f"{len(done.gone)} backups that still held what was erased are gone; all else of them is in the newest."
    else:
        yield "No backup of this file holds what was erased."
    for copy in done.left:
        yield f"Still held by {copy}, which is of another file: merge this one there, and do the same."
    for export in done.exports:
        yield f"Handed over on {export.at.day} {export.at:%B}, and may hold it: {export.name}"
    yield str(done.newest)
