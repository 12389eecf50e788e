"""What was erased from a review can be erased from hep's own backups too."""

from pathlib import Path

import pytest

from hep_tui import cli, locations
from hep_tui.actions import record
from hep_tui.logbook import Book, NotStored, backup, handovers, reading
from hep_tui.logbook.forgetting import forget
from hep_tui.logbook.opening import open_book

from .tools import copied, laptop, note

WORDS = b"named a pupil"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Return an open review of which three backups hold a note that is erased now."""
    made = laptop(tmp_path / "review.hep")
    made.close()
    book = open_book(made.path, backups=tmp_path / "backups")
    note(book, "n1", WORDS.decode())
    for i in range(3):
        note(book, f"m{i}", "something else")
        backup.backup(book, backup.folder_for(book, tmp_path / "backups"))
    record.redact(book, "n1", "asked for")
    return book


def holding(root: Path) -> list[Path]:
    return [copy for copy in root.rglob("*.hep") if WORDS in copy.read_bytes()]


def test_the_backups_of_the_file_forget_and_the_newest_holds_everything_else(book: Book, tmp_path: Path) -> None:
    handovers.remember(book, "first-export", "CODE")
    assert len(holding(tmp_path / "backups")) == 3
    done = forget(book, tmp_path / "backups")
    assert len(done.gone) == 3
    assert not holding(tmp_path / "backups")
    assert reading.whole(done.newest)
    assert {e.id for e in reading.entries(done.newest)} == {e.id for e in book.entries()}
    assert [each.name for each in done.exports] == ["first-export"]
    assert not forget(book, tmp_path / "backups").gone
    book.close()


def test_a_backup_of_another_file_is_named_and_left(book: Book, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    old = next(iter(holding(root)))
    other = open_book(copied(old, "other.hep"), backups=root)
    note(other, "o1", "only here")
    theirs = backup.backup(other, backup.folder_for(other, root))
    other.close()
    done = forget(book, root)
    assert theirs in done.left
    assert holding(root) == sorted(done.left) or set(holding(root)) == set(done.left)
    book.close()


def test_nothing_is_deleted_where_no_backup_can_be_made(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set((tmp_path / "backups").rglob("*.hep"))
    monkeypatch.setattr(reading, "whole", lambda _: False)
    with pytest.raises(NotStored):
        forget(book, tmp_path / "backups")
    assert set((tmp_path / "backups").rglob("*.hep")) == before
    book.close()


def test_the_command_says_what_became_of_them(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.close()
    assert cli.main(["backup", str(book.path)]) == 0
    first = Path(capsys.readouterr().out.strip())
    assert cli.main(["backup", str(book.path), "--forget"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("No backup of this file holds what was erased.\n")
    assert str(first) in said
    assert locations.backups_dir() in first.parents
