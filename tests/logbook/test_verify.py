"""Whatever is changed in a file with other programs is found, by hep and by the stand-alone script alike."""

import ast
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.actions import polls, record
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.logbook import Book, Damaged, Entry, record_code
from hep_tui.logbook.entry import COLUMNS, id_of
from hep_tui.logbook.merge import merge
from hep_tui.logbook.verify import verify
from tests.conftest import ROOT

from .tools import again, copied, cut_off, laptop, note, raw, without_laptops

SCRIPT = ROOT / "docs" / "verify_hep.py"
Change = Callable[[sqlite3.Connection, Entry], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a closed file with a few notes by two writers, one corrected, one redacted."""
    book = laptop(tmp_path / "review.hep")
    for i in range(4):
        note(book, f"n{i}", f"words {i}")
    note(book, "n1", "better words", book.heads("n1")[0].id)
    record.redact(book, "n2", "asked for")
    book.close()
    book = again(tmp_path / "review.hep")
    note(book, "n8", "by another run")
    note(book, "n9", "the last")
    book.close()
    return book.path


def entry_of(path: Path, subject: str) -> Entry:
    with raw(path) as conn:
        row = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entry WHERE subject = ? ORDER BY n", (subject,))
        return Entry(*row.fetchone())


def by_hep(path: Path, capsys: pytest.CaptureFixture[str], *code: str) -> tuple[int, dict[str, Any]]:
    exit_code = cli.main(["verify", str(path), *code, "--json"])
    found = json.loads(capsys.readouterr().out)
    return exit_code, found


def by_script(path: Path, *code: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), path, *code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def update(what: str, where: str = "id = ?") -> Change:
    return lambda conn, e: conn.execute(f"UPDATE entry SET {what} WHERE {where}", (e.id,))


def insert(conn: sqlite3.Connection, e: Entry) -> None:
    row = e._replace(id="z" * 32, n=99, prev="", writer="somebody", subject="n99")
    conn.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(row))})", row)


def replaced(conn: sqlite3.Connection, e: Entry) -> None:
    changed = e._replace(body='{"text":"other"}')
    conn.execute(f"INSERT OR REPLACE INTO entry VALUES ({', '.join('?' * len(changed))})", changed)


def swap(*columns: str) -> Change:
    """Return a change that gives two notes each other's values."""

    def change(conn: sqlite3.Connection, e: Entry) -> None:
        other = conn.execute("SELECT id FROM entry WHERE subject = 'n3'").fetchone()[0]
        names = ", ".join(columns)
        mine, theirs = (
            conn.execute(f"SELECT {names} FROM entry WHERE id = ?", (id,)).fetchone() for id in (e.id, other)
        )
        for id, values in ((e.id, theirs), (other, mine)):
            conn.execute(f"UPDATE entry SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?", (*values, id))

    return change


CHANGES: dict[str, Change] = {
    "a body": update("body = replace(body, 'words', 'lies')"),
    "a body with INSERT OR REPLACE": replaced,
    "a body erased": update("body = NULL"),
    "a date": update("at = '2020-01-01T00:00:00.000Z'"),
    "a number": update("n = n + 1"),
    "all numbers": update("n = n + 10", "id <> ?"),
    "a predecessor": update("prev = ''"),
    "who said it": update("who = 'XX'"),
    "the writer": update("writer = 'another'"),
    "the kind": update("kind = 'rating'"),
    "the subject": update("subject = 'n77'"),
    "what it corrects": update("replaces = prev"),
    "a digest": update("digest = replace(digest, substr(digest, 1, 1), 'x')"),
    "an id": update(f"id = '{'a' * 32}'"),
    "two digests swapped": swap("digest"),
    "two bodies swapped": swap("body"),
    "two bodies and digests swapped": swap("digest", "body"),
    "two numbers swapped": swap("n"),
    "two subjects swapped": swap("subject"),
    "a deleted entry": lambda conn, e: conn.execute("DELETE FROM entry WHERE id = ?", (e.id,)),
    "a deleted redaction": lambda conn, e: conn.execute("DELETE FROM entry WHERE kind = 'redact'"),
    "a deleted writer's beginning": lambda conn, e: conn.execute("DELETE FROM entry WHERE kind = 'open' AND n > 1"),
    "an entry put in": insert,
}


def test_a_good_file_is_whole_and_both_say_the_same_code(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    exit_code, found = by_hep(file, capsys)
    assert (exit_code, set(found)) == (0, {"ok", "record_code", "entries", "problems", "code", "grown_by"})
    assert (found["ok"], found["problems"]) == (True, [])
    assert by_script(file) == (0, f"ok\n{found['entries']} entries, record code {found['record_code']}\n")
    typed = found["record_code"].lower().replace("-", " ")
    assert by_hep(file, capsys, typed)[0] == 0
    assert by_script(file, typed)[0] == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize("what", CHANGES)
def test_every_tampering_is_found(file: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    with raw(file, guarded=False) as conn:
        CHANGES[what](conn, entry_of(file, "n1"))
    exit_code, found = by_hep(file, capsys)
    assert exit_code == 1
    assert found["problems"]
    assert not found["ok"]
    script_code, said = by_script(file)
    assert script_code == 1
    assert said.endswith(f"record code {found['record_code']}\n")
    with pytest.raises(Damaged, match="damaged and was not opened"):
        again(file)


def test_entries_missing_at_the_end_are_found_by_the_code_in_the_minutes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    minutes = by_hep(file, capsys)[1]["record_code"]
    with raw(file, guarded=False) as conn:
        conn.execute("DELETE FROM entry WHERE subject = 'n9'")
    assert by_hep(file, capsys)[0] == by_script(file)[0] == 0
    exit_code, found = by_hep(file, capsys, minutes)
    assert exit_code == 1
    assert found["code"] == "unknown"
    assert by_script(file, minutes)[0] == 1


def test_a_whole_chain_made_anew_no_longer_has_the_code_in_the_minutes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    minutes = by_hep(file, capsys)[1]["record_code"]
    with raw(file, guarded=False) as conn:
        _make_anew(conn)
    assert by_hep(file, capsys)[0] == by_script(file)[0] == 0, "an unkeyed chain can be recomputed"
    assert by_hep(file, capsys, minutes)[0] == by_script(file, minutes)[0] == 1


def _make_anew(conn: sqlite3.Connection) -> None:
    """Change who keyed the first entry, and give every id its new value wherever it stands."""
    rows = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY n, writer").fetchall()
    conn.execute("DELETE FROM entry")
    new: dict[str, str] = {"": ""}
    for entry in (Entry(*row) for row in rows):
        changed = entry._replace(who="XX", prev=new[entry.prev], replaces=new[entry.replaces])
        new[entry.id] = id_of(changed.named_by)
        values = changed._replace(id=new[entry.id])
        conn.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(values))})", values)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER entry_stays",
        "DROP TRIGGER entry_unchanged",
        "CREATE TRIGGER more AFTER INSERT ON entry BEGIN DELETE FROM source; END",
        "DROP VIEW note; CREATE VIEW note AS SELECT * FROM current LIMIT 1",
        "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, '''note''', '''Note''')",
    ],
)
def test_missing_or_changed_guards_and_views_are_found(
    file: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with raw(file) as conn:
        conn.executescript(change)
    exit_code, found = by_hep(file, capsys)
    assert exit_code == 1
    assert "guard the record" in found["problems"][0] or "added to the record" in found["problems"][0]
    with pytest.raises(Damaged, match="damaged and was not opened"):
        again(file)


def test_values_of_wrong_types_are_a_finding_and_no_crash(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strict = "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'STRICT, ', '')"
    with raw(file, guarded=False) as conn:
        conn.executescript(f"{strict} WHERE name = 'entry'")
    with raw(file, guarded=False) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        conn.execute("UPDATE entry SET n = 'three' WHERE subject = 'n1'")
        conn.execute("UPDATE entry SET body = x'ff' WHERE subject = 'n3'")
        conn.execute("UPDATE entry SET writer = x'00' WHERE subject = 'n8'")
    with raw(file) as conn:
        conn.executescript(
            "PRAGMA writable_schema=ON; "
            "UPDATE sqlite_master SET sql = replace(sql, 'WITHOUT', 'STRICT, WITHOUT') WHERE name = 'entry'"
        )
    exit_code, found = by_hep(file, capsys)
    assert exit_code == by_script(file)[0] == 1
    assert any("wrong type" in problem for problem in found["problems"])


def test_a_long_list_of_problems_ends_with_how_many_more(tmp_path: Path) -> None:
    book = laptop(tmp_path / "many.hep")
    for i in range(60):
        note(book, f"n{i}", "words")
    with raw(book.path, guarded=False) as conn:
        conn.execute("UPDATE entry SET who = 'XX'")
    problems = verify(book).problems
    assert len(problems) == 51
    assert problems[-1] == "and 12 more"
    book.close()


def test_a_declared_result_is_counted_again(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    id = polls.create(book, Poll("Go on?", method="hands", options=(Option("1", "Yes"), Option("2", "No"))))
    polls.change_state(book, id, PollState.OPEN)
    polls.show_hands(book, Hands(id, 10, {"1": {"": 7}, "2": {"": 3}}))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    assert by_hep(book.path, capsys)[0] == 0
    head = book.heads(f"{id}.hands")[-1]
    book.append("count", head.subject, {**head.data, "counts": {"1": {"": 3}, "2": {"": 7}}}, head.id)
    exit_code, found = by_hep(book.path, capsys)
    assert exit_code == 1
    assert "counted again" in found["problems"][0]


def test_a_gap_that_was_accepted_is_still_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with raw(file, guarded=False) as conn:
        conn.execute("DELETE FROM entry WHERE subject = 'n3'")
    fresh = laptop(tmp_path / "fresh.hep", 3, review=False)
    merge(fresh, file, salvaged=True)
    fresh.close()
    again(fresh.path).close()
    exit_code, found = by_hep(fresh.path, capsys)
    assert exit_code == by_script(fresh.path)[0] == 1
    assert "An entry is missing before" in found["problems"][0]


def test_a_file_cut_off_while_storing_is_whole_once_the_half_is_undone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = by_hep(file, capsys)[1]["record_code"]
    half = cut_off(file, "half.hep")
    exit_code, said = by_script(half)
    assert exit_code == 1
    assert "open it with hep once" in said
    assert half.with_name("half.hep-journal").stat().st_size > 0, "the script only reads"
    exit_code, found = by_hep(half, capsys)
    assert (exit_code, found["record_code"]) == (0, code)
    assert by_script(half)[0] == 0


def test_damage_is_told_in_sentences_by_both(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = bytes(100)
    file.write_bytes(data)
    exit_code, found = by_hep(file, capsys)
    assert exit_code == by_script(file)[0] == 1
    assert found["problems"]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_what_is_no_review_is_refused_by_both(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a % strange?name#.hep"
    if content is not None:
        path.write_bytes(content)
    assert cli.main(["verify", str(path)]) == 2
    assert capsys.readouterr().err.startswith("hep: ")
    exit_code, said = by_script(path)
    assert exit_code == 1
    assert "cannot be read" in said


def test_a_strange_path_is_read_by_both(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copied(file, "a % strange?name#.hep")
    assert by_hep(path, capsys)[0] == by_script(path)[0] == 0


def test_the_script_is_short_and_needs_nothing_but_python() -> None:
    text = SCRIPT.read_text("utf-8")
    imported = {a.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for a in node.names}
    assert imported == {"sqlite3", "hashlib", "json", "sys", "time", "datetime", "itertools", "pathlib"}
    assert "ImportFrom" not in ast.dump(ast.parse(text))
    # One sitting of somebody who doubts: entries, bounds, chains, codes of every hep, two closings of a box.
    assert len([line for line in text.splitlines() if line.strip()]) <= 126


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: None])
def test_the_script_waits_for_nothing_that_is_no_file(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "odd.hep")
    code, said = by_script(tmp_path / "odd.hep")
    assert code == 1
    assert "no ordinary file is there" in said


def test_the_script_says_how_to_use_it() -> None:
    done = subprocess.run([sys.executable, "-I", str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "verify_hep.py FILE" in done.stderr


def test_verifying_an_older_file_leaves_it_as_it_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with raw(file) as conn:
        without_laptops(conn)
        conn.execute("PRAGMA user_version = 1")
    before = file.read_bytes()
    assert by_hep(file, capsys)[0] == 0
    assert file.read_bytes() == before


def test_a_code_is_that_of_the_ids(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with raw(file) as conn:
        ids = [id for (id,) in conn.execute("SELECT id FROM entry")]
    assert by_hep(file, capsys)[1]["record_code"] == record_code(ids)
