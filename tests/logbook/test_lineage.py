"""Backups belong to one file on this laptop; an older copy in its place is said, and never pushes out what it lacks."""

import random
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hep_tui import cli, locations
from hep_tui.logbook import Book, Damaged, Source, backup, damage, lineage
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from tests.conftest import Ticking

from .tools import copied, laptop, note


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@dataclass
class Clocks(Ticking):
    """Give a clock that somebody may set, and one that nobody can."""

    passed: float = 0.0

    @property
    def source(self) -> Source:
        """Return both as a book wants them."""
        return Source(self.now, self.token, lambda: self.passed, "0.1.0")


@pytest.fixture
def clock() -> Clocks:
    return Clocks(dice=random.Random(77))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    book = laptop(tmp_path / "real.hep")
    note(book, "n1", "real words")
    book.close()
    return book.path


def opened(path: Path, root: Path, clock: Clocks) -> Book:
    return open_book(path, source=clock.source, backups=root)


def held(folder: Path) -> list[str]:
    """Return the words of each backup in a folder."""
    return [copy.read_bytes().decode("latin-1") for copy in lineage.copies(folder)]


def test_a_practice_copy_never_pushes_out_the_backups_of_the_real_file(file: Path, root: Path, clock: Clocks) -> None:
    real = opened(file, root, clock)
    folder = backup.folder_for(real, root)
    real.close()
    practice = opened(copied(file, "practice.hep"), root, clock)
    for i in range(12):
        note(practice, f"p{i}", "only practice")
        backup.keep_up(practice, root)
        clock.passed += 700
    assert backup.folder_for(practice, root) != folder
    practice.close()
    assert len(held(backup.folder_for(practice, root))) == backup.KEEP
    assert ["real words" in each for each in held(folder)] == [True]
    real = opened(file, root, clock)
    assert backup.folder_for(real, root) == folder
    assert not real.warning
    real.close()


def test_the_backup_that_is_named_for_a_damaged_file_is_its_own_and_not_that_of_a_practice_copy(
    file: Path, root: Path, clock: Clocks
) -> None:
    real = opened(file, root, clock)
    folder = backup.folder_for(real, root)
    real.close()
    practice = opened(copied(file, "practice.hep"), root, clock)
    note(practice, "p1", "only practice")
    backup.backup(practice, backup.folder_for(practice, root))
    practice.close()
    assert damage.newest(file, root) == lineage.copies(folder)[-1]
    elsewhere = file.rename(file.with_name("elsewhere.hep"))
    assert damage.newest(elsewhere, root) == lineage.copies(folder)[-1]
    assert damage.newest(copied(elsewhere, "brought.hep"), root) is not None


def renamed(path: Path) -> Path:
    return path.rename(path.with_name("renamed.hep"))


def moved_to_another_disk(path: Path) -> Path:
    (path.parent / "stick").mkdir()
    to = Path(shutil.copyfile(path, path.parent / "stick" / path.name))
    path.unlink()
    return to


def replaced_by_the_same(path: Path) -> Path:
    to = Path(shutil.copyfile(path, path.with_name("again.hep")))
    return to.replace(path)


@pytest.mark.parametrize("how", [renamed, moved_to_another_disk, replaced_by_the_same])
def test_a_file_keeps_its_lineage_wherever_it_goes(file: Path, root: Path, clock: Clocks, how: object) -> None:
    book = opened(file, root, clock)
    folder = backup.folder_for(book, root)
    note(book, "n2", "more")
    book.close()
    assert callable(how)
    book = opened(how(file), root, clock)
    assert backup.folder_for(book, root) == folder
    assert not book.warning
    book.close()


def test_an_older_copy_in_the_place_of_a_file_is_said_with_the_backup_that_holds_the_rest(
    file: Path, root: Path, clock: Clocks
) -> None:
    old = copied(file, "old.hep")
    book = opened(file, root, clock)
    for i in range(5):
        note(book, f"m{i}", "afterwards")
    backup.backup(book, folder := backup.folder_for(book, root))
    book.close()
    shutil.copyfile(old, file)
    book = opened(file, root, clock)
    newest = lineage.copies(folder)[-1]
    assert "real.hep holds 6 entries fewer than this laptop saw at 15:00; the newest backup holds them" in book.warning
    assert book.warning.endswith(f"{newest}.")
    assert backup.folder_for(book, root) != folder
    for i in range(15):
        note(book, f"k{i}", "going on in the older copy")
        clock.passed += 700
        backup.keep_up(book, root)
    assert newest.is_file()
    merge(book, newest)
    book.close()
    book = opened(file, root, clock)
    assert not book.warning
    book.close()


def test_a_link_that_leads_to_an_older_copy_now_is_said_as_well(file: Path, root: Path, clock: Clocks) -> None:
    old, link = copied(file, "old.hep"), file.with_name("link.hep")
    link.symlink_to(file)
    book = opened(link, root, clock)
    note(book, "m", "afterwards")
    book.close()
    link.unlink()
    link.symlink_to(old)
    book = opened(link, root, clock)
    assert "link.hep holds 2 entries fewer than this laptop saw at 15:00" in book.warning
    book.close()
    # By its own name it is a copy like any other.
    book = opened(old, root, clock)
    assert not book.warning
    book.close()


def test_a_backup_is_named_only_where_it_holds_something_of_what_is_missing(
    file: Path, root: Path, clock: Clocks
) -> None:
    old = copied(file, "old.hep")
    book = opened(file, root, clock)
    note(book, "backed up", "in the backup")
    backup.backup(book, folder := backup.folder_for(book, root))
    held = lineage.copies(folder)[-1]
    note(book, "seen", "and in no backup")
    lineage.remember(book, folder)
    book.close()
    shutil.copyfile(old, file)
    book = opened(file, root, clock)
    assert f"3 entries fewer than this laptop saw at 15:00; the newest backup holds 2 of them: {held}" in book.warning
    merge(book, held)
    book.close()
    book = opened(file, root, clock)
    assert "1 entries fewer than this laptop saw at 15:00; no backup holds them." in book.warning
    book.close()


def test_every_command_says_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = copied(file, "old.hep")
    assert cli.main(["show", str(file)]) == 0
    book = open_book(file, backups=locations.backups_dir())
    note(book, "n2", "afterwards")
    book.close()
    shutil.copyfile(old, file)
    capsys.readouterr()
    for command in ("show", "verify", "doctor"):
        cli.main([command, str(file)])
        said = capsys.readouterr()
        assert "holds 2 entries fewer than this laptop saw" in said.out + said.err, command


def test_an_older_copy_elsewhere_is_a_copy_and_nothing_is_said(file: Path, root: Path, clock: Clocks) -> None:
    old = copied(file, "old.hep")
    book = opened(file, root, clock)
    note(book, "n2", "afterwards")
    book.close()
    book = opened(old, root, clock)
    assert not book.warning
    book.close()
    file.unlink()
    book = opened(old, root, clock)
    assert "holds 2 entries fewer" in book.warning, "it is all that is left of the review"
    book.close()


@pytest.mark.parametrize("left", [b"", bytes(9000), b"something else"])
def test_a_file_that_was_emptied_is_not_said_to_be_no_review_but_where_its_backup_is(
    file: Path, root: Path, clock: Clocks, left: bytes
) -> None:
    book = opened(file, root, clock)
    (kept,) = lineage.copies(backup.folder_for(book, root))
    book.close()
    file.write_bytes(left)
    with pytest.raises(Damaged, match="This laptop has seen a review here before; its newest backup is") as caught:
        opened(file, root, clock)
    assert str(kept) in str(caught.value)


def test_one_session_with_a_wrong_clock_ends_no_backups(file: Path, root: Path, clock: Clocks) -> None:
    clock.at = datetime.fromisoformat("2022-06-16T14:00:00+00:00")
    book = opened(file, root, clock)
    note(book, "wrong", "a year ahead")
    book.close()
    clock.at -= timedelta(days=365)
    book = opened(file, root, clock)
    made = set(lineage.copies(backup.folder_for(book, root)))
    for i in range(4):
        note(book, f"n{i}", "words")
        clock.passed += 700
        backup.keep_up(book, root)
    new = [copy for copy in lineage.copies(backup.folder_for(book, root)) if copy not in made]
    assert len(new) == 4
    at = backup.newest_time(backup.folder_for(book, root))
    assert at is not None
    assert at.year == 2021
    book.close()


def test_a_laptop_that_was_started_anew_does_not_trust_its_clock(file: Path, root: Path, clock: Clocks) -> None:
    clock.passed = 90_000
    book = opened(file, root, clock)
    note(book, "n2", "words")
    book.close()
    clock.passed = 20
    book = opened(file, root, clock)
    assert len(lineage.copies(backup.folder_for(book, root))) == 2
    book.close()


def test_a_folder_of_ones_own_is_never_cleared(file: Path, root: Path, clock: Clocks, tmp_path: Path) -> None:
    book = opened(file, root, clock)
    for i in range(14):
        note(book, f"n{i}", "words")
        backup.backup(book, tmp_path / "stick")
    assert len(lineage.copies(tmp_path / "stick")) == 14
    assert not list((tmp_path / "stick").glob("*.json"))
    book.close()


ODD = (
    "",
    "[]",
    "{}",
    '{"path": 1, "heads": {}}',
    '{"path": "x", "heads": {"w": 1}}',
    '{"path": "x", "heads": 0}',
    "\xff",
)


@pytest.mark.parametrize("said", ODD)
def test_a_memory_that_cannot_be_read_is_none(file: Path, root: Path, clock: Clocks, said: str) -> None:
    book = opened(file, root, clock)
    folder = backup.folder_for(book, root)
    book.close()
    (folder / "seen.json").write_text(said, "latin-1")
    book = opened(file, root, clock)
    assert not book.warning
    assert len(lineage.copies(backup.folder_for(book, root))) == 1
    book.close()
