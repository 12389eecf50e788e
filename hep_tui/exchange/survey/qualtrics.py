"""Read what heads the columns of Qualtrics: names above, `Question - Statement` below them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from hep_tui.exchange.survey.fields import WRITTEN, Field

_SELECTED = " - Selected Choice"
_QUALTRICS = re.compile(r"(?P<of>.+?)(?:_x?(?P<code>\d+(?:_\d+)*))?(?:_TEXT)?")


def columns(above: Sequence[Sequence[str]]) -> list[Field]:
    """Return the columns of Qualtrics: names above, `Question - Statement` below them."""
    names = above[0]
    texts = [text or name for name, text in zip_longest(names, above[1][: len(names)], fillvalue="")]
    written = {place for place, cell in enumerate((*above, ())[2]) if cell.casefold().endswith('_text"}')}
    of: dict[str, list[Field]] = {}
    for place, (name, text) in enumerate(zip(names, texts, strict=True)):
        stem, code = _stem(name)
        written |= {place} if name.endswith("_TEXT") else set()
        of.setdefault(stem, []).append(Field(place, name, text, "", stem, code))
    groups = ([_of_question(group, field, written) for field in group] for group in of.values())
    return sorted((field for group in groups for field in group), key=lambda field: field.place)


def _stem(name: str) -> tuple[str, str]:
    """Return the name of a question and the code of its statement, of a column as `Q5_1` or `Q5_4_TEXT`."""
    found = _QUALTRICS.fullmatch(name)
    return (found["of"], found["code"] or "") if found else (name, "")


def _of_question(group: Sequence[Field], field: Field, written: set[int]) -> Field:
    """Return one of the columns of a question by its words, which all of them share; else it is a question alone."""
    whole = field.question.removesuffix(_SELECTED)
    question = _shared([each.question for each in group]) if len(group) > 1 else ""
    if not question or field.header == field.name:
        alone = field.name if question else field.header
        return replace(field, question=whole, name=alone, code=WRITTEN * (field.place in written))
    if field.header.endswith("_TEXT"):
        # What was written beside an answer belongs to its question.
        return replace(field, question=question, item="Other", code=WRITTEN)
    item = field.question.removeprefix(question).removeprefix(_SELECTED).removeprefix(" - ")
    return replace(field, question=question, item=item)


def _shared(texts: Sequence[str]) -> str:
    """Return the question with which all texts begin, `Question - Statement`; empty where there is none."""
    same = takewhile(lambda parts: len(set(parts)) == 1, zip(*(text.split(" - ") for text in texts), strict=False))
    return " - ".join(parts[0] for parts in same).removesuffix(_SELECTED)
