"""What is opened is a whole review; what is not is refused in a sentence and left as it is."""

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Damaged, NotALogbook, ReadOnly, backup, schema
from hep_tui.logbook.connect import connect
from hep_tui.logbook.creating import made
from hep_tui.logbook.header import look_at
from hep_tui.logbook.opening import create, open_book
from hep_tui.logbook.verify import verify

from .tools import again, check_whole, copied, cut_off, journal_naming, laptop, note, raw, stands, without_laptops


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a closed review with one note."""
    book = laptop(tmp_path / "review.hep")
    note(book, "n1", "one")
    book.close()
    return book.path


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder one that nobody may write into; for root, who may always, the whole file system."""
    if os.geteuid():
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "--bind", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("root may write everywhere here, and cannot mount a folder read-only")
    try:
        subprocess.run([mount, "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def refused(path: Path, error: type[HepError], words: str) -> None:
    """Assert that a file is refused in one sentence and left as it is."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=words) as caught:
        open_book(path)
    assert str(caught.value).isprintable()
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(f"{path.name}-")] == []


def test_a_new_file_is_its_owners_only_and_ready(tmp_path: Path) -> None:
    book = create(tmp_path / "new" / "folder" / "review.hep")
    assert book.path.stat().st_mode & 0o777 == 0o600
    assert book.count() == 0
    check_whole(book)
    pragmas = {p: book.conn.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "synchronous", "fullfsync")}
    assert pragmas == {"journal_mode": "truncate", "synchronous": 3, "fullfsync": 1}
    assert book.conn.execute("PRAGMA secure_delete").fetchone()[0] == 1
    book.close()


def test_what_stands_already_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(NotALogbook, match="already exists and was left as it is"):
        create(file)
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with read_only(tmp_path), pytest.raises(NotALogbook, match="cannot be made here"):
        create(tmp_path / "review.hep")


def test_a_full_disk_leaves_no_new_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "migrations", fails)
    with pytest.raises(NotALogbook, match=r"could not be made \(database or disk is full\)"):
        create(tmp_path / "review.hep")
    assert not list(tmp_path.glob("review*"))


def test_a_program_that_is_killed_while_it_makes_a_file_leaves_none_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "review.hep"
    part = tmp_path / ".review.hep.part"
    for left in (b"", b"half of it"):
        part.write_bytes(left)
        with made(path) as book:
            assert not path.exists()
            note(book, "n1", "one")
        assert [p.name for p in tmp_path.iterdir()] == ["review.hep"]
        with closing(again(path)) as opened:
            check_whole(opened)
        path.unlink()


def test_what_fails_while_a_file_is_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), made(tmp_path / "review.hep"):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_what_came_to_stand_in_the_place_meanwhile_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "review.hep"
    for links in (True, False):
        if not links:
            monkeypatch.delattr(os, "link")
            monkeypatch.setattr(os, "link", _no_links, raising=False)
        with pytest.raises(NotALogbook), made(path):
            path.write_text("another program was quicker")
        assert path.read_text() == "another program was quicker"
        path.unlink()
        create(path).close()
        path.unlink()


def _no_links(*_: object) -> None:
    raise OSError(1, "Operation not permitted")


def test_an_opened_file_has_the_same_record_and_settings(file: Path) -> None:
    book = open_book(file)
    assert book.conn.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    assert book.conn.execute("PRAGMA synchronous").fetchone()[0] == 3
    assert [e.data for e in book.current("note")] == [{"text": "one"}]
    assert (book.read_only, book.warning) == ("", "")
    book.close()
    assert not file.with_name("review.hep-journal").exists()


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    refused(tmp_path / "nothing.hep", NotALogbook, "There is no file")
    assert not (tmp_path / "nothing.hep").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.hep").mkdir()
    refused(tmp_path / "folder.hep", NotALogbook, "is not an ordinary file")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.hep")
    refused(tmp_path / "pipe.hep", NotALogbook, "is not an ordinary file")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"PK\x03\x04" + bytes(5000), b"x" * 100])
def test_what_is_no_review_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.hep").write_bytes(content)
    refused(tmp_path / "other.hep", NotALogbook, "is not a review made by hep")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with raw(tmp_path / "other.hep") as conn:
        conn.execute("CREATE TABLE entry (id)")
    refused(tmp_path / "other.hep", NotALogbook, "is not a review made by hep")


def test_a_database_that_only_says_it_is_a_review_is_refused(tmp_path: Path) -> None:
    with raw(tmp_path / "other.hep") as conn:
        conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {schema.VERSION}")
        conn.execute("CREATE TABLE entry (id)")
    refused(tmp_path / "other.hep", NotALogbook, "does not hold a record as hep writes it")


def test_a_file_cut_short_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])
    refused(file, Damaged, "Open its newest backup, or take what is whole with")


def test_a_destroyed_page_is_refused(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096 * 2 : 4096 * 3] = random.Random(4).randbytes(4096)
    file.write_bytes(data)
    refused(file, Damaged, "is damaged and was not opened")


def test_an_entry_changed_behind_heps_back_is_refused(file: Path) -> None:
    with raw(file, guarded=False) as conn:
        conn.execute("UPDATE entry SET body = replace(body, 'one', 'two')")
    refused(file, Damaged, "says something else than when it was made")


def test_text_that_is_none_is_refused(file: Path) -> None:
    with raw(file, guarded=False) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        conn.execute("UPDATE entry SET who = CAST(x'ff41' AS TEXT) WHERE kind = 'note'")
    refused(file, Damaged, "is damaged and was not opened")


def test_names_in_the_schema_that_are_no_text_are_refused(file: Path) -> None:
    file.write_bytes(
        file.read_bytes().replace(b"CREATE VIEW history AS SELECT", b"CREATE VIEW h\xffs\xfery AS SELECT(")
    )
    refused(file, Damaged, "is damaged and was not opened")
    assert cli.main(["verify", str(file)]) == 1


def test_a_newer_file_opens_for_reading_and_says_so(file: Path) -> None:
    with raw(file) as conn:
        conn.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        conn.execute("CREATE TABLE something_new (id)")
    before = file.read_bytes()
    book = open_book(file, backups=file.parent / "backups")
    assert book.read_only == "review.hep was made by a newer hep; you can read and export it, but not add to it."
    assert [e.data for e in book.current("note")] == [{"text": "one"}]
    with pytest.raises(ReadOnly, match="newer hep"):
        note(book, "n2", "two")
    book.close()
    assert file.read_bytes() == before


def older(path: Path) -> Path:
    """Take back what all migrations but the first did, as far as the number says."""
    with raw(path) as conn:
        conn.execute("DROP TABLE gap")
        conn.execute("DROP TABLE secret")
        conn.execute("DROP TABLE handover")
        conn.execute("DROP TABLE card")
        without_laptops(conn)
        conn.execute("DROP VIEW head")
        conn.execute("CREATE VIEW head AS SELECT * FROM entry e")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_logbook'")
        conn.execute("PRAGMA user_version = 1")
    return path


def test_an_older_file_is_backed_up_and_then_brought_up_to_date(file: Path) -> None:
    before = again(file)
    code = before.record_code()
    before.close()
    book = open_book(older(file), backups=file.parent / "backups")
    assert book.conn.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    check_whole(book)
    assert book.record_code() == code
    note(book, "n2", "two")
    book.close()
    (kept,) = (file.parent / "backups").rglob("*.hep")
    with raw(kept) as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == 1
        assert conn.execute("SELECT count(*) FROM entry").fetchone()[0] == 3


def test_a_record_that_was_just_backed_up_is_not_copied_again_for_that(file: Path) -> None:
    book = open_book(file, backups=file.parent / "backups")
    book.close()
    open_book(older(file), backups=file.parent / "backups").close()
    assert len(list((file.parent / "backups").rglob("*.hep"))) == 1


def test_an_older_file_that_cannot_be_backed_up_opens_for_reading(file: Path) -> None:
    (file.parent / "backups").write_text("in the way")
    before = older(file).read_bytes()
    book = open_book(file, backups=file.parent / "backups")
    assert "opens only for reading until it is backed up" in book.read_only
    assert "No backup could be made" in book.read_only
    book.close()
    assert file.read_bytes() == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw(file) as conn:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_surveys'")
        conn.execute("PRAGMA user_version = 4")
    before = file.read_bytes()

    def fails(conn: sqlite3.Connection) -> None:
        conn.execute("DROP VIEW note")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(schema, "_lay_views", fails)
    with pytest.raises(HepError):
        open_book(file)
    assert file.read_bytes() == before


def test_a_folder_that_may_not_be_written_opens_for_reading_and_says_so(tmp_path: Path, file: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    moved = Path(shutil.copyfile(file, place / "review.hep"))
    with read_only(place):
        book = open_book(moved, backups=tmp_path / "backups")
        assert "may not be written here, so you can read and export it but not add to it" in book.read_only
        assert [e.data for e in book.current("note")] == [{"text": "one"}]
        check_whole(book)
        with pytest.raises(ReadOnly):
            note(book, "n2", "two")
        book.close()
        assert [p.name for p in place.iterdir()] == ["review.hep"]


def test_a_half_written_file_in_a_folder_that_may_not_be_written_says_what_to_do(tmp_path: Path, file: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    cut_off(file, "half.hep").rename(place / "half.hep")
    (tmp_path / "half.hep-journal").rename(place / "half.hep-journal")
    with read_only(place):
        with pytest.raises(NotALogbook, match=r"copy it and half\.hep-journal to your laptop"):
            open_book(place / "half.hep")
        assert len(list(place.iterdir())) == 2


def test_what_was_cut_off_while_storing_is_undone(file: Path) -> None:
    whole, half = again(file), again(cut_off(file, "half.hep"))
    assert stands(half) == stands(whole)
    check_whole(half)
    whole.close()
    half.close()


def test_a_file_in_use_elsewhere_is_said_to_be(file: Path) -> None:
    other = connect(file)
    other.execute("BEGIN EXCLUSIVE")
    real = sqlite3.connect
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", partial(real, timeout=0.05))
            with pytest.raises(NotALogbook, match=r"Another program is using review\.hep"):
                open_book(file)
    finally:
        other.execute("ROLLBACK")
        other.close()
    open_book(file).close()


def test_a_journal_that_names_other_files_is_refused_before_it_can_harm_them(file: Path) -> None:
    victim = file.with_name("victim.txt")
    victim.write_text("precious")
    journal_naming(victim, file)
    before = file.read_bytes()
    for opening in (look_at, open_book):
        with pytest.raises(NotALogbook, match="which can harm other files"):
            opening(file)
    assert cli.main(["verify", str(file)]) == 2
    assert victim.read_text() == "precious"
    assert file.read_bytes() == before


def test_an_empty_journal_is_no_reason_to_refuse(file: Path) -> None:
    file.with_name("review.hep-journal").write_bytes(b"")
    open_book(file).close()


def test_a_write_ahead_log_of_another_program_is_taken_in(file: Path) -> None:
    with raw(file) as conn:
        conn.execute("PRAGMA journal_mode=WAL")
    book = again(file)
    assert book.conn.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    check_whole(book)
    book.close()


def test_a_strange_name_is_a_name_like_any_other(file: Path) -> None:
    book = again(copied(file, "ünder % the?sea #1.hep"))
    note(book, "n2", "two")
    book.close()
    assert sorted(p.name for p in file.parent.glob("*.hep*")) == ["review.hep", "ünder % the?sea #1.hep"]


def test_after_a_refusal_the_file_is_free(file: Path) -> None:
    with raw(file, guarded=False) as conn:
        conn.execute("UPDATE entry SET who = 'XX'")
    with pytest.raises(Damaged):
        open_book(file)
    with raw(file) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("ROLLBACK")


def test_the_backup_of_an_older_file_is_an_older_file(file: Path) -> None:
    book = Book(older(file), connect(file), read_only="only looking")
    assert verify(book).ok
    assert backup.backup(book, file.parent / "backups").is_file()
    book.close()
