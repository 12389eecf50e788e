import pytest

from hep_tui.domain.people import Person
from hep_tui.domain.resolve.people import candidates, only_person, people_named, perhaps
from hep_tui.errors import HepError

PEOPLE = [Person("1", "Ann Lee"), Person("2", "Annabel Lee"), Person("3", "Zoë Parkes"), Person("4", "Bo van Dyk")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lee, ann", [("1", "name")]),
        ("Dr Ann Lee", [("1", "name")]),
        ("A. Lee", [("1", "part of the name"), ("2", "part of the name")]),
        ("Z Parkes", [("3", "part of the name")]),
        ("Zoe Parks", [("3", "short form")]),
        ("Zoë Prakes", [("3", "one letter")]),
        ("Bo van Dyk-Hill", [("4", "added")]),
        ("parkes", [("3", "part of the name")]),
        ("Cy Moss", []),
    ],
)
def test_a_text_means_people_and_how_is_said(typed: str, found: list[tuple[str, str]]) -> None:
    ways = [(person.code, how) for person, how in candidates(typed, PEOPLE)]
    assert [code for code, _ in ways] == [code for code, _ in found]
    if found:
        assert ways[0][0] == found[0][0]


def test_the_same_given_name_alone_makes_nobody_likely() -> None:
    assert perhaps("Ann Moss", PEOPLE) == []


def test_letters_mean_one_person_or_say_why_not() -> None:
    assert [p.code for p in people_named("lee", PEOPLE)] == ["1", "2"]
    with pytest.raises(HepError, match="This could be Ann Lee, Annabel Lee"):
        only_person("lee", PEOPLE)
