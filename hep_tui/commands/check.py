"""Check: hep verify, hep doctor."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json
from hep_tui.domain.wording import counted

if TYPE_CHECKING:
    from hep_tui.logbook.verify import Report


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that check something."""
    verify = sub.add_parser(
        "verify",
        description="Check every page, hash and chain, count every declared result again from the marks, and compare "
        "the record code with one from the minutes, which may be of an earlier moment. Exit 0 where all is well, 1 "
        "where it is not, 2 where the file is refused.",
    )
    verify.add_argument("file", type=Path)
    verify.add_argument("code", nargs="*", help="the record code that was read out, with or without spaces")
    verify.add_argument(
        "--json", action="store_true", help="print ok, record_code, entries, problems, code and grown_by as JSON"
    )
    verify.set_defaults(run=run_verify)
    doctor = sub.add_parser(
        "doctor",
        description="Look at terminal, encoding, disk, cloud folders and versions, and say what to do about each.",
    )
    doctor.add_argument("file", nargs="?", type=Path, help="a review, to look at where it stands as well")
    doctor.add_argument("--hall", action="store_true", help="look at what voting by phone needs as well")
    doctor.set_defaults(run=run_doctor)


def run_verify(args: argparse.Namespace) -> int:
    """Verify a file that may be damaged, without opening it as a review first."""
    from hep_tui import locations
    from hep_tui.commands.opened import laptop
    from hep_tui.domain.text import shown
    from hep_tui.logbook import codes, damage, founders, lineage, open_box, secret_ballots
    from hep_tui.logbook.reading import read_book
    from hep_tui.views.merging import left_out
    from hep_tui.views.results import recount_problems

    with read_book(args.file, " ".join(args.code)) as (report, book):
        if book is not None:
            # What only this laptop knows: its open boxes, and which closings are its own.
            book.laptop = laptop()
        strange = [report.standing.words] if report.standing and report.standing.code == "unknown" else []
        problems = [each for each in (*report.problems, *report.gaps) if each not in strange]
        if book is not None and not problems:
            problems = [*codes.problems(report.record), *founders.doubts(book), *recount_problems(book)]
        whole = not problems
        problems += strange
        beside = []
        if book is not None:
            older = lineage.older(book, locations.backups_dir())
            beside = [book.warning, older, *secret_ballots.absent(book), *open_box.shut(book), *left_out(book)]
    for words in filter(None, beside):
        print(f"hep: {shown(words)}", file=sys.stderr)
    for kind, n in report.unknown.items():
        print(f"hep: {n} entries of kind {kind}, from a newer hep; they are kept as they are.", file=sys.stderr)
    if args.json:
        print(as_json(_found(report, problems)))
    else:
        for problem in problems:
            print(shown(problem))
        if report.standing and report.standing.code == "grown":
            print(report.standing.words)
        if report.damaged:
            print(shown(f"{damage.ADVICE} {damage.where(args.file, locations.backups_dir())}"))
        print(f"{args.file.name} {_verdict(report, len(problems), whole=whole)}")
    return 1 if problems else 0


def _found(report: "Report", problems: list[str]) -> dict[str, object]:
    said = {"ok": not problems, "record_code": report.record_code, "entries": report.entries, "problems": problems}
    if standing := report.standing:
        return said | {"code": standing.code, "grown_by": standing.grown_by}
    return said | {"code": None, "grown_by": 0}


def _verdict(report: "Report", problems: int, *, whole: bool) -> str:
    if not report.record_code:
        return "cannot be read as a record; it was left as it is."
    found = f"has {counted(problems, 'problem')}"
    if whole:
        found = "is whole" + ", but the code is not one of its own" * bool(problems)
    return f"{found}: {report.entries} entries, record code {report.record_code}"


def run_doctor(args: argparse.Namespace) -> int:
    """Print one line a finding; 1 where something needs doing."""
    from hep_tui.commands import hall_ready
    from hep_tui.commands.doctor import findings
    from hep_tui.domain.text import shown

    found = findings(args.file)
    if args.hall:
        found += hall_ready.findings(args.file.resolve().parent if args.file else Path.cwd())
    for finding in found:
        print(shown(finding.words))
        for line in finding.more:
            print(f"        {shown(line)}")
    wrong = sum(1 for f in found if f.advice)
    print(f"{counted(wrong, 'thing')} to see to." if wrong else "All is well.")
    return 1 if wrong else 0
