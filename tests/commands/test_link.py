"""hep link: schools are settled by people, in a file that several can read."""

import csv
import json
from dataclasses import fields
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.people import Person
from hep_tui.domain.survey import Response
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.exchange.survey import written

Say = pytest.CaptureFixture[str]


@pytest.fixture
def file(book: Book, tmp_path: Path) -> Path:
    """Lend a review with a survey in which four people wrote a school that is not certain."""
    book.close()
    rows = [list(row) for row in written.forms(written.people())]
    for place, name in ((1, "St Helens"), (2, "St Helens"), (3, "Hogwarts"), (4, "")):
        rows[place][7] = name
    leaders = tmp_path / "leaders.csv"
    leaders.write_bytes(written.csv_of(rows))
    assert cli.main(["survey", str(book.path), "import", str(leaders)]) == 0
    return book.path


def run(*words: object) -> int:
    return cli.main(["link", *map(str, words)])


def test_what_is_not_certain_is_listed_with_what_it_could_be(file: Path, capsys: Say) -> None:
    capsys.readouterr()
    assert run(file) == 1
    said = capsys.readouterr().out
    assert "“st helens” in 2 responses: " in said
    assert "“hogwarts” in 1 response: no school is like it" in said
    assert "are linked with a school; 6 name none." in said


def test_a_crosswalk_settles_and_keeps_every_decision(file: Path, tmp_path: Path, capsys: Say) -> None:
    path = tmp_path / "crosswalk.csv"
    run(file, "-o", path)
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [row["written"] for row in rows] == ["hogwarts", "st helens"]
    chosen = rows[1]["candidate_1"]
    path.write_text(f"written,urn\nhogwarts,none\nst helens,{chosen}\n", "utf-8")
    capsys.readouterr()
    assert run(file, "--decide", path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["decided"] == 2
    assert {each["written"]: (each["how"], each["urn"]) for each in found["names"]} == {
        "hogwarts": ("settled: no school", None), "st helens": ("settled", chosen),
    }  # fmt: skip
    assert run(file, "--decide", path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["decided"] == 0
    again = tmp_path / "again.csv"
    run(file, "-o", again)
    assert [row["urn"] for row in csv.DictReader(again.read_text("utf-8").splitlines())] == ["none", chosen]


def test_a_urn_that_is_none_of_the_review_is_refused_with_its_line(file: Path, tmp_path: Path, capsys: Say) -> None:
    path = tmp_path / "crosswalk.csv"
    path.write_text("written,urn\nhogwarts,none\nst helens,999999\n", "utf-8")
    assert run(file, "--decide", path) == 2
    assert "crosswalk.csv, line 3: '999999' is no URN of this review; nothing was stored" in capsys.readouterr().err
    path.write_text("written,urn\nhogwarts,none\nHogwarts,102453\n", "utf-8")
    assert run(file, "--decide", path) == 2
    assert "line 3: 'hogwarts' is settled in another way further up; nothing was stored" in capsys.readouterr().err
    path.write_text("name\nhogwarts\n", "utf-8")
    assert run(file, "--decide", path) == 2
    assert "has no columns written and urn" in capsys.readouterr().err


CARD = "k7wq"


@pytest.fixture
def carded(book: Book, tmp_path: Path) -> Path:
    """Lend a review in which the holder of a card came to a meeting, and answered two waves of a survey."""
    meeting = record.add(book, Meeting("Workshop 1"))
    record.add(book, Person(CARD, "Ann Example", "secondary", ("head",), ("hash",)))
    record.add(book, Attendance(meeting, CARD, phase="secondary", role="head"))
    book.close()
    rows = [["ID", "Card code", "Phase", "Would you join?"]]
    rows += [[str(i), CARD.upper() if i == 3 else "", "Primary", "Yes"] for i in range(1, 9)]
    for wave in ("1", "2"):
        folder = tmp_path / wave
        folder.mkdir()
        (folder / "leaders.csv").write_bytes(written.csv_of(rows))
        leaders = str(folder / "leaders.csv")
        assert cli.main(["survey", str(book.path), "import", leaders, "--wave", wave]) == 0
        rows = [rows[0], *([f"1{number}", *rest] for number, *rest in rows[1:])]
    return book.path


def test_a_card_says_phase_role_and_groups_and_that_its_holder_came(carded: Path, capsys: Say) -> None:
    capsys.readouterr()
    assert run(carded, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["responses"], found["also_in_a_room"]) == (16, 2)
    assert (found["people_at_least"], found["people_at_most"]) == (8, 8)
    book = open_book(carded)
    of_card = [r.what for r in records(book, Response) if r.what.known]
    assert {(r.phase, r.role, r.groups) for r in of_card} == {("secondary", "head", ("hash",))}
    book.close()


def test_nothing_stored_says_whose_a_response_or_a_paper_is(carded: Path) -> None:
    book = open_book(carded)
    responses = [r for r in records(book, Response) if r.what.known]
    assert len({r.id for r in responses}) == 2
    assert not any(CARD in repr(each).casefold() for each in responses)
    for kind in (Response, Ballot):
        assert not {"person", "code", "attendee", "name", "token"} & {each.name for each in fields(kind)}
    book.close()
