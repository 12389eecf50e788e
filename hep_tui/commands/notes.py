"""Notes without the screen: hep note, hep show."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hep_tui.domain.notes import Note
    from hep_tui.logbook import Book

WHAT = ("notes", "meetings", "polls", "ballots", "schools", "models", "framework", "conflicts", "coverage")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands for notes."""
    # Without -h: a concern may begin with that letter.
    note = sub.add_parser(
        "note",
        add_help=False,
        description="Store one note, written in the shorthand of the capture line, and print its id once it is safely "
        "on the disk. With - as the text, store one note for each line of standard input, whatever it says; a line "
        "that cannot be stored is named.",
    )
    note.add_argument("file", type=Path)
    note.add_argument("text", help="the note, or - to read one note a line from standard input")
    note.add_argument(
        "--meeting", default="", help="id, number or beginning of the title; if left out, the current one"
    )
    note.add_argument("--item", default="", help="id, number or beginning of the title of the agenda item")
    note.add_argument(
        "--encoding", default="", metavar="NAME", help="of standard input, where it is not UTF-8 or UTF-16, as cp1252"
    )
    note.add_argument("--help", action="help", help="show this help message and exit")
    note.set_defaults(run=run_note)
    show = sub.add_parser("show", description="Print what a review holds.")
    show.add_argument("file", type=Path)
    show.add_argument("what", nargs="?", choices=WHAT, default="notes")
    show.add_argument("--meeting", default="", help="only of this meeting")
    show.add_argument(
        "--find",
        default="",
        metavar="LINE",
        help="only notes that hold these words and carry these marks, as in 'take two #theme @phase'",
    )
    show.add_argument("--json", action="store_true", help="print a list of objects as JSON")
    show.set_defaults(run=run_show)


def run_note(args: argparse.Namespace) -> int:
    """Store the note or notes and print their ids; 1 where a line of a list was refused."""
    from hep_tui.commands.opened import review_file

    with review_file(args.file) as book:
        place = _place(book, args)
        if args.text != "-":
            print(_store(book, place, args.text), flush=True)
            return 0
        refused = [_refused(book, place, number, line) for number, line in _lines(args.encoding) if line.strip()]
    return 1 if any(refused) else 0


def _lines(encoding: str) -> "Iterator[tuple[int, str]]":
    """Yield the lines of standard input with their numbers, as they come, whatever the terminal takes for letters."""
    from hep_tui.errors import HepError

    # Python has no stream where it was closed before the program began.
    stream: Any = sys.stdin or ()
    try:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding or _marked(stream.buffer), errors="surrogateescape")
        yield from enumerate(stream, 1)
    except LookupError:
        raise HepError(f"{encoding} is not an encoding that hep knows; nothing was stored, try cp1252.") from None
    except UnicodeDecodeError as error:
        raise HepError(f"The list is not text in {error.encoding}; the notes printed above were stored.") from None


def _marked(stream: Any) -> str:
    """Return the encoding that the first bytes of a stream name, UTF-8 where they name none."""
    first = stream.peek(3)[:3] if hasattr(stream, "peek") else b""
    return "utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _refused(book: "Book", place: "Note", number: int, line: str) -> bool:
    """Store one line of a list and print its id; say where it was refused, after which the next one is taken."""
    from hep_tui.errors import HepError
    from hep_tui.logbook import NotStored

    try:
        print(_store(book, place, line), flush=True)
    except NotStored as error:
        raise HepError(f"Line {number} was not stored, those before it were: {error}") from error
    except HepError as error:
        print(f"hep: Line {number} was not stored: {error}", file=sys.stderr)
        return True
    return False


def _place(book: "Book", args: argparse.Namespace) -> "Note":
    """Return where notes go that say nothing of it. Raises HepError where there is no meeting yet."""
    from hep_tui.domain.notes import Note
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import current_meeting, find_meeting, item_for, meetings

    lines = meetings(book, book.source.now())
    line = find_meeting(lines, args.meeting) if args.meeting else current_meeting(lines)
    if line is None:
        raise HepError("This review has no meeting yet, so nothing was stored; plan one on the home screen.")
    return Note("", line.id, item_for(line, args.item))


def _store(book: "Book", place: "Note", text: str) -> str:
    from hep_tui.actions import notes
    from hep_tui.domain.clock import day_of
    from hep_tui.domain.shorthand import parse
    from hep_tui.domain.text import strange_byte
    from hep_tui.errors import HepError
    from hep_tui.views.review import review, vocabulary

    if strange := strange_byte(text):
        raise HepError(
            f"Letter {strange} is not a letter of this encoding; save the list as UTF-8, or say --encoding cp1252."
        )
    reading = parse(text, vocabulary(book, review(book).pack), sticky=place, today=day_of(book.source.now()))
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
