"""The register without the screen: hep register."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed, register_door, register_people
from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.register import Expected, Register

WHAT = ("list", "arrive", "leave", "correct", "join", "remove", "import", "print")
_WANTS = {
    "arrive": "letters of a name or a place",
    "leave": "letters of a name or a place",
    "correct": "letters of a name, and the line of that person",
    "join": "letters of two names",
    "remove": "letters of a name",
    "import": "the name of a CSV or XLSX file",
}
"""What the words behind a command are."""
_TWO = ("correct", "join")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for the register."""
    register = sub.add_parser(
        "register",
        description="Without a further word, say who is here: people, and headcounts by phase, role and group. "
        "arrive and leave take a line as the register screen does; correct puts right what is known of somebody, as in "
        "correct ann 'Ann Lee, Vyners @head t3'; join makes one of two entries for the same person; import takes a "
        "sign-up list (CSV or XLSX) and shows what it changes; print writes the register as a page for paper.",
    )
    register.add_argument("file", type=Path)
    register.add_argument("what", nargs="?", choices=WHAT, default="list")
    register.add_argument(
        "line",
        nargs="?",
        default="",
        help='letters and marks, as in "hil @role t3", "+ Ann Lee, Hill Street", "+ Ali Noor for patel" or '
        '"all but patel, hayes"; or the list',
    )
    register.add_argument("more", nargs="?", default="", metavar="line", help="correct, join: the second line")
    register.add_argument(
        "--meeting",
        default="",
        help="id, number or beginning of the title; if left out, the one running, else for a list the one held last, "
        "and the next one",
    )
    listed.add_flags(register)
    register.add_argument("--dry-run", action="store_true", help="import: only say what would become of each row")
    register.add_argument(
        "--take-off", action="store_true", help="import: take off the meeting's list who is gone from this one"
    )
    register.add_argument(
        "--list-decides", action="store_true",
        help="import: expect whom the list says is coming, although it was said at the door that they will not",
    )  # fmt: skip
    register.add_argument("--no-names", action="store_true", help="print: a page without names")
    register.add_argument(
        "-o", "--output", type=Path, default=Path("register.html"), help="print: the file to write; never overwritten"
    )
    register.add_argument("--json", action="store_true", help="list, import: print as JSON")
    register.set_defaults(run=run_register)


def run_register(args: argparse.Namespace) -> int:
    """Do what was asked for; 1 where an import refused rows."""
    from hep_tui.commands.opened import review_file
    from hep_tui.commands.sign_up import import_list
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import begun_meeting, current_meeting, find_meeting, meetings

    _require_lines(args)
    with review_file(args.file) as book:
        lines = meetings(book, book.source.now())
        begun = begun_meeting(lines) if args.what == "list" else None
        meeting = find_meeting(lines, args.meeting) if args.meeting else begun or current_meeting(lines)
        if meeting is None:
            raise HepError("This review has no meeting yet, so it has no register; plan one on the home screen.")
        does = {
            "list": _list, "arrive": register_door.arrive, "leave": register_door.leave,
            "correct": register_people.correct, "join": register_people.join, "remove": register_people.remove,
            "import": import_list, "print": _print,
        }  # fmt: skip
        return does[args.what](book, meeting.id, args)


def _require_lines(args: argparse.Namespace) -> None:
    """Raise HepError where a command has fewer or more words behind it than it takes."""
    from hep_tui.errors import HepError

    given = sum(1 for line in (args.line, args.more) if line.strip())
    takes = (args.what in _WANTS) + (args.what in _TWO)
    if given < takes:
        raise HepError(f"hep register FILE {args.what} needs {_WANTS[args.what]}; nothing was done.")
    if given > takes:
        raise HepError(f"hep register FILE {args.what} takes no further word; nothing was done.")


def _list(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.domain.text import shown
    from hep_tui.views.register import register

    view = register(book, meeting)
    if args.json:
        print(as_json(_object(view)))
        return 0
    print(shown(f"{view.title}: {view.said}"))
    for label, rows in _headcounts(view).items():
        said = ", ".join(f"{name} {n}" for name, n in rows if n)
        print(shown(f"by {label}: {said or 'nobody'}"))
    for person in view.people:
        attendance = person.attendance
        marks = [view.vocabulary.label(id) for id in (attendance.phase, attendance.role, *attendance.groups) if id]
        marks += [f"table {attendance.table_no}"] * bool(attendance.table_no)
        print(shown(f"{attendance.state}  {person.words}: {', '.join(marks) or 'nothing said'}").replace("\n", " "))
    for expected in view.replaced:
        print(shown(f"replaced  {expected.person.name}: {expected.stand_in} came").replace("\n", " "))
    for how, absent in (("not here yet", view.missing), ("will not come", view.away)):
        for expected in absent:
            print(shown(f"{how}  {expected.person.name}: {expected.words}").replace("\n", " "))
    return 0


def _headcounts(view: "Register") -> dict[str, list[tuple[str, int]]]:
    return {
        "phase": [(label, n) for label, n, _ in view.phases],
        "role": list(view.roles),
        "group": list(view.groups),
        "table": [(str(table), n) for table, n in view.tables],
    }


def _object(view: "Register") -> dict[str, object]:
    return {
        "meeting": view.title,
        "present": view.here,
        "invited": len(view.expected),
        "invited_missing": len(view.missing),
        "headcount": {label: dict(rows) for label, rows in _headcounts(view).items()},
        "people": [
            {
                "person": p.person,
                "name": p.label,
                "school": p.school or None,
                "state": p.attendance.state,
                "phase": p.attendance.phase,
                "role": p.attendance.role,
                "groups": list(p.attendance.groups),
                "table": p.attendance.table_no or None,
                "instead_of": p.attendance.instead_of or None,
            }
            for p in view.people
        ],
        "missing": [_expected(e) for e in view.missing],
        "replaced": [_expected(e) for e in view.replaced],
        "not_coming": [_expected(e) for e in view.away],
    }


def _expected(expected: "Expected") -> dict[str, object]:
    """Return somebody who has not come, for programs."""
    return {
        "person": expected.person.code,
        "name": expected.person.name,
        "school": expected.school or None,
        "table": expected.invitation.table_no or None,
        "said": expected.invitation.said,
    }


def _print(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.reports.keep import keep
    from hep_tui.reports.register_page import register_page
    from hep_tui.views.register import register

    print(keep(args.output, register_page(register(book, meeting), names=not args.no_names)))
    return 0
