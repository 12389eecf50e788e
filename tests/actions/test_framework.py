"""Ratings: a table has one sheet, a person a new one, and nothing that the pack does not know is stored."""

from collections.abc import Callable

import pytest

from hep_tui.actions import framework, record
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.framework import Rating
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.cache import conflicts
from hep_tui.logbook.records import records

from .conftest import bring


def sheets(book: Book) -> list[Rating]:
    return [r.what for r in records(book, Rating)]


def test_a_table_that_rates_again_corrects_its_sheet(book: Book, hillingdon: Pack, meeting: str) -> None:
    id = framework.rate(book, hillingdon, Rating(meeting, {"vision": 2}, table_no=3))
    again = framework.rate(book, hillingdon, Rating(meeting, {"vision": 3, "trust": 1}, table_no=3))
    assert id == again == f"{meeting}.3.rating"
    assert sheets(book) == [Rating(meeting, {"vision": 3, "trust": 1}, table_no=3)]
    assert len(book.history(id)) == 2


def test_the_same_sheet_again_is_no_new_entry(book: Book, hillingdon: Pack, meeting: str) -> None:
    rating = Rating(meeting, {"vision": 2}, table_no=3)
    framework.rate(book, hillingdon, rating)
    before = book.count()
    framework.rate(book, hillingdon, rating)
    assert book.count() == before


def test_a_persons_sheet_is_a_new_thing_unless_it_corrects_one(book: Book, hillingdon: Pack, meeting: str) -> None:
    one = framework.rate(book, hillingdon, Rating(meeting, {"vision": 2}, "person", number=1))
    two = framework.rate(book, hillingdon, Rating(meeting, {"vision": 2}, "person", number=2))
    assert one != two
    framework.rate(book, hillingdon, Rating(meeting, {"vision": 4}, "person", number=1), corrects=one)
    assert [(s.number, s.marks["vision"]) for s in sheets(book)] == [(1, 4), (2, 2)]


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        (Rating("", {}, table_no=1), "Nothing is rated"),
        (Rating("", {"tea": 2}, table_no=1), "tea is none of the conditions"),
        (Rating("", {"vision": 7}, table_no=1), "7 is not a level from 1 to 4"),
        (Rating("", {"vision": 2}), "neither which table nor which person"),
        (Rating("", {"vision": 2}, table_no=1), "This meeting is not in the record"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_nothing_is(
    book: Book, hillingdon: Pack, rating: Rating, sentence: str
) -> None:
    before = book.count()
    with pytest.raises(HepError, match=sentence):
        framework.rate(book, hillingdon, rating)
    assert book.count() == before


def test_two_laptops_that_rate_a_table_differently_are_in_conflict_until_one_stands(
    book: Book, hillingdon: Pack, meeting: str, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    id = framework.rate(book, hillingdon, Rating(meeting, {"vision": 2}, table_no=3))
    framework.rate(other, hillingdon, Rating(meeting, {"vision": 3}, table_no=3))
    bring(book, other)
    assert conflicts(book) == {id}
    with pytest.raises(HepError, match="two versions after a merge"):
        framework.rate(book, hillingdon, Rating(meeting, {"vision": 4}, table_no=3))
    record.settle(book, id, book.heads(id)[0].id)
    framework.rate(book, hillingdon, Rating(meeting, {"vision": 4}, table_no=3))
    assert [s.marks for s in sheets(book)] == [{"vision": 4}]


def test_two_laptops_that_rate_a_table_alike_agree(
    book: Book, hillingdon: Pack, meeting: str, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    for each in (book, other):
        framework.rate(each, hillingdon, Rating(meeting, {"vision": 2}, table_no=3))
    bring(book, other)
    assert not conflicts(book)
    assert len(sheets(book)) == 1


def test_undo_brings_back_the_sheet_before(book: Book, hillingdon: Pack, meeting: str) -> None:
    trail = Trail()
    book.on_append = trail.note
    framework.rate(book, hillingdon, Rating(meeting, {"vision": 2}, table_no=3))
    framework.rate(book, hillingdon, Rating(meeting, {"vision": 3}, table_no=3))
    undo(book, trail)
    assert [s.marks for s in sheets(book)] == [{"vision": 2}]
    undo(book, trail)
    assert sheets(book) == []
