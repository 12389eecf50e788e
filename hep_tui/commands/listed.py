"""The flags by which a person says how a list is to be read, and how a reading is said as JSON."""

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hep_tui.exchange.signup_plan import Plan
    from hep_tui.tables.reading import Choices


PEOPLE, VOTES = '"Your name=name;Where from=school"', '"Form=ballot;Q3=Peer review"'
"""What --columns may say of a list of people, and of one of votes."""


def add_flags(parser: argparse.ArgumentParser, example: str = PEOPLE) -> None:
    """Add the flags that every import of a list has; `example` is what --columns may say."""
    group = parser.add_argument_group("how to read a list, where what hep reads is not what you see")
    group.add_argument("--sheet", default="", metavar="NAME", help="the sheet of a workbook")
    group.add_argument("--encoding", default="", metavar="NAME", help="the encoding of a text file, such as cp1252")
    group.add_argument(
        "--heading", type=heading_line, default=0, metavar="LINE",
        help='the line that holds the headings; none where no line does, with --columns "1=…;2=…"',
    )  # fmt: skip
    group.add_argument("--columns", default="", metavar="HEADING=WHAT;…", help=f"what columns hold: {example}")


def heading_line(text: str) -> int:
    """Return the line of a heading that a flag or a person names; NO_HEADING for `none` and 0. Raises ValueError."""
    from hep_tui.tables.reading import NO_HEADING

    return NO_HEADING if text.strip().casefold() in ("none", "0") else int(text)


def choices(args: argparse.Namespace) -> "Choices":
    """Return what the flags say. Raises HepError where --columns is not a list of HEADING=WHAT."""
    from hep_tui.tables.reading import Choices

    columns = pairs(args.columns, '--columns is a list of HEADING=WHAT with ; between them, as "Your name=name"')
    return Choices(args.sheet, args.encoding, args.heading, columns)


def pairs(text: str, wanted: str) -> dict[str, str]:
    """Return what a flag says of each word. Raises HepError, saying what is wanted, where it is no such list."""
    from hep_tui.errors import HepError

    found = [part.rpartition("=") for part in text.split(";") if part.strip()]
    if any(not sign or not word.strip() or not what.strip() for word, sign, what in found):
        raise HepError(f"{wanted}.")
    return {word.strip(): what.strip() for word, _, what in found}


def described(plan: "Plan") -> dict[str, Any]:
    """Return how a list was read, for JSON."""
    return {
        "sheet": plan.reading.sheet,
        "encoding": plan.reading.encoding,
        "heading_row": plan.columns.line,
        "columns": dict(plan.columns.recognised),
        "doubts": [
            {"kind": doubt.kind, "line": doubt.line, "column": doubt.column, "words": doubt.words}
            for doubt in plan.doubts
        ],
    }
