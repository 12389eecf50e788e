"""Check a pack: every fault in one go, each with its line, its key, and what was expected."""

import dataclasses
import difflib
import re
import tomllib
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hep_tui.domain import pack
from hep_tui.domain.pack_locate import KeyPath, Place, locate
from hep_tui.domain.text import clean
from hep_tui.errors import HepError

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MOST = 500

# What the TOML writes in pounds, the pack holds in pence.
_MONEY = {"pence": "pounds", "cap_pence": "cap"}
_ALLOWED: dict[tuple[type, str], tuple[str, ...]] = {
    (pack.Agenda, "kind"): ("workshop", "conference"),
    (pack.Item, "kind"): ("talk", "notes", "ranking", "vote", "framework", "models", "break"),
    (pack.Funding, "basis"): ("per-pupil", "flat", "band", "top-slice", "de-delegation", "la-grant", "traded"),
    (pack.PollPlan, "method"): ("choose", "approve", "rank", "score", "gradient", "points", "hands"),
    (pack.PollPlan, "options"): ("priorities", "models", "own"),
    (pack.PollPlan, "unit"): ("person", "school", "table"),
    (pack.PollPlan, "base"): ("valid", "cast", "present", "eligible"),
    (pack.PollPlan, "layout"): ("down", "order"),
}
# Which list of the pack a key must name something of.
_REFERENCES: dict[tuple[type, str], str] = {
    (pack.Item, "poll"): "polls",
    (pack.Theme, "parent"): "themes",
    (pack.Funding, "phase"): "phases",
    (pack.PollPlan, "scale"): "scales",
}


class PackError(HepError):
    """Refuse a pack."""


@dataclass(frozen=True)
class Fault:
    """Hold one fault: where it is, which key, and what was expected."""

    line: int
    column: int
    key: str
    message: str

    @property
    def words(self) -> str:
        """Return `line:column: key: message`."""
        return f"{self.line}:{self.column}: {self.key}: {self.message}" if self.key else f"{self.line}: {self.message}"


def check(text: str) -> list[Fault]:
    """Return every fault of a pack's TOML text, in the order of its lines; none means that it can be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [_syntax(str(error), text)]
    except RecursionError:
        return [Fault(1, 1, "", "tables or arrays are nested deeper than any pack needs")]
    places = locate(text)
    found = sorted(_Checker(data).faults(), key=lambda f: _place(places, f[0]))
    return [Fault(*_place(places, path), _written(path), message) for path, message in found]


def _syntax(message: str, text: str) -> Fault:
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (text.count("\n") + 1, 1)
    return Fault(line, column, "", f"column {column}: not valid TOML: {_AT.sub('', message)}")


def _place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place:
    """Return where a path stands, or the nearest thing around it that does."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place(1, 1))


def _written(path: KeyPath) -> str:
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


class _Checker:
    """Hold a parsed pack while it is looked through."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.ids = {name: _ids(data.get(name)) for name in ("phases", "themes", "polls", "scales")}

    def faults(self) -> Iterator[tuple[KeyPath, str]]:
        yield from self._table(pack.Pack, self.data, ())
        yield from self._colours()
        for i, plan in enumerate(_tables(self.data.get("polls"))):
            if plan.get("options") == "own" and len(plan.get("own") or ()) < 1:
                yield ("polls", i, "own"), 'options is "own", so own must list them'

    def _table(self, cls: type, data: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
        fields = {_MONEY.get(f.name, f.name): f for f in dataclasses.fields(cls)}
        hints = typing.get_type_hints(cls)
        for key, value in data.items():
            if key not in fields:
                near = difflib.get_close_matches(key, fields, 1)
                yield (*path, key), f"unknown key{f'; did you mean {near[0]}?' if near else ''}"
            elif key in _MONEY.values():
                yield from _money(value, (*path, key))
            else:
                yield from self._value(cls, key, hints[fields[key].name], value, (*path, key))
        for key, field in fields.items():
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if required and key not in data:
                yield path, f"{key} is missing"

    def _value(self, cls: type, key: str, hint: Any, value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
        args = typing.get_args(hint)
        if typing.get_origin(hint) is tuple:
            yield from self._list(cls, key, args[0], value, path)
        elif hint is int:
            yield from _whole(key, value, path)
        elif hint is bool:
            if not isinstance(value, bool):
                yield path, "expected true or false"
        elif hint is str:
            yield from self._text(cls, key, value, path)

    def _list(self, cls: type, key: str, kind: Any, value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
        tables = dataclasses.is_dataclass(kind)
        if not isinstance(value, list):
            yield path, f"expected a list of {'tables' if tables else 'texts'}"
            return
        if len(value) > _MOST:
            yield path, f"has {len(value)} entries; a pack has at most {_MOST}"
            return
        seen: dict[object, int] = {}
        for i, each in enumerate(value):
            if not tables:
                yield from self._text(cls, key, each, (*path, i))
            elif not isinstance(each, Mapping):
                yield (*path, i), "expected a table"
            else:
                yield from self._table(typing.cast("type", kind), each, (*path, i))
                yield from _twice(each, seen, (*path, i))

    def _text(self, cls: type, key: str, value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
        if not isinstance(value, str):
            yield path, "expected text in quotes"
            return
        allowed = _ALLOWED.get((cls, key))
        wanted = _REFERENCES.get((cls, key))
        if clean(value) != value.strip():
            yield path, "holds characters that cannot be shown"
        elif key in ("label", "title", "question") and not value.strip():
            yield path, "is empty; people read this"
        elif key == "id" and not _ID.fullmatch(value):
            yield path, f"{value!r} is no id: small letters, digits and single hyphens, or one capital letter"
        elif allowed and value not in allowed:
            yield path, f"{value!r} is none of: {', '.join(allowed)}"
        elif wanted and value and value not in self.ids[wanted]:
            near = difflib.get_close_matches(value, self.ids[wanted], 1)
            yield path, f"{value!r} names nothing in {wanted}{f'; did you mean {near[0]}?' if near else ''}"

    def _colours(self) -> Iterator[tuple[KeyPath, str]]:
        colours = self.data.get("colours", {})
        if not isinstance(colours, Mapping):
            yield ("colours",), "expected a table of phase = colour"
            return
        for phase, colour in colours.items():
            if phase not in self.ids["phases"]:
                yield ("colours", phase), f"{phase!r} names nothing in phases"
            if not isinstance(colour, str):
                yield ("colours", phase), "expected the name of a colour in quotes"


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _ids(value: object) -> list[str]:
    return [id for each in _tables(value) if isinstance(id := each.get("id"), str)]


def _twice(table: Mapping[str, Any], seen: dict[object, int], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    key = (repr(table.get("id")), repr(table.get("version")))
    if "id" in table and key in seen:
        yield (*path, "id"), f"{table['id']!r} stands twice; it is already entry {seen[key] + 1}"
    seen.setdefault(key, len(seen))


def _whole(key: str, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    most = {"minutes": 480, "value": 100, "top": 100}.get(key, 10_000)
    least = {"version": 1, "units": 1}.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int):
        yield path, "expected a whole number"
    elif not least <= value <= most:
        yield path, f"{value} is not between {least} and {most}"


def _money(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    from hep_tui.domain.pack_read import to_pence

    if to_pence(value) is None:
        yield path, f'{value!r} is no amount of pounds; write 2500 or "0.50"'
