"""What a file holds beside its record decides nothing: what hep shows follows from verified entries, or hep says so."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import polls
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.logbook import Book, Damaged, NotALogbook, connect, limits, schema
from hep_tui.logbook.entry import digest_of, id_of
from hep_tui.logbook.errors import FileChanged
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.logbook.verify import verify
from tests.faults.test_foreign import COLUMNS, SLOW, again_with, swap_table
from tests.logbook.tools import again, copied, laptop, note, raw

SOON = 5.0
LIE = """CREATE VIEW current AS SELECT id, writer, n, prev, at, who, kind, subject, replaces, digest,
  CASE kind WHEN 'note' THEN json_set(body, '$.text', 'never said') WHEN 'declare' THEN
    json_set(body, '$.sentence', 'The other one leads') ELSE body END AS body FROM head"""


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    """Return a closed file with a note and a declared show of hands."""
    book = laptop(tmp_path / "review.hep")
    note(book, "n1", "as it was said")
    id = polls.create(book, Poll("Go on?", method="hands", options=(Option("1", "Yes"), Option("2", "No"))))
    polls.change_state(book, id, PollState.OPEN)
    polls.show_hands(book, Hands(id, 10, {"1": {"": 7}, "2": {"": 3}}))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    book.close()
    return book.path


def told(book: Book) -> list[object]:
    return [*book.rows("note"), *book.rows("declaration"), *(e.data for e in book.current("note"))]


@pytest.fixture
def truth(declared: Path) -> Iterator[list[object]]:
    book = again(declared)
    yield told(book)
    book.close()


@pytest.mark.parametrize("version", [99, 2**31 - 1])
def test_a_view_that_lies_in_a_file_that_claims_to_be_newer_is_never_asked(
    declared: Path, truth: list[object], version: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(again(declared)) as book:
        code = book.record_code()
    with raw(declared) as conn:
        conn.execute("DROP VIEW current")
        conn.execute(LIE)
        conn.execute(f"PRAGMA user_version = {version}")
    assert cli.main(["verify", str(declared), code]) == 0
    assert cli.main(["show", str(declared), "notes"]) == 0
    said = capsys.readouterr().out
    assert "as it was said" in said
    assert "never said" not in said
    book = open_book(declared)
    assert told(book) == truth
    assert "was made by a newer hep" in book.read_only
    book.close()


@pytest.mark.parametrize("version", [1, 2, 3, schema.VERSION])
def test_a_view_that_lies_in_any_other_file_of_today_is_damage(declared: Path, version: int) -> None:
    with raw(declared) as conn:
        conn.execute("DROP VIEW current")
        conn.execute(LIE)
        conn.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(Damaged, match="missing or changed"):
        open_book(declared)
    assert cli.main(["verify", str(declared)]) == 1


FOREIGN = {
    "an index": ("CREATE INDEX theirs ON entry (who)", "index theirs"),
    "a table": ("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)", "table theirs"),
    "a table by a name that our views use": ("CREATE TABLE json_each (value, key)", "table json_each"),
    "statistics": ("ANALYZE", "table sqlite_stat1"),
    "a view": ("CREATE VIEW theirs AS SELECT * FROM entry", "view theirs"),
    "a search index": ("CREATE VIRTUAL TABLE theirs USING fts5(text)", "table theirs"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_others_put_into_a_file_is_said_and_the_record_is_read_without_it(
    declared: Path, truth: list[object], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sql, name = FOREIGN[what]
    with raw(declared) as conn:
        conn.executescript(sql)
    before = declared.read_bytes()
    book = open_book(declared)
    assert told(book) == truth
    assert name in book.read_only
    assert "take it out with the program that put it in" in book.read_only
    assert not verify(book).problems
    book.close()
    assert cli.main(["verify", str(declared)]) == 0
    assert name in capsys.readouterr().err
    assert cli.main(["backup", str(declared), "-o", str(declared.parent / "copies")]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "hep merge NEWFILE --salvage OLDFILE" in said
    assert declared.read_bytes() == before


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x"


def bomb_in_another_table(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("CREATE TABLE bomb (x INTEGER, CHECK (abs(x)))")
        conn.execute("CREATE INDEX bomb_index ON bomb (abs(x))")
        conn.execute("INSERT INTO bomb VALUES (1)")
    again_with(path, "abs(x)", SLOW.format("x"))


def bomb_in_an_index(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("CREATE INDEX bomb ON entry (abs(n))")
    again_with(path, "abs(n)", SLOW.format("n"))


def view_for_a_table(path: Path) -> None:
    swap_table(path, f"CREATE VIEW entry AS {ENDLESS} AS id, {', '.join(f'x AS {c}' for c in COLUMNS.split(', ')[1:])} "
               "FROM c")  # fmt: skip


def endless_view(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("DROP VIEW current")
        conn.execute(f"CREATE VIEW current AS {ENDLESS} AS id FROM c")
        conn.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("hostile", [bomb_in_another_table, bomb_in_an_index, view_for_a_table, endless_view])
def test_no_command_waits_for_what_a_file_would_compute(
    declared: Path, hostile: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    hostile(declared)
    began = time.process_time()
    for command in (["verify"], ["show"], ["doctor"], ["export", "-o", str(declared.parent / "out")]):
        assert cli.main([command[0], str(declared), *command[1:]]) in (0, 1, 2)
    with contextlib.suppress(Damaged, NotALogbook):
        RoomReader(declared).close()
    assert time.process_time() - began < SOON
    assert "fault of its own" not in capsys.readouterr().err


def forged(path: Path, body: str, n: int = 1) -> Path:
    """Return a copy whose last entry, of a writer of its own, has a body of any kind and every hash right."""
    other = copied(path, "forged.hep")
    made = seal_text(body, n)
    with raw(other, guarded=False) as conn:
        conn.execute("PRAGMA ignore_check_constraints=ON")
        conn.execute(f"INSERT INTO entry VALUES ({', '.join('?' * 11)})", made)
    return other


def seal_text(body: str, n: int) -> tuple[object, ...]:
    fields = ("w" * 16, n, "", "2021-06-16T14:00:00.000Z", "", "note", "forged", "", digest_of(body))
    return (id_of(fields), *fields, body)


NEVER = {
    "nested too deep": ('{"a":' + "[" * 80 + "]" * 80 + "}", 1),
    "nested as deep as Python bears": ('{"a":' + "[" * 900 + "]" * 900 + "}", 1),
    "a number without end": ('{"a":' + "9" * 5000 + "}", 1),
    "no object": ("[1]", 1),
    "a number of its own far ahead": ("{}", 2**62),
}


@pytest.mark.parametrize("what", NEVER)
def test_opening_verifying_and_merging_agree_on_what_no_entry_of_hep_is(declared: Path, what: str) -> None:
    other = forged(declared, *NEVER[what])
    assert cli.main(["verify", str(other)]) == 1
    with pytest.raises(Damaged, match="not as hep makes them"):
        open_book(other)
    with pytest.raises(Damaged):
        RoomReader(other)
    ours = again(declared)
    done = merge(ours, other)
    assert done.new == 0
    assert "not as hep makes them" in done.words
    ours.close()


def test_brackets_within_a_text_are_no_depth() -> None:
    assert limits.fits('{"text":"' + "[" * 5000 + '"}')
    assert limits.fits('{"text":"' + "7" * 5000 + '"}')
    assert not limits.fits('{"a":"\\"",' + '"b":' + "[" * 65 + "]" * 65 + "}")


def test_the_room_shows_nothing_of_a_file_that_was_changed_beneath_it(declared: Path) -> None:
    reader = RoomReader(declared)
    shown = reader.on_show()
    assert shown is not None
    assert "Yes" in shown.results[0].result.sentence
    with raw(declared, guarded=False) as conn:
        conn.execute("UPDATE entry SET body = replace(body, 'Yes', 'Nay') WHERE kind = 'declare'")
    assert reader.on_show() is None
    assert "says something else than when it was made" in reader.doubt
    with raw(declared, guarded=False) as conn:
        conn.execute("UPDATE entry SET body = replace(body, 'Nay', 'Yes') WHERE kind = 'declare'")
    assert reader.on_show() == shown
    assert not reader.doubt
    reader.close()


def test_the_room_shows_a_file_again_that_was_emptied_taken_away_or_replaced(declared: Path) -> None:
    reader, held = RoomReader(declared), declared.read_bytes()
    shown = reader.on_show()
    for spoil in (lambda: declared.write_bytes(b""), lambda: declared.write_bytes(b"x" * 9000), declared.unlink):
        spoil()
        before = reader.data_version()
        assert reader.on_show() is None
        assert reader.doubt
        declared.write_bytes(held)
        assert reader.on_show() == shown
        assert not reader.doubt
        assert reader.data_version() != before
    other = laptop(declared.with_name("other.hep"), 7)
    for n in range(20):
        note(other, f"o{n}", "of another review")
    other.close()
    other.path.replace(declared)
    assert reader.on_show() is None
    assert not reader.doubt
    reader.close()


def overwrite(path: Path, old: bytes, new: bytes) -> None:
    """Change bytes of a file past SQLite, which is told nothing of it."""
    data = path.read_bytes()
    assert old in data
    with path.open("r+b") as file:
        file.seek(data.index(old))
        file.write(new)


BENEATH = {
    "an option": (b'"Yes"', b'"Nay"'),
    "a note": (b"as it was said", b"as it was sung"),
    "the first bytes": (b"SQLite format 3", bytes(15)),
    "a view": (b"CREATE VIEW", b"CREATE NONE"),
}


@pytest.mark.parametrize("what", BENEATH)
def test_the_room_shows_nothing_of_a_file_whose_bytes_were_changed_beneath_it(declared: Path, what: str) -> None:
    old, new = BENEATH[what]
    with closing(RoomReader(declared)) as reader:
        shown, before = reader.on_show(), reader.data_version()
        assert shown is not None
        overwrite(declared, old, new)
        assert reader.on_show() is None
        assert reader.doubt
        assert reader.data_version() != before
        overwrite(declared, new, old)
        assert reader.on_show() == shown


@pytest.mark.parametrize("what", [what for what in BENEATH if what != "the first bytes"])
def test_bytes_that_are_changed_beneath_an_open_review_are_noticed_before_they_are_read(
    declared: Path, what: str
) -> None:
    book = again(declared)
    assert book.generation()
    overwrite(declared, *BENEATH[what])
    for reads in (book.generation, lambda: records(book, Note), lambda: book.append("note", "n9", {"text": "late"})):
        with pytest.raises(FileChanged, match=r"Another program changed review\.hep"):
            reads()
    book.abandon()


def test_what_a_program_of_hep_stores_itself_is_not_verified_again(declared: Path) -> None:
    book, proved = again(declared), list[bool]()
    assert book.generation()
    book.prove = proved.append
    note(book, "n2", "by hep")
    with book.beside():
        book.conn.execute("VACUUM")
    assert records(book, Note)
    with connect.writing(book.conn):
        book.conn.execute("INSERT INTO source (id, name, at, record_code) VALUES ('s', 'n', 't', 'c')")
        assert records(book, Note)
    assert records(book, Note)
    assert not proved
    declared.touch()
    assert records(book, Note)
    assert proved == [True]
    book.close()


def test_the_room_goes_on_with_what_it_verified_while_another_program_holds_the_file(declared: Path) -> None:
    reader = RoomReader(declared)
    reader._file.execute("PRAGMA busy_timeout=10")
    shown = reader.on_show()
    with raw(declared) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        assert reader.on_show() == shown
        conn.execute("ROLLBACK")
    assert reader.on_show() == shown
    reader.close()


def test_a_file_that_another_program_holds_is_said_to_be_in_use(
    declared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = sqlite3.connect
    with raw(declared) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", partial(real, timeout=0.05))
        assert cli.main(["verify", str(declared)]) == 2
        conn.execute("ROLLBACK")
    said = capsys.readouterr().err
    assert "Another program is using review.hep" in said
    assert "salvage" not in said


CHANGES = {
    "a body": "UPDATE entry SET body = replace(body, 'said', 'done') WHERE kind = 'note'",
    "an entry": "DELETE FROM entry WHERE kind = 'note'",
    "a view": "DROP VIEW current; CREATE VIEW current AS SELECT * FROM head",
    "a table by a name that views use": "CREATE TABLE json_each (value, key)",
    "a trigger": "CREATE TRIGGER more AFTER INSERT ON entry BEGIN DELETE FROM source; END",
    "an entry put in": "INSERT INTO entry VALUES ('{0}', 'w', 9, '', '', '', 'note', 's', '', '{0}{0}', '{{}}')".format(
        "z" * 32
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_beneath_an_open_review_is_noticed_before_it_is_read(declared: Path, what: str) -> None:
    book = again(declared)
    assert book.generation()
    with raw(declared, guarded=what in ("a trigger", "a view")) as conn:
        conn.executescript(CHANGES[what])
    for reads in (book.generation, lambda: records(book, Note), lambda: book.append("note", "n9", {"text": "late"})):
        with pytest.raises(FileChanged, match=r"Another program changed review\.hep"):
            reads()
    book.abandon()


def test_what_another_program_of_hep_stores_is_read_as_ever(declared: Path) -> None:
    book, other = again(declared, 5), again(declared, 6)
    note(other, "n2", "by the other")
    assert {n.id for n in records(book, Note)} == {"n1", "n2"}
    note(book, "n3", "by this one")
    assert {n.id for n in records(other, Note)} == {"n1", "n2", "n3"}
    book.close()
    other.close()
