"""An open box of secret ballots can be read by nobody, and its keys are where they have to be: not in a backup."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli, locations
from hep_tui.actions import laptops, polls, record, secret_polls
from hep_tui.domain.polls import Option, Poll, PollState, StateChange
from hep_tui.errors import HepError
from hep_tui.logbook import Book, backup, box_copies, box_keys, open_box, secret_ballots
from hep_tui.logbook.book import insert
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.entry import Draft, canonical, digest_of, seal
from hep_tui.logbook.errors import NotStored
from hep_tui.logbook.laptop_key import four_words, load
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import record_of
from hep_tui.views.polls import poll_view
from tests.conftest import ROOT
from tests.logbook.tools import copied, raw

OPTIONS = (Option("A", "A board"), Option("B", "A company"))
AT = "2026-01-01T10:00:00.000Z"
PASSPHRASE = "four words read aloud"


@pytest.fixture
def box(book: Book, tmp_path: Path) -> str:
    """Return the id of an open secret poll on the first laptop."""
    book.laptop = load(tmp_path / "first")
    return opened(book)


def opened(book: Book) -> str:
    """Set up a secret poll, open it, and return its id."""
    id = drafted(book)
    polls.change_state(book, id, PollState.OPEN)
    return id


def drafted(book: Book) -> str:
    """Set up a secret poll and return its id."""
    return polls.create(book, Poll("Which?", "Which?", "choose", OPTIONS, rule="plurality", keep="secret"))


def cast(book: Book, poll: str, options: str) -> None:
    """Put one ballot into the box for each letter."""
    for option in options:
        secret_polls.cast(book, poll, {option: 1})


def on_laptop(path: Path, state: Path) -> Book:
    """Open a file on the laptop that keeps its state in a folder."""
    book = open_book(path, who="KL", laptop=load(state))
    without_syncs(book.conn)
    return book


@pytest.fixture
def second(book: Book, box: str, tmp_path: Path) -> Iterator[Book]:
    """Lend the copy of the file that a second laptop has, with the poll open."""
    with closing(on_laptop(copied(book.path, "second.hep"), tmp_path / "second")) as other:
        yield other


def in_the_clear(data: bytes) -> bool:
    """Say whether some bytes hold the marks of a ballot of these polls, in JSON as hep or anybody else writes it."""
    return any(canonical({option: 1}).encode() in data or f'"{option}": 1'.encode() in data for option in "AB")


def test_no_process_can_read_an_open_box_from_the_file_its_journal_or_its_backups(
    book: Book, box: str, tmp_path: Path
) -> None:
    cast(book, box, "ABABA")
    backup.backup(book, tmp_path / "backups")
    cast(book, box, "BBAAB")
    backup.backup(book, tmp_path / "backups")
    book.conn.execute("BEGIN IMMEDIATE")
    book.conn.execute("DELETE FROM secret")
    read = [path for path in tmp_path.rglob("*") if path.is_file() and "first" not in path.parts]
    assert {path.name for path in read} >= {"review.hep", "review.hep-journal", *backup.OPEN}
    assert not [path.name for path in read if in_the_clear(path.read_bytes())]
    book.conn.execute("ROLLBACK")
    with closing(sqlite3.connect(book.path)) as conn:
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        for name in names:
            rows = conn.execute(f'SELECT * FROM "{name}"').fetchall()
            assert not in_the_clear(repr(rows).encode()), name
    assert len({len(marks) for _, marks in secret_ballots.rows(book, box)}) == 1


def test_a_box_that_is_sealed_could_be_read_so_the_test_above_would_notice(book: Book, box: str) -> None:
    cast(book, box, "ABABA")
    polls.change_state(book, box, PollState.CLOSED)
    assert in_the_clear(book.path.read_bytes())


def test_two_copies_of_an_open_box_have_nothing_in_common(book: Book, box: str) -> None:
    cast(book, box, "ABABA")
    before = secret_ballots.rows(book, box)
    cast(book, box, "B")
    after = secret_ballots.rows(book, box)
    for one, other in zip(*(map(set, zip(*rows, strict=True)) for rows in (before, after)), strict=True):
        assert not one & other


def test_a_backup_has_the_box_as_it_was_five_ballots_ago_at_most(book: Book, box: str, tmp_path: Path) -> None:
    held = []
    for n in range(12):
        with closing(sqlite3.connect(backup.backup(book, tmp_path / "backups"))) as conn:
            held.append(conn.execute("SELECT count(*) FROM secret").fetchone()[0])
            assert conn.execute("SELECT count(*) FROM entry").fetchone()[0] == book.count()
        cast(book, box, "AB"[n % 2])
    assert held == [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_the_keys_go_when_the_sealed_box_is_backed_up_and_not_before(book: Book, box: str, tmp_path: Path) -> None:
    cast(book, box, "AABAB")
    polls.change_state(book, box, PollState.CLOSED)
    assert box_keys.read(book, box)
    backup.backup(book, tmp_path / "backups")
    assert box_keys.read(book, box) is None
    assert polls.declare(book, box).scores == {"A": 3, "B": 2}


def test_practising_on_a_copy_takes_no_key_away_from_the_real_box(book: Book, box: str, tmp_path: Path) -> None:
    cast(book, box, "AABAB")
    with closing(on_laptop(copied(book.path, "practice.hep"), tmp_path / "first")) as copy:
        polls.change_state(copy, box, PollState.CLOSED)
        backup.backup(copy, tmp_path / "backups")
    cast(book, box, "B")
    polls.change_state(book, box, PollState.CLOSED)
    assert polls.declare(book, box).valid == 6


def test_without_a_place_for_its_key_no_secret_poll_opens(book: Book) -> None:
    id = drafted(book)
    before = list(book.entries())
    with pytest.raises(HepError, match="no folder of its own"):
        polls.change_state(book, id, PollState.OPEN)
    assert list(book.entries()) == before


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_box_whose_laptop_is_lost_is_opened_by_its_recovery_copy(book: Book, tmp_path: Path, passphrase: str) -> None:
    book.laptop = load(tmp_path / "first")
    id, copy = drafted(book), tmp_path / "stick"
    secret_polls.copy_key(book, id, copy, passphrase)
    polls.change_state(book, id, PollState.OPEN)
    cast(book, id, "AAABB")
    state = record_of(book, StateChange, f"{id}.state")
    assert state is not None
    assert state.what.recovery == ("passphrase" if passphrase else "plain")
    with closing(on_laptop(copied(book.path, "left.hep"), tmp_path / "new")) as left:
        cast(left, id, "B")
        with pytest.raises(HepError, match="6 of the 6 ballots in the box cannot be opened on this laptop"):
            polls.change_state(left, id, PollState.CLOSED)
        if passphrase:
            with pytest.raises(HepError, match="could not be unsealed"):
                box_copies.recover(left, id, copy, "another four words here")
        box_copies.recover(left, id, copy, passphrase)
        polls.change_state(left, id, PollState.CLOSED)
        assert polls.declare(left, id).scores == {"A": 3, "B": 3}


def test_that_there_is_no_recovery_copy_is_on_record(book: Book, box: str) -> None:
    state = record_of(book, StateChange, f"{box}.state")
    assert state is not None
    assert state.what.recovery == "none"
    with pytest.raises(HepError, match="has not opened yet"):
        secret_polls.copy_key(book, box, book.path.with_name("late"))


def test_what_no_key_opens_is_left_out_for_a_reason_only(book: Book, box: str, tmp_path: Path) -> None:
    cast(book, box, "AAABB")
    with closing(on_laptop(copied(book.path, "left.hep"), tmp_path / "new")) as left:
        polls.change_state(left, box, PollState.CLOSED, "the laptop with the key was stolen")
        assert poll_view(left, box).statuses == {}
        assert secret_ballots.problems(left) == []
        assert len(secret_ballots.rows(left, box)) == 5


def test_two_boxes_are_added_before_the_close(book: Book, box: str, second: Book, tmp_path: Path) -> None:
    cast(book, box, "AAAB")
    cast(second, box, "BBB")
    handed = tmp_path / "box"
    assert box_copies.hand_in(second, box, handed) == 3
    for here, there, by in ((book, second, handed), (second, book, book.path)):
        assert there.laptop
        laptops.introduce(here, four_words(there.laptop.public), by)
    assert not in_the_clear(handed.read_bytes())
    with pytest.raises(HepError, match="was handed in"):
        cast(second, box, "A")
    assert [box_copies.add(book, box, handed) for _ in range(2)] == [3, 0]
    polls.change_state(book, box, PollState.CLOSED)
    assert polls.declare(book, box).scores == {"A": 3, "B": 4}
    merge(second, book.path)
    assert secret_ballots.problems(second) == []


@pytest.mark.parametrize("founded", [True, False])
def test_a_box_that_no_introduced_laptop_handed_in_is_not_added(
    book: Book, box: str, second: Book, tmp_path: Path, *, founded: bool
) -> None:
    if founded:
        book.found()
    cast(second, box, "BBB")
    box_copies.hand_in(second, box, tmp_path / "box")
    with pytest.raises(HepError, match="not introduced here"):
        box_copies.add(book, box, tmp_path / "box")
    changed = tmp_path / "changed"
    changed.write_bytes((tmp_path / "box").read_bytes().replace(b'"ballots": ["', b'"ballots": ["AAAA'))
    with pytest.raises(HepError, match="was changed since"):
        box_copies.add(book, box, changed)
    with pytest.raises(HepError, match="no box that a laptop handed in"):
        box_copies.add(book, box, book.path)
    assert secret_ballots.count(book, box) == 0


def test_the_laptop_with_the_key_hands_nothing_in(book: Book, box: str, tmp_path: Path) -> None:
    cast(book, box, "A")
    with pytest.raises(HepError, match="has the key of the poll"):
        box_copies.hand_in(book, box, tmp_path / "box")


def test_an_open_box_of_before_is_sealed_behind_a_backup(book: Book, box: str, tmp_path: Path) -> None:
    rows = [(box, f"{n:032x}", canonical({option: 1})) for n, option in enumerate("AAABB")]
    book.close()
    with raw(book.path) as conn:
        conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", rows)
    before = open_book(book.path, laptop=load(tmp_path / "new"))
    assert secret_ballots.count(before, box) == 5
    before.close()
    backups = tmp_path / "backups"
    with closing(open_book(book.path, laptop=load(tmp_path / "new"), backups=backups)) as now:
        assert not now.warning
        assert not [p for p in (book.path, *backups.rglob("*.hep")) if in_the_clear(p.read_bytes())]
        cast(now, box, "B")
        polls.change_state(now, box, PollState.CLOSED)
        assert polls.declare(now, box).scores == {"A": 3, "B": 3}


def test_a_ballot_in_the_clear_that_somebody_laid_into_an_open_box_is_noticed(
    book: Book, box: str, tmp_path: Path
) -> None:
    cast(book, box, "AAB")
    with raw(book.path) as conn:
        conn.execute("INSERT INTO secret VALUES (?, ?, ?)", (box, "0" * 32, canonical({"B": 1})))
    assert open_box.in_the_clear(book) == []
    with pytest.raises(HepError, match="was changed since"):
        cast(book, box, "A")


def alone(path: Path) -> tuple[int, str]:
    """Return exit code and words of the script that checks a file without hep."""
    script = [sys.executable, "-I", str(ROOT / "docs" / "verify_hep.py"), str(path)]
    done = subprocess.run(script, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_script_says_of_an_open_box_that_it_cannot_be_checked_and_compares_a_sealed_one(
    book: Book, box: str
) -> None:
    cast(book, box, "AAABB")
    assert alone(book.path) == (0, f"ok\nopen box of poll {box!r}: not checkable here\n{said(book)}")
    polls.change_state(book, box, PollState.CLOSED)
    assert alone(book.path) == (0, f"ok\n{said(book)}")
    with raw(book.path) as conn:
        conn.execute("UPDATE secret SET marks = ? WHERE key = (SELECT min(key) FROM secret)", (canonical({"B": 2}),))
    code, words = alone(book.path)
    assert code == 1
    assert "are not those that were sealed" in words
    with raw(book.path) as conn:
        conn.execute("DELETE FROM secret")
    assert f"the box of poll {box!r}, 5 ballots, is not in this file" in alone(book.path)[1]


def test_the_script_believes_no_closing_that_somebody_put_in_beside_the_one_that_sealed_the_box(
    book: Book, box: str
) -> None:
    book.found()
    cast(book, box, "AAABB")
    polls.change_state(book, box, PollState.CLOSED)
    held = [("0" * 32, canonical({"B": 1}))]
    closed = {"state": "closed", "ballots": 1, "digest": digest_of(canonical(held))}
    forged = seal(Draft("state", f"{box}.state", closed), writer="nobody", n=1, prev="", at=AT, who="", salt="")
    insert(book.conn, [forged])
    book.forget()
    assert "sealed with different ballots" in alone(book.path)[1]
    with raw(book.path) as conn:
        conn.execute("DELETE FROM secret")
        conn.execute("INSERT INTO secret VALUES (?, ?, ?)", (box, *held[0]))
    assert alone(book.path)[0] == 1
    assert secret_ballots.problems(book) != []
    with pytest.raises(HepError, match="now holds 1"):
        secret_ballots.marks(book, box)


def said(book: Book) -> str:
    """Return the last line of the script."""
    return f"{book.count()} entries, record code {book.record_code()}\n"


def test_a_sealed_box_that_was_taken_away_is_missed(book: Book, tmp_path: Path) -> None:
    book.close()
    with closing(on_laptop(book.path, locations.state_dir())) as mine:
        box = opened(mine)
        cast(mine, box, "AAABB")
        polls.change_state(mine, box, PollState.CLOSED)
        seal = mine.history(f"{box}.state")[-1].id
    with raw(book.path) as conn:
        conn.execute("DELETE FROM secret")
        conn.execute("INSERT INTO source VALUES ('s', 'theirs.hep', '2026-01-01T10:00:00', '', '')")
        conn.execute("INSERT INTO arrival VALUES (?, 's')", (seal,))
    assert cli.main(["verify", str(book.path)]) == 1
    with closing(on_laptop(book.path, tmp_path / "other")) as theirs:
        assert [words.split(" is ")[0] for words in secret_ballots.absent(theirs)] == ["The box of Which?"]


def move(path: Path) -> Path:
    (path.parent / "moved").mkdir()
    to = Path(shutil.copyfile(path, path.parent / "moved" / path.name))
    path.unlink()
    return to


@pytest.mark.parametrize("how", [lambda path: path.rename(path.with_name("renamed.hep")), move])
def test_what_was_seen_of_an_open_box_goes_where_the_file_goes(
    book: Book, box: str, tmp_path: Path, how: Callable[[Path], Path]
) -> None:
    cast(book, box, "ABABAB")
    laptop, path = book.laptop, how(book.path)
    with raw(path) as conn:
        held = conn.execute("SELECT * FROM secret").fetchall()
        conn.execute("DELETE FROM secret WHERE key = (SELECT min(key) FROM secret)")
    with closing(open_book(path, laptop=laptop)) as there, pytest.raises(HepError, match="was changed since"):
        secret_polls.cast(there, box, {"A": 1})
    with raw(path) as conn:
        conn.execute("DELETE FROM secret")
        conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", held)
    with closing(open_book(path, laptop=laptop)) as there:
        secret_polls.cast(there, box, {"A": 1})
        assert secret_ballots.problems(there) == []


def test_a_copy_beside_the_file_has_an_open_box_of_its_own(book: Book, box: str) -> None:
    cast(book, box, "ABABAB")
    with closing(open_book(copied(book.path, "copy.hep"), laptop=book.laptop)) as copy:
        secret_polls.cast(copy, box, {"A": 1})
    secret_polls.cast(book, box, {"A": 1})
    assert secret_ballots.problems(book) == []


def test_a_ballot_that_cannot_be_opened_is_said_before_the_close(book: Book, box: str) -> None:
    cast(book, box, "ABABAB")
    assert open_box.shut(book) == []
    with raw(book.path) as conn:
        conn.execute("UPDATE secret SET marks = replace(marks, 'A', 'B') WHERE key = (SELECT min(key) FROM secret)")
    assert open_box.shut(book) == ["1 of the 6 ballots in the box of Which? cannot be opened here."]


def test_no_copy_of_an_open_box_is_left_by_whoever_closed_it(book: Book, box: str, tmp_path: Path) -> None:
    cast(book, box, "ABABAB")
    with closing(open_book(book.path, laptop=book.laptop, backups=tmp_path / "backups")) as there:
        assert [path.name for path in (tmp_path / "backups").rglob("while-open*")] == [backup.OPEN[0]]
        polls.change_state(there, box, PollState.CLOSED)
    assert list((tmp_path / "backups").rglob("while-open*")) == []


@pytest.mark.parametrize("before", [(open_box, "opened"), (secret_ballots, "rest"), (record, "put")])
def test_a_ballot_that_is_cast_by_another_program_while_the_poll_is_closed_is_counted_or_refused(
    book: Book, box: str, monkeypatch: pytest.MonkeyPatch, before: tuple[Any, str]
) -> None:
    cast(book, box, "AAABBB")
    at_once = getattr(*before)

    def with_a_ballot_first(*given: Any, **named: Any) -> Any:
        monkeypatch.undo()
        with closing(open_book(book.path, laptop=book.laptop)) as phones, suppress(NotStored):
            # Where the box is held just then, whoever casts hears that nothing was put into it.
            phones.conn.execute("PRAGMA busy_timeout=0")
            secret_polls.cast(phones, box, {"B": 1})
            acknowledged.append("B")
        return at_once(*given, **named)

    acknowledged: list[str] = []
    monkeypatch.setattr(*before, with_a_ballot_first)
    with suppress(HepError):
        polls.change_state(book, box, PollState.CLOSED)
    if polls.state(book, box) is PollState.OPEN:
        assert secret_ballots.clear(book, box) == []
        polls.change_state(book, box, PollState.CLOSED)
    assert len(secret_ballots.marks(book, box)) == 6 + len(acknowledged)
    assert secret_ballots.problems(book) == []
    with pytest.raises(HepError, match="sealed"):
        open_box.cast(book, box, [{"A": 1}])


def test_a_box_that_is_changed_between_unsealing_and_sealing_is_not_sealed_so(
    book: Book, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast(book, box, "AAABB")
    at_rest = secret_ballots.rest

    def forged(book: Book) -> None:
        at_rest(book)
        with raw(book.path) as conn:
            conn.execute("UPDATE secret SET marks = ?", (canonical({"B": 1}),))

    monkeypatch.setattr(secret_ballots, "rest", forged)
    for words in ("close it again", "was changed since this laptop"):
        with pytest.raises(HepError, match=words):
            polls.change_state(book, box, PollState.CLOSED)
    assert secret_ballots.seal(book, box) is None
