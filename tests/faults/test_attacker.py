"""Somebody does anything to the file: SQL, bytes, an older copy. What hep tells is true, or hep says that it is not."""

import json
import shutil
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui import cli
from hep_tui.actions import notes, polls
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from tests.conftest import ROOT
from tests.logbook.tools import laptop, note, raw

VIEWS = ("current", "head", "note", "declaration", "room_declared", "poll", "conflict")
COLUMNS = ("writer", "n", "prev", "at", "who", "kind", "subject", "replaces", "digest", "body")
SQL = (
    *(f"DROP VIEW {view}" for view in VIEWS),
    *(f"DROP VIEW {view}; CREATE VIEW {view} AS SELECT * FROM entry WHERE 0" for view in VIEWS),
    "DROP VIEW current; CREATE VIEW current AS SELECT id, writer, n, prev, at, who, kind, subject, replaces, digest, "
    "replace(body, 'Yes', 'No') AS body FROM head",
    *(f"UPDATE entry SET {column} = {column} || '1' WHERE kind = 'note'" for column in COLUMNS if column != "n"),
    *(f"UPDATE entry SET {column} = {column} || '1' WHERE kind = 'declare'" for column in COLUMNS if column != "n"),
    "UPDATE entry SET n = n + 1 WHERE kind = 'declare'",
    "UPDATE entry SET body = replace(body, 'Yes', 'Nay')",
    "UPDATE entry SET body = NULL WHERE kind = 'note'",
    "DELETE FROM entry WHERE kind = 'note'",
    "DELETE FROM entry WHERE kind = 'declare'",
    "INSERT INTO gap SELECT id FROM entry; DELETE FROM entry WHERE subject = 'n1'",
    "INSERT INTO inert SELECT id FROM entry WHERE kind IN ('note', 'declare')",
    "INSERT INTO arrival SELECT id, 'x' FROM entry",
    "DELETE FROM source; DELETE FROM arrival",
    "CREATE TABLE json_each (value, key)",
    "CREATE TABLE theirs (x); CREATE INDEX theirs_x ON theirs (x)",
    "CREATE INDEX theirs ON entry (body)",
    "CREATE INDEX theirs ON entry (json_extract(body, '$.text'))",
    "CREATE TRIGGER theirs AFTER INSERT ON entry BEGIN DELETE FROM source; END",
    "DROP TRIGGER entry_stays",
    "ANALYZE",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 7",
    "PRAGMA journal_mode = WAL",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'note', 'nope') WHERE type = 'view'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'entry'",
    "ALTER TABLE entry RENAME TO other; CREATE VIEW entry AS SELECT * FROM other",
    "VACUUM",
)
Deed = tuple[str, Any]
DEEDS = st.one_of(
    st.tuples(st.just("sql"), st.sampled_from(SQL)),
    st.tuples(st.just("byte"), st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255))),
    st.tuples(st.just("cut"), st.floats(0, 1)),
    st.tuples(st.just("older"), st.none()),
)


def do(deed: Deed, path: Path, old: Path) -> None:
    """Do one thing to a file, as far as it can be done at all."""
    how, what = deed
    if how == "sql":
        # What the statement stumbles over, it leaves.
        try:
            with raw(path, guarded="TRIGGER" in what) as conn:
                conn.execute("PRAGMA ignore_check_constraints=ON")
                conn.executescript(what)
        except Exception:
            return
    elif how == "older":
        shutil.copyfile(old, path)
    elif data := bytearray(path.read_bytes()):
        if how == "byte":
            data[int(what[0] * len(data))] ^= what[1]
        else:
            del data[int(what * len(data)) :]
        path.write_bytes(data)


def told(book: Book) -> dict[str, Any]:
    """Return what a review tells, whichever way it is asked."""
    return {
        "notes": [(n.id, n.what) for n in records(book, Note)],
        "said": [e.data for kind in ("note", "declare", "state", "count") for e in book.current(kind)],
        "views": {view: book.rows(view) for view in ("note", "declaration", "poll", "poll_state", "room_count")},
        "polls": [(p.id, p.what) for p in records(book, Poll)],
        "entries": list(book.entries()),
    }


class Victim:
    """Hold a review, an older copy of it, and what both tell."""

    def __init__(self, folder: Path) -> None:
        self.root, self.path, self.old = folder / "backups", folder / "review.hep", folder / "old.hep"
        book = laptop(self.path)
        note(book, "n1", "said first")
        book.close()
        shutil.copyfile(self.path, self.old)
        with closing(open_book(self.path, backups=self.root)) as book:
            notes.add(book, Note("said later"))
            id = polls.create(
                book, Poll("Go on?", "Go on?", method="hands", options=(Option("1", "Yes"), Option("2", "No")))
            )
            polls.change_state(book, id, PollState.OPEN)
            polls.show_hands(book, Hands(id, 10, {"1": {"": 7}, "2": {"": 3}}))
            polls.change_state(book, id, PollState.CLOSED)
            self.code = str(polls.declare(book, id).record_code)
            self.new = told(book)
        with closing(open_book(self.old)) as book:
            self.before = told(book)
        with closing(RoomReader(self.path)) as reader:
            self.shown = reader.on_show()
        self.bytes = self.path.read_bytes()
        self.seen = {file: file.read_bytes() for file in self.root.rglob("*.json")}

    def again(self) -> None:
        """Put everything back."""
        for beside in self.path.parent.glob("review.hep-*"):
            beside.unlink()
        self.path.write_bytes(self.bytes)
        for file in [*self.root.rglob("*.hep"), *self.root.rglob("*.json")]:
            file.unlink()
        for file, data in self.seen.items():
            file.write_bytes(data)


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    return Victim(tmp_path_factory.mktemp("victim"))


def attack(victim: Victim, deeds: list[Deed]) -> None:
    victim.again()
    for deed in deeds:
        do(deed, victim.path, victim.old)
    _look_at_room(victim)
    _verify(victim)
    with suppress(HepError), closing(open_book(victim.path, backups=victim.root)) as book:
        found = told(book)
        if found != victim.new:
            assert book.warning, f"something else is told and nothing said after {deeds}"
            whole = {e.id for e in victim.new["entries"]}
            assert {e.id for e in found["entries"]} < whole
            # Whoever cuts off ends of chains leaves an earlier state, of which every word is true.
            assert [e for e in found["entries"] if e not in victim.new["entries"] + victim.before["entries"]] == []


def _look_at_room(victim: Victim) -> None:
    with suppress(HepError), closing(RoomReader(victim.path)) as reader:
        assert reader.on_show() in (victim.shown, None)


def _verify(victim: Victim) -> None:
    """Ask for the code that was read out, of hep and of the stand-alone script."""
    assert cli.main(["verify", str(victim.path), victim.code, "--json"]) in (0, 1, 2)


@pytest.mark.parametrize("sql", SQL)
def test_no_statement_makes_a_review_tell_anything_else(victim: Victim, sql: str) -> None:
    attack(victim, [("sql", sql)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=3))
def test_nothing_that_is_done_to_a_file_makes_it_tell_anything_else(victim: Victim, deeds: list[Deed]) -> None:
    attack(victim, deeds)


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=3000)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=6))
def test_nothing_that_is_done_to_a_file_again_and_again_makes_it_tell_anything_else(
    victim: Victim, deeds: list[Deed]
) -> None:
    attack(victim, deeds)


@pytest.mark.parametrize("deeds", [[("sql", "DELETE FROM entry WHERE kind = 'note'")], [("older", None)]])
def test_a_code_that_was_read_out_is_not_confirmed_of_less(
    victim: Victim, deeds: list[Deed], capsys: pytest.CaptureFixture[str]
) -> None:
    victim.again()
    for deed in deeds:
        do(deed, victim.path, victim.old)
    assert cli.main(["verify", str(victim.path), victim.code, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] in ("missing", "unknown")
    script = [sys.executable, "-I", str(ROOT / "docs" / "verify_hep.py"), str(victim.path), victim.code]
    assert subprocess.run(script, capture_output=True, check=False).returncode == 1
