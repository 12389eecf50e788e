"""Recognise which tool wrote the file of a survey, and what is in its heading rows over each column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from hep_tui.exchange.survey import qualtrics
from hep_tui.exchange.survey.fields import Field, unlike, without_numbers
from hep_tui.tables.reading import Reading, Row, Unreadable

PLAIN = "plain"
TOOLS = {
    "forms": "Microsoft Forms",
    "google": "Google Forms",
    "surveymonkey": "SurveyMonkey",
    "limesurvey": "LimeSurvey",
    "qualtrics": "Qualtrics",
    "smartsurvey": "SmartSurvey",
    "jisc": "Jisc Online Surveys",
    PLAIN: "a plain table",
}
UNSEEN = {"limesurvey": "N/A"}
"""What a tool writes of a question that was not shown."""
_IMPORT_ID = '{"importid"'
_JISC_ROW = re.compile(r"\d{5,}-\d{5,}-\d{5,}")
_JISC_NAME = re.compile(r"Q\d+(_\w+)*")
_LIME = re.compile(r"(?P<q>[A-Za-z]\w*)(?:\[(?P<i>[^\]]*)\])?(?:\[(?P<j>[^\]]*)\])?(?:(?:\. |: |; |\.$)(?P<text>.*))?")
_BRACKETED = re.compile(r"(.*?\S)\s*\[([^\[\]]*)\]\s*")
_NO_ITEM = re.compile(r"(open-ended )?response", re.IGNORECASE)
_MOST_HEADINGS = 3
_MOST_TITLES = 6


@dataclass(frozen=True)
class Layout:
    """Hold the tool that wrote a file, its columns, how many rows head them, and the rows below."""

    tool: str
    fields: tuple[Field, ...]
    heads: int
    rows: tuple[Row, ...]

    def values(self, field: Field) -> list[str]:
        """Return what every row says in a column, blanks too; a question that was not shown is one."""
        cells = (row.cell(field.place) for row in self.rows)
        return ["" if cell == UNSEEN.get(self.tool) else cell for cell in cells]


def recognise(reading: Reading) -> Layout:
    """Return the layout of a survey's file. Raises Unreadable where it has no heading and no row below one."""
    if len(reading.rows) < 2:
        raise Unreadable(f"{reading.name} has no heading with answers below it; nothing was read, look at the file.")
    rows = _from_heading(reading.rows)
    tool = _tool(rows)
    heads = _heads(tool, rows)
    above = [row.cells for row in rows[:heads]]
    fields = (_jisc if tool == "jisc" and _has_codes(rows[0]) else _fields(tool, heads))(above)
    # Two exports put together have the heading twice.
    below = tuple(row for row in rows[heads:] if row.cells not in above)
    return Layout(tool, tuple(unlike(without_numbers(fields))), heads, below)


def _from_heading(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows from the heading on, without a title that somebody wrote above it."""
    widest = max(len(row.cells) for row in rows[:_MOST_TITLES])
    titles = 0
    while titles < len(rows) - 2 and widest > 1 and sum(map(bool, rows[titles].cells)) == 1:
        titles += 1
    return rows[titles:] if titles < _MOST_TITLES else rows


def _tool(rows: Sequence[Row]) -> str:
    first = {cell.casefold() for cell in rows[0].cells}
    if any(cell.casefold().startswith(_IMPORT_ID) for row in rows[:_MOST_HEADINGS] for cell in row.cells):
        return "qualtrics"
    for tool, marks in (
        ("qualtrics", {"responseid", "startdate"}),
        ("qualtrics", {"responseid", "finished"}),
        ("smartsurvey", {"userid", "userno", "unique id"}),
        ("forms", {"start time", "completion time"}),
    ):
        if marks <= first:
            return tool
    if first & {"respondent id", "respondentid"} or {cell.casefold() for cell in rows[1].cells} & {
        "response", "open-ended response",
    }:  # fmt: skip
        return "surveymonkey"
    return _tool_by_shape(rows, first)


def _tool_by_shape(rows: Sequence[Row], first: set[str]) -> str:
    cells = [cell for cell in rows[0].cells if cell]
    if _JISC_ROW.fullmatch(rows[1].cell(0)) or _has_codes(rows[0]):
        return "jisc"
    if "timestamp" in first:
        return "google"
    named = sum(bool((m := _LIME.fullmatch(cell)) and (m["i"] or m["text"] is not None)) for cell in cells)
    if {"submitdate", "lastpage"} & first or {"response id", "last page"} <= first or named * 2 > len(cells):
        return "limesurvey"
    return PLAIN


def _has_codes(row: Row) -> bool:
    """Say whether most headings are codes as Jisc writes them."""
    cells = [cell for cell in row.cells if cell]
    return sum(map(bool, map(_JISC_NAME.fullmatch, cells))) * 2 > len(cells)


def _heads(tool: str, rows: Sequence[Row]) -> int:
    """Return how many rows head the columns: those without the number of a response, where a tool has several."""
    if tool == "qualtrics":
        marked = [
            i for i, row in enumerate(rows[:_MOST_HEADINGS]) if any(_IMPORT_ID in c.casefold() for c in row.cells)
        ]
        return marked[0] + 1 if marked else 2
    if tool == PLAIN and _is_second_heading(rows):
        return 2
    if tool not in ("surveymonkey", "smartsurvey"):
        return 1
    filled = [i for i, row in enumerate(rows[1 : _MOST_HEADINGS + 1], 1) if row.cell(0)]
    return filled[0] if filled else 2


def _is_second_heading(rows: Sequence[Row]) -> bool:
    """Say whether the second row heads columns that the first leaves blank, with words that no row below has."""
    blank = [place for place, cell in enumerate(rows[1].cells) if cell and not rows[0].cell(place)]
    below = [{row.cell(place) for row in rows[2:]} for place in blank]
    new = all(rows[1].cell(place) not in said for place, said in zip(blank, below, strict=True))
    return len(blank) > 1 and len(rows) > 2 and new


def _one_row(above: Sequence[Sequence[str]]) -> list[Field]:
    """Return the columns of a tool that heads a matrix `Question [Row]` or `Question.Statement`."""
    headers = above[0]
    bracketed = [_BRACKETED.fullmatch(header) for header in headers]
    shared = [m[1].rstrip(" :.") for m in bracketed if m]
    fields = []
    for place, header in enumerate(headers):
        found = bracketed[place]
        if found and shared.count(found[1].rstrip(" :.")) > 1:
            fields.append(Field(place, header, found[1], found[2].strip()))
            continue
        question, item = _at_a_dot(header, headers)
        fields.append(Field(place, header, question, item))
    return fields


def _at_a_dot(header: str, headers: Sequence[str]) -> tuple[str, str]:
    """Return question and statement of a heading, separated at the last dot up to which another heading is the same."""
    for match in reversed(list(re.finditer(r"[.?:](?=\S)", header))):
        stem = header[: match.end()]
        if sum(other.startswith(stem) and other != stem for other in headers) > 1:
            return stem.rstrip("."), header[match.end() :].strip()
    return header, ""


def _several_rows(above: Sequence[Sequence[str]]) -> list[Field]:
    """Return the columns of a tool that writes a question once, over all its columns, and the statements below it."""
    fields, question = [], ""
    for place, cells in enumerate(zip_longest(*above, fillvalue="")):
        question = cells[0] or question or next(filter(None, cells), "")
        item = " / ".join(cell for cell in cells[1:] if cell not in ("", question) and not _NO_ITEM.fullmatch(cell))
        fields.append(Field(place, f"{question} | {item}" if item else question, question, item))
    return fields


def _limesurvey(above: Sequence[Sequence[str]]) -> list[Field]:
    """Return the columns of LimeSurvey: codes, words, or both."""
    return [_lime(place, header) for place, header in enumerate(above[0])]


def _lime(place: int, header: str) -> Field:
    found = _LIME.fullmatch(header)
    words = (found["text"] if found else None) or ""
    question, item = _parted(words or header)
    if found is None or (not words and " " in header):
        return Field(place, header, question, item)
    code = " ".join(part for part in (found["i"], found["j"]) if part)
    if not (code and item):
        question, item = re.sub(r"\s*\[\]$", "", words), ""
    return Field(place, header, question or found["q"], item or code, found["q"], code)


def _parted(header: str) -> tuple[str, str]:
    """Return question and statement of a heading that ends with the statement in brackets."""
    bracketed = _BRACKETED.fullmatch(header)
    return (bracketed[1], bracketed[2]) if bracketed else (header, "")


def _jisc(above: Sequence[Sequence[str]]) -> list[Field]:
    """Return the columns of Jisc, which have names only; a key says the words."""
    fields = []
    for place, header in enumerate(above[0]):
        question, _, code = header.partition("_")
        fields.append(Field(place, header, question, code, question, code))
    return fields


_FIELDS: dict[str, Callable[[Sequence[Sequence[str]]], list[Field]]] = {
    "surveymonkey": _several_rows,
    "smartsurvey": _several_rows,
    "qualtrics": qualtrics.columns,
    "limesurvey": _limesurvey,
}


def _fields(tool: str, heads: int) -> Callable[[Sequence[Sequence[str]]], list[Field]]:
    """Return what reads the columns of a tool; a plain table may have two heading rows, and Jisc may write words."""
    if tool == PLAIN and heads > 1:
        return _several_rows
    return _FIELDS.get(tool, _one_row)
