"""The one registry of tables: CSV, data package, codebook and data dictionary are all made from it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from hep_tui.domain.tiers import Tier
from hep_tui.exchange import tables_notes as notes
from hep_tui.exchange import tables_pack as pack
from hep_tui.exchange import tables_readings as readings
from hep_tui.exchange import tables_results as results
from hep_tui.exchange import tables_survey as survey
from hep_tui.exchange import tables_votes as votes
from hep_tui.exchange import tables_work as work
from hep_tui.exchange.columns import CODES, STAMP, VERSION
from hep_tui.exchange.own import told, whole
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Table
from hep_tui.exchange.tables_totals import TOTALS

__all__ = ["CODES", "STAMP", "TABLES", "VERSION", "own_cells", "table", "tables_for"]

CHANGES = Table(
    "changes",
    "Corrections",
    "One row an entry that amends, withdraws or erases an earlier one; what was said before is not here.",
    (
        Column("replaces", "Entry that it is about", required=True),
        Column("kind", "Kind of thing that it is about: note, ballot, meeting and so on"),
        Column("change", "What was done", codes="change", required=True),
        *(c for c in STAMP if c.name != "disputed"),
    ),
    ("entry",),
)
CONFLICTS = Table(
    "conflicts",
    "What two laptops recorded differently",
    "One row a version of a thing on which nobody has decided yet; other tables show one of them, as disputed.",
    (
        Column("thing", "Kind of thing: note, ballot, meeting and so on", required=True),
        Column("id", "The thing", required=True),
        Column("version", "Number of the version", INTEGER, required=True, minimum=1),
        Column("shown", "It is the version that other tables show", BOOLEAN, required=True),
        *(c for c in STAMP if c.name != "disputed"),
    ),
    ("id", "version"),
)

_DECLARED = (
    pack.SCHOOLS.published(), pack.MODELS.published(), pack.FUNDING.published(), pack.COSTS.published(),
    pack.PRIORITIES.published(), pack.THEMES, pack.CONDITIONS.published(), pack.SCALES.published(),
    pack.CONCEPTS, pack.CELLS.published(), pack.CODE_LISTS.published(),
    notes.MEETINGS.published("invited", "came"), notes.ITEMS.published(),
    notes.ATTENDANCE, notes.CAME, notes.CAME_TO_BOTH,
    notes.NOTES, notes.NOTE_THEMES, notes.NOTE_GROUPS, notes.NOTE_MODELS,
    votes.POLLS.published("eligible", "present"), votes.OPTIONS.published(),
    votes.BATCHES, votes.BALLOTS, votes.MARKS, votes.COUNTS, votes.ACCOUNTS, votes.RESULTS,
    results.ROUNDS, results.PAIRWISE, results.PARTS, results.POLICIES,
    readings.READINGS, readings.READING_MARKS, readings.CHECKS, readings.CHECK_PAPERS,
    work.FRAMEWORK, work.FOLLOW_UPS, work.ANSWERED,
    survey.SURVEYS, survey.QUESTIONS, survey.CHOICES, survey.RESPONSES, survey.ANSWERS,
    CHANGES, CONFLICTS, TOTALS,
)  # fmt: skip
TABLES = tuple(map(whole, _DECLARED))


def tables_for(tier: Tier) -> tuple[Table, ...]:
    """Return the tables that a tier may see, each with the columns that it may see."""
    seen = [t.seen_by(tier) for t in TABLES if t.is_for(tier)]
    names = {t.name for t in seen}
    return tuple(replace(t, references=tuple(r for r in t.references if r.table in names)) for t in seen)


def table(name: str) -> Table:
    """Return a table of the registry. Raises KeyError where there is none."""
    return {t.name: t for t in TABLES}[name]


@cache
def own_cells(name: str) -> Callable[[object], dict[str, object]]:
    """Return what reads from a thing what it says itself of the columns of a table of such things."""
    return told(table(name))
