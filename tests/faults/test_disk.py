"""A disk may be full or no longer writable: a sentence says so, nothing is half-written, and trying again works."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hep_tui.logbook import Book, Draft, NotALogbook, NotStored, backup
from hep_tui.logbook.connect import connect
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import create, open_book
from tests.logbook.tools import again, check_whole, laptop, note, stands

FULL = "The disk is full, so this is not stored yet"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Lend a disk of half a megabyte."""
    mount = shutil.which("mount")
    if not hasattr(os, "geteuid") or os.geteuid() or not mount:
        pytest.skip("only root can make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Take all the room of a disk but a little, and return the file that takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        free = shutil.disk_usage(disk).free
        file.write(bytes(max(0, free - leave)))
    return filler


@contextmanager
def no_room(book: Book) -> Iterator[None]:
    """Let a file grow no further, on any system."""
    pages = book.conn.execute("PRAGMA page_count").fetchone()[0]
    book.conn.execute(f"PRAGMA max_page_count={pages}")
    yield
    book.conn.execute("PRAGMA max_page_count=1073741823")


def until_full(book: Book) -> tuple[list[str], NotStored]:
    """Record until the disk is full; return what was acknowledged, and the refusal."""
    stored: list[str] = []
    try:
        while True:
            stored.append(note(book, f"n{len(stored)}", "words " * 100))
    except NotStored as refusal:
        check_sentence(refusal)
        return stored, refusal


def check_sentence(refusal: NotStored) -> None:
    assert FULL in str(refusal)


def check_and_go_on(book: Book, stored: list[str], refusal: NotStored) -> None:
    """Assert that all that was acknowledged is there, and that trying again, with room, stores the rest once."""
    assert set(stored) <= {e.id for e in book.entries()}
    check_whole(book)
    subject = refusal.entries[-1].subject
    assert book.history(subject) == []
    book.retry(refusal.entries)
    book.retry(refusal.entries)
    assert len(book.history(subject)) == 1
    check_whole(book)


def test_a_file_that_cannot_grow_keeps_what_it_has_and_takes_the_rest_later(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    with no_room(book):
        stored, refusal = until_full(book)
        assert refusal.entries[-1].data["text"] == "words " * 100
    check_and_go_on(book, stored, refusal)
    book.close()


def test_several_entries_together_are_stored_all_or_none(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    before = stands(book)
    with no_room(book), pytest.raises(NotStored) as caught:
        book.append_all([Draft("note", f"n{i}", {"text": "words " * 50}) for i in range(200)])
    assert stands(book) == before
    assert len(caught.value.entries) == 200
    book.retry(caught.value.entries)
    assert book.count() == len(before["entries"]) + 200
    check_whole(book)
    book.close()


def test_a_full_disk_keeps_what_it_has_and_takes_the_rest_once_there_is_room(small_disk: Path) -> None:
    book = laptop(small_disk / "review.hep")
    filler = fill(small_disk, 60_000)
    stored, refusal = until_full(book)
    filler.unlink()
    check_and_go_on(book, stored, refusal)
    book.close()


def test_a_review_on_a_full_disk_opens_and_can_be_read(small_disk: Path) -> None:
    book = laptop(small_disk / "review.hep")
    note(book, "n1", "one")
    before = stands(book)
    book.close()
    fill(small_disk)
    book = open_book(book.path, backups=small_disk / "backups")
    assert stands(book) == before
    assert "No backup could be made" in book.warning
    assert not list(small_disk.rglob("*.part"))
    with pytest.raises(NotStored, match=FULL):
        note(book, "n2", "two")
    check_whole(book)
    book.close()


def test_a_new_review_on_a_full_disk_is_refused_and_leaves_nothing(small_disk: Path) -> None:
    filler = fill(small_disk, 8192)
    with pytest.raises(NotALogbook, match="could not be made"):
        create(small_disk / "review.hep")
    assert [p.name for p in small_disk.iterdir()] == ["filler"]
    filler.unlink()
    create(small_disk / "review.hep").close()


def test_a_backup_onto_a_full_disk_leaves_no_part_of_it(tmp_path: Path, small_disk: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    for i in range(30):
        note(book, f"n{i}", "words " * 100)
    filler = fill(small_disk, 50_000)
    with pytest.raises(NotStored, match="No backup could be made"):
        backup.backup(book, small_disk / "backups")
    assert list((small_disk / "backups").iterdir()) == []
    filler.unlink()
    assert backup.backup(book, small_disk / "backups").is_file()
    book.close()


def test_a_merge_onto_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path, small_disk: Path) -> None:
    book = laptop(small_disk / "review.hep")
    other = again(Path(shutil.copyfile(book.path, tmp_path / "other.hep")))
    for i in range(100):
        note(other, f"n{i}", "words " * 100)
    before = stands(book)
    filler = fill(small_disk, 30_000)
    with pytest.raises(NotStored, match="this record is as before"):
        merge(book, other.path)
    assert stands(book) == before
    check_whole(book)
    filler.unlink()
    assert merge(book, other.path).new == 101
    check_whole(book)
    book.close()
    other.close()


def test_a_disk_that_may_no_longer_be_written_is_said_and_work_goes_on_later(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    before = stands(book)
    book.conn.execute("PRAGMA query_only=ON")
    with pytest.raises(NotStored, match=r"can no longer be written to") as caught:
        note(book, "n1", "one")
    assert stands(book) == before
    assert caught.value.entries == (), "nothing was begun"
    book.conn.execute("PRAGMA query_only=OFF")
    note(book, "n1", "one")
    check_whole(book)
    book.close()


def test_a_folder_that_is_gone_is_said_and_what_was_stored_is_safe(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    book = laptop(folder / "review.hep")
    folder.rename(tmp_path / "pulled-out")
    with pytest.raises(NotStored, match="can no longer be written to") as caught:
        note(book, "n1", "one")
    (tmp_path / "pulled-out").rename(folder)
    book.retry(caught.value.entries)
    assert len(book.history("n1")) == 1
    check_whole(book)
    book.close()


def test_a_file_in_use_is_said_and_taken_later(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    book.conn.execute("PRAGMA busy_timeout=20")
    other = connect(book.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotStored, match="Another program is using the file") as caught:
        note(book, "n1", "one")
    assert caught.value.entries == ()
    other.execute("ROLLBACK")
    other.close()
    note(book, "n1", "one")
    check_whole(book)
    book.close()


def test_a_short_wait_for_another_program_is_not_noticed(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    other = connect(book.path)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
    note(book, "n1", "one")
    check_whole(book)
    other.close()
    book.close()
