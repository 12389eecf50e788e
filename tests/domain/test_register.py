import pytest

from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.register import arriving, find, read, school_of
from hep_tui.domain.schools import School

SCHOOLS = (
    School(100001, "St Mary's Catholic Primary School", "primary"),
    School(100002, "Maryfield Infant School", "primary"),
    School(100003, "The Hill School", "special"),
    School(100004, "Upper Hill High School", "secondary"),
)
WORDS = Vocabulary(phases={"primary": "primary"}, roles={"chair": "chair", "head": "head"}, groups={"hash": "HASH"})


@pytest.mark.parametrize(
    ("typed", "urns"),
    [
        ("mary", [100002, 100001]),
        ("st ma", [100001]),
        ("hil", [100003, 100004]),
        ("hill high", [100004]),
        ("pri cath", [100001]),
        ("zzz", []),
        ("", []),
    ],
)
def test_three_letters_find_a_school_those_it_begins_with_first(typed: str, urns: list[int]) -> None:
    assert [s.urn for s in find(typed, SCHOOLS)] == urns


def test_marks_say_role_group_and_table() -> None:
    arrival = read("hill high @chair @hash t3", SCHOOLS, WORDS)
    assert [s.urn for s in arrival.schools] == [100004]
    assert (arrival.role, arrival.groups, arrival.table_no) == ("chair", ("hash",), 3)


def test_a_sign_in_front_says_who_leaves_and_who_is_from_elsewhere() -> None:
    assert read("-mary", SCHOOLS, WORDS).leaving
    walk_in = read("+ @primary t2", SCHOOLS, WORDS)
    assert (walk_in.walk_in, walk_in.schools, walk_in.phase, walk_in.table_no) == (True, (), "primary", 2)


def test_what_a_mark_may_not_mean_is_said() -> None:
    assert read("mary @nobody", SCHOOLS, WORDS).doubts == ("@nobody left as text: nothing has that name",)


def test_people_of_one_school_are_told_apart_without_names() -> None:
    arrival, school = read("up", SCHOOLS, WORDS), SCHOOLS[3]
    assert arriving("m", arrival, school, set()).person == "100004"
    assert arriving("m", arrival, school, {"100004"}).person == "100004-2"
    assert arriving("m", arrival, None, {"walk-in-1"}).person == "walk-in-2"
    assert arriving("m", arrival, school, set()).phase == "secondary"


def test_a_code_leads_back_to_its_school() -> None:
    assert school_of("100004-2", SCHOOLS) == SCHOOLS[3]
    assert school_of("walk-in-1", SCHOOLS) is None
