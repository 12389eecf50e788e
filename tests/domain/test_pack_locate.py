"""Where keys are in a TOML text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.pack_locate import KeyPath, Place, locate

PACKS = sorted((Path(__file__).resolve().parents[2] / "data" / "packs").glob("*.toml"))

TRICKY = '''\
# a = "not this"
title = """
models = 1
[phases]
"quoted" \\""" still
"""""
'a b' = \'\'\'
# no comment
x = 2\'\'\'
"caf\\u00e9" . deep = { one = 1, two = ["]", '}', { three = 3 }] } # end
list = [ # first
  1, [2,
  3], # [
]
[[models]]
id = "A"
[[models.funding]]
pounds = 1
  [[models.funding]]
  pounds = 2
[[models]]
id = "B"
[[models.funding]]
pounds = 1979-05-27 07:32:00
[colours."light blue"]
a = -1e3
'''


def paths(value: Any, at: KeyPath = ()) -> list[KeyPath]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, each in items for path in paths(each, (*at, key)))]


def test_long_strings_arrays_and_comments_do_not_mislead() -> None:
    places = locate(TRICKY)
    assert set(places) == set(paths(tomllib.loads(TRICKY)))
    lines = TRICKY.splitlines()
    expected = {
        ("title",): "title", ("a b",): "'a b'", ("café", "deep", "two", 2, "three"): "three = 3", ("list", 1, 1): "3]",
        ("models", 0, "funding", 1): "[[models.funding]]", ("models", 1, "funding", 0, "pounds"): "pounds = 1979",
        ("colours", "light blue", "a"): "a = -1e3",
    }  # fmt: skip
    for path, text in expected.items():
        line, column = places[path]
        assert lines[line - 1][column - 1 :].startswith(text)
    assert places["models", 0, "funding", 1, "pounds"] == Place(20, 3)


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_of_the_packs_is_found_on_the_line_that_writes_it(path: Path, newline: str) -> None:
    text = path.read_text("utf-8").replace("\n", newline)
    places, lines = locate(text), text.splitlines()
    found = paths(tomllib.loads(text))
    assert set(places) == set(found)
    for where in found:
        if where and isinstance(where[-1], str):
            line, column = places[where]
            assert lines[line - 1][column - 1 :].lstrip("[").startswith(where[-1])


SCALARS = st.integers(-9, 10**6).map(str) | st.sampled_from(["true", "1.5", "1979-05-27", "'#]'", '"[a]\\""', "inf"])
LONG = st.text("ab'\"#=[]{}\n \\", max_size=12).map(lambda t: "'''" + t.replace("'", "") + "'''")
BLANKS = st.sampled_from(["", " ", "\n", " # x ] }\n", "\t"])
VALUES = st.recursive(
    SCALARS | LONG,
    lambda inner: (
        st.tuples(st.lists(inner, max_size=3), BLANKS).map(lambda t: "[" + ",".join(v + t[1] for v in t[0]) + "]")
        | st.lists(inner, max_size=3).map(lambda vs: "{" + ", ".join(f"k{i} = {v}" for i, v in enumerate(vs)) + "}")
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(["a", "b", "'c.d'", '"e\\t"', "a.b", "f . g"])
LINES = st.tuples(KEYS, VALUES).map(" = ".join) | KEYS.map("[{}]".format) | KEYS.map("[[{}]]".format) | BLANKS


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_text_that_is_toml_has_a_place_for_every_key(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = locate(text)
    assert set(places) == set(paths(data))
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in places.values())
