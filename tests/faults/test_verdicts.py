"""Of every file, whatever is wrong with it, hep and the script that anybody can read give one verdict."""

import importlib.util
import random
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.logbook.entry import digest_of, id_of
from tests.conftest import ROOT, Connection
from tests.faults.test_attacker import SQL
from tests.faults.test_door import bomb_in_an_index, endless_view
from tests.faults.test_flips import DAMAGES, Damage
from tests.faults.test_foreign import HEADERS, NOT_OURS, VALUES, forge, typed, untyped
from tests.logbook.tools import laptop, note, raw

_SPEC = importlib.util.spec_from_file_location("verify_hep", ROOT / "docs" / "verify_hep.py")
assert _SPEC is not None
assert _SPEC.loader is not None
script = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)

Spoil = Callable[[Path], object]

BODIES = {
    "an object": '{"text":"x"}',
    "nested as deep as hep bears": '{"a":' + "[" * 63 + "]" * 63 + "}",
    "nested once more": '{"a":' + "[" * 64 + "]" * 64 + "}",
    "nested deeper than Python bears": '{"a":' + "[" * 9000 + "]" * 9000 + "}",
    "brackets within a text": '{"text":"' + "[{" * 500 + '"}',
    "brackets behind a quotation mark": '{"text":"\\"' + "[" * 500 + '"}',
    "brackets behind a backslash": '{"text":"\\\\","a":' + "[" * 64 + "]" * 64 + "}",
    "as many digits as hep bears": '{"a":' + "9" * 100 + "}",
    "one digit more": '{"a":' + "9" * 101 + "}",
    "many digits within a text": '{"a":"' + "9" * 500 + '"}',
    "a long fraction": '{"a":0.' + "9" * 500 + "}",
    "a list": "[1]",
    "a text": '"x"',
    "null": "null",
    "a number": "7",
    "nothing": "",
    "half an object": '{"a":',
    "an object without quotation marks": "{a:1}",
    "no number": '{"a":NaN}',
    "a space first": ' {"a":1}',
    "a mark of order first": '\ufeff{"a":1}',
    "one name twice": '{"a":1,"a":2}',
    "half a letter": '{"a":"\\ud800"}',
    "a letter that is none": '{"a":"\\u0000"}',
    "as long as hep bears": '{"a":"' + "x" * 3_990_000 + '"}',
    "longer": '{"a":"' + "x" * 4_001_000 + '"}',
    "longer by its bytes": '{"a":"' + "ü" * 2_001_000 + '"}',
}
NUMBERS = (0, -1, 2, 10**6, 10**6 + 10**4, 2**62, 2**63 - 1)
TIMES = (
    "",
    "yesterday",
    "2021-06-16",
    "2021-06-16T14:00:00",
    "2021-06-16T14:00:00+01:00",
    "2021-06-16 14:00:00.000000Z",
    "2021-W24-3T14:00Z",
    "9999-99-99T00:00:00Z",
)


def put_in(path: Path, *, body: str = "{}", **values: Any) -> None:
    """Add an entry of a writer of its own whose hashes are right."""
    named = {"writer": "w" * 16, "n": 1, "prev": "", "at": "2021-06-16T14:00:00.000Z", "who": "", "kind": "note",
             "subject": "put in", "replaces": "", "digest": digest_of(body)} | values  # fmt: skip
    fields = tuple(named.values())
    with raw(path, guarded=False) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        conn.execute(f"INSERT INTO entry VALUES ({', '.join('?' * 11)})", (id_of(fields), *fields, body))


def run(path: Path, sql: str) -> None:
    # What the statement stumbles over, it leaves.
    with suppress(Exception), raw(path) as conn:
        conn.executescript(sql)


def put_over(path: Path, at: int, data: bytes) -> None:
    held = bytearray(path.read_bytes())
    held[at : at + len(data)] = data
    path.write_bytes(held)


def untype(path: Path, values: dict[str, str]) -> None:
    untyped(path)
    forge(path, **values)
    typed(path)


def damage(path: Path, how: Damage, seed: int) -> None:
    data = bytearray(path.read_bytes())
    how(data, random.Random(seed))
    path.write_bytes(data)


CASES: dict[str, Spoil] = {
    "nothing": lambda path: None,
    **{f"a body: {what}": partial(put_in, body=body) for what, body in BODIES.items()},
    **{f"the number {n}": partial(put_in, n=n) for n in NUMBERS},
    **{f"the time {at!r}": partial(put_in, at=at) for at in TIMES},
    "a kind that nobody knows": partial(put_in, kind="whatever"),
    "a writer without a name": partial(put_in, writer=""),
    "a correction of nothing": partial(put_in, replaces="x" * 32),
    **{what: partial(untype, values=values) for what, values in VALUES.items()},
    **{what: partial(put_over, at=at, data=data) for what, (at, data) in HEADERS.items()},
    **{what: partial(run, sql=f"ALTER TABLE entry RENAME TO other; {sql}") for what, sql in NOT_OURS.items()},
    **{sql: partial(run, sql=sql) for sql in SQL},
    **{f"{how.__name__} {seed}": partial(damage, how=how, seed=seed) for how in DAMAGES for seed in range(3)},
    "an index that computes": bomb_in_an_index,
    "a view without an end": endless_view,
    "zeros": lambda path: path.write_bytes(bytes(9000)),
    "an archive": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(9000)),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    book = laptop(tmp_path_factory.mktemp("whole") / "review.hep")
    for n in range(5):
        note(book, f"n{n}", f"words {n}")
    note(book, "n1", "better words", book.heads("n1")[0].id)
    book.close()
    return book.path.read_bytes()


def alone(path: Path) -> int:
    """Run the script, whose process ends with what it opened."""
    before = Connection.known.copy()
    try:
        return int(script.main(str(path)))
    finally:
        for conn in Connection.known - before:
            conn.close()


def codes(said: str) -> list[str]:
    return re.findall(r"record code (\S+)", said)


@pytest.mark.parametrize("what", CASES)
def test_hep_and_the_script_give_one_verdict(
    whole: bytes, tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "review.hep"
    path.write_bytes(whole)
    assert alone(path) == cli.main(["verify", str(path)]) == 0
    true = codes(capsys.readouterr().out)
    CASES[what](path)
    by_script = alone(path)
    said = capsys.readouterr().out
    with_hep = cli.main(["verify", str(path)])
    # What is no entry, the script leaves: it answers for the entries, which are then the ones that were there.
    beside = by_script == 0 and codes(said) == true[:1]
    assert beside or (by_script == 0) == (with_hep == 0), (said, capsys.readouterr())
