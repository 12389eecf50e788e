"""Bring laptops together: hep merge."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.commands.as_json import as_json
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.actions.merging import MergeResult
    from hep_tui.logbook import Book


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that brings other laptops' files together."""
    merge = sub.add_parser(
        "merge",
        usage="hep merge [--dry-run] [--salvage] [--imports] [--json] FILE OTHER [OTHER ...]\n"
        "       hep merge FILE --imports [--json]\n"
        "       hep merge FILE --take-back ID [--reason REASON] [--json]",
        description="Take what other files of the same review hold into FILE. The order does not matter, and the same "
        "file twice changes nothing. A backup is made first. What came in can be taken back, as one unit a file; what "
        "it erased stays erased.",
    )
    merge.add_argument("file", type=Path)
    # Optional positionals would take nothing before an option, and then refuse what comes after it.
    others = merge.add_argument("others", type=Path, nargs="+", metavar="OTHER", default=[])
    merge.add_argument("--dry-run", action="store_true", help="only say what would happen")
    merge.add_argument("--salvage", action="store_true", help="take what is whole from damaged files; FILE may be new")
    merge.add_argument(
        "--imports",
        action=_Alone,
        others=others,
        nargs=0,
        default=False,
        help="list what came in, each with its id",
    )
    merge.add_argument(
        "--take-back", action=_Alone, others=others, metavar="ID", help="take back what one merge brought"
    )
    merge.add_argument("--reason", default="", help="why it is taken back, for the record")
    merge.add_argument("--json", action="store_true", help="print the figures as JSON")
    merge.set_defaults(run=run_merge)


class _Alone(argparse.Action):
    """Take an option with which no other file need be named."""

    def __init__(self, *, others: argparse.Action, **how: Any) -> None:
        super().__init__(**how)
        self.others = others

    def __call__(self, parser: object, args: argparse.Namespace, values: object, option: str | None = None) -> None:
        self.others.required = False
        setattr(args, self.dest, True if values == [] else values)


def run_merge(args: argparse.Namespace) -> int:
    """Merge, list or take back; 1 where entries were refused."""
    if args.take_back is not None and (args.others or args.dry_run):
        raise HepError("Take back first and merge then, in two commands; nothing was changed.")
    if args.take_back is not None:
        return _take_back(args)
    refused = _merge(args) if args.others else 0
    if args.imports:
        _list_imports(args)
    return refused


def _merge(args: argparse.Namespace) -> int:
    from hep_tui import locations
    from hep_tui.actions import merging
    from hep_tui.views.merging import notices, require_shown

    check = None if args.salvage else require_shown
    with _target(args) as book:
        done = merging.merge(
            book, args.others, locations.backups_dir(), notices=notices, check=check, dry_run=args.dry_run
        )
    _say(done, the_rest(args.file, args.others) if args.salvage else [], args)
    return 1 if any(each.quarantined for each in done.files) else 0


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


def _say(done: "MergeResult", more: Sequence[str], args: argparse.Namespace) -> None:
    for each in done.files if not args.json else ():
        print(("would bring  " if args.dry_run else "") + each.words)
        for line in each.details:
            print(f"    {line}")
    for line in (*done.notices, *more) if not args.json else ():
        print(line)
    for each in done.files:
        for id, why in each.quarantined:
            print(f"hep: {each.source}, refused {id[:8]}: {why}", file=sys.stderr)
    if not args.json:
        print(f"record code  {done.record_code}")
    elif not args.imports:
        print(as_json(_figures(done)))


def _figures(done: "MergeResult") -> dict[str, object]:
    """Return the figures of several merges as one."""
    by_kind: Counter[str] = Counter()
    for merged in done.files:
        by_kind.update(merged.by_kind)
    return {
        "new": sum(m.new for m in done.files),
        "known": sum(m.known for m in done.files),
        "conflicting": sum(m.conflicting for m in done.files),
        "quarantined": sum(len(m.quarantined) for m in done.files),
        "record_code": done.record_code,
        "erases": sum(m.erases for m in done.files),
        "set_aside": sum(m.set_aside for m in done.files),
        "by_kind": dict(sorted(by_kind.items())),
        "signers": [vars(signer) for m in done.files for signer in m.signers],
    }


def _list_imports(args: argparse.Namespace) -> None:
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.kinds import kinds_said
    from hep_tui.domain.text import shown
    from hep_tui.logbook.imports import imports

    with review_file(args.file) as book:
        found = imports(book)
    if args.json:
        print(as_json([{**vars(each), "entries": each.entries} for each in found]))
        return
    for each in found:
        taken_back = f"  taken back: {each.withdrawn}" if each.withdrawn else ""
        print(shown(f"{each.id}  {each.at}  {each.name}: {kinds_said(each.by_kind)}{taken_back}"))
    if not found:
        print("Nothing was merged into this file.")


def _take_back(args: argparse.Namespace) -> int:
    from hep_tui.actions.merging import take_back
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook.imports import find

    with review_file(args.file) as book:
        which = find(book, args.take_back)
        stored = take_back(book, which.id, args.reason)
        code = book.record_code()
    if args.json:
        print(as_json({"id": which.id, "taken_back": stored, "record_code": code}))
        return 0
    print(shown(f"Took back what {which.name} brought: {stored} entries say so, and nothing was deleted."))
    print(f"record code  {code}")
    return 0


def the_rest(file: Path, others: Sequence[Path]) -> list[str]:
    """Return where what was lost of damaged files may be found."""
    from hep_tui import locations
    from hep_tui.domain.text import shown
    from hep_tui.logbook import damage

    found = ((other.name, damage.newest(other, locations.backups_dir())) for other in others)
    words = "What is missing of {} may be in its newest backup: hep merge {} {}"
    return [shown(words.format(name, file, backup)) for name, backup in found if backup]
