"""Laptops that merge each other hold the same record, and nothing that does not hold together comes in."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from hep_tui.actions import record, undo
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry, NotStored, OtherReview, ReadOnly
from hep_tui.logbook.connect import writing
from hep_tui.logbook.creating import create
from hep_tui.logbook.entry import digest_of, id_of
from hep_tui.logbook.imports import imports, take_back
from hep_tui.logbook.merge import Merged, merge, merge_all
from hep_tui.logbook.merge import copied as copied_book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.verify import verify

from .tools import again, check_whole, copied, laptop, note, raw, stands

Pair = tuple[Book, Book]
AT = "2021-06-16T14:00:00.000Z"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Lend two laptops that began with the same file, which holds one note, `n1`."""
    ours = laptop(tmp_path / "ours.hep")
    note(ours, "n1", "one")
    theirs = again(copied(ours.path, "theirs.hep"), 2)
    yield ours, theirs
    ours.close()
    theirs.close()


def head(book: Book, subject: str) -> str:
    return book.heads(subject)[-1].id


def exchange(a: Book, b: Book) -> None:
    """Merge both ways and assert that both hold the same, whole record."""
    merge(a, b.path)
    merge(b, a.path)
    assert stands(a) == stands(b)
    check_whole(a)
    check_whole(b)


def forge(path: Path, *entries: Entry) -> None:
    """Put entries into a file as somebody could who knows how ids are made."""
    with raw(path) as conn:
        conn.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?)", entries)


def made(writer: str, n: int, prev: str = "", *, kind: str = "note", at: str = AT, body: str = "{}") -> Entry:
    """Return an entry with a right hash, whatever it says."""
    fields = (writer, n, prev, at, "X", kind, "forged", "", digest_of(body))
    return Entry(id_of(fields), *fields, body)


def test_entries_of_both_are_in_both_afterwards(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n2", "ours")
    note(theirs, "n3", "theirs")
    done = merge(ours, theirs.path)
    assert (done.new, done.known, done.conflicting, done.quarantined) == (2, 3, 0, ())
    assert done.record_code == ours.record_code()
    assert done.words == "theirs.hep: 2 new, 3 already known."
    merge(theirs, ours.path)
    assert stands(ours) == stands(theirs)
    assert {e.data["text"] for e in ours.current("note")} == {"one", "ours", "theirs"}


def test_what_a_merge_erases_how_many_of_each_kind_and_who_made_them_is_counted_before(pair: Pair) -> None:
    ours, theirs = pair
    for i in range(3):
        note(ours, f"more{i}", "said here")
    merge(theirs, ours.path)
    record.redact(theirs, "n1", "asked for")
    record.redact(theirs, "more0", "asked for")
    note(theirs, "n5", "another")
    tried = merge(ours, theirs.path, dry_run=True)
    assert tried.erases == 2
    assert tried.by_kind == {"note": 1, "open": 1, "redact": 2}
    assert [(s.who, s.entries) for s in tried.signers] == [("L2", 4)]
    assert tried.words.startswith("ERASES 2: theirs.hep: 4 new")
    assert merge(ours, theirs.path) == tried
    assert merge(ours, theirs.path).erases == 0


def test_merging_again_changes_nothing(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    merge(ours, theirs.path)
    before, code, sources = ours.path.read_bytes(), ours.record_code(), ours.rows("source")
    done = merge(ours, theirs.path)
    assert (done.new, done.known) == (0, 5)
    assert ours.record_code() == code
    assert ours.rows("source") == sources
    assert ours.path.read_bytes() == before


def test_merging_a_file_with_itself_changes_nothing(pair: Pair) -> None:
    ours, _ = pair
    before = stands(ours)
    assert merge(ours, ours.path).new == 0
    note(ours, "n2", "still here")
    assert len(ours.history("n2")) == 1
    assert ours.count() == len(before["entries"]) + 1


def test_any_order_gives_the_same_record(pair: Pair, tmp_path: Path) -> None:
    ours, _ = pair
    paths = [copied(ours.path, f"{i}.hep") for i in range(4)]
    for i, path in enumerate(paths):
        book = again(path, 10 + i)
        note(book, "n1", f"version {i % 3}", head(book, "n1"))
        note(book, f"own{i}", "mine alone")
        book.close()
    seen = []
    for seed in range(4):
        book = again(copied(ours.path, f"all{seed}.hep"), 20 + seed)
        for path in random.Random(seed).sample(paths, 4):
            merge(book, path)
        check_whole(book)
        seen.append(stands(book))
        book.close()
    assert all(each == seen[0] for each in seen)
    assert len(seen[0]["conflict"]) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n1", "ours", head(ours, "n1"))
    note(theirs, "n1", "theirs", head(theirs, "n1"))
    before, bytes_before = stands(ours), ours.path.read_bytes()
    tried = merge(ours, theirs.path, dry_run=True)
    assert stands(ours) == before
    assert ours.path.read_bytes() == bytes_before
    assert ours.rows("source") == []
    assert tried == merge(ours, theirs.path)
    assert tried.conflicting == 1
    assert tried.record_code == ours.record_code()


def test_a_dry_run_is_possible_where_nothing_may_be_stored(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    ours.read_only = "You can read this but not add to it."
    ours.conn.execute("PRAGMA query_only=ON")
    assert merge(ours, theirs.path, dry_run=True).new == 2
    with pytest.raises(ReadOnly):
        merge(ours, theirs.path)
    ours.read_only = ""


def test_two_corrections_of_one_note_are_a_conflict(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n1", "ours", head(ours, "n1"))
    note(theirs, "n1", "theirs", head(theirs, "n1"))
    done = merge(ours, theirs.path)
    assert done.conflicting == 1
    assert done.words.endswith("1 now in two versions.")
    assert merge(ours, theirs.path).conflicting == 0
    exchange(ours, theirs)
    assert [row["subject"] for row in ours.rows("conflict")] == ["n1"]
    record.settle(ours, "n1", head(ours, "n1"))
    exchange(ours, theirs)
    assert theirs.count("conflict") == 0


def test_the_same_correction_on_two_laptops_is_no_conflict(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n1", "better", head(ours, "n1"))
    note(theirs, "n1", "better", head(theirs, "n1"))
    exchange(ours, theirs)
    assert ours.count("conflict") == 0
    assert [e.data["text"] for e in ours.current("note")] == ["better"]


def test_a_correction_and_a_withdrawal_are_a_conflict(pair: Pair) -> None:
    ours, theirs = pair
    record.withdraw(ours, "n1")
    note(theirs, "n1", "better", head(theirs, "n1"))
    exchange(ours, theirs)
    assert ours.rows("conflict")[0]["versions"] == 2


def test_two_withdrawals_are_no_conflict(pair: Pair) -> None:
    ours, theirs = pair
    record.withdraw(ours, "n1", "said twice")
    record.withdraw(theirs, "n1", "wrong table")
    exchange(ours, theirs)
    assert ours.count("conflict") == 0
    assert list(ours.current("note")) == []


@pytest.mark.parametrize("ours_first", [True, False])
def test_redactions_travel_and_are_not_undone_by_a_file_that_still_has_the_words(pair: Pair, ours_first: bool) -> None:
    ours, theirs = pair
    before = copied(theirs.path, "before.hep")
    record.redact(theirs, "n1", "a person could be recognised")
    for path in [theirs.path, before] if ours_first else [before, theirs.path]:
        merge(ours, path)
    merge(theirs, before)
    assert stands(ours) == stands(theirs)
    assert ours.history("n1")[0].body is None
    check_whole(ours)


def test_a_redacted_entry_can_arrive_without_ever_having_been_here(tmp_path: Path, pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "unmistakable")
    record.redact(theirs, "n2", "asked for")
    exchange(ours, theirs)
    assert [e.body is None for e in ours.history("n2")] == [True, False]
    assert b"unmistakable" not in ours.path.read_bytes()


def test_a_file_of_another_review_is_refused(pair: Pair, tmp_path: Path) -> None:
    ours, _ = pair
    other = laptop(tmp_path / "other.hep", 7, review=False)
    other.append("review", "another-review", {"title": "Elsewhere"})
    before = stands(ours)
    for dry_run in (True, False):
        with pytest.raises(OtherReview, match="another review"):
            merge(ours, other.path, dry_run=dry_run)
    assert stands(ours) == before
    other.close()


def test_a_file_that_does_not_say_its_review_is_refused(pair: Pair, tmp_path: Path) -> None:
    ours, _ = pair
    other = laptop(tmp_path / "other.hep", 7, review=False)
    note(other, "n9", "of whom?")
    with pytest.raises(OtherReview, match="does not say which review"):
        merge(ours, other.path)
    other.close()


def test_a_new_file_can_take_everything_from_an_old_one(pair: Pair, tmp_path: Path) -> None:
    ours, _ = pair
    empty = laptop(tmp_path / "empty.hep", 5, review=False)
    merge(empty, ours.path)
    assert stands(empty) == stands(ours)
    empty.close()


def test_a_merge_that_cannot_be_stored_leaves_the_record_as_it_was(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    before = stands(ours)
    ours.conn.execute("PRAGMA query_only=ON")
    with pytest.raises(NotStored, match="this record is as before"):
        merge(ours, theirs.path)
    ours.conn.execute("PRAGMA query_only=OFF")
    assert stands(ours) == before


# What does not hold together


def change_body(conn: sqlite3.Connection, entry: Entry) -> None:
    conn.execute("UPDATE entry SET body = replace(body, 'two', 'TWO') WHERE id = ?", (entry.id,))


def change_name(conn: sqlite3.Connection, entry: Entry) -> None:
    conn.execute("UPDATE entry SET who = 'somebody else' WHERE id = ?", (entry.id,))


def lose_body(conn: sqlite3.Connection, entry: Entry) -> None:
    conn.execute("UPDATE entry SET body = NULL WHERE id = ?", (entry.id,))


def lose_row(conn: sqlite3.Connection, entry: Entry) -> None:
    conn.execute("DELETE FROM entry WHERE id = ?", (entry.id,))


CHANGES: Sequence[tuple[Callable[[sqlite3.Connection, Entry], None], str]] = (
    (change_body, "says something else than when it was made"),
    (change_name, "was changed after it was made"),
    (lose_body, "lost what it said"),
    (lose_row, "An entry is missing before"),
)


@pytest.mark.parametrize(("change", "why"), CHANGES)
def test_what_was_changed_is_refused_with_the_reason_and_all_that_rests_on_it(
    pair: Pair, change: Callable[[sqlite3.Connection, Entry], None], why: str
) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    for i in range(3, 6):
        note(theirs, f"n{i}", "later")
    third = again(theirs.path, 3)
    note(third, "n6", "by another run")
    third.close()
    with raw(theirs.path, guarded=False) as conn:
        change(conn, theirs.history("n2")[0])
    done = merge(ours, theirs.path)
    assert why in done.quarantined[0][1]
    assert why in done.words
    assert {e.subject for e in ours.current("note")} == {"n1", "n6"}
    check_whole(ours)
    ours.close()
    reopened = again(ours.path)
    check_whole(reopened)
    reopened.close()


def test_what_is_missing_there_may_be_here(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    merge(ours, theirs.path)
    lost = theirs.history("n2")[0]
    note(theirs, "n3", "three")
    with raw(theirs.path, guarded=False) as conn:
        lose_row(conn, lost)
    done = merge(ours, theirs.path)
    assert (done.new, done.quarantined) == (1, ())
    check_whole(ours)


def test_salvaging_takes_what_proves_itself_and_the_gap_stays_known(pair: Pair, tmp_path: Path) -> None:
    ours, theirs = pair
    for i in range(2, 6):
        note(theirs, f"n{i}", "words")
    whole = copied(theirs.path, "whole.hep")
    with raw(theirs.path, guarded=False) as conn:
        change_name(conn, theirs.history("n3")[0])
        lose_row(conn, theirs.history("n4")[0])
    done = merge(ours, theirs.path, salvaged=True)
    assert len(done.quarantined) == 1
    assert {e.subject for e in ours.current("note")} == {"n1", "n2", "n5"}
    ours.close()
    reopened = again(ours.path)
    report = verify(reopened)
    assert report.ok
    assert len(report.gaps) == 1
    # A file that is whole fills the gap.
    merge(reopened, whole)
    assert verify(reopened).gaps == ()
    assert reopened.count("note") == 5
    reopened.close()


def test_only_what_the_record_says_was_lost_is_excused(pair: Pair) -> None:
    ours, _ = pair
    for i in range(2, 5):
        note(ours, f"n{i}", "words")
    with raw(ours.path, guarded=False) as conn:
        lose_row(conn, ours.history("n3")[0])
        conn.execute("INSERT INTO gap SELECT id FROM entry")
    found = verify(ours)
    assert "An entry is missing before" in found.problems[0]
    assert found.gaps == ()


def test_what_a_file_of_before_says_was_lost_is_put_on_record(pair: Pair, tmp_path: Path) -> None:
    ours, _ = pair
    for i in range(2, 5):
        note(ours, f"n{i}", "words")
    ours.close()
    with raw(ours.path, guarded=False) as conn:
        conn.execute("DELETE FROM entry WHERE subject = 'n3'")
        conn.execute("INSERT INTO gap SELECT id FROM entry WHERE subject = 'n4'")
        conn.execute("DROP TABLE card")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm005%' OR name LIKE 'm006%'")
        conn.execute("PRAGMA user_version = 4")
    book = open_book(ours.path, backups=tmp_path / "backups")
    assert "Something was lost" in book.warning
    assert len(verify(book).gaps) == 1
    book.close()
    with raw(ours.path) as conn:
        conn.execute("DELETE FROM gap")
    again(ours.path).close()


def test_a_gap_excuses_nothing_else(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    note(theirs, "n3", "three")
    with raw(theirs.path, guarded=False) as conn:
        lose_row(conn, theirs.history("n2")[0])
    merge(ours, theirs.path, salvaged=True)
    with raw(ours.path, guarded=False) as conn:
        change_name(conn, ours.history("n3")[0])
    assert "was changed after it was made" in verify(ours).problems[0]


def test_a_second_story_of_one_of_our_writers_is_refused(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n2", "what we recorded")
    mine = ours.history("n2")[0]
    fork = made(mine.writer, mine.n, mine.prev)
    earlier = made(mine.writer, 1)
    forge(theirs.path, fork, made(mine.writer, mine.n + 1, fork.id), earlier)
    done = merge(ours, theirs.path)
    assert {fork.id[:8], earlier.id[:8]} < {id[:8] for id, _ in done.quarantined}
    assert ours.count("note") == 2
    check_whole(ours)


@pytest.mark.parametrize(
    ("writer", "n"), [("another-writer", 1), ("w", 0)], ids=["of another writer", "of a later one"]
)
def test_an_entry_that_follows_what_it_cannot_follow_is_refused(pair: Pair, writer: str, n: int) -> None:
    ours, theirs = pair
    first = made("w", theirs.last_n() + 1)
    forge(theirs.path, first)
    merge(ours, theirs.path)
    odd = made(writer, first.n + n, first.id)
    forge(theirs.path, odd)
    assert dict(merge(ours, theirs.path).quarantined) == {
        odd.id: f"Entry {odd.id[:8]} (note) does not follow what it says it follows."
    }
    check_whole(ours)


def test_an_entry_that_corrects_another_subject_is_refused(pair: Pair) -> None:
    ours, theirs = pair
    about = note(theirs, "n2", "two")
    n = theirs.last_n() + 1
    fields = ("w", n, "", AT, "X", "note", "forged", about, digest_of("{}"))
    odd = Entry(id_of(fields), *fields, "{}")
    forge(theirs.path, odd)
    assert dict(merge(ours, theirs.path).quarantined)[odd.id].endswith("corrects something else than it is about.")
    check_whole(ours)


def test_an_entry_that_corrects_a_missing_one_is_refused_and_those_after_it_are_not(pair: Pair) -> None:
    ours, theirs = pair
    n = theirs.last_n() + 1
    fields = ("w", n, "", AT, "X", "note", "forged", "an-entry-that-is-nowhere", digest_of("{}"))
    odd, sound = Entry(id_of(fields), *fields, "{}"), made("v", n + 1)
    forge(theirs.path, odd, sound)
    done = merge(ours, theirs.path)
    assert [id for id, _ in done.quarantined] == [odd.id]
    assert "correct" in done.quarantined[0][1]
    assert any(e.id == sound.id for e in ours.entries())
    check_whole(ours)


def test_a_redaction_that_is_refused_leaves_the_words_and_refuses_what_it_emptied(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    record.redact(theirs, "n2", "asked for")
    with raw(theirs.path, guarded=False) as conn:
        change_name(conn, theirs.history("n2")[-1])
    done = merge(ours, theirs.path)
    assert done.new == 1, "only what the writer opened"
    assert any("lost what it said" in why for _, why in done.quarantined)
    check_whole(ours)


FORGERIES = {
    "a number that no record of this size has": made("w", 2**63 - 1),
    "a time that is none": made("w", 1, at="yesterday"),
    "a time without a zone": made("w", 1, at="2021-06-16T14:00:00"),
    "a body that is no object": made("w", 1, body='"x"'),
    "a body nested without end": made("w", 1, body='{"text":' + "[" * 1200 + "]" * 1200 + "}"),
    "a number too long to read": made("w", 1, body='{"text":' + "9" * 5000 + "}"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_an_entry_as_hep_never_makes_them_is_refused_although_its_hash_is_right(pair: Pair, what: str) -> None:
    ours, theirs = pair
    entry = FORGERIES[what]
    forge(theirs.path, entry)
    done = merge(ours, theirs.path)
    assert [why for _, why in done.quarantined] == [f"Entry {entry.id[:8]} (note) is not as hep makes them."]
    note(ours, "n9", "and work goes on")
    check_whole(ours)


def test_a_reason_never_carries_control_characters(pair: Pair) -> None:
    ours, theirs = pair
    forge(theirs.path, made("w", 2**40, kind="\x1b]0;owned\x07note\u202e"))
    done = merge(ours, theirs.path)
    assert done.quarantined
    assert all(c.isprintable() for id, why in done.quarantined for c in id + why)
    assert done.words.isprintable()


# Taking an import back


def test_an_import_can_be_taken_back_as_a_unit(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n2", "ours")
    before = {e.subject: e.data for e in ours.current("note")}
    note(theirs, "n1", "they put it better", head(theirs, "n1"))
    note(theirs, "n3", "theirs")
    merge(ours, theirs.path)
    (source,) = ours.rows("source")
    assert source["name"] == "theirs.hep"
    assert source["record_code"] == theirs.record_code()
    assert ours.count("note") == 3
    take_back(ours, source["id"], "wrong file")
    assert {e.subject: e.data for e in ours.current("note")} == before
    assert ours.rows("source")[0]["withdrawn"] == "wrong file"
    check_whole(ours)
    code = ours.record_code()
    assert merge(ours, theirs.path).new == 0
    assert take_back(ours, source["id"], "again") == []
    assert ours.record_code() == code


def test_a_withdrawal_that_arrived_is_taken_back_too(pair: Pair) -> None:
    ours, theirs = pair
    record.withdraw(theirs, "n1")
    merge(ours, theirs.path)
    assert list(ours.current("note")) == []
    take_back(ours, ours.rows("source")[0]["id"], "wrong file")
    assert [e.data for e in ours.current("note")] == [{"text": "one"}]


def test_taking_back_ends_a_conflict_in_favour_of_what_we_had(pair: Pair) -> None:
    ours, theirs = pair
    note(ours, "n1", "ours", head(ours, "n1"))
    note(theirs, "n1", "theirs", head(theirs, "n1"))
    merge(ours, theirs.path)
    take_back(ours, ours.rows("source")[0]["id"], "wrong file")
    assert ours.count("conflict") == 0
    assert [e.data for e in ours.current("note")] == [{"text": "ours"}]
    check_whole(ours)


def test_what_was_taken_back_is_in_again_once_that_is_undone(pair: Pair) -> None:
    ours, theirs = pair
    trail = undo.Trail()
    ours.on_append = trail.note
    note(theirs, "n1", "they put it better", head(theirs, "n1"))
    note(theirs, "n3", "theirs")
    merge(ours, theirs.path)
    [import_] = imports(ours)
    for _ in range(2):
        assert take_back(ours, import_.id, "wrong file")
        assert [e.data["text"] for e in ours.current("note")] == ["one"]
        assert imports(ours)[0].withdrawn == "wrong file"
        undo.undo(ours, trail)
        assert {e.data["text"] for e in ours.current("note")} == {"they put it better", "theirs"}
        assert not imports(ours)[0].withdrawn
        undo.redo(ours, trail)
        assert imports(ours)[0].withdrawn == "wrong file"
        undo.undo(ours, trail)


def test_what_was_built_on_an_import_stays(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "theirs")
    merge(ours, theirs.path)
    note(ours, "n2", "put better by us", head(ours, "n2"))
    take_back(ours, ours.rows("source")[0]["id"], "wrong file")
    assert {e.data["text"] for e in ours.current("note")} == {"one", "put better by us"}


def test_which_import_brought_what_is_no_part_of_the_record(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "theirs")
    exchange(ours, theirs)
    assert len(ours.rows("source")) == 1
    assert theirs.rows("source") == []


def test_a_merge_is_one_transaction(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    with raw(ours.path) as conn:
        conn.execute("CREATE TRIGGER no BEFORE INSERT ON arrival BEGIN SELECT raise(ABORT, 'no'); END")
    before = stands(ours)
    with pytest.raises(NotStored):
        merge(ours, theirs.path)
    assert stands(ours) == before
    with writing(ours.conn):
        ours.conn.execute("DROP TRIGGER no")
    assert merge(ours, theirs.path).new == 2


@pytest.fixture
def several(pair: Pair) -> Iterator[tuple[Book, list[Path]]]:
    """Lend a laptop and three files that share much: they correct one note, erase another, and settle a conflict."""
    ours, first = pair
    for i in range(3):
        note(ours, f"more{i}", "said here")
    merge(first, ours.path)
    second = again(copied(ours.path, "second.hep"), 3)
    note(first, "n1", "as the first has it", head(first, "n1"))
    record.redact(first, "more0", "asked for")
    note(second, "n1", "as the second has it", head(second, "n1"))
    note(second, "more0", "corrected meanwhile", head(second, "more0"))
    record.redact(second, "more1", "asked for")
    third = again(copied(second.path, "third.hep"), 4)
    merge(third, first.path)
    kept, other = third.heads("n1")
    third.append("settle", "n1", {"kept": kept.id}, other.id)
    yield ours, [first.path, second.path, third.path]
    for book in (first, second, third):
        book.close()


@pytest.mark.parametrize("order", permutations(range(3)))
def test_files_merged_at_one_stroke_leave_and_say_what_they_do_one_after_the_other(
    several: tuple[Book, list[Path]], order: tuple[int, ...]
) -> None:
    ours, files = several
    others = [files[i] for i in order]
    one_by_one = again(copied(ours.path, "one-by-one.hep"), 5)
    said = [merge(one_by_one, other) for other in others]
    at_once = merge_all(ours, others)
    assert stands(ours) == stands(one_by_one)
    check_whole(ours)
    assert list(map(without_code, at_once)) == list(map(without_code, said))
    assert {merged.record_code for merged in at_once} == {ours.record_code()}
    assert sum(merged.erases for merged in at_once) >= 2
    one_by_one.close()


def without_code(merged: Merged) -> Merged:
    return replace(merged, record_code="")


def test_a_merge_tells_how_far_it_has_come_and_stores_nothing_where_that_stops_it(pair: Pair) -> None:
    ours, theirs = pair
    note(theirs, "n2", "theirs")
    before, shares = stands(ours), list[float]()
    with copied_book(ours) as copy:
        merge_all(copy, [theirs.path], told=shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    for at in shares:

        def told(share: float, at: float = at) -> None:
            if share >= at:
                raise HepError("Stopped.")

        with pytest.raises(HepError, match="Stopped"):
            merge_all(ours, [theirs.path], told=told)
        assert stands(ours) == before


def test_of_several_files_all_are_merged_or_none(pair: Pair, tmp_path: Path) -> None:
    ours, theirs = pair
    note(theirs, "n2", "two")
    other = create(tmp_path / "other.hep")
    other.append("review", "another-review", {"title": "Another", "schools": []})
    before = ours.path.read_bytes()
    with pytest.raises(OtherReview, match=r"other\.hep"):
        merge_all(ours, [theirs.path, other.path])
    assert ours.path.read_bytes() == before
    assert not ours.heads("n2")
    merge_all(ours, [theirs.path])
    assert ours.heads("n2")
    other.close()
