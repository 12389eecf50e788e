import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.people import Invitation, Person
from hep_tui.domain.person_line import offered_schools, read_person, with_place, write_person
from hep_tui.domain.resolve.people import only_person, people_named
from hep_tui.domain.schools import School
from hep_tui.domain.text import clean_line
from hep_tui.errors import HepError

SCHOOLS = (School("1", "Hill Infant School", "primary"), School("2", "Hill Junior School", "primary"))
NAMES = {school.urn: school.name for school in SCHOOLS}
WORDS = Vocabulary(
    phases={"primary": "primary"}, roles={"head": "headteacher", "chair": "chair"}, groups={"hash": "HASH"}
)
ANN = Person("p-ann", "Ann Lee", "primary", ("head", "chair"), ("hash",), ("2",)).with_invitation(
    Invitation("m", table_no=3)
)


def test_a_line_says_all_that_is_known_of_somebody() -> None:
    line = "Ann Lee, Hill Junior School @primary @head @chair @hash t3"
    assert write_person(ANN, "m", NAMES) == line
    assert read_person(line, SCHOOLS, WORDS).of(Person("p-ann"), "m") == ANN


def test_a_person_may_have_two_schools_one_or_be_from_elsewhere() -> None:
    assert read_person("Ann, hill inf; hill jun", SCHOOLS, WORDS).schools == SCHOOLS
    assert read_person("Ann, Quaker House", SCHOOLS, WORDS).organisation == "Quaker House"
    assert read_person("Ann", SCHOOLS, WORDS).organisation == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ann, hill", "“hill” could be Hill Infant School, Hill Junior School; nothing was stored"),
        ("Ann @zz", "@zz is not a phase, role or group"),
        (", Quaker House", "The line has no name"),
    ],
)
def test_a_line_in_doubt_changes_nobody(line: str, why: str) -> None:
    with pytest.raises(HepError, match=why):
        read_person(line, SCHOOLS, WORDS).of(ANN, "m")


_WORD = (
    st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=6)
    .map(clean_line)
    .filter(lambda w: len(w) > 1 and w[0] not in "tT")
)


@given(
    st.lists(_WORD, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["", "Quaker House"]) | st.sampled_from([("1",), ("2",), ("1", "2")]),
    st.sampled_from(["", "primary"]),
    st.sets(st.sampled_from(["head", "chair"])),
    st.integers(0, 99),
)
def test_what_is_written_of_somebody_reads_as_the_same_person(
    name: str, place: str | tuple[str, ...], phase: str, roles: set[str], table: int
) -> None:
    organisation, urns = (place, ()) if isinstance(place, str) else ("", place)
    phase = "primary" if urns else phase
    person = Person("p", name, phase, tuple(sorted(roles)), (), urns, organisation=organisation)
    person = person.with_invitation(Invitation("m", table_no=table))
    assert read_person(write_person(person, "m", NAMES), SCHOOLS, WORDS).of(person, "m") == person


def test_a_school_behind_the_comma_is_offered_in_full() -> None:
    assert offered_schools("Ann Lee, hill j", SCHOOLS) == ["Ann Lee, Hill Junior School"]
    assert offered_schools("Ann, Hill Infant School; jun", SCHOOLS) == ["Ann, Hill Infant School; Hill Junior School"]
    assert offered_schools("Ann, hill j @chair t3", SCHOOLS) == ["Ann, Hill Junior School @chair t3"]
    assert offered_schools("Ann hill", SCHOOLS) == []


def test_letters_mean_one_person_or_say_why_not() -> None:
    people = [Person("1", "Ann Lee"), Person("2", "Ann Leeds"), Person("3", "Zoë Park")]
    assert only_person("ann lee", people).code == "1"
    assert [p.code for p in people_named("ann", people)] == ["1", "2"]
    assert only_person("zoe", people).code == "3"
    with pytest.raises(HepError, match="This could be Ann Lee, Ann Leeds; nothing was changed"):
        only_person("ann", people)
    with pytest.raises(HepError, match="Nobody has these letters; nothing was changed"):
        only_person("x", people)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Ann Lee of hill jun @chair t3", "Ann Lee, hill jun @chair t3"),
        ("Ann Lee from Hill Junior School", "Ann Lee, Hill Junior School"),
        ("Ann of Green Gables", "Ann of Green Gables"),
        ("Ann Lee of hill jun, Quaker House", "Ann Lee of hill jun, Quaker House"),
    ],
)
def test_who_says_of_which_school_they_are_is_of_that_school(line: str, read: str) -> None:
    assert with_place(line, SCHOOLS) == read
