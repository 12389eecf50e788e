"""Write a review out for others: hep export."""

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.exchange.archive import Seal
    from hep_tui.exchange.diff import Change
    from hep_tui.exchange.export import Exported, Progress
    from hep_tui.logbook import Book

_TIERS = ("restricted", "analyst", "public")
_FORMATS = {
    "sqlite": "one SQLite file of all tables as well, with keys and rules",
    "parquet": "a Parquet file a table as well; needs pyarrow",
    "sav": "an SPSS file a table as well, with labels; needs pyreadstat",
    "dta": "a Stata file a table as well, with labels",
    "xlsx": "one workbook with a sheet a table as well; needs xlsxwriter",
    "qda": "notes and codes for programs that code texts as well (REFI-QDA, NVivo, MAXQDA, Taguette); needs xlsxwriter",
}


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that writes a review out."""
    export = sub.add_parser(
        "export",
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
    export.add_argument("--lake", type=Path, metavar="DIR", help="put the tables into a lake of Parquet files as well")
    export.add_argument("--diff", type=Path, metavar="OLD", help="say what changed since an older export")
    export.add_argument(
        "--instead", default="", metavar="NAME", help="forget this earlier public release: it went to nobody"
    )
    sealed = export.add_mutually_exclusive_group()
    sealed.add_argument(
        "--seal",
        metavar="PASSPHRASE-FILE|RECIPIENT",
        help="write one sealed file: under the passphrase in a file, for a laptop (its four words, or its key), or "
        "for a key of age (age1…; needs pyrage)",
    )
    sealed.add_argument("--plain", action="store_true", help="leave a restricted export unsealed")
    export.add_argument("--json", action="store_true", help="print path, row counts and what was hidden as JSON")
    export.set_defaults(run=run_export)


def run_export(args: argparse.Namespace) -> int:
    """Export and print the path; where names are undecided, write the list of them."""
    from hep_tui import locations
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.exchange import bundle, diff, lake
    from hep_tui.logbook import handovers
    from hep_tui.views.releasing import releasing
    from hep_tui.views.review import review

    _require_sensible(args)
    older = bundle.opened(args.diff) if args.diff else None
    with review_file(args.file) as book, _ending_cleanly():
        if older:
            diff.require_alike(older, review(book).id, args.tier)
        public = releasing(book, locations.backups_dir(), (), args.instead)
        with public if args.tier == "public" else contextlib.nullcontext(lambda _name: None) as remember:
            done = _export(args, book)
            remember(done.path.name)
        handovers.remember(book, done.path.name, done.record_code)
        changed = [*diff.compare(older, bundle.opened(done.path))] if older else None
        if args.lake:
            lake.append(args.lake, done.path, review(book).id, done.tables)
    print(_as_json(done, changed) if args.json else _in_words(done))
    for change in () if args.json else changed or ():
        print(shown(change.words))
    return 0


def _export(args: argparse.Namespace, book: "Book") -> "Exported":
    """Export as the flags say. Raises HepError, having written the list of names, where some are undecided."""
    from hep_tui.domain.tiers import Tier
    from hep_tui.exchange import decisions
    from hep_tui.exchange.export import export
    from hep_tui.exchange.names_gate import Undecided, undecided
    from hep_tui.reports.keep import keep

    lake = ["parquet"] if args.lake else []
    decide = decisions.read(args.decide) if args.decide else undecided
    seal = _seal(args.seal, book.trust.laptops.values()) if args.seal else None
    try:
        return export(
            book,
            args.output,
            tier=Tier(args.tier),
            decide=decide,
            excel_safe=args.excel_safe,
            formats={*(args.formats or ()), *lake},
            seal=seal,
            progress=None if args.json else _progress,
        )
    except Undecided as found:
        path = keep(args.output / f"{args.file.stem}-names.toml", decisions.listed(found.finds))
        raise HepError(
            f"{counted(len(found.finds), 'name is', 'names are')} in what would leave, so nothing was exported; look "
            f"through {path}, and export again with --decide {path}."
        ) from None


def _require_sensible(args: argparse.Namespace) -> None:
    """Raise HepError where flags ask for what cannot be together."""
    if args.tier == "restricted" and not (args.seal or args.plain):
        raise HepError(
            "A restricted export leads to people, so it leaves sealed, and nothing was written; give --seal with a "
            "file that holds a passphrase or with the four words of a laptop, or --plain if it stays on this laptop."
        )
    if args.seal and (args.lake or args.diff):
        raise HepError(
            "A sealed export cannot be read for --lake or --diff; nothing was written, leave one of them out."
        )


def _seal(to: str, keys: Iterable[str]) -> "Seal":
    from hep_tui.commands.handover import for_passphrase, for_recipient
    from hep_tui.exchange import age
    from hep_tui.exchange.archive import Seal

    if Path(to).is_file():
        return Seal(for_passphrase(Path(to)))
    return age.for_key(to) if age.is_key(to) else Seal(for_recipient(to, keys))


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


def _as_json(done: "Exported", changed: "Sequence[Change] | None") -> str:
    from dataclasses import asdict

    since = {} if changed is None else {"changed": [asdict(change) for change in changed]}
    return as_json(since | {
        "path": str(done.path), "tier": done.tier, "tables": done.tables, "record_code": done.record_code,
        "suppressed": done.suppressed, "redacted": done.redacted, "files": dict(done.files),
    })  # fmt: skip


def _in_words(done: "Exported") -> str:
    tables = ", ".join(f"{n} {name}" for name, n in done.tables.items() if n)
    empty = sum(not n for n in done.tables.values())
    more = f"; {counted(empty, 'table is', 'tables are')} empty" if empty else ""
    hidden = f"{counted(done.suppressed, 'cell')} hidden or merged, {counted(done.redacted, 'name')} replaced"
    return f"Exported to {done.path}: {tables}{more}; {hidden}."


def _progress(progress: "Progress") -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.done} of {progress.total} tables: {progress.table:<20}", end=end, file=sys.stderr)
