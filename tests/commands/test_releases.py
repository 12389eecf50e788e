"""A second report or public export is refused where, beside the first, it would tell of fewer than five people."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import ballots, meetings, notes, polls, surveys
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.survey import Answer, Choice, Question, Response, Survey, response_subject, survey_subject
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.cuts import cuts, release, require_apart

from .conftest import Hep

OUT = {"public": ("export", "--tier", "public", "-o"), "report": ("report", "-o")}


def _voted(book: Book, numbers: range, poll: str = "") -> str:
    """Have a vote declared, or with more papers declared again, and return it."""
    options = (Option("A", "Alpha"), Option("B", "Beta"))
    why = "papers came late" if poll else ""
    poll = poll or polls.create(book, Poll("Which way?", "?", "choose", options, rule="plurality"))
    polls.change_state(book, poll, PollState.OPEN, why)
    for number in numbers:
        ballots.cast(book, Ballot(poll, number, marks={"AB"[number % 2]: 1}))
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll, "nobody counted the paper")
    return poll


def _answered(book: Book, n: int) -> None:
    choices = (Choice("y", "Yes"), Choice("n", "No"))
    survey = Survey("s", "Spring survey", "plain", 1, (Question("join", "Join?", "choice", choices),))
    wave = survey_subject("s", 1)
    responses = {
        response_subject(wave, str(i)): Response(wave, "primary", answers=(Answer("join", code="yn"[i % 2]),))
        for i in range(n)
    }
    surveys.take(book, survey, responses, {})


def _write(hep: Hep, demo: Path, kind: str, folder: Path, *more: str) -> str:
    """Write a release, and return why that was refused, nothing where it was not."""
    first, *flags = OUT[kind]
    said = hep(first, demo, *flags, folder, *more)
    return said.refusal if said.code else ""


@pytest.mark.parametrize("second", OUT)
@pytest.mark.parametrize("first", OUT)
def test_one_late_ballot_is_not_told_by_a_second_release(
    hep: Hep, demo: Path, tmp_path: Path, first: str, second: str
) -> None:
    with closing(open_book(demo)) as book:
        poll = _voted(book, range(1, 21))
    assert _write(hep, demo, first, tmp_path / "one") == ""
    with closing(open_book(demo)) as book:
        _voted(book, range(21, 22), poll)
    said = _write(hep, demo, second, tmp_path / "two")
    assert "would tell of fewer than 5 people: “Which way?”. Nothing was written" in said
    assert not [*tmp_path.glob("two/*")]
    with closing(open_book(demo)) as book:
        _voted(book, range(22, 26), poll)
    assert _write(hep, demo, second, tmp_path / "two") == ""


def test_one_more_answer_to_a_survey_is_not_told_by_a_second_report(hep: Hep, demo: Path, tmp_path: Path) -> None:
    for n, refused in ((40, False), (41, True), (45, False)):
        with closing(open_book(demo)) as book:
            _answered(book, n)
        said = _write(hep, demo, "report", tmp_path / str(n))
        assert ("“Spring survey”" in said) is refused, said


@pytest.mark.parametrize("second", OUT)
@pytest.mark.parametrize("first", OUT)
def test_one_who_came_late_is_not_told_by_a_second_release_and_five_are(
    hep: Hep, demo: Path, tmp_path: Path, first: str, second: str
) -> None:
    with closing(open_book(demo)) as book:
        held = records(book, Meeting)[0]
    assert _write(hep, demo, first, tmp_path / "one") == ""
    for late, refused in ((1, True), (4, False)):
        with closing(open_book(demo)) as book:
            for nth in range(late):
                meetings.attend(book, Attendance(held.id, f"late-{late}-{nth}", phase="primary", role="head"))
        said = _write(hep, demo, second, tmp_path / f"{late} more")
        assert (f"“who came to {held.what.title}”" in said) is refused, said


def test_whoever_writes_a_page_twice_is_told_where_both_tell_who_came_in_between(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    with closing(open_book(demo)) as book:
        held = records(book, Meeting)[0].id

    def write(name: str, *flags: str) -> str:
        return hep("summary", demo, "--meeting", "1", "-o", tmp_path / name, *flags).err

    assert (write("one.html"), write("again.html")) == ("", "")
    with closing(open_book(demo)) as book:
        meetings.attend(book, Attendance(held, "late", phase="primary", role="head"))
    assert write("team.html", "--for", "team") == ""
    said = write("two.html")
    assert "Beside again.html of " in said
    assert "it tells of fewer than 5 people: hand round one of the two." in said
    assert (tmp_path / "two.html").exists()
    assert "who came to" not in _write(hep, demo, "report", tmp_path / "report")


def test_somebody_whose_phase_is_put_right_is_not_told_by_a_second_report(book: Book) -> None:
    there = [*(["primary"] * 12), *(["secondary"] * 12)]
    meeting = records(book, Meeting)[0].id
    for n, phase in enumerate(there):
        meetings.attend(book, Attendance(meeting, f"p{n}", phase=phase, role="head"))
    notes.add(book, Note("Something", meeting))
    before = release("first", "2021-06-10", cuts(book))
    meetings.attend(book, Attendance(meeting, "p0", "left", phase="primary", role="head"))
    require_apart([before], cuts(book))
    meetings.attend(book, Attendance(meeting, "p0", phase="secondary", role="head"))
    with pytest.raises(HepError, match="“who came to any meeting”"):
        require_apart([before], cuts(book))


def test_a_release_that_went_to_nobody_can_be_forgotten(hep: Hep, demo: Path, tmp_path: Path) -> None:
    with closing(open_book(demo)) as book:
        _answered(book, 40)
    _write(hep, demo, "report", tmp_path / "draft")
    with closing(open_book(demo)) as book:
        _answered(book, 41)
    assert "--instead draft" in _write(hep, demo, "report", tmp_path / "final")
    assert "Nothing was released as drft" in _write(hep, demo, "report", tmp_path / "final", "--instead", "drft")
    assert _write(hep, demo, "report", tmp_path / "final", "--instead", "draft") == ""
    assert "final" in _write(hep, demo, "public", tmp_path / "again", "--instead", "draft")


def test_releasing_again_what_has_not_changed_and_exporting_for_analysts_are_never_refused(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    with closing(open_book(demo)) as book:
        code = book.record_code()
    for folder in ("one", "two"):
        assert _write(hep, demo, "report", tmp_path / folder) == ""
        assert hep("export", demo, "-o", tmp_path).code in (0, 2)
    with closing(open_book(demo)) as book:
        assert book.record_code() == code


def test_what_was_released_is_kept_for_its_owner_alone_and_purged_with_the_review(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    _write(hep, demo, "report", tmp_path / "one")
    [kept] = locations.backups_dir().rglob("releases.json")
    assert kept.stat().st_mode & 0o077 == 0
    with closing(open_book(demo)) as book:
        code = book.record_code()
    hep("purge", demo, "--code", code, "--early")
    assert not kept.exists()


def test_a_list_of_releases_that_cannot_be_read_lets_nothing_out(hep: Hep, demo: Path, tmp_path: Path) -> None:
    _write(hep, demo, "report", tmp_path / "one")
    [kept] = locations.backups_dir().rglob("releases.json")
    kept.write_text("[7]")
    assert "cannot be read, so nobody knows what was released before" in _write(hep, demo, "report", tmp_path / "two")
