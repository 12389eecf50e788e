"""Read a questionnaire: Jisc's key, LimeSurvey's .lss or Qualtrics' .qsf. It knows answers that nobody chose."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from hep_tui.domain.text import clean_line
from hep_tui.tables.decoding import decode
from hep_tui.tables.read import load
from hep_tui.tables.reading import Unreadable

_TAGS = re.compile(r"<[^>]+>")
_CODE = re.compile(r"-?\d+")


@dataclass
class Asked:
    """Hold one question of a questionnaire: its words, its answers by code, and its statements by code.

    `ranked` says that each column of it is a rank, and holds the code of an answer.
    """

    text: str
    answers: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    ranked: bool = False


Key = Mapping[str, Asked]
NO_KEY: Key = {}


def read_key(path: Path) -> Key:
    """Return the questions of a questionnaire by the name its tool gives them. Raises Unreadable."""
    text = decode(path.name, load(path))[0]
    try:
        if path.suffix.lower() == ".lss":
            found = _lime(text)
        elif path.suffix.lower() == ".qsf":
            found = _qualtrics(json.loads(text))
        else:
            found = _jisc(text)
    except (ParseError, ValueError, KeyError, TypeError, AttributeError, csv.Error):
        found = {}
    if not found:
        raise Unreadable(
            f"{path.name} is no questionnaire that hep can read; nothing was read, give Jisc's key as CSV, "
            "LimeSurvey's .lss or Qualtrics' .qsf."
        )
    return found


def _jisc(text: str) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for row in csv.reader(io.StringIO(text)):
        name, words = ([clean_line(cell) for cell in row] + ["", ""])[:2]
        if _CODE.fullmatch(name) and found:
            next(reversed(found.values())).answers[name] = words
        elif name:
            found[name] = Asked(words)
    return found if any(asked.answers for asked in found.values()) else {}


def _lime(text: str) -> dict[str, Asked]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a questionnaire declares no types")
    root = fromstring(text)
    words = {row["qid"]: row.get("question", "") for row in _rows(root, "question_l10ns")}
    found, names = dict[str, Asked](), dict[str, str]()
    for row in _rows(root, "questions"):
        names[row["qid"]] = row["title"]
        found[row["title"]] = Asked(
            _bare(row.get("question") or words.get(row["qid"], "")), ranked=row.get("type") == "R"
        )
    for row in _rows(root, "subquestions"):
        asked = found[names[row["parent_qid"]]]
        asked.items[row["title"]] = _bare(row.get("question") or words.get(row["qid"], ""))
    said = {row["aid"]: row.get("answer", "") for row in _rows(root, "answer_l10ns")}
    for row in _rows(root, "answers"):
        asked = found[names[row["qid"]]]
        asked.answers[row["code"]] = _bare(row.get("answer") or said.get(row.get("aid", ""), ""))
    return found


def _rows(root: Element, table: str) -> list[dict[str, str]]:
    return [{cell.tag: cell.text or "" for cell in row} for row in root.iterfind(f"./{table}/rows/row")]


def _qualtrics(survey: dict[str, Any]) -> dict[str, Asked]:
    found = {}
    for element in survey["SurveyElements"]:
        if element["Element"] != "SQ":
            continue
        said = element["Payload"]
        choices = {code: _bare(each["Display"]) for code, each in dict(said.get("Choices") or {}).items()}
        answers = {code: _bare(each["Display"]) for code, each in dict(said.get("Answers") or {}).items()}
        levels, items = (answers, choices) if answers else (choices, {})
        recoded = dict(said.get("RecodeValues") or {})
        levels = {str(recoded.get(code, code)): words for code, words in levels.items()}
        found[said["DataExportTag"]] = Asked(_bare(said["QuestionText"]), levels, items)
    return found


def _bare(words: str) -> str:
    return clean_line(_TAGS.sub(" ", words))
