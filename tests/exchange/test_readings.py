"""Second readings and draws by dice, as they leave the laptop; and what of a secret poll never does."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import ballots, lots, polls, readings, record, secret_polls
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.readings import Check, Reading
from hep_tui.logbook import Book
from tests.conftest import with_a_place
from tests.exchange.conftest import Filled

Export = Callable[..., Path]
OPTIONS = (Option("A", "A board"), Option("B", "A company"))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def opened(book: Book, method: str = "rank", **how: Any) -> str:
    poll = polls.create(book, Poll("Which?", "Which?", method, OPTIONS, **how))
    polls.change_state(book, poll, PollState.OPEN)
    return poll


def test_a_reading_that_was_alike_says_the_same_three_times(book: Book, exported: Export) -> None:
    poll = opened(book)
    ballots.cast(book, Ballot(poll, 7, marks={"A": 1, "B": 2}))
    book.who = "KL"
    readings.read(book, Reading(poll, 7, marks={"A": 1, "B": 2}))
    folder = exported(book)
    [row] = rows(folder, "readings")
    assert (row["number"], row["differed"], row["decided"]) == ("7", "false", "")
    assert (row["first_status"], row["second_status"], row["stands_status"]) == ("valid", "valid", "valid")
    found = [[r[n] for n in ("option_label", "first", "second", "stands")] for r in rows(folder, "reading_marks")]
    assert found == [["A board", "1", "1", "1"], ["A company", "2", "2", "2"]]


@pytest.mark.parametrize(
    ("decided", "stands"),
    [("first", ["valid", "1", ""]), ("second", ["blank", "", ""]), ("again", ["valid", "2", "1"])],
)
def test_a_reading_that_differed_says_what_each_found_and_what_stands(
    book: Book, exported: Export, decided: str, stands: list[str]
) -> None:
    poll = opened(book)
    ballots.cast(book, Ballot(poll, 7, marks={"A": 1}))
    again = Reading(poll, 7, marks={"A": 2, "B": 1}) if decided == "again" else None
    readings.decide(book, Reading(poll, 7, "blank"), decided, again)
    folder = exported(book)
    [row] = rows(folder, "readings")
    marks = rows(folder, "reading_marks")
    assert (row["differed"], row["decided"]) == ("true", decided)
    assert [row["first_status"], *(m["first"] for m in marks)] == ["valid", "1", ""]
    assert [row["second_status"], *(m["second"] for m in marks)] == ["blank", "", ""]
    assert [row["stands_status"], *(m["stands"] for m in marks)] == stands


def test_a_table_that_split_is_read_with_its_people_and_its_parts(book: Book, exported: Export) -> None:
    poll = opened(book, unit="table")
    parts = (Split(3, {"A": 1}), Split(2, {"B": 1}))
    ballots.cast(book, Ballot(poll, 1, unit="table", people=5, splits=parts))
    book.who = "KL"
    readings.read(book, Reading(poll, 1, people=5, splits=parts))
    [row] = rows(exported(book), "readings")
    assert {row[f"{name}_people"] for name in ("first", "second", "stands")} == {"5"}
    assert {row[f"{name}_splits"] for name in ("first", "second", "stands")} == {"2: B 1; 3: A 1"}


def test_a_reading_joins_the_ballot_that_it_is_of(filled: Filled, exported: Export) -> None:
    folder = exported(filled.book)
    papers = {(b["poll"], b["number"]): b for b in rows(folder, "ballots")}
    read = rows(folder, "readings")
    assert [(r["number"], r["differed"], papers[r["poll"], r["number"]]["verified"]) for r in read] == [
        ("9", "false", "true"),
        ("8", "true", "true"),
    ]


def test_a_draw_says_what_was_rolled_of_how_many_and_what_came_of_it(filled: Filled, exported: Export) -> None:
    folder = exported(filled.book)
    found = [[r[n] for n in ("purpose", "seed", "total", "drawn", "wrong")] for r in rows(folder, "checks")]
    assert found == [["random", "4 4 6", "10", "2", ""], ["compared", "2 5 1", "10", "3", "0"]]
    drawn = rows(folder, "check_papers")
    assert [r["differed"] for r in drawn] == ["", "", "false", "false", "false"]
    assert {(r["poll"], r["number"]) for r in drawn} <= {(b["poll"], b["number"]) for b in rows(folder, "ballots")}


def test_a_paper_that_differed_from_the_screen_is_named(book: Book, exported: Export) -> None:
    poll = opened(book)
    for number in (1, 2, 3):
        ballots.cast(book, Ballot(poll, number, marks={"A": 1}))
    id, check = readings.draw_check(book, poll, "3 3", 3)
    readings.compare(book, id, (2,))
    folder = exported(book)
    assert [r["number"] for r in rows(folder, "check_papers")] == [str(n) for n in check.numbers]
    assert [r["number"] for r in rows(folder, "check_papers") if r["differed"] == "true"] == ["2"]
    assert [r["wrong"] for r in rows(folder, "checks")] == ["1"]


def test_a_lot_is_no_draw_of_papers(book: Book, exported: Export) -> None:
    poll = opened(book, rule="plurality", method="choose", tie_chain=("lot",))
    ballots.cast(book, Ballot(poll, 1, marks={"A": 1}))
    polls.change_state(book, poll, PollState.CLOSED)
    lots.draw(book, poll, "3 1 6")
    folder = exported(book)
    [row] = rows(folder, "checks")
    assert [row[n] for n in ("purpose", "seed", "total", "drawn", "wrong")] == ["lot", "3 1 6", "", "", ""]
    assert "left empty in checks" not in (folder / "README.txt").read_text("utf-8")


def test_a_poll_says_how_it_is_kept_and_how_many_were_there_when_it_opened(book: Book, exported: Export) -> None:
    opened(book, meeting="m")
    for person in ("one", "two"):
        record.put(book, f"m.{person}", Attendance("m", person))
    with_a_place(book)
    opened(book, meeting="m", keep="secret")
    record.put(book, "m.three", Attendance("m", "three"))
    assert [(p["keep"], p["present"]) for p in rows(exported(book), "polls")[-2:]] == [("open", ""), ("secret", "2")]


def test_of_a_secret_poll_no_paper_leaves_the_laptop_even_where_another_program_numbered_it(
    book: Book, exported: Export
) -> None:
    with_a_place(book)
    poll = opened(book, keep="secret")
    secret_polls.cast(book, poll, {"A": 1})
    record.add(book, Ballot(poll, 5, marks={"A": 1}, phase="primary"))
    record.put(book, f"{poll}.reading.5", Reading(poll, 5, marks={"A": 1}))
    record.add(book, Check(poll, "random", "1", 1, (5,)))
    polls.change_state(book, poll, PollState.CLOSED)
    folder = exported(book)
    for table in ("ballots", "marks", "readings", "reading_marks", "checks", "check_papers"):
        assert not rows(folder, table), table
    words = (folder / "README.txt").read_text("utf-8")
    assert "left out of ballots where a row would tell how somebody voted in secret: 1" in words


def test_a_ballot_that_cannot_be_in_its_poll_is_not_said_to_be_counted(book: Book, exported: Export) -> None:
    poll = opened(book)
    ballots.cast(book, Ballot(poll, 7, marks={"A": 1}))
    record.add(book, Ballot(poll, 8, marks={"A": 9}))
    record.add(book, Ballot(poll, 9, marks={"Q": 1}))
    found = [(row["number"], row["status"], row["counted"]) for row in rows(exported(book), "ballots")]
    assert found == [("7", "valid", "true"), ("8", "valid", "false"), ("9", "valid", "false")]


def test_the_ballot_of_a_table_is_beside_the_result_of_voters_and_has_its_own_unit(
    book: Book, exported: Export
) -> None:
    poll = opened(book, unit="school")
    ballots.cast(book, Ballot(poll, 1, marks={"A": 1}))
    ballots.cast(book, Ballot(poll, 2, marks={"B": 1}, unit="table", people=9))
    folder = exported(book)
    found = [[r[n] for n in ("number", "unit", "counted", "people")] for r in rows(folder, "ballots")]
    assert found == [["1", "school", "true", "1"], ["2", "table", "false", "9"]]
    assert [r["unit"] for r in rows(folder, "marks")] == ["school", "school", "table", "table"]


def test_a_table_that_split_evenly_is_not_said_to_be_counted(book: Book, exported: Export) -> None:
    poll = opened(book, unit="table")
    for number, people in ((1, 4), (2, 5)):
        parts = (Split(4, {"A": 1}), Split(people, {"B": 1}))
        ballots.cast(book, Ballot(poll, number, unit="table", people=4 + people, splits=parts))
    ballots.cast(book, Ballot(poll, 3, marks={"A": 1}))
    found = [[r[n] for n in ("unit", "counted")] for r in rows(exported(book), "ballots")]
    assert found == [["table", "false"], ["table", "true"], ["person", "false"]]
