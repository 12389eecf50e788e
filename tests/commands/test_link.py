"""hep link: schools are settled by people, in a file that several can read."""

import csv
import json
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.logbook import Book
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
    path.write_text("name\nhogwarts\n", "utf-8")
    assert run(file, "--decide", path) == 2
    assert "has no columns written and urn" in capsys.readouterr().err
