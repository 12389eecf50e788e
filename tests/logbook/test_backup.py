"""Backups are whole, verified, few, in another place, and leave nothing half-written behind."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hep_tui import cli, locations
from hep_tui.logbook import Book, NotStored, backup, reading
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.verify import verify

from .test_lineage import Clocks
from .tools import laptop, note, stands


@pytest.fixture
def clock() -> Clocks:
    return Clocks()


@pytest.fixture
def mine(tmp_path: Path, clock: Clocks) -> Iterator[Book]:
    book = laptop(tmp_path / "review.hep")
    book.source = clock.source
    yield book
    book.close()


@pytest.fixture
def folder(mine: Book, tmp_path: Path) -> Path:
    return backup.folder_for(mine, tmp_path / "backups")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.glob("*.hep"))


def test_a_backup_is_the_same_record_readable_by_its_owner_only(mine: Book, folder: Path) -> None:
    note(mine, "n1", "one")
    path = backup.backup(mine, folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    copy = open_book(path)
    assert stands(copy) == stands(mine)
    assert verify(copy).ok
    copy.close()


def test_its_name_says_when_how_many_entries_and_which_record(mine: Book, folder: Path) -> None:
    path = backup.backup(mine, folder)
    code = mine.record_code().replace("-", "")
    assert path.name == f"000002-000002-20210616T140001Z-{code}.hep"
    assert names(folder) == [path.name]
    assert backup.newest_time(folder) == datetime(2021, 6, 16, 14, 0, 1, tzinfo=UTC)


def test_an_unchanged_record_is_not_copied_again(mine: Book, folder: Path) -> None:
    first = backup.backup(mine, folder)
    assert backup.backup(mine, folder) == first
    note(mine, "n1", "one")
    assert backup.backup(mine, folder) != first
    assert len(names(folder)) == 2


def test_an_equal_backup_that_was_damaged_since_is_made_anew(mine: Book, clock: Clocks, folder: Path) -> None:
    first = backup.backup(mine, folder)
    first.write_bytes(first.read_bytes()[:-9000])
    clock.at += timedelta(minutes=1)
    second = backup.backup(mine, folder)
    assert second != first
    assert reading.whole(second)
    assert backup.backup(mine, folder) == second


def test_the_folder_is_named_after_the_review_and_then_after_the_file(mine: Book, tmp_path: Path) -> None:
    assert backup.folder_for(mine, tmp_path).parent == tmp_path / "the-review"
    assert backup.folder_for(mine, tmp_path).name.startswith("review-")
    empty = laptop(tmp_path / "No review yet.hep", 2, review=False)
    assert backup.folder_for(empty, tmp_path).parent == tmp_path / "no-review-yet"
    empty.close()


@pytest.mark.parametrize("id", ["../../escape", "con", "/etc", ""])
def test_a_hostile_review_id_names_no_folder_elsewhere(tmp_path: Path, id: str) -> None:
    book = laptop(tmp_path / "x.hep", review=False)
    book.append("review", id, {"title": "A review"})
    assert backup.folder_for(book, tmp_path).resolve().parent.parent == tmp_path.resolve()
    book.close()


def test_the_last_ten_and_the_newest_of_each_day_are_kept(mine: Book, clock: Clocks, folder: Path) -> None:
    made = []
    for day in range(4):
        clock.at = datetime(2021, 6, 1 + day, 9, tzinfo=UTC)
        for i in range(6):
            note(mine, f"n{day}{i}", "words")
            made.append(backup.backup(mine, folder).name)
    assert names(folder) == sorted({made[5], made[11], *made[-10:]})


def test_other_files_in_the_folder_are_left_alone(mine: Book, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "20210101-notes.hep").write_text("mine")
    (folder / "review.hep").write_text("mine too")
    for i in range(14):
        note(mine, f"n{i}", "words")
        backup.backup(mine, folder)
    assert len(names(folder)) == 12
    assert {"20210101-notes.hep", "review.hep"} < set(names(folder))


def test_one_is_due_after_ten_minutes_or_fifty_entries(mine: Book, clock: Clocks, folder: Path) -> None:
    assert backup.due(mine, folder)
    backup.backup(mine, folder)
    assert not backup.due(mine, folder)
    clock.passed += 600
    assert not backup.due(mine, folder), "nothing was recorded since"
    note(mine, "n", "words")
    assert backup.due(mine, folder)
    backup.backup(mine, folder)
    for i in range(49):
        note(mine, f"m{i}", "words")
    assert not backup.due(mine, folder)
    note(mine, "m50", "words")
    assert backup.due(mine, folder)


def test_one_is_due_where_only_the_laptops_clock_went_on_and_none_where_it_went_back(
    mine: Book, clock: Clocks, folder: Path
) -> None:
    backup.backup(mine, folder)
    note(mine, "n", "words")
    clock.at -= timedelta(days=365)
    assert not backup.due(mine, folder)
    mine.memo.clear()
    assert not backup.due(mine, folder), "the run before may have had another clock"
    clock.at += timedelta(minutes=12)
    assert backup.due(mine, folder)
    backup.backup(mine, folder)
    note(mine, "m", "words")
    assert not backup.due(mine, folder)


def test_a_clock_set_back_loses_no_backup_just_made(mine: Book, clock: Clocks, folder: Path) -> None:
    for i in range(12):
        note(mine, f"n{i}", "words")
        backup.backup(mine, folder)
    clock.at = datetime(2001, 1, 1, tzinfo=UTC)
    note(mine, "later", "words")
    assert backup.backup(mine, folder).is_file()


@pytest.mark.parametrize("where", ["VACUUM", "fsync", "rename", "verify"])
def test_a_full_disk_leaves_no_partial_file(
    mine: Book, folder: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backup.backup(mine, folder)
    note(mine, "n1", "one")
    before = stands(mine)
    full = OSError(28, "No space left on device")

    def fails(*_: object) -> None:
        raise full

    if where == "VACUUM":
        monkeypatch.setattr(mine, "conn", Full(mine.conn))
    elif where == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    elif where == "rename":
        monkeypatch.setattr(Path, "replace", fails)
    else:
        monkeypatch.setattr(reading, "whole", lambda _: False)
    with pytest.raises(NotStored, match=r"No backup could be made in .*; the review itself is safe"):
        backup.backup(mine, folder)
    assert names(folder) == [kept.name]
    monkeypatch.undo()
    assert stands(mine) == before
    backup.backup(mine, folder)
    assert len(names(folder)) == 2


class Full:
    """Stand in for a connection whose copy meets a full disk half-way."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def execute(self, sql: str, *values: tuple[bytes, ...]) -> sqlite3.Cursor:
        if sql.startswith("VACUUM INTO"):
            Path(os.fsdecode(values[0][0])).write_bytes(b"half of it")
            raise sqlite3.OperationalError("database or disk is full")
        return self.conn.execute(sql, *values)


def test_a_folder_whose_name_is_no_text_takes_a_backup_too(mine: Book, tmp_path: Path) -> None:
    copy = backup.backup(mine, tmp_path / os.fsdecode(b"stick\xff"))
    assert reading.whole(copy)


def test_a_place_that_cannot_be_written_is_said_and_opening_goes_on(mine: Book, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("no folder")
    with pytest.raises(NotStored, match="No backup could be made"):
        backup.backup(mine, tmp_path / "a-file" / "backups")
    book = open_book(mine.path, backups=tmp_path / "a-file")
    assert "No backup could be made" in book.warning
    assert book.read_only == ""
    note(book, "n1", "work goes on")
    book.close()


def test_opening_backs_up_where_that_is_due(mine: Book, tmp_path: Path, clock: Clocks) -> None:
    for _ in range(2):
        open_book(mine.path, source=clock.source, backups=tmp_path / "backups").close()
    assert len(list((tmp_path / "backups").rglob("*.hep"))) == 1


def test_the_command_prints_where_it_is(mine: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["backup", str(mine.path), "-o", str(tmp_path / "stick")]) == 0
    said = Path(capsys.readouterr().out.strip())
    assert said.parent == tmp_path / "stick"
    assert said.is_file()
    assert len(list(locations.backups_dir().rglob("*.hep"))) == 1, "opening made its own"


def test_the_command_makes_one_elsewhere_where_the_usual_place_cannot_be_written(
    mine: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locations.backups_dir().parent.mkdir(parents=True)
    locations.backups_dir().write_text("in the way")
    assert cli.main(["backup", str(mine.path), "-o", str(tmp_path / "stick")]) == 0
    said = capsys.readouterr()
    assert "No backup could be made" in said.err
    assert Path(said.out.strip()).is_file()
