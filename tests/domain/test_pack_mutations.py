"""A sound pack with one thing wrong is never sound: a key misspelt, dropped or of another type, a word that is none."""

import copy
import dataclasses
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_check import check
from hep_tui.domain.pack_locate import KeyPath
from hep_tui.domain.schema import Entry, entries
from hep_tui.domain.schools import COLUMNS, read_table

WHOLE = Path(__file__).with_name("whole.toml").read_text("utf-8")
PHASES = ("lower", "upper")
TABLE = """\
urn,name,phase,sector,type,maintained,religious,religious_basis,town,postcode,pupils,opened,note
900001,Hill,lower,state,Community school,yes,Does not apply,source,Moor,ZZ1 1AA,84,2001-09-01,new
900002,Vale,upper,independent,,no,,,,,,,
"""


def walk(cls: type, table: dict[str, Any], path: KeyPath = ()) -> Iterator[tuple[KeyPath, Entry]]:
    """Yield every key that is written in a table and in those within it."""
    for key, value in table.items():
        entry = entries(cls)[key]
        yield (*path, key), entry
        inner = next(iter(get_args(entry.type)), None)
        if dataclasses.is_dataclass(entry.type):
            yield from walk(cast("type", entry.type), value, (*path, key))
        for i, each in enumerate(value if isinstance(value, list) else ()):
            if isinstance(each, dict):
                yield from walk(inner, each, (*path, key, i))  # type: ignore[arg-type]


KEYS = list(walk(Pack, tomllib.loads(WHOLE)))
NAMES = [".".join(map(str, path)) for path, _ in KEYS]
every_key = pytest.mark.parametrize(("path", "entry"), KEYS, ids=NAMES)


def holder(data: dict[str, Any], path: KeyPath) -> Any:
    found: Any = data
    for part in path[:-1]:
        found = found[part]
    return found


def changed(path: KeyPath, value: Any = None, *, name: str = "") -> str:
    """Return the pack with another value at a path, or another name, or without it where neither is given."""
    data = copy.deepcopy(tomllib.loads(WHOLE))
    table, key = holder(data, path), path[-1]
    held = table.pop(key)
    if name:
        table[name] = held
    elif value is not None:
        table[key] = value
    return "\n".join(f"{key} = {toml(value)}" for key, value in data.items())


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def test_the_whole_pack_is_sound_and_has_every_key_there_is() -> None:
    assert check(WHOLE) == []
    written = {(entry.field, entry.key) for _, entry in KEYS}

    def below(cls: type) -> Iterator[Entry]:
        for entry in entries(cls).values():
            yield entry
            for each in (entry.type, *get_args(entry.type)):
                if hasattr(each, "__dataclass_fields__"):
                    yield from below(each)

    assert {entry.field for entry in below(Pack) if (entry.field, entry.key) not in written} == set()


@every_key
def test_a_key_that_is_misspelt_is_a_fault(path: KeyPath, entry: Entry) -> None:
    key = str(path[-1])
    for name in (key[:-1] + "x", f"{key}s", f"x{key}", key.upper()):
        if name not in holder(tomllib.loads(WHOLE), path):
            assert check(changed(path, name=name)), name


@every_key
def test_a_value_of_another_type_is_a_fault(path: KeyPath, entry: Entry) -> None:
    held = holder(tomllib.loads(WHOLE), path)[path[-1]]
    for other in (True, 7, 1.5, "a b", [], [7], {}, {"a": 1}):
        if type(other) is not type(held) and not (entry.key.written and type(other) in (int, float)):
            assert check(changed(path, other)), (other, entry)


@every_key
def test_a_key_that_must_be_there_is_a_fault_where_it_is_dropped(path: KeyPath, entry: Entry) -> None:
    if entry.needed:
        assert check(changed(path))


NEEDED_HERE = {
    "phases", "roles", "agendas", "themes", "scales", "polls", "priorities", "models", "levels", "own", "scale",
    "options", "method", "rule", "top", "phase", "layout",
}  # fmt: skip
"""Keys that may be left out of a pack, and not of this one: something else in it says so."""


@every_key
def test_a_key_that_may_be_left_out_leaves_a_sound_pack(path: KeyPath, entry: Entry) -> None:
    if not entry.needed and path[-1] not in NEEDED_HERE:
        assert check(changed(path)) == []


@every_key
def test_a_word_that_is_none_of_those_allowed_is_a_fault(path: KeyPath, entry: Entry) -> None:
    held = holder(tomllib.loads(WHOLE), path)[path[-1]]
    if entry.key.one_of or entry.key.names or path[-1] in ("no_change", "proposition", "timezone"):
        for text in (held if isinstance(held, list) else [held]) if not isinstance(held, dict) else held:
            for wrong in (f"{text}x", str(text)[:-1] + "-", str(text).upper() if str(text).islower() else f"x{text}"):
                value: Any = [wrong] if isinstance(held, list) else wrong
                value = {wrong: "red"} if isinstance(held, dict) else value
                assert check(changed(path, value)), wrong


def table(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "schools.csv"
    path.write_text(text)
    return read_table(path, PHASES)


def test_the_whole_table_is_sound_and_has_every_column(tmp_path: Path) -> None:
    found = table(tmp_path, TABLE)
    assert (found.faults, found.columns) == ((), tuple(COLUMNS))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_is_misspelt_is_a_fault(tmp_path: Path, column: str) -> None:
    for name in (column[:-1], f"{column}s", column.upper(), f"x{column}"):
        assert table(
            tmp_path,
            TABLE.replace(f"{column},", f"{name},", 1) if column != "note" else TABLE.replace(",note", f",{name}", 1),
        ).faults


@pytest.mark.parametrize("column", [name for name, entry in COLUMNS.items() if entry.key.one_of or entry.key.names])
@pytest.mark.parametrize("row", [1, 2])
def test_a_cell_that_is_none_of_those_allowed_is_a_fault(tmp_path: Path, column: str, row: int) -> None:
    lines = [line.split(",") for line in TABLE.splitlines()]
    place = lines[0].index(column)
    held = lines[row][place]
    for wrong in (
        "",
        held.upper() if held.islower() else held.lower(),
        held.title(),
        f"{held}s",
        held[:-1],
        "7",
        "true",
    ):
        lines[row][place] = wrong
        assert table(tmp_path, "\n".join(map(",".join, lines))).faults, wrong
