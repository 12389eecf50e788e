"""hep summary: a meeting on one page, without the screen."""

from contextlib import closing
from pathlib import Path

from hep_tui.actions import record
from hep_tui.domain.meetings import Attendance, Meeting
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


def test_without_a_name_it_is_the_current_meeting(hep: Hep, demo: Path) -> None:
    assert hep("summary", demo).out.startswith("Workshop 3, all phases\n")


def test_a_meeting_that_was_not_held_is_passed_over_for_the_one_held_last(hep: Hep, demo: Path) -> None:
    with closing(open_book(demo)) as book:
        [workshop] = records(book, Meeting, title="Workshop 3, all phases")
        for attendance in records(book, Attendance, meeting=workshop.id):
            record.withdraw(book, attendance.id, "")
    assert hep("summary", demo).out.startswith("Workshop 2, secondary\n")
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
