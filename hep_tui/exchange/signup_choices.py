"""How a sign-up list is to be read, as one line that a person can put right: `heading=3; Your name=name; Diet=`."""

from pathlib import Path

from hep_tui.exchange import said_line
from hep_tui.exchange.headers import KEPT
from hep_tui.exchange.said_line import asked_of, choices_of, read_pairs, written
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
    return written({word: what for word, what in pairs if word not in columns.private})


def read_choices(text: str) -> Choices:
    """Return what a line says of a sign-up list. Raises HepError where it is no such line."""
    return choices_of(read_pairs(text))


def said_before(kept: Path, reading: Reading, choices: Choices) -> Choices:
    """Return the choices with what was said once of columns with these headings, where nobody says it now."""
    return said_line.said_before(kept / _FILE, (row.cells for row in reading.rows[:20]), choices)


def keep(kept: Path, plan: Plan) -> None:
    """Remember what was said of the columns of a list, for others with the same headings."""
    said_line.keep(kept / _FILE, plan.columns.headers, plan.choices)
