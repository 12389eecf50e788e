"""Schools by the names that people use of them, on the schools of Hillingdon: taken, or asked; never wrong."""

import pytest

from hep_tui.domain.matching import read_changes
from hep_tui.domain.schools import read_schools
from hep_tui.exchange.matching import Matcher
from tests.conftest import ROOT

# Everyday name, and the beginning of the school's own; written down before anything was measured.
RIGHT = """
McMillan=McMillan Early;Bourne=Bourne Primary;Breakspear=The Breakspear;Colham Manor=Colham;Deanesfield=Deanesfield;
Glebe=Glebe;Harlyn=Harlyn;Harmondsworth=Harmondsworth;Heathrow Primary=Heathrow Primary;Hermitage=Hermitage;
Highfield=Highfield;Rabbsfarm=Rabbsfarm;Warrender=Warrender;Frithwood=Frithwood;Ruislip Gardens=Ruislip Gardens;
Bishop Winnington-Ingram=Bishop Winnington;Holy Trinity=Holy Trinity;Dr Tripletts=Dr Triplett;
St Swithun Wells=St Swithun;
Botwell House=Botwell;St Bernadettes=St Bernadette;St Catherine's=St Catherine;St Mary's=St Mary;Sacred Heart=Sacred;
Hayes Park=Hayes Park;Oak Wood=Oak Wood;Harlington=Harlington;Northwood College=Northwood College;Haydon=Haydon;
Swakeleys=Swakeleys;Queensmead=Queensmead;Uxbridge High=Uxbridge High;Rosedale College=Rosedale College;
Bishop Ramsey=Bishop Ramsey;Bishopshalt=Bishopshalt;Vyners=Vyners;Willows=The Willows;Northwood School=Northwood School;
Barnhill=Barnhill;Douay Martyrs=The Douay;Grangewood=Grangewood;Moorcroft=Moorcroft;Parkside=Parkside;
Cranford Park=Cranford;Wood End Park=Wood End;Belmore=Belmore;Brookside=Brookside;Laurel Lane=Laurel;
St Matthew's=St Matthew;Cowley St Laurence=Cowley;Charville=Charville;Nanaksar=Nanaksar;John Locke=John Locke;
Lake Farm=Lake Farm;Pinkwell=Pinkwell;Ruislip High=Ruislip High;De Salis=De Salis;Pentland Field=Pentland;
Ryefield=Ryefield;Skills Hub=The Skills;Global Academy=The Global;William Byrd=William Byrd;UTC=UTC;
West Drayton Academy=West Drayton;Park Academy=Park Academy;Guru Nanak=Guru Nanak;Harefield Academy=The Harefield;
Pield Heath=Pield Heath;Uxbridge College=HCUC;Cherry Lane=Cherry;Hedgewood=Hedgewood;
Young People's Academy=The Young;Meadow High=Meadow High;Oak Farm Infants=Oak Farm Infant;
Grange Park Jnr=Grange Park Junior
"""
SEVERAL = "Coteford;Field End;Grange Park;St Martin's;St Helen's;Hewens;Rosedale;Minet;Whitehall;Northwood;Lady Bankes"
ELSEWHERE = (
    "Newton Primary School;Whitefield School;St Mary Magdalene;Holy Trinity Richmond;Park High School;Harrow High;"
    "Oakwood Academy Bristol;Glebe House School;Trinity CofE Primary School;"
    "St Catherine's College;Heathrow House;Sunshine Nursery;Haydon Primary"
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    folder = ROOT / "data" / "schools"
    return Matcher(read_schools(folder / "hillingdon.csv"), read_changes(folder / "hillingdon_changes.csv"))


@pytest.mark.parametrize("pair", [pair.strip() for pair in RIGHT.split(";")])
def test_an_everyday_name_of_one_school_is_taken(pair: str, matcher: Matcher) -> None:
    name, _, begins = pair.partition("=")
    match = matcher.match(name)
    assert match.school is not None
    assert match.school.name.startswith(begins)


@pytest.mark.parametrize("name", SEVERAL.split(";"))
def test_a_name_that_several_schools_share_is_asked_for(name: str, matcher: Matcher) -> None:
    match = matcher.match(name)
    assert match.school is None
    assert len(match.candidates) > 1


def test_the_end_of_a_name_is_offered_and_not_taken(matcher: Matcher) -> None:
    match = matcher.match("Sunshine House")
    assert match.school is None
    assert match.candidates[0].name == "RNIB Sunshine House School"


@pytest.mark.parametrize("name", ELSEWHERE.split(";"))
def test_a_school_of_another_borough_is_not_taken_for_one_of_this(name: str, matcher: Matcher) -> None:
    assert matcher.match(name).school is None
