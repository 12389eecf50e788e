"""The report of a review: hep report."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.domain.pack import Term
    from hep_tui.reports.document import Document


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that writes the report."""
    report = sub.add_parser(
        "report",
        description="Write what the rooms and the survey said as one report, into a new folder: report.html to read "
        "and print, report.docx to edit, tables.xlsx with its tables. No figure of fewer than five people is in it.",
    )
    report.add_argument("file", type=Path)
    report.add_argument(
        "-o", "--out", type=Path, required=True, metavar="DIR", help="the folder to write, which is new"
    )
    report.add_argument("--by", default="", metavar="GROUP,…", help="the groups that get a page; all if left out")
    report.add_argument("--instead", default="", metavar="NAME", help="forget this earlier release: it went to nobody")
    report.add_argument("--json", action="store_true", help="print its sentences and tables as JSON")
    report.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the report and say where."""
    from hep_tui import locations
    from hep_tui.commands.opened import review_file
    from hep_tui.reports.folder import require_new, write
    from hep_tui.reports.report import report
    from hep_tui.reports.report_files import report_files
    from hep_tui.views.releasing import releasing
    from hep_tui.views.review import review

    require_new(args.out)
    with review_file(args.file) as book:
        groups = review(book).pack.groups
        known, asked = [group.id for group in groups], _asked(args.by, groups)
        with releasing(book, locations.backups_dir(), asked or known, args.instead) as remember:
            found = report(book, asked)
            written = write(args.out, report_files(found))
            remember(args.out.name)
    if args.json:
        print(as_json(_object(found, written)))
    else:
        for path in written:
            print(path)
    return 0


def _asked(by: str, groups: "Sequence[Term]") -> list[str]:
    """Return the ids of the groups that were named, by id or label in any case. Raises HepError for what is none."""
    from hep_tui.domain.terms import term_named
    from hep_tui.errors import HepError

    named = {each: term_named(each, groups) for each in map(str.strip, by.split(",")) if each}
    for each, id in named.items():
        if not id:
            there = ", ".join(group.id for group in groups)
            raise HepError(f"{each!r} is no group; nothing was written, there are {there}.")
    return [*named.values()]


def _object(found: "Document", written: list[Path]) -> dict[str, object]:
    return {
        "title": found.title,
        "written": [str(path) for path in written],
        "sections": [section.title for section in found.sections],
        "sentences": [{"words": each.words, "table": each.table} for each in found.sentences],
        "tables": [
            {"id": each.id, "caption": each.caption, "heads": each.heads, "rows": each.rows} for each in found.figures
        ],
    }
