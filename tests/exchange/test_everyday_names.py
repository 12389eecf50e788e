"""Schools by the names that people use of them, on the schools of Hillingdon: taken, or asked; never wrong."""

import pytest

from hep_tui.domain.resolve.urns import read_changes
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
# Sixty as officers say them and sixty as heads do, each written down before it was measured; those asked are ASKED.
OFFICERS = """
Bishop Winnington=Bishop Winnington-Ingram; Bish Ramsey=Bishop Ramsey; The Douay=The Douay; Guru Nanak Academy=Guru;
Breakspear School=The Breakspear; Wood End=Wood; Lake Farm Park=Lake; Hewens Primary=Hewens Primary;
Rosedale Primary=Rosedale Primary; Coteford Infants=Coteford Infant; Coteford Juniors=Coteford Junior;
Minet Infants=Minet Nursery; Minet Juniors=Minet Junior; Yeading Infants=Yeading Infant;
Yeading Juniors=Yeading Junior; Whiteheath Infants=Whiteheath Infant; Whiteheath Jnrs=Whiteheath Junior;
Harefield Infants=Harefield Infant; Harefield Juniors=Harefield Junior; Lady Bankes Inf=Lady Bankes Infant;
Newnham Juniors=Newnham Junior; Hillside Infants=Hillside Infant; Dr Triplett's=Dr; Nanaksar School=Nanaksar;
RNIB Sunshine House=RNIB; ACS Hillingdon=ACS; Hillingdon Manor=Hillingdon Manor; HCUC=HCUC; Harrow College=HCUC;
Park Academy West London=Park Academy; Young People's=The Young; Swakeleys Girls=Swakeleys;
Swakeleys Girls School=Swakeleys; Barnhill Community=Barnhill; De Salis College=De Salis; Parkside College=Parkside;
St Swithun's=St Swithun; St Bernadette's RC Primary=St Bernadette; St Mary's RC=St Mary's;
St Catherine's RC=St Catherine; Botwell=Botwell; Sacred Heart RC=Sacred; St Andrew's=St Andrew's;
St Andrews CE=St Andrew's; Holy Trinity Northwood=Holy; Haydon School Pinner=Haydon; Oak Farm Juniors=Oak Farm Junior;
Grange Park Infants=Grange Park Infant; West Drayton Primary=West; William Byrd School=William;
Laurel Lane School=Laurel; Cherry Lane Primary=Cherry; John Locke=John; Ruislip Gardens School=Ruislip Gardens;
Field End Infants School=Field End Infant; Whitehall Juniors=Whitehall Junior; Pield Heath School=Pield;
Hayes Park Primary=Hayes
"""
HEADS = """
McMillan Nursery=McMillan; McMillan Early Childhood=McMillan; Bourne School=Bourne; Colham Manor School=Colham;
Deanesfield School=Deanesfield; Field End Juniors=Field End Junior; Glebe School=Glebe; Heathrow School=Heathrow;
Lady Bankes Infants School=Lady Bankes Infant; Minet Nursery=Minet Nursery; Newnham Infants=Newnham Infant;
Whitehall Infants=Whitehall Infant; Whiteheath Infant School=Whiteheath Infant; Yeading Junior=Yeading Junior;
Hermitage School=Hermitage; Rabbsfarm School=Rabbsfarm; Warrender School=Warrender; Holy Trinity CE=Holy;
Dr Tripletts CofE=Dr; St Swithun Wells RC=St Swithun; Botwell House RC Primary=Botwell;
St Bernadette's School=St Bernadette; St Catherine's School=St Catherine; St Mary's RC Primary=St Mary's;
Sacred Heart School=Sacred; Oak Farm Infant=Oak Farm Infant; Grange Park Juniors=Grange Park Junior;
Hillside Juniors=Hillside Junior; Oak Wood Secondary=Oak Wood; Northwood College for Girls=Northwood College;
St John's=St John's; Pield Heath House=Pield; Harefield Acad=The Harefield; Guru Nanak School=Guru;
Swakeleys School=Swakeleys; Rosedale College Hayes=Rosedale College; Hewens College=Hewens College;
Bishop Ramsey School=Bishop Ramsey; Bishop Ramsey CE=Bishop Ramsey; Willows School=The Willows;
Barnhill High=Barnhill; Douay Martyrs School=The Douay; Parkside Studio=Parkside; Wood End Park School=Wood;
Belmore School=Belmore; Charville Primary=Charville; Cowley St Laurence School=Cowley; West Drayton Academy=West;
Skills Hub PRU=The Skills; Pentland Field=Pentland; John Locke School=John; William Byrd Primary=William;
Nanaksar Primary=Nanaksar; Laurel Lane=Laurel; Bishop Winnington-Ingram School=Bishop Winnington-Ingram;
St Matthew's West Drayton=St Matthew's
"""
ASKED = "Cowley St Lawrence;Heathrow UTC;ACS International;Sunshine House School;Barnhill School;Lake Farm Academy"
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


@pytest.mark.parametrize("pair", [pair.strip() for names in (RIGHT, OFFICERS, HEADS) for pair in names.split(";")])
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


@pytest.mark.parametrize("name", ASKED.split(";"))
def test_a_name_that_says_too_little_is_asked_for(name: str, matcher: Matcher) -> None:
    assert matcher.match(name).school is None


def test_the_end_of_a_name_is_offered_and_not_taken(matcher: Matcher) -> None:
    match = matcher.match("Sunshine House")
    assert match.school is None
    assert match.candidates[0].name == "RNIB Sunshine House School"


@pytest.mark.parametrize("name", ELSEWHERE.split(";"))
def test_a_school_of_another_borough_is_not_taken_for_one_of_this(name: str, matcher: Matcher) -> None:
    assert matcher.match(name).school is None
