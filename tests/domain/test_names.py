"""Names in notes: what is pointed out, and the ordinary sentences in which nothing may be."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui import locations
from hep_tui.domain.names import Mention, Names, alike, kinds_in_words, replaced
from hep_tui.domain.people import Person
from hep_tui.domain.schools import School, read_schools
from tests.domain.test_text import HOSTILE

PEOPLE = (
    "Sam Placeholder", "Dr Morgan O'Sample", "Inès de Muestra", "Beispiel, Kim", "Robin Marsh", "Alex Fauxname-Tester",
    "Jo Head", "Mx Noname", "Ada Hayes", "",
)  # fmt: skip
LABELS = {"ap": "AP/PRU", "post-16": "Post-16"}


def _names() -> Names:
    schools = read_schools(locations.schools_dir() / "hillingdon.csv")
    return Names([Person(str(i), name) for i, name in enumerate(PEOPLE)], schools, LABELS)


NAMES = _names()

ORDINARY = """
Nobody tells us who leads on alternative provision
At the end of the field there is a mobile classroom that leaks
The Hall was cold and the tea was late
We met in the hall of a school that has since closed
Hillingdon primary heads want one number to ring
The Hillingdon Primary Forum met twice last year
Hillingdon schools are better together than alone
Schools in Hayes lose teachers to inner London
Families move from Uxbridge to Ruislip and back in one year
Ruislip and Northwood have few pupils with plans, Hayes has many
Uxbridge High Street is where the office is
A Northwood school cannot staff a unit by itself
Pinner parents choose across the border
West Drayton needs places, not promises
Heathrow expansion would change every forecast
The academy chains have their own improvement teams
An infant school and a junior school on one site should talk
Junior schools inherit the data of infants and are judged on it
Special schools are asked last
We want a skills hub for our support staff
A global academy of learning is not what we asked for
Young people said they want to be heard
Young People should be at this table
Church of England schools have the diocese as well
Catholic schools have a deanery, and it works
Our church school shares a head with the next parish
Let us not miss Monday's deadline again
Miss Monday's deadline and you are out until spring
Sir, may we have less paper please
Dr is not the title that gets things done
Mr and Mrs would be fine on the letter
We will mark, long after the bell, and nobody will thank us
Marsh land and brown fields are all that is left to build on
Head teachers are tired
Head office decides, we hear later
Will anybody fund it next year?
Grace and patience are what we need
May half term is too late for moderation
In March the money ran out
Rose-tinted talk will not fill a classroom
The long view is what the board is for
Parkside parking is a nightmare on market day
Three of five went to a private college
Key stage 2 2nd paper was unfair, KS1 3rd too
Year 6 1st, Year 2 2nd
We had 30 of 30 in 2019 and 12 in 2021
Meet on 08/07/2021 at 10:30 in room 101
Budget of 01-02-2021 10:30 was wrong
Ring 999 if it burns, 111 if it hurts
Costs 1200 to 1500 a year for 105 pupils
URN 102375 is not a number to phone
0.5 of a post, 0,4 of another
We send @primary and #send to the wrong people
Teachers @ schools deserve better
A mixed model D/B is what we would sign
Use [a primary school] and [a colleague] as they are
Cherry picking pupils has to stop
Oak trees and cherry lanes do not teach phonics
Meadow school trips were the best part of my year
The willows in front of the building fell
Grange, glebe and manor are words of another century
Sacred cows and holy days cost us time
Hillside views sell houses, not schools
Holy or not, a trinity of boards is two too many
Lake, farm and park: the children see none of them
Virtual school staff answer within the day
High schools take them at eleven
Mark schools on it, Will Hillingdon fund it
May Ruislip heads have a say before June
The Victoria line is late again
Charlotte Street is where the office is
Queen Elizabeth never came here
Our Lady Bernadette is whom it is called after
Ivy House is damp
Christian charities collect in May
Rose and Daisy were the names of the classes
""".strip().splitlines()

# What is pointed out is between ‹ and ›, with its token after the last bar of the line.
POINTED_OUT = """
‹Coteford› lost two teachers in one term | [a primary school]
at ‹coteford› they lost two | [a primary school]
The head of ‹Coteford Infant School› rang me | [a primary school]
‹Coteford Juniors› and the infants share a hall | [a primary school]
‹Coteford›'s governors want a hub | [a primary school]
‹Coteford›’s governors want a hub | [a primary school]
‹COTEFORD JUNIOR› never got a visit | [a primary school]
We visited ‹Field End› last week | [a primary school]
we visited ‹field end infant› last week | [a primary school]
‹Field End Junior School›: good | [a primary school]
The forum met at ‹St Mary's› | [a primary school]
The forum met at ‹St Mary’s Catholic Primary School› | [a primary school]
The forum met at ‹St. Mary's RC Primary› | [a primary school]
The forum met at ‹Saint Marys› | [a primary school]
the forum met at ‹st marys catholic› again | [a primary school]
‹St Andrew's CofE Primary› leads on this | [a primary school]
‹St Andrew's Church of England Primary School› leads on this | [a primary school]
‹St Andrews C of E› leads on this | [a primary school]
‹Cowley St Laurence› leads on this | [a primary school]
‹Grange Park Infant & Nursery School› has a wait | [a primary school]
‹Grange Park Infant and Nursery› has a wait | [a primary school]
‹Whiteheath Infant and Nursery School› has a wait | [a primary school]
‹Dr Triplett's› did it first | [a primary school]
‹Dr Tripletts CofE Primary School› did it first | [a primary school]
‹Triplett's› did it first | [a primary school]
‹Hayes Park School› is full | [a primary school]
‹Hillside Infant› has room, it says | [a primary school]
We heard that ‹Hillside Junior School› has room | [a primary school]
‹Whitehall Junior› says so | [a primary school]
the ‹Hermitage Primary› way | [a primary school]
‹Lady Bankes› uses it | [a primary school]
‹Cherry Lane› uses it | [a primary school]
our friends from ‹cherry lane primary› use it | [a primary school]
‹William Byrd› uses it | [a primary school]
‹Heathrow Primary School› is under the flight path | [a primary school]
‹West Drayton Academy› is under the flight path | [a primary school]
‹Uxbridge High› takes the rest | [a secondary school]
‹Uxbridge High School› takes the rest | [a secondary school]
‹Ruislip High› takes the rest | [a secondary school]
‹Northwood School› takes the rest | [a secondary school]
‹Swakeley's› takes girls | [a secondary school]
‹Vyners› takes the rest | [a secondary school]
‹Douay Martyrs› takes ours | [a secondary school]
‹Bishop Ramsey› takes ours | [a secondary school]
‹De Salis› takes ours | [a secondary school]
‹Guru Nanak› is all-through and alone in that | [a school]
‹McMillan› is the only one of its kind | [a school]
‹HCUC› takes them at sixteen | [a school]
The ‹Skills Hub› is full by autumn | [a school]
‹Meadow High School› has outreach | [a special school]
The ‹Willows School› has outreach | [a special school]
‹Hall School› is private | [an independent school]
‹Sam Placeholder› said it aloud | [a colleague]
‹Placeholder› said it aloud | [a colleague]
‹Mrs Placeholder›'s words, not mine | [a colleague]
‹sam placeholder› said it aloud | [a colleague]
‹O'Sample› said it aloud | [a colleague]
‹Dr O’Sample› said it aloud | [a colleague]
‹Inès de Muestra› chairs | [a colleague]
‹Ines De Muestra› chairs | [a colleague]
‹Kim Beispiel› chairs | [a colleague]
‹Robin Marsh› chairs | [a colleague]
‹Mr Marsh› chairs | [a colleague]
‹Mrs Head› chairs | [a colleague]
‹Fauxname-Tester› chairs | [a colleague]
‹Ms Hayes› chairs, in Hayes | [a colleague]
‹Mrs Example› is leaving in July | [a colleague]
‹mrs Example› is leaving in July | [a colleague]
‹Sir J. Q. Sampleton› opened it | [a colleague]
‹Miss van der Probe› teaches it | [a colleague]
Ask ‹Prof Example-Name› about it | [a colleague]
‹Sarah Sampleton› has run the forum for years | [a colleague]
my deputy ‹Tomasz Probeski› left because of the commute | [a colleague]
thanks to ‹Priya› at the helpdesk we coped | [a colleague]
ask ‹Ngozi Green›'s deputy | [a colleague]
‹Anna de Muestra-Nueva› told us | [a colleague]
‹Grace Sampleton› said so | [a colleague]
and may ‹Grace Sampleton› speak? | [a colleague]
‹Councillor Example› promised a meeting | [a colleague]
‹Mr. and Mrs. Example› were helpful | [a colleague]
write to ‹j.sample at example dot org› today | [e-mail]
write to ‹office [at] example [dot] org› today | [e-mail]
write to ‹office@coteford.example.org› today | [e-mail]
write to ‹j.o'sample+hep@mail.example.co.uk›. | [e-mail]
ring ‹01895 250111› before ten | [phone]
ring ‹020 8866 1234› before ten | [phone]
ring ‹(01895) 250111› before ten | [phone]
ring ‹07700 900123› before ten | [phone]
ring ‹07700900123› before ten | [phone]
ring ‹+44 7700 900123› before ten | [phone]
ring ‹+44 (0)1895 250111› before ten | [phone]
it is at ‹UB8 1UW› by the canal | [postcode]
it is at ‹ub81uw› by the canal | [postcode]
it is at ‹W1A 1AA› by the canal | [postcode]
""".strip().splitlines()


@pytest.mark.parametrize("line", ORDINARY)
def test_nothing_is_pointed_out_in_an_ordinary_sentence(line: str) -> None:
    assert NAMES.find(line) == ()


@pytest.mark.parametrize("line", POINTED_OUT)
def test_a_name_is_pointed_out_with_a_token(line: str) -> None:
    marked, _, token = line.rpartition(" | ")
    before, _, rest = marked.partition("‹")
    words, _, after = rest.partition("›")
    (found,) = NAMES.find(before + words + after)
    assert (found.words, found.token) == (words, token)
    assert (found.start, found.end) == (len(before), len(before) + len(words))
    assert replaced(before + words + after, [found]) == before + token + after


def tokens(text: str) -> list[str]:
    """Return the tokens of the names in a text, in order."""
    return [mention.token for mention in NAMES.find(text)]


def test_another_school_is_another_school_and_the_same_one_the_same() -> None:
    assert tokens("Coteford Infant, Coteford Junior, Coteford Infant") == [
        "[a primary school]", "[another primary school]", "[a primary school]",
    ]  # fmt: skip
    assert tokens("Vyners, then Coteford") == ["[a secondary school]", "[a primary school]"]
    assert tokens("Coteford, Charville, Pinkwell, Minet Junior, Yeading Junior, Harlyn, Frithwood") == [
        "[a primary school]", "[another primary school]", "[a third primary school]", "[a fourth primary school]",
        "[a fifth primary school]", "[a further primary school]", "[a further primary school]",
    ]  # fmt: skip


def test_another_person_is_another_colleague_also_where_neither_is_in_the_register() -> None:
    assert tokens("Mrs Example and Mr Probe") == ["[a colleague]", "[another colleague]"]
    assert tokens("Mrs Example and then Mrs Example's deputy") == ["[a colleague]", "[a colleague]"]
    assert tokens("Sam Placeholder; Placeholder; Mx Placeholder") == ["[a colleague]"] * 3


def test_tokens_that_stand_there_already_are_counted_on() -> None:
    assert tokens("[a primary school] and Charville") == ["[another primary school]"]
    assert tokens("[another primary school] and Charville") == ["[a third primary school]"]
    assert tokens("[a colleague] and Charville") == ["[a primary school]"]


def test_a_school_that_may_be_of_two_phases_gets_a_token_that_says_neither() -> None:
    assert tokens("St Martin's is full") == ["[a school]"]
    assert tokens("St Martin's CofE Primary is full") == ["[a primary school]"]
    assert tokens("Harefield is full") == ["[a school]"]


def test_a_phase_that_would_tell_which_school_it_is_is_not_in_the_token() -> None:
    few = [School(str(100000 + i), f"Probely{i} School", "middle") for i in range(4)]
    assert [m.token for m in Names((), few).find("Probely1 said so")] == ["[a school]"]
    five = [*few, School("100009", "Testham School", "middle")]
    assert [m.token for m in Names((), five).find("Testham said so")] == ["[a middle school]"]


def test_ordinary_words_of_another_borough_name_no_school_but_in_the_longer_form() -> None:
    northmoor = Names((), read_schools(locations.schools_dir() / "northmoor.csv"))
    for line in ("The children fell ill", "Heather and moor everywhere", "The Ridge is steep", "Northmoor schools"):
        assert northmoor.find(line) == ()
    assert [m.words for m in northmoor.find("Fell Lower and Ridge Upper School agree")] == [
        "Fell Lower", "Ridge Upper School",
    ]  # fmt: skip


def test_a_mark_is_no_name() -> None:
    assert NAMES.find("said #coteford @placeholder /Coteford") == ()
    assert [m.words for m in NAMES.find("Vyners/Coteford")] == ["Vyners", "Coteford"]


def test_all_that_names_the_same_is_replaced_together() -> None:
    text = "Coteford, Charville and Coteford again"
    found = NAMES.find(text)
    assert replaced(text, alike(found, found[0])) == "[a primary school], Charville and [a primary school] again"


def test_kinds_are_said_in_words() -> None:
    said = NAMES.find("Coteford, Charville, Mrs Example, a@b.org, 01895 250111, UB8 1UW")
    assert kinds_in_words(said) == "a school, a person, an e-mail address, a phone number and a postcode"
    assert kinds_in_words(said[:1]) == "a school"
    assert kinds_in_words(()) == ""


def test_two_numbers_in_a_row_are_two() -> None:
    assert tokens("01895 250111 01895 250222") == ["[phone]", "[phone]"]


PIECES = st.sampled_from(
    [
        *(w for line in ORDINARY[:20] for w in line.split()), "Coteford", "Infant", "school", "St", "Mary's", "Mrs",
        "Dr", "Example", "Placeholder", "Sam", "Hayes", "Park", "School", "Field", "End", "a@b.org", "01895", "250111",
        "UB8", "1UW", "[a", "[a primary school]", "[another colleague]", "'s", "/", "-", ".", "’", "&", "of", "and",
        "High",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(max_size=80),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12).map(" ".join),
)


def check(text: str) -> None:
    """Hold what is true of the names in any text."""
    found = NAMES.find(text)
    at = 0
    for mention in found:
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.words
        at = mention.end
    neutral = replaced(text, found)
    assert NAMES.find(neutral) == ()
    kept = [text[a:b] for a, b in _between(found, len(text))]
    for part in kept:
        assert part in neutral
        neutral = neutral[neutral.index(part) + len(part) :]
    assert sum(map(len, kept)) + sum(len(m.words) for m in found) == len(text)


def _between(found: tuple[Mention, ...], length: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for m in found for edge in (m.start, m.end)), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


@given(TEXTS)
def test_replacing_leaves_no_name_and_changes_nothing_else(text: str) -> None:
    check(text)


LONG = ("Ǆ" * 50, "İ" * 300, "a" * 4000 + "@", "0" * 4000, "St " * 1000, "Mrs " * 1000, "[a " * 1000, "a'b" * 1000)


@pytest.mark.parametrize("text", [*HOSTILE, *LONG, "ß Coteford ẞ", "Ｃｏｔｅｆｏｒｄ", "Cote\u0301ford"])
def test_hostile_text_is_harmless(text: str) -> None:
    check(text)


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4), TEXTS)
def test_hostile_registers_are_harmless(people: list[str], schools: list[str], text: str) -> None:
    names = Names([Person("p", name) for name in people], [School("1", name, "primary") for name in schools])
    found = names.find(text)
    assert all(text[m.start : m.end] == m.words for m in found)


def test_a_long_line_with_a_large_register_is_looked_through_well_within_a_key_press() -> None:
    dice = random.Random(1)
    people = [Person(str(i), f"{_word(dice)} {_word(dice)}") for i in range(500)]
    names = Names(people, read_schools(locations.schools_dir() / "hillingdon.csv"))
    line = ("Coteford and St Mary's told Mrs Example that nobody's budget holds, and " * 3)[:200]
    assert names.find(line)
    started = time.perf_counter()
    for _ in range(20):
        names.find(line)
    # It takes a tenth of a millisecond or two; this is for what would be felt.
    assert (time.perf_counter() - started) / 20 < 0.01


def _word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=7)).title()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Raj to ask the trusts", "Raj"),
        ("ask for Øyvind's list", "Øyvind"),
        ("Oyvind Strom said no", "Oyvind Strom"),
        ("王小明 said no", "王小明"),
        ("Grace is what we ask for", ""),
    ],
)
def test_given_names_transliterations_and_scripts_without_capitals_are_found(text: str, named: str) -> None:
    people = ("Raj Placeholder", "Øyvind Strøm", "王小明", "Grace Placeholder")
    names = Names([Person(str(i), name) for i, name in enumerate(people)], (), {})
    assert "".join(text[m.start : m.end] for m in names.find(text)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bart will send the slides", "Bart"),
        ("ask Liz", "Liz"),
        ("Bill's list is out of date", "Bill"),
        ("the bill is paid, and Just so", ""),
        ("Justi fied is no word", "Justi"),
    ],
)
def test_somebody_is_found_by_a_short_form_of_the_first_name(text: str, named: str) -> None:
    people = ("Bartholomew Placeholder", "Elizabeth Placeholder", "William Placeholder", "Justine Placeholder")
    names = Names([Person(str(i), name) for i, name in enumerate(people)], (), {})
    assert "".join(text[m.start : m.end] for m in names.find(text)) == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我和王小明、李雷谈过", ["王小明", "李雷"]),
        ("王小明说不", ["王小明"]),
        ("คุณสมชาย ใจดี ไม่เห็นด้วย", ["สมชาย ใจดี"]),
        ("小明说不", []),
    ],
)
def test_a_whole_name_is_found_in_a_script_that_puts_no_blanks_around_it(text: str, found: list[str]) -> None:
    people = [Person(name, name) for name in ("王小明", "李雷", "สมชาย ใจดี")]
    assert [mention.words for mention in Names(people, []).find(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J. Placeholder said no", "J. Placeholder"),
        ("ask J Marsh", "J Marsh"),
        ("R. M. Marsh has the list", ""),
        ("ask T. Marsh", ""),
        ("Mrs S is worried", "Mrs S"),
        ("Mr B's class", "Mr B"),
        ("Miss A levels and you are out", ""),
        ("the head of St X's said so", "St X's"),
        ("the chair at St Wilfrid's Primary School", "St Wilfrid's Primary School"),
        ("we met at St Wilfrid's", ""),
        ("the head of St John's Road", ""),
    ],
)
def test_a_name_cut_down_to_a_letter_is_found_by_what_is_around_it(text: str, found: str) -> None:
    names = Names([Person("1", "Jo Placeholder"), Person("2", "Jan Marsh")], (), {})
    assert " ".join(mention.words for mention in names.find(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("JS said no", "JS"),
        ("ask J.S. about it", "J.S."),
        ("J. M. S. has it, JMS said", "J. M. S. JMS"),
        ("JS's list", "JS"),
        ("TB said", ""),
        ("the LA, the SEN panel, AP/PRU and KS2", ""),
        ("JS/AP", ""),
        ("WE SAID JS", ""),
        ("the js file, Js", ""),
        ("XY said", ""),
        ("PB said", ""),
        ("the JD is not written", ""),
    ],
)
def test_capitals_are_initials_where_they_fit_one_person_who_was_there(text: str, found: str) -> None:
    people = {
        "1": "Jo Maria Sample",
        "2": "Lee Abel",
        "3": "Tam Bell",
        "4": "Toni Bird",
        "5": "Pat Bell",
        "6": "Al Price",
    }
    names = Names([Person(code, name) for code, name in people.items()], (), {}, acronyms=("JD",))
    there = {"1", "2", "3", "4", "6"}
    assert " ".join(mention.words for mention in names.find(text, there)) == found
    assert names.find(text) == ()


def test_somebody_in_full_and_by_initials_is_one_colleague() -> None:
    names = Names([Person("1", "Jo Sample"), Person("2", "Lee Abbot")], (), {})
    text = "Jo Sample asked; JS wrote it down, Lee Abbot read it"
    assert [m.token for m in names.find(text, {"1", "2"})] == ["[a colleague]", "[a colleague]", "[another colleague]"]


@pytest.mark.parametrize("text", ["Al", "Al said so", "We met Al", "We met Al der"])
def test_a_first_name_that_is_a_particle_as_well_is_found(text: str) -> None:
    assert [m.words for m in Names([], []).find(text)] == ["Al"]
