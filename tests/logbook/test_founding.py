"""A review that nobody founded: colleagues merge as ever, and what a stranger would destroy is set aside."""

import itertools
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import laptops, record
from hep_tui.errors import HepError
from hep_tui.logbook import Book, OtherReview, founding
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.merge import merge, merge_all
from hep_tui.logbook.opening import open_book

from .test_trust import copy, eraser, introduce, texts, unbound
from .tools import Opened, check_whole, key, laptop, note, stands


@pytest.fixture
def old(tmp_path: Path, opened: Opened) -> Book:
    """Return the book of laptop 1, of a review that nobody founded and a laptop without a key began."""
    with_no_key = laptop(tmp_path / "old.hep")
    note(with_no_key, "n0", "zero")
    record.withdraw(with_no_key, "n0")
    note(with_no_key, "n1", "one")
    note(with_no_key, "n2", "two")
    with_no_key.close()
    return opened(tmp_path / "old.hep", 1)


def innocent(old: Book, opened: Opened, n: int, name: str = "innocent.hep") -> Path:
    """Return the file of a laptop that took a note, and took that back."""
    book = opened(copy(old, name), n)
    note(book, f"i{n}", "said elsewhere")
    record.withdraw(book, f"i{n}")
    note(book, f"j{n}", f"said on {n}")
    return book.path


def test_colleagues_who_add_merge_each_others_files_and_nobody_founds_anything(old: Book, opened: Opened) -> None:
    others = [innocent(old, opened, n, f"of{n}.hep") for n in (0, 2)]
    for merged in merge_all(old, others):
        assert (merged.set_aside, merged.founded) == (0, False)
    assert sorted(texts(old)) == ["one", "said on 0", "said on 2", "two"]
    assert not old.trust.claims
    back = opened(others[0], 0)
    merge(back, old.path)
    merge(back, others[1])
    assert stands(back) == stands(old)


@pytest.mark.parametrize("n", [9, 0])
def test_a_merge_that_would_destroy_founds_the_review_first_and_the_dry_run_says_so(
    old: Book, opened: Opened, n: int
) -> None:
    path = eraser(old, opened, n)
    tried = merge(old, path, dry_run=True)
    assert (tried.erases, tried.set_aside, tried.new, tried.founded) == (0, 2, 4, True)
    assert tried.details[-1].startswith("Nobody had founded this review")
    assert not old.trust.claims
    done = merge(old, path)
    assert (done.erases, done.set_aside, done.founded) == (0, 2, True)
    assert texts(old) == ["one", "two", "said elsewhere"]
    assert old.trust.founder == key(1).public
    check_whole(old)
    assert not merge(old, path).founded


def test_what_colleagues_destroyed_is_one_command_away(old: Book, opened: Opened) -> None:
    path = eraser(old, opened, 2)
    merge(old, path)
    laptops.introduce(old, four_words(key(2).public))
    assert texts(old) == ["said elsewhere"]


def test_a_stranger_who_only_adds_at_first_may_destroy_no_more_later(old: Book, opened: Opened) -> None:
    first = innocent(old, opened, 9)
    merge(old, first)
    book = unbound(opened(copy(old, "later.hep"), 9))
    record.redact(book, "n1", "out with it")
    introduce(book, 9)
    assert merge(old, book.path).set_aside == 2
    assert texts(old)[:2] == ["one", "two"]
    book.found()
    with pytest.raises(OtherReview, match=four_words(key(9).public)):
        merge(old, book.path)
    assert old.trust.introduced == {key(1).public}


def test_no_order_and_no_number_of_merges_lets_a_stranger_destroy(old: Book, opened: Opened) -> None:
    files = [innocent(old, opened, 2), eraser(old, opened, 9), eraser(old, opened, 0, "keyless.hep")]
    for together, order in itertools.product([False, True], itertools.permutations(files)):
        book = opened(copy(old, f"into{together}{order[0].name}{order[1].name}"), 1)
        steps = [list(order)] if together else [[path] for path in order]
        for step in steps:
            merge_all(book, step)
        assert {"one", "two", "said on 2"} <= set(texts(book))
        assert book.trust.introduced == {key(1).public}
        check_whole(book)
        again = opened(copy(book, "again.hep"), 3)
        assert stands(again) == stands(book)


def test_two_laptops_that_each_founded_their_copy_say_so_and_lose_nothing_once_each_believes_the_other(
    old: Book, opened: Opened
) -> None:
    two = opened(copy(old, "two.hep"), 2)
    for book, gone in ((old, "n1"), (two, "n2")):
        book.found()
        record.withdraw(book, gone)
        note(book, f"of{gone}", "added")
    before = [stands(old), stands(two)]
    for into, other, n in ((old, two, 2), (two, old, 1)):
        with pytest.raises(OtherReview, match=four_words(key(n).public)):
            merge(into, other.path)
    assert [stands(old), stands(two)] == before
    laptops.introduce(old, four_words(key(2).public), two.path)
    laptops.introduce(two, four_words(key(1).public), old.path)
    merge(old, two.path)
    merge(two, old.path)
    assert stands(old) == stands(two)
    assert texts(old) == ["added", "added"]
    assert not old.set_aside
    assert old.trust.introduced == two.trust.introduced == {key(1).public, key(2).public}


def test_whoever_believes_a_founder_keeps_what_was_taken_back_before(old: Book, opened: Opened) -> None:
    two = opened(copy(old, "two.hep"), 2)
    record.withdraw(two, "n2")
    old.found()
    with pytest.raises(OtherReview):
        merge(two, old.path)
    laptops.introduce(two, four_words(key(1).public), old.path)
    merge(two, old.path)
    assert texts(two) == ["one"]
    record.withdraw(two, "n1")
    assert not two.set_aside


def test_no_earlier_founding_is_slipped_in_beneath_ours(old: Book, opened: Opened) -> None:
    book = unbound(opened(copy(old, "theirs.hep"), 9))
    book.found()
    record.redact(book, "n1", "out with it")
    for n in range(5):
        note(old, f"more{n}", "so that ours comes later")
    old.found()
    with pytest.raises(HepError, match="another laptop founded"):
        merge(old, book.path)
    assert texts(old)[:2] == ["one", "two"]


def test_a_laptop_without_a_key_merges_as_ever_and_says_what_it_erases(old: Book, opened: Opened) -> None:
    keyless = opened(copy(old, "keyless.hep"), 0)
    merged = merge(keyless, eraser(old, opened))
    assert (merged.erases, merged.founded) == (2, False)
    assert merged.words.startswith("ERASES 2")


def test_whoever_founds_a_review_again_in_its_file_is_said_by_the_laptop_that_founded_it(
    old: Book, opened: Opened
) -> None:
    old.found()
    founding.begin(old.conn)
    other = opened(copy(old, "other.hep"), 2)
    other.found()
    record.withdraw(other, "n1")
    warnings = {n: _warning(other.path, n) for n in (1, 2, 3)}
    # Only who founded it before knows that nobody else did.
    assert warnings.pop(1).startswith(f"In this file another laptop ({four_words(key(2).public)}) founds the review")
    assert not any(warnings.values())
    mine = opened(other.path, 1)
    assert laptops.introduce(mine, four_words(key(2).public))
    assert laptops.introduce(mine, four_words(key(2).public)) is None
    assert not _warning(mine.path, 1)


def _warning(path: Path, n: int) -> str:
    """Return what is said to a laptop that opens a file."""
    with closing(open_book(path, laptop=key(n))) as book:
        return book.warning
