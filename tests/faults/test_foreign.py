"""A file may come from anybody: it is refused in a sentence, soon, nothing of it runs, and our own is untouched."""

import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.errors import HepError
from hep_tui.logbook import Book, limits, salvage, schema, snapshot
from hep_tui.logbook.merge import merge
from tests.logbook.tools import again, check_whole, copied, cut_off, journal_naming, laptop, note, raw, stands

SOON = 10.0


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Book]:
    book = laptop(tmp_path / "ours.hep")
    note(book, "n1", "one")
    yield book
    book.close()


@pytest.fixture
def theirs(ours: Book) -> Path:
    """Return a file of the same review with one more note, for a test to spoil."""
    book = again(copied(ours.path, "theirs.hep"))
    note(book, "n2", "two")
    book.close()
    return book.path


def refused(ours: Book, path: Path, **how: Any) -> str:
    """Assert that a file is refused as everything should be, and return the sentence."""
    before, bytes_before = stands(ours), ours.path.read_bytes()
    # What other programs take meanwhile is not ours.
    began = time.process_time()
    with pytest.raises(HepError) as caught:
        merge(ours, path, **how)
    assert time.process_time() - began < SOON
    said = str(caught.value)
    assert said.isprintable()
    assert said.endswith(".")
    assert path.name in said
    assert stands(ours) == before
    assert ours.path.read_bytes() == bytes_before
    return said


def again_with(path: Path, old: str, new: str) -> None:
    """Change the SQL that a file says it was made with."""
    with raw(path) as conn:
        conn.execute("PRAGMA writable_schema=ON")
        assert conn.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (old, new)).rowcount


def swap_table(path: Path, *statements: str) -> None:
    """Put something else in the place of the table `entry`."""
    with raw(path) as conn:
        for kind in ("view", "trigger"):
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).fetchall():
                conn.execute(f"DROP {kind} {name}")
        conn.execute("ALTER TABLE entry RENAME TO other")
        for statement in statements:
            conn.execute(statement)


COLUMNS = "id, writer, n, prev, at, who, kind, subject, replaces, digest, body"
NOT_OURS = {
    "a view in place of the table": f"CREATE VIEW entry AS SELECT {COLUMNS} FROM other",
    "a view without end": "CREATE VIEW entry AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT x AS id FROM c",
    "a virtual table": f"CREATE VIRTUAL TABLE entry USING fts5({COLUMNS})",
    "a table with other types": f"CREATE TABLE entry ({COLUMNS})",
    "a table with a generated column": schema.ENTRY.replace(
        "CHECK (body IS NULL OR json_valid(body))", "AS (hex(zeroblob(1000000))) STORED"
    ),
    "a table with one more column": schema.ENTRY.replace("\n) STRICT", ",\n  more TEXT\n) STRICT"),
    "no table at all": "CREATE TABLE something (id)",
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_anything_else_in_place_of_the_table_is_refused(ours: Book, theirs: Path, what: str) -> None:
    swap_table(theirs, NOT_OURS[what])
    assert "does not hold a record as hep writes it" in refused(ours, theirs)
    # By what the file says of itself nothing is read when salvaging: entries that prove themselves are true ones.
    assert merge(ours, theirs, salvaged=True).new == 2
    check_whole(ours)


def test_a_table_that_only_says_it_is_ours_is_refused(ours: Book, theirs: Path) -> None:
    swap_table(theirs, schema.ENTRY.replace("n        INTEGER NOT NULL", "n        TEXT NOT NULL"))
    again_with(theirs, "n        TEXT NOT NULL", "n        INTEGER NOT NULL")
    with raw(theirs) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        conn.execute(f"INSERT INTO entry SELECT {COLUMNS} FROM other")
    done = merge(ours, theirs)
    assert done.new == 2, "nothing is wrong with it after all"
    check_whole(ours)


def test_triggers_and_views_of_the_file_never_run(ours: Book, theirs: Path) -> None:
    with raw(theirs) as conn:
        conn.execute("DROP VIEW current")
        conn.execute("CREATE VIEW current AS SELECT load_extension('evil') AS x")
        conn.execute("CREATE TRIGGER evil AFTER UPDATE ON entry BEGIN DELETE FROM source; END")
        conn.execute("CREATE TRIGGER eviler INSTEAD OF INSERT ON current BEGIN SELECT load_extension('evil'); END")
    assert merge(ours, theirs).new == 2
    check_whole(ours)


# A single step of SQLite that goes on for minutes; no deadline interrupts it.
SLOW = "instr(printf('%.2000000c', 'a'), printf('%.1000000c', 'a') || 'b' || {0})"
BOMBS = {
    "an index that computes": ("CREATE INDEX bomb ON entry (abs(n))", "abs(n)", SLOW.format("n")),
    "an index of some rows": ("CREATE INDEX bomb ON entry (n) WHERE abs(n)", "abs(n)", SLOW.format("n")),
}


@pytest.mark.parametrize("what", BOMBS)
def test_an_index_that_would_compute_for_minutes_is_refused_before_it_does(ours: Book, theirs: Path, what: str) -> None:
    statement, old, new = BOMBS[what]
    with raw(theirs) as conn:
        conn.execute(statement)
    again_with(theirs, old, new)
    assert "does not hold a record as hep writes it" in refused(ours, theirs)


@pytest.mark.parametrize(
    "table", ["bomb (x, y AS (abs(x)) NOT NULL) STRICT", "bomb (x, CHECK (abs(x)))", "bomb (x, y AS (abs(x)) STORED)"]
)
def test_other_tables_of_the_file_compute_nothing(ours: Book, theirs: Path, table: str) -> None:
    with raw(theirs) as conn:
        conn.execute(f"CREATE TABLE {table}".replace("x,", "x INTEGER,", 1).replace(" y AS", " y INTEGER AS"))
        conn.execute("CREATE INDEX bomb_index ON bomb (abs(x))")
        conn.execute("INSERT INTO bomb (x) VALUES (1)")
    again_with(theirs, "abs(x)", SLOW.format("x"))
    began = time.process_time()
    assert merge(ours, theirs).new == 2
    assert time.process_time() - began < SOON


def forge(path: Path, **values: Any) -> None:
    """Give the newest entry other values, with every rule of the table out of the way."""
    with raw(path, guarded=False) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        for column, value in values.items():
            conn.execute(f"UPDATE entry SET {column} = {value} WHERE n = (SELECT max(n) FROM entry)")


def untyped(path: Path) -> None:
    """Take the types off the table, for as long as it is spoilt."""
    with raw(path) as conn:
        conn.execute("PRAGMA writable_schema=ON")
        conn.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'entry'")


def typed(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("PRAGMA writable_schema=ON")
        conn.execute("UPDATE sqlite_master SET sql = replace(sql, 'WITHOUT', 'STRICT, WITHOUT') WHERE name = 'entry'")


VALUES = {
    "a blob for a name": {"who": "x'00ff'"},
    "a blob for a body": {"body": "x'ff'"},
    "a blob for an id": {"id": "randomblob(32)"},
    "text for a number": {"n": "'many'"},
    "a fraction for a number": {"n": "1.5"},
    "a number for a writer": {"writer": "randomblob(3)"},
}


@pytest.mark.parametrize("what", VALUES)
def test_values_of_other_types_are_refused(ours: Book, theirs: Path, what: str) -> None:
    untyped(theirs)
    forge(theirs, **VALUES[what])
    typed(theirs)
    assert "is damaged and was not merged" in refused(ours, theirs)
    done = merge(ours, theirs, salvaged=True)
    assert done.new == 1, "what the other writer opened"
    assert "wrong type" in done.words or what == "a blob for an id"
    check_whole(ours)


@pytest.mark.parametrize("column", ["who", "prev", "digest"])
def test_nulls_are_refused(ours: Book, theirs: Path, column: str) -> None:
    again_with(theirs, f"{column.ljust(8)} TEXT NOT NULL", f"{column.ljust(8)} TEXT")
    forge(theirs, **{column: "NULL"})
    again_with(theirs, f"{column.ljust(8)} TEXT", f"{column.ljust(8)} TEXT NOT NULL")
    assert "is damaged and was not merged" in refused(ours, theirs)
    assert "wrong type" in merge(ours, theirs, salvaged=True).words
    check_whole(ours)


@pytest.mark.parametrize("column", ["who", "kind", "subject", "body", "id"])
def test_text_that_is_none_is_refused(ours: Book, theirs: Path, column: str) -> None:
    forge(theirs, **{column: "CAST(x'ff41fe1b5b324a' || hex(randomblob(13)) AS TEXT)"})
    assert "cannot be read as a record" in refused(ours, theirs)
    assert merge(ours, theirs, salvaged=True).new == 1
    check_whole(ours)


def test_names_in_the_schema_that_are_no_text_are_refused(ours: Book, theirs: Path) -> None:
    with raw(theirs) as conn:
        conn.execute("CREATE TABLE harmless_name (x)")
    theirs.write_bytes(theirs.read_bytes().replace(b"harmless_name (x)", b"harm\xff\x1b[2J\xfe(( (x"))
    refused(ours, theirs)


def test_a_message_of_sqlite_never_brings_control_characters_along(ours: Book, theirs: Path) -> None:
    with raw(theirs) as conn:
        conn.execute("CREATE TABLE harmless_name (x)")
    theirs.write_bytes(theirs.read_bytes().replace(b"harmless_name (x)", b"harm\x1b[2J\x1b]0;name (("))
    refused(ours, theirs)


def test_a_huge_value_is_refused(ours: Book, theirs: Path) -> None:
    forge(theirs, body="'{\"text\":\"' || printf('%.9000000c', 'a') || '\"}'")
    assert "too big" in refused(ours, theirs)
    assert merge(ours, theirs, salvaged=True).new == 1
    check_whole(ours)


def test_a_huge_file_is_refused_without_reading_it(ours: Book, theirs: Path) -> None:
    os.truncate(theirs, 2**40)
    assert "larger than 512 MB" in refused(ours, theirs)


def test_a_header_that_claims_a_huge_file_is_not_believed(ours: Book, theirs: Path) -> None:
    data = bytearray(theirs.read_bytes())
    data[28:32] = b"\x7f\xff\xff\xff"
    theirs.write_bytes(data)
    refused(ours, theirs)
    assert merge(ours, theirs, salvaged=True).new == 2


NOISE = random.Random(1).randbytes(9000)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04" + NOISE[:5000], NOISE, b"SQLite format 3\x00"],
    ids=["empty", "zip", "noise", "only a header"],
)
def test_other_files_renamed_are_refused(ours: Book, theirs: Path, content: bytes) -> None:
    theirs.write_bytes(content)
    assert "is not a review made by hep" in refused(ours, theirs)


def test_what_is_no_file_is_refused(ours: Book, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.hep")
    (tmp_path / "folder.hep").mkdir()
    (tmp_path / "link.hep").symlink_to(tmp_path / "nowhere")
    for name in ("pipe.hep", "folder.hep", "link.hep"):
        refused(ours, tmp_path / name)


def test_random_pages_behind_a_right_header_are_refused(ours: Book, theirs: Path) -> None:
    data = theirs.read_bytes()
    theirs.write_bytes(data[:100] + random.Random(2).randbytes(len(data) - 100))
    refused(ours, theirs)
    refused(ours, theirs, salvaged=True)


HEADERS = {
    "a page size of nothing": (16, b"\0\2"),
    "another page size": (16, b"\x20\0"),
    "no room in its pages": (20, b"\xff"),
    "nothing": (0, bytes(100)),
    "noise": (0, random.Random(5).randbytes(100)),
}


@pytest.mark.parametrize("what", HEADERS)
def test_a_file_whose_header_is_damaged_is_salvaged_all_the_same(ours: Book, theirs: Path, what: str) -> None:
    at, header = HEADERS[what]
    data = bytearray(theirs.read_bytes())
    data[at : at + len(header)] = header
    theirs.write_bytes(data)
    if "page" not in what:
        assert "theirs.hep are damaged; it was left as it is. Open its newest backup" in refused(ours, theirs)
    assert merge(ours, theirs, salvaged=True).new == 2
    check_whole(ours)


@pytest.mark.parametrize("content", [b"", bytes(9000)])
def test_a_file_of_nothing_leaves_nothing_to_salvage(ours: Book, theirs: Path, content: bytes) -> None:
    theirs.write_bytes(content)
    assert "Nothing that theirs.hep said can be read any more" in refused(ours, theirs, salvaged=True)


def test_a_file_that_is_being_written_is_merged_as_it_was_between_two_entries(ours: Book, theirs: Path) -> None:
    book = again(theirs)
    done = threading.Event()

    def write() -> None:
        for i in range(150):
            note(book, f"live{i}", "words " * 300)
        done.set()

    writing = threading.Thread(target=write)
    writing.start()
    before = merge(ours, theirs).known
    while not done.is_set():
        found = merge(ours, theirs)
        assert not found.quarantined
        assert found.known >= before
    writing.join()
    merge(ours, theirs)
    assert len(ours.rows("note")) == 152
    book.close()


def test_rows_that_run_over_into_pages_without_end_are_given_up(ours: Book, theirs: Path) -> None:
    header, size = theirs.read_bytes()[:4096], 4096
    # Every cell claims four million bytes, and every page leads to the next, the last to the first again.
    cell = b"\x81\xf4\x90\x00" + b"\x0c" * 500
    pages = []
    for n in range(2, 200):
        pointers = b"".join((size - 510).to_bytes(2, "big") for _ in range(1500))
        page = (b"\x0a\0\0" + (1500).to_bytes(2, "big") + b"\0\0\0" + pointers)[: size - 510].ljust(size - 510, b"\0")
        pages.append((page + cell).ljust(size, bytes([n])))
    theirs.write_bytes(header + b"".join(pages))
    refused(ours, theirs, salvaged=True)


def test_salvaging_that_takes_too_long_is_given_up(ours: Book, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvage, "SECONDS", -1.0)
    assert "takes too long" in refused(ours, theirs, salvaged=True)


def test_a_file_with_names_without_end_is_given_up(ours: Book, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw(theirs) as conn:
        conn.execute("PRAGMA writable_schema=ON")
        conn.execute("BEGIN")
        conn.executemany(
            "INSERT INTO sqlite_master VALUES ('view', ?, ?, 0, ?)",
            ((f"v{i}", f"v{i}", f"CREATE VIEW v{i} AS SELECT * FROM entry") for i in range(30_000)),
        )
        conn.execute("COMMIT")
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    assert "interrupted" in refused(ours, theirs)


def test_a_merge_that_takes_too_long_is_given_up(ours: Book, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = again(theirs)
    for i in range(300):
        note(book, f"m{i}", "words")
    book.close()
    monkeypatch.setattr(limits, "SECONDS", -1.0)
    assert "interrupted" in refused(ours, theirs)


def test_a_hostile_journal_is_refused_before_it_can_harm_other_files(ours: Book, theirs: Path) -> None:
    victim = theirs.with_name("victim.txt")
    victim.write_text("precious")
    journal_naming(victim, theirs)
    assert "can harm other files" in refused(ours, theirs)
    assert victim.read_text() == "precious"


def test_a_half_written_file_is_merged_as_it_was_before_and_left_as_it_is(ours: Book, theirs: Path) -> None:
    half = cut_off(theirs, "half.hep")
    files = [half, half.with_name("half.hep-journal")]
    before = [file.read_bytes() for file in files]
    assert merge(ours, half).new == 2
    assert [file.read_bytes() for file in files] == before
    check_whole(ours)


def test_a_journal_of_rubbish_changes_nothing(ours: Book, theirs: Path) -> None:
    theirs.with_name("theirs.hep-journal").write_bytes(random.Random(3).randbytes(5000))
    assert merge(ours, theirs).new == 2


def test_merging_never_touches_the_other_file(ours: Book, theirs: Path) -> None:
    before = theirs.read_bytes()
    merge(ours, theirs)
    merge(ours, theirs, salvaged=True)
    assert theirs.read_bytes() == before
    assert not theirs.with_name("theirs.hep-journal").exists()


def test_the_command_says_it_in_one_line(ours: Book, theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs.write_bytes(b"PK\x03\x04")
    ours.close()
    assert cli.main(["merge", str(ours.path), str(theirs)]) == 2
    said = capsys.readouterr()
    assert said.err == "hep: theirs.hep is not a review made by hep; it was left as it is.\n"
    assert said.out == ""


def test_a_hostile_name_of_a_file_reaches_no_terminal(ours: Book, capsys: pytest.CaptureFixture[str]) -> None:
    path = ours.path.with_name("\x1b]0;owned\x07\x1b[2J\u202ename.hep")
    path.write_bytes(b"rubbish")
    ours.close()
    # The second is a record, of a review that no screen could show: it is refused by name as well.
    for other in (path, copied(ours.path, path.name)):
        assert cli.main(["merge", str(ours.path), str(other)]) == 2
    said = capsys.readouterr()
    assert (said.out + said.err).replace("\n", "").isprintable()


def test_a_copy_that_cannot_be_made_is_said(ours: Book, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "_by_sqlite", lambda *_: False)
    monkeypatch.setattr(shutil, "copyfile", full)
    assert "cannot be copied (No space left on device)" in refused(ours, theirs)
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent/folder")
    assert "cannot be copied (No such file or directory)" in refused(ours, theirs)
