"""Delete a review when it may not be kept any longer: hep purge."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.domain.wording import counted
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.logbook.purging import Held


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    purge = sub.add_parser(
        "purge",
        description="Say what this laptop holds of a review, and until when its pack lets it be kept. With --code and "
        "its record code, delete the file, hep's backups of the review and what was half typed, for good. Exports, "
        "copies on sticks and other laptops are named, and whoever has them deletes them. --keep-until sets the day "
        "for a review that has begun.",
    )
    purge.add_argument("file", type=Path)
    purge.add_argument(
        "--code", default="", metavar="RECORD-CODE", help="delete all of it: its record code, as printed"
    )
    purge.add_argument(
        "--keep-until", metavar="DATE", help="set until when it may be kept, and delete nothing; empty: nobody says"
    )
    purge.add_argument("--early", action="store_true", help="although it may still be kept")
    purge.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what is held, and delete it where the record code is given."""
    from hep_tui import locations
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.logbook import purging
    from hep_tui.tui.kept import Kept

    with review_file(args.file) as book:
        if args.keep_until is not None:
            _keep_until(book, args.keep_until)
        what = purging.held(book, locations.backups_dir(), Kept(book.path).files())
        lines = [*_lines(book, what)]
        code = book.record_code()
        if args.code and args.keep_until is None:
            _require_meant(book, args.code, early=args.early)
    print("\n".join(map(shown, lines)))
    if args.keep_until is not None:
        return 0
    if not args.code:
        print(f"Nothing was deleted. To delete it for good: hep purge {args.file} --code {code}")
        return 0
    if left := purging.purge(what):
        raise HepError(f"{left[0]} could not be deleted; close what has it open, and delete it by hand.")
    print("The file is deleted, with hep's backups and what was half typed.")
    return 0


def _keep_until(book: "Book", answer: str) -> None:
    """Record until when the review may be kept. Raises HepError for what is not a date."""
    from hep_tui.actions import reviews
    from hep_tui.domain.clock import day_of
    from hep_tui.domain.days import read_day

    reviews.keep_until(book, read_day(answer, day_of(book.source.now())))


def _require_meant(book: "Book", code: str, *, early: bool) -> None:
    """Raise HepError where this is not the record that is meant, or it may still be kept."""
    from hep_tui.domain.clock import day_words
    from hep_tui.views.review import review

    own = book.record_code()
    if code.replace("-", "").upper() != own.replace("-", ""):
        raise HepError(f"The record code is {own} and not {code[:40]}; nothing was deleted, look which file is meant.")
    until = review(book).pack.keep_until
    if until >= _today(book) and not early:
        raise HepError(
            f"It may be kept until {day_words(until)}, so nothing was deleted; --early deletes it all the same."
        )


def _today(book: "Book") -> str:
    from hep_tui.domain.clock import day_of

    return day_of(book.source.now()).isoformat()


def _lines(book: "Book", what: "Held") -> Iterator[str]:
    from hep_tui.domain.clock import day_words
    from hep_tui.views.review import review

    until = review(book).pack.keep_until
    over = " It may not be kept any longer." if until < _today(book) else ""
    yield f"To be kept until {day_words(until)}.{over}" if until else "Its pack does not say until when it may be kept."
    yield f"File {what.file}"
    yield f"Backups: {counted(len(what.backups), 'copy', 'copies')} in {what.folder}"
    yield from (f"Half typed: {path}" for path in what.beside)
    yield from (f"Handed over from this laptop, to be deleted by whoever has it: {name}" for name in what.handed_over)
