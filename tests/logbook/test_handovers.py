"""What was handed over when: kept beside the record, and never a part of it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.logbook import Book, handovers
from hep_tui.logbook.merge import merge
from hep_tui.logbook.verify import verify
from tests.logbook.tools import again, copied, laptop, note, raw, stands


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Lend the book of a laptop."""
    with closing(laptop(tmp_path / "a.hep")) as book:
        yield book


def test_nothing_is_known_of_a_handover_before_the_first(book: Book) -> None:
    assert handovers.last(book) is None


def test_the_newest_handover_counts_whatever_the_clock_says(book: Book) -> None:
    for name in ("first", "second"):
        handovers.remember(book, name, book.record_code())
    book.conn.execute("UPDATE handover SET at = '2031-01-01T00:00:00+00:00' WHERE name = 'first'")
    last = handovers.last(book)
    assert last is not None
    assert (last.name, last.record_code) == ("second", book.record_code())


def test_a_handover_is_no_entry_and_changes_no_code(book: Book) -> None:
    before, code = stands(book), book.record_code()
    handovers.remember(book, "an export", code)
    assert (stands(book), book.record_code()) == (before, code)
    assert verify(book, code).ok
    book.close()
    with closing(again(book.path)) as later:
        assert handovers.last(later) is not None


def test_what_is_kept_in_memory_of_the_record_stays(book: Book) -> None:
    before = book.generation()
    handovers.remember(book, "an export", book.record_code())
    assert book.generation() == before


def test_a_merge_does_not_bring_the_handovers_of_another_laptop(book: Book) -> None:
    other = again(copied(book.path, "b.hep"))
    note(other, "one", "words")
    handovers.remember(other, "an export", other.record_code())
    other.close()
    merge(book, other.path)
    assert handovers.last(book) is None


@pytest.mark.parametrize("spoil", ["DROP TABLE handover", "UPDATE handover SET at = 'yesterday'"])
def test_a_file_that_does_not_say_when_is_one_of_which_nothing_is_known(book: Book, spoil: str) -> None:
    handovers.remember(book, "an export", book.record_code())
    with raw(book.path) as conn:
        conn.execute(spoil)
    assert handovers.last(book) is None


def test_a_file_that_takes_nothing_any_more_keeps_the_export_from_nothing(book: Book) -> None:
    book.conn.execute("PRAGMA query_only = ON")
    handovers.remember(book, "an export", book.record_code())
    book.conn.execute("PRAGMA query_only = OFF")
    book.read_only = "It may not be written here."
    handovers.remember(book, "an export", book.record_code())
    assert handovers.last(book) is None
