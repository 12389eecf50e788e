"""The one registry of tables: CSV, data package, codebook and data dictionary are all made from it."""

from hep_tui.exchange import tables_notes as notes
from hep_tui.exchange import tables_pack as pack
from hep_tui.exchange import tables_readings as readings
from hep_tui.exchange import tables_votes as votes
from hep_tui.exchange import tables_work as work
from hep_tui.exchange.columns import CODES, ENTRY, STAMP, VERSION
from hep_tui.exchange.registry import Column, Table

__all__ = ["CODES", "STAMP", "TABLES", "VERSION", "table"]

CHANGES = Table(
    "changes",
    "Corrections",
    "One row an entry that amends, withdraws or erases an earlier one; what was said before is not here.",
    (
        ENTRY,
        Column("replaces", "Entry that it is about", required=True),
        Column("kind", "Kind of thing that it is about: note, ballot, meeting and so on"),
        Column("change", "What was done", codes="change", required=True),
        *(c for c in STAMP if c.name != "disputed"),
    ),
    ("entry",),
)

TABLES = (
    pack.SCHOOLS, pack.MODELS, pack.FUNDING, pack.PRIORITIES, pack.THEMES,
    notes.MEETINGS, notes.ITEMS, notes.ATTENDANCE, notes.NOTES, notes.NOTE_THEMES, notes.NOTE_GROUPS, notes.NOTE_MODELS,
    votes.POLLS, votes.OPTIONS, votes.BATCHES, votes.BALLOTS, votes.MARKS, votes.COUNTS, votes.ACCOUNTS, votes.RESULTS,
    readings.READINGS, readings.READING_MARKS, readings.CHECKS, readings.CHECK_PAPERS,
    work.FRAMEWORK, work.FOLLOW_UPS, work.ANSWERED,
    CHANGES,
)  # fmt: skip


def table(name: str) -> Table:
    """Return a table of the registry. Raises KeyError where there is none."""
    return {t.name: t for t in TABLES}[name]
