"""Search: words, marks, places, and an index that keeps up with the record."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import notes, themes
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.search import Index, fold, newest, spans
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.views.search import search


def found(book: Book, line: str, **where: Any) -> list[str]:
    """Return the texts of what is found."""
    return [f.note.what.text for f in search(book, line, **where).found]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("TERMS take", "They take two terms"),
        ("dont cafe", "We don’t meet in the Café"),
        ("don't CAFÉ", "We don’t meet in the Café"),
        ("to-school sch", "School-to-school support"),
        ("1 200", "It costs £1,200"),
        ("la", "Write it down"),
        ("lacznosc", "Łączność najpierw"),
        ("教育", "我们的教育很重要"),
    ],
)
def test_words_begin_words_of_the_note_in_any_order(book: Book, line: str, text: str) -> None:
    notes.add(book, Note("Nothing like it, a map"))
    notes.add(book, Note(text, action=text.startswith("Write"), owner="LA" if text.startswith("Write") else ""))
    assert found(book, line) == [text]
    assert found(book, line + " zebra") == []


def test_the_newest_come_first_and_all_are_counted(book: Book) -> None:
    for i in range(5):
        notes.add(book, Note(f"thing {i}"))
    answer = search(book, "thing", most=2)
    assert ([f.note.what.text for f in answer.found], answer.count) == (["thing 4", "thing 3"], 5)
    assert found(book, "")[0] == "thing 4"


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("#send", Note("x", themes=("send",))),
        ("@primary", Note("x", phase="primary")),
        ("@head", Note("x", role="head")),
        ("@hash", Note("x", groups=("hash",))),
        ("@t3", Note("x", table_no=3)),
        ("/D", Note("x", models=("D@1",))),
        ("-", Note("x", sentiment="concern")),
        ('"', Note("x", quote=True)),
        ("*", Note("x", key=True)),
        (">", Note("x", action=True)),
        ("> @hash", Note("x", action=True, owner="hash")),
        ("!", Note("x", decision=True)),
    ],
)
def test_every_mark_filters(book: Book, mark: str, note: Note) -> None:
    id = notes.add(book, note)
    notes.add(book, Note("x"))
    for line in (mark, f"{mark} x"):
        assert [f.note.id for f in search(book, line).found] == [id]


def test_a_mark_that_names_nothing_is_said_and_looked_for_as_a_word(book: Book) -> None:
    notes.add(book, Note("sned is how it was typed"))
    answer = search(book, "#sned")
    assert answer.query.reading.doubts == ("#sned left as text: no theme has that name",)
    assert answer.count == 1
    assert "@zzz left as text" in search(book, "@zzz").query.reading.doubts[0]


def test_a_theme_finds_what_is_nested_in_it_and_what_was_merged_into_it(book: Book, hillingdon: Pack) -> None:
    notes.add(book, Note("one", themes=("tea",)), ["tea"])
    notes.add(book, Note("two", themes=("cake",)), ["cake"])
    assert found(book, "#send") == []
    themes.merge(book, hillingdon, "tea", "cake")
    themes.nest(book, hillingdon, "cake", "send")
    assert found(book, "#send") == ["two", "one"]
    assert [f.note.what.themes for f in search(book, "#tea").found] == [("cake",), ("cake",)]


def test_the_place_narrows_to_a_meeting_and_to_an_item(book: Book, workshop: str) -> None:
    notes.add(book, Note("one", workshop, "works"))
    notes.add(book, Note("two", workshop, "better"))
    notes.add(book, Note("three"))
    assert found(book, "", meeting=workshop) == ["two", "one"]
    assert found(book, "", meeting=workshop, item="works") == ["one"]
    assert search(book, "one").found[0].meeting


def test_what_is_corrected_or_taken_back_is_found_as_it_is_now_in_its_place(book: Book) -> None:
    first = notes.add(book, Note("the zebra"))
    second = notes.add(book, Note("the giraffe"))
    assert found(book, "the") == ["the giraffe", "the zebra"]
    notes.amend(book, first, Note("the horse"))
    assert (found(book, "zebra"), found(book, "the")) == ([], ["the giraffe", "the horse"])
    notes.withdraw(book, second)
    assert found(book, "the") == ["the horse"]


def test_what_another_program_adds_is_found(book: Book) -> None:
    notes.add(book, Note("one thing"))
    assert found(book, "thing") == ["one thing"]
    other = open_book(book.path)
    notes.add(other, Note("another thing"))
    other.close()
    assert found(book, "thing") == ["another thing", "one thing"]


WORDS = st.lists(st.sampled_from(["a", "ab", "abc", "b", "ba", "c"]), max_size=4)


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | WORDS), max_size=30), st.lists(WORDS, max_size=200))
def test_an_index_kept_up_to_date_answers_as_one_made_anew(
    steps: list[tuple[int, list[str] | None]], many: list[list[str]]
) -> None:
    held = dict(enumerate(many))
    index = Index()
    index.fill((words, ()) for words in many)
    for place, words in steps:
        if words is None:
            index.clear(place)
            held.pop(place, None)
        else:
            index.put(place, words)
            held[place] = words
    for prefix in ("a", "ab", "abc", "b", "ba", "z"):
        expected = [p for p in sorted(held, reverse=True) if any(w.startswith(prefix) for w in held[p])]
        assert newest(index.starting(prefix), 1000) == expected
    assert len(index) == len(held)


@given(st.text())
def test_folding_any_text_gives_plain_words_that_fold_to_themselves(text: str) -> None:
    for word in fold(text):
        assert fold(word) == [word] or not word.isascii()
        assert " " not in word
    assert fold(text) == fold(text.replace("'", "’"))


def test_what_is_shown_as_found_is_the_whole_word_in_the_text() -> None:
    text = "We don’t meet in the Café, don't we"
    assert [text[a:b] for a, b in spans(text, ("dont", "caf"))] == ["don’t", "Café", "don't"]
    decomposed = unicodedata.normalize("NFD", "the Café")
    assert [decomposed[a:b] for a, b in spans(decomposed, ("caf",))] == [unicodedata.normalize("NFD", "Café")]
    assert spans(text, ()) == []
