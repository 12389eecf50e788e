"""Paper: hep paper."""

import argparse
from pathlib import Path

from hep_tui.commands.polls_named import add_poll, poll_named
from hep_tui.errors import HepError


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that makes paper."""
    paper = sub.add_parser(
        "paper",
        description="Make pages that print well from any browser: numbered ballots in the order of the screen, a tally "
        "sheet every 25, and the list of who has had one; for a show of hands its sheet. With --minutes, the minutes "
        "of a declared vote. The numbers printed are kept, so that keying knows them. Nothing that is in the folder is "
        "overwritten.",
    )
    paper.add_argument("file", type=Path)
    add_poll(paper)
    paper.add_argument("-o", "--output", type=Path, default=Path("paper"), help="the folder to write into")
    many = 'how many: 120, or by phase "primary 70, secondary 30"; "120 from 201" says the first number too'
    paper.add_argument("--ballots", default="120", help=many)
    paper.add_argument("--first", type=int, default=0, help="the first number (1); needed where papers are keyed")
    paper.add_argument(
        "--colour", action="append", default=[], metavar="PHASE=COLOUR", help="the paper of a phase, if not the pack's"
    )
    paper.add_argument(
        "--anyway",
        action="store_true",
        help="even where a phase has so few places that its colour tells whose ballot it is",
    )
    paper.add_argument("--minutes", action="store_true", help="the minutes of the vote instead of ballots")
    paper.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the pages and print where they are."""
    from hep_tui.actions.batches import record_printing
    from hep_tui.commands.opened import review_file
    from hep_tui.reports.paper import minutes_of, numbers_of, papers_of

    again = ""
    colours = dict(_pair(each) for each in args.colour)
    with review_file(args.file) as book:
        view = poll_named(book, args.poll)
        if args.minutes:
            made = minutes_of(book, view.id, args.output)
        else:
            made = papers_of(
                book, view.id, args.output, wanted=args.ballots, first=args.first, colours=colours, anyway=args.anyway
            )
            again = record_printing(book, numbers_of(book, view.id, args.ballots, args.first, colours))
    for line in (*made, *([again] if again else [])):
        print(line)
    return 0


def _pair(text: str) -> tuple[str, str]:
    phase, sign, colour = text.partition("=")
    if not (phase.strip() and sign and colour.strip()):
        raise HepError(f"{text[:40]!r} is not a colour; write it as primary=white. Nothing was written.")
    return phase.strip(), colour.strip()
