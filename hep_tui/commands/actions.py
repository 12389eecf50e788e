"""Decisions and actions without the screen: hep actions."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.views.decisions import Decided

VERBS = {"done": "done", "drop": "dropped", "reopen": "open"}


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for decisions and actions."""
    actions = sub.add_parser(
        "actions",
        help="list decisions and actions, and say what became of them",
        description="List the decisions and actions of all meetings, open ones first by the day they are due. With a "
        "verb and an id (its first letters will do), say that one is done, dropped, or open again.",
    )
    actions.add_argument("file", type=Path)
    actions.add_argument("verb", nargs="?", choices=tuple(VERBS))
    actions.add_argument("id", nargs="?", default="", help="which one, as the list names it")
    actions.add_argument("--did", help="what was done, in words")
    actions.add_argument("--open", action="store_true", help="list only what is open")
    actions.add_argument("--json", action="store_true", help="print a list of objects as JSON")
    actions.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List them, after the change that was asked for."""
    from hep_tui.actions import decisions as actions
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.errors import HepError
    from hep_tui.views.decisions import decisions

    if (args.verb and not args.id) or (args.did is not None and not args.verb):
        raise HepError("Say which one, as in: hep actions FILE done ID --did 'what was done'; nothing was changed.")
    with review_file(args.file) as book:
        today = book.source.now().date()
        if args.verb:
            one = _meant(decisions(book, today), args.id)
            actions.set_state(book, one.id, VERBS[args.verb], args.did)
            found = [each for each in decisions(book, today) if each.id == one.id]
        else:
            found = [each for each in decisions(book, today) if each.state == "open" or not args.open]
    if args.json:
        import json

        print(json.dumps([_object(each) for each in found], indent=1))
    else:
        for line in [_line(each) for each in found] or ["none"]:
            print(shown(line).replace("\n", " "))
    return 0


def _meant(found: "Sequence[Decided]", id: str) -> "Decided":
    """Return the one that an id or its beginning means. Raises HepError where that is none, or several."""
    from hep_tui.errors import HepError

    meant = [each for each in found if each.id == id] or [each for each in found if each.id.startswith(id)]
    if len(meant) != 1:
        raise HepError(f"{id!r} names {len(meant)} decisions or actions; nothing was changed, look at the list again.")
    return meant[0]


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


def _line(each: "Decided") -> str:
    parts = [each.state, each.due, f"for {each.owner}" if each.owner else "for nobody yet"]
    said = f"{each.id}  {each.note.kind} {', '.join(parts)}: {each.note.text}"
    return f"{said}; we did: {each.did}" if each.did else said
