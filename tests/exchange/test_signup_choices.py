"""How a sign-up list is read, as one line: said, put right, remembered."""

import pytest

from hep_tui.errors import HepError
from hep_tui.exchange.signup_choices import asked_of, read_choices


def test_a_line_says_where_to_read_and_what_each_column_holds() -> None:
    choices = read_choices("sheet=Heads; heading=3; Your name = name; a=b=school; Diet=")
    assert (choices.sheet, choices.heading, choices.encoding) == ("Heads", 3, "")
    assert choices.columns == {"Your name": "name", "a=b": "school", "Diet": ""}
    assert asked_of(("Who", "", "Where")) == "Who=; Where="


@pytest.mark.parametrize(("line", "why"), [("name", "has no ="), ("=name", "has no ="), ("heading=x", "with a number")])
def test_a_line_that_says_nothing_is_refused(line: str, why: str) -> None:
    with pytest.raises(HepError, match=why):
        read_choices(line)


def test_without_a_heading_columns_are_called_by_their_places() -> None:
    choices = read_choices("heading=none; 1=name; 2=school")
    assert choices.headless
    assert dict(choices.columns) == {"1": "name", "2": "school"}
