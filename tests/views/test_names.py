"""Names that are in notes."""

from hep_tui.actions import notes, record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Item
from hep_tui.domain.people import Person
from hep_tui.logbook import Book
from hep_tui.views.names import how_many_named, named_notes, names


def test_notes_with_a_name_stand_with_meeting_and_item_in_the_order_they_were_taken(book: Book, workshop: str) -> None:
    notes.add(book, Note("Nobody leads", workshop, "works"))
    notes.add(book, Note("Coteford leads", workshop, "works"))
    notes.add(book, Note("Mrs Example leads, says Vyners"))
    notes.add(book, Note("Coteford and Charville", "gone", "works"))
    found = named_notes(book)
    assert [[m.words for m in n.mentions] for n in found] == [
        ["Coteford"], ["Mrs Example", "Vyners"], ["Coteford", "Charville"],
    ]  # fmt: skip
    assert (found[0].meeting, found[0].item) == ("Workshop", "What works well")
    assert [(n.meeting, n.item) for n in found[1:]] == [("no meeting", "")] * 2
    assert how_many_named(book) == 3


def test_an_item_that_is_gone_has_no_title(book: Book) -> None:
    id = record.add(book, Meeting("Elsewhere", items=(Item("a", "One", 5),)))
    notes.add(book, Note("Coteford", id, "b"))
    assert (named_notes(book)[0].meeting, named_notes(book)[0].item) == ("Elsewhere", "")


def test_what_finds_names_is_made_once_and_again_when_the_register_changes(book: Book) -> None:
    first = names(book)
    notes.add(book, Note("Placeholder said it"))
    assert names(book) is first
    assert named_notes(book) == []
    id = record.add(book, Person("p1", "Sam Placeholder"))
    assert names(book) is not first
    assert how_many_named(book) == 1
    record.amend(book, id, Person("p1", "Sam Otherwise"))
    assert how_many_named(book) == 0
    record.withdraw(book, id)
    assert how_many_named(book) == 0


def test_a_note_that_was_corrected_or_taken_back_holds_no_name_any_more(book: Book) -> None:
    one, two = (notes.add(book, Note(text)) for text in ("Coteford", "Charville"))
    notes.amend(book, one, Note("[a primary school]"))
    notes.withdraw(book, two)
    assert named_notes(book) == []


def test_what_a_phase_is_called_is_said_as_in_the_pack(book: Book) -> None:
    assert [m.token for m in names(book).find("Charville, Vyners, Moorcroft and The Skills Hub")] == [
        "[a primary school]", "[a secondary school]", "[a special school]", "[a school]",
    ]  # fmt: skip
