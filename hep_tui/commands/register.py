"""The register without the screen: hep register."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed

if TYPE_CHECKING:
    from hep_tui.domain.people import Person
    from hep_tui.domain.register import Arrival, Found
    from hep_tui.exchange.signup import Plan, Signup
    from hep_tui.logbook import Book
    from hep_tui.views.register import Register

WHAT = ("list", "arrive", "leave", "import", "print")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for the register."""
    register = sub.add_parser(
        "register",
        help="who is expected and who is here",
        description="Without a further word, say who is here: people, and headcounts by phase, role and group. "
        "arrive and leave take a line as the register screen does; import takes a sign-up list (CSV or XLSX); print "
        "writes the register as a page for paper.",
    )
    register.add_argument("file", type=Path)
    register.add_argument("what", nargs="?", choices=WHAT, default="list")
    register.add_argument(
        "line", nargs="?", default="", help='letters and marks, as in "hil @chair t3" or "+ @primary"; or the list'
    )
    register.add_argument(
        "--meeting",
        default="",
        help="id, number or beginning of the title; if left out, the one running, else for a list the one held last, "
        "and the next one",
    )
    listed.add_flags(register)
    register.add_argument("--dry-run", action="store_true", help="import: only say what would become of each row")
    register.add_argument("--no-names", action="store_true", help="print: a page without names")
    register.add_argument(
        "-o", "--output", type=Path, default=Path("register.html"), help="print: the file to write; never overwritten"
    )
    register.add_argument("--json", action="store_true", help="list, import: print as JSON")
    register.set_defaults(run=run_register)


def run_register(args: argparse.Namespace) -> int:
    """Do what was asked for; 1 where an import refused rows."""
    from hep_tui.commands.opened import review_file
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import begun_meeting, current_meeting, find_meeting, meetings

    needs_line = args.what in ("arrive", "leave", "import")
    if needs_line != bool(args.line.strip()):
        wants = "letters of a name or school" if args.what != "import" else "the name of a CSV or XLSX file"
        raise HepError(
            f"hep register FILE {args.what} needs {wants}; nothing was stored."
            if needs_line
            else f"hep register FILE {args.what} takes no further word; nothing was stored."
        )
    with review_file(args.file) as book:
        lines = meetings(book, book.source.now())
        begun = begun_meeting(lines) if args.what == "list" else None
        meeting = find_meeting(lines, args.meeting) if args.meeting else begun or current_meeting(lines)
        if meeting is None:
            raise HepError("This review has no meeting yet, so it has no register; plan one on the home screen.")
        does = {"list": _list, "arrive": _arrive, "leave": _leave, "import": _import, "print": _print}
        return does[args.what](book, meeting.id, args)


def _list(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.domain.text import shown
    from hep_tui.views.register import register

    view = register(book, meeting)
    if args.json:
        print(json.dumps(_object(view), indent=1))
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
    for expected in view.missing:
        print(shown(f"not here yet  {expected.person.name}: {expected.school or 'no school'}").replace("\n", " "))
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
            }
            for p in view.people
        ],
        "missing": [{"person": e.person.code, "name": e.person.name, "school": e.school or None} for e in view.missing],
    }


def _arrive(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.actions import register as actions
    from hep_tui.domain.register import came_words
    from hep_tui.domain.text import shown

    arrival, found = _read(book, meeting, args.line)
    came = actions.arrive(book, meeting, arrival, found)
    print(shown(came_words(came, found)))
    return 0


def _leave(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.actions import register as actions
    from hep_tui.domain.text import shown

    _, found = _read(book, meeting, f"-{args.line}")
    gone = actions.leave(book, meeting, found)
    who = found.label if found else gone.person
    print(shown(f"left: {who}"))
    return 0


def _read(book: "Book", meeting: str, line: str) -> "tuple[Arrival, Found | None]":
    """Return what a line says and the one whom it means; here nobody sees a list to choose from."""
    from hep_tui.domain.register import folded, read
    from hep_tui.errors import HepError
    from hep_tui.views.register import register

    view = register(book, meeting)
    arrival = read(line, view.door, view.vocabulary)
    if arrival.doubts:
        raise HepError(f"{arrival.doubts[0]}; nothing was stored, write the line again.")
    asked = folded(" ".join(word for word in line.lstrip("+-").split() if word[:1] != "@"))
    whole = [f for f in arrival.found if folded(f.label) == asked]
    found = whole if len(whole) == 1 else arrival.found
    if len(found) > 1:
        could = ", ".join(f.label for f in found)
        raise HepError(f"This could be {could}; nothing was stored, give more letters.")
    return arrival, found[0] if found else None


def _import(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui import locations
    from hep_tui.actions import register as actions
    from hep_tui.exchange.signup import plan_signup

    plan = plan_signup(book, Path(args.line), meeting, locations.schools_dir(), listed.choices(args))
    stored = 0 if args.dry_run else actions.invite(book, plan.people)
    if args.json:
        rows = [{"line": r.line, "state": r.state, "name": r.name, "says": r.words} for r in plan.rows]
        people = [_person(row) for row in plan.rows] + [_gone(person) for person in plan.gone]
        body = {**plan.counts, "stored": stored, **listed.described(plan), "people": people, "report": rows}
        print(json.dumps(body, indent=1))
    else:
        _report(plan, stored, dry=args.dry_run)
    return 1 if plan.counts["refused"] else 0


def _person(row: "Signup") -> dict[str, object]:
    """Return what becomes of one row, for programs."""
    return {
        "row": row.line, "name": row.name, "school": row.school_name, **_facts(row.person), "status": row.status,
        "table": row.table, "verdict": row.verdict, "why": row.words,
    }  # fmt: skip


def _gone(person: "Person") -> dict[str, object]:
    said = "is expected at this meeting and is not in the list; nothing was changed"
    return {
        "row": None, "name": person.name, "school": "", **_facts(person), "status": "", "table": "", "verdict": "gone",
        "why": said,
    }  # fmt: skip


def _facts(person: "Person | None") -> dict[str, object]:
    urns, roles = (person.urns, person.roles) if person else ((), ())
    return {"urn": next(iter(urns), None), "role": next(iter(roles), "")}


def _report(plan: "Plan", stored: int, *, dry: bool) -> None:
    from hep_tui.domain.text import shown

    taken = ", ".join(f"{header} as {what}" for header, what in plan.columns.recognised)
    for line in (plan.read_as, f"columns: {taken}", plan.dropped, *(f"LOOK  {doubt}" for doubt in plan.doubts)):
        if line:
            print(shown(line).replace("\n", " "))
    for row in plan.rows:
        print(shown(f"line {row.line}  {row.state}  {row.name or 'nobody'}: {row.words}").replace("\n", " "))
    for person in plan.gone:
        print(shown(f"gone  {person.name}: is expected and not in the list; nothing was changed").replace("\n", " "))
    print(plan.summary)
    print("Nothing was stored: this was a dry run." if dry else f"Stored: {stored} people.")


def _print(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    from hep_tui.reports.keep import keep
    from hep_tui.reports.register_page import register_page
    from hep_tui.views.register import register

    print(keep(args.output, register_page(register(book, meeting), names=not args.no_names)))
    return 0
