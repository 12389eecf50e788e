"""Read an SPSS file of a survey in a process of its own, with bounds: its rows as codes, and the words of the codes.

Run as `python -m hep_tui.exchange.survey.sav` with the bytes on standard input, this prints columns and words as JSON.
"""

import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from hep_tui.domain.text import clean_line
from hep_tui.exchange.survey.keys import Asked
from hep_tui.tables import other_formats
from hep_tui.tables.reading import Limits, Reading, Row, Unreadable

_MAGIC = (b"$FL2", b"$FL3")
_GRID = re.compile(r"(?P<question>[A-Za-z]\w*?\d+)_\w+")
_FEWEST = 3


@dataclass(frozen=True)
class SpssFile:
    """Hold what an SPSS file says: rows below one heading row of names, and a questionnaire of its labels."""

    reading: Reading
    key: Mapping[str, Asked]


def is_one(data: bytes) -> bool:
    """Say whether bytes begin as an SPSS file does."""
    return data.startswith(_MAGIC)


def read(name: str, data: bytes, limits: Limits) -> SpssFile:
    """Return what an SPSS file holds. Raises Unreadable where it cannot be read in bounds."""
    if find_spec("pyreadstat") is None:
        raise Unreadable(
            f"{name} is an SPSS file, which needs pyreadstat; nothing was read, pip install 'hep-tui[formats]' or "
            "export the survey as CSV."
        )
    try:
        found = other_formats.in_child("hep_tui.exchange.survey.sav", data)
    except ValueError:
        raise Unreadable(
            f"{name} is not an SPSS file that hep can read; nothing was read, export the survey as CSV."
        ) from None
    columns: list[dict[str, Any]] = found["columns"]
    lines = [[each["name"] for each in columns], *zip(*(each["cells"] for each in columns), strict=True)]
    if len(columns) > limits.columns or len(lines) * len(columns) > limits.cells:
        raise Unreadable(f"{name} is too large to be a survey; nothing was read, export fewer questions.")
    rows = tuple(Row(i, tuple(clean_line(cell, limit=limits.cell) for cell in line)) for i, line in enumerate(lines, 1))
    return SpssFile(Reading(name, rows), _key(columns))


def _key(columns: Sequence[Mapping[str, Any]]) -> dict[str, Asked]:
    """Return the labels as a questionnaire; several columns `Q3_1`, `Q3_2` are a question `Q3` with statements."""
    found = {each["name"]: Asked(clean_line(each["label"]), dict(each["words"])) for each in columns}
    of: dict[str, list[Mapping[str, Any]]] = {}
    for each in columns:
        if match := _GRID.fullmatch(each["name"]):
            of.setdefault(match["question"], []).append(each)
    for question, group in of.items():
        labels = [found[each["name"]].text for each in group]
        shared = _shared(labels)
        for each, label in zip(group, labels, strict=True):
            asked = replace(found[each["name"]], text=label.removeprefix(shared).strip(" -") or label)
            found[each["name"]] = replace(asked, answers={}) if _ranked(group) else asked
        found.setdefault(question, Asked(shared.strip(" -") or question))
    return found


def _shared(labels: Sequence[str]) -> str:
    """Return the question with which all labels begin, before their statements: `Question - Statement`."""
    stem, sign, _ = labels[0].partition(" - ")
    return stem + sign if sign and all(label.startswith(stem + sign) for label in labels) else ""


def _ranked(group: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether columns rank each other: as many ranks as columns, and no row that gives one twice."""
    words = group[0]["words"]
    alike = all(each["words"] == words for each in group)
    rows = [[cell for cell in row if cell] for row in zip(*(each["cells"] for each in group), strict=True)]
    unlike = all(len(set(row)) == len(row) for row in rows) and any(rows)
    return alike and unlike and len(group) >= _FEWEST and set(words) <= {str(i + 1) for i in range(len(group))}


def _child() -> dict[str, Any]:
    """Return what the SPSS file on standard input holds."""
    # Who has not installed it may need it never, so nothing is imported by name.
    stat = import_module("pyreadstat")
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(sys.stdin.buffer.read())
        file.flush()
        other_formats.bound()
        rows, about = stat.read_sav(file.name, output_format="dict")
    words = about.variable_value_labels
    labels = dict(zip(about.column_names, about.column_labels, strict=True))
    columns = [
        {
            "name": name, "label": labels[name] or "", "cells": [_text(value) for value in rows[name]],
            "words": {_text(code): str(label) for code, label in words.get(name, {}).items()},
        }
        for name in about.column_names
    ]  # fmt: skip
    return {"columns": columns}


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


if __name__ == "__main__":
    json.dump(_child(), sys.stdout)
