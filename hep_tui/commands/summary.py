"""A meeting on one page: hep summary."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.later import add_later

if TYPE_CHECKING:
    from hep_tui.domain.audience import Audience
    from hep_tui.logbook import Book
    from hep_tui.reports.document import Document
    from hep_tui.views.summary import Summary


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that sums a meeting up."""
    parser = sub.add_parser(
        "summary",
        description="Print a meeting on one page: who was there in numbers, what was said, what was decided. No person "
        "and no place is named. With -o, write it as an HTML page for print. --for team or steering writes every note "
        "and every result in full; what is held back from the steering group is listed to you alone.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--meeting",
        default="",
        help="id, number or beginning of the title; if left out, the one running, else the one held last",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="page.html", help="write a page for print to this new file")
    parser.set_defaults(run=run)

    def flags() -> None:
        from hep_tui.domain.audience import AUDIENCES, ROOM

        says = "; ".join(f"{each.id}: {each.says}" for each in AUDIENCES.values())
        parser.add_argument("--for", dest="audience", choices=[*AUDIENCES], default=ROOM.id, help=says)
        parser.add_argument("--docx", action="store_true", help="write a Word document, to the file that -o names")

    add_later(parser, flags)


def run(args: argparse.Namespace) -> int:
    """Print the summary, or write it and say where."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.audience import AUDIENCES
    from hep_tui.errors import HepError
    from hep_tui.views.meetings import find_meeting, meetings, told_meeting
    from hep_tui.views.summary import summary

    audience = AUDIENCES[args.audience]
    _require_fitting_name(args.out, docx=args.docx)
    with review_file(args.file) as book:
        now = book.source.now()
        lines = meetings(book, now)
        line = find_meeting(lines, args.meeting) if args.meeting else told_meeting(lines)
        if line is None:
            raise HepError("No meeting was held yet, so there is nothing to sum up; --meeting names one all the same.")
        page = summary(book, line.id, now, audience)
        if args.out:
            written = _kept(args.out, page, audience, docx=args.docx)
            print(written)
            if not audience.names and (said := _beside_earlier(book, line.id, written)):
                print(f"hep: {said}", file=sys.stderr)
    if not args.out:
        for text in _lines(page, audience):
            print(text)
    if audience.whole:
        for text in page.held_back:
            print(f"hep: held back: {text}", file=sys.stderr)
    return 0


def _beside_earlier(book: "Book", meeting: str, written: Path) -> str:
    """Return what to be careful of, as an earlier page of the meeting was handed round; nothing where there is none."""
    from hep_tui import locations
    from hep_tui.views.releasing import handed_round

    return handed_round(book, locations.backups_dir(), meeting, written.name)


def _require_fitting_name(path: Path | None, *, docx: bool) -> None:
    """Raise HepError where there is no name for a Word document, or one that says another format than is written."""
    from hep_tui.errors import HepError

    if path is None:
        if docx:
            raise HepError("--docx needs -o and the file to write; nothing was written.")
        return
    named_docx = path.suffix.lower() == ".docx"
    if docx and not named_docx:
        right = path.parent / f"{path.stem or 'summary'}.docx"
        raise HepError(f"{path} is no name of a Word document; nothing was written, type --docx -o {right}.")
    if named_docx and not docx:
        raise HepError(f"{path} is the name of a Word document; nothing was written, add --docx.")


def _kept(path: Path, page: "Summary", audience: "Audience", *, docx: bool) -> Path:
    from hep_tui.reports.full_record import full_record, handout
    from hep_tui.reports.keep import keep
    from hep_tui.reports.report_docx import report_docx
    from hep_tui.reports.report_html import report_html
    from hep_tui.reports.summary_page import summary_page

    if docx:
        return keep(path, report_docx(full_record(page, audience) if audience.whole else handout(page)))
    return keep(path, report_html(full_record(page, audience)) if audience.whole else summary_page(page))


def _lines(page: "Summary", audience: "Audience") -> "list[str]":
    from hep_tui.domain.text import shown
    from hep_tui.reports.full_record import full_record
    from hep_tui.views.summary_words import as_lines

    lines = _told(full_record(page, audience)) if audience.whole else as_lines(page)
    return [shown(text).replace("\n", " ") for text in lines]


def _told(document: "Document") -> list[str]:
    from hep_tui.reports.document import plain

    return [document.title, document.under, *plain(document)]
