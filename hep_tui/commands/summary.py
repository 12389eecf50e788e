"""A meeting on one page: hep summary."""

import argparse
from pathlib import Path


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that sums a meeting up."""
    parser = sub.add_parser(
        "summary",
        help="sum a meeting up on one page, fit to be handed round",
        description="Print a meeting on one page: who was there in numbers, what was said, what was decided. No person "
        "and no school is named. With -o, write it as an HTML page for print.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--meeting",
        default="",
        help="id, number or beginning of the title; if left out, the one running, else the one held last",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="page.html", help="write a page for print to this new file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the summary, or write it and say where."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import begun_meeting, find_meeting, meetings
    from hep_tui.views.summary import summary
    from hep_tui.views.summary_words import as_lines

    with review_file(args.file) as book:
        now = book.source.now()
        lines = meetings(book, now)
        line = find_meeting(lines, args.meeting) if args.meeting else begun_meeting(lines)
        if line is None:
            raise HepError("No meeting was held yet, so there is nothing to sum up; --meeting names one all the same.")
        page = summary(book, line.id, now)
    if args.out:
        from hep_tui.reports.keep import keep
        from hep_tui.reports.summary_page import summary_page

        print(keep(args.out, summary_page(page)))
    else:
        for text in as_lines(page):
            print(shown(text).replace("\n", " "))
    return 0
