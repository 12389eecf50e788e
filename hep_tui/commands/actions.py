"""Decisions and actions without the screen: hep actions."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.commands.as_json import as_json
from hep_tui.commands.later import add_verbs

if TYPE_CHECKING:
    from hep_tui.views.decisions import Decided


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for decisions and actions."""
    actions = sub.add_parser(
        "actions",
        description="List the decisions and actions of all meetings, open ones first by the day they are due. With a "
        "command and an id (its first letters will do), say what became of one.",
    )
    actions.add_argument("file", type=Path)
    actions.add_argument("--open", action="store_true", help="list only what is open")
    actions.add_argument("--json", action="store_true", help="print a list of objects as JSON")
    actions.set_defaults(run=run)
    add_verbs(actions, "actions", actions.add_subparsers(title="commands", metavar="COMMAND"))


def run(args: argparse.Namespace) -> int:
    """List them."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.clock import day_of
    from hep_tui.domain.text import shown
    from hep_tui.views.decisions import decisions

    with review_file(args.file) as book:
        found = decisions(book, day_of(book.source.now()))
    found = [each for each in found if each.state == "open" or not args.open]
    if args.json:
        print(as_json([_object(each) for each in found]))
    else:
        for line in [line_of(each) for each in found] or ["none"]:
            print(shown(line).replace("\n", " "))
    return 0


def _object(each: "Decided") -> dict[str, Any]:
    note = each.note
    return {
        "id": each.id,
        "kind": note.kind,
        "text": note.text,
        "meeting": note.meeting,
        "meeting_title": each.meeting,
        "owner": note.owner,
        "due": note.due,
        "state": each.state,
        "overdue": each.overdue,
        "did": each.did,
        "said": [{"id": n.id, "text": n.what.text} for n in each.said],
        "disputed": each.disputed,
    }


def line_of(each: "Decided") -> str:
    """Return one in a line: its id, how far it has come, by when, for whom, and its words."""
    parts = [each.state, each.due, f"for {each.owner}" if each.owner else "for nobody yet"]
    said = f"{each.id}  {each.note.kind} {', '.join(parts)}: {each.note.text}"
    return f"{said}; we did: {each.did}" if each.did else said
