"""Bring laptops together: hep merge."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.commands.as_json import as_json
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.logbook.merge import Merged

# What entries are called where their kind is a verb.
_WORDS = {
    "declare": "declaration",
    "erase": "earlier wording erased",
    "open": "file opened",
    "redact": "erased for good",
    "settle": "conflict settled",
    "withdraw": "taken back",
}


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that brings other laptops' files together."""
    merge = sub.add_parser(
        "merge",
        usage="hep merge [--dry-run] [--salvage] [--imports] [--json] FILE OTHER [OTHER ...]\n"
        "       hep merge FILE --imports [--json]\n"
        "       hep merge FILE --take-back ID [--reason REASON] [--json]",
        help="bring other laptops' files together",
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
    from hep_tui.logbook import backup, damage, merge

    check = None if args.salvage else require_shown

    def merged(into: "Book") -> list["Merged"]:
        done = []
        for other in args.others:
            with damage.naming_backup(other, locations.backups_dir()):
                done.append(merge.merge(into, other, salvaged=args.salvage, check=check))
        return done

    with _target(args) as book:
        before = set(counted_otherwise(book))
        if args.dry_run or len(args.others) > 1:
            # Of several files, all are taken or none: the last may be the one that is refused.
            with merge.copied(book) as copy:
                done, twice = merged(copy), [*to_decide(copy), *_since(copy, before)]
        if not args.dry_run:
            if not book.read_only:
                backup.backup(book, backup.folder_for(book, locations.backups_dir()))
            done, twice = merged(book), [*to_decide(book), *_since(book, before)]
    _say(done, [*twice, *(the_rest(args.file, args.others) if args.salvage else [])], args)
    return 1 if any(each.quarantined for each in done) else 0


def require_shown(book: "Book") -> None:
    """Raise HepError where the record could not be shown any more."""
    from hep_tui.views.meetings import meetings
    from hep_tui.views.polls import polls
    from hep_tui.views.review import review

    if not book.rows("review"):
        return
    try:
        review(book)
        meetings(book, book.source.now())
        polls(book)
    except HepError as error:
        raise HepError(f"With what it brings the review could not be shown ({error}); nothing was merged.") from None


def counted_otherwise(book: "Book") -> list[str]:
    """Return, in sentences, the declared results that the record does not give any more."""
    from hep_tui.views.results import recount_problems

    return recount_problems(book) if book.rows("declaration") else []


def _since(book: "Book", before: set[str]) -> list[str]:
    return [f"Not as declared any more: {said}" for said in counted_otherwise(book) if said not in before]


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
        for line in _details(each):
            print(f"    {line}")
    for line in more if not args.json else ():
        print(line)
    for each in done:
        for id, why in each.quarantined:
            print(f"hep: {each.source}, refused {id[:8]}: {why}", file=sys.stderr)
    if not args.json:
        print(f"record code  {done[-1].record_code}")
    elif not args.imports:
        print(as_json(_figures(done)))


def _details(merged: "Merged") -> Iterator[str]:
    """Yield what the new entries are and who made them, a line each."""
    if merged.new:
        yield _kinds(merged.by_kind)
    for signer in merged.signers:
        yield f"by {signer.said}"


def _kinds(by_kind: Mapping[str, int]) -> str:
    from hep_tui.domain.text import shown

    return ", ".join(f"{n} × {shown(_WORDS.get(kind, kind))}" for kind, n in by_kind.items())


def _figures(done: Sequence["Merged"]) -> dict[str, object]:
    """Return the figures of several merges as one; the code is that of the last."""
    by_kind: Counter[str] = Counter()
    for merged in done:
        by_kind.update(merged.by_kind)
    return {
        "new": sum(m.new for m in done),
        "known": sum(m.known for m in done),
        "conflicting": sum(m.conflicting for m in done),
        "quarantined": sum(len(m.quarantined) for m in done),
        "record_code": done[-1].record_code,
        "erases": sum(m.erases for m in done),
        "set_aside": sum(m.set_aside for m in done),
        "by_kind": dict(sorted(by_kind.items())),
        "signers": [vars(signer) for m in done for signer in m.signers],
    }


def _list_imports(args: argparse.Namespace) -> None:
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook.imports import imports

    with review_file(args.file) as book:
        found = imports(book)
    if args.json:
        print(as_json([{**vars(each), "entries": each.entries} for each in found]))
        return
    for each in found:
        taken_back = f"  taken back: {each.withdrawn}" if each.withdrawn else ""
        print(shown(f"{each.id}  {each.at}  {each.name}: {_kinds(each.by_kind)}{taken_back}"))
    if not found:
        print("Nothing was merged into this file.")


def _take_back(args: argparse.Namespace) -> int:
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook.imports import find, take_back

    with review_file(args.file) as book:
        which = find(book, args.take_back)
        stored = take_back(book, which.id, args.reason)
        code = book.record_code()
    if args.json:
        print(as_json({"id": which.id, "taken_back": len(stored), "record_code": code}))
        return 0
    print(shown(f"Took back what {which.name} brought: {len(stored)} entries say so, and nothing was deleted."))
    print(f"record code  {code}")
    return 0


def to_decide(book: "Book") -> list[str]:
    """Return the polls with numbers that are on two ballots now, and how to decide them."""
    from hep_tui.domain.text import shown
    from hep_tui.views.keying import keyed_twice
    from hep_tui.views.polls import polls

    how = "neither version counts before it is decided: find the paper, open the poll, j"
    return [shown(f"{said}; {how}.") for view in polls(book) if (said := keyed_twice(view))]


def the_rest(file: Path, others: Sequence[Path]) -> list[str]:
    """Return where what was lost of damaged files may stand."""
    from hep_tui import locations
    from hep_tui.domain.text import shown
    from hep_tui.logbook import damage

    found = ((other.name, damage.newest(other, locations.backups_dir())) for other in others)
    words = "What is missing of {} may be in its newest backup: hep merge {} {}"
    return [shown(words.format(name, file, backup)) for name, backup in found if backup]
