"""Meetings without the screen: hep meetings, and under it plan, amend and agenda."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.later import add_later, add_verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.domain.meetings import Meeting
    from hep_tui.logbook import Book
    from hep_tui.views.meetings import MeetingLine

Sub = argparse._SubParsersAction
_WHICH = "id, number in the list or beginning of the title"


def add(sub: "Sub[argparse.ArgumentParser]") -> None:
    """Add the command for meetings and those under it."""
    parser = sub.add_parser(
        "meetings",
        description="Without a command, list the meetings of a review: number, day, state.",
    )
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run_list)
    under = parser.add_subparsers(title="commands", metavar="COMMAND")
    add_later(parser, partial(_under, under))
    add_verbs(parser, "meetings", under)


def _under(under: "Sub[argparse.ArgumentParser]") -> None:
    plan = under.add_parser("plan", help="plan another meeting", description="Plan another meeting on an agenda of "
                            "the pack, with its polls as drafts, and print its number.")  # fmt: skip
    plan.add_argument("--agenda", required=True, help="id or number of an agenda of the pack")
    _details(plan)
    plan.set_defaults(run=run_plan)
    amend = under.add_parser("amend", help="change title, day, place or tables of a meeting",
                             description="Change what is named, and nothing else.")  # fmt: skip
    amend.add_argument("meeting", help=_WHICH)
    _details(amend)
    amend.add_argument("--tables", type=int, help="how many tables there are, 0 where the room is not split")
    amend.set_defaults(run=run_amend)
    _agenda(under)


def _details(parser: argparse.ArgumentParser) -> None:
    from hep_tui.domain.days import how

    parser.add_argument("--title")
    parser.add_argument("--date", help=f"as {how()}; empty where it is not fixed yet")
    parser.add_argument("--place")


def _agenda(under: "Sub[argparse.ArgumentParser]") -> None:
    from hep_tui.domain.pack import ITEM_KINDS

    agenda = under.add_parser("agenda", help="print the agenda of a meeting, or change it", description="Without a "
                              "command, print the agenda: planned and spent minutes, and when it ends.")  # fmt: skip
    agenda.add_argument("meeting", help=_WHICH)
    agenda.set_defaults(run=run_agenda)
    change = agenda.add_subparsers(title="commands", metavar="COMMAND")
    new = change.add_parser("add", help="add an item", description="Add an item, at the end if not said otherwise.")
    new.add_argument("title")
    new.add_argument("--minutes", type=int, default=0)
    new.add_argument("--kind", choices=ITEM_KINDS, default="notes")
    new.add_argument("--after", default="", help="id, number or beginning of the title of the item before it")
    new.set_defaults(run=run_add)
    move = change.add_parser("move", help="move an item", description="Move an item to another place of the agenda.")
    move.add_argument("item", help=_WHICH)
    move.add_argument("to", type=int, help="the place it is to have, 1 for the first")
    move.set_defaults(run=run_move)
    remove = change.add_parser("remove", help="take an item off the agenda", description="Take an item off the agenda; "
                               "refused where notes, a poll or time hang on it.")  # fmt: skip
    remove.add_argument("item", help=_WHICH)
    remove.set_defaults(run=run_remove)


def run_list(args: argparse.Namespace) -> int:
    """Print the meetings, one a line."""
    from hep_tui.commands.opened import review_file
    from hep_tui.views.meetings import meetings

    with review_file(args.file) as book:
        for line in meetings(book, book.source.now()):
            _print(listed(line))
    return 0


def run_plan(args: argparse.Namespace) -> int:
    """Plan a meeting and print how it is in the list."""
    from hep_tui.actions import reviews
    from hep_tui.actions.meetings import change
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.meetings import Meeting, placed
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import find_meeting, meetings
    from hep_tui.views.review import review

    with review_file(args.file) as book:
        pack = review(book).pack
        wanted = args.agenda.strip().lower()
        agenda = next((a for i, a in enumerate(pack.agendas, 1) if wanted in (a.id.lower(), str(i))), None)
        if agenda is None:
            known = "; ".join(f"{i} {a.id}" for i, a in enumerate(pack.agendas, 1)) or "none"
            raise HepError(f"The pack has no agenda {args.agenda!r}; nothing was planned, choose one of: {known}.")
        # Looked at before anything is stored: a day that is none plans no meeting.
        wished = _changed(Meeting(agenda.label), _rules(book, args))
        id = reviews.plan_meeting(book, pack, agenda, wished.title, wished.date)
        change(book, id, placed, wished.place)
        _print(listed(find_meeting(meetings(book, book.source.now()), id)))
    return 0


def run_amend(args: argparse.Namespace) -> int:
    """Change a meeting and print how it is now."""
    from hep_tui.actions.meetings import change
    from hep_tui.commands.opened import review_file
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import find_meeting, meetings

    with review_file(args.file) as book:
        line = find_meeting(meetings(book, book.source.now()), args.meeting)
        rules = _rules(book, args)
        if not rules:
            raise HepError("Nothing was named that is to change; say --title, --date, --place or --tables.")
        change(book, line.id, _changed, rules)
        _print(listed(find_meeting(meetings(book, book.source.now()), line.id)))
    return 0


def run_agenda(args: argparse.Namespace) -> int:
    """Print the agenda of a meeting."""
    return _with_agenda(args, lambda book, line: None)


def run_add(args: argparse.Namespace) -> int:
    """Add an item and print the agenda."""

    def do(book: "Book", line: "MeetingLine") -> None:
        from hep_tui.actions.meetings import change
        from hep_tui.domain.meetings import added
        from hep_tui.views.meetings import item_for

        after = item_for(line, args.after) if args.after else ""
        change(book, line.id, added, args.title, args.minutes, kind=args.kind, after=after)

    return _with_agenda(args, do)


def run_move(args: argparse.Namespace) -> int:
    """Move an item and print the agenda."""

    def do(book: "Book", line: "MeetingLine") -> None:
        from hep_tui.actions.meetings import change
        from hep_tui.domain.meetings import moved
        from hep_tui.views.meetings import item_for

        id = item_for(line, args.item)
        place = [item.id for item in line.meeting.items].index(id)
        change(book, line.id, moved, id, args.to - 1 - place)

    return _with_agenda(args, do)


def run_remove(args: argparse.Namespace) -> int:
    """Take an item off the agenda and print it."""

    def do(book: "Book", line: "MeetingLine") -> None:
        from hep_tui.actions.meetings import remove_item
        from hep_tui.views.meetings import item_for

        remove_item(book, line.id, item_for(line, args.item))

    return _with_agenda(args, do)


def _with_agenda(args: argparse.Namespace, do: "Callable[[Book, MeetingLine], None]") -> int:
    from hep_tui.commands.opened import review_file
    from hep_tui.views.agenda import agenda, ending
    from hep_tui.views.meetings import find_meeting, meetings

    with review_file(args.file) as book:
        line = find_meeting(meetings(book, book.source.now()), args.meeting)
        do(book, line)
        view = agenda(book, line.id)
        times = view.at(book.source.now())
        _print(f"{view.meeting.title}: {ending(times)}")
        for number, slot in enumerate(times.slots, 1):
            now = ", now" if slot.item.id == times.progress.item and times.ends else ""
            spent = f", {int(slot.spent // 60)} spent" if slot.spent else ""
            _print(f"{number}  {slot.item.title}: {slot.item.kind}, {slot.item.minutes} minutes{spent}{now}")
    return 0


def _rules(book: "Book", args: argparse.Namespace) -> "list[Callable[[Meeting], Meeting]]":
    """Return what the named details change."""
    from functools import partial

    from hep_tui.domain import meetings as rules
    from hep_tui.domain.clock import day_of
    from hep_tui.domain.days import read_day

    found: list[Callable[[Meeting], Meeting]] = []
    if args.title is not None:
        found.append(partial(rules.retitled, title=args.title))
    if args.date is not None:
        found.append(partial(rules.dated, day=read_day(args.date, day_of(book.source.now()))))
    if args.place is not None:
        found.append(partial(rules.placed, place=args.place))
    if getattr(args, "tables", None) is not None:
        found.append(partial(rules.seated, tables=args.tables))
    return found


def _changed(meeting: "Meeting", rules: "list[Callable[[Meeting], Meeting]]") -> "Meeting":
    """Return the meeting with all of it changed, so that it is one amendment and one step to undo."""
    for rule in rules:
        meeting = rule(meeting)
    return meeting


def listed(line: "MeetingLine") -> str:
    """Return a meeting in one line: its number, day, state, place and notes."""
    from hep_tui.domain.wording import counted

    meeting = line.meeting
    parts = (meeting.date or "no day yet", line.state.value, meeting.place, counted(line.notes, "note"))
    return f"{line.number}  {meeting.title}: {', '.join(filter(None, parts))}"


def _print(text: str) -> None:
    from hep_tui.domain.text import shown

    print(shown(text).replace("\n", " "))
