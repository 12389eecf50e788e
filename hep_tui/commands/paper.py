"""Paper: hep paper."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.polls import PollView


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that makes paper."""
    paper = sub.add_parser(
        "paper",
        help="make ballots, tally sheets and minutes to print",
        description="Make pages that print well from any browser: numbered ballots in the order of the screen, a tally "
        "sheet every 25, and the list of who has had one; for a show of hands its sheet. With --minutes, the minutes "
        "of a declared vote. Nothing that stands in the folder is overwritten.",
    )
    paper.add_argument("file", type=Path)
    paper.add_argument("poll", help="the id of the poll, or the beginning of its title; hep show FILE polls lists them")
    paper.add_argument("-o", "--output", type=Path, default=Path("paper"), help="the folder to write into")
    paper.add_argument("--ballots", default="120", help='how many: 120, or by phase "primary 70, secondary 30"')
    paper.add_argument("--first", type=int, default=1, help="the first number")
    paper.add_argument(
        "--colour", action="append", default=[], metavar="PHASE=COLOUR", help="the paper of a phase, if not the pack's"
    )
    paper.add_argument("--minutes", action="store_true", help="the minutes of the vote instead of ballots")
    paper.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the pages and print where they are."""
    from hep_tui.commands.opened import review_file
    from hep_tui.reports.paper import minutes_of, papers_of

    colours = dict(_pair(each) for each in args.colour)
    with review_file(args.file) as book:
        view = _poll(book, args.poll)
        if args.minutes:
            made = minutes_of(book, view.id, args.output)
        else:
            made = papers_of(book, view.id, args.output, args.ballots, args.first, colours)
    for path in made:
        print(path)
    return 0


def _pair(text: str) -> tuple[str, str]:
    phase, sign, colour = text.partition("=")
    if not (phase.strip() and sign and colour.strip()):
        raise HepError(f"{text[:40]!r} is no colour; write it as primary=white. Nothing was written.")
    return phase.strip(), colour.strip()


def _poll(book: "Book", named: str) -> "PollView":
    """Return the one poll of this id, number of the list, or beginning of a title."""
    from hep_tui.views.polls import polls

    views = polls(book)
    found = [v for i, v in enumerate(views, 1) if named in (v.id, str(i))] or [
        v for v in views if v.poll.title.casefold().startswith(named.casefold())
    ]
    if not found:
        raise HepError(f"There is no poll {named[:60]!r} in this review; hep show FILE polls lists them.")
    if len(found) > 1:
        ids = ", ".join(f"{v.id} ({v.meeting or v.poll.title})" for v in found)
        raise HepError(f"Several polls begin with {named[:60]!r}; say which by its id: {ids}.")
    return found[0]
