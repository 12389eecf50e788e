"""What happens when somebody changes the file beneath an open review."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.logbook import Book, NotStored, backup
from hep_tui.logbook.errors import FileChanged
from hep_tui.logbook.rescue import rescue
from hep_tui.logbook.watch import Watch
from tests.logbook.tools import REVIEW, again, copied, laptop, note, raw


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a copy of a review from before anything was said."""
    book = laptop(tmp_path / "review.hep")
    note(book, "n0", "from before")
    book.close()
    return copied(book.path, "old.hep")


@pytest.fixture
def book(old: Path) -> Book:
    """Return the review open, with one note of today."""
    book = again(old.with_name("review.hep"))
    note(book, "n1", "precious")
    return book


def replace(path: Path, old: Path) -> None:
    shutil.copyfile(old, old.with_name("new.hep"))
    old.with_name("new.hep").replace(path)


CHANGES: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "an older copy over it": (lambda path, old: shutil.copyfile(old, path), "lost what was stored in it"),
    "an older copy in its place": (replace, "Another file was put in the place of"),
    "emptied": (lambda path, old: os.truncate(path, 0), "was emptied"),
    "cut short": (lambda path, old: os.truncate(path, 5000), "cannot be read any more"),
    "overwritten": (lambda path, old: path.write_bytes(bytes(30000)), "cannot be read any more"),
    "gone": (lambda path, old: path.unlink(), "is gone from where it was"),
    "moved": (lambda path, old: path.rename(path.with_name("aside.hep")), "is gone from where it was"),
}


def said(book: Book) -> dict[str, str]:
    """Return the words of the notes that stand, by their subjects."""
    return {e.subject: e.data["text"] for e in book.current("note")}


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody do this to an open file")
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_was_changed_is_noticed_and_everything_goes_on_in_another(
    change: str, book: Book, old: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    backup.backup(book, copies)
    note(book, "n1", "precious, and put right", book.heads("n1")[0].id)
    note(book, "n2", "said after the backup")
    watch = Watch(book)
    watch.look()
    do, words = CHANGES[change]
    do(book.path, old)
    left = book.path.read_bytes() if book.path.exists() else None
    with pytest.raises(FileChanged, match=words):
        watch.look()
    with closing(rescue(watch, (tmp_path,), copies)) as rescued:
        assert rescued.path == tmp_path / "review-rescued.hep"
        after = {"n0": "from before", "n1": "precious, and put right", "n2": "said after the backup"}
        assert said(rescued) == after
        note(rescued, "n3", "and on it goes")
    assert (book.path.read_bytes() if book.path.exists() else None) == left
    book.conn.close()


def test_what_came_since_the_last_backup_is_rescued_without_one_too(book: Book, old: Path, tmp_path: Path) -> None:
    watch = Watch(book)
    shutil.copyfile(old, book.path)
    with closing(rescue(watch, (tmp_path,))) as rescued:
        assert said(rescued) == {"n0": "from before", "n1": "precious"}
    book.conn.close()


def test_a_file_that_is_lost_right_after_it_was_rescued_is_rescued_once_more(book: Book, tmp_path: Path) -> None:
    for n in range(2, 5):
        watch = Watch(book)
        os.truncate(book.path, 0)
        with pytest.raises(FileChanged):
            watch.look()
        lost, book = book, rescue(watch, (tmp_path,))
        lost.abandon()
        note(book, f"n{n}", "later")
        assert {e.subject for e in book.current("note")} >= {"n1", *(f"n{i}" for i in range(2, n + 1))}
    book.close()


def test_what_rests_on_something_lost_is_rescued_and_the_loss_put_on_record(old: Path, tmp_path: Path) -> None:
    book = again(old.with_name("review.hep"))
    note(book, "n0", "put better", book.heads("n0")[-1].id)
    watch = Watch(book)
    os.truncate(book.path, 0)
    found = rescue(watch, (tmp_path,))
    assert [e.data["text"] for e in found.current("note")] == ["put better"]
    assert "Something was lost from this record" in found.warning
    book.abandon()
    found.close()


def test_nothing_is_written_into_a_file_that_lost_what_was_stored(book: Book, old: Path) -> None:
    shutil.copyfile(old, book.path)
    with pytest.raises(FileChanged, match=r"review\.hep lost what was stored in it, so this is not stored there"):
        note(book, "n2", "two")
    assert book.path.read_bytes() == old.read_bytes()
    book.conn.close()


def test_another_review_in_its_place_is_left_alone(book: Book, tmp_path: Path) -> None:
    other = laptop(tmp_path / "other.hep", 5, review=False)
    other.append(REVIEW[0], "another-review", REVIEW[2])
    note(other, "o1", "not ours")
    other.close()
    watch = Watch(book)
    shutil.copyfile(other.path, book.path)
    with closing(rescue(watch, (tmp_path,))) as rescued:
        assert "o1" not in said(rescued)
        assert said(rescued)["n1"] == "precious"
    book.conn.close()


def test_where_one_folder_does_not_take_it_the_next_one_does_and_names_are_not_used_twice(
    book: Book, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "b").mkdir()
    watch = Watch(book)
    for name in ("review-rescued.hep", "review-rescued-2.hep"):
        with closing(rescue(watch, (tmp_path / "file", tmp_path / "b"))) as rescued:
            assert rescued.path == tmp_path / "b" / name
    with pytest.raises(NotStored, match="could not be put into a file of its own"):
        rescue(watch, (tmp_path / "file",))
    book.close()


def test_growing_and_writing_by_others_is_no_change_and_a_lock_is_said(book: Book) -> None:
    watch = Watch(book)
    other = again(book.path, 7)
    note(other, "n5", "from another window")
    watch.look()
    book.conn.execute("PRAGMA busy_timeout=0")
    with raw(book.path) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotStored) as caught:
            watch.look()
        assert caught.value.state == "FILE IN USE"
        assert not isinstance(caught.value, FileChanged)
        conn.execute("ROLLBACK")
    watch.look()
    other.close()
    book.close()
