import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import register as actions
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.people import Invitation, Person, Standing
from hep_tui.errors import HepError
from hep_tui.exchange.signup import plan_signup
from hep_tui.exchange.signup_plan import Plan
from hep_tui.logbook import Book
from hep_tui.logbook.records import records

LIST = """\
Name,E-mail,School,URN,Role,Group,Diet
Ann Example,ann@example.org,Barnhill Community High School,,Headteacher,HASH,none
Ben Example,ben@example.org,Barnhil Comunity High School,,Chair of governors,,
Cat Example,,Coteford,,Head,,vegan
Dan Example,,,102378,Wizard,Chess club,
,,Oak Wood School,,,,
ann example,,Barnhill community high school,,,,
eve@example.org,,Oak Wood School,,,,
Fay Example,,,,Head; Executive head,"HASH, SSPB",
Gus Example,,Harlington School; Oak Wood School,,Executive head,,
Hal Example,,Somewhere Quite Different,999999,,,
"""

Planned = Callable[..., Plan]


@pytest.fixture
def meeting(book: Book) -> str:
    return records(book, Meeting)[0].id


@pytest.fixture
def planned(book: Book, meeting: str, tmp_path: Path) -> Planned:
    def plan(text: str = LIST, *, of: Book = book, meeting: str = meeting) -> Plan:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        return plan_signup(of, path, meeting, locations.schools_dir())

    return plan


def people(book: Book) -> dict[str, Person]:
    return {p.what.name: p.what for p in records(book, Person)}


def test_every_row_is_accounted_for_with_why(planned: Planned) -> None:
    plan = planned()
    assert [(r.line, r.state, r.words) for r in plan.rows] == [
        (2, "new", "Barnhill Community High School, by its name"),
        (3, "new", "school “Barnhil Comunity High School” taken as Barnhill Community High School (98 % alike)"),
        (4, "new", "school “Coteford” UNCERTAIN: could be 1 Coteford Infant School; 2 Coteford Junior School"),
        (5, "new", "Field End Junior School, by its URN · role “Wizard” is not in the pack, left out · "
         "group “Chess club” is not in the pack, left out"),
        (6, "refused", "column “Name” has no name"),
        (7, "twice", "is already in line 2"),
        (8, "refused", "column “Name” has an e-mail address, which is not kept"),
        (9, "new", "no school given"),
        (10, "new", "Harlington School and Oak Wood School"),
        (11, "new", "school “Somewhere Quite Different” UNCERTAIN: no school is like it · "
         "URN 999999 is none of this review"),
    ]  # fmt: skip
    assert plan.counts == {
        "rows": 10, "new": 7, "changed": 0, "known": 0, "twice": 1, "left-out": 0, "refused": 2,
        "uncertain": 2,
    }  # fmt: skip
    assert plan.summary == "10 rows: 7 new, 0 already known, 1 twice in the list, 2 refused, 2 with an uncertain school"


def test_the_spelling_of_the_list_is_quoted_where_it_is_another_name_than_that_of_the_school(planned: Planned) -> None:
    rows = (
        "Ann Example,Lady Bankes Primary School,",
        "Ben Example,LADY BANKES JUNIOR SCHOOL,",
        "Cat Example,Somewhere Else,102378",
        "Dan Example,,102378",
        "Eve Example,Oak Wood School; Harlington School,",
        "Fay Example,Barnhill,",
    )
    said = [row.words for row in planned("Name,School,URN\n" + "\n".join(rows)).rows]
    assert said == [
        "Lady Bankes Junior School, by its name; the list says “Lady Bankes Primary School”",
        "Lady Bankes Junior School, by its name",
        "Field End Junior School, by its URN; the list says “Somewhere Else”",
        "Field End Junior School, by its URN",
        "Oak Wood School and Harlington School",
        "school “Barnhill” taken as Barnhill Community High School, the only one that begins so",
    ]


def test_what_was_said_at_the_door_stands_against_a_list_unless_the_list_is_to_decide(
    planned: Planned, book: Book, meeting: str
) -> None:
    text = "Name,School,Coming?\nAnn Example,Vyners,Y\nBen Example,Vyners,N\n"
    actions.invite(book, planned(text).people)
    ann = people(book)["Ann Example"]
    away = ann.with_invitation(Invitation(meeting, Standing.AWAY, "Y"))
    actions.invite(book, [away])
    plan = planned(text.replace(",N", ",Y"))
    row, ben = plan.rows
    assert row.words.startswith("was: not coming, set at the door; the list says “Y” · school “Vyners” taken as")
    assert (row.state, row.verdict, ben.decided, ben.changed) == ("known", "doubtful", False, ("coming",))
    assert plan.summary.endswith("1 known and changed, 1 not coming, as was said at the door")
    assert [person.name for person in plan.people] == ["Ben Example"]
    chosen = replace(plan, list_decides=True)
    assert chosen.summary.endswith("1 expected, as the list says")
    actions.invite(book, chosen.people)
    assert people(book)["Ann Example"] == ann
    assert planned("Name,School\nAnn Example,Vyners\n").rows[0].state == "known"


def test_what_is_private_is_dropped_at_the_door_and_that_is_said(planned: Planned) -> None:
    plan = planned()
    assert plan.dropped == "Dropped at the door, never stored: E-mail."
    assert [str(doubt) for doubt in plan.doubts] == ["columns not taken: Diet"]
    assert "example.org" not in repr(plan)
    assert "vegan" not in repr(plan)


def test_people_carry_the_words_of_the_pack_and_the_phase_of_their_school(
    planned: Planned, book: Book, meeting: str
) -> None:
    actions.invite(book, planned().people)
    found = people(book)
    ann, fay, gus = found["Ann Example"], found["Fay Example"], found["Gus Example"]
    assert (ann.phase, ann.roles, ann.groups, ann.meetings) == ("secondary", ("head",), ("hash",), (meeting,))
    assert (fay.roles, fay.groups, fay.urns) == (("head", "exec"), ("hash", "sspb"), ())
    assert len(gus.urns) == 2
    assert found["Cat Example"].urns == ()


def test_nothing_is_stored_before_it_is_confirmed_and_then_all_at_once(planned: Planned, book: Book) -> None:
    before = book.last_n()
    plan = planned()
    assert book.last_n() == before
    assert actions.invite(book, plan.people) == 7
    assert {e.kind for e in book.entries() if e.n > before} <= {"open", "person"}


def test_importing_the_same_list_again_changes_nothing(planned: Planned, book: Book) -> None:
    actions.invite(book, planned().people)
    code = book.record_code()
    again = planned()
    assert {r.state for r in again.rows} == {"known", "refused", "twice"}
    assert actions.invite(book, again.people) == 0
    assert book.record_code() == code


def test_a_school_that_was_chosen_stays_chosen_when_the_list_comes_again(planned: Planned, book: Book) -> None:
    plan = planned()
    row = plan.uncertain[0]
    chosen = plan.choose(row.line, row.match.candidates[1])
    assert len(chosen.uncertain) == len(plan.uncertain) - 1
    assert "Coteford Junior School, as you chose" in [r.words for r in chosen.rows][2]
    actions.invite(book, chosen.people)
    [cat] = [p for p in people(book).values() if p.name == "Cat Example"]
    assert (cat.urns, cat.phase) == ((row.match.candidates[1].urn,), "primary")
    again = planned()
    assert again.counts["known"] == 7
    assert again.rows[2].words == "school “Coteford” as it was settled before"
    assert actions.invite(book, again.people) == 0


def test_another_meeting_and_new_words_change_who_is_known_and_empty_cells_take_nothing(
    planned: Planned, book: Book, meeting: str
) -> None:
    actions.invite(book, planned().people)
    ann = people(book)["Ann Example"]
    other = records(book, Meeting)[1].id
    plan = planned("Name,School,Role\nAnn Example,Barnhill Community High School,\n", meeting=other)
    assert [r.state for r in plan.rows] == ["changed"]
    actions.invite(book, plan.people)
    assert people(book)["Ann Example"] == replace(ann, meetings=(meeting, other))


def test_two_ways_to_write_one_school_are_one_person_and_two_schools_are_two(planned: Planned) -> None:
    rows = ("Ann Example,Barnhill Community High School", "Ann Example,BARNHILL COMMUNITY HIGH SCH", "Ann Example,")
    plan = planned("\n".join(("Name,School", *rows)))
    assert [r.state for r in plan.rows] == ["new", "twice", "twice"]


def test_first_and_last_names_make_a_name(planned: Planned) -> None:
    plan = planned("Surname;First name;School\nExample;Ann;Oak Wood School\n;;\nExample;;\n")
    assert [r.name for r in plan.rows] == ["Ann Example", "Example"]


def test_a_name_that_is_none_is_refused_with_line_and_column(planned: Planned) -> None:
    plan = planned(f"First name,Surname\n12,34\n{'x' * 200},Example\n")
    assert [(r.line, r.words) for r in plan.rows] == [
        (2, "column “First name” and “Surname” has no name"),
        (3, "column “First name” and “Surname” has more than 100 letters, which is not a name"),
    ]


def test_a_person_of_two_versions_is_settled_before_a_further_list(planned: Planned, book: Book) -> None:
    plan = planned()
    actions.invite(book, plan.people)
    person = plan.people[0]
    # As another laptop would have it, without knowing ours.
    book.append("person", f"person.{person.code}", {"code": person.code, "name": "Ann Example", "phase": "special"})
    with pytest.raises(HepError, match="two versions after a merge"):
        planned()


def test_five_thousand_rows_are_read_and_stored_without_a_long_wait(planned: Planned, book: Book) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    schools = ("Barnhil High School", "Coteford", "Oak Wood School", "Nowhere Known School", "St Marks Primary")
    rows = (f"Person {chr(97 + i % 26)}{i} Example,{schools[i % 5]},Headteacher" for i in range(5000))
    start = time.process_time()
    plan = planned("\n".join(("Name,School,Role", *rows)))
    assert plan.counts["new"] == 5000
    assert actions.invite(book, plan.people) == 5000
    assert planned("\n".join(("Name,School", "Person a0 Example,Barnhil High School"))).counts["known"] == 1
    # Far above what it takes, so that a slow machine passes and a quadratic step does not.
    assert time.process_time() - start < 60


def test_whoever_does_not_come_is_left_out_and_a_doubtful_answer_is_said(planned: Planned) -> None:
    plan = planned("Name,Attending?\nAnn Example,Yes\nBen Example,No - clash\nCid Example,TBC\n")
    assert [(r.name, r.state) for r in plan.rows] == [
        ("Ann Example", "new"),
        ("Ben Example", "left-out"),
        ("Cid Example", "new"),
    ]
    assert plan.rows[2].doubts == ("the list says “TBC” of coming",)


def test_totals_and_footnotes_are_left_out_and_named(planned: Planned) -> None:
    plan = planned("Name,School\nAnn Example,Oak Wood School\nTotal,1\n\nPlease bring your own lunch\n")
    assert [r.name for r in plan.rows] == ["Ann Example"]
    assert [doubt.line for doubt in plan.doubts] == [3, 5]


def test_a_name_that_lost_a_letter_on_its_way_is_pointed_out(planned: Planned) -> None:
    assert "could not write" in planned("Name,School\n?ukasz Example,Oak Wood School\n").rows[0].words


def test_the_same_person_with_a_school_at_last_is_no_second_person(planned: Planned) -> None:
    plan = planned('Name,School\nAnn Example,\n"Example, Ann",Oak Wood School\nAnn Example (Mrs),Oak Wood School\n')
    assert [(r.state, r.verdict) for r in plan.rows] == [
        ("new", "new"),
        ("twice", "same-person"),
        ("twice", "same-person"),
    ]
    [person] = plan.people
    assert (person.name, len(person.urns)) == ("Ann Example", 1)


def test_two_of_one_name_at_different_schools_stay_two_and_that_is_said(planned: Planned) -> None:
    plan = planned("Name,School\nAnn Example,Oak Wood School\nAnn Example,Harlington School\n")
    assert [r.state for r in plan.rows] == ["new", "new"]
    assert "of another school" in plan.rows[1].words


def test_who_will_not_come_is_stored_as_such_with_table_and_answer(planned: Planned, book: Book, meeting: str) -> None:
    text = (
        "Name,School,Attending?,Table\nAnn Example,Oak Wood School,N - clash with Ofsted,\n"
        "Ben Example,Oak Wood School,Maybe,Table 4\nCat Example,Oak Wood School,Yes,front\n"
    )
    plan = planned(text)
    assert [(r.verdict, r.words) for r in plan.rows] == [
        ("left-out", "will not come: the list says “N - clash with Ofsted”"),
        ("doubtful", "Oak Wood School, by its name · the list says “Maybe” of coming"),
        ("doubtful", "Oak Wood School, by its name · table “front” is not a number, left out"),
    ]
    assert plan.summary == "3 rows: 2 new, 0 already known, 1 will not come"
    actions.invite(book, plan.people)
    assert {name: person.at(meeting) for name, person in people(book).items()} == {
        "Ann Example": Invitation(meeting, Standing.AWAY, "N - clash with Ofsted"),
        "Ben Example": Invitation(meeting, said="Maybe", table_no=4),
        "Cat Example": Invitation(meeting, said="Yes"),
    }
    assert planned(text).people == ()


def test_a_list_put_right_says_what_it_changes_and_who_is_gone(planned: Planned, book: Book, meeting: str) -> None:
    actions.invite(
        book, planned("Name,School,Role\nAnn Example,,Head\nBen Example,Oak Wood School,\nCat Example,,\n").people
    )
    plan = planned(
        "Name,School,Role,Table\nAnn Example,Barnhill Community High School,Chair,3\nBen Example,Oak Wood School,,\n"
    )
    assert [(r.state, r.words) for r in plan.rows] == [
        (
            "changed",
            "the same person as before, by name · changes school, phase, role, table · "
            "Barnhill Community High School, by its name",
        ),
        ("known", "Oak Wood School, by its name"),
    ]
    assert [person.name for person in plan.gone] == ["Cat Example"]
    assert plan.leaving == ()
    assert plan.summary.endswith("1 known and changed, 1 gone from the list")
    actions.invite(book, plan.people, replace(plan, takes_off=True).leaving, meeting)
    assert set(people(book)) == {"Ann Example", "Ben Example"}
    assert people(book)["Ann Example"].urns == ("137844",)


def test_a_school_that_is_not_settled_stays_as_the_list_writes_it_until_somebody_says(
    planned: Planned, book: Book
) -> None:
    text = "Name,School\nAnn Example,Coteford\n"
    actions.invite(book, planned(text).people)
    ann = people(book)["Ann Example"]
    assert (ann.urns, ann.organisation) == ((), "Coteford")
    actions.correct(book, replace(ann, urns=("139295",), organisation=""))
    assert [row.state for row in planned(text).rows] == ["known"]


def test_a_double_that_was_joined_is_the_same_person_when_the_list_comes_again(planned: Planned, book: Book) -> None:
    text = "Name,School\nAnn Example,Oak Wood School\nAnn Example-Lee,Barnhill Community High School\n"
    actions.invite(book, planned(text).people)
    codes = {name: person.code for name, person in people(book).items()}
    actions.join(book, codes["Ann Example"], codes["Ann Example-Lee"])
    again = planned(text)
    assert [row.state for row in again.rows] == ["known", "twice"]
    assert again.people == ()
    assert again.gone == ()


@pytest.mark.parametrize(
    ("rows", "verdict", "why"),
    [
        ("TBC,Vyners,", "left-out", "has “TBC”, which names nobody"),
        ("Vacant,Vyners,", "left-out", "names nobody"),
        ("(Head),Vyners,", "left-out", "names nobody"),
        ("Primary,,", "left-out", "is a phase and no name"),
        ("Ann Lee & Bob Ray,Vyners,", "doubtful", "may be two people"),
        ("Ann Lee and Bob Ray,Vyners,", "doubtful", "may be two people"),
        ("Ann Lee / Bob Ray,Vyners,", "doubtful", "may be two people"),
        ("Ann\u200b Lee,Vyners,", "new", "Vyners School"),
        ("Ann Lee,Vyners,Apologies sent", "left-out", "will not come"),
        ("Ann Lee,Vyners,Can’t make it", "left-out", "will not come"),
        ("Ann Lee,Vyners,FALSE", "left-out", "will not come"),
        ("Ann Lee,Vyners,✗", "left-out", "will not come"),
        ("Ann Lee,Vyners,✓", "new", "Vyners School"),
        ("Ann Lee,Vyners,TRUE", "new", "Vyners School"),
        ("Ann Lee,Vyners,Not sure", "doubtful", "the list says “Not sure” of coming"),
    ],
)
def test_a_row_names_who_comes_or_says_why_it_does_not(planned: Planned, rows: str, verdict: str, why: str) -> None:
    [row] = planned(f"Name,School,Attending\n{rows}\n").rows
    assert row.verdict == verdict
    assert why in row.words
    assert not row.person or row.person.name.isprintable()


@pytest.mark.parametrize(
    "line",
    ["Total: 1,,", "Total attending,1,", "Number of people,1,", "Name,School,URN", "SECONDARY SCHOOLS,,",
     ",,\nas at 3 July by the office,,"],
)  # fmt: skip
def test_a_row_that_is_nobody_is_left_out_and_named(planned: Planned, line: str) -> None:
    plan = planned(f"Name,School,URN\nAnn Lee,Vyners,\n{line}\n")
    assert [row.name for row in plan.rows] == ["Ann Lee"]
    assert "left out" in str(plan.doubts[0])


@pytest.mark.parametrize("urn", ["102378.0", "102378", "102,378", " 102378 "])
def test_a_number_of_a_school_is_known_as_spreadsheets_write_it(planned: Planned, urn: str) -> None:
    [row] = planned(f'Name,URN\nAnn Lee,"{urn}"\n').rows
    assert row.school_name == "Field End Junior School"


@pytest.mark.parametrize(("table", "number"), [("3", 3), ("3.0", 3), ("Table 4", 4), ("101", 101), ("Blue", 0)])
def test_a_table_is_known_by_its_number_however_it_is_written(
    planned: Planned, meeting: str, table: str, number: int
) -> None:
    [row] = planned(f"Name,School,Table\nAnn Lee,Vyners,{table}\n").rows
    assert row.person is not None
    assert row.person.at(meeting).table_no == number


def test_a_cell_under_no_heading_is_named_and_not_told(planned: Planned) -> None:
    plan = planned("Name,School,\nAnn Lee,Vyners,vegan\n")
    assert [str(doubt) for doubt in plan.doubts] == ["columns not taken: column 3"]
    assert "vegan" not in repr(plan)
