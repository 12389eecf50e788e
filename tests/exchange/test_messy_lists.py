"""Sign-up lists as administrators send them: what is stored is what a reader sees in them, or it is said why not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.domain.meetings import Meeting
from hep_tui.exchange.signup import plan_signup
from hep_tui.exchange.signup_plan import Plan
from hep_tui.logbook import Book
from hep_tui.logbook.records import records

Planned = Callable[[str], Plan]


@pytest.fixture
def planned(book: Book, tmp_path: Path) -> Planned:
    def plan(text: str) -> Plan:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        return plan_signup(book, path, records(book, Meeting)[0].id, locations.schools_dir())

    return plan


def people(plan: Plan) -> list[tuple[str, str]]:
    return [(row.person.name, "; ".join(row.person.urns)) for row in plan.rows if row.person]


@pytest.mark.parametrize(
    "heading",
    [
        "Headteacher,School name", "Principal,School", "Chair of governors,School", "Representative,School",
        "Name of delegate,Name of school", "Your full name,Your school",
    ],
)  # fmt: skip
def test_a_column_of_people_is_known_by_their_office_or_by_a_question(heading: str, planned: Planned) -> None:
    assert people(planned(f"{heading},Phone\nAnn Lee,Vyners,1\n")) == [("Ann Lee", "137635")]


def test_first_and_last_name_go_by_their_shortest_heading(planned: Planned) -> None:
    assert people(planned("First,Last,School\nAnn,Lee,Vyners\n")) == [("Ann Lee", "137635")]


@pytest.mark.parametrize(
    "heading", ["Can you attend on 3 July?", "Will you be attending?", "Are you coming", "RSVP by Friday"]
)
def test_a_question_whether_somebody_comes_is_obeyed(heading: str, planned: Planned) -> None:
    plan = planned(f"Name,School,{heading}\nAnn Lee,Vyners,Yes\nBo Day,Haydon,No\n")
    assert [row.verdict for row in plan.rows] == ["new", "left-out"]


@pytest.mark.parametrize("heading", ["Which workshop will you attend?", "Number attending", "Reason for not attending"])
def test_what_only_speaks_of_coming_is_not_obeyed(heading: str, planned: Planned) -> None:
    plan = planned(f"Name,School,{heading}\nAnn Lee,Vyners,No\n")
    assert plan.columns.others == (heading,)


def test_two_rows_of_headings_are_one(planned: Planned) -> None:
    plan = planned("Delegate,,School,\nFirst name,Surname,Name,URN\nAnn,Lee,Vyners,137635\n")
    assert people(plan) == [("Ann Lee", "137635")]
    assert [doubt.words for doubt in plan.doubts] == ["lines 1 and 2 were taken together as the heading"]


def test_what_a_survey_tool_writes_below_its_questions_is_nobody(planned: Planned) -> None:
    below = "Open-Ended Response,Open-Ended Response"
    plan = planned(f"What is your name?,Which school are you from?\n{below}\nAnn Lee,Vyners\n")
    assert people(plan) == [("Ann Lee", "137635")]


@pytest.mark.parametrize("remark", ["* late booking", "NB: two left", "Note: lunch at 1", "Please return to Jo"])
def test_a_remark_below_a_list_is_nobody(remark: str, planned: Planned) -> None:
    assert people(planned(f"Name,School\nAnn Lee,Vyners\n{remark},\n")) == [("Ann Lee", "137635")]


@pytest.mark.parametrize(
    "schools",
    [
        "Hillside Infant School and Hillside Junior School", "Hillside Infant / Hillside Junior",
        "Hillside Infants & Juniors", "Hillside Infant School, Hillside Junior School", "Hillside infant; hillside jnr",
    ],
)  # fmt: skip
def test_the_head_of_two_schools_has_both(schools: str, planned: Planned) -> None:
    plan = planned(f'Name,School\nAnn Lee,"{schools}"\n')
    assert people(plan) == [("Ann Lee", "102434; 102435")]
    found, _, _ = plan.rows[0].words.partition("; the list says")
    assert found == "Hillside Infant School and Hillside Junior School"


def test_a_name_that_is_only_a_list_of_words_is_not_two_schools(planned: Planned) -> None:
    assert people(planned("Name,School\nAnn Lee,Vyners and friends\n")) == [("Ann Lee", "")]


@pytest.mark.parametrize(
    ("role", "roles"),
    [
        ("Headteacher (acting)", ("head",)),
        ("Head & NLE", ("head", "lle-nle")),
        ("Headteacher and LLE", ("head", "lle-nle")),
        ("Chief Exec", ("ceo",)),
    ],
)
def test_a_role_is_understood_with_what_is_added(role: str, roles: tuple[str, ...], planned: Planned) -> None:
    plan = planned(f'Name,School,Role\nAnn Lee,Vyners,"{role}"\n')
    assert plan.rows[0].person is not None
    assert plan.rows[0].person.roles == roles


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("Ann Lee", "A. Lee", "initial"),
        ("Thomas Brand", "Thom Brand", "short form"),
        ("Ann Ashdown", "Ann Ashdwon", "one letter"),
        ("Ann Lee", "Ann Lee-Smith", "added"),
        ("Ann Lee", "Ann Price (née Lee)", ""),
        ("Ann Lee", "Bo Lee", ""),
    ],
)
def test_who_may_be_the_same_person_is_said_and_never_joined(
    first: str, second: str, how: str, planned: Planned
) -> None:
    plan = planned(f"Name,School\n{first},Vyners\n{second},Vyners\n")
    assert len(people(plan)) == 2
    assert plan.rows[1].doubts == ((f"may be the same person as {first} ({how})",) if how else ())


def test_people_of_two_schools_are_not_taken_for_one(planned: Planned) -> None:
    assert planned("Name,School\nAnn Lee,Vyners\nA. Lee,Haydon\n").rows[1].doubts == ()


@pytest.mark.parametrize("name", ["Ann Lee + 1", "Ann Lee plus guest", "Ann Lee and Bo Day", "Mr & Mrs Lee"])
def test_two_people_in_one_cell_are_a_doubt(name: str, planned: Planned) -> None:
    assert planned(f"Name,School\n{name},Vyners\n").rows[0].doubts == (f"“{name}” may be two people",)


@pytest.mark.parametrize("name", ["Vyners School", "The Head", "Headteacher"])
def test_a_place_or_an_office_is_nobodys_name(name: str, planned: Planned) -> None:
    assert planned(f"Name,School\n{name},Vyners\n").rows[0].state == "refused"


def test_titles_letters_behind_and_the_order_of_a_name_make_no_other_person(planned: Planned) -> None:
    plan = planned('Name,School\nAnn Lee,Vyners\nRev. Dr. Ann Lee OBE,Vyners\n"LEE, Ann",\n')
    assert [row.verdict for row in plan.rows] == ["new", "same-person", "same-person"]
