from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.domain.matching import core, decide, differs, normal, saints, stages
from hep_tui.domain.resolve.urns import Change, follow, read_changes
from hep_tui.domain.schools import School
from hep_tui.errors import HepError

A, B, C = (
    School(str(100001 + i), name, "primary") for i, name in enumerate(("Elm School", "Oak School", "Ash School"))
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Andrew's C of E Primary School", "saint andrews CofE primary school"),
        ("St. Andrew’s Church of England Prim Sch", "St Andrews C.E. Primary School"),
        ("Pield Heath House RC School", "Pield Heath House Roman Catholic School"),
        ("Whiteheath Infant & Nursery School", "Whiteheath Infants and Nursery School"),
        ("Field End Jnr School", "Field End Junior School"),
        ("Bishop Winnington-Ingram CofE", "bishop winnington ingram  cofe"),
        ("Ecole Sainte-Élise", "ecole sainte elise"),
    ],
)
def test_two_ways_to_write_a_name_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_the_core_of_a_name_leaves_out_what_most_schools_share() -> None:
    assert core(normal("The Hill Primary School")) == "hill"


def test_names_that_speak_of_different_ages_differ() -> None:
    infant, junior, both = (stages(normal(f"Elm {w} School")) for w in ("Infant", "Junior", "Infant and Nursery"))
    assert differs(infant, junior)
    assert not differs(infant, both)
    assert not differs(infant, stages("elm"))


def test_one_letter_makes_another_saint() -> None:
    assert saints(normal("St Mark's School")) != saints(normal("St Mary's School"))
    assert saints(normal("St Marys")) == saints(normal("St Mary's"))


@pytest.mark.parametrize(
    ("scores", "accepted"),
    [
        ([(90.0, False, A), (85.0, False, B)], A),
        ([(89.9, False, A), (20.0, False, B)], None),
        ([(95.0, False, A), (90.1, False, B)], None),
        ([(99.0, True, A), (20.0, False, B)], None),
        ([], None),
    ],
)
def test_a_name_is_accepted_from_ninety_and_five_ahead_unless_its_phase_differs(
    scores: list[tuple[float, bool, School]], accepted: School | None
) -> None:
    assert decide(scores).school == accepted


def test_what_is_not_accepted_offers_three_from_sixty_those_of_the_phase_first() -> None:
    found = decide([(80.0, True, A), (70.0, False, B), (59.9, False, C)])
    assert (found.school, found.candidates) == (None, (B, A))
    assert len(decide([(70.0, False, School("1", str(i), "")) for i in range(9)]).candidates) == 3


def test_a_urn_is_followed_forwards_and_back() -> None:
    known = {A.urn: A, B.urn: B}
    changes = (Change(A.urn, "200001"), Change("200001", "200002"), Change("300001", B.urn), Change("400001", ""))
    assert [follow(u, known, changes) for u in (A.urn, "200002", "300001", "400001", "999999")] == [A, A, B, None, None]
    assert follow("200001", known, (*changes, Change(B.urn, "200001"))) is None


def test_urns_that_follow_each_other_in_a_ring_end_the_search() -> None:
    assert follow("1", {}, (Change("1", "2"), Change("2", "1"))) is None


def test_the_changes_that_ship_are_read_and_none_are_needed(tmp_path: Path) -> None:
    changes = read_changes(locations.schools_dir() / "hillingdon_changes.csv")
    assert Change("102378", "148774", "Field End Junior School", "Field End Junior School") in changes
    assert read_changes(tmp_path / "none.csv") == ()


def test_a_table_of_changes_that_is_none_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text("old,new\n1,2\n", "utf-8")
    with pytest.raises(HepError, match=r"changes\.csv is not a table of changed URNs"):
        read_changes(table)
