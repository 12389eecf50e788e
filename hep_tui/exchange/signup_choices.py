"""How a sign-up list is to be read, as one line that a person can put right: `heading=3; Your name=name; Diet=`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.exchange import remembered
from hep_tui.exchange.headers import KEPT
from hep_tui.exchange.signup_plan import Plan
from hep_tui.tables.heading import NoHeading
from hep_tui.tables.reading import Choices, Reading

__all__ = ["WHAT", "NoHeading", "asked_of", "keep", "read_choices", "said_before", "write_choices"]

WHAT = ", ".join(KEPT)
"""What a column can hold, in words."""
_FILE = "sign-up-lists.json"


def write_choices(plan: Plan) -> str:
    """Return how a list was read as the line that says so."""
    reading, columns = plan.reading, plan.columns
    where = ("sheet", reading.sheet) if reading.sheet else ("encoding", reading.encoding)
    held = dict(columns.recognised)
    pairs = [where, ("heading", str(columns.line)), *((h, held.get(h, "")) for h in columns.headers if h)]
    return "; ".join(f"{word}={what}" for word, what in pairs if word not in columns.private)


def asked_of(cells: Sequence[str]) -> str:
    """Return the line that waits for what each of some columns holds."""
    return "; ".join(f"{cell}=" for cell in cells if cell)


def read_choices(text: str) -> Choices:
    """Return what a line says; a column with nothing behind its `=` is not taken.

    Raises HepError where it is no such line.
    """
    choices = Choices()
    columns: dict[str, str] = {}
    for part in filter(str.strip, text.split(";")):
        word, sign, what = (each.strip() for each in part.rpartition("="))
        if not sign or not word:
            raise HepError(f"{part.strip()!r} has no =; nothing was read, say WORD=WHAT with ; between them.")
        if word == "sheet":
            choices = replace(choices, sheet=what)
        elif word == "encoding":
            choices = replace(choices, encoding=what)
        elif word == "heading":
            choices = replace(choices, heading=_line(what))
        else:
            columns[word] = what
    return replace(choices, columns=columns)


def _line(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise HepError(f"The heading is in a line with a number, not in {text!r}; nothing was read, type it again.")
    return int(text)


def said_before(kept: Path, reading: Reading, choices: Choices) -> Choices:
    """Return the choices with what was said once of columns with these headings, where nobody says it now."""
    held = {} if choices.columns else remembered.recall(kept / _FILE, [row.cells for row in reading.rows[:20]])
    return replace(choices, columns=held.get("columns", {})) if held else choices


def keep(kept: Path, plan: Plan) -> None:
    """Remember what was said of the columns of a list, for others with the same headings."""
    if plan.choices.columns:
        remembered.keep(kept / _FILE, plan.columns.headers, {"columns": dict(plan.choices.columns)})
