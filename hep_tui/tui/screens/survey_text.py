"""Draw the file of a survey before it is stored: the tool, a line a column with what it holds, a line a dropped row."""

from textual.content import Content

from hep_tui.actions.surveys import Change
from hep_tui.domain.speech import worded
from hep_tui.exchange.survey import mapping, shapes
from hep_tui.exchange.survey.door import SurveyFile
from hep_tui.exchange.survey.fields import Field
from hep_tui.exchange.survey.layouts import TOOLS, Layout
from hep_tui.exchange.survey.mapping import Holding
from hep_tui.exchange.survey.proposal import Doubt, Proposal, rows_said
from hep_tui.exchange.survey.read import Intake
from hep_tui.tui.text import content, fit, heading, hung

_ROWS = 3
"""So many answers of a column are shown beside it."""
_BRIEF = {
    mapping.RESPONSE: "number of response", mapping.TIME: "time", mapping.STATUS: "status",
    mapping.FINISHED: "finished or not", mapping.PRIVATE: "private", mapping.DROP: "not wanted",
    mapping.PHASE: "phase", mapping.ROLE: "role", mapping.GROUP: "groups", mapping.SCHOOL: "{place}",
    mapping.URN: "{place}, by number", mapping.TOKEN: "code on card", shapes.ONE: "one answer",
    shapes.LIST: "several answers", shapes.ORDER: "ranking", shapes.FLAG: "chosen or not", shapes.LEVEL: "level",
    shapes.RANKED: "rank", shapes.PLACE: "answer at rank", shapes.COMMENT: "comment", shapes.OTHER: "written beside",
    shapes.FIGURE: "number",
}  # fmt: skip


def head(file: SurveyFile, proposal: Proposal, width: int) -> list[Content]:
    """Return which tool wrote the file, how many rows head it, and what of it is worth knowing."""
    layout = file.layout
    heads = "1 heading row" if layout.heads == 1 else f"{layout.heads} heading rows"
    said = f"{TOOLS[layout.tool]}: {heads}, {len(layout.rows)} rows below, {len(layout.fields)} columns"
    lines = [content(line, "bold") for line in hung(" ", said, width)]
    # The first note names the tool, as the line above does.
    for words in (*(f"LOOK  {doubt}" for doubt in file.doubts), *proposal.notes[1:]):
        lines += [content(line, "$quiet") for line in hung(" ", words, width)[:2]]
    return lines


def doubt(asked: Doubt, at: int, of: int, width: int) -> list[Content]:
    """Return what is in doubt, and how many doubts there are."""
    words = asked.words.partition("; say under")[0]
    return [
        Content(""),
        *(content(line, "bold $here") for line in hung(f" IN DOUBT  {at + 1} of {of}  ", words, width)),
    ]


def page(file: SurveyFile, proposal: Proposal, found: Intake, change: Change, width: int) -> list[Content]:
    """Return every column with what it holds and its first answers, then what becomes of the rows."""
    layout = file.worded
    fields = {field.header: field for field in layout.fields}
    first = width * 2 // 5
    second = 20
    lines = [Content(""), heading(" WHAT THE COLUMNS HOLD", width, "and their first answers")]
    for column in proposal.mapping.columns:
        said = fit(f" {column.header}", first - 1) + " " + fit(worded(_BRIEF[column.holds]), second - 1) + " "
        shown = _answers(layout, fields.get(column.header), column)
        lines.append(Content.assemble(content(said), content(fit(shown, width - first - second), "$quiet")))
    lines += [Content(""), heading(" WHAT BECOMES OF THE ROWS", width)]
    for words in (*rows_said(proposal.mapping, found), change.words):
        lines += [content(line) for line in hung(" ", words, width)]
    return lines


def _answers(layout: Layout, field: Field | None, column: Holding) -> str:
    """Return the first answers in a column; what is dropped at the door is not shown either."""
    if field is None or column.holds == mapping.PRIVATE:
        return "never stored"
    return " | ".join(row.cell(field.place) or "–" for row in layout.rows[:_ROWS])
