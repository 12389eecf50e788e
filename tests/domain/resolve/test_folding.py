"""Names are compared as people type them who have no other letters on their keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.resolve.folding import person_key, plain, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Łukasz", "lukasz"), ("Øyvind Strøm", "oyvind strom"), ("İrem Yılmaz", "irem yilmaz"), ("Đặng", "dang"),
     ("Þór", "thor"), ("Strauß", "strauss"), ("Zoë", "zoe"), ("Æthelred", "aethelred"), ("王小明", "王小明")],
)  # fmt: skip
def test_letters_without_a_key_are_typed_as_the_nearest_ones(written: str, typed: str) -> None:
    assert plain(written) == plain(typed) == typed


@given(st.text(max_size=40))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


def test_a_person_is_the_same_whatever_title_order_and_brackets() -> None:
    one = person_key("Asha Example")
    assert all(
        person_key(name) == one for name in ("Example, Asha", "Dr Asha Example", "Asha Example (Mrs)", "ASHA EXAMPLE")
    )
    assert person_key("A Example") != one
