"""One note and its history."""

from datetime import datetime

import pytest

from hep_tui.actions import notes, undo
from hep_tui.domain.notes import Note
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.notes import note
from tests.conftest import Ticking


def done(book: Book, id: str, now: datetime) -> list[tuple[str, str]]:
    return [(past.done, past.reads) for past in note(book, id, now).history]


def test_a_note_tells_how_it_came_to_read_as_it_does(book: Book, workshop: str, ticking: Ticking) -> None:
    id = notes.add(book, Note("to slow", workshop, "works"))
    notes.amend(book, id, Note("too slow", workshop, "works", sentiment="concern"))
    view = note(book, id, ticking.at)
    assert (view.noted.what.text, view.item) == ("too slow", "What works well")
    assert done(book, id, ticking.at) == [("taken", "to slow"), ("corrected", "- too slow")]
    assert [past.who for past in view.history] == ["JB", "JB"]


def test_a_note_that_was_taken_back_and_brought_again_tells_both(book: Book, workshop: str, ticking: Ticking) -> None:
    trail = undo.Trail()
    id = notes.add(book, Note("said", workshop, "works"))
    book.on_append = trail.note
    notes.withdraw(book, id, "not meant for the record")
    with pytest.raises(HepError, match="undo may bring it back"):
        note(book, id, ticking.at)
    undo.undo(book, trail)
    assert done(book, id, ticking.at) == [
        ("taken", "said"),
        ("taken back", "not meant for the record"),
        ("corrected", "said"),
    ]


def test_a_note_that_another_program_wrote_badly_does_no_harm_to_its_history(
    book: Book, workshop: str, ticking: Ticking
) -> None:
    id = notes.add(book, Note("said", workshop))
    head = book.heads(id)[0]
    book.append("note", id, {"text": 7}, head.id)
    again = book.heads(id)[0]
    book.append("note", id, {"text": "said", "meeting": workshop}, again.id)
    assert [reads for _, reads in done(book, id, ticking.at)] == ["said", "(cannot be read)", "said"]


def test_a_note_moves_to_another_item_of_its_meeting_only(book: Book, workshop: str, ticking: Ticking) -> None:
    id = notes.add(book, Note("said", workshop, "works", table_no=2, themes=("send",)))
    notes.move(book, id, "better")
    moved = note(book, id, ticking.at).noted.what
    assert moved == Note("said", workshop, "better", table_no=2, themes=("send",))
    with pytest.raises(HepError, match="nothing was changed"):
        notes.move(book, id, "nowhere")
    with pytest.raises(HepError, match="nothing was changed"):
        notes.move(book, "no-such-note", "works")
