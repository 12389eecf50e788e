"""The words that go with a bundle: what it is, what is hidden in it, and how to open it."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hep_tui.domain.phases import MIN_CELL, MIN_SCHOOLS, UNKNOWN
from hep_tui.domain.speech import worded
from hep_tui.domain.text import clean_line
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.exchange.context import Context
from hep_tui.exchange.names_gate import NamesGate
from hep_tui.exchange.registry import Table

_PHASES = """\
- A note says phase and role of the speaker, never a person or {a_place}.
- A phase that fewer than {few} {places} of the {area} have is shown as the wider cell that the pack names,
  in notes, attendance, ballots and counts; where even that cell has fewer than {few} {places}, it is left
  empty, and so is a phase that the pack does not have. The column phase_shown says which, and
  disclosure/suppression.csv how often. The schools table is public and keeps its phases; its column phase_cell is the
  one to join by.
- The owner of an action stays only where it is a phase, role or group of the pack.
- A secret poll never puts its papers into the logbook, so only its declared totals could be here. Where another
  program numbered one, it is left out. A reading or a draw has no phase and no role, only the number of a paper.
"""
_DISCLOSURE = {
    Tier.RESTRICTED: _PHASES
    + """\
- Attendance has no names and no groups. The pseudonym of a person is the same at every meeting of this review,
  and cannot be turned back without the logbook. With phase, role and time it may all the same lead to somebody: keep
  this folder as you keep the review.
- Words are as they were written. Names in them were not looked for.
""",
    Tier.ANALYST: _PHASES
    + f"""\
- No row fits fewer than {MIN_PEOPLE} people of its meeting, whatever of this folder is joined with it. A phase,
  a role or a group that fewer share is left empty (phase_shown and role_shown say suppressed), and where those who
  are hidden would themselves be fewer, the smallest cell beside them is hidden too. Where nobody was registered at a
  meeting, those invited are counted, else everybody who came to any; where no register was kept at all, nobody can be
  joined to a row, and roles and groups are left out.
- Of a meeting of one or two people, and of a wave of a survey that one or two answered, nothing is here that was said,
  voted or answered: it would fit fewer than {MIN_PEOPLE}, and is counted under Not here. A number of people under
  {MIN_PEOPLE} who were invited, came, answered or may vote is empty.
- Nothing leads from a comment of a survey to the response that it came with: ids of both are made for this review's
  exports, and a question that is answered in words has no row among the answers, which would say who left a comment.
- A role is left out where few of a phase have it, so figures by role over all phases leave out more people of rare
  roles and of small phases: compare roles within a phase, and give no mean of a role over phases.
- Attendance is here in totals only. Times are days, and rows are not in the order in which things were said or keyed.
- Names of people and {{places}}, and ways to reach somebody, were looked for in everything that was typed. Each find
  was replaced, or left by somebody on purpose; disclosure/redactions.csv counts them. A name that hep does not know
  may still be there: read before you pass anything on.
- Do not publish rows; publish totals, and none under 5.
""",
    Tier.PUBLIC: f"""\
- There are no rows of people, notes or ballots. The table totals holds figures of people: of a declared vote who
  marked an option or put it first, of the survey who gave an answer, who was heard and who came.
- No figure is of fewer than {MIN_CELL} people, or of phases of fewer than {{few}} {{places}}. Where it would be,
  people is empty and people_shown says suppressed; so it is where the figure would follow from others by sums and
  differences, and where a small group was of one mind.
- Phases of few people stand together, as in the report. What a poll declared is in the report and the minutes, and
  rankings of a survey, and its answers by phase, are in the report alone: two cuts of one thing could be subtracted.
- Names were looked for in everything that was typed, as for analysts; disclosure/redactions.csv counts them.
""",
}
_OPENING = """\
Each in this folder; columns get their types, codes their labels.

R         source("open_in/r.R")                        then hep${table}, a data frame a table
Python    import sys; sys.path.append("open_in")
          from pandas_tables import read               then read(".")["{table}"]; needs pandas
SPSS      INSERT FILE='open_in/spss.sps'.              a .sav file a table; then GET FILE='{table}.sav'.
Stata     do open_in/stata.do                          a .dta file a table; then use {table}
DuckDB    duckdb review.duckdb < open_in/duckdb.sql    then select * from {table}
          duckdb.connect("review.duckdb").execute(open("open_in/duckdb.sql").read())   the same in Python
SQLite    sqlite3 review.db < open_in/load.sql         the same
Excel     Data > From Text/CSV, file origin 65001 (UTF-8). A double click may show wrong accents.
Checking  sha256sum -c CHECKSUMS.sha256                frictionless validate datapackage.json
"""
_BEGINNING = """\
How were the options ranked, by phase? Marks join ballots (marks.ballot = ballots.id; counted says which are in the
result), polls (marks.poll = polls.id) and options (poll and option). The mean rank that hep shows is the mean of
marks.place, where options left out share the last places; the mean of marks.rank would be of those alone who ranked
it. An empty phase was not said, or is hidden: phase_shown says which. open_in/ranks_by_phase.* does this in R, pandas,
DuckDB and SPSS, and gives the same table.
What the room, the survey and the notes say of one thing: join options, survey_answers and note_themes to concepts by
the column concept; what they say is of one thing where concepts.about is the same, as it is for the priority SEND and
the theme SEND, or for two versions of a model.
Comments of a survey are notes too: channel is survey, there is no meeting, question says to what they were written.
wide/ has the same without joins: a ballot a row with a column an option, a note a row with 0 or 1 for each code.
ballots/ has the papers of each ranking that count, for other programs that count them.
"""
_FAITHFUL = """\
Text cells are exactly what was recorded, so one may begin with =, +, - or @, and a spreadsheet may take it for a
formula. Import the columns as text, or export again with --excel-safe.
"""
_SAFE = """\
This is the form for spreadsheets: a text cell that begins with =, +, -, @, their full-width forms, a tab or a
carriage return has an apostrophe before it, which is not part of the record. Numbers are numbers.
"""

_COLUMNS = """\
One row a thing, codes with their labels beside them, empty cells missing. codebook.csv says what each column means.
"""
_THINGS = """\
Times are in UTC with the local date beside them. Join by id: it names the thing in all its versions; entry is the line
of the logbook. Where disputed is true, two laptops recorded the thing differently; the table conflicts lists the
versions.
"""


@dataclass(frozen=True)
class About:
    """Hold what a bundle says of itself: day and record code, form, rows by table, and what was taken back."""

    day: str
    code: str
    excel_safe: bool
    rows: Mapping[str, int]
    gone: Counter[tuple[str, str]]


def readme(ctx: Context, tables: Sequence[Table], about: About) -> str:
    """Return README.txt of a bundle."""
    of_rows = ctx.tier is not Tier.PUBLIC
    example = "notes" if of_rows else "totals"
    parts = [
        _title(ctx.review.title, f"{ctx.tier} export"),
        f"{ctx.tier.promise}\n",
        f"Newest entry: {about.day}. Record code: {about.code}.\n"
        "A logbook with the same record code holds the same record, and the same record always gives the same bytes.\n",
        _section("Tables", [f"{t.name:<14} {about.rows[t.name]:>6}  {worded(t.label)}" for t in tables]),
        _COLUMNS + _THINGS * of_rows,
        *[_section("Not here", _not_here(ctx, about.gone))] * of_rows,
        _title("What is hidden, and why", line="-") + worded(_DISCLOSURE[ctx.tier], few=MIN_SCHOOLS),
        _title("Opening it", line="-") + _OPENING.format(table=example),
        *[_title("A table to begin with", line="-") + _BEGINNING] * of_rows,
        _SAFE if about.excel_safe else _FAITHFUL,
    ]
    if ctx.review.pack.attribution:
        parts.append(_title(worded("{Places}"), line="-") + f"{ctx.review.pack.attribution}\n")
    return "\n".join(parts)


def suppression(ctx: Context) -> str:
    """Return disclosure/suppression.csv: what was hidden by which rule and how often, never the value."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(("table", "column", "action", "shown_as", "cells", "rule"))
    rules = {
        "phase": worded("fewer than {few} {places} of the {area} have this phase", few=MIN_SCHOOLS),
        "role": f"fewer than {MIN_PEOPLE} people of the meeting fit",
        "owner": "not a phase, role or group of the pack",
        **dict.fromkeys(("invited", "came", "eligible", "present", "outcomes"), f"of fewer than {MIN_PEOPLE} people"),
        "people": f"of fewer than {MIN_CELL} people, or one that would tell of them",
        UNKNOWN: "not in the pack",
    }
    if ctx.tier is not Tier.RESTRICTED:
        rules["phase"] += f", or fewer than {MIN_PEOPLE} people of the meeting fit"
    for (table, column, action, shown_as), cells in sorted(ctx.hidden.items()):
        sheet.writerow((table, column, action, shown_as, cells, rules[UNKNOWN if action == UNKNOWN else column]))
    return out.getvalue()


def redactions(gate: NamesGate) -> str:
    """Return disclosure/redactions.csv: in which column how many names were replaced or kept, never the names."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(("table", "column", "kind", "action", "names"))
    sheet.writerows((*found, number) for found, number in sorted(gate.done.items()))
    return out.getvalue()


def _not_here(ctx: Context, gone: Counter[tuple[str, str]]) -> list[str]:
    """Return what was taken back, and what another program wrote that could not be taken."""
    lines = [f"{change}: {n} {kind}" for (change, kind), n in sorted(gone.items())]
    lines += [f"left out of {table} where a row {why}: {n}" for (table, why), n in sorted(ctx.left_out.items())]
    lines += [
        f"left empty in {table}.{column} where the table cannot hold the value: {n}"
        for (table, column), n in sorted(ctx.blanked.items())
    ]
    unknown = [f"of a kind this version does not know: {r['entries']} {r['kind']}" for r in _unknown(ctx)]
    return [clean_line(line) for line in lines + unknown] or ["nothing was withdrawn, redacted or left out"]


def _unknown(ctx: Context) -> list[dict[str, object]]:
    return sorted(ctx.book.rows("unknown_kind"), key=lambda row: str(row["kind"]))


def _title(*words: str, line: str = "=") -> str:
    text = ": ".join(words)
    return f"{text}\n{line * len(text)}\n"


def _section(title: str, lines: Sequence[str]) -> str:
    return _title(title, line="-") + "".join(f"{line}\n" for line in lines)
