"""Notes without the screen: hep note, hep show."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.logbook import Book

WHAT = ("notes", "meetings", "polls", "ballots", "schools", "models", "framework", "conflicts", "coverage")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands for notes."""
    # Without -h: a concern may begin with that letter.
    note = sub.add_parser(
        "note",
        add_help=False,
        help="store a note without the screen",
        description="Store one note, written in the shorthand of the capture line, and print its id once it is safely "
        "on the disk. With - as the text, store one note for each line of standard input.",
    )
    note.add_argument("file", type=Path)
    note.add_argument("text", help="the note, or - to read one note a line from standard input")
    note.add_argument(
        "--meeting", default="", help="id, number or beginning of the title; if left out, the current one"
    )
    note.add_argument("--item", default="", help="id, number or beginning of the title of the agenda item")
    note.add_argument("--help", action="help", help="show this help message and exit")
    note.set_defaults(run=run_note)
    show = sub.add_parser("show", help="read a review without the screen", description="Print what a review holds.")
    show.add_argument("file", type=Path)
    show.add_argument("what", nargs="?", choices=WHAT, default="notes")
    show.add_argument("--meeting", default="", help="only of this meeting")
    show.add_argument(
        "--find",
        default="",
        metavar="LINE",
        help="only notes that hold these words and carry these marks, as in 'take two #send @primary'",
    )
    show.add_argument("--json", action="store_true", help="print a list of objects as JSON")
    show.set_defaults(run=run_show)


def run_note(args: argparse.Namespace) -> int:
    """Store the note or notes and print their ids."""
    from hep_tui.commands.opened import review_file

    if args.text != "-":
        with review_file(args.file) as book:
            print(_store(book, args, args.text), flush=True)
        return 0
    with review_file(args.file) as book:
        # Python has no stream where it was closed before the program began.
        for number, line in enumerate(sys.stdin or (), 1):
            if line.strip():
                print(_line(book, args, number, line), flush=True)
    return 0


def _line(book: "Book", args: argparse.Namespace, number: int, line: str) -> str:
    from hep_tui.errors import HepError

    try:
        return _store(book, args, line)
    except HepError as error:
        raise HepError(f"Line {number} was not stored, those before it were: {error}") from error


def _store(book: "Book", args: argparse.Namespace, text: str) -> str:
    from hep_tui.actions import notes
    from hep_tui.domain.notes import Note
    from hep_tui.domain.shorthand import parse
    from hep_tui.domain.text import strange_byte
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import current_meeting, find_meeting, item_for, meetings
    from hep_tui.views.review import review, vocabulary

    if strange := strange_byte(text):
        raise HepError(f"Letter {strange} is not a letter of UTF-8, so this was not stored; save the list as UTF-8.")
    now = book.source.now()
    lines = meetings(book, now)
    line = find_meeting(lines, args.meeting) if args.meeting else current_meeting(lines)
    if line is None:
        raise HepError("This review has no meeting yet, so nothing was stored; plan one on the home screen.")
    sticky = Note("", line.id, item_for(line, args.item))
    reading = parse(text, vocabulary(book, review(book).pack), sticky=sticky, today=now.date())
    for doubt in reading.doubts:
        print(f"hep: {doubt}", file=sys.stderr)
    return notes.add(book, reading.note, reading.new_themes)


def run_show(args: argparse.Namespace) -> int:
    """Print what was asked for, as lines or as JSON."""
    from hep_tui.commands.opened import review_file
    from hep_tui.commands.shown import lines_of, objects

    with review_file(args.file) as book:
        found = objects(book, args.what, args.meeting, args.find)
    if args.json:
        print(as_json(found))
    else:
        _print(lines_of(args.what, found))
    return 0


def _print(lines: list[str]) -> None:
    for line in lines or ["none"]:
        print(line)
