"""The flags by which a person declares how a list of votes is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from hep_tui.counting import Outcome
    from hep_tui.counting.files import BallotFile, Declared


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what the columns and marks of a list of votes mean."""
    group = parser.add_argument_group("what the marks mean, where a list could be read in several ways")
    group.add_argument("--options", default="", metavar="A;B;…", help="the headings of the columns that are options")
    group.add_argument(
        "--marks",
        default="",
        metavar="rank|score|grade|approve|points",
        help="what the numbers are; of ranks 1 is first",
    )
    group.add_argument("--high-first", action="store_true", help="the highest number is the first choice")
    group.add_argument("--zero", choices=("grade", "blank"), default="", help="what a 0 in the list means")
    group.add_argument("--no-choice", default="", metavar="WORD;…", help='further words that say no choice, as "N/A"')


def declared(args: argparse.Namespace) -> Declared:
    """Return what the flags declare. Raises HepError where they cannot be meant."""
    from hep_tui.counting.files.declared import declared as say

    return say(args.options, args.marks, args.no_choice, high_first=args.high_first, zero=args.zero)


def require_same(name: str, one: tuple[BallotFile, Outcome], other: tuple[BallotFile, Outcome]) -> None:
    """Raise HepError, with both side by side, where two readings of a file elect others or keep other papers."""
    from hep_tui.errors import HepError

    if _elected(one[1]) == _elected(other[1]) and one[1].n == other[1].n:
        return
    first, second = (f"{file.reading}: {_said(outcome)}" for file, outcome in (one, other))
    raise HepError(
        f"{name} can be read in two ways, and they elect others ({first} — or {second}); nothing was counted, say "
        "which with --marks, --high-first, --zero, --no-choice or --options, or correct the list."
    )


def _elected(outcome: Outcome) -> frozenset[str]:
    return frozenset(outcome.options[k] for k in outcome.winners)


def _said(outcome: Outcome) -> str:
    names = ", ".join(sorted(_elected(outcome))) or "nobody"
    return f"{names} of {outcome.n} papers"
