"""The mapping of a survey: what every column of its file holds, as a TOML file that can be kept, read and compared."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hep_tui.domain.survey import KINDS, Choice, Question
from hep_tui.errors import HepError
from hep_tui.exchange.survey.shapes import HOLDS

RESPONSE, TIME, STATUS, FINISHED, PRIVATE, DROP = "response", "time", "status", "finished", "private", "drop"
PHASE, ROLE, GROUP, SCHOOL, URN, TOKEN = "phase", "role", "group", "school", "urn", "token"
ABOUT = {
    RESPONSE: "the number that the tool gave the response",
    TIME: "when it was answered; not stored",
    STATUS: "what the tool says of the response; test and disqualified ones are dropped",
    FINISHED: "whether it was finished",
    PRIVATE: "a name, an address or the like; dropped at the door",
    DROP: "nothing that is wanted",
    PHASE: "the phase",
    ROLE: "the role",
    GROUP: "the groups",
    SCHOOL: "the {place}, by name",
    URN: "the {place}, by its number",
    TOKEN: "the code on a card that was handed out",
}


@dataclass(frozen=True)
class Holding:
    """Hold what one column holds: one of `ABOUT`, or of `HOLDS` for a question and one of its statements or answers."""

    header: str
    holds: str
    question: str = ""
    item: str = ""
    sign: str = ""


@dataclass(frozen=True)
class SurveyMap:
    """Hold a whole mapping. `means` says what answers on phase, role and groups mean in the pack, empty for nothing.

    `shown_if` leads from a question to the answers of another with which it was shown, as `q1=yes`.
    """

    tool: str
    key: str
    title: str
    columns: tuple[Holding, ...]
    questions: tuple[Question, ...]
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown_if: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ("test", "disqualified", "empty", "double")


def write(mapping: SurveyMap) -> str:
    """Return a mapping as TOML, a table a column and a question, so that two of them can be compared line by line."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: SurveyMap) -> Iterator[str]:
    yield "# What every column of this survey holds. Correct it where it is wrong, then give it with --map."
    yield f"# A column holds {', '.join(f'{name} ({said})' for name, said in (ABOUT | HOLDS).items())}."
    for name in ("tool", "key", "title"):
        yield f"{name} = {_said(getattr(mapping, name))}"
    yield f"drop = {_said(list(mapping.drop))}"
    for what, means in mapping.means.items():
        yield f"\n[means.{what}]"
        yield from (f"{_said(said)} = {_said(id)}" for said, id in means.items())
    if mapping.shown_if:
        yield "\n[shown_if]"
        yield from (f"{_said(id)} = {_said(when)}" for id, when in mapping.shown_if.items())
    for column in mapping.columns:
        yield "\n[[columns]]"
        yield from _fields(column, ("header", "holds", "question", "item", "sign"))
    for question in mapping.questions:
        yield "\n[[questions]]"
        yield from _fields(question, ("id", "text", "kind", "concept"))
        yield from _offered("choices", question.choices)
        yield from _offered("items", question.items)


def _fields(thing: object, names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{name} = {_said(value)}" for name in names if (value := getattr(thing, name)))


def _offered(name: str, offered: tuple[Choice, ...]) -> Iterator[str]:
    if not offered:
        return
    yield f"{name} = ["
    for each in offered:
        cells = {"code": each.code, "label": each.label, "concept": each.concept, "off": each.off}
        yield "  { " + ", ".join(f"{key} = {_said(value)}" for key, value in cells.items() if value) + " },"
    yield "]"


def _said(value: object) -> str:
    # What JSON writes of text, lists of it and truths is TOML too, but for one letter.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def read(path: Path) -> SurveyMap:
    """Return the mapping of a file. Raises HepError that says what of it cannot be."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        found = _read(data)
    except (OSError, UnicodeDecodeError):
        raise HepError(f"{path.name} cannot be read; nothing was stored, look at name and folder.") from None
    except tomllib.TOMLDecodeError as error:
        raise HepError(f"{path.name} is not TOML: {error}; nothing was stored, correct it.") from None
    except KeyError as error:
        raise HepError(f"{path.name} says nothing of {error.args[0]!r}; nothing was stored, correct it.") from None
    except (TypeError, AttributeError, ValueError):
        raise HepError(
            f"{path.name} is no mapping of a survey; nothing was stored, begin with hep survey FILE map LIST -o."
        ) from None
    for fault in _faults(found):
        raise HepError(f"{path.name}: {fault}; nothing was stored, correct it.")
    return found


def _read(data: dict[str, Any]) -> SurveyMap:
    columns = tuple(Holding(**{name: str(value) for name, value in each.items()}) for each in data["columns"])
    # Columns of a question that was asked twice may all be given to one of the two; then the other is none.
    asked = {column.question for column in columns}
    questions = tuple(
        Question(**{**each, "choices": _choices(each, "choices"), "items": _choices(each, "items")})
        for each in data["questions"]
        if each["id"] in asked
    )
    means = {what: {str(k): str(v) for k, v in said.items()} for what, said in data.get("means", {}).items()}
    shown_if = {str(id): str(when) for id, when in data.get("shown_if", {}).items()}
    drop = tuple(map(str, data.get("drop", ())))
    return SurveyMap(
        str(data["tool"]),
        str(data["key"]),
        str(data["title"]),
        columns=columns,
        questions=questions,
        means=means,
        shown_if=shown_if,
        drop=drop,
    )


def _choices(each: Mapping[str, Any], name: str) -> tuple[Choice, ...]:
    return tuple(Choice(**{"label": "", **choice}) for choice in each.get(name, ()))


def _faults(mapping: SurveyMap) -> Iterator[str]:
    known = {question.id for question in mapping.questions}
    for column in mapping.columns:
        if column.holds not in ABOUT | HOLDS:
            yield f"column “{column.header}” holds {column.holds!r}, which is nothing that a column can hold"
        elif column.holds in HOLDS and column.question not in known:
            yield f"column “{column.header}” is of the question {column.question!r}, which is not among the questions"
    for question in mapping.questions:
        if question.kind not in KINDS:
            yield f"question {question.id} is of the kind {question.kind!r}; there are {', '.join(KINDS)}"
    for id, when in mapping.shown_if.items():
        if id not in known or when.partition("=")[0] not in known:
            yield f"shown_if of {id!r} names a question that is not among the questions"
