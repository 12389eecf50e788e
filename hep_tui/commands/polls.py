"""Polls without the screen: hep poll."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json
from hep_tui.commands.later import add_later, add_verbs
from hep_tui.commands.polls_named import add_poll, poll_named

if TYPE_CHECKING:
    from hep_tui.domain.polls import Poll
    from hep_tui.domain.result import Result
    from hep_tui.logbook import Book
    from hep_tui.views.polls import PollView

PRESETS = ("priorities", "models", "ratify", "hands", "other")
WARNING = "FOR THE ORGANISER'S EYES ONLY: this is not declared."
AGAIN = "Counted again; what was declared is told by show."


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for polls and what it can do."""
    poll = sub.add_parser(
        "poll",
        description="Set up, open, close, count and declare the polls of a review. POLL is an id, a number in "
        "the list, a title, or the beginning of one.",
    )
    poll.add_argument("file", type=Path)
    what = poll.add_subparsers(dest="what", required=True, metavar="WHAT")
    listed = what.add_parser("list", help="list every poll with its state")
    listed.add_argument("--json", action="store_true", help="print a list of objects as JSON")
    _new(what.add_parser("new", help="set up a draft and print its id"))
    for name, words in (
        ("open", "open a poll; opening it again needs --reason"), ("close", "close a poll"),
        ("lot", "record the dice that break a tie, rolled in public"),
        ("declare", "declare a result, with the rest of its series"), ("show", "print rule, account and result"),
        ("count", "count as it is, for the organiser"),
    ):  # fmt: skip
        each = what.add_parser(name, help=words)
        add_poll(each)
        if name in ("open", "close", "declare"):
            each.add_argument("--reason", default="", help="why it is opened again, or why something is off")
        if name == "lot":
            each.add_argument("--roll", required=True, help="what was rolled, as it was read out")
        if name in ("show", "count"):
            each.add_argument("--json", action="store_true", help="print one object as JSON")
    poll.set_defaults(run=run)
    add_verbs(poll, "polls", what)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--preset", choices=PRESETS, default="other", help="what is filled in already (other)")
    parser.add_argument("--meeting", default="", help="id, number or beginning of the title")

    def flags() -> None:
        from hep_tui.commands.poll_asked import add_flags

        add_flags(parser)

    add_later(parser, flags)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for and print it."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown

    with review_file(args.file) as book:
        lines = _DO[args.what](book, args)
    for line in lines:
        print(shown(line))
    return 0


def _list(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.commands.shown import lines_of, objects

    found = objects(book, "polls")
    if args.json:
        return [as_json(found)]
    return [f"{number}  {line}" for number, line in enumerate(lines_of("polls", found), 1)] or ["none"]


def _set_up(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.actions import polls

    return [polls.create(book, _poll(book, args))]


def _poll(book: "Book", args: argparse.Namespace) -> "Poll":
    from dataclasses import replace

    from hep_tui.commands.poll_asked import asked
    from hep_tui.views.meetings import find_meeting, meetings
    from hep_tui.views.setup import around

    found = around(book, book.source.now())
    poll = found.start(args.preset)
    if args.meeting:
        poll = replace(poll, meeting=find_meeting(meetings(book, book.source.now()), args.meeting).id, item="")
    return asked(poll, args, found)


def _open(book: "Book", args: argparse.Namespace) -> list[str]:
    return _move(book, args, "open", args.reason)


def _close(book: "Book", args: argparse.Namespace) -> list[str]:
    return _move(book, args, "closed", args.reason)


def _move(book: "Book", args: argparse.Namespace, state: str, reason: str) -> list[str]:
    from hep_tui import locations
    from hep_tui.actions import polls
    from hep_tui.domain.polls import PollState
    from hep_tui.domain.rule_words import rule_paragraph
    from hep_tui.logbook import backup
    from hep_tui.views.meetings import not_under_way

    view = poll_named(book, args.poll)
    polls.change_state(book, view.id, PollState(state), reason)
    if view.poll.boxed and state == "closed":
        # Copies made while its box was open are deleted at once.
        backup.keep_up(book, locations.backups_dir())
    if state != "open":
        return [f"{view.poll.title} is {state}."]
    early = not_under_way(book, view.poll.meeting, book.source.now())
    warning = f"Mind that {early}; withdraw-opening takes this back as long as nobody has voted."
    return [f"{view.poll.title} is open.", rule_paragraph(view.poll), *([warning] if early else [])]


def _lot(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.actions import lots

    view = poll_named(book, args.poll)
    order = lots.draw(book, view.id, args.roll)
    return [f"The lot of {view.poll.title}; of options that tie, the first goes through:", *order]


def _declare(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.actions import polls
    from hep_tui.views.results import tells_apart

    view = poll_named(book, args.poll)
    warning = tells_apart(view)
    found = polls.declare_with_series(book, view.id, args.reason)
    lines = []
    for title, result in found:
        lines += [f"{title}: {result.sentence}" if len(found) > 1 else result.sentence]
        lines += [f"Read out: {result.correction}"] if result.correction else []
    return [*lines, f"record code {found[-1][1].record_code}", *([warning] if warning else [])]


def _show(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.domain.polls import PollState
    from hep_tui.domain.rule_words import rule_paragraph
    from hep_tui.views.poll_object import poll_object
    from hep_tui.views.results import changed

    view = poll_named(book, args.poll)
    since = changed(view) if not view.state.ahead and not view.hidden else ""
    if args.json:
        return [as_json(poll_object(book, view))]
    lines = [f"{view.poll.title}: {view.state.value}, {view.turnout.words}", view.poll.question]
    lines += [rule_paragraph(view.poll), *(f"{o.id:>3}  {o.label}" for o in view.poll.options)]
    lines += [line.words for line in view.identities]
    for before in view.earlier:
        lines.append(f"declared before: {before.sentence} record code {before.record_code}")
    if view.declared:
        head = "" if view.state is PollState.DECLARED else f"declared, and {view.state.value} again since: "
        lines += [f"{head}{view.declared.sentence}", f"record code {view.declared.record_code}"]
        lines += _order(view, view.declared)
    return [*lines, *([f"since then: {since}"] if since else [])]


def _count(book: "Book", args: argparse.Namespace) -> list[str]:
    from hep_tui.domain.polls import PollState
    from hep_tui.domain.wording import prefixed
    from hep_tui.errors import HepError
    from hep_tui.views.poll_object import poll_object
    from hep_tui.views.results import announcement, margin

    view = poll_named(book, args.poll)
    if args.json:
        return [as_json(poll_object(book, view, recount=True))]
    if not view.ballots and view.hands is None:
        raise HepError("Nothing has been counted yet: no ballots and no show of hands.")
    if view.hidden:
        raise HepError(view.hidden)
    result = announcement(view)
    settled = margin(view, result.checks)
    warning = AGAIN if view.state is PollState.DECLARED else f"{WARNING}{prefixed(' ', view.for_others)}"
    return [warning, result.sentence, *_order(view, result), *([settled] if settled else [])]


def _order(view: "PollView", result: "Result") -> list[str]:
    """Return the order with its figures, a line an option."""
    from hep_tui.domain.ranking import ranking

    return [
        f"{place:>3}  {view.poll.label(id)}  {result.scores.get(id, '')}".rstrip()
        for place, id in ranking(result.ranking)
    ]


_DO = {
    "list": _list, "new": _set_up, "open": _open, "close": _close, "lot": _lot, "declare": _declare, "show": _show,
    "count": _count,
}  # fmt: skip
