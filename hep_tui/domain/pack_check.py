"""Check a pack: every fault in one go, each with its line, its key, and what was expected."""

import dataclasses
import re
import tomllib
import typing
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from hep_tui.domain import pack, pack_rules, schema
from hep_tui.domain.key import Key
from hep_tui.domain.pack_locate import KeyPath, Place, locate
from hep_tui.domain.schema import Fault, entries, quoted, short
from hep_tui.errors import HepError

LARGEST = 1_000_000
_MOST_FAULTS = 200
_MOST_DOTS = 200
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MONEY = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


class PackError(HepError):
    """Refuse a pack."""


_LOOK = "look there for a quote, a bracket or an = that is missing or too many"


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
        return [Fault(1, 1, "", f"a number or a date cannot be read: {short(str(error))}")]
    found = list(islice(_faults(data), _MOST_FAULTS + 1))
    placed = [Fault(*_place(places, path), _written(path), message) for path, message in found[:_MOST_FAULTS]]
    placed.sort(key=lambda fault: (fault.line, fault.column))
    if len(found) > _MOST_FAULTS:
        placed.append(Fault(placed[-1].line, 1, "", f"there are more than {_MOST_FAULTS} faults; mend these first"))
    return placed


def fault_at(text: str, path: KeyPath, message: str) -> Fault:
    """Return a fault of a text that is valid TOML, at a key of it."""
    return Fault(*_place(locate(text.removeprefix("\ufeff")), path), _written(path), message)


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
    return Fault(line, column, "", f"not valid TOML: {short(_AT.sub('', message))}; {_LOOK}")


def _place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place:
    """Return where a path is, or the nearest thing around it that has a place."""
    while path not in places:
        path = path[:-1]
    return places[path]


def _written(path: KeyPath) -> str:
    """Return a path as a person reads it; entries of lists are counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{short(part)}" for part in path)
    return "".join(parts).removeprefix(".")


Ids = Mapping[str, Collection[str]]
Found = Iterator[tuple[KeyPath, str]]


def _faults(data: Mapping[str, Any]) -> Found:
    yield from _table(pack.Pack, data, (), pack_rules.all_ids(data))
    yield from pack_rules.faults(data)


def _table(cls: type, data: Mapping[str, Any], path: KeyPath, ids: Ids) -> Found:
    known = entries(cls)
    filled: dict[str, str] = {}
    for key, value in data.items():
        if key not in known:
            yield (*path, key), f"unknown key{_meant(key, known)}"
        elif (first := filled.setdefault(known[key].field, key)) != key:
            yield (*path, key), f"says the same as {first}; leave one of them out"
        else:
            yield from _value(known[key], value, (*path, key), ids)
    for key, entry in known.items():
        if entry.needed and key not in data:
            yield path, f"{key} is missing"


def _meant(key: str, known: Mapping[str, schema.Entry]) -> str:
    """Suggest the key that a field is written under, or the one that looks most like it."""
    written = next((name for name, entry in known.items() if key == entry.field), "")
    return f"; did you mean {written}?" if written else schema.suggestion(key, known)


def _value(entry: schema.Entry, value: Any, path: KeyPath, ids: Ids) -> Found:
    kind = typing.get_origin(entry.type)
    if entry.key.written:
        if to_pence(value) is None:
            yield path, f'{quoted(value)} is not an amount of pounds; write 2500 or "0.50"'
    elif kind is tuple:
        yield from _list(entry.key, typing.get_args(entry.type)[0], value, path, ids)
    elif entry.type is int:
        if wrong := schema.number_fault(value, entry.key):
            yield path, wrong
    elif entry.type is bool:
        if not isinstance(value, bool):
            yield path, "expected true or false"
    elif dataclasses.is_dataclass(entry.type):
        yield from _inner(typing.cast("type", entry.type), value, path, ids)
    elif entry.type is str:
        yield from _text(entry.key, value, path, ids)
    else:
        yield from _words(entry.key, value, path, ids)


def _inner(cls: type, value: Any, path: KeyPath, ids: Ids) -> Found:
    if isinstance(value, Mapping):
        yield from _table(cls, value, path, ids)
    else:
        yield path, "expected a table"


def _list(key: Key, kind: Any, value: Any, path: KeyPath, ids: Ids) -> Found:
    tables = dataclasses.is_dataclass(kind)
    if not isinstance(value, list):
        wanted = "tables" if tables else "texts"
        yield path, f"expected a list of {wanted}"
        return
    if len(value) > pack_rules.MOST_ENTRIES:
        yield path, f"has {len(value)} entries; a pack has at most {pack_rules.MOST_ENTRIES}"
        return
    seen: dict[object, int] = {}
    for i, each in enumerate(value):
        if not tables:
            yield from _text(key, each, (*path, i), ids)
        elif not isinstance(each, Mapping):
            yield (*path, i), "expected a table"
        else:
            yield from _table(typing.cast("type", kind), each, (*path, i), ids)
            yield from _twice(each, seen, i, (*path, i))


def _twice(table: Mapping[str, Any], seen: dict[object, int], i: int, path: KeyPath) -> Found:
    """Refuse an id that an earlier entry has; models of one id are told apart by their version."""
    id = table.get("id")
    if isinstance(id, str):
        first = seen.setdefault((id.lower(), repr(table.get("version"))), i)
        if first != i:
            yield (*path, "id"), f"{quoted(id)} is there twice; entry {first + 1} has it already"


def _words(key: Key, value: Any, path: KeyPath, ids: Ids) -> Found:
    """Check a table whose keys are ids of a list of the pack."""
    if not isinstance(value, Mapping):
        yield path, "expected a table of id = text"
        return
    known = ids[key.names]
    for id, text in value.items():
        if id not in known:
            yield (*path, id), f"names nothing in {key.names}{schema.suggestion(id, known)}"
        yield from _text(dataclasses.replace(key, names=""), text, (*path, id), ids)


def _text(key: Key, value: Any, path: KeyPath, ids: Ids) -> Found:
    wrong = schema.text_fault(value, key, ids) if isinstance(value, str) else "expected text in quotes"
    if wrong:
        yield path, wrong
