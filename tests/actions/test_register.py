from collections.abc import Callable
from dataclasses import replace

import pytest

from hep_tui.actions import polls, register, undo
from hep_tui.actions.undo import Trail
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.domain.register import Arrival, Found
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import record_of, records
from hep_tui.views.polls import poll_view
from hep_tui.views.register import register as view
from tests.actions.conftest import bring

ANN = Person("p-ann", "Ann Example", "secondary", ("chair",), ("hash",), (102378,))
BEN = Person("p-ben", "Ben Example", "special")


def here(book: Book, meeting: str) -> dict[str, Attendance]:
    return {a.what.person: a.what for a in records(book, Attendance, meeting=meeting) if a.what.state == "here"}


def test_somebody_expected_comes_moves_leaves_and_is_back(book: Book, meeting: str) -> None:
    register.invite(book, [ANN])
    assert register.arrive(book, meeting, Arrival(table_no=1), Found(ANN)).how == "arrived"
    n = book.last_n()
    assert register.arrive(book, meeting, Arrival(), Found(ANN)).how == "already"
    assert book.last_n() == n
    assert register.arrive(book, meeting, Arrival(table_no=4), Found(ANN)).how == "moved"
    assert here(book, meeting)["p-ann"].table_no == 4
    assert register.leave(book, meeting, Found(ANN)).state == "left"
    assert register.arrive(book, meeting, Arrival(), Found(ANN)).how == "back"


def test_nobody_comes_or_goes_whom_the_letters_do_not_name(book: Book, meeting: str) -> None:
    n = book.last_n()
    with pytest.raises(HepError, match="Nobody has these letters, so nobody was let in"):
        register.arrive(book, meeting, Arrival(), None)
    with pytest.raises(HepError, match="Nobody of that name is here, so nothing was changed"):
        register.leave(book, meeting, Found(ANN))
    assert book.last_n() == n


def test_a_whole_list_is_one_step_that_can_be_undone_and_done_again(book: Book) -> None:
    trail = Trail()
    book.on_append = trail.note
    assert register.invite(book, [ANN, BEN, ANN]) == 2
    undo.undo(book, trail)
    assert records(book, Person) == []
    undo.redo(book, trail)
    assert {p.what.code for p in records(book, Person)} == {"p-ann", "p-ben"}
    assert register.invite(book, [ANN, BEN]) == 0
    undo.undo(book, trail)
    assert register.invite(book, [ANN, BEN]) == 2


def test_two_laptops_that_import_the_same_list_agree(book: Book, meeting: str, elsewhere: Callable[[], Book]) -> None:
    other = elsewhere()
    for each in (book, other):
        register.invite(each, [ANN, BEN])
        register.arrive(each, meeting, Arrival(table_no=2), Found(ANN))
    bring(book, other)
    assert book.count("conflict") == 0
    assert [p.what for p in records(book, Person)] == [ANN, BEN]
    assert view(book, meeting).here == 1


def test_somebody_whom_two_doors_seat_differently_counts_once(
    book: Book, meeting: str, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    register.arrive(book, meeting, Arrival(table_no=2), Found(ANN))
    register.arrive(other, meeting, Arrival(table_no=3), Found(ANN))
    bring(book, other)
    assert book.count("conflict") == 1
    assert view(book, meeting).here == 1


def test_attendance_and_people_never_lead_to_a_note_nor_a_note_to_them(book: Book, meeting: str) -> None:
    fields = set(Note.__dataclass_fields__) & {"person", "attendance", "name", "urns", "school"}
    assert not fields
    assert not {"note", "ballot"} & {*Attendance.__dataclass_fields__, *Person.__dataclass_fields__}


def test_the_headcount_is_frozen_when_a_poll_opens(book: Book, meeting: str) -> None:
    poll = next(p.id for p in records(book, Poll, meeting=meeting) if p.what.method == "rank")
    register.arrive(book, meeting, Arrival(), Found(ANN))
    register.arrive(book, meeting, Arrival(), Found(BEN))
    assert (poll_view(book, poll).present, poll_view(book, poll).opened) == (2, {})
    polls.change_state(book, poll, PollState.OPEN)
    register.leave(book, meeting, Found(BEN))
    assert (poll_view(book, poll).present, dict(poll_view(book, poll).opened)) == (2, {"secondary": 1, "special": 1})
    polls.change_state(book, poll, PollState.CLOSED)
    assert poll_view(book, poll).present == 2
    polls.change_state(book, poll, PollState.OPEN, "a late paper")
    assert (poll_view(book, poll).present, dict(poll_view(book, poll).opened)) == (1, {"secondary": 1})
    said = [e.data.get("present") for e in book.history(f"{poll}.state")]
    assert said == [2, 2, 1]


def test_a_poll_that_opens_without_a_register_shows_who_is_here_now(book: Book, meeting: str) -> None:
    poll = next(p.id for p in records(book, Poll, meeting=meeting) if p.what.method == "rank")
    polls.change_state(book, poll, PollState.OPEN)
    assert record_of(book, StateChange, f"{poll}.state").what == StateChange(poll, PollState.OPEN)  # type: ignore[union-attr]
    register.arrive(book, meeting, Arrival(), Found(ANN))
    assert (poll_view(book, poll).present, poll_view(book, poll).opened) == (1, {})


def test_declaring_keeps_the_headcount_of_the_opening(book: Book, meeting: str) -> None:
    from hep_tui.domain.polls import Hands

    poll = next(p.id for p in records(book, Poll, meeting=meeting) if p.what.method == "hands")
    register.arrive(book, meeting, Arrival(), Found(ANN))
    polls.change_state(book, poll, PollState.OPEN)
    polls.show_hands(book, Hands(poll, 1, {"1": {"": 1}}))
    polls.change_state(book, poll, PollState.CLOSED)
    register.arrive(book, meeting, Arrival(), Found(BEN))
    polls.declare(book, poll)
    assert poll_view(book, poll).present == 1


def test_what_two_laptops_say_of_a_person_is_shown_without_the_name(book: Book, elsewhere: Callable[[], Book]) -> None:
    from hep_tui.views.conflicts import conflicts

    other = elsewhere()
    register.invite(book, [ANN])
    register.invite(other, [replace(ANN, urns=(102379,))])
    bring(book, other)
    [found] = conflicts(book)
    assert found.kind == "person"
    assert "Example" not in repr(found)
    assert "Field End Infant School" in repr(found)
