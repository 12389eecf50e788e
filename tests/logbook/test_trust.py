"""What a laptop that nobody introduced would destroy is kept, counted and without effect, the same on every laptop."""

import contextlib
import itertools
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from hep_tui.actions import record
from hep_tui.domain.spoken import WORDS
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry, OtherReview, secret_ballots
from hep_tui.logbook.errors import NotIntroduced
from hep_tui.logbook.laptop_key import four_words, genuine, load
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import create
from hep_tui.logbook.verify import verify

from .tools import Opened, check_whole, key, laptop, note, raw, stands


def begin(book: Book) -> None:
    book.append("step", book.token(), {"meeting": "m", "item": "i"})


def copy(book: Book, name: str) -> Path:
    return Path(shutil.copyfile(book.path, book.path.with_name(name)))


def unbound(book: Book) -> Book:
    """Return a book as a program has it that does not ask whether it may do something."""

    def erase_all(sealed: Sequence[Entry]) -> None:
        book.conn.execute(
            "UPDATE entry SET body = NULL WHERE body IS NOT NULL AND id IN "
            "(SELECT replaces FROM entry WHERE kind IN ('erase', 'redact'))"
        )
        book.look_again()

    book._take_effect = erase_all  # type: ignore[method-assign]
    return book


def eraser(ours: Book, opened: Opened, n: int = 9, name: str = "stranger.hep") -> Path:
    """Return the file of a laptop that nobody introduced, which erased every note of ours."""
    book = unbound(opened(copy(ours, name), n))
    for subject in ("n1", "n2"):
        record.redact(book, subject, "out with it")
    note(book, f"own{n}", "said elsewhere")
    return book.path


def texts(book: Book) -> list[str]:
    return [e.data["text"] for e in book.current("note")]


def introduce(book: Book, n: int) -> None:
    book.append("introduce", f"laptop.{n}", {"key": key(n).public})


def admit(book: Book, other: Path) -> None:
    """Let everything count that a file says."""
    with raw(other) as conn:
        heads = dict(
            conn.execute("SELECT writer, id FROM entry e WHERE n = (SELECT max(n) FROM entry WHERE writer = e.writer)")
        )
    book.append("admit", "laptop.9", {"heads": heads})


# Keys


def test_a_laptop_makes_its_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "hep"
    made = load(folder)
    assert made is not None
    assert load(folder) == made
    assert [p.name for p in folder.iterdir()] == ["laptop.key"]
    assert os.name == "nt" or (folder / "laptop.key").stat().st_mode & 0o077 == 0


def test_a_laptop_that_can_keep_nothing_has_no_key(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    assert load(tmp_path / "state") is None
    (tmp_path / "laptop.key").write_text("torn")
    assert load(tmp_path) is None


def test_only_what_the_key_signed_is_genuine() -> None:
    signature = key(1).sign("words")
    assert genuine(key(1).public, "words", signature)
    for public, words, signed in (
        (key(2).public, "words", signature),
        (key(1).public, "word", signature),
        (key(1).public, "ds", key(1).sign("words") + "words"),
        (key(1).public, "words", ""),
        ("", "words", signature),
        ("é", "words", "é"),
    ):
        assert not genuine(public, words, signed)


def test_four_words_stand_for_a_key() -> None:
    assert len(set(WORDS)) == 256
    assert len({word[:4] for word in WORDS}) == 256
    said = {four_words(key(n).public) for n in range(1, 9)}
    assert len(said) == 8
    assert {len(words.split()) for words in said} == {4}


# What strangers bring


@pytest.mark.parametrize("n", [9, 0])
def test_a_stranger_cannot_erase_by_being_merged_and_the_dry_run_says_so(ours: Book, opened: Opened, n: int) -> None:
    begin(ours)
    path = eraser(ours, opened, n)
    tried = merge(ours, path, dry_run=True)
    assert (tried.erases, tried.set_aside, tried.new) == (0, 2, 4)
    assert [s.introduced for s in tried.signers] == [False]
    assert merge(ours, path) == tried
    assert texts(ours) == ["one", "two", "said elsewhere"]
    assert ours.count("conflict") == 0
    check_whole(ours)


def test_what_is_set_aside_counts_in_the_record_code_and_takes_effect_when_it_is_admitted(
    ours: Book, opened: Opened
) -> None:
    begin(ours)
    path = eraser(ours, opened)
    merge(ours, path)
    with raw(path) as conn:
        ids = {row[0] for row in conn.execute("SELECT id FROM entry")}
    assert {e.id for e in ours.entries()} == ids
    admit(ours, path)
    assert texts(ours) == ["said elsewhere"]
    assert not ours.set_aside
    check_whole(ours)


def test_an_introduced_laptop_may_erase_and_what_it_erased_before_counts_too(ours: Book, opened: Opened) -> None:
    begin(ours)
    path = eraser(ours, opened)
    merge(ours, path)
    introduce(ours, 9)
    assert texts(ours) == ["said elsewhere"]


@pytest.mark.parametrize("salvaged", [False, True])
@pytest.mark.parametrize("kind", ["own9", "n1"])
def test_a_signed_chain_of_which_an_entry_is_refused_leaves_our_record_whole(
    ours: Book, opened: Opened, kind: str, salvaged: bool
) -> None:
    begin(ours)
    other = eraser(ours, opened)
    with raw(other, guarded=False) as conn:
        conn.execute("UPDATE entry SET body = NULL WHERE subject = ?", (kind,))
    with contextlib.suppress(HepError):
        merge(ours, other, salvaged=salvaged)
    assert texts(ours)[:2] == ["one", "two"]
    check_whole(ours)
    opened(ours.path, 1)


def test_a_stranger_introduces_and_admits_nobody(ours: Book, opened: Opened) -> None:
    begin(ours)
    book = unbound(opened(copy(ours, "stranger.hep"), 9))
    introduce(book, 9)
    admit(book, book.path)
    record.withdraw(book, "n1")
    tried = merge(ours, book.path)
    assert tried.set_aside == 3
    assert texts(ours) == ["one", "two"]


def test_a_copy_made_before_the_first_meeting_introduces_the_laptop_that_opens_it(ours: Book, opened: Opened) -> None:
    early = copy(ours, "early.hep")
    begin(ours)
    late = copy(ours, "late.hep")
    found = []
    for path, n in ((early, 5), (late, 6)):
        book = unbound(opened(path, n))
        record.withdraw(book, f"n{n - 4}")
        found.append(merge(ours, path).set_aside)
    assert found == [0, 1]
    assert texts(ours) == ["two"]
    with raw(late) as conn:
        assert conn.execute("SELECT count(*) FROM invitation").fetchone()[0] == 0


def test_an_invitation_introduces_no_other_key_than_the_one_it_was_used_for(ours: Book, opened: Opened) -> None:
    early = opened(copy(ours, "early.hep"), 5)
    note(early, "n5", "five")
    begin(ours)
    merge(ours, early.path)
    used = next(e.data["invited"] for e in early.entries() if "invited" in e.data)
    book = unbound(opened(copy(ours, "stranger.hep"), 9))
    book._opening = lambda: {"key": key(9).public, "invited": used}  # type: ignore[method-assign]
    record.withdraw(book, "n1")
    assert merge(ours, book.path).set_aside == 1


@pytest.mark.parametrize("kind", ["redact", "erase", "withdraw", "declare", "review", "state", "note", "settle"])
def test_every_kind_that_destroys_is_set_aside(ours: Book, opened: Opened, kind: str) -> None:
    note(ours, "p", "a poll")
    ours.append("poll", "poll", {"title": "Which?"})
    ours.append("state", "poll.state", {"poll": "poll", "state": "closed"})
    ours.append("declare", "poll.declared", {"poll": "poll", "sentence": "A", "record_code": "x"})
    begin(ours)
    book = unbound(opened(copy(ours, "stranger.hep"), 9))
    subject = {"declare": "poll.declared", "review": "the-review", "state": "poll.state"}.get(kind, "n1")
    body = {"state": "open", "poll": "poll"} if kind == "state" else {}
    book.append(kind, subject, body, book.heads(subject)[-1].id)
    before = stands(ours)
    assert merge(ours, book.path).set_aside == 1
    assert ours.rows("current") == before["current"]


def test_what_a_stranger_says_after_what_was_set_aside_is_set_aside_as_well(ours: Book, opened: Opened) -> None:
    begin(ours)
    book = unbound(opened(copy(ours, "stranger.hep"), 9))
    before = stands(ours)
    for text in ("not one", "nor that"):
        note(book, "n1", text, book.history("n1")[-1].id)
    book.append("redact", "n1", {"reason": "mine"}, book.history("n1")[-1].id)
    assert merge(ours, book.path).set_aside == 3
    assert (ours.rows("current"), ours.count("conflict")) == (before["current"], 0)


@pytest.mark.parametrize("state", ["closed", "checked", "declared", "draft"])
def test_a_stranger_moves_no_poll_of_others_on(ours: Book, opened: Opened, state: str) -> None:
    ours.append("poll", "poll", {"title": "Which?", "keep": "secret"})
    ours.append("state", "poll.state", {"poll": "poll", "state": "open"})
    begin(ours)
    for n in (9, 0):
        book = unbound(opened(copy(ours, f"stranger{n}.hep"), n))
        body = {"poll": "poll", "state": state, "digest": "0" * 64, "ballots": 3}
        book.append("state", "poll.state", body, book.heads("poll.state")[-1].id)
        assert merge(ours, book.path).set_aside == 1
    assert [e.data["state"] for e in ours.current("state")] == ["open"]
    assert secret_ballots.seal(ours, "poll") is None


def test_a_stranger_may_open_a_draft(ours: Book, opened: Opened) -> None:
    ours.append("poll", "poll", {"title": "Which?"})
    begin(ours)
    book = opened(copy(ours, "stranger.hep"), 9)
    book.append("state", "poll.state", {"poll": "poll", "state": "open"})
    assert merge(ours, book.path).set_aside == 0
    assert [e.data["state"] for e in ours.current("state")] == ["open"]


def test_a_stranger_may_take_back_erase_and_declare_what_is_its_own(ours: Book, opened: Opened) -> None:
    begin(ours)
    book = opened(copy(ours, "stranger.hep"), 9)
    note(book, "s1", "mine")
    note(book, "s2", "mine too")
    record.withdraw(book, "s1")
    record.redact(book, "s2", "named a pupil")
    book.append("poll", "theirs", {"title": "Ours alone?"})
    book.append("declare", "theirs.declared", {"poll": "theirs", "sentence": "Yes", "record_code": "x"})
    merge(ours, book.path)
    assert not ours.set_aside
    assert texts(ours) == ["one", "two"]
    assert len(list(ours.current("declare"))) == 1


def test_typed_on_a_laptop_that_is_not_introduced_it_is_refused_at_once(ours: Book, opened: Opened) -> None:
    begin(ours)
    for n in (9, 0):
        book = opened(copy(ours, f"stranger{n}.hep"), n)
        before = stands(book)
        for what in (lambda: record.withdraw(book, "n1"), lambda: record.redact(book, "n1", "no")):  # noqa: B023
            with pytest.raises(NotIntroduced, match="nothing was stored"):
                what()
        assert stands(book) == before
        note(book, "s1", "notes can be taken all the same")


def test_any_order_of_merging_strangers_gives_one_code_and_one_view(ours: Book, opened: Opened) -> None:
    begin(ours)
    first = copy(ours, "copied.hep")
    strangers = [eraser(ours, opened, n, f"s{n}.hep") for n in (8, 9, 0)]
    merge(ours, strangers[0])
    admit(ours, strangers[0])
    note(ours, "n3", "three")
    seen = []
    for i, order in enumerate(itertools.permutations([*strangers, ours.path])):
        book = opened(Path(shutil.copyfile(first, first.with_name(f"all{i}.hep"))), 20)
        for path in order:
            assert merge(book, path).quarantined == ()
        check_whole(book)
        seen.append(stands(book))
    assert all(each == seen[0] for each in seen)


def test_what_a_stranger_erased_in_its_own_copy_comes_back_from_any_other(ours: Book, opened: Opened) -> None:
    begin(ours)
    path = eraser(ours, opened)
    create(path.with_name("new.hep")).close()
    book = opened(path.with_name("new.hep"), 3)
    merge(book, path)
    assert texts(book) == ["said elsewhere"]
    merge(book, ours.path)
    assert texts(book) == ["one", "two", "said elsewhere"]
    check_whole(book)


# Signatures


def test_entries_that_name_a_laptop_which_did_not_sign_them_are_refused(ours: Book, opened: Opened) -> None:
    path = copy(ours, "forged.hep")
    book = unbound(opened(path, 9))
    # Under the name of the founder, and signed by somebody else.
    book._opening = lambda: {"key": key(1).public}  # type: ignore[method-assign]
    record.withdraw(book, "n1")
    tried = merge(ours, path)
    assert tried.new == 0
    assert all("is not signed by the laptop" in why for _, why in tried.quarantined)
    assert texts(ours) == ["one", "two"]


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM signature", "is not signed"),
        ("UPDATE signature SET signature = 'aaaa'", "is not signed"),
        ("UPDATE signature SET entry = (SELECT id FROM entry ORDER BY n LIMIT 1)", "is not signed"),
    ],
)
def test_a_record_whose_signatures_were_changed_is_not_whole(ours: Book, sql: str, why: str) -> None:
    check_whole(ours)
    with raw(ours.path) as conn:
        conn.execute(sql)
    assert why in verify(ours).problems[0]


def test_entries_taken_from_the_end_of_a_chain_are_missed(ours: Book) -> None:
    with raw(ours.path, guarded=False) as conn:
        conn.execute("DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)")
    assert "Entries are missing after" in verify(ours).problems[0]


def test_the_signature_that_covers_more_is_kept_whichever_file_comes_first(ours: Book, opened: Opened) -> None:
    short = copy(ours, "short.hep")
    note(ours, "n3", "three")
    for order in ([short, ours.path], [ours.path, short]):
        create(short.with_name("new.hep")).close()
        book = opened(short.with_name("new.hep"), 3)
        for path in order:
            assert merge(book, path).quarantined == ()
        check_whole(book)
        book.close()
        book.path.unlink()


def test_what_was_signed_is_known_to_be_when_its_file_was_damaged_and_salvaged(ours: Book, opened: Opened) -> None:
    old = copy(ours, "old.hep")
    signature = ours.conn.execute("SELECT signature FROM signature").fetchone()[0]
    with old.open("r+b") as file:
        file.write(b"\0" * 100)
    create(old.with_name("new.hep")).close()
    book = opened(old.with_name("new.hep"), 3)
    merge(book, old, salvaged=True)
    assert signature in [row[0] for row in book.conn.execute("SELECT signature FROM signature")]
    found = verify(book)
    assert (found.problems, found.gaps) == ((), ())
    assert book.count("note") == 2


# Who founded it


def test_a_merge_never_hands_the_review_to_another_founder(ours: Book, opened: Opened) -> None:
    begin(ours)
    book = unbound(opened(copy(ours, "claim.hep"), 9))
    book.found()
    record.withdraw(book, "n1")
    before = stands(ours)
    with pytest.raises(OtherReview, match=four_words(key(9).public)):
        merge(ours, book.path)
    assert stands(ours) == before
    assert texts(ours) == ["one", "two"]
    introduce(ours, 9)
    merge(ours, book.path)
    assert ours.trust.founder == key(9).public
    assert key(1).public in ours.trust.introduced
    assert texts(ours) == ["two"]


def test_a_review_without_keys_lets_everybody_do_anything_until_it_is_founded(tmp_path: Path, opened: Opened) -> None:
    laptop(tmp_path / "old.hep").close()
    book = opened(tmp_path / "old.hep", 0)
    note(book, "n1", "one")
    note(book, "n2", "two")
    record.withdraw(book, "n1")
    other = opened(copy(book, "other.hep"), 0)
    now = opened(book.path, 1)
    now.found()
    begin(now)
    assert texts(now) == ["two"]
    record.withdraw(unbound(other), "n2")
    assert merge(now, other.path).set_aside == 1
    assert texts(now) == ["two"]


def test_whoever_holds_the_file_can_found_the_review_again(ours: Book, opened: Opened) -> None:
    begin(ours)
    book = opened(copy(ours, "rescued.hep"), 9)
    with pytest.raises(HepError):
        record.withdraw(book, "n1")
    book.found()
    record.withdraw(book, "n1")
    assert texts(book) == ["two"]
    check_whole(book)


# Erasing


def test_an_erasure_reaches_every_version_also_one_that_arrives_later(ours: Book, opened: Opened) -> None:
    other = opened(copy(ours, "other.hep"), 5)
    note(other, "n1", "one, as they heard it", other.heads("n1")[-1].id)
    record.redact(ours, "n1", "named a pupil")
    for first, second in ((ours, other), (other, ours)):
        book = opened(copy(first, f"into{id(first)}.hep"), 6)
        merge(book, second.path)
        assert texts(book) == ["two"]
        assert all(e.body is None or e.kind == "redact" for e in book.history("n1"))
        assert book.count("conflict") == 0
        check_whole(book)
        assert b"as they heard it" not in book.path.read_bytes()


def test_what_is_said_anew_after_an_erasure_stays(ours: Book) -> None:
    record.redact(ours, "n1", "named a pupil")
    note(ours, "n1", "said again", ours.heads("n1")[-1].id)
    record.withdraw(ours, "n2")
    record.redact(ours, "n2", "as well")
    assert texts(ours) == ["said again"]
