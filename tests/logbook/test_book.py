"""The logbook only grows, says what stands, and stores what it was given once."""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import record
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft, NotStored, ReadOnly, new_token, record_code, same_code
from hep_tui.logbook.entry import COLUMNS, NEVER_HEADS
from hep_tui.logbook.merge import merge
from hep_tui.logbook.schema import KNOWN
from hep_tui.logbook.verify import verify

from .tools import again, check_whole, copied, laptop, note, raw, stands


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Book]:
    book = laptop(tmp_path / "mine.hep")
    yield book
    book.close()


class Unsure:
    """Stand in for a connection whose disk fails at COMMIT, before or after the transaction has arrived."""

    def __init__(self, conn: sqlite3.Connection, *, times: int, arrives: bool) -> None:
        self.conn, self.times, self.arrives = conn, times, arrives

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT" and self.times:
            self.times -= 1
            if self.arrives:
                self.conn.execute(sql)
            raise sqlite3.OperationalError("disk I/O error")
        return self.conn.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.conn, name)


def failing(book: Book, *, times: int, arrives: bool) -> None:
    book.conn = Unsure(book.conn, times=times, arrives=arrives)  # type: ignore[assignment]


def test_entries_are_numbered_and_chained(mine: Book) -> None:
    note(mine, "n1", "one")
    mine.append_all([Draft("note", "n2", {"text": "two"}), Draft("note", "n3", {"text": "three"})])
    entries = list(mine.entries())
    assert [e.kind for e in entries] == ["open", "review", "note", "note", "note"]
    assert [e.n for e in entries] == [1, 2, 3, 4, 5]
    assert [e.prev for e in entries] == ["", *(e.id for e in entries[:-1])]
    assert {e.writer for e in entries} == {mine.writer}


def test_an_id_is_the_hash_of_what_was_recorded(mine: Book) -> None:
    note(mine, "n1", "Café ✓")
    for entry in mine.entries():
        assert entry.body is not None
        assert entry.digest == hashlib.sha256(entry.body.encode()).hexdigest()
        columns = json.dumps(list(entry.named_by), separators=(",", ":"), ensure_ascii=False)
        sha = hashlib.sha256(columns.encode()).digest()
        assert entry.id == base64.b32encode(sha[:20]).decode().lower()


def test_the_same_words_twice_have_different_digests(mine: Book) -> None:
    note(mine, "n1", "the same")
    note(mine, "n2", "the same")
    one, two = mine.current("note")
    assert one.data == two.data == {"text": "the same"}
    assert one.digest != two.digest


def test_every_run_of_the_program_is_a_writer_of_its_own(mine: Book) -> None:
    note(mine, "n1", "one")
    other = again(mine.path)
    note(other, "n2", "two")
    other.close()
    note(mine, "n3", "three")
    by_writer = {w: [e for e in mine.entries() if e.writer == w] for w in (mine.writer, other.writer)}
    assert [e.n for e in by_writer[other.writer]] == [4, 5]
    assert [e.kind for e in by_writer[other.writer]] == ["open", "note"]
    assert by_writer[other.writer][0].prev == ""
    assert by_writer[mine.writer][-1].prev == by_writer[mine.writer][-2].id
    assert by_writer[mine.writer][-1].n == 6
    check_whole(mine)


def test_a_writer_first_says_which_record_it_found(mine: Book) -> None:
    found = mine.record_code()
    other = again(mine.path)
    other.device = "a laptop"
    note(other, "n1", "one")
    opened = next(e for e in other.entries() if e.writer == other.writer)
    assert opened.kind == "open"
    assert opened.data["record_code"] == found
    assert opened.data["device"] == "a laptop"
    other.close()


def test_an_amendment_stands_and_what_was_said_before_stays_in_the_history(mine: Book) -> None:
    first = note(mine, "n1", "one")
    second = note(mine, "n1", "one, put better", first)
    assert [e.id for e in mine.heads("n1")] == [second]
    assert [e.data["text"] for e in mine.current("note")] == ["one, put better"]
    assert [row["text"] for row in mine.rows("note")] == ["one, put better"]
    assert [e.id for e in mine.history("n1")] == [first, second]
    assert mine.count("conflict") == 0


def test_what_is_withdrawn_stands_no_longer_and_stays_in_the_history(mine: Book) -> None:
    first = note(mine, "n1", "one")
    record.withdraw(mine, "n1", "said twice")
    assert list(mine.current("note")) == []
    assert [e.kind for e in mine.heads("n1")] == ["withdraw"]
    assert mine.history("n1")[0].id == first
    assert mine.history("n1")[0].data == {"text": "one"}
    check_whole(mine)


def test_redacted_words_are_nowhere_in_the_file_and_the_record_is_whole(mine: Book) -> None:
    first = note(mine, "n1", "the unmistakable headteacher")
    note(mine, "n1", "the unmistakable deputy", first)
    note(mine, "n2", "something else")
    record.redact(mine, "n1", "a person could be recognised")
    assert [e.body for e in mine.history("n1") if e.kind == "note"] == [None, None]
    assert [e.data.get("text") for e in mine.current("note")] == ["something else"]
    assert mine.history("n1")[0].data == {}
    assert b"unmistakable" not in mine.path.read_bytes()
    check_whole(mine)


def test_a_redaction_needs_a_reason(mine: Book) -> None:
    note(mine, "n1", "one")
    with pytest.raises(HepError, match="needs a reason"):
        record.redact(mine, "n1", " ")
    assert mine.history("n1")[0].data == {"text": "one"}


def test_two_versions_are_a_conflict_until_one_is_chosen(mine: Book) -> None:
    first = note(mine, "n1", "one")
    left, right = note(mine, "n1", "left", first), note(mine, "n1", "right", first)
    assert [(row["subject"], row["versions"], row["kind"]) for row in mine.rows("conflict")] == [("n1", 2, "note")]
    assert [e.id for e in mine.heads("n1")] == [left, right]
    assert len(list(mine.current("note"))) == 2
    with pytest.raises(HepError, match="two versions"):
        record.withdraw(mine, "n1")
    record.settle(mine, "n1", right)
    assert mine.count("conflict") == 0
    assert [e.id for e in mine.heads("n1")] == [right]
    assert {left, right} < {e.id for e in mine.history("n1")}
    check_whole(mine)


def test_the_same_correction_made_twice_is_no_conflict(mine: Book) -> None:
    first = note(mine, "n1", "one")
    left = note(mine, "n1", "corrected", first)
    note(mine, "n1", "corrected", first)
    assert mine.count("conflict") == 0
    assert [e.id for e in mine.current("note")] == [left]


def test_only_a_version_of_an_open_conflict_can_be_chosen(mine: Book) -> None:
    first = note(mine, "n1", "one")
    with pytest.raises(HepError, match="no such conflict"):
        record.settle(mine, "n1", first)
    note(mine, "n1", "left", first)
    note(mine, "n1", "right", first)
    with pytest.raises(HepError, match="no such conflict"):
        record.settle(mine, "n1", first)


@pytest.fixture
def undecided(mine: Book, tmp_path: Path) -> Iterator[tuple[Book, Book, str, str]]:
    """Lend two laptops that settled the same conflict in opposite ways, and the two versions."""
    first = note(mine, "n1", "one")
    left, right = note(mine, "n1", "left", first), note(mine, "n1", "right", first)
    other = again(copied(mine.path, "other.hep"))
    record.settle(mine, "n1", left)
    record.settle(other, "n1", right)
    merge(mine, other.path)
    merge(other, mine.path)
    yield mine, other, left, right
    other.close()


def test_a_conflict_settled_in_two_ways_is_a_conflict_again(undecided: tuple[Book, Book, str, str]) -> None:
    mine, other, left, right = undecided
    assert stands(mine) == stands(other)
    assert [e.id for e in mine.heads("n1")] == [left, right]
    assert mine.count("conflict") == 1


def test_a_conflict_settled_in_two_ways_can_be_settled_once_more(undecided: tuple[Book, Book, str, str]) -> None:
    mine, _, left, _ = undecided
    record.settle(mine, "n1", left)
    assert mine.count("conflict") == 0
    assert [e.data for e in mine.current("note")] == [{"text": "left"}]
    check_whole(mine)


def test_what_was_settled_away_stands_again_nowhere_when_the_other_is_withdrawn(mine: Book) -> None:
    first = note(mine, "n1", "one")
    left = note(mine, "n1", "left", first)
    note(mine, "n1", "right", first)
    record.settle(mine, "n1", left)
    record.withdraw(mine, "n1")
    assert list(mine.current("note")) == []
    assert mine.count("conflict") == 0


def test_entries_are_never_deleted(mine: Book) -> None:
    before = stands(mine)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), raw(mine.path) as conn:
        conn.execute("DELETE FROM entry")
    assert stands(mine) == before


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_an_entry_can_be_changed(mine: Book, column: str) -> None:
    first = note(mine, "n1", "one")
    record.redact(mine, "n1", "asked for")
    before = stands(mine)
    other = {"n": 77, "body": "{}"}.get(column, "x" * (64 if column == "digest" else 32))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), raw(mine.path) as conn:
        conn.execute(f"UPDATE entry SET {column} = ? WHERE id = ?", (other, first))
    # Not even together with the one change that is allowed.
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), raw(mine.path) as conn:
        conn.execute(f"UPDATE entry SET body = NULL, {column} = ? WHERE id = ?", (other, first))
    assert stands(mine) == before


def test_a_body_is_erased_only_where_a_redaction_says_so(mine: Book) -> None:
    first = note(mine, "n1", "one")
    erase = "UPDATE entry SET body = NULL WHERE id = ?"
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), raw(mine.path) as conn:
        conn.execute(erase, (first,))
    assert mine.history("n1")[0].data == {"text": "one"}
    record.redact(mine, "n1", "asked for")
    with raw(mine.path) as conn:
        assert conn.execute(erase, (first,)).rowcount == 1


def test_every_view_can_be_read_with_any_program(book: Book) -> None:
    note(book, "n1", "one")
    with closing(sqlite3.connect(f"{book.path.as_uri()}?mode=ro", uri=True)) as conn:
        views = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        counts = {view: len(conn.execute(f"SELECT * FROM {view}").fetchall()) for view in views}
    assert set(views) >= {"current", "conflict", "note", "ballot", "mark", "poll", "person", "meeting", "school"}
    assert counts["note"] == counts["review"] == 1
    assert counts["school"] > 100
    assert counts["meeting"] > 1
    assert counts["poll"] > 1
    assert counts["conflict"] == counts["ballot"] == 0


def test_a_view_is_named_plainly_or_refused(mine: Book) -> None:
    with pytest.raises(ValueError):
        mine.rows("entry; DROP TABLE entry")
    with pytest.raises(ValueError):
        mine.rows("entry", **{"n = 1 OR n": 1})
    with pytest.raises(ValueError):
        mine.count("entry e")


def test_what_stands_can_be_asked_for_by_field_by_subject_and_since(mine: Book) -> None:
    mine.append("note", "n1", {"text": "one", "item": "a"})
    last = mine.last_n()
    mine.append("note", "n2", {"text": "two", "item": "b"})
    assert [e.subject for e in mine.current("note", item="a")] == ["n1"]
    assert [e.subject for e in mine.current("note", since=last)] == ["n2"]
    assert [e.subject for e in mine.current("note", subject="n2")] == ["n2"]
    assert [row["id"] for row in mine.rows("note", item="b", since=last)] == ["n2"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_commit_that_fails_once_is_tried_again_with_the_same_entry(mine: Book, arrives: bool) -> None:
    failing(mine, times=1, arrives=arrives)
    stored = mine.append("note", "n1", {"text": "one"})
    assert [e.id for e in mine.history("n1")] == [stored.id]
    check_whole(mine)


@pytest.mark.parametrize("arrives", [True, False])
def test_what_could_not_be_stored_is_stored_once_by_retrying(mine: Book, arrives: bool) -> None:
    failing(mine, times=2, arrives=arrives)
    with pytest.raises(NotStored) as caught:
        mine.append("note", "n1", {"text": "one"})
    assert "so it is not stored yet; try again" in str(caught.value)
    mine.retry(caught.value.entries)
    mine.retry(caught.value.entries)
    assert [e.id for e in mine.history("n1")] == [caught.value.entries[-1].id]
    check_whole(mine)


@pytest.mark.parametrize("arrives", [True, False])
def test_something_else_may_be_stored_before_the_retry(mine: Book, arrives: bool) -> None:
    failing(mine, times=2, arrives=arrives)
    with pytest.raises(NotStored) as caught:
        mine.append("note", "n1", {"text": "one"})
    note(mine, "n2", "two")
    mine.retry(caught.value.entries)
    mine.retry(caught.value.entries)
    assert [e.data for e in mine.history("n1")] == [{"text": "one"}]
    check_whole(mine)


def test_a_first_entry_that_was_not_stored_does_not_break_the_chain(mine: Book) -> None:
    other = again(mine.path)
    failing(other, times=2, arrives=False)
    with pytest.raises(NotStored) as caught:
        note(other, "n1", "one")
    note(other, "n2", "two")
    stored = other.retry(caught.value.entries)
    assert [e.subject for e in stored] == ["n1"]
    assert [e.kind for e in other.entries() if e.writer == other.writer] == ["open", "note", "note"]
    check_whole(other)
    other.close()


def test_entries_of_unknown_kinds_are_kept_and_counted(mine: Book, tmp_path: Path) -> None:
    mine.append("weather", "w1", {"sky": "blue"})
    mine.append("weather", "w2", {"sky": "grey"})
    assert mine.rows("unknown_kind") == [{"kind": "weather", "entries": 2}]
    report = verify(mine)
    assert report.ok
    assert report.unknown == {"weather": 2}
    other = laptop(tmp_path / "other.hep", 2)
    merge(other, mine.path)
    assert [e.data for e in other.current("weather")] == [{"sky": "blue"}, {"sky": "grey"}]
    other.close()


def test_every_kind_that_is_written_is_known() -> None:
    assert set(NEVER_HEADS) < set(KNOWN)


def test_the_record_code_changes_with_each_entry_and_not_by_reading(mine: Book) -> None:
    codes = [mine.record_code()]
    for i in range(5):
        note(mine, f"n{i}", "one")
        codes.append(mine.record_code())
        mine.rows("note"), mine.heads("n1"), mine.count("conflict"), list(mine.entries())
        verify(mine)
        assert mine.record_code() == codes[-1]
    assert len(set(codes)) == len(codes)
    assert record_code(e.id for e in mine.entries()) == codes[-1]


def test_a_record_code_is_the_same_however_it_is_typed() -> None:
    code = record_code(["b", "a"])
    assert code == record_code(["a", "b"])
    assert len(code.replace("-", "")) == 16
    assert same_code(code, code.lower().replace("-", " "))
    assert not same_code(code, record_code(["a"]))


def test_opening_reading_and_closing_write_nothing(mine: Book) -> None:
    note(mine, "n1", "one")
    before, code = mine.path.read_bytes(), mine.record_code()
    mine.close()
    for _ in range(3):
        book = again(mine.path)
        assert book.record_code() == code
        verify(book)
        book.close()
    assert mine.path.read_bytes() == before
    assert [p.name for p in mine.path.parent.iterdir() if p.is_file()] == ["mine.hep"]


def test_nothing_is_stored_into_a_book_opened_for_reading(mine: Book) -> None:
    mine.read_only = "You can read this but not add to it."
    with pytest.raises(ReadOnly, match="not add to it"):
        note(mine, "n1", "one")
    mine.read_only = ""


def test_storing_nothing_writes_nothing(mine: Book) -> None:
    other = again(mine.path)
    code = other.record_code()
    assert other.append_all([]) == []
    assert other.record_code() == code
    other.close()


def test_tokens_are_sixteen_letters_and_digits() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(t) == 16 and t.isalnum() and t == t.lower() for t in tokens)
