"""The capture line without the screen: hep type."""

import argparse
import shutil
import sys
import textwrap
from pathlib import Path

_ABOUT = """Take the notes of a meeting line by line, as the capture line does: a line in, a line out.

A line that begins with : is a command, as `:next`, `:arrive okafor t1`,
`:undo`, `:poll open 3` or `:ballots key 3 17 3142`; `:help` lists them. An
empty line says where the meeting is. Everything that is not a command is a
note, but for u, t3 and the digits of themes, as on the screen. Ends with 1
where something was refused and nobody was there to be told."""


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that takes a meeting down line by line."""
    parser = sub.add_parser(
        "type",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--meeting", default="", help="id, number or beginning of the title; if left out, the current one"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer one line after the other until there is none."""
    import contextlib

    from hep_tui import locations
    from hep_tui.commands.opened import lend, review_file
    from hep_tui.commands.session import LEAVE, Session
    from hep_tui.errors import HepError
    from hep_tui.logbook import backup

    spoken = sys.stdin.isatty()
    with review_file(args.file) as book, lend(book):
        session = Session(book, args.file, args.obey, args.meeting)
        if spoken:
            _line_editing()
            _say(session.answer(""), spoken=spoken)
        refused = False
        while (line := _next(spoken)) is not None and line.strip() not in LEAVE:
            answer = session.answer(line)
            refused = refused or session.refused
            _say(answer, spoken=spoken)
        # The record itself is whole, and there is nobody left to tell that its copy is not.
        with contextlib.suppress(HepError):
            backup.backup(book, backup.folder_for(book, locations.backups_dir()))
    return 1 if refused and not spoken else 0


def _next(spoken: bool) -> str | None:
    """Return the next line, None where there is none."""
    if not spoken:
        return sys.stdin.readline() or None
    try:
        return input("> ")
    except EOFError:
        return None


def _say(answer: str, *, spoken: bool) -> None:
    """Print an answer; in a terminal broken between words, which else are cut in two at its edge."""
    if spoken:
        width = max(20, shutil.get_terminal_size().columns - 1)
        answer = "\n".join(part for line in answer.split("\n") for part in textwrap.wrap(line, width) or [""])
    print(answer, flush=True)


def _line_editing() -> None:
    """Let the arrows edit the line and bring earlier ones back, where the system can."""
    import contextlib
    import importlib

    with contextlib.suppress(ImportError):
        importlib.import_module("readline")
