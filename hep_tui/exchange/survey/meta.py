"""What the columns that a survey tool adds by itself hold, by their headings."""

import re

from hep_tui.exchange.survey import mapping
from hep_tui.exchange.survey.fields import Field
from hep_tui.tables.tool_headings import TOOL_HEADINGS

_KINDS = {
    "response": mapping.RESPONSE,
    "time": mapping.TIME,
    "private": mapping.PRIVATE,
    "status": mapping.STATUS,
    "finished": mapping.FINISHED,
    "drop": mapping.DROP,
}
_HOLDS = {name: _KINDS[kind] for kind, names in TOOL_HEADINGS.items() for name in names.split("; ")}
_CODE = re.compile(r"^\w+\. ")
_OF_QUALTRICS = re.compile(r"q_\w+|sc\d+|.*_do(_\d+)*")
"""What Qualtrics measures, its scores, and in which order it showed answers."""
_QUIZ = re.compile(r"(points|feedback) - .+")


def of_tool(tool: str, column: Field) -> str:
    """Return what a column holds that a tool adds by itself, empty for one of a question."""
    name = column.header.casefold().strip()
    if tool == "jisc" and name == "urn":
        # Jisc's URN is the number of a response, not of a school.
        return mapping.RESPONSE
    if tool == "forms" and _QUIZ.fullmatch(name):
        return mapping.DROP
    if tool == "qualtrics" and _OF_QUALTRICS.fullmatch(name):
        return mapping.DROP
    if column.item and tool != "limesurvey":
        return ""
    return _HOLDS.get(name) or _HOLDS.get(_CODE.sub("", name), "")
