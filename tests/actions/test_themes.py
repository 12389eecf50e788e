"""Themes created, renamed, nested, merged and parted, on one laptop and on two."""

from collections.abc import Callable

import pytest

from hep_tui.actions import notes, themes, undo
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.themes import Code
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.capture import capture
from hep_tui.views.review import vocabulary
from hep_tui.views.themes import history
from hep_tui.views.themes import themes as tree
from tests.actions.conftest import bring


def test_a_merge_is_one_entry_and_reaches_every_note_and_count(book: Book, meeting: str, hillingdon: Pack) -> None:
    notes.add(book, Note("one", meeting, themes=("tea",)), ["tea"])
    notes.add(book, Note("two", meeting, themes=("tea", "send")))
    before = book.count()
    themes.merge(book, hillingdon, "tea", "send")
    assert book.count() == before + 1
    view = capture(book, meeting, "", book.source.now())
    assert [n.what.themes for n in view.notes] == [("send",), ("send",)]
    assert view.themes == (("send", 2),)
    assert [n.what.themes for n in records(book, Note)] == [("tea",), ("tea", "send")]
    words = vocabulary(book, hillingdon)
    assert words.codes["tea"] == "send"
    assert words.theme("tea") == "SEND"
    assert "tea" not in words.themes
    assert next(line for line in tree(book).lines if line.id == "send").own == 2


def test_the_history_keeps_the_old_label_of_a_theme_of_the_pack(book: Book, hillingdon: Pack) -> None:
    themes.rename(book, hillingdon, "send", "Special needs")
    themes.nest(book, hillingdon, "send", "governance")
    assert next(t.words for t in history(book, "send")) == "SEND: renamed to 'Special needs'"
    assert history(book, "send")[1].words.startswith("Special needs: nested under")
    assert vocabulary(book, hillingdon).themes["send"] == "Special needs"
    assert vocabulary(book, hillingdon).parents["send"] == "governance"


def test_each_step_can_be_undone(book: Book, hillingdon: Pack) -> None:
    trail = undo.Trail()
    book.on_append = trail.note
    id = themes.create(book, hillingdon, "Tea breaks")
    themes.merge(book, hillingdon, id, "send")
    undo.undo(book, trail)
    assert vocabulary(book, hillingdon).themes[id] == "Tea breaks"
    undo.undo(book, trail)
    assert id not in vocabulary(book, hillingdon).themes


def test_two_laptops_that_merge_two_themes_into_each_other_lose_nothing(
    book: Book, hillingdon: Pack, elsewhere: Callable[[], Book]
) -> None:
    for slug in ("tea", "cake"):
        notes.add(book, Note(slug, themes=(slug,)), [slug])
    other = elsewhere()
    themes.merge(book, hillingdon, "tea", "cake")
    themes.merge(other, hillingdon, "cake", "tea")
    bring(book, other)
    view = tree(book)
    assert [(line.id, line.own) for line in view.lines if line.own] == [("cake", 2)]
    assert view.doubts[0].startswith("cake and tea were merged into each other")
    themes.part(book, hillingdon, "tea")
    assert tree(book).doubts == ()


def test_two_versions_after_a_merge_of_files_are_settled_first(
    book: Book, hillingdon: Pack, elsewhere: Callable[[], Book]
) -> None:
    id = themes.create(book, hillingdon, "Tea")
    other = elsewhere()
    themes.rename(book, hillingdon, id, "Tea breaks")
    themes.rename(other, hillingdon, id, "Tea times")
    bring(book, other)
    assert [line.disputed for line in tree(book).lines if line.id == id] == [True]
    with pytest.raises(HepError, match="two versions"):
        themes.rename(book, hillingdon, id, "Pauses")


@pytest.mark.parametrize("label", ["", " ", "x" * 81, "SEND", "send", "·"])
def test_a_name_that_cannot_be_is_refused(book: Book, hillingdon: Pack, label: str) -> None:
    with pytest.raises(HepError):
        themes.create(book, hillingdon, label)
    assert records(book, Code) == []


def test_the_name_of_a_theme_that_was_renamed_or_merged_is_not_given_twice(book: Book, hillingdon: Pack) -> None:
    id = themes.create(book, hillingdon, "Tea")
    themes.rename(book, hillingdon, id, "Pauses")
    with pytest.raises(HepError, match="#tea already means 'Pauses'"):
        themes.create(book, hillingdon, "Tea")
    themes.merge(book, hillingdon, id, "send")
    for change in (themes.merge, themes.nest):
        with pytest.raises(HepError, match="no such theme any more"):
            change(book, hillingdon, id, "governance")
