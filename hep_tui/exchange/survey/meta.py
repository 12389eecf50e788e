"""What the columns that a survey tool adds by itself hold, by their headings."""

import re

from hep_tui.exchange.survey import mapping
from hep_tui.exchange.survey.fields import Field

_NAMES = {
    mapping.RESPONSE: "id; response id; respondent id; respondentid; userid; responseid; unique response number",
    mapping.TIME: "start time; completion time; last modified time; timestamp; start date; end date; startdate; "
    "enddate; date created; date modified; started; ended; submitdate; datestamp; date submitted; date started; "
    "date last action; recordeddate; completiondate; duration (in seconds); time taken",
    mapping.PRIVATE: "email; email address; e-mail address; name; ip address; ipaddress; ip; first name; last name; "
    "recipientlastname; recipientfirstname; recipientemail; locationlatitude; locationlongitude; username",
    mapping.STATUS: "status; response status; distributionchannel",
    mapping.FINISHED: "finished; completed; progress",
    mapping.DROP: "lastpage; last page; grade posted time; "
    "collector id; custom data 1; start language; startlanguage; seed; refurl; referrer url; userno; "
    "unique id; user language; userlanguage; language; externalreference; tracking link; total points; quiz feedback",
}
_HOLDS = {name: holds for holds, names in _NAMES.items() for name in names.split("; ")}
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
