"""Ballots without the screen: take a list in, write ballots out, check what is keyed, draw papers by dice."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed, reading_flags
from hep_tui.commands.as_json import as_json
from hep_tui.commands.later import add_verbs
from hep_tui.commands.polls_named import add_poll, poll_named
from hep_tui.domain.wording import counted, same_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hep_tui.actions.lists import WeighedRow
    from hep_tui.domain.ballots import Ballot
    from hep_tui.domain.polls import Poll
    from hep_tui.logbook import Book
    from hep_tui.tui.paper_plan import PaperPlan
    from hep_tui.views.polls import PollView

_IMPORT = """Store the papers of LIST as ballots of an open poll, all of them or none.

LIST is CSV or XLSX with a column `ballot` that holds the number of each paper,
and a column per option (or rank1,rank2,…; or a row a mark: ballot,rank,option);
phase, role, group, status and reason may be beside, and for the ballot of a
table unit and people, with the number of its part where it split (a row a
mark). Papers without numbers, and those of BLT and PrefLib files, are numbered
from --first on. A paper that is keyed the same already is passed over."""
_EXPORT = """Write the ballots of a poll to a new file, in the format of its ending.

.csv holds every paper with its number, phase and status, as `import` reads it:
it stays within the team. .blt, .toi and the others hold only the marks of the
papers that count, as `hep count` and other programs read them."""


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what it does."""
    ballots = sub.add_parser("ballots", description="Take ballots in, write them out, and check them.")
    ballots.add_argument("file", type=Path, metavar="FILE", help="the review")
    what = ballots.add_subparsers(title="what to do", metavar="WHAT", required=True)
    raw = argparse.RawDescriptionHelpFormatter
    taken = what.add_parser("import", help="store a list of papers", description=_IMPORT, formatter_class=raw)
    taken.set_defaults(run=run_import)
    written = what.add_parser("export", help="write the ballots out", description=_EXPORT, formatter_class=raw)
    written.set_defaults(run=run_export)
    checked = what.add_parser(
        "check", help="say what is off", description="Say which papers are missing, keyed twice, waiting or not read "
        "a second time, and whether the account adds up. Ends with 1 where anything is off.",
    )  # fmt: skip
    checked.set_defaults(run=run_check)
    drawn = what.add_parser(
        "draw", help="draw papers by dice", description="Print the numbers that a public roll of dice draws, with the "
        "SHA-256 of roll|poll|number that decides; the smallest are drawn. Stores nothing.",
    )  # fmt: skip
    drawn.set_defaults(run=run_draw)
    for each in (taken, written, checked, drawn):
        add_poll(each)
    add_verbs(ballots, "ballots", what)
    taken.add_argument("list", type=Path, metavar="LIST", help="the papers: .csv, .xlsx, .blt, .toi or .soi")
    taken.add_argument("--dry-run", action="store_true", help="say what would become of each row, and store nothing")
    taken.add_argument("--skip-refused", action="store_true", help="store the other rows where some cannot be")
    taken.add_argument("--first", type=int, default=0, metavar="N", help="the first number, where LIST holds none")
    taken.add_argument("--json", action="store_true", help="print what was read as JSON")
    listed.add_flags(taken, listed.VOTES)
    reading_flags.add(taken)
    taken.add_argument("--teller", default="", help="whose batch it is; if left out, HEP_WHO")
    written.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="the file to write")
    drawn.add_argument("--roll", required=True, help="what was rolled, as it was typed")
    drawn.add_argument("--size", type=int, default=10, metavar="K", help="how many papers (10)")


def run_import(args: argparse.Namespace) -> int:
    """Say what becomes of each row, and store the papers unless it is a dry run."""
    from hep_tui import locations
    from hep_tui.actions import lists
    from hep_tui.commands.opened import keyer, review_file
    from hep_tui.exchange.paper_list import remember

    with review_file(args.file) as book:
        plan = _plan(book, args)
        weighed = plan.here.rows
        if args.dry_run or not args.json:
            _report(args, plan)
        stored = 0
        if not args.dry_run:
            stored = lists.take(book, plan.id, weighed, args.teller or keyer() or "list", skip=args.skip_refused)
            remember(locations.state_dir(), plan.papers)
        if args.json and not args.dry_run:
            _report(args, plan)
        elif not args.json:
            counts = ", ".join(f"{n} {what}" for what in _WHAT if (n := sum(v.what == what for v in weighed)))
            kept = "nothing was stored" if args.dry_run else f"{stored} stored"
            print(f"{counts or 'nothing'}; {kept}.")
    return 1 if args.dry_run and plan.wrong else 0


_WHAT = ("new", "same", "differs", "refused")


def _report(args: argparse.Namespace, plan: "PaperPlan") -> None:
    from hep_tui.domain.text import shown

    weighed, poll, papers = plan.here.rows, plan.poll, plan.papers
    if args.json:
        ballots = [
            {
                "row": v.line, "number": v.ballot.number or None, "verdict": v.what, "why": v.why,
                "words": _words(poll, v.ballot), "marks": dict(v.ballot.marks),
            }
            for v in weighed
        ]  # fmt: skip
        print(as_json({"reading": papers.reading, "doubts": list(papers.doubts), "ballots": ballots}))
        return
    print(shown(f"read as {papers.reading}"))
    for doubt in same_once(papers.doubts):
        print(shown(f"LOOK  {doubt}").replace("\n", " "))
    place = "line" if papers.headings else "paper"
    print("\n".join(_says(v, poll, place) for v in weighed) or "The list holds no papers.")


def _words(poll: "Poll", ballot: "Ballot") -> str:
    from hep_tui.domain.ballots import said_of, short_echo

    return said_of(poll, ballot, short_echo)


def _says(row: "WeighedRow", poll: "Poll", place: str) -> str:
    from hep_tui.domain.text import shown

    number = f"ballot {row.ballot.number}" if row.ballot.number else "no number"
    said = row.why or _words(poll, row.ballot)
    return shown(f"{place} {row.line}: {number}  {row.what}: {said}")


def _plan(book: "Book", args: argparse.Namespace) -> "PaperPlan":
    """Return what a list would bring. Raises HepError, the readings side by side, where nobody said which is meant."""
    from hep_tui import locations
    from hep_tui.errors import HepError
    from hep_tui.exchange.paper_list import Said
    from hep_tui.tui.paper_plan import plan_papers

    said = Said(reading_flags.declared(args), listed.choices(args), args.first)
    poll = poll_named(book, args.poll).id
    plan = plan_papers(book, args.list, poll, said, locations.state_dir(), numbers=False)
    if not plan.decided:
        raise HepError(
            f"{args.list.name} can be read in two ways ({plan.side_by_side}); nothing was stored, say which with "
            "--marks rank, --high-first, --zero or --no-choice, or correct the list."
        )
    return plan


def run_export(args: argparse.Namespace) -> int:
    """Write the ballots to a new file and say where."""
    from hep_tui.commands.opened import review_file
    from hep_tui.counting.files import write
    from hep_tui.errors import HepError
    from hep_tui.views import release

    with review_file(args.file) as book:
        view = poll_named(book, args.poll)
        if view.poll.marking.hands:
            raise HepError("A show of hands has no ballots to write; `hep export` writes what was counted.")
        release.require_papers(view)
        if args.output.suffix.lower() == ".csv":
            _new_file(args.output, _long(view))
            print(f"{len(view.ballots)} papers written to {args.output}.")
            return 0
        papers = view.papers
    write(papers, args.output)
    left = len(view.ballots) - papers.n
    print(f"{papers.n} papers that count written to {args.output}" + (f"; {left} left out." if left else "."))
    return 0


def _long(view: "PollView") -> str:
    """Return every paper with a row a mark, its own number, and what is known of it."""
    from hep_tui.counting.files.long_csv import rows_of

    column = "rank" if view.poll.marking.ranks else "mark"
    held = [b.what for b in view.ballots]
    # Papers of one voter each need no more; those of tables say whose they are, and of whom each part.
    whose = ["unit", "people", "part"] if any(b.unit == "table" for b in held) else []
    head: list[object] = ["ballot", column, "option", "phase", "role", "group", "status", "reason", *whose]
    rows: list[list[object]] = [head]
    rows += [["", "", o.label, *[""] * (len(head) - 3)] for o in view.poll.options]
    for ballot in held:
        beside: list[object] = [ballot.phase, ballot.role, ballot.group, ballot.status, ballot.reason]
        for part, people, marks in _parts(ballot):
            given = sorted((marks[o.id], i, o.label) for i, o in enumerate(view.poll.options) if o.id in marks)
            more = [ballot.unit, people, part][: len(whose)]
            rows += [[ballot.number, mark, label, *beside, *more] for mark, _, label in given]
            rows += [] if given else [[ballot.number, "", "", *beside, *more]]
    return rows_of(rows)


def _parts(ballot: "Ballot") -> "list[tuple[object, int, Mapping[str, int]]]":
    """Return the parts of a ballot with their people and marks; one that did not split is one, without a number."""
    if not ballot.splits:
        return [("", ballot.people, ballot.marks)]
    return [(n, split.people, split.marks) for n, split in enumerate(ballot.splits, 1)]


def _new_file(path: Path, text: str) -> None:
    from hep_tui.counting.files import private
    from hep_tui.errors import HepError

    try:
        with private(path) as out:
            out.write(text)
    except OSError as error:
        raise HepError(f"{path.name} was not written: {error.strerror}; nothing was replaced.") from None


def run_check(args: argparse.Namespace) -> int:
    """Print what is off with the papers of a poll; 1 where anything is."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown
    from hep_tui.views.checking import checked

    with review_file(args.file) as book:
        found = checked(book, poll_named(book, args.poll).id)
    print("\n".join(map(shown, found.lines)))
    print(f"{counted(found.off, 'thing is', 'things are')} off." if found.off else "Nothing is off.")
    return 1 if found.off else 0


def run_draw(args: argparse.Namespace) -> int:
    """Print what a roll draws."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.readings import READ
    from hep_tui.domain.sampling import drawn, mixed
    from hep_tui.errors import HepError

    with review_file(args.file) as book:
        view = poll_named(book, args.poll)
    numbers = sorted({b.what.number for b in view.ballots if b.what.status in READ})
    if not 1 <= args.size <= len(numbers) or not args.roll.strip():
        raise HepError(f"A roll, and from 1 to {len(numbers)} papers, are needed for a draw; nothing was drawn.")
    for number in drawn(args.roll.strip(), view.id, numbers, args.size):
        print(f"{number:>6}  {mixed(args.roll.strip(), view.id, number)}")
    return 0
