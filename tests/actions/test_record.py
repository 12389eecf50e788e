"""Record, correct, take back, erase, settle: what every noun has in common."""

from collections.abc import Callable

import pytest

from hep_tui.actions import record
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import record_of, records
from hep_tui.logbook.verify import verify

from .conftest import bring

Elsewhere = Callable[[], Book]
HOSTILE = " \x1b[2J\u202egood\u202c \x00words\ud800 "


def texts(book: Book) -> list[str]:
    return [n.what.text for n in records(book, Note)]


def test_a_new_thing_gets_an_id_of_its_own_and_stands(book: Book) -> None:
    ids = [record.add(book, Note("the same words")) for _ in range(3)]
    assert len(set(ids)) == 3
    assert [n.id for n in records(book, Note)] == ids


def test_a_thing_is_recorded_together_with_what_comes_with_it_or_not_at_all(book: Book) -> None:
    before = book.count()
    with pytest.raises(TypeError):
        record.add(book, Note("words"), Draft("theme", "theme.x", {"label": object()}))
    assert book.count() == before
    record.add(book, Note("words"), Draft("theme", "theme.x", {"label": "x"}))
    assert [e.kind for e in book.entries()][-2:] == ["theme", "note"]


def test_every_text_is_cleaned_on_the_way_in_keys_and_lists_included(book: Book) -> None:
    id = record.add(book, Note(HOSTILE, themes=(HOSTILE,)))
    found = record_of(book, Note, id)
    assert found is not None
    assert (found.what.text, found.what.themes) == ("good words", ("good words",))
    assert record.cleaned({"\x00a": ["\x00b", ("c\u202e", 1, None, True)]}) == {"a": ["b", ["c", 1, None, True]]}


def test_a_correction_stands_and_what_was_said_before_stays_in_the_history(book: Book) -> None:
    id = record.add(book, Note("one"))
    record.amend(book, id, Note("two"))
    record.amend(book, id, Note("three"))
    assert texts(book) == ["three"]
    assert [e.data["text"] for e in book.history(id)] == ["one", "two", "three"]


def test_what_is_taken_back_stands_no_longer_and_stays_in_the_history(book: Book) -> None:
    id = record.add(book, Note("one"))
    record.withdraw(book, id, " said\x00 twice ")
    assert texts(book) == []
    assert [(e.kind, e.data.get("reason")) for e in book.history(id)] == [("note", None), ("withdraw", "said twice")]


@pytest.mark.parametrize(
    "again",
    [
        lambda book, id: record.amend(book, id, Note("back again")),
        lambda book, id: record.withdraw(book, id),
    ],
)
def test_what_was_taken_back_is_neither_corrected_nor_taken_back_again(
    book: Book, again: Callable[[Book, str], object]
) -> None:
    id = record.add(book, Note("one"))
    record.withdraw(book, id)
    before = book.count()
    with pytest.raises(HepError, match="This is not in the record any more; nothing was changed"):
        again(book, id)
    assert book.count() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda book: record.amend(book, "nothing", Note("x")),
        lambda book: record.withdraw(book, "nothing"),
        lambda book: record.redact(book, "nothing", "a name"),
    ],
)
def test_what_never_was_cannot_be_changed(book: Book, change: Callable[[Book], object]) -> None:
    before = book.count()
    with pytest.raises(HepError, match="This is not in the record any more"):
        change(book)
    assert book.count() == before


# Things whose subject is known beforehand


def test_putting_a_thing_twice_corrects_it(book: Book, meeting: str) -> None:
    record.put(book, f"{meeting}.p", Attendance(meeting, "p"))
    record.put(book, f"{meeting}.p", Attendance(meeting, "p", "left"))
    assert [a.what.state for a in records(book, Attendance)] == ["left"]
    assert len(book.history(f"{meeting}.p")) == 2


def test_what_was_taken_back_can_be_put_again(book: Book, meeting: str) -> None:
    record.put(book, f"{meeting}.p", Attendance(meeting, "p"))
    record.withdraw(book, f"{meeting}.p")
    record.put(book, f"{meeting}.p", Attendance(meeting, "p"))
    assert len(records(book, Attendance)) == 1


def test_two_laptops_that_put_the_same_agree_and_a_later_change_ends_both(
    book: Book, meeting: str, elsewhere: Elsewhere
) -> None:
    subject, other = f"{meeting}.p", elsewhere()
    for each in (book, other):
        record.put(each, subject, Attendance(meeting, "p"))
    bring(book, other)
    assert book.count("conflict") == 0
    assert len(records(book, Attendance)) == 1
    record.put(book, subject, Attendance(meeting, "p", "left"))
    assert book.count("conflict") == 0
    assert [a.what.state for a in records(book, Attendance)] == ["left"]


@pytest.mark.parametrize(
    ("change", "stands"),
    [(lambda b, id: record.amend(b, id, Note("two")), ["two"]), (lambda b, id: record.withdraw(b, id), [])],
)
def test_two_laptops_that_corrected_alike_agree_and_a_later_change_ends_both(
    book: Book, elsewhere: Elsewhere, change: Callable[[Book, str], object], stands: list[str]
) -> None:
    id = record.add(book, Note("one"))
    other = elsewhere()
    for each in (book, other):
        record.amend(each, id, Note("one, put better"))
    bring(book, other)
    change(book, id)
    assert (texts(book), book.count("conflict")) == (stands, 0)


# Conflicts


def disputed(book: Book, elsewhere: Elsewhere) -> str:
    """Return the id of a note that two laptops corrected differently."""
    id = record.add(book, Note("one"))
    other = elsewhere()
    record.amend(book, id, Note("ours"))
    record.amend(other, id, Note("theirs"))
    bring(book, other)
    assert sorted(texts(book)) == ["ours", "theirs"]
    return id


@pytest.mark.parametrize(
    "change",
    [
        lambda book, id: record.amend(book, id, Note("three")),
        lambda book, id: record.withdraw(book, id),
        lambda book, id: record.redact(book, id, "a name"),
    ],
)
def test_a_conflict_is_settled_before_anything_else_is_done(
    book: Book, elsewhere: Elsewhere, change: Callable[[Book, str], object]
) -> None:
    id = disputed(book, elsewhere)
    before = book.count()
    with pytest.raises(HepError, match="This has two versions after a merge; settle the conflict first"):
        change(book, id)
    assert book.count() == before


@pytest.mark.parametrize("wanted", ["ours", "theirs"])
def test_settling_a_conflict_lets_one_version_stand_and_keeps_the_other(
    book: Book, elsewhere: Elsewhere, wanted: str
) -> None:
    id = disputed(book, elsewhere)
    record.settle(book, id, next(h.id for h in book.heads(id) if h.data["text"] == wanted))
    assert texts(book) == [wanted]
    assert book.count("conflict") == 0
    assert {e.data.get("text") for e in book.history(id)} >= {"one", "ours", "theirs"}
    record.amend(book, id, Note("three"))
    assert texts(book) == ["three"]


def test_what_is_no_conflict_cannot_be_settled(book: Book, elsewhere: Elsewhere) -> None:
    id = disputed(book, elsewhere)
    keep = book.heads(id)[0].id
    for subject, entry in ((id, "no-such-entry"), ("nothing", keep), (record.add(book, Note("alone")), keep)):
        with pytest.raises(HepError, match="There is no such conflict any more"):
            record.settle(book, subject, entry)
    record.settle(book, id, keep)
    with pytest.raises(HepError, match="There is no such conflict any more"):
        record.settle(book, id, keep)


def test_laptops_that_settled_in_two_ways_show_the_conflict_again_until_one_is_chosen(
    book: Book, elsewhere: Elsewhere
) -> None:
    id = disputed(book, elsewhere)
    other = elsewhere()
    for each, wanted in ((book, "ours"), (other, "theirs")):
        record.settle(each, id, next(h.id for h in each.heads(id) if h.data["text"] == wanted))
    bring(book, other)
    assert book.count("conflict") == 1
    record.settle(book, id, next(h.id for h in book.heads(id) if h.data["text"] == "theirs"))
    assert (texts(book), book.count("conflict")) == (["theirs"], 0)


# Erasing


def test_redacting_erases_everything_a_thing_ever_said_and_the_record_stays_whole(book: Book) -> None:
    id = record.add(book, Note("Mrs Name said so"))
    record.amend(book, id, Note("Mrs N. Name said so"))
    kept = record.add(book, Note("another note"))
    record.redact(book, id, "a name")
    assert [n.id for n in records(book, Note)] == [kept]
    assert [e.body for e in book.history(id) if e.kind == "note"] == [None, None]
    assert verify(book).ok
    book.close()
    assert b"Name said so" not in book.path.read_bytes()


def test_what_was_withdrawn_can_still_be_erased(book: Book) -> None:
    id = record.add(book, Note("Mrs Name said so"))
    record.withdraw(book, id)
    record.redact(book, id, "a name")
    assert all("Name" not in (e.body or "") for e in book.entries())
    assert verify(book).ok


@pytest.mark.parametrize("reason", ["", "  ", "\x00\u202e"])
def test_redacting_needs_a_reason(book: Book, reason: str) -> None:
    id = record.add(book, Note("words"))
    with pytest.raises(HepError, match="Erasing needs a reason for the record; nothing was erased"):
        record.redact(book, id, reason)
    assert texts(book) == ["words"]


@pytest.mark.parametrize(
    "again",
    [
        lambda book, id: record.amend(book, id, Note("back again")),
        lambda book, id: record.withdraw(book, id),
        lambda book, id: record.redact(book, id, "another reason"),
    ],
)
def test_what_was_erased_cannot_be_changed_any_more(book: Book, again: Callable[[Book, str], object]) -> None:
    id = record.add(book, Note("words"))
    record.redact(book, id, "a name")
    before = book.count()
    with pytest.raises(HepError, match="This is not in the record any more"):
        again(book, id)
    assert book.count() == before
    assert book.heads(id)[0].data == {"reason": "a name"}


def test_every_kind_of_thing_can_be_recorded(book: Book) -> None:
    for value in (Meeting("M"), Step("m", "i"), Attendance("m", "p"), Note("n")):
        assert record_of(book, type(value), record.add(book, value)) is not None
