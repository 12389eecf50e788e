"""Keep a review elsewhere: hep backup."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.logbook.forgetting import Forgotten


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that makes a backup."""
    backup = sub.add_parser("backup", help="make a verified backup now", description="Make a verified backup now.")
    backup.add_argument("file", type=Path)
    backup.add_argument("-o", "--output", type=Path, help="a folder of your own, for example on a stick")
    words = "let hep's own backups forget what was erased since, and say where else it may be"
    backup.add_argument("--forget", action="store_true", help=words)
    backup.set_defaults(run=run_backup)


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
