"""Several programs may write into one file, and the file may be copied by hand while they do."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hep_tui.errors import HepError
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from tests.conftest import ROOT
from tests.logbook.tools import again, check_whole, copied, laptop, note, stands


def start(path: Path, rounds: int) -> "subprocess.Popen[bytes]":
    """Start a program that records so many rounds into a file."""
    command = [sys.executable, "-m", "tests.faults.worker", str(path), str(rounds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def write_at_once(path: Path, writers: int, rounds: int) -> set[str]:
    """Let several programs record at once, and return what they were told is stored."""
    working = [start(path, rounds) for _ in range(writers)]
    said = [worker.communicate()[0] for worker in working]
    assert [worker.returncode for worker in working] == [0] * writers
    return {line.decode() for output in said for line in output.splitlines()}


def test_three_programs_write_into_one_file_and_every_entry_is_there(tmp_path: Path) -> None:
    laptop(tmp_path / "review.hep").close()
    acknowledged = write_at_once(tmp_path / "review.hep", 3, 20)
    book = again(tmp_path / "review.hep")
    entries = list(book.entries())
    assert acknowledged == {e.id for e in entries[2:]}
    assert len({e.writer for e in entries}) == 4
    assert [e.n for e in entries] == list(range(1, len(entries) + 1)), "each was numbered within its transaction"
    assert sum(e.kind == "open" for e in entries) == 4
    check_whole(book)
    book.close()
    assert not (tmp_path / "review.hep-journal").exists()


@pytest.mark.long
def test_many_programs_write_into_one_file_for_long(tmp_path: Path) -> None:
    laptop(tmp_path / "review.hep").close()
    acknowledged = write_at_once(tmp_path / "review.hep", 6, 150)
    book = again(tmp_path / "review.hep")
    assert acknowledged <= {e.id for e in book.entries()}
    check_whole(book)
    book.close()


def test_one_sees_what_the_other_stored(tmp_path: Path) -> None:
    one = laptop(tmp_path / "review.hep")
    two = again(one.path)
    seen = two.data_version()
    first = note(one, "n1", "one")
    assert two.data_version() != seen
    note(two, "n1", "put better", first)
    assert [e.data["text"] for e in one.current("note")] == ["put better"]
    one.close()
    note(two, "n2", "still here")
    check_whole(two)
    two.close()


def test_a_copy_made_between_two_entries_is_complete(tmp_path: Path) -> None:
    book = laptop(tmp_path / "review.hep")
    for i in range(15):
        note(book, f"n{i}", "words " * (1 + i * 20))
        copy = again(copied(book.path, f"copy{i}.hep"), 50 + i)
        assert stands(copy) == stands(book)
        check_whole(copy)
        note(copy, f"c{i}", "by the copy")
        copy.close()
    for i in range(15):
        assert merge(book, tmp_path / f"copy{i}.hep").quarantined == ()
    assert book.count("note") == 30
    check_whole(book)
    book.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let a file be copied while it is written")
def test_a_copy_made_at_any_moment_is_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "review.hep"
    laptop(path).close()
    whole = 0
    with start(path, 24) as worker:
        assert worker.stdout is not None
        said: set[str] = set()
        while line := worker.stdout.readline():
            said.add(line.decode().strip())
            time.sleep(0.002)
            before = set(said)
            whole += copy_is_whole_or_refused(Path(shutil.copy(path, tmp_path / "copy.hep")), before)
    assert whole
    assert copy_is_whole_or_refused(path, said)


def copy_is_whole_or_refused(copy: Path, at_least: set[str]) -> bool:
    """Return whether a copy opens, having checked that it then holds everything that was stored before."""
    try:
        book = open_book(copy)
    except HepError:
        return False
    assert at_least <= {e.id for e in book.entries()}
    check_whole(book)
    book.close()
    return True
