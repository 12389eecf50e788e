from collections.abc import Callable
from dataclasses import replace

import pytest

from hep_tui.actions import polls, register, undo
from hep_tui.actions.undo import Trail
from hep_tui.domain.door import Found
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.domain.register import Arrival, read
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.electors import schools_here
from hep_tui.logbook.records import record_of, records
from hep_tui.views.polls import poll_view
from hep_tui.views.register import register as view
from tests.actions.conftest import bring

ANN = Person("p-ann", "Ann Example", "secondary", ("chair",), ("hash",), ("102378",))
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
    register.invite(other, [replace(ANN, urns=("102379",))])
    bring(book, other)
    [found] = conflicts(book)
    assert found.kind == "person"
    assert "Example" not in repr(found)
    assert "Field End Infant School" in repr(found)


def people(book: Book) -> dict[str, Person]:
    return {p.what.code: p.what for p in records(book, Person)}


def test_a_list_with_those_who_are_gone_from_it_is_one_step(book: Book, meeting: str) -> None:
    trail = Trail()
    ann, ben = replace(ANN, meetings=(meeting,)), replace(BEN, meetings=(meeting, "later"))
    register.invite(book, [ann, ben])
    book.on_append = trail.note
    cat = Person("p-cat", "Cat Example", meetings=(meeting,))
    assert register.invite(book, [cat], [ann, ben], meeting) == 1
    assert people(book) == {"p-cat": cat, "p-ben": replace(BEN, meetings=("later",))}
    undo.undo(book, trail)
    assert people(book) == {"p-ann": ann, "p-ben": ben}


def test_who_has_come_stays_on_the_list_though_another_list_lacks_them(book: Book, meeting: str) -> None:
    ann = replace(ANN, meetings=(meeting,))
    register.invite(book, [ann])
    register.arrive(book, meeting, Arrival(), Found(ann))
    register.invite(book, [], [ann], meeting)
    assert people(book) == {"p-ann": ann}


def test_everybody_comes_in_one_step(book: Book, meeting: str) -> None:
    trail = Trail()
    register.invite(book, [ANN, BEN])
    book.on_append = trail.note
    assert register.arrive_all(book, meeting, [ANN, BEN]) == 2
    assert set(here(book, meeting)) >= {"p-ann", "p-ben"}
    undo.undo(book, trail)
    assert not {"p-ann", "p-ben"} & set(here(book, meeting))


def test_two_entries_are_joined_with_what_each_knows_and_undone_as_one(book: Book, meeting: str) -> None:
    trail = Trail()
    double = Person("p-double", "A. Example", urns=("102378",))
    register.invite(book, [BEN, double])
    register.arrive(book, meeting, Arrival(table_no=2), Found(double))
    book.on_append = trail.note
    register.join(book, "p-ben", "p-double")
    assert people(book) == {"p-ben": replace(BEN, urns=("102378",), also=("p-double",))}
    assert here(book, meeting)["p-ben"].table_no == 2
    assert "p-double" not in here(book, meeting)
    undo.undo(book, trail)
    assert set(people(book)) == {"p-ben", "p-double"}
    assert "p-ben" not in here(book, meeting)
    with pytest.raises(HepError, match="These two are the same entry"):
        register.join(book, "p-ben", "p-ben")
    with pytest.raises(HepError, match="Nobody on the list has this code any more"):
        register.join(book, "p-ben", "p-none")


def test_somebody_is_put_right_and_removed_with_their_arrival(book: Book, meeting: str) -> None:
    trail = Trail()
    register.invite(book, [ANN])
    register.correct(book, replace(ANN, name="Ann Other"))
    assert people(book)["p-ann"].name == "Ann Other"
    register.arrive(book, meeting, Arrival(), Found(people(book)["p-ann"]))
    book.on_append = trail.note
    assert register.remove(book, "p-ann").name == "Ann Other"
    assert (people(book), "p-ann" in here(book, meeting)) == ({}, False)
    undo.undo(book, trail)
    assert (set(people(book)), "p-ann" in here(book, meeting)) == ({"p-ann"}, True)


def test_who_is_put_right_is_put_right_where_they_are_today_in_one_step(book: Book, meeting: str) -> None:
    register.invite(book, [ANN])
    register.arrive(book, meeting, Arrival(), Found(people(book)["p-ann"]))
    trail, before = Trail(), here(book, meeting)["p-ann"]
    book.on_append = trail.note
    register.correct(book, replace(ANN, roles=("governor",)), meeting)
    assert here(book, meeting)["p-ann"] == replace(before, role="governor")
    undo.undo(book, trail)
    assert (here(book, meeting)["p-ann"], people(book)["p-ann"].roles) == (before, ANN.roles)


def test_who_has_left_is_put_right_on_the_list_alone(book: Book, meeting: str) -> None:
    register.invite(book, [ANN])
    register.arrive(book, meeting, Arrival(), Found(ANN))
    left = register.leave(book, meeting, Found(ANN))
    register.correct(book, replace(ANN, roles=("governor",)), meeting)
    assert record_of(book, Attendance, f"{meeting}.p-ann").what == left  # type: ignore[union-attr]


def test_a_school_is_here_by_somebody_with_a_name_or_without_one(book: Book, meeting: str) -> None:
    poll = replace(next(p.what for p in records(book, Poll, meeting=meeting)), unit="school")
    before = schools_here(book, poll)
    register.invite(book, [ANN])
    register.arrive(book, meeting, Arrival(), Found(ANN))
    assert schools_here(book, poll) == before + 1
    school = next(s for s in view(book, meeting).schools if s.phase == "primary")
    register.arrive(book, meeting, Arrival(), Found(school=school))
    register.arrive(book, meeting, Arrival(), Found(school=school))
    assert schools_here(book, poll) == before + 2


def test_who_comes_for_somebody_else_holds_the_place_of_their_school(book: Book, meeting: str) -> None:
    poll = replace(next(p.what for p in records(book, Poll, meeting=meeting)), unit="school")
    before = schools_here(book, poll)
    register.invite(book, [ANN, BEN])
    door = view(book, meeting).door
    arrival = read("+ Ali Noor for Ann", door, view(book, meeting).vocabulary)
    came = register.arrive(book, meeting, arrival, None)
    shown = view(book, meeting)
    assert schools_here(book, poll) == before + 1
    assert [(p.label, p.instead_of) for p in shown.people if p.person == came.attendance.person] == [
        ("Ali Noor", "Ann Example")
    ]
    assert [e.person.code for e in shown.missing] == ["p-ben"]
    assert [(e.person.code, e.stand_in) for e in shown.replaced] == [("p-ann", "Ali Noor")]
    assert shown.said.endswith("0 of 2 invited, 1 replaced")
    register.invite(book, [replace(BEN, name="Ann B Example")])
    register.join(book, "p-ben", "p-ann")
    assert [e.person.code for e in view(book, meeting).replaced] == ["p-ben"]
    register.arrive(book, meeting, Arrival(), Found(records(book, Person)[0].what))
    assert view(book, meeting).replaced == ()
