"""Measured on the 111 schools that ship: what is accepted must be right, always."""

import pytest

from hep_tui import locations
from hep_tui.domain.matching import normal
from hep_tui.domain.resolve.urns import read_changes
from hep_tui.domain.schools import School, read_schools
from hep_tui.exchange.matching import Matcher
from tests.exchange.garbled import elsewhere, garbled


@pytest.fixture(scope="module")
def schools() -> tuple[School, ...]:
    return read_schools(locations.schools_dir() / "hillingdon.csv")


@pytest.fixture(scope="module")
def matcher(schools: tuple[School, ...]) -> Matcher:
    return Matcher(schools, read_changes(locations.schools_dir() / "hillingdon_changes.csv"))


def test_every_school_is_found_by_its_name_and_by_its_urn(matcher: Matcher, schools: tuple[School, ...]) -> None:
    for school in schools:
        assert matcher.match(school.name).school == school
        assert matcher.match("Something Else", school.urn).school == school


def test_four_of_five_garbled_names_are_accepted_and_every_one_is_right(
    matcher: Matcher, schools: tuple[School, ...]
) -> None:
    tried = [(school, name) for school in schools for name in garbled(school.name)]
    accepted = [(school, found) for school, name in tried if (found := matcher.match(name).school)]
    assert [(s.name, f.name) for s, f in accepted if s != f] == []
    assert len(tried) > 1900
    assert len(accepted) / len(tried) > 0.8


def test_of_the_others_nearly_all_offer_the_right_school(matcher: Matcher, schools: tuple[School, ...]) -> None:
    tried = [(school, matcher.match(name)) for school in schools for name in garbled(school.name)]
    open_ = [(school, match) for school, match in tried if match.school is None]
    assert sum(school in match.candidates for school, match in open_) / len(open_) > 0.95
    assert max(len(match.candidates) for _, match in open_) == 3


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 40))
def test_whichever_slips_are_made_what_is_accepted_is_right(
    seed: int, matcher: Matcher, schools: tuple[School, ...]
) -> None:
    for school in schools:
        assert {matcher.match(name).school for name in garbled(school.name, seed)} <= {school, None}


def test_no_school_of_elsewhere_is_accepted(matcher: Matcher, schools: tuple[School, ...]) -> None:
    here = {normal(school.name) for school in schools}
    invented = read_schools(locations.schools_dir() / "northmoor.csv")
    names = [*elsewhere(), *(school.name for school in invented)]
    assert [(n, found.name) for n in names if normal(n) not in here and (found := matcher.match(n).school)] == []


def test_infants_and_juniors_of_one_name_are_never_taken_for_each_other(matcher: Matcher) -> None:
    for name in ("Coteford", "Grange Park School", "Field End Primary School", "Hillside Primary School"):
        found = matcher.match(name)
        assert found.school is None
        assert len(found.candidates) >= 2


def test_a_phase_that_differs_is_a_veto_and_one_that_fits_is_none(matcher: Matcher) -> None:
    assert matcher.match("Barnhil Community High School", phase="secondary").school
    assert matcher.match("Barnhil Community High School", phase="primary").school is None
    assert matcher.match("Barnhill Community High School", phase="primary").candidates[0].name.startswith("Barnhill")


def test_a_urn_wins_over_the_name_and_one_of_elsewhere_says_nothing(matcher: Matcher) -> None:
    found = matcher.match("Barnhill Community High School", "102378")
    assert (found.how, found.school and found.school.name) == ("urn", "Field End Junior School")
    for urn in ("999999", "638954-638945-65461629", "12", "१०२३७८"):
        assert matcher.match("Barnhill Community High School", urn).how == "name"


def test_a_school_is_found_by_the_urn_and_the_name_it_has_now(matcher: Matcher) -> None:
    assert (found := matcher.match("", "148774").school)
    assert found.urn == "102378"
    assert (found := matcher.match("The PRIDE Academy").school)
    assert found.name == "The Young People's Academy"


def test_a_name_of_two_schools_is_for_a_person_to_decide() -> None:
    two = Matcher((School("100001", "St Mary's School", "primary"), School("100002", "St. Marys School", "secondary")))
    found = two.match("St Mary's School")
    assert (found.school, len(found.candidates)) == (None, 2)


@pytest.mark.parametrize("name", ["", " ", "…", "School", "x" * 5000])
def test_what_is_no_name_is_matched_with_nothing(name: str, matcher: Matcher) -> None:
    assert matcher.match(name).school is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Vyners, Ickenham", "Vyners School"), ("Rosedale Prmiary (Hayes)", "Rosedale Primary School"),
        ("CHARVILLE ACAEDMY", "Charville Academy"), ("Yeading Juniors, Hayes", "Yeading Junior School"),
    ],
)  # fmt: skip
def test_a_town_behind_a_name_and_a_slip_in_its_kind_mislead_nobody(written: str, name: str, matcher: Matcher) -> None:
    found = matcher.match(written).school
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["Vyners, Harrow", "St Mary's (Bristol)", "Rosedale, Hayes"])
def test_a_town_of_elsewhere_or_a_name_of_several_is_not_taken(written: str, matcher: Matcher) -> None:
    assert matcher.match(written).school is None
