"""The review as it is frozen in its file."""

from pathlib import Path

import pytest

from hep_tui.actions import notes, reviews
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from hep_tui.views.review import review, vocabulary
from tests.conftest import Ticking


def test_a_review_is_its_pack_and_its_schools(book: Book, hillingdon: Pack) -> None:
    found = review(book)
    assert found.title == hillingdon.title
    assert found.pack == hillingdon
    assert len(found.schools) == 111
    assert {s.phase for s in found.schools} <= {p.id for p in hillingdon.phases}


def test_a_file_without_a_review_says_how_to_make_one(tmp_path: Path) -> None:
    empty = create(tmp_path / "empty.hep")
    with pytest.raises(HepError, match="holds no review yet; make one with hep new"):
        review(empty)
    empty.close()


def test_a_review_has_the_title_it_was_given_and_may_have_no_schools(
    tmp_path: Path, hillingdon: Pack, ticking: Ticking
) -> None:
    book = create(tmp_path / "mine.hep", source=ticking.source)
    reviews.start(book, hillingdon, (), "Our own title")
    found = review(book)
    assert (found.title, found.schools) == ("Our own title", ())
    book.close()


def test_the_words_are_those_of_the_pack(book: Book, hillingdon: Pack) -> None:
    words = vocabulary(book, hillingdon)
    assert words.phases["ap"] == "AP/PRU"
    assert words.roles["ceo"] == "MAT CEO"
    assert words.groups["hash"] == "HASH"
    assert words.themes["send"] == "SEND"
    assert words.models["A"] == (1, "Strengthened LA-led strategic board")


def test_a_theme_made_live_becomes_a_word_beside_those_of_the_pack(book: Book, hillingdon: Pack) -> None:
    notes.add(book, Note("Tea", themes=("tea-breaks", "send")), ["tea-breaks"])
    words = vocabulary(book, hillingdon)
    assert words.themes["tea-breaks"] == "tea-breaks"
    assert words.themes["send"] == "SEND"


def test_a_model_is_known_by_its_latest_version_in_the_pack(book: Book, hillingdon: Pack) -> None:
    data = hillingdon.to_dict()
    newer = {**data["models"][0], "version": 2, "title": "Stronger still"}
    words = vocabulary(book, Pack.from_dict({**data, "models": [*data["models"], newer]}))
    assert words.models["A"] == (2, "Stronger still")
    back = vocabulary(book, Pack.from_dict({**data, "models": [newer, *data["models"]]}))
    assert back.models["A"] == (2, "Stronger still")
