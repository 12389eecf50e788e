"""A secret ballot is in the box, and nothing in any file says whose it is, when it came, or after which."""

import random
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from hep_tui.actions import ballots, laptops, lists, polls, secret_polls, undo
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.errors import HepError
from hep_tui.logbook import Book, backup, box_keys, open_box, secret_ballots
from hep_tui.logbook.entry import canonical
from hep_tui.logbook.laptop_key import four_words, load
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.secret_ballots import rest
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement, margin, peek, recount_problems, side_by_side
from tests.actions.conftest import bring
from tests.logbook.tools import again, copied, note, raw

MODELS = tuple(Option(id, f"Model {id}") for id in "ABCDZ")


@pytest.fixture
def box(book: Book, tmp_path: Path) -> str:
    """Return the id of an open secret poll, on a laptop with a place of its own."""
    book.laptop = load(tmp_path / "state")
    id = polls.create(book, Poll("Which?", "Which model?", options=MODELS, rule="schulze", keep="secret"))
    polls.change_state(book, id, PollState.OPEN)
    return id


def cast(book: Book, poll: str, n: int = 40) -> list[dict[str, int]]:
    """Put known ballots into the box, no two alike, and return them in the order of casting."""
    orders = random.Random(7).sample(list(permutations("ABCDZ")), n)
    ballots = [{option: rank for rank, option in enumerate(order, 1)} for order in orders]
    for marks in ballots:
        secret_polls.cast(book, poll, marks)
    return ballots


def keys_of(book: Book, poll: str, ballots: list[dict[str, int]]) -> list[str]:
    """Return the random keys under which ballots lie in the box, in the order of the ballots."""
    keys = box_keys.read(book, poll)
    held = [(key, open_box.opened(marks, keys)) for key, marks in secret_ballots.rows(book, poll)]
    found = {canonical(marks): key for key, marks in held if marks is not None}
    return [found[canonical(marks)] for marks in ballots]


def places(path: Path, keys: list[str]) -> list[int]:
    """Return where in the bytes of a file each key stands; fail where one is chosen more than once, or not at all."""
    data = path.read_bytes()
    found = []
    for key in keys:
        assert data.count(key.encode()) == 1
        found.append(data.index(key.encode()))
    return found


def leaves(path: Path) -> list[list[tuple[int, bytes]]]:
    """Return the cells of every leaf that can hold secret ballots, in the order of the page's list of cells."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big") or 65536
    found = []
    for start in range(0, len(data), size):
        page = data[start : start + size]
        header = 100 if start == 0 else 0
        if page[header] != 10:  # a leaf of an index, which is what a table without rowid is kept as
            continue
        count = int.from_bytes(page[header + 3 : header + 5], "big")
        offsets = [int.from_bytes(page[header + 8 + 2 * i : header + 10 + 2 * i], "big") for i in range(count)]
        found.append([(offset, page[offset : offset + 120]) for offset in offsets])
    return found


def correlated(order: list[int]) -> float:
    """Return Spearman's correlation of a list of places with the order of the list."""
    ranks = {place: rank for rank, place in enumerate(sorted(order))}
    n = len(order)
    return 1 - 6 * sum((i - ranks[place]) ** 2 for i, place in enumerate(order)) / (n * (n * n - 1))


@pytest.mark.parametrize("state", ["open", "closed", "declared"])
def test_no_page_of_the_file_tells_in_which_order_forty_ballots_came(book: Book, box: str, state: str) -> None:
    ballots = cast(book, box)
    if state != "open":
        polls.change_state(book, box, PollState.CLOSED)
    if state == "declared":
        polls.declare(book, box)
    keys = keys_of(book, box, ballots)
    at = places(book.path, keys)
    assert abs(correlated(at)) < 0.5
    if state == "open":
        # Each ballot has another key after every change, so that its place says nothing of when it came.
        return
    # Whoever knows the keys' order knows the places, and the other way round: nothing else is in the layout.
    pages = [[at for at, cell in cells if any(k.encode() in cell for k in keys)] for cells in leaves(book.path)]
    assert sum(map(len, pages)) >= 30
    assert all(offsets == sorted(offsets, reverse=True) for offsets in pages)


def test_the_test_would_notice_a_layout_in_the_order_of_casting(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "plain.db"
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE secret (poll TEXT, key TEXT, marks TEXT, PRIMARY KEY (poll, key)) WITHOUT ROWID")
    dice = random.Random(1)
    keys = [f"{dice.getrandbits(128):032x}" for _ in range(40)]
    for key in keys:
        conn.execute("INSERT INTO secret VALUES ('p', ?, '{\"A\":1}')", (key,))
        conn.commit()
    conn.close()
    assert abs(correlated(places(path, keys))) > 0.99


def test_the_file_holds_a_key_and_marks_and_the_record_only_how_many_and_a_fingerprint(book: Book, box: str) -> None:
    before = book.count()
    cast(book, box, 12)
    assert book.count() == before
    polls.change_state(book, box, PollState.CLOSED)
    with raw(book.path) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(secret)")]
        bodies = " ".join(row[0] or "" for row in conn.execute("SELECT body FROM entry"))
        keys = [row[0] for row in conn.execute("SELECT key FROM secret")]
        free = conn.execute("PRAGMA freelist_count").fetchone()[0]
    assert columns == ["poll", "key", "marks"]
    assert len({len(key) for key in keys}) == 1
    assert not any(key in bodies for key in keys)
    assert free == 0
    sealed = secret_ballots.seal(book, box)
    assert sealed is not None
    assert (sealed.ballots, sealed.digest) == (12, secret_ballots.digest(book, box))


def test_marks_are_kept_in_one_way_whatever_the_order_of_marking(book: Book, box: str) -> None:
    secret_polls.cast(book, box, {"Z": 2, "A": 1})
    secret_polls.cast(book, box, {"A": 1, "Z": 2})
    polls.change_state(book, box, PollState.CLOSED)
    with raw(book.path) as conn:
        assert {row[0] for row in conn.execute("SELECT marks FROM secret")} == {'{"A":1,"Z":2}'}


def test_no_journal_or_other_file_with_ballots_is_left_beside_the_review(book: Book, box: str) -> None:
    ballots = cast(book, box, 10)
    polls.change_state(book, box, PollState.CLOSED)
    keys = keys_of(book, box, ballots)
    for path in (p for p in book.path.parent.rglob("*") if p.is_file() and p != book.path):
        assert not any(key.encode() in path.read_bytes() for key in keys), path


def test_while_it_is_open_two_copies_take_turns_and_both_go_at_the_close(book: Book, box: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = set()
    for _ in range(5):
        cast(book, box, 4)
        made.add(backup.backup(book, folder).name)
    assert made == set(backup.OPEN)
    assert {p.name for p in folder.iterdir()} == set(backup.OPEN)
    polls.change_state(book, box, PollState.CLOSED)
    assert backup.due(book, folder)
    kept = backup.backup(book, folder)
    assert [p.name for p in folder.iterdir()] == [kept.name]
    with raw(kept) as conn:
        keys = [row[0] for row in conn.execute("SELECT key FROM secret")]
    assert len(keys) == 20


def test_copies_made_while_open_are_never_too_many_a_minute(book: Book, box: str, tmp_path: Path) -> None:
    assert backup.due(book, tmp_path)
    backup.backup(book, tmp_path)
    cast(book, box, 5)
    assert not backup.due(book, tmp_path)


def test_nothing_of_it_can_be_read_or_peeked_at_while_it_is_open(book: Book, box: str) -> None:
    cast(book, box, 9)
    with pytest.raises(HepError, match="still open"):
        secret_ballots.marks(book, box)
    view = poll_view(book, box)
    assert view.statuses == {"sealed": 9}
    assert not any(b.what.marks for b in view.ballots)
    assert peek(view, {}) is None


def test_closed_it_is_counted_as_any_other_and_recounted_by_verify(book: Book, box: str) -> None:
    cast(book, box, 30)
    secret_polls.cast(book, box, {})
    polls.change_state(book, box, PollState.CLOSED)
    said = polls.declare(book, box)
    assert (said.valid, said.cast) == (30, 31)
    assert poll_view(book, box).statuses == {"valid": 30, "blank": 1}
    assert {b.what.number for b in poll_view(book, box).ballots} == {0}
    assert said.entries == ()
    assert recount_problems(book) == []


@pytest.mark.parametrize("n", [0, 1, 4])
def test_a_result_of_fewer_than_five_is_not_shown_to_anybody(book: Book, box: str, n: int) -> None:
    cast(book, box, n)
    polls.change_state(book, box, PollState.CLOSED)
    view = poll_view(book, box)
    assert peek(view, {}) is None
    assert (side_by_side(view), margin(view, announcement(view).checks)) == ([], "")
    if n:
        said = polls.declare(book, box)
        assert said.scores == {}
        assert "no result is shown" in str(said.sentence)
        assert recount_problems(book) == []


def test_a_box_that_was_tampered_with_is_found(book: Book, box: str) -> None:
    cast(book, box, 8)
    polls.change_state(book, box, PollState.CLOSED)
    polls.declare(book, box)
    for sql, why in (
        ("UPDATE secret SET marks = '{\"A\":1}' WHERE key = (SELECT min(key) FROM secret)", "are not those"),
        ("DELETE FROM secret WHERE key = (SELECT max(key) FROM secret)", "now holds 7"),
        ("DELETE FROM secret", "now holds 0"),
    ):
        with raw(book.path) as conn:
            conn.execute(sql)
        assert any(why in problem for problem in recount_problems(book))


def test_a_sealed_box_that_was_changed_is_neither_counted_nor_declared(book: Book, box: str) -> None:
    cast(book, box, 8)
    polls.change_state(book, box, PollState.CLOSED)
    with raw(book.path) as conn:
        conn.execute("UPDATE secret SET marks = '{\"A\":1}'")
    view = poll_view(book, box)
    assert view.statuses == {"sealed": 8}
    with pytest.raises(HepError, match="not as it was sealed"):
        announcement(view)
    before = list(book.entries())
    for read in (lambda: polls.declare(book, box), lambda: secret_ballots.marks(book, box)):
        with pytest.raises(HepError, match="not those that were sealed"):
            read()
    assert list(book.entries()) == before


def test_a_box_that_was_changed_is_said_at_opening(book: Book, box: str) -> None:
    cast(book, box, 8)
    polls.change_state(book, box, PollState.CLOSED)
    title = poll_view(book, box).poll.title
    book.close()
    with closing(open_book(book.path)) as whole:
        assert not whole.warning
    with raw(book.path) as conn:
        conn.execute("UPDATE secret SET marks = '{\"A\":1}'")
    with closing(open_book(book.path)) as spoilt:
        assert spoilt.warning == f"{title}: the ballots in its box are not those that were sealed in it."


def test_no_backup_goes_while_a_box_is_changed_since_one_may_hold_it_as_it_was_sealed(
    book: Book, box: str, tmp_path: Path
) -> None:
    cast(book, box, 8)
    polls.change_state(book, box, PollState.CLOSED)
    folder = backup.folder_for(book, tmp_path / "backups")
    right = backup.backup(book, folder)
    with raw(book.path) as conn:
        conn.execute("UPDATE secret SET marks = '{\"A\":1}'")
    for n in range(12):
        note(book, f"n{n}", "goes on")
        backup.backup(book, folder)
    assert right.is_file()
    with closing(open_book(right)) as held:
        assert not secret_ballots.problems(held)


def test_an_open_box_that_was_changed_takes_no_ballot_and_is_closed_only_with_a_reason(
    book: Book, box: str, tmp_path: Path
) -> None:
    book.laptop = load(tmp_path / "state")
    cast(book, box, 6)
    with raw(book.path) as conn:
        before = conn.execute("SELECT * FROM secret").fetchall()
        conn.execute("UPDATE secret SET marks = '{\"A\":1}' WHERE key = (SELECT min(key) FROM secret)")
    with pytest.raises(HepError, match="was changed since"):
        secret_polls.cast(book, box, {"A": 1})
    with pytest.raises(HepError, match="is not closed"):
        polls.change_state(book, box, PollState.CLOSED)
    assert any("was changed since" in problem for problem in secret_ballots.problems(book))
    with raw(book.path) as conn:
        conn.execute("DELETE FROM secret")
        conn.executemany("INSERT INTO secret VALUES (?, ?, ?)", before)
    secret_polls.cast(book, box, {"A": 1})
    with raw(book.path) as conn:
        conn.execute("DELETE FROM secret WHERE key = (SELECT min(key) FROM secret)")
    polls.change_state(book, box, PollState.CLOSED, "a ballot was lost")
    assert secret_ballots.count(book, box) == 6
    assert secret_ballots.problems(book) == []


def test_what_a_laptop_keeps_of_an_open_box_is_the_same_size_whatever_is_in_it(
    book: Book, box: str, tmp_path: Path
) -> None:
    book.laptop = load(tmp_path / "state")
    sizes = set()
    for _ in range(5):
        cast(book, box, 1)
        [kept] = (p for p in (tmp_path / "state" / "boxes").glob("*/*.json") if p.name != "keys.json")
        sizes.add(kept.stat().st_size)
        assert kept.stat().st_mode & 0o077 == 0
    assert len(sizes) == 1


def test_a_ballot_that_was_not_stored_leaves_the_box_as_it_was_seen(
    book: Book, box: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.laptop = load(tmp_path / "state")
    cast(book, box, 2)
    book.conn.execute("PRAGMA query_only = ON")
    with pytest.raises(HepError, match="box is as it was"):
        open_box.cast(book, box, [{"A": 1}])
    book.conn.execute("PRAGMA query_only = OFF")
    secret_polls.cast(book, box, {"A": 1})
    assert secret_ballots.count(book, box) == 3


def test_a_sealed_box_stays_sealed_whatever_is_undone(book: Book, box: str) -> None:
    trail = undo.Trail()
    book.on_append = trail.note
    cast(book, box, 6)
    polls.change_state(book, box, PollState.CLOSED)
    with pytest.raises(HepError, match="is not opened again"):
        polls.change_state(book, box, PollState.OPEN, "a late ballot")
    with pytest.raises(HepError, match="nothing was changed"):
        undo.undo(book, trail)
    assert polls.state(book, box) is PollState.CLOSED
    assert secret_ballots.count(book, box) == 6
    assert secret_ballots.problems(book) == []


def test_undo_never_reaches_a_ballot_in_the_box(book: Book, box: str) -> None:
    trail = undo.Trail()
    book.on_append = trail.note
    cast(book, box, 3)
    with pytest.raises(HepError, match="nothing to undo"):
        undo.undo(book, trail)
    assert secret_ballots.count(book, box) == 3


def test_what_may_not_be_put_into_a_box_is_refused_and_leaves_it_as_it_was(book: Book, box: str, ranking: str) -> None:
    cast(book, box, 2)
    for marks in ({"A": 9}, {"Q": 1}, {"A": 1, "B": 1}):
        with pytest.raises(HepError, match="nothing was stored"):
            secret_polls.cast(book, box, marks)
    with pytest.raises(HepError, match="not secret"):
        secret_polls.cast(book, ranking, {"1": 1})
    with pytest.raises(HepError, match="no ballot is keyed with its number"):
        ballots.cast(book, Ballot(box, 1, marks={"A": 1}))
    polls.change_state(book, box, PollState.CLOSED)
    with pytest.raises(HepError, match="open it to take ballots"):
        secret_polls.cast(book, box, {"A": 1})
    assert secret_ballots.count(book, box) == 2


def test_a_list_of_numbered_papers_is_refused_for_a_secret_poll(book: Book, box: str) -> None:
    before = list(book.entries())
    paper = Ballot(box, 5, marks={"A": 1})
    verdict = lists.Scales(book, box).weigh(paper, 2)
    assert (verdict.what, "secret" in verdict.why) == ("refused", True)
    for take in (
        lambda: lists.take(book, box, [replace(verdict, what="new")], "JB"),
        lambda: ballots.cast_all(book, [paper]),
    ):
        with pytest.raises(HepError, match="secret"):
            take()
    assert list(book.entries()) == before


def test_a_disk_that_does_not_take_a_ballot_says_so_and_keeps_those_before(
    book: Book, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast(book, box, 2)
    book.conn.execute("PRAGMA query_only = ON")
    with pytest.raises(HepError, match="box is as it was"):
        open_box.cast(book, box, [{"A": 1}])
    assert secret_ballots.count(book, box) == 2


def test_a_box_that_cannot_be_laid_to_rest_stays_open_with_every_ballot_in_it(
    book: Book, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast(book, box, 6)
    before = list(book.entries())
    with monkeypatch.context() as full:
        full.setattr(secret_ballots, "rest", _no_room)
        with pytest.raises(HepError, match="stays as it is"):
            polls.change_state(book, box, PollState.CLOSED)
    assert (list(book.entries()), secret_ballots.count(book, box)) == (before, 6)
    polls.change_state(book, box, PollState.CLOSED)
    assert not secret_ballots.problems(book)


def _no_room(book: Book) -> None:
    book.conn.execute("PRAGMA query_only = ON")
    try:
        rest(book)
    finally:
        book.conn.execute("PRAGMA query_only = OFF")


def test_merging_brings_the_result_and_not_the_box(book: Book, tmp_path: Path) -> None:
    box = polls.create(book, Poll("Which?", "Which model?", options=MODELS, rule="schulze", keep="secret"))
    other = again(copied(book.path, "other.hep"))
    book.laptop, other.laptop = load(tmp_path / "state"), load(tmp_path / "other")
    polls.change_state(other, box, PollState.OPEN)
    cast(other, box, 7)
    polls.change_state(other, box, PollState.CLOSED)
    polls.declare(other, box)
    assert other.laptop
    laptops.introduce(book, four_words(other.laptop.public), other.path)
    bring(book, other)
    assert secret_ballots.count(book, box) == 0
    view = poll_view(book, box)
    assert view.declared is not None
    assert view.declared.valid == 7
    assert recount_problems(book) == []
    assert merge(book, other.path).new == 0
    other.close()


def test_what_is_kept_in_memory_of_the_record_stays_while_ballots_are_cast(book: Book, box: str) -> None:
    records(book, Poll)
    before = book.generation()
    cast(book, box, 3)
    assert book.generation() == before


def test_the_rule_that_is_read_out_says_that_it_is_secret() -> None:
    assert "The vote is secret" in rule_paragraph(Poll("x", keep="secret"))
    assert "secret" not in rule_paragraph(Poll("x"))


def test_a_lot_that_two_people_read_alike_goes_into_the_box_together(book: Book, box: str) -> None:
    papers = [{"A": 1, "B": 2}, {"B": 1}, {}, {"B": 1}, {"Z": 1}, {"C": 1}]
    secret_polls.cast_lot(book, box, papers, [{"C": 1}, *papers[:5][::-1]])
    assert poll_view(book, box).turnout.n == 6
    polls.change_state(book, box, PollState.CLOSED)
    view = poll_view(book, box)
    assert (announcement(view).cast, announcement(view).valid) == (6, 5)
    assert {(b.what.number, b.what.batch, b.at) for b in view.ballots} == {(0, "", "")}


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ([{"B": 1}, {"A": 1}], "first reading only: none; second reading only: 1 × 1st B Model B"),
        ([{"B": 1}], "first reading only: 1 × 1st A Model A; second reading only: 1 × 1st B Model B"),
        ([], "first reading only: 1 × 1st A Model A; second reading only: none"),
    ],
)
def test_of_a_lot_that_two_people_read_differently_nothing_goes_into_the_box(
    book: Book, box: str, second: list[dict[str, int]], says: str
) -> None:
    with pytest.raises(secret_polls.Differ, match=re.escape(says)):
        secret_polls.cast_lot(book, box, [{"A": 1}], second)
    assert poll_view(book, box).turnout.n == 0
    with pytest.raises(HepError, match="one paper or more"):
        secret_polls.cast_lot(book, box, [], [])


def test_a_lot_with_a_paper_that_cannot_be_is_refused_whole(book: Book, box: str) -> None:
    with pytest.raises(HepError):
        secret_polls.cast_lot(book, box, [{"A": 1}, {"Q": 1}], [{"A": 1}, {"Q": 1}])
    assert poll_view(book, box).turnout.n == 0
