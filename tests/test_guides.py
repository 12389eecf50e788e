"""What the guides show as an example is what the program does."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.domain.shorthand import parse, words
from hep_tui.logbook import Book
from hep_tui.views.review import vocabulary
from tests.conftest import ROOT


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def _examples() -> Iterator[tuple[str, str]]:
    """Yield each example of the table of marks with what it is said to be understood as."""
    table = _page("facilitators.md").partition("| mark | means | for example |")[2].partition("\n\n")[0]
    for row in table.splitlines()[2:]:
        *_, line, understood = (cell.strip() for cell in row.strip("|").split("|"))
        yield line.strip("`"), understood


@pytest.fixture
def known(book: Book, hillingdon: Pack) -> Vocabulary:
    return vocabulary(book, hillingdon)


@pytest.mark.parametrize(("line", "understood"), _examples())
def test_an_example_of_a_mark_is_understood_as_the_guide_says(line: str, understood: str, known: Vocabulary) -> None:
    reading = parse(line, known, today=date(2021, 6, 16))
    plain = re.fullmatch(r"no mark, the text `(.+)`", understood)
    if plain:
        assert (words(reading, known), reading.note.text) == ("", plain[1])
    else:
        assert words(reading, known) == understood


def test_every_kind_of_mark_has_an_example() -> None:
    shown = " ".join(line for line, _ in _examples())
    assert [mark for mark in '-~@#"/*>\\' if mark not in shown] == []
