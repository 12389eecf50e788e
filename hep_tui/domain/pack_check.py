"""Check a pack: every fault in one go, each with its line, its key, and what was expected."""

import dataclasses
import difflib
import functools
import re
import tomllib
import typing
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from hep_tui.domain import pack, pack_rules
from hep_tui.domain.pack_locate import KeyPath, Place, locate
from hep_tui.domain.text import clean, clean_line
from hep_tui.errors import HepError

LARGEST = 1_000_000
_MOST_FAULTS = 200
_MOST_DOTS = 200
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MONEY = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)

# What the pack holds in pence, its file says in pounds.
WRITTEN = {"pence": "pounds", "cap_pence": "cap"}
_NAMES = ("label", "title", "question")
_LONG = {"prompt", "summary", "note", "hint", "question", "assumptions", "risks", "attribution"}
_BOUNDS = {
    "minutes": (0, 480), "version": (1, 1000), "units": (1, 10_000), "top": (0, 100), "value": (-100, 100),
    "budget": (0, 1000),
}  # fmt: skip


class PackError(HepError):
    """Refuse a pack."""


_LOOK = "look there for a quote, a bracket or an = that is missing or too many"


@dataclass(frozen=True)
class Fault:
    """Hold one fault: line and column from 1, which key, and what was expected."""

    line: int
    column: int
    key: str
    message: str

    @property
    def words(self) -> str:
        """Return `line:column: key: message`."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.line}:{self.column}: {key}{self.message}"


def check(text: str) -> list[Fault]:
    """Return the faults of a pack's TOML text, in the order of its lines; none means that it can be used.

    After 200 faults it stops, and the last one says so.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        _refuse_hopeless(text)
        data, places = tomllib.loads(text), locate(text)
    except tomllib.TOMLDecodeError as error:
        return [_syntax(str(error), text)]
    except RecursionError:
        return [Fault(1, 1, "", "tables or arrays are nested deeper than any pack needs")]
    except ValueError as error:
        return [Fault(1, 1, "", f"a number or a date cannot be read: {_short(str(error))}")]
    found = list(islice(_faults(data), _MOST_FAULTS + 1))
    placed = [Fault(*_place(places, path), _written(path), message) for path, message in found[:_MOST_FAULTS]]
    placed.sort(key=lambda fault: (fault.line, fault.column))
    if len(found) > _MOST_FAULTS:
        placed.append(Fault(placed[-1].line, 1, "", f"there are more than {_MOST_FAULTS} faults; mend these first"))
    return placed


def to_pence(pounds: object) -> int | None:
    """Return pounds, written as a number or as text, in pence, exactly; None where they are no amount of money."""
    if isinstance(pounds, bool) or not isinstance(pounds, int | float | str) or not _MONEY.fullmatch(str(pounds)):
        return None
    whole, _, rest = str(pounds).partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))


def _refuse_hopeless(text: str) -> None:
    """Raise TOMLDecodeError for what would take long to read: tomllib's time grows with the square of a key's dots."""
    if len(text) > LARGEST:
        raise tomllib.TOMLDecodeError("the text is larger than 1 MB, which no pack is (at line 1, column 1)")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise tomllib.TOMLDecodeError(f"more than {_MOST_DOTS} full stops on a line (at line {number}, column 1)")


def _syntax(message: str, text: str) -> Fault:
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (text.count("\n") + 1, 1)
    return Fault(line, column, "", f"not valid TOML: {_short(_AT.sub('', message))}; {_LOOK}")


def _place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place:
    """Return where a path stands, or the nearest thing around it that does."""
    while path not in places:
        path = path[:-1]
    return places[path]


def _written(path: KeyPath) -> str:
    """Return a path as a person reads it; entries of lists are counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{_short(part)}" for part in path)
    return "".join(parts).removeprefix(".")


def _short(text: str) -> str:
    return clean_line(text, limit=60)


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    ids = {name: pack_rules.ids(data, name) for name in set(pack_rules.REFERENCES.values())}
    yield from _table(pack.Pack, data, (), ids)
    yield from pack_rules.faults(data)


Ids = Mapping[str, Collection[str]]


@functools.cache
def _shape(cls: type) -> dict[str, tuple[str, Any, bool]]:
    """Return what may be written in a table of this class: key to field, type, and whether it must be there."""
    hints = typing.get_type_hints(cls)
    return {
        WRITTEN.get(f.name, f.name): (
            f.name,
            hints[f.name],
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(cls)
    }


def _table(cls: type, data: Mapping[str, Any], path: KeyPath, ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    shape = _shape(cls)
    for key, value in data.items():
        if key not in shape:
            yield (*path, key), f"unknown key{_suggest(key, shape)}"
        elif key in WRITTEN.values():
            if to_pence(value) is None:
                yield (*path, key), f'{_quoted(value)} is no amount of pounds; write 2500 or "0.50"'
        else:
            yield from _value(cls, key, shape[key][1], value, (*path, key), ids)
    for key, (_, _, needed) in shape.items():
        if needed and key not in data:
            yield path, f"{key} is missing"


def _value(cls: type, key: str, hint: Any, value: Any, path: KeyPath, ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    if typing.get_origin(hint) is tuple:
        yield from _list(cls, key, typing.get_args(hint)[0], value, path, ids)
    elif hint is int:
        least, most = _BOUNDS.get(key, (0, 10_000))
        if isinstance(value, bool) or not isinstance(value, int):
            yield path, "expected a whole number"
        elif not least <= value <= most:
            yield path, f"expected a whole number from {least} to {most}"
    elif hint is bool:
        if not isinstance(value, bool):
            yield path, "expected true or false"
    elif hint is str:
        yield from _text(cls, key, value, path, ids)


def _list(cls: type, key: str, kind: Any, value: Any, path: KeyPath, ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    tables = dataclasses.is_dataclass(kind)
    if not isinstance(value, list):
        kind = "tables" if tables else "texts"
        yield path, f"expected a list of {kind}"
        return
    if len(value) > pack_rules.MOST_ENTRIES:
        yield path, f"has {len(value)} entries; a pack has at most {pack_rules.MOST_ENTRIES}"
        return
    seen: dict[object, int] = {}
    for i, each in enumerate(value):
        if not tables:
            yield from _text(cls, key, each, (*path, i), ids)
        elif not isinstance(each, Mapping):
            yield (*path, i), "expected a table"
        else:
            yield from _table(typing.cast("type", kind), each, (*path, i), ids)
            yield from _twice(each, seen, i, (*path, i))


def _twice(table: Mapping[str, Any], seen: dict[object, int], i: int, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Refuse an id that an earlier entry has; models of one id are told apart by their version."""
    id = table.get("id")
    if isinstance(id, str):
        first = seen.setdefault((id.lower(), repr(table.get("version"))), i)
        if first != i:
            yield (*path, "id"), f"{_quoted(id)} stands twice; entry {first + 1} has it already"


def _text(cls: type, key: str, value: Any, path: KeyPath, ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    most = 4000 if key in _LONG else 200
    if not isinstance(value, str):
        yield path, "expected text in quotes"
    elif len(value) > most:
        yield path, f"is {len(value)} characters long; at most {most} can be shown"
    elif clean(value) != unicodedata.normalize("NFC", value).strip():
        yield path, "holds characters that cannot be shown"
    elif "\n" in value.strip() and key not in _LONG:
        yield path, "must stand on one line"
    elif key in _NAMES and not value.strip():
        yield path, "is empty, and people read this"
    elif key == "id":
        if not _ID.fullmatch(value) and not (cls is pack.Model and re.fullmatch("[A-Z]", value)):
            also = ", or one capital letter" if cls is pack.Model else ""
            yield path, f"{_quoted(value)} is no id; write small letters, digits and single hyphens{also}"
    else:
        yield from _choice(cls, key, value, path, ids)


def _choice(cls: type, key: str, value: str, path: KeyPath, ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    """Refuse a word that is none of those allowed here, or that names nothing in the pack."""
    allowed = pack_rules.ALLOWED.get((cls, key))
    wanted = pack_rules.REFERENCES.get((cls, key))
    if allowed and value not in allowed:
        yield path, f"{_quoted(value)} is none of {', '.join(allowed)}{_suggest(value, allowed)}"
    elif wanted and value and value not in ids[wanted]:
        yield path, f"{_quoted(value)} names nothing in {wanted}{_suggest(value, ids[wanted])}"


def _suggest(word: str, known: Collection[str]) -> str:
    near = [WRITTEN[word]] if word in WRITTEN else difflib.get_close_matches(word[:40], known, 1)
    return f"; did you mean {_short(near[0])}?" if near else ""


def _quoted(value: object) -> str:
    return f"'{_short(str(value)[:200])}'"
