"""hep summary: a meeting on one page, without the screen."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import notes, record
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

from .conftest import Hep


def test_the_summary_is_printed_as_lines(hep: Hep, demo: Path) -> None:
    said = hep("summary", demo, "--meeting", "1")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "Workshop 1, primary"
    assert "9 June 2021 · took 137 minutes" in lines[1]
    for heading in ("WHO WAS THERE  21 people", "THEMES MOST SAID", "DECISIONS AND ACTIONS", "NOT HEARD"):
        assert heading in lines
    assert any(line.startswith("- “We hear about decisions after") for line in lines)


@pytest.mark.parametrize("audience", ["room", "steering", "team"])
def test_without_a_name_it_is_the_meeting_held_last_though_people_came_to_the_next(
    hep: Hep, demo: Path, audience: str
) -> None:
    assert hep("summary", demo, "--for", audience).out.startswith("Workshop 2, secondary\n")


def test_where_none_was_held_it_is_the_one_in_which_something_is_recorded(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        for step in records(book, Step):
            record.withdraw(book, step.id, "")
    assert hep("summary", demo).out.startswith("Workshop 1, primary\n")


def test_the_register_of_a_meeting_to_which_nobody_came_is_passed_over_for_that_held_last(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        [workshop] = records(book, Meeting, title="Workshop 3, all phases")
        for attendance in records(book, Attendance, meeting=workshop.id):
            record.withdraw(book, attendance.id, "")
    assert hep("register", demo).out.startswith("Workshop 2, secondary: ")


def test_the_page_is_written_where_asked_and_its_path_printed(hep: Hep, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert hep("summary", demo, "--meeting", "2", "-o", path).out == f"{path}\n"
    assert "<title>Workshop 2, secondary</title>" in path.read_text("utf-8")
    path.write_text("mine")
    assert hep("summary", demo, "-o", path).out == f"{tmp_path / 'page-2.html'}\n"
    assert path.read_text() == "mine"


def test_reading_a_summary_changes_nothing(hep: Hep, demo: Path) -> None:
    before = demo.read_bytes()
    hep("summary", demo, "--meeting", "1")
    assert demo.read_bytes() == before


def test_a_meeting_there_is_not_is_refused(hep: Hep, demo: Path) -> None:
    assert "'99' names 0 meetings" in hep("summary", demo, "--meeting", "99").refusal


def test_the_team_gets_every_note_and_every_result_in_full(hep: Hep, demo: Path, tmp_path: Path) -> None:
    said = hep("summary", demo, "--meeting", "1", "--for", "team")
    with closing(open_book(demo)) as book:
        meeting = next(m.id for m in records(book, Meeting) if m.what.title == "Workshop 1, primary")
        for note in records(book, Note, meeting=meeting):
            assert note.what.text in said.out
    assert "This record holds names." in said.out
    assert "- Leadership development and headteacher induction: " in said.out.partition("PRIORITIES\n")[2]
    assert "CONDITIONS FOR SUCCESS" in said.out


def test_the_steering_group_gets_all_but_names_and_the_writer_hears_of_them(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        meeting = next(m.id for m in records(book, Meeting) if m.what.title == "Workshop 1, primary")
        notes.add(book, Note("Vyners School never answers", meeting, "works"))
    said = hep("summary", demo, "--meeting", "1", "--for", "steering")
    assert "Vyners" not in said.out
    assert said.err == "hep: held back: Vyners School never answers\n"
    assert "Vyners School never answers" in hep("summary", demo, "--meeting", "1", "--for", "team").out


def test_the_steering_group_sees_no_phase_of_fewer_than_five_and_no_item_that_did_not_come(
    hep: Hep, demo: Path
) -> None:
    held = hep("summary", demo, "--meeting", "3", "--for", "steering").out
    assert "- primary: 11" in held
    assert "- others: 7" in held
    # The others would be four, which follows from those of primary.
    assert "primary: 17" not in hep("summary", demo, "--meeting", "1", "--for", "steering").out
    assert "- special: 2" in hep("summary", demo, "--meeting", "1", "--for", "team").out
    assert "WHAT WORKS WELL" not in hep("summary", demo, "--meeting", "3", "--for", "steering").out


def test_a_record_is_written_as_a_word_document_that_never_takes_a_place(hep: Hep, demo: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    path = tmp_path / "record.docx"
    assert hep("summary", demo, "--meeting", "1", "--for", "steering", "--docx", "-o", path).out == f"{path}\n"
    made = docx.Document(str(path))
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Who was there", "What was said", "What was said, by theme"]
    assert hep("summary", demo, "--docx").err == "hep: --docx needs -o and the file to write; nothing was written.\n"


@pytest.mark.parametrize(
    ("flags", "name", "said"),
    [
        (
            ["--docx"],
            "x.html",
            "{0}/x.html is no name of a Word document; nothing was written, type --docx -o {0}/x.docx.",
        ),
        (["--docx"], "x", "{0}/x is no name of a Word document; nothing was written, type --docx -o {0}/x.docx."),
        ([], "x.DOCX", "{0}/x.DOCX is the name of a Word document; nothing was written, add --docx."),
    ],
)
def test_a_file_whose_name_says_another_format_is_refused(
    hep: Hep, demo: Path, tmp_path: Path, flags: list[str], name: str, said: str
) -> None:
    path = tmp_path / name
    assert hep("summary", demo, *flags, "-o", path).refusal == said.format(tmp_path)
    assert not path.exists()


def test_the_page_for_the_team_holds_the_chart_of_a_result(hep: Hep, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.html"
    hep("summary", demo, "--meeting", "1", "--for", "team", "-o", path)
    html = path.read_text("utf-8")
    assert html.count("<svg") == 1
    assert "<script" not in html
