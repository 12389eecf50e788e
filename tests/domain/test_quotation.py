import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hep_tui.domain.quotation import unclosed


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", None),
        ('a,"b, ""c""\n",d\r\n', None),
        ('5" pipe,a"b\n', None),
        ('a,"b', (1, 2)),
        ('a,"b\r\nc",d\r\n"e" f,g\n', (3, 1)),
        ('a\n\nb,c,"d\ne,"f"\n', (3, 3)),
    ],
)
def test_the_first_cell_that_is_not_closed_is_named(text: str, where: tuple[int, int] | None) -> None:
    assert unclosed(text, ",") == where


@settings(max_examples=400)
@given(st.text(st.sampled_from('ab",;\r\n')), st.sampled_from(",;"))
@example('"', ",")
def test_it_is_found_wherever_the_reader_of_the_standard_library_fails(text: str, sign: str) -> None:
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error:
        assert unclosed(text, sign)
    else:
        assert unclosed(text, sign) is None
