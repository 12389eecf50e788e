"""The columns of a survey's file: what question and statement each is about, told apart and without their numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

WRITTEN = "TEXT"
"""The code of a column that its tool says was written, not chosen."""
_NUMBERED = re.compile(r"^(?:Q ?)?(\d{1,3})(?:\.\d{1,2})*[.):]\s*(?=\D)", re.IGNORECASE)
_LETTERED = re.compile(r"^(?:\d{1,3}\.)?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+(?=\S)")
_FEWEST_NUMBERS = 3
_NUMBERED_TWICE = re.compile(r"(.*\D)([2-9])")
"""Microsoft Forms puts a figure behind a heading that it has already."""


@dataclass(frozen=True)
class Field:
    """Hold one column: its place, the heading a mapping names it by, and the question and statement it is about.

    `name` and `code` are what the tool calls question and statement, where it has names for them.
    """

    place: int
    header: str
    question: str
    item: str = ""
    name: str = ""
    code: str = ""


def without_numbers(fields: Sequence[Field]) -> list[Field]:
    """Return the columns with questions and statements less the numbers that a tool puts before them."""
    asked = list(dict.fromkeys(field.question for field in fields))
    numbers = [int(found[1]) for text in asked if (found := _NUMBERED.match(text))]
    if len(numbers) < _FEWEST_NUMBERS or numbers != sorted(numbers):
        return list(fields)
    return [
        replace(field, question=_NUMBERED.sub("", field.question), item=_LETTERED.sub("", field.item))
        for field in fields
    ]


def unlike(fields: Sequence[Field]) -> list[Field]:
    """Return the columns that have a heading, each by another name: a question asked twice by branch has two."""
    seen: dict[str, int] = {}
    found = []
    for field in fields:
        if not field.header:
            continue
        seen[field.header] = seen.get(field.header, 0) + 1
        again = seen[field.header]
        if again > 1:
            field = replace(field, header=f"{field.header} ({again})", question=f"{field.question} ({again})")
        elif (twice := _NUMBERED_TWICE.fullmatch(field.header)) and twice[1] in seen and not field.item:
            field = replace(field, question=f"{twice[1]} ({twice[2]})")
        found.append(field)
    return found
