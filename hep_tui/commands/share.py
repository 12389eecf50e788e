"""Keep a review elsewhere: hep backup."""

import argparse
from pathlib import Path

from hep_tui.errors import HepError


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that makes a backup."""
    backup = sub.add_parser("backup", description="Make a verified backup now.")
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
            done = forget(book, locations.backups_dir())
            for line in (*done.words, str(done.newest)):
                print(shown(line))
            return 0
        folder = args.output or backup.folder_for(book, locations.backups_dir())
        print(backup.backup(book, folder))
    return 0
