"""Words that name a school or a person are told from those that do not."""

import pytest

from hep_tui import locations
from hep_tui.domain.people import Person
from hep_tui.domain.schools import School, read_schools
from hep_tui.domain.unnamed import Names

NAMES = Names(
    [
        School(100001, "Oak Wood Primary School", "primary", town="Northmoor"),
        School(100002, "St Agatha's Catholic Junior School", "primary"),
        School(100003, "Northmoor High School", "secondary", town="Northmoor"),
        School(100004, "Park School", "special"),
        School(100005, "The Tannery Studio (AP)", "ap"),
    ],
    [Person("p1", "Dr Ada Quillfeather"), Person("p2", ""), Person("p3", "Vo")],
    ["Northmoor"],
)


@pytest.mark.parametrize(
    "text",
    [
        "Oak Wood Primary School led it",
        "ask oak wood, they know",
        "OAK  WOOD’s head said so",
        "St Agatha's does it well",
        "St Agathas does it well",
        "st. agatha’s",
        "at Northmoor High School",
        "Park School",
        "the tannery studio (AP) helps",
        "Quillfeather said no",
        "as QUILLFEATHER’S team found",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert NAMES.within(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the whole of Northmoor agrees",
        "park this for now",
        "oak would",
        "an oakwood desk",
        "primary schools",
        "Volume and voice",
        "quillfeathered",
        "[bold]\x1b[2J",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert not NAMES.within(text)


def test_without_a_register_nothing_is_a_name() -> None:
    assert not Names([]).within("Oak Wood")


def test_every_school_of_the_borough_is_found_by_its_whole_name() -> None:
    schools = read_schools(locations.schools_dir() / "hillingdon.csv")
    names = Names(schools)
    assert [s.name for s in schools if not names.within(f"then {s.name} said")] == []
    assert not names.within("Heads of Hillingdon, Hayes and Uxbridge want one partnership")
