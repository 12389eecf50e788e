"""Share and keep: hep export, hep merge, hep backup."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.exchange.export import Progress
    from hep_tui.logbook import Book
    from hep_tui.logbook.merge import Merged


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that carry a review elsewhere."""
    export = sub.add_parser(
        "export",
        help="write the review out for analysts",
        description="Write the review as tidy tables with a codebook and checksums. Nothing that stands there is "
        "overwritten: a second export of the day gets a number.",
    )
    export.add_argument("file", type=Path)
    export.add_argument("-o", "--output", type=Path, default=Path("exports"), help="the folder to write into")
    export.add_argument(
        "--excel-safe", action="store_true", help="put ' before cells that a spreadsheet would take for a formula"
    )
    export.add_argument("--json", action="store_true", help="print path and row counts as JSON")
    export.set_defaults(run=run_export)
    merge = sub.add_parser(
        "merge",
        help="bring other laptops' files together",
        description="Take what other files of the same review hold into FILE. The order does not matter, and the same "
        "file twice changes nothing. A backup is made first.",
    )
    merge.add_argument("file", type=Path)
    merge.add_argument("others", type=Path, nargs="+", metavar="OTHER")
    merge.add_argument("--dry-run", action="store_true", help="only say what would happen")
    merge.add_argument("--salvage", action="store_true", help="take what is whole from damaged files; FILE may be new")
    merge.add_argument("--json", action="store_true", help="print the figures as JSON")
    merge.set_defaults(run=run_merge)
    backup = sub.add_parser("backup", help="make a verified backup now", description="Make a verified backup now.")
    backup.add_argument("file", type=Path)
    backup.add_argument("-o", "--output", type=Path, help="a folder of your own, for example on a stick")
    backup.set_defaults(run=run_backup)


def run_export(args: argparse.Namespace) -> int:
    """Export and print the path."""
    from hep_tui.commands.opened import review_file
    from hep_tui.exchange.export import export
    from hep_tui.logbook import handovers

    with review_file(args.file) as book:
        done = export(book, args.output, excel_safe=args.excel_safe, progress=None if args.json else _progress)
        handovers.remember(book, done.path.name, done.record_code)
    if args.json:
        print(json.dumps({"path": str(done.path), "tables": done.tables, "record_code": done.record_code}))
    else:
        print(f"Exported to {done.path}: " + ", ".join(f"{n} {name}" for name, n in done.tables.items()) + ".")
    return 0


def _progress(progress: "Progress") -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.done} of {progress.total} tables: {progress.table:<20}", end=end, file=sys.stderr)


def run_merge(args: argparse.Namespace) -> int:
    """Merge and say what came of it; 1 where entries were refused."""
    from hep_tui import locations
    from hep_tui.commands.merged import the_rest, to_decide
    from hep_tui.logbook import backup, damage, merge

    def merged(into: "Book") -> list["Merged"]:
        done = []
        for other in args.others:
            with damage.naming_backup(other, locations.backups_dir()):
                done.append(merge.merge(into, other, salvaged=args.salvage))
        return done

    with _target(args) as book:
        if args.dry_run or len(args.others) > 1:
            # Of several files, all are taken or none: the last may be the one that is refused.
            with merge.copied(book) as copy:
                done, twice = merged(copy), to_decide(copy)
        if not args.dry_run:
            if not book.read_only:
                backup.backup(book, backup.folder_for(book, locations.backups_dir()))
            done, twice = merged(book), to_decide(book)
    _say(done, [*twice, *(the_rest(args.file, args.others) if args.salvage else [])], args)
    return 1 if any(each.quarantined for each in done) else 0


@contextmanager
def _target(args: argparse.Namespace) -> Iterator["Book"]:
    """Lend the book to merge into; what is salvaged may go into a file that is not there yet."""
    from hep_tui.commands.opened import keyer, review_file
    from hep_tui.logbook.opening import create

    new = args.salvage and not args.dry_run and not args.file.exists()
    if new:
        create(args.file, who=keyer()).close()
    try:
        with review_file(args.file) as book:
            yield book
    except BaseException:
        if new:
            args.file.unlink(missing_ok=True)
        raise


def _say(done: Sequence["Merged"], more: Sequence[str], args: argparse.Namespace) -> None:
    for each in done if not args.json else ():
        print(("would bring  " if args.dry_run else "") + each.words)
    for line in more if not args.json else ():
        print(line)
    for each in done:
        for id, why in each.quarantined:
            print(f"hep: {each.source}, refused {id[:8]}: {why}", file=sys.stderr)
    print(json.dumps(_figures(done)) if args.json else f"record code  {done[-1].record_code}")


def _figures(done: Sequence["Merged"]) -> dict[str, object]:
    """Return the figures of several merges as one; the code is that of the last."""
    return {
        "new": sum(m.new for m in done),
        "known": sum(m.known for m in done),
        "conflicting": sum(m.conflicting for m in done),
        "quarantined": sum(len(m.quarantined) for m in done),
        "record_code": done[-1].record_code,
    }


def run_backup(args: argparse.Namespace) -> int:
    """Back up and print the path."""
    from hep_tui import locations
    from hep_tui.commands.opened import review_file
    from hep_tui.logbook import backup, secret_ballots

    with review_file(args.file) as book:
        if args.output and secret_ballots.open_polls(book):
            raise HepError("A secret poll is open, and a copy elsewhere could tell its order; close it first.")
        folder = args.output or backup.folder_for(book, locations.backups_dir())
        print(backup.backup(book, folder))
    return 0
