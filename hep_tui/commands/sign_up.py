"""A sign-up list without the screen: hep register FILE import LIST."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed
from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.domain.people import Person
    from hep_tui.exchange.signup_plan import Plan, Signup
    from hep_tui.logbook import Book


def import_list(book: "Book", meeting: str, args: argparse.Namespace) -> int:
    """Store the people of a sign-up list, or say what would become of each row; 1 where a row was refused."""
    from dataclasses import replace

    from hep_tui import locations
    from hep_tui.actions import register as actions
    from hep_tui.exchange.signup import plan_signup
    from hep_tui.exchange.signup_choices import keep

    kept = locations.state_dir()
    choices = listed.choices(args)
    plan = plan_signup(book, Path(args.line), meeting, locations.schools_dir(), choices=choices, kept=kept)
    plan = replace(plan, takes_off=args.take_off, list_decides=args.list_decides)
    stored = 0 if args.dry_run else actions.invite(book, plan.people, plan.leaving, meeting)
    if not args.dry_run:
        keep(kept, plan)
    if args.json:
        rows = [{"line": r.line, "state": r.state, "name": r.name, "says": r.words} for r in plan.rows]
        people = [_person(row) for row in plan.rows] + [_gone(person, plan) for person in plan.gone]
        body = {**plan.counts, "stored": stored, **listed.described(plan), "people": people, "report": rows}
        print(as_json(body))
    else:
        _report(plan, stored, dry=args.dry_run)
    return 1 if plan.counts["refused"] else 0


def _person(row: "Signup") -> dict[str, object]:
    """Return what becomes of one row, for programs."""
    return {
        "row": row.line, "name": row.name, "school": row.school_name, **_facts(row.person), "status": row.status,
        "table": row.table, "verdict": row.verdict, "why": row.words,
    }  # fmt: skip


def _gone(person: "Person", plan: "Plan") -> dict[str, object]:
    said = "is expected at this meeting and is not in the list; " + plan.off_words
    return {
        "row": None, "name": person.name, "school": "", **_facts(person), "status": "", "table": "", "verdict": "gone",
        "why": said,
    }  # fmt: skip


def _facts(person: "Person | None") -> dict[str, object]:
    urns, roles = (person.urns, person.roles) if person else ((), ())
    return {"urn": "; ".join(urns) or None, "role": "; ".join(roles)}


def _report(plan: "Plan", stored: int, *, dry: bool) -> None:
    from hep_tui.domain.text import shown
    from hep_tui.domain.wording import counted

    taken = ", ".join(f"{header} as {what}" for header, what in plan.columns.recognised)
    for line in (plan.read_as, f"columns: {taken}", plan.dropped, *(f"LOOK  {doubt}" for doubt in plan.doubts)):
        if line:
            print(shown(line).replace("\n", " "))
    for row in plan.rows:
        print(shown(f"line {row.line}  {row.state}  {row.name or 'nobody'}: {row.words}").replace("\n", " "))
    for person in plan.gone:
        said = f"gone  {person.name}: is expected and not in the list; {plan.off_words}"
        print(shown(said).replace("\n", " "))
    print(plan.summary)
    taken_in = f"Stored: {counted(stored, 'person', 'people')}."
    print("Nothing was stored: this was a dry run." if dry else taken_in)
