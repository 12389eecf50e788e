"""hep survey: a survey comes in, is looked at, and goes out as rows."""

import csv
import io
import json
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.domain.notes import Note
from hep_tui.domain.survey import Response, Survey
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.exchange.survey import written

PEOPLE = written.people()
Say = pytest.CaptureFixture[str]


@pytest.fixture
def file(book: Book) -> Path:
    book.close()
    return book.path


def kept(folder: Path, tool: str = "forms", name: str = "leaders.csv") -> Path:
    path = folder / name
    path.write_bytes(written.csv_of(getattr(written, tool)(PEOPLE)))
    return path


def run(*words: object) -> int:
    return cli.main(["survey", *map(str, words)])


def code(file: Path) -> str:
    book = open_book(file)
    found = book.record_code()
    book.close()
    return found


def test_a_survey_comes_in_at_one_stroke_and_is_known_the_next_time(file: Path, tmp_path: Path, capsys: Say) -> None:
    leaders = kept(tmp_path)
    assert run(file, "import", leaders, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["responses"] == {"new": 24, "changed": 0, "known": 0, "gone": 0, "comments": 20}
    assert run(file, "import", leaders, "--json") == 0
    assert json.loads(capsys.readouterr().out)["responses"] == {
        "new": 0, "changed": 0, "known": 24, "gone": 0, "comments": 0,
    }  # fmt: skip


def test_a_dry_run_says_what_the_run_does_and_stores_nothing(file: Path, tmp_path: Path, capsys: Say) -> None:
    leaders, before = kept(tmp_path), code(file)
    assert run(file, "import", leaders, "--dry-run") == 0
    dry = capsys.readouterr().out
    assert code(file) == before
    assert run(file, "import", leaders) == 0
    assert capsys.readouterr().out == dry.replace("Nothing was stored: this was a dry run.", "Stored.")


def test_a_comment_that_was_coded_stays_coded(file: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from hep_tui.actions import notes

    leaders = kept(tmp_path)
    run(file, "import", leaders)
    book = open_book(file)
    comment = next(n for n in records(book, Note) if n.what.channel == "survey")
    notes.amend(book, comment.id, replace(comment.what, themes=("send",)))
    book.close()
    run(file, "import", leaders)
    book = open_book(file)
    assert {n.id: n.what.themes for n in records(book, Note)}[comment.id] == ("send",)
    book.close()


def test_two_laptops_that_take_in_the_same_survey_agree(file: Path, tmp_path: Path, capsys: Say) -> None:
    leaders, other = kept(tmp_path), tmp_path / "other.hep"
    other.write_bytes(file.read_bytes())
    assert run(file, "import", leaders) == run(other, "import", leaders) == 0
    assert cli.main(["merge", str(file), str(other)]) == 0
    book = open_book(file)
    assert len(records(book, Response)) == 24
    assert len(records(book, Survey)) == 1
    assert not book.rows("conflict")
    book.close()


def test_what_is_in_doubt_is_written_out_and_nothing_stored(file: Path, tmp_path: Path, capsys: Say) -> None:
    rows = [list(row) for row in written.forms(PEOPLE)]
    rows[4][6] = "Special / AP"
    leaders, before = tmp_path / "leaders.csv", code(file)
    leaders.write_bytes(written.csv_of(rows))
    assert run(file, "import", leaders) == 2
    assert "“Special / AP” is not a phase of the pack" in capsys.readouterr().out
    assert code(file) == before
    mapping = tmp_path / "leaders.map.toml"
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace('"Special / AP" = ""', '"Special / AP" = "special"'), "utf-8")
    assert run(file, "import", leaders, "--map", mapping) == 0
    book = open_book(file)
    assert sum(r.what.phase == "special" for r in records(book, Response)) == 1
    book.close()


def test_answers_are_rows_whatever_tool_they_came_from(file: Path, tmp_path: Path, capsys: Say) -> None:
    tables = []
    for tool in ("forms", "smartsurvey"):
        copy = tmp_path / f"{tool}.hep"
        copy.write_bytes(file.read_bytes())
        assert run(copy, "import", kept(tmp_path, tool)) == 0
        capsys.readouterr()
        assert run(copy, "answers", "--csv") == 0
        tables.append(sorted(csv.reader(io.StringIO(capsys.readouterr().out))))
    assert tables[0] == tables[1]
    assert ["response", "question", "item", "value_code", "value_text", "rank", "missing"] in tables[0]
    assert any("Good people; meeting 1" in row for row in tables[0])


def test_a_second_wave_says_what_is_asked_otherwise(file: Path, tmp_path: Path, capsys: Say) -> None:
    run(file, "import", kept(tmp_path))
    later = tmp_path / "leaders2.csv"
    text = kept(tmp_path, name="leaders.csv").read_bytes().replace(b"Why not?", b"Why would it not?")
    later.write_bytes(text)
    mapping = tmp_path / "map.toml"
    run(file, "map", later, "-o", mapping)
    mapping.write_text(mapping.read_text("utf-8").replace('key = "leaders2"', 'key = "leaders"'), "utf-8")
    assert run(file, "import", later, "--map", mapping, "--wave", "2") == 0
    capsys.readouterr()
    assert run(file, "check") == 1
    said = capsys.readouterr().out
    assert "wave 2: “Why would it not?” was not asked before" in said
    assert "wave 2: “Why not?” is not asked any more" in said
    run(file, "answers", "--csv")
    assert ",why-not,,,,,not_asked\n" in capsys.readouterr().out


def test_nothing_of_a_person_is_kept(file: Path, tmp_path: Path) -> None:
    run(file, "import", kept(tmp_path))
    assert b"example.org" not in file.read_bytes()


def test_a_survey_needs_its_file(file: Path, capsys: Say) -> None:
    assert run(file, "import") == 2
    assert "needs the file of a survey" in capsys.readouterr().err


@pytest.mark.parametrize("wave", ["0", "-1", "x", "1000"])
def test_a_wave_is_a_number_from_one(wave: str, file: Path, tmp_path: Path, capsys: Say) -> None:
    before = code(file)
    assert run(file, "import", kept(tmp_path), f"--wave={wave}") == 2
    assert f"{wave!r} is no wave; they are numbered from 1" in capsys.readouterr().err
    assert code(file) == before


def test_the_questionnaire_of_another_survey_is_refused(file: Path, tmp_path: Path, capsys: Say) -> None:
    key = tmp_path / "key.csv"
    key.write_text("Q1,Which day?\n1,Monday\n", "utf-8")
    assert run(file, "import", kept(tmp_path), "--key", key) == 2
    assert "The questionnaire has none of the questions of this survey; nothing was read" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "said"), [
    ("", "says nothing of 'columns'"), ("columns = 3", "begin with hep survey FILE map LIST -o"),
    ("columns = []\nquestions = []\ntool = 'x'\nkey = 'x'", "says nothing of 'title'"),
])  # fmt: skip
def test_a_file_that_is_no_mapping_is_refused_in_words(
    text: str, said: str, file: Path, tmp_path: Path, capsys: Say
) -> None:
    (tmp_path / "map.toml").write_text(text, "utf-8")
    assert run(file, "import", kept(tmp_path), "--map", tmp_path / "map.toml") == 2
    assert said in capsys.readouterr().err


def test_a_question_asked_twice_is_joined_where_the_mapping_says_so(file: Path, tmp_path: Path, capsys: Say) -> None:
    branch, mapping = tmp_path / "branch.csv", tmp_path / "map.toml"
    rows = [["ID", "Phase", "Would you pay?", "Would you pay?2"]]
    rows += [[str(i), "Primary", "Yes", ""] if i % 2 else [str(i), "Secondary", "", "No"] for i in range(20)]
    branch.write_bytes(written.csv_of(rows))
    run(file, "map", branch, "-o", mapping)
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace('question = "would-you-pay-2"', 'question = "would-you-pay"'), "utf-8")
    assert run(file, "import", branch, "--map", mapping) == 0
    capsys.readouterr()
    run(file, "answers", "--csv")
    found = [*csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert {row["question"] for row in found} == {"would-you-pay"}
    assert sorted(row["value_text"] for row in found) == ["No"] * 10 + ["Yes"] * 10
