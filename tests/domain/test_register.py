import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.door import Door, Found, find
from hep_tui.domain.invited import joined, person_code
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Invitation, Person, Standing
from hep_tui.domain.register import (
    Arrival,
    Came,
    arriving,
    as_here,
    came_words,
    headcount,
    leaving,
    put_right,
    read,
    school_of,
    staying_away,
)
from hep_tui.domain.schools import School
from hep_tui.errors import HepError

SCHOOLS = (
    School("100001", "St Mary's Catholic Primary School", "primary"),
    School("100002", "Maryfield Infant School", "primary"),
    School("100003", "The Hill School", "special"),
    School("100004", "Upper Hill High School", "secondary"),
)
ANN = Person("p-ann", "Ann Example", "secondary", ("chair",), ("hash",), ("100004",), ("m",))
BEN = Person("p-ben", "Ben O'Example", "special", (), (), ("100003",), ("m",))
DOOR = Door(SCHOOLS)
INVITED = Door(SCHOOLS, (ANN, BEN), meeting="m")
WORDS = Vocabulary(phases={"primary": "primary"}, roles={"chair": "chair", "head": "head"}, groups={"hash": "HASH"})


def at(door: Door, *attendances: Attendance) -> Door:
    return replace(door, known={**door.known, **{a.person: a for a in attendances}})


def labels(line: str, door: Door) -> list[str]:
    return [f.label for f in read(line, door, WORDS).found]


def come(line: str, door: Door) -> Came:
    arrival = read(line, door, WORDS)
    return arriving("m", arrival, arrival.found[0] if arrival.found else None, door)


@pytest.mark.parametrize(
    ("typed", "urns"),
    [
        ("mary", ["100002", "100001"]),
        ("st ma", ["100001"]),
        ("st marys", ["100001"]),
        ("hil", ["100003", "100004"]),
        ("hill high", ["100004"]),
        ("pri cath", ["100001"]),
        ("zzz", []),
        ("", []),
        ("'", []),
    ],
)
def test_three_letters_find_a_school_those_it_begins_with_first(typed: str, urns: list[str]) -> None:
    assert [f.school.urn for f in find(typed, DOOR) if f.school] == urns


def test_who_is_expected_is_found_by_name_and_by_school_before_the_schools() -> None:
    assert labels("ann", INVITED) == ["Ann Example"]
    assert labels("oexa", INVITED) == ["Ben O'Example"]
    assert labels("hil", INVITED) == ["Ann Example", "Ben O'Example", "The Hill School", "Upper Hill High School"]
    assert labels("ann hill", INVITED) == ["Ann Example"]


def test_who_is_here_stands_after_the_schools_and_first_of_those_who_leave() -> None:
    door = at(INVITED, come("ann", INVITED).attendance)
    assert labels("hil", door) == ["Ben O'Example", "The Hill School", "Upper Hill High School", "Ann Example"]
    assert labels("-hil", door) == ["Ann Example", "Upper Hill High School", "The Hill School", "Ben O'Example"]


def test_a_table_that_is_only_begun_takes_nobody_away() -> None:
    assert labels("upper t", DOOR) == labels("upper t4", DOOR) == ["Upper Hill High School"]
    assert labels("t", DOOR) == ["The Hill School"]


def test_marks_say_role_group_and_table() -> None:
    arrival = read("hill high @chair @hash t3", DOOR, WORDS)
    assert [f.school for f in arrival.found] == [SCHOOLS[3]]
    assert (arrival.role, arrival.groups, arrival.table_no) == ("chair", ("hash",), 3)


def test_a_sign_in_front_says_who_leaves_and_who_is_from_elsewhere() -> None:
    assert read("-mary", DOOR, WORDS).leaving
    walk_in = read("+ @primary t2", DOOR, WORDS)
    assert (walk_in.walk_in, walk_in.found, walk_in.phase, walk_in.table_no) == (True, (), "primary", 2)


def test_what_a_mark_may_not_mean_is_said() -> None:
    assert read("mary @nobody", DOOR, WORDS).doubts == ("@nobody left as text: nothing has that name",)
    assert read("+ Ann, Mary @nobody", DOOR, WORDS).doubts == (
        "@nobody is not a phase, role or group; roles are @chair @head",
        "“Mary” could be St Mary's Catholic Primary School, Maryfield Infant School",
    )


def test_a_mark_that_is_part_of_a_role_names_that_role() -> None:
    assert read("+ Ann @hair", DOOR, WORDS).doubts == ("@hair is not a phase, role or group; roles are @chair",)


@pytest.mark.parametrize("line", ["+ Ann, Quaker House+ Zoe, Quaker House", "+ Ann + Zoe", "+ Ann +Zoe, Quaker House"])
def test_two_walk_ins_on_one_line_are_a_doubt(line: str) -> None:
    assert read(line, DOOR, WORDS).doubts[0] == "A line lets in one person, and there is a second + in this one"


def test_somebody_is_put_right_as_they_are_today_and_today_follows() -> None:
    today = Attendance("m", "p-ann", "here", 3, "secondary", "head", ())
    shown = as_here(ANN, today)
    assert (shown.roles, shown.groups, shown.at("m").table_no) == (("head", "chair"), (), 3)
    assert as_here(ANN, None) == as_here(ANN, replace(today, state="left")) == ANN
    seated = ANN.with_invitation(Invitation("m", table_no=5))
    assert put_right(today, seated) == Attendance("m", "p-ann", "here", 5, "secondary", "chair", ("hash",))


def test_a_walk_in_has_a_name_and_a_school_or_an_organisation() -> None:
    came = come("+ Zoe Example, upper hill @chair t2", DOOR)
    assert came.person is not None
    assert (came.person.name, came.person.urns, came.person.phase) == ("Zoe Example", ("100004",), "secondary")
    assert came.person.standing("m") is Standing.WALK_IN
    assert came.attendance == Attendance("m", came.person.code, "here", 2, "secondary", "chair")
    assert came_words(came, None) == "arrived: Zoe Example"
    other = come("+ Zoe Example, Quaker House", DOOR).person
    assert other is not None
    assert (other.organisation, other.urns) == ("Quaker House", ())


def test_a_walk_in_of_one_school_and_no_name_is_somebody_of_that_school() -> None:
    assert come("+ upper hill", DOOR).attendance.person == "100004"
    assert come("+ ,Quaker House", DOOR).attendance.person == "walk-in-1"


def test_a_walk_in_who_is_on_the_list_already_is_let_in_as_the_one_they_are() -> None:
    first = come("+ Zoe Example, Quaker House", DOOR)
    assert first.person is not None
    again = come("+ zoe example, quaker house", replace(DOOR, people=(first.person,)))
    assert (again.person, again.attendance.person) == (None, first.attendance.person)


@pytest.mark.parametrize(
    "line", ["+ Ali Noor for Ann @head", "+ Ali Noor @head for ann example", "+ Ali Noor for Ann, upper hill @head"]
)
def test_somebody_comes_for_somebody_else_and_holds_their_place(line: str) -> None:
    ann = ANN.with_invitation(Invitation("m", table_no=7))
    door = replace(INVITED, people=(ann, BEN))
    came = come(line, door)
    assert came.person is not None
    assert (came.person.name, came.person.urns) == ("Ali Noor", ("100004",))
    code = came.attendance.person
    assert came.attendance == Attendance("m", code, "here", 7, "secondary", "head", ("hash",), instead_of="p-ann")
    assert came_words(came, None) == "arrived: Ali Noor for Ann Example"
    after = replace(at(door, came.attendance), people=(ann, BEN, came.person))
    assert after.awaited == [BEN]
    assert come("ann", after).how == "arrived"


def test_somebody_on_the_list_comes_for_another_one_and_somebody_without_a_name_does() -> None:
    assert come("ben for ann", INVITED).attendance.instead_of == "p-ann"
    assert come("+ for ann", INVITED).attendance == replace(
        Attendance("m", "100004", phase="secondary", groups=("hash",)), instead_of="p-ann"
    )


def test_whom_somebody_comes_for_is_on_the_list_and_not_here() -> None:
    here = at(INVITED, Attendance("m", "p-ann"))
    assert read("+ Ali Noor for Ann", here, WORDS).doubts == ("Ann Example is here already",)
    assert read("+ Ali Noor for Zoe", INVITED, WORDS).doubts == ("Nobody who is expected is called “Zoe”",)
    two = replace(INVITED, people=(ANN, replace(BEN, name="Ann Other")))
    assert read("+ Ali Noor for ann", two, WORDS).doubts == ("“ann” could be Ann Example or Ann Other",)


def test_for_may_belong_to_an_organisation_and_lead_to_a_school() -> None:
    other = read("+ Ali Noor, Centre for Learning", INVITED, WORDS)
    assert (other.instead, other.doubts, other.who.organisation) == (None, (), "Centre for Learning")
    school = read("+ Ali Noor for upper hill", INVITED, WORDS)
    assert (school.instead, [each.urn for each in school.who.schools]) == (None, ["100004"])


@pytest.mark.parametrize(
    "line", ["all but oexa", "all invited are here but Ben", "ALL except ben o'example", "all but the hill"]
)
def test_one_line_lets_in_everybody_awaited_but_those_whom_it_names(line: str) -> None:
    assert read(line, INVITED, WORDS).everybody == (ANN,)


def test_a_line_for_everybody_says_whom_it_cannot_tell() -> None:
    assert read("all here", INVITED, WORDS).everybody == (ANN, BEN)
    assert read("all but", INVITED, WORDS).doubts == ("say behind “but” who is not here",)
    assert read("all but hill, zz", INVITED, WORDS).doubts == (
        "“hill” could be Ann Example, Ben O'Example",
        "“zz” is not among those awaited",
    )
    away = staying_away(Found(BEN), INVITED)
    assert away is not None
    assert read("all here", replace(INVITED, people=(ANN, away)), WORDS).everybody == (ANN,)
    assert read("all saints", INVITED, WORDS).everybody is None


def test_who_has_not_come_and_is_said_to_leave_will_not_come_and_may_come_all_the_same() -> None:
    away = staying_away(Found(ANN), INVITED)
    assert away is not None
    assert away.standing("m") is Standing.AWAY
    door = replace(INVITED, people=(away, BEN))
    came = come("ann", door)
    assert came.how == "arrived"
    assert staying_away(Found(away), at(door, came.attendance)) is None


def test_somebody_sits_where_the_list_seats_them_unless_the_line_says_otherwise() -> None:
    seated = ANN.with_invitation(Invitation("m", table_no=7))
    door = replace(INVITED, people=(seated,))
    assert come("ann", door).attendance.table_no == 7
    assert come("ann t2", door).attendance.table_no == 2


def test_people_of_one_school_are_told_apart_without_names() -> None:
    first = come("up", DOOR)
    assert (first.attendance.person, first.attendance.phase, first.how) == ("100004", "secondary", "arrived")
    second = come("up", at(DOOR, first.attendance))
    assert (second.attendance.person, second.how) == ("100004-2", "another")
    walk_in = come("+", at(DOOR, Attendance("m", "walk-in-1")))
    assert walk_in.attendance.person == "walk-in-2"


def test_somebody_expected_brings_phase_role_and_groups_along() -> None:
    came = come("ann t2", INVITED)
    assert came == Came(Attendance("m", "p-ann", "here", 2, "secondary", "chair", ("hash",)), "arrived")
    assert came_words(came, Found(ANN)) == "arrived: Ann Example"


def test_the_same_person_arriving_twice_is_said_and_changes_nothing() -> None:
    door = at(INVITED, come("ann", INVITED).attendance)
    again = come("ann", door)
    assert (again.how, again.attendance) == ("already", door.known["p-ann"])
    assert came_words(again, Found(ANN)) == "Ann Example is here already; nothing was changed"
    assert come("ann @head", door).attendance.role == "head"


def test_a_table_moves_who_is_here_and_asks_nothing() -> None:
    door = at(INVITED, come("ann t1", INVITED).attendance)
    moved = come("ann t4", door)
    assert (moved.how, moved.attendance.table_no, moved.attendance.role) == ("moved", 4, "chair")
    assert came_words(moved, Found(ANN)) == "Ann Example moved to table 4"
    assert come("upper t4", door).attendance.person == "p-ann"


def test_a_table_moves_the_one_of_a_school_whom_the_marks_fit() -> None:
    head = Attendance("m", "100004", table_no=1, phase="secondary", role="head")
    chair = Attendance("m", "100004-2", table_no=1, phase="secondary", role="chair")
    door = at(DOOR, head, chair)
    assert come("upper t4", door).attendance == replace(chair, table_no=4)
    assert come("upper @head t4", door).attendance == replace(head, table_no=4)
    third = come("upper @head t1", door)
    assert (third.how, third.attendance.person) == ("another", "100004-3")


def test_the_one_who_came_last_leaves_first_and_nobody_leaves_twice() -> None:
    door = at(DOOR, Attendance("m", "100004"), Attendance("m", "100004-2"))
    gone = leaving(Found(school=SCHOOLS[3]), door)
    assert gone == Attendance("m", "100004-2", "left")
    for nobody in (Found(school=SCHOOLS[2]), None):
        with pytest.raises(HepError, match="is here, so nothing was changed"):
            leaving(nobody, door)


def test_walk_ins_leave_and_move_by_their_number() -> None:
    door = at(DOOR, Attendance("m", "walk-in-1"), Attendance("m", "walk-in-2"))
    [found] = read("-walk 2", door, WORDS).found
    assert leaving(found, door) == Attendance("m", "walk-in-2", "left")
    assert come("walk 1 t3", door).attendance == Attendance("m", "walk-in-1", table_no=3)


def test_who_is_only_a_number_comes_back_as_the_one_who_left() -> None:
    here = Attendance("m", "primary-03", "here", 2, "primary", "head", ("hash",))
    door = at(DOOR, here, Attendance("m", "primary-04"))
    left = leaving(read("-primary 03", door, WORDS).found[0], door)
    assert left == replace(here, state="left")
    door = at(door, left)
    assert labels("-primary 03", door) == []
    assert labels("primary 0", door) == ["primary 03", "primary 04"]
    assert come("primary 03 t4", door) == Came(replace(here, table_no=4), "back")
    assert come("primary 03 @chair", door) == Came(replace(here, table_no=0, role="chair"), "back")
    back = come("primary 03", door)
    assert came_words(back, Found(code="primary-03")) == "back again: primary 03"
    assert come("primary 03", at(door, back.attendance)).how == "already"


def test_whoever_had_left_is_back_with_the_role_of_before() -> None:
    door = at(INVITED, Attendance("m", "p-ann", "left", role="chair"), Attendance("m", "100002", "left", role="head"))
    assert come("ann", door).how == "back"
    back = come("mary", door)
    assert (back.how, back.attendance.person, back.attendance.role) == ("back", "100002", "head")


def test_a_code_leads_back_to_its_school() -> None:
    assert school_of("100004-2", SCHOOLS) == SCHOOLS[3]
    assert school_of("walk-in-1", SCHOOLS) is None
    assert school_of(person_code("r", "Ann Example", ""), SCHOOLS) is None


def test_a_headcount_counts_who_is_here_once_by_phase() -> None:
    here = [Attendance("m", "a", phase="primary"), Attendance("m", "a", phase="primary"), Attendance("m", "b")]
    assert headcount([*here, Attendance("m", "c", "left", phase="primary")]) == {"": 1, "primary": 1}


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_code_is_the_same_on_every_laptop_and_says_nothing_of_the_name(name: str, school: str) -> None:
    code = person_code("review", name, school)
    assert code == person_code("review", f"  {name.upper().lower()} ", school) or name.upper().lower() != name.lower()
    assert len(code) == 18
    assert code.startswith("p-")
    assert code != person_code("another review", name, school)


def test_a_later_list_adds_to_what_is_known_and_takes_nothing_away() -> None:
    later = Person("p-ann", "ANN EXAMPLE", "", (), ("la",), (), ("n",))
    assert joined(ANN, later) == replace(ANN, groups=("la",), meetings=("m", "n"))
    assert joined(ANN, ANN) == ANN
    assert joined(replace(ANN, meetings=()), later).meetings == ()


@given(st.lists(st.sampled_from(["ann", "ben t1", "-ann", "hil", "hil t2", "+", "-walk", "up @chair t3", "-up"])))
def test_however_people_come_and_go_nobody_is_counted_twice(lines: list[str]) -> None:
    door, expected = INVITED, 0
    for line in lines:
        arrival: Arrival = read(line, door, WORDS)
        found = arrival.found[0] if arrival.found else None
        if arrival.leaving:
            with contextlib.suppress(HepError):
                door = at(door, leaving(found, door))
                expected -= 1
        elif found or arrival.walk_in:
            came = arriving("m", arrival, found, door)
            expected += came.how in ("arrived", "another", "back")
            door = at(door, came.attendance)
    assert sum(headcount(door.known.values()).values()) == expected


@pytest.mark.parametrize(
    "line", ["+ Ann Smith of Hill Junior", "+ Ann Smith from hill jun @head", "+ Ann Smith, hill jun"]
)
def test_a_walk_in_says_of_which_school_they_are(line: str) -> None:
    schools = (School("100001", "Hill Infant School", "primary"), School("100002", "Hill Junior School", "primary"))
    words = Vocabulary(roles={"head": "headteacher"})
    arrival = read(line, Door(schools), words)
    assert (arrival.walk_in, arrival.who.name) == (True, "Ann Smith")
    assert [school.urn for school in arrival.who.schools] == ["100002"]
    could = "could be Hill Infant School, Hill Junior School"
    assert could in read("+ Ann Smith of Hill", Door(schools), words).doubts[0]
