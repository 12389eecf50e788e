"""Notes: stored as they were meant, or refused in words with nothing stored."""

from collections.abc import Callable

import pytest

from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import correction
from hep_tui.domain.text import MAX_LENGTH
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.review import review, vocabulary

from .conftest import bring


def themes(book: Book) -> list[str]:
    return [row["label"] for row in book.rows("theme")]


def test_a_note_is_stored_with_all_its_marks(book: Book, meeting: str) -> None:
    note = Note(
        "LLE visits changed our Year 6",
        meeting,
        "works",
        3,
        sentiment="positive",
        quote=True,
        key=True,
        phase="primary",
        role="head",
        groups=("primary-forum", "lle"),
        themes=("school-to-school",),
        models=("D@1",),
    )
    id = notes.add(book, note)
    found = record_of(book, Note, id)
    assert found is not None
    assert (found.what, found.who, found.disputed) == (note, "JB", False)


def test_a_note_brings_its_new_themes_in_the_same_breath(book: Book) -> None:
    before = book.count()
    notes.add(book, Note("one", themes=("buses", "music", "send")), ["buses", "music"])
    assert themes(book) == ["buses", "music"]
    assert book.count() == before + 3
    assert {"buses", "music", "send"} <= set(vocabulary(book, review(book).pack).themes)


def test_a_theme_that_is_there_already_is_not_made_again(book: Book) -> None:
    notes.add(book, Note("one", themes=("buses",)), ["buses"])
    notes.add(book, Note("two", themes=("buses",)), ["buses"])
    assert themes(book) == ["buses"]
    assert len(book.history("theme.buses")) == 1


def test_a_correction_may_bring_a_new_theme_too(book: Book) -> None:
    id = notes.add(book, Note("one"))
    notes.amend(book, id, Note("one", themes=("buses",)), ["buses"])
    assert themes(book) == ["buses"]
    assert [n.what.themes for n in records(book, Note)] == [("buses",)]


def test_two_laptops_that_made_the_same_theme_agree(book: Book, elsewhere: Callable[[], Book]) -> None:
    other = elsewhere()
    for each in (book, other):
        notes.add(each, Note(f"taken by {each.who}", themes=("buses",)), ["buses"])
    bring(book, other)
    assert (themes(book), book.count("conflict")) == (["buses"], 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There are no words in this note yet, so nothing was stored; add what was said."),
        (" \n\t ", "There are no words in this note yet"),
        ("x" * (MAX_LENGTH + 1), "This note has 4,001 characters and one can hold 4,000; nothing was stored, split it"),
        ("x" * 1_000_000, "This note has 1,000,000 characters"),
    ],
)
@pytest.mark.parametrize("change", [lambda book, _, *note: notes.add(book, *note), notes.amend])
def test_a_note_without_words_or_with_too_many_is_refused_and_brings_no_theme(
    book: Book, text: str, words: str, change: Callable[..., object]
) -> None:
    id = notes.add(book, Note("one"))
    before = book.count()
    with pytest.raises(HepError) as refused:
        change(book, id, Note(text, themes=("buses",)), ["buses"])
    assert str(refused.value).startswith(words)
    assert book.count() == before


def test_words_that_are_none_once_they_are_cleaned_are_refused(book: Book) -> None:
    before = book.count()
    for text in ("\x1b[2J", "\u202e\u2066", "\x00", "\ufeff"):
        with pytest.raises(HepError, match="There are no words in this note yet"):
            notes.add(book, Note(text))
    assert book.count() == before


def test_the_longest_note_there_may_be_is_stored_whole(book: Book) -> None:
    id = notes.add(book, Note("x" * MAX_LENGTH))
    found = record_of(book, Note, id)
    assert found is not None
    assert len(found.what.text) == MAX_LENGTH


def test_a_note_that_is_taken_back_or_erased_is_gone_from_what_stands(book: Book) -> None:
    first, second, third = (notes.add(book, Note(text)) for text in ("one", "two", "three"))
    notes.withdraw(book, first, "said twice")
    notes.redact(book, second, "a name")
    assert [n.id for n in records(book, Note)] == [third]
    assert [e.body for e in book.history(second) if e.kind == "note"] == [None]


def test_a_correction_leaves_a_note_where_it_was_taken(book: Book) -> None:
    first = notes.add(book, Note("one"))
    notes.add(book, Note("two"))
    notes.amend(book, first, Note("one, put better"))
    assert [n.what.text for n in records(book, Note)] == ["one, put better", "two"]


def test_that_nothing_fits_is_an_entry_and_stands_when_the_note_is_corrected(book: Book, meeting: str) -> None:
    id = notes.add(book, Note("Ask Grace", meeting))
    for what in ("theme", "name"):
        notes.nothing_fits(book, id, what)
    found = record_of(book, Note, id)
    assert found is not None
    assert found.what.lacks == ("phase", "sentiment")
    words = vocabulary(book, review(book).pack)
    assert correction("Ask Grace @primary", found.what, words).note.answered == ("theme", "name")
    # Other words may hold another name.
    assert correction("Ask Peter", found.what, words).note.answered == ("theme",)
    with pytest.raises(HepError, match="none of theme, phase, sentiment, name; nothing was changed"):
        notes.nothing_fits(book, id, "owner")


def test_many_notes_are_one_step_or_none(book: Book, meeting: str) -> None:
    before = book.count()
    with pytest.raises(HepError, match="Line 2 stops all of them: There are no words in this note yet"):
        notes.add_all(book, [(Note("one", meeting), ()), (Note(" ", meeting), ())])
    assert book.count() == before
    two = [(Note("one", meeting, themes=("buses",)), ("buses",)), (Note("two", meeting, themes=("buses",)), ("buses",))]
    assert notes.add_all(book, two) == 2
    assert book.count() == before + 3
