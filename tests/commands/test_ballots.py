"""Ballots without the screen: taken in whole or not at all, written out, counted alike, and checked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hep_tui.actions import ballots as actions
from hep_tui.actions import polls
from hep_tui.counting.files.headed import sheet
from hep_tui.counting.files.papers import of_file, of_sheet
from hep_tui.counting.files.source import BallotFile, Source
from hep_tui.counting.profile import Ballot as Paper
from hep_tui.counting.profile import Profile
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.batches import Batch
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.polls import poll_view
from hep_tui.views.results import announcement
from hep_tui.views.review import review as reviewed

from .conftest import Hep

MODELS = tuple(Option(letter, f"Model {letter}", 1) for letter in "ABCZ")
WIDE = "ballot,phase,A,B,C,Z\n1,lower,1,2,3,4\n2,upper,2,1,,\n3,,,,,\n"


@pytest.fixture
def review(fresh: Path) -> Path:
    """Return a review with an open vote on four models, called `Which`."""
    book = open_book(fresh)
    id = polls.create(book, Poll("Which model?", "Which?", options=MODELS, rule="schulze"))
    polls.change_state(book, id, PollState.OPEN)
    book.close()
    return fresh


def held(review: Path) -> list[Ballot]:
    book = open_book(review)
    found = [b.what for b in records(book, Ballot)]
    book.close()
    return sorted(found, key=lambda b: b.number)


def listed(review: Path, text: str, name: str = "list.csv") -> Path:
    path = review.with_name(name)
    path.write_text(text, "utf-8")
    return path


def test_a_list_is_looked_at_row_by_row_before_anything_is_stored(hep: Hep, review: Path) -> None:
    said = hep("ballots", review, "import", "Which", listed(review, WIDE), "--dry-run")
    assert said.out == (
        "read as a table under ballot, phase, A, B, C, Z; ranks with 1 first\nline 2: ballot 1  new: A B C Z\n"
        "line 3: ballot 2  new: B A · ·\nline 4: ballot 3  new: blank\n3 new; nothing was stored.\n"
    )
    assert (said.code, held(review)) == (0, [])


def test_a_list_is_stored_as_one_closed_batch(hep: Hep, review: Path) -> None:
    said = hep("ballots", review, "import", "Which model?", listed(review, WIDE), "--teller", "KL")
    assert said.out.endswith("3 new; 3 stored.\n")
    found = held(review)
    assert [(b.number, b.status, dict(b.marks), b.phase) for b in found] == [
        (1, "valid", {"A": 1, "B": 2, "C": 3, "Z": 4}, "lower"),
        (2, "valid", {"A": 2, "B": 1}, "upper"),
        (3, "blank", {}, ""),
    ]
    book = open_book(review)
    [batch] = records(book, Batch)
    book.close()
    assert (batch.what.teller, batch.what.papers, batch.what.state) == ("KL", 3, "closed")
    assert {b.batch for b in found} == {batch.id}
    again = hep("ballots", review, "import", "Which", listed(review, WIDE))
    assert again.out.endswith("3 same; 0 stored.\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ballot,A,B\n1,1,2\n2,1,x1\n", "line 3: ballot 2  refused: column 'B': 'x1' is not a mark"),
        ("ballot,A,B\n1,x,1\n", "line 2: ballot 1  refused: column 'A': 'x' is not a mark; this poll takes whole"),
        ("ballot,A,B\n1,1,second\n", "line 2: ballot 1  refused: column 'B': 'second' is not a mark"),
        ("ballot,rank,option\n1,yes,A\n", "line 2: ballot 1  refused: column 'rank': 'yes' is not a mark"),
        ("ballot,phase,A\n1,seconday,1\n", "line 2: ballot 1  refused: column 'phase': there is no phase 'seconday'"),
        ("ballot,role,A\n1,king,1\n", "line 2: ballot 1  refused: column 'role': there is no role 'king' in this"),
        ("ballot,group,A\n1,moon,1\n", "line 2: ballot 1  refused: column 'group': there is no group 'moon' in this"),
        ("ballot,unit,A\n1,tree,1\n", "line 2: ballot 1  refused: column 'unit': a ballot is that of a person, a"),
        ("ballot,rank,option,part\n1,1,A,x\n", "refused: column 'part': 'x' is not the number of a part of the table"),
        ("ballot,A,B\n1,1,1\n", "line 2: ballot 1  refused: Two options have the same rank"),
        ("ballot,A,B\n1,1,9\n", "line 2: ballot 1  refused: Ranks go from 1 to 4 here"),
        ("ballot,A,B\n1,1,2\n1,2,1\n", "line 3: ballot 1  refused: ballot 1 is in this list twice"),
        ("ballot,A,B\nx,1,2\n", "line 2: no number  refused: column 'ballot': 'x' is not the number of a paper"),
        ("ballot,status,A\n1,maybe,1\n", "line 2: ballot 1  refused: column 'status': a ballot cannot be maybe"),
        ("ballot,rank1,rank2\n1,A,Q\n", "line 2: ballot 1  refused: column 'rank2': there is no option 'Q'"),
        ("ballot,rank1,rank2\n1,A,A\n", "refused: column 'rank2': an option is on this paper twice"),
        ("ballot,rank,option\n1,1,A\n1,2,Q\n", "line 3: ballot 1  refused: column 'option': there is no option 'Q'"),
    ],
)
def test_a_row_that_cannot_be_stored_is_named_and_nothing_is_stored(
    hep: Hep, review: Path, text: str, words: str
) -> None:
    said = hep("ballots", review, "import", "Which", listed(review, text))
    assert words in said.out
    assert said.code == 2
    assert "so nothing was; correct the list, or leave them out on purpose with --skip-refused." in said.err
    assert held(review) == []


def test_a_list_that_is_not_there_is_refused_with_what_to_do(hep: Hep, review: Path) -> None:
    said = hep("ballots", review, "import", "Which", review.with_name("nofile.csv"))
    assert said.refusal.endswith("nothing was read, look at name and folder.")


def test_other_rows_are_stored_where_refused_ones_are_left_out_on_purpose(hep: Hep, review: Path) -> None:
    text = "ballot,A,B\n1,1,2\n2,1,1\n3,2,1\n"
    said = hep("ballots", review, "import", "Which", listed(review, text), "--skip-refused")
    assert said.out.endswith("2 new, 1 refused; 2 stored.\n")
    assert [b.number for b in held(review)] == [1, 3]


def test_a_paper_that_is_keyed_otherwise_is_never_overwritten(hep: Hep, review: Path) -> None:
    hep("ballots", review, "import", "Which", listed(review, "ballot,A,B\n1,1,2\n"))
    said = hep("ballots", review, "import", "Which", listed(review, "ballot,A,B\n1,2,1\n2,1,2\n"))
    assert "line 2: ballot 1  differs: ballot 1 is already keyed, and differs from this" in said.out
    assert said.code == 2
    assert len(held(review)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B\n1,2\n", "no column numbers the papers"),
        ("ballot,A,Q\n1,1,2\n", "column 3: 'Q' is not an option of this poll"),
        ("ballot,A,Model A\n1,1,2\n", "column 3: 'Model A' is an option that an earlier column has"),
        ("ballot,phase\n1,primary\n", "no column is named as an option"),
        ("ballot,option\n1,A\n", "a column should hold the rank or mark"),
        ("", "the file is empty"),
    ],
)
def test_a_list_that_is_none_is_refused_in_one_sentence(hep: Hep, review: Path, text: str, words: str) -> None:
    assert words in hep("ballots", review, "import", "Which", listed(review, text)).refusal


def test_a_closed_poll_takes_no_list(hep: Hep, review: Path) -> None:
    book = open_book(review)
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    polls.change_state(book, id, PollState.CLOSED)
    book.close()
    said = hep("ballots", review, "import", "Which", listed(review, WIDE))
    assert (said.code, held(review)) == (2, [])
    assert "This poll is closed, so nothing was stored" in said.err


def test_a_workbook_is_read_as_text(hep: Hep, review: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ["Ballot", "Model A", "B", "status", "reason"],
        [1, 1, 2.0, None, None],
        [2, None, None, "spoilt", "torn"],
    ):
        book.active.append(row)
    path = review.with_name("list.xlsx")
    book.save(path)
    hep("ballots", review, "import", "Which", path)
    assert [(b.number, b.status, dict(b.marks)) for b in held(review)] == [
        (1, "valid", {"A": 1, "B": 2}),
        (2, "spoilt", {}),
    ]


def test_a_broken_workbook_is_refused(hep: Hep, review: Path) -> None:
    path = listed(review, "PK\x03\x04 no workbook", "list.xlsx")
    assert "not a workbook that hep can read" in hep("ballots", review, "import", "Which", path).refusal


@pytest.mark.parametrize(("text", "more"), [
    ("ballot,A,B,C,Z\n7,1,2,3,4\n100000,1,2,3,4\n", ()),
    ("A,B,C,Z\n1,2,3,4\n1,2,3,4\n", ("--first", "99999")),
])  # fmt: skip
def test_a_number_that_no_paper_has_is_refused_before_anything_is_stored_with_its_line(
    hep: Hep, review: Path, text: str, more: tuple[str, ...]
) -> None:
    path = listed(review, text)
    looked = hep("ballots", review, "import", "Which", path, "--dry-run", *more)
    taken = hep("ballots", review, "import", "Which", path, *more)
    assert (looked.code, taken.code) == (1, 2)
    for said in (looked, taken):
        assert "line 3" in said.out + said.err
        assert "'100000' is not the number of a paper" in said.out + said.err
    assert held(review) == []


def test_a_file_without_numbers_is_numbered_from_the_first_that_was_said(hep: Hep, review: Path) -> None:
    blt = '4 1\n2 1 2 0\n1 4 0\n1 0\n0\n"Model A"\n"Model B"\n"Model C"\n"Model Z"\n"Which?"\n'
    said = hep("ballots", review, "import", "Which", listed(review, blt, "list.blt"), "--first", 201)
    assert said.code == 0
    assert [(b.number, b.status, dict(b.marks)) for b in held(review)] == [
        (201, "valid", {"A": 1, "B": 2}),
        (202, "valid", {"A": 1, "B": 2}),
        (203, "valid", {"Z": 1}),
        (204, "blank", {}),
    ]


def test_of_a_ballot_file_the_paper_is_named_and_a_second_time_none_is_new(hep: Hep, review: Path) -> None:
    blt = '4 1\n1 1 2 0\n1 4 0\n0\n"Model A"\n"Model B"\n"Model C"\n"Model Z"\n"Which?"\n'
    path = listed(review, blt, "list.blt")
    assert "paper 2: ballot 2  new: Z" in hep("ballots", review, "import", "Which", path).out
    assert hep("ballots", review, "import", "Which", path).out.endswith("2 same; 0 stored.\n")


def test_a_file_about_something_else_is_refused(hep: Hep, review: Path) -> None:
    blt = '2 1\n1 1 0\n0\n"Tea"\n"Coffee"\n"Drinks"\n'
    said = hep("ballots", review, "import", "Which", listed(review, blt, "list.blt"))
    assert "no option 'Tea' on this paper" in said.refusal


@pytest.fixture
def keyed(review: Path) -> Path:
    """Return the review with papers of every kind."""
    book = open_book(review)
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    orders = ("ABCZ", "BCAZ", "BACZ", "CB", "Z", "ABC", "BZ")
    papers = [Ballot(id, n, marks={o: r for r, o in enumerate(order, 1)}) for n, order in enumerate(orders, 1)]
    papers += [Ballot(id, 8, "blank"), Ballot(id, 9, "spoilt", reason="torn"), Ballot(id, 11, "rejected", {"A": 1})]
    actions.cast_all(book, papers)
    book.close()
    return review


@pytest.mark.parametrize("ending", ["blt", "toi", "csv"])
def test_a_count_of_what_was_written_gives_the_result_of_the_poll(hep: Hep, keyed: Path, ending: str) -> None:
    out = keyed.with_name(f"out.{ending}")
    assert hep("ballots", keyed, "export", "Which", "-o", out).code == 0
    counted = hep("count", out, "--rule", "schulze", "--json").json
    book = open_book(keyed)
    view = next(v for v in (poll_view(book, p.id) for p in records(book, Poll)) if v.poll.title == "Which model?")
    said = announcement(view)
    book.close()
    places = {o.label: o.id for o in MODELS}
    assert counted["n"] == said.valid == 7
    won = [counted["options"][w] if isinstance(w, int) else w for w in counted["winners"]]
    assert [places[label] for label in won] == list(said.winners)


def test_papers_written_as_csv_come_back_as_they_were(hep: Hep, keyed: Path, fresh: Path, tmp_path: Path) -> None:
    before = held(keyed)
    out = tmp_path / "all.csv"
    hep("ballots", keyed, "export", "Which", "-o", out)
    book = open_book(keyed)
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    for ballot in records(book, Ballot):
        actions.withdraw(book, ballot.id, "once more")
    book.close()
    assert hep("ballots", keyed, "import", id, out).code == 0
    shown = [(b.number, b.status, dict(b.marks), b.reason) for b in held(keyed)]
    assert shown == [(b.number, b.status, dict(b.marks), b.reason) for b in before]


def test_nothing_is_overwritten(hep: Hep, keyed: Path) -> None:
    out = listed(keyed, "mine", "out.csv")
    assert "nothing was replaced" in hep("ballots", keyed, "export", "Which", "-o", out).refusal
    assert out.read_text("utf-8") == "mine"


def test_the_check_ends_with_1_where_anything_is_off(hep: Hep, keyed: Path) -> None:
    said = hep("ballots", keyed, "check", "Which")
    assert said.code == 1
    assert "OFF  not read a second time: 1–9 and 11" in said.out
    assert said.out.endswith("1 thing is off.\n")


def test_a_phase_a_role_and_a_group_are_read_by_id_or_label_and_stored_as_ids(hep: Hep, review: Path) -> None:
    book = open_book(review)
    pack = reviewed(book).pack
    book.close()
    phase, role, group = pack.phases[0], pack.roles[0], pack.groups[0]
    text = f"ballot,Phase,role,group,A\n1,{phase.label.upper()},{role.label},{group.id.upper()},1\n"
    assert hep("ballots", review, "import", "Which", listed(review, text)).code == 0
    assert [(b.phase, b.role, b.group) for b in held(review)] == [(phase.id, role.id, group.id)]


def test_the_strata_of_a_file_without_numbers_are_read_in_the_same_way(hillingdon: Pack) -> None:
    paper = Profile(("A",), (Paper((1,), 1, {"phase": "PRIMARY"}), Paper((1,), 1, {"phase": "seconday"})))
    file = BallotFile("any", {"ranks": paper}, "ranks")
    first, second = of_file(file, Poll("Which?", options=MODELS), "p", 1, "any", hillingdon)
    assert (first.ballot.phase, first.wrong) == ("primary", "")
    assert (second.ballot.phase, second.column) == ("", "phase")
    assert "no phase 'seconday'" in second.wrong


@pytest.mark.parametrize("method", ["choose", "approve"])
def test_a_cross_marks_an_option_where_options_are_chosen(hep: Hep, review: Path, method: str) -> None:
    book = open_book(review)
    rule = "approval" if method == "approve" else "plurality"
    polls.change_state(book, polls.create(book, Poll("Cross", "?", method, MODELS, rule=rule)), PollState.OPEN)
    book.close()
    assert hep("ballots", review, "import", "Cross", listed(review, "ballot,A,B\n1,x,\n")).code == 0
    assert [dict(b.marks) for b in held(review)] == [{"A": 1}]


TABLES = [
    Ballot("", 12, marks={"B": 1, "A": 2}, unit="table", people=8, phase="lower"),
    Ballot("", 13, unit="table", people=9, splits=(Split(4, {"A": 1}), Split(4, {"B": 1, "Z": 2}), Split(1, {"C": 1}))),
]


@pytest.fixture
def with_tables(keyed: Path) -> Path:
    """Return the review with a table that was of one mind, and one that split, two of its parts alike in number."""
    book = open_book(keyed)
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    actions.cast_all(book, [replace(b, poll=id) for b in TABLES])
    book.close()
    return keyed


def test_the_ballots_of_tables_come_back_as_they_were(hep: Hep, with_tables: Path) -> None:
    before = held(with_tables)
    out = with_tables.with_name("all.csv")
    assert hep("ballots", with_tables, "export", "Which", "-o", out).code == 0
    book = open_book(with_tables)
    id = next(p.id for p in records(book, Poll) if p.what.title == "Which model?")
    again = hep("ballots", with_tables, "import", id, out)
    assert again.out.endswith(f"{len(before)} same; 0 stored.\n")
    for ballot in records(book, Ballot):
        actions.withdraw(book, ballot.id, "once more")
    book.close()
    assert hep("ballots", with_tables, "import", id, out).code == 0
    assert [replace(b, batch="") for b in held(with_tables)] == before


def test_a_list_with_tables_is_not_counted_as_if_they_were_voters(hep: Hep, with_tables: Path) -> None:
    out = with_tables.with_name("all.csv")
    hep("ballots", with_tables, "export", "Which", "-o", out)
    assert "this list has ballots of tables" in hep("count", out, "--rule", "schulze").refusal


def test_a_table_that_differs_in_its_people_is_not_the_same(hep: Hep, with_tables: Path) -> None:
    text = "ballot,unit,people,A,B\n12,table,7,2,1\n"
    said = hep("ballots", with_tables, "import", "Which", listed(with_tables, text))
    assert "line 2: ballot 12  differs" in said.out


@pytest.mark.parametrize("word", ["b", "blank"])
def test_a_part_of_a_table_may_abstain(hep: Hep, demo: Path, word: str) -> None:
    id = hep(
        "poll", demo, "new", "--method", "choose", "--options", "A;D", "--title", "T", "--unit", "table"
    ).out.strip()
    hep("poll", demo, "open", id)
    parts = ("--part", "5=1", "--part", "2=2", "--part", f"1={word}")
    assert hep("ballots", demo, "key", id, "1", "1", *parts).out.startswith("ballot 001 stored: table of 8: 5 for A")
    found = hep("poll", demo, "count", id, "--json").json
    assert (found["valid"], list(found["scores"].values())) == (1, [1, 0])


def test_the_people_and_the_parts_of_a_table_are_shown(hep: Hep, with_tables: Path) -> None:
    said = hep("show", with_tables, "ballots").out
    assert "Which model?, ballot 1: valid, A B C Z\n" in said
    assert "Which model?, ballot 12: valid, table of 8: B A · ·\n" in said
    assert "Which model?, ballot 13: valid, table of 9: 4 for A · · ·; 4 for B Z · ·; 1 for C · · ·\n" in said
    table = hep("show", with_tables, "ballots", "--json").json[-1]
    assert (table["people"], table["splits"][1]) == (9, {"people": 4, "marks": {"B": 1, "Z": 2}})


def test_a_draw_can_be_done_again(hep: Hep, keyed: Path) -> None:
    said = hep("ballots", keyed, "draw", "Which", "--roll", "3 1 6", "--size", 4)
    assert len(said.out.splitlines()) == 4
    assert said.out == hep("ballots", keyed, "draw", "Which", "--roll", "3 1 6", "--size", 4).out
    assert "from 1 to 10 papers" in hep("ballots", keyed, "draw", "Which", "--roll", "3", "--size", 40).refusal


CELLS = st.text(st.sampled_from("ABQZ1290,;=\n\"'x -[]/\x1b٣"), max_size=40)


@settings(max_examples=60)
@given(CELLS)
def test_whatever_a_list_holds_it_is_read_or_refused_in_words(hillingdon: Pack, text: str) -> None:
    from hep_tui.errors import HepError

    poll = Poll("Which?", options=MODELS)
    try:
        rows = of_sheet(sheet(Source("list.csv", "ballot,A,B\n" + text)), poll, "p", "list.csv", hillingdon)
    except HepError:
        return
    assert all(row.wrong or row.ballot.number for row in rows)


def test_a_merged_number_is_taken_for_each_of_its_rows_and_that_is_said(hep: Hep, review: Path) -> None:
    book = Workbook()
    for row in (["ballot", "rank", "option"], [1, 1, "A"], [None, 2, "B"], [2, 1, "Z"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(review.with_name("list.xlsx"))
    said = hep("ballots", review, "import", "Which", review.with_name("list.xlsx"))
    assert "LOOK" in said.out
    assert [dict(b.marks) for b in held(review)] == [{"A": 1, "B": 2}, {"Z": 1}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ballot,rank,option\n1,1,A\n,2,Z\n", "a mark does not say on which ballot it is"),
        ("ballot,A,\n1,1,2\n", "there is a mark under no heading"),
    ],
)
def test_a_mark_that_would_be_lost_is_refused(hep: Hep, review: Path, text: str, words: str) -> None:
    said = hep("ballots", review, "import", "Which", listed(review, text))
    assert words in said.out + said.err
    assert (said.code, held(review)) == (2, [])


def test_a_formula_without_a_result_is_no_blank_ballot(hep: Hep, review: Path) -> None:
    book = Workbook()
    for row in (["ballot", "A", "B"], [1, 1, 2], [2, "=1", "=2"]):
        book.active.append(row)
    book.save(review.with_name("list.xlsx"))
    said = hep("ballots", review, "import", "Which", review.with_name("list.xlsx"))
    assert "line 3: column 2 holds a formula without a result" in said.err
    assert held(review) == []


def test_a_dry_run_says_as_json_what_the_run_stores(hep: Hep, review: Path) -> None:
    path = listed(review, "ballot,A,B,C,Z\n1.0,4,3,2,1\nTotal,4,3,2,1\n")
    words = ("ballots", review, "import", "Which", path, "--high-first", "--json")
    found = json.loads(hep(*words, "--dry-run").out)
    assert [(b["row"], b["number"], b["verdict"], b["words"]) for b in found["ballots"]] == [(2, 1, "new", "A B C Z")]
    assert "row of totals" in found["doubts"][0]
    assert held(review) == []
    assert json.loads(hep(*words).out) == found
    assert [dict(b.marks) for b in held(review)] == [found["ballots"][0]["marks"]]


@pytest.mark.parametrize(
    ("text", "flags", "marks", "doubts"),
    [
        ("Vote of the heads\n\nballot,A,B\n7,1,2\n", (), {"A": 1, "B": 2}, "line 3 was taken as the heading"),
        (",Models,,\nballot,A,B,C\n7,1,2,3\n", (), {"A": 1, "B": 2, "C": 3}, "passed over above it: 1"),
        ("Key: 7,,\nForm,A,B\n7,1,2\n", ("--heading", "2", "--columns", "Form=ballot"), {"A": 1, "B": 2}, "above it"),
        ("Form,Why,A,B\n7,x,1,2\n", ("--columns", "Form=ballot", "--options", "A;B"), {"A": 1, "B": 2}, "read: Why"),
        ("ballot,A,B\n7,1,2\nNumber of votes,1,1\n", (), {"A": 1, "B": 2}, "row of totals"),
        ("ballot,A,B\n7,1,2\n\nkeyed by JB on Friday\n", (), {"A": 1, "B": 2}, "alone in its row"),
        ("ballot,A,B\n7,1,2\nballot,A,B\n", (), {"A": 1, "B": 2}, "heading comes again"),
        ("ballot,rank1,rank2\n7,A,Abstain\n", (), {"A": 1}, "'abstain' is read as no choice, in 1 cell"),
        ("ballot,rank1,rank2\n7,—,A\n", (), {"A": 2}, "'—' is read as no choice"),
        ("ballot,A,B\n7,1,n/a\n", (), {"A": 1}, "'n/a' is read as no choice"),
        ("Timestamp,A,B\n3/7/2021 10:11,2,1\n", ("--first", "7"), {"A": 2, "B": 1}, "columns not read: Timestamp"),
        ("ballot,A,B,C\n7,3,2,1\n", ("--high-first",), {"A": 1, "B": 2, "C": 3}, ""),
        ("ID,Name,Rank\n7,Ann,A;B;C;Z;\n8,Bob,B;A;C;Z;\n", (), {"A": 1, "B": 2, "C": 3, "Z": 4}, "not read: Name"),
    ],
)
def test_a_list_as_people_keep_it_is_stored_as_they_see_it_and_says_the_rest(
    hep: Hep, review: Path, text: str, flags: tuple[str, ...], marks: dict[str, int], doubts: str
) -> None:
    path = listed(review, text)
    tried = hep("ballots", review, "import", "Which", path, *flags, "--dry-run", "--json").json
    done = hep("ballots", review, "import", "Which", path, *flags, "--json").json
    assert tried == done
    assert doubts in " ".join(tried["doubts"])
    assert (held(review)[0].number, dict(held(review)[0].marks)) == (7, marks)


@pytest.mark.parametrize(
    ("text", "flags", "why"),
    [
        ("ballot,A,B\n7,1,2,3\n", (), "line 2: the row has 4 cells"),
        ("ballot,,A\n7,9,1\n", (), "line 2, column 2: there is a mark under no heading"),
        ("ballot,A,B\n7,1,2\n", ("--marks", "score"), "--marks says score, and the poll takes ranks"),
        ("ballot,A,B\n7,1,2\n", ("--heading", "9"), "line 9: there is nothing in this line"),
        ("ballot,A,B\n7,1,2\n", ("--columns", "Form=ballot"), "no single column 'Form'; the columns are ballot, A, B"),
        ("Timestamp,A,B\n3/7/2021 10:11,2,1\n", (), "with --first 1"),
        ("option,rank\nA,1\n", ("--first", "1"), "a row a mark needs a column `ballot`"),
    ],
)
def test_a_list_that_cannot_be_read_as_it_is_meant_is_refused_with_the_place(
    hep: Hep, review: Path, text: str, flags: tuple[str, ...], why: str
) -> None:
    assert why in hep("ballots", review, "import", "Which", listed(review, text), *flags).refusal
    assert held(review) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("ballot,A,B\n7,50%,2\n", "A"), ("ballot,A,B\n7,1.5,2\n", "A"), ("ballot,A,B\n7,1,1899-12-31\n", "B"),
        ("ballot,A,B\n7,1,TRUE\n", "B"), ("ballot,A,B\n１,1,2\n", "ballot"), ("ballot,rank1\n7,Model Q\n", "rank1"),
        ("ballot,A,B\n0000000012345678901,1,2\n", "ballot"),
    ],
)  # fmt: skip
def test_a_cell_that_is_no_mark_is_refused_with_its_row_and_column(
    hep: Hep, review: Path, text: str, column: str
) -> None:
    [row] = hep("ballots", review, "import", "Which", listed(review, text), "--dry-run", "--json").json["ballots"]
    assert (row["row"], row["verdict"]) == (2, "refused")
    assert f"column {column!r}" in row["why"]
    assert hep("ballots", review, "import", "Which", listed(review, text)).code == 2
    assert held(review) == []


def test_an_option_may_be_named_by_the_id_that_the_pack_has_for_it(hillingdon: Pack) -> None:
    priority = hillingdon.priorities[0]
    poll = Poll("Which?", options=(Option("1", priority.label), Option("2", "Other")))
    page = sheet(Source("list.csv", f"ballot,{priority.id.upper()},2\n7,1,2\n"))
    [row] = of_sheet(page, poll, "p", name="list.csv", pack=hillingdon)
    assert dict(row.ballot.marks) == {"1": 1, "2": 2}


def test_whoever_keys_is_named_only_where_further_lines_follow(hep: Hep, review: Path) -> None:
    before = review.read_bytes()
    assert hep("ballots", review, "seat", "KL").refusal.endswith(
        "so nothing was changed; set HEP_WHO to the initials of whoever keys."
    )
    assert review.read_bytes() == before


@pytest.mark.parametrize("words", [("31,32",), ("31", "32"), ("31-32",)])
def test_late_papers_are_named_in_one_word_or_several(hep: Hep, review: Path, words: tuple[str, ...]) -> None:
    for number in ("31", "32"):
        hep("ballots", review, "key", "Which", number, "1", "--status", "late", "--reason", "at 4 pm")
    said = hep("poll", review, "late", "Which", *words, "--reason", "the chair agreed")
    assert said.out == "2 late papers admitted\n"


def test_late_papers_named_in_several_words_come_before_the_reason(hep: Hep, review: Path) -> None:
    for number in ("31", "32"):
        hep("ballots", review, "key", "Which", number, "1", "--status", "late", "--reason", "at 4 pm")
    assert hep("ballots", review, "admit", "Which", "31", "32", "the chair agreed").code == 0
    assert hep("poll", review, "late", "Which", "31", "--reason", "again").refusal.startswith("None of these papers")


def test_the_paper_of_a_table_is_keyed_with_its_people(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--unit", "table", "--method", "choose", "--options", "Tea;Coffee").out.strip()
    hep("poll", demo, "open", id)
    assert hep("ballots", demo, "key", id, "1", "1").refusal.startswith("The paper of a table says how many people")
    assert hep("ballots", demo, "key", id, "1", "1", "--people", "6").out == "ballot 001 stored: table of 6: Tea\n"
    hep("ballots", demo, "key", id, "2", "blank")
    assert hep("poll", demo, "count", id, "--json").json["cast"] == 2
