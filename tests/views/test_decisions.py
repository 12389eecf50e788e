"""Decisions and actions across meetings."""

from datetime import date

import pytest

from hep_tui.actions import decisions as actions
from hep_tui.actions import notes
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.views.decisions import answers, decisions

TODAY = date(2021, 7, 1)


@pytest.fixture
def ids(book: Book, workshop: str, conference: str) -> dict[str, str]:
    found = {}
    for text, due, meeting in (
        ("late", "2021-06-20", workshop),
        ("soon", "2021-07-05", conference),
        ("some day", "", workshop),
    ):
        found[text] = notes.add(book, Note(text, meeting, action=True, owner="hash", due=due))
    found["decided"] = notes.add(book, Note("decided", conference, decision=True, owner="Somebody"))
    found["said"] = notes.add(book, Note("said", workshop, quote=True, phase="primary"))
    return found


def test_what_is_open_comes_first_by_the_day_it_is_due(book: Book, ids: dict[str, str]) -> None:
    actions.set_state(book, ids["late"], "done")
    actions.set_state(book, ids["decided"], "dropped")
    assert [(d.note.text, d.state) for d in decisions(book, TODAY)] == [
        ("soon", "open"), ("some day", "open"), ("late", "done"), ("decided", "dropped"),
    ]  # fmt: skip


def test_overdue_goes_by_the_day_that_is_given(book: Book, ids: dict[str, str]) -> None:
    late = decisions(book, TODAY)[0]
    assert (late.overdue, late.due) == (True, "by 20/06/2021, 11 days OVERDUE")
    assert not decisions(book, date(2021, 6, 20))[0].overdue
    actions.set_state(book, ids["late"], "done")
    assert not any(d.overdue for d in decisions(book, TODAY))


def test_an_owner_is_called_by_the_label_of_the_pack_or_as_written(book: Book, ids: dict[str, str]) -> None:
    assert {d.note.text: d.owner for d in decisions(book, TODAY)} == {
        "late": "HASH", "soon": "HASH", "some day": "HASH", "decided": "Somebody",
    }  # fmt: skip


def test_what_was_done_is_read_aloud_with_what_was_said_and_nobodys_phase(book: Book, ids: dict[str, str]) -> None:
    actions.link(book, ids["late"], ids["said"])
    assert answers(decisions(book, TODAY)) == []
    actions.set_state(book, ids["late"], "done", "It was done.")
    actions.set_state(book, ids["soon"], "done")
    [answer] = answers(decisions(book, TODAY))
    assert (answer.said, answer.did) == (("“said”",), "It was done.")


def test_a_note_that_was_taken_back_is_no_longer_an_answer_or_answered(book: Book, ids: dict[str, str]) -> None:
    actions.link(book, ids["late"], ids["said"])
    notes.withdraw(book, ids["said"])
    notes.withdraw(book, ids["soon"])
    found = decisions(book, TODAY)
    assert found[0].said == ()
    assert "soon" not in {d.note.text for d in found}


def test_a_state_that_another_program_wrote_counts_as_open(book: Book, ids: dict[str, str]) -> None:
    book.append("action", f"{ids['late']}.action", {"note": ids["late"], "state": "sleeping"})
    assert decisions(book, TODAY)[0].state == "open"
