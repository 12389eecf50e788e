"""Put the words of a questionnaire in the place of codes, so that what follows reads answers and not figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hep_tui.exchange.survey.fields import WRITTEN, Field
from hep_tui.exchange.survey.keys import Asked, Key
from hep_tui.exchange.survey.layouts import Layout
from hep_tui.tables.reading import Row, Unreadable

_LIME_CODE = re.compile(r"AO?\d{1,3}")
_TOLD = ("finished", "status")
_LIME_STATEMENT = re.compile(r"SQ\d{1,3}")
_NEEDED = {
    "jisc": "Jisc's file has figures only; nothing was read, give the key that Jisc writes beside it with --key.",
    "limesurvey": "LimeSurvey's file has codes only; nothing was read, export full answers, or give its .lss as --key.",
}


def keyed(layout: Layout, key: Key) -> Layout:
    """Return a layout in words. Raises Unreadable where only a questionnaire knows them and there is none."""
    if not key:
        _require_words(layout)
        return layout
    fields, tables = [], dict[int, Mapping[str, str]]()
    in_codes = layout.tool != "qualtrics" or not in_words(layout)
    for column in layout.fields:
        field, answers = _named(column, key)
        fields.append(field)
        if answers and in_codes:
            tables[column.place] = answers
    if not any(column.name in key for column in layout.fields):
        raise Unreadable(
            "The questionnaire has none of the questions of this survey; nothing was read, give the one that belongs "
            "to it, or leave --key out."
        )
    rows = tuple(_row(row, tables) for row in layout.rows) if tables else layout.rows
    return replace(layout, fields=tuple(fields), rows=rows)


def in_words(layout: Layout) -> bool:
    """Say whether Qualtrics wrote answers as words, by what it says of whether they were finished."""
    told = [field for field in layout.fields if field.header.casefold() in _TOLD]
    return any(cell and not cell.isdigit() for field in told for cell in layout.values(field))


def _require_words(layout: Layout) -> None:
    if layout.tool == "jisc" and any(re.fullmatch(r"Q\d+(_\w+)*", field.header) for field in layout.fields):
        raise Unreadable(_NEEDED["jisc"])
    if layout.tool != "limesurvey":
        return
    unnamed = [field for field in layout.fields if field.question == field.name and field.item == field.code]
    statements = any(_LIME_STATEMENT.fullmatch(field.code) for field in unnamed)
    if statements or any(_in_codes(layout.values(field)) for field in layout.fields):
        raise Unreadable(_NEEDED["limesurvey"])


def _in_codes(cells: Sequence[str]) -> bool:
    """Say whether a column holds LimeSurvey's codes of answers and nothing else."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(_LIME_CODE.fullmatch, filled))


def _named(column: Field, key: Key) -> tuple[Field, Mapping[str, str]]:
    """Return a column with its words, and the words of the codes in it."""
    asked = key.get(column.name)
    if asked is None:
        return column, {}
    if own := _own(column, key):
        return own
    text = asked.text or column.question
    if column.code == WRITTEN:
        return replace(column, question=text), {}
    if not column.code:
        return replace(column, question=text, item=""), asked.answers
    if asked.ranked:
        return replace(column, question=text, item=column.item or column.code), asked.answers
    if asked.items:
        return replace(column, question=text, item=asked.items.get(column.code, column.item)), asked.answers
    if column.code in asked.answers:
        return replace(column, question=text, item=asked.answers[column.code]), {}
    return replace(column, question=text, item=column.item or column.code), asked.answers


def _own(column: Field, key: Key) -> tuple[Field, Mapping[str, str]] | None:
    """Return a column of Jisc's grids, whose statements have entries of their own: `Q5_1_a`, or `Q5_1_a_1` to tick."""
    parts = column.header.split("_")
    for cut in (0, 1):
        name, ticked = "_".join(parts[: len(parts) - cut]), parts[-1] if cut else ""
        asked: Asked | None = key.get(name)
        if asked is None or name == column.name:
            continue
        whole = replace(column, question=key[column.name].text)
        if not ticked:
            return replace(whole, item=asked.text), asked.answers
        return replace(whole, item=f"{asked.text} ({asked.answers.get(ticked, ticked)})"), {}
    return None


def _row(row: Row, tables: Mapping[int, Mapping[str, str]]) -> Row:
    return replace(row, cells=tuple(_cell(cell, tables.get(place)) for place, cell in enumerate(row.cells)))


def _cell(cell: str, answers: Mapping[str, str] | None) -> str:
    if not answers or not cell:
        return cell
    code = cell.removesuffix(".0")
    if code in answers:
        return answers[code]
    parts: Sequence[str] = code.split(",")
    return ";".join(answers[part] for part in parts) if all(part in answers for part in parts) else cell
