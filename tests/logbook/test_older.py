"""A file of hep 0.1, with polls declared, open, secret and sealed, is read, kept and gone on with."""

import gzip
import json
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book, schema, secret_ballots
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.results import recount_problems

from .tools import check_whole, raw

CODE = "7OVB-2ASE-2FUT-Z4SS"
"""The code of its declaration."""
WHOLE = "VLGW-AIX6-LKGA-QMPA"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that hep 0.1 made."""
    path = tmp_path / "old.hep"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "hep-0.1.hep.gz").read_bytes()))
    return path


def poll(book: Book, title: str) -> str:
    return next(p.id for p in records(book, Poll) if p.what.title == title)


def test_it_is_verified_and_left_as_it_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    for code, standing, grown in ((WHOLE, "same", 0), (CODE, "grown", 12), ("AAAA-BBBB-CCCC-DDDD", "unknown", 0)):
        assert cli.main(["verify", str(file), code, "--json"]) == (standing == "unknown")
        found = json.loads(capsys.readouterr().out)
        assert (found["record_code"], found["code"], found["grown_by"]) == (WHOLE, standing, grown)
    assert file.read_bytes() == before


def test_it_is_brought_up_to_date_behind_a_backup_with_polls_open(file: Path, tmp_path: Path) -> None:
    book = open_book(file, backups=tmp_path / "backups")
    assert not book.read_only
    assert book.record_code() == WHOLE
    assert book.conn.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    (kept,) = (tmp_path / "backups").rglob("*.hep")
    with raw(kept) as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == 3
    ballots.cast(book, Ballot(poll(book, "Open"), 4, marks={"2": 1}))
    polls.change_state(book, poll(book, "Open"), PollState.CLOSED)
    assert polls.declare(book, poll(book, "Open")).winners == ("1",)
    secret = poll(book, "Secret and open")
    polls.change_state(book, secret, PollState.CLOSED)
    assert len(secret_ballots.marks(book, secret)) == 5
    assert len(secret_ballots.marks(book, poll(book, "Secret"))) == 6
    assert recount_problems(book) == []
    check_whole(book)
    book.close()
    assert cli.main(["verify", str(file), CODE]) == 0


def test_its_open_secret_box_is_sealed_on_a_laptop_with_a_place_for_the_key(file: Path, tmp_path: Path) -> None:
    with closing(open_book(file, backups=tmp_path / "backups", laptop=load(tmp_path / "state"))) as book:
        secret = poll(book, "Secret and open")
        assert not book.warning
        assert secret_ballots.clear(book, secret) == []
        polls.change_state(book, secret, PollState.CLOSED)
        assert len(secret_ballots.marks(book, secret)) == 5


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_view_of_it_that_lies_is_never_asked(file: Path, tmp_path: Path, version: int) -> None:
    with raw(file) as conn:
        conn.execute("DROP VIEW current")
        conn.execute("CREATE VIEW current AS SELECT id, writer, n, prev, at, who, kind, subject, replaces, digest, "
                     "json_set(body, '$.text', 'never said') AS body FROM head")  # fmt: skip
        conn.execute(f"PRAGMA user_version = {version}")
    assert cli.main(["verify", str(file), WHOLE]) == 0
    for backups in (None, tmp_path / "backups"):
        book = open_book(file, backups=backups)
        assert [n.what.text for n in records(book, Note)] == [f"said in 0.1, number {i}" for i in range(4)]
        assert book.rows("note")[0]["text"] == "said in 0.1, number 0"
        book.close()


def test_it_is_read_where_it_cannot_be_backed_up(file: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    before = file.read_bytes()
    book = open_book(file, backups=tmp_path / "backups")
    assert "opens only for reading until it is backed up" in book.read_only
    assert len(records(book, Note)) == 4
    book.close()
    assert file.read_bytes() == before
