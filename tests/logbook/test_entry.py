"""What an entry is made of, whatever letters are in it."""

import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.logbook.entry import Entry, bears_its_id, canonical, id_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ['"', "\\", "a\nb", "\x7f", "é"]
)
columns = st.tuples(texts, st.integers(1, 2**53), *[texts] * 7)


@given(columns)
def test_an_id_is_the_hash_of_the_json_array_of_its_columns(fields: tuple[object, ...]) -> None:
    sha = hashlib.sha256(canonical(fields).encode()).digest()
    assert id_of(fields) == base64.b32encode(sha[:20]).decode().lower()


@given(columns, st.none() | texts)
def test_an_entry_bears_the_id_that_is_made_of_it(fields: tuple[object, ...], body: str | None) -> None:
    assert bears_its_id(Entry._make((id_of(fields), *fields, body)))


@given(columns, st.integers(0, 31), st.sampled_from([*"ab27AZ0189_ -+=é٣", "", "aa"]))
def test_an_entry_with_another_id_does_not_bear_it(fields: tuple[object, ...], at: int, put: str) -> None:
    right = id_of(fields)
    wrong = right[:at] + put + right[at + 1 :]
    assert bears_its_id(Entry._make((wrong, *fields, None))) == (wrong == right)
