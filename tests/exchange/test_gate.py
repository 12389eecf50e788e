"""What leaves for analysts fits at least three people, bears no name that nobody decided about, and tells no order."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import ballots, meetings, notes, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import NAME, Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.survey import Answer, Question, Response, Survey, response_subject, survey_subject
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.errors import HepError
from hep_tui.exchange import decisions
from hep_tui.exchange.export import export
from hep_tui.exchange.names_gate import KEEP, Find, Undecided, replace_all, undecided
from hep_tui.logbook import Book
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.conftest import company, demo_file

PHASES = ("primary", "secondary", "special", "nursery", "ap", "cross-phase", "")
ROLES = ("head", "governor", "ceo", "la", "")
Row = dict[str, str]


def rows(folder: Path, table: str) -> list[Row]:
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def both(book: Book, folder: Path) -> tuple[Path, Path]:
    """Return what leaves for analysts, and what it was made from."""
    analyst = export(book, folder / "out", decide=replace_all).path
    return analyst, export(book, folder / "out", tier=Tier.RESTRICTED).path


def alone(analyst: Path, restricted: Path) -> Iterator[Row]:
    """Yield every note and ballot that fits fewer than three people who were at its meeting."""
    people = rows(restricted, "attendance")
    at = {p["id"]: p["meeting"] for p in rows(analyst, "polls")}
    for row in [*rows(analyst, "notes"), *rows(analyst, "ballots")]:
        meeting = row.get("meeting") or at.get(row.get("poll", ""), "")
        here = [p for p in people if p["meeting"] == meeting]
        fit = [p for p in here if row["phase"] in ("", p["phase"]) and row["role"] in ("", p["role"])]
        if (row["phase"] or row["role"]) and here and len(fit) < MIN_PEOPLE:
            yield row


@pytest.fixture
def quick(book: Book) -> Book:
    book.conn.execute("PRAGMA synchronous=OFF")
    return book


def test_no_note_and_no_ballot_of_the_demo_fits_fewer_than_three_people(tmp_path: Path) -> None:
    with closing(open_book(demo_file(tmp_path))) as demo:
        assert [*alone(*both(demo, tmp_path))] == []


def small_review(book: Book, dice: random.Random) -> None:
    """Let people come to a meeting, speak and vote, as phases and roles fall."""
    meeting = records(book, Meeting)[0].id
    people = [(dice.choice(PHASES), dice.choice(ROLES)) for _ in range(dice.randrange(14))]
    for n, (phase, role) in enumerate(people):
        meetings.attend(
            book, Attendance(meeting, f"p{n}", phase=phase, role=role, groups=("hash",) * dice.randrange(2))
        )
    options = (Option("A", "A board"), Option("B", "A company"))
    poll = polls.create(book, Poll("Which?", "Which?", "choose", options, meeting, rule="plurality"))
    polls.change_state(book, poll, PollState.OPEN)
    for n, (phase, role) in enumerate([*people, ("primary", "ceo")], 1):
        spoken_phase, spoken_role = dice.choice([(phase, role), (phase, ""), ("", role)])
        notes.add(book, Note("Something", meeting, phase=spoken_phase, role=spoken_role, groups=("hash",)))
        ballots.cast(book, Ballot(poll, n, marks={"A": 1}, phase=phase, role=role))


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=pytest.mark.long) for n in range(4, 200))])
def test_no_row_of_any_review_fits_fewer_than_three_people(quick: Book, tmp_path: Path, seed: int) -> None:
    small_review(quick, random.Random(seed))
    analyst, restricted = both(quick, tmp_path)
    assert [*alone(analyst, restricted)] == []
    told = [row for row in rows(analyst, "came") if row["phase"] or row["role"]]
    assert all(int(row["people"]) >= MIN_PEOPLE for row in told)


def test_attendance_times_tables_and_order_stay_within_the_team(quick: Book, tmp_path: Path) -> None:
    for number in range(40):
        notes.add(quick, Note(f"Number {number:02}", table_no=3))
    analyst, restricted = both(quick, tmp_path)
    assert not (analyst / "data" / "attendance.csv").exists()
    assert {"n", "at_utc", "table_no"} & {*rows(analyst, "notes")[0]} == set()
    assert {"n", "at_utc", "table_no"} <= {*rows(restricted, "notes")[0]}
    said, recorded = ([row["text"] for row in rows(folder, "notes")] for folder in (analyst, restricted))
    assert recorded == sorted(said) != said


def test_whom_somebody_came_for_is_told_by_the_same_pseudonym_as_who_came(quick: Book, tmp_path: Path) -> None:
    meeting = records(quick, Meeting)[0].id
    for came in (Attendance(meeting, "p-ann", "left"), Attendance(meeting, "p-ali", instead_of="p-ann")):
        meetings.attend(quick, came)
    _, restricted = both(quick, tmp_path)
    ann, ali = rows(restricted, "attendance")[-2:]
    assert (ann["instead_of"], ali["instead_of"]) == ("", ann["attendee"])


def test_who_came_is_told_in_totals_that_add_up(quick: Book, tmp_path: Path) -> None:
    meeting = records(quick, Meeting)[0].id
    for n in range(9):
        phase = ("primary", "primary", "primary", "secondary", "special")[n % 5]
        meetings.attend(quick, Attendance(meeting, f"p{n}", phase=phase, role="head"))
    notes.add(quick, Note("Something", meeting))
    analyst, _ = both(quick, tmp_path)
    told = [(r["by"], r["phase"], r["role"], r["people"]) for r in rows(analyst, "came")]
    assert told == [("phase", "", "", "3"), ("phase", "primary", "", "6"), ("role", "", "head", "9")]
    assert [m["came"] for m in rows(analyst, "meetings") if m["id"] == meeting] == ["9"]


def test_what_is_in_conflict_of_the_register_stays_within_the_team(quick: Book, tmp_path: Path) -> None:
    company(quick, "m")
    for phase in ("primary", "secondary"):
        quick.append("attendance", "m.somebody", {"meeting": "m", "person": "somebody", "phase": phase})
        quick.append("note", "said", {"text": f"Something {phase}"})
    analyst, restricted = both(quick, tmp_path)
    assert {(r["thing"], r["id"]) for r in rows(restricted, "conflicts")} == {
        ("attendance", "m.somebody"),
        ("note", "said"),
    }
    assert [(r["thing"], r["version"]) for r in rows(analyst, "conflicts")] == [("note", "1"), ("note", "2")]


def test_no_response_to_a_survey_fits_fewer_than_three_of_those_who_answered(quick: Book, tmp_path: Path) -> None:
    dice = random.Random(7)
    wave = survey_subject("spring", 1)
    record.put(quick, wave, Survey("spring", "Spring", "csv", 1, (Question("join", "Join?"),)))
    said = [(dice.choice(PHASES), dice.choice(ROLES)) for _ in range(30)]
    for n, (phase, role) in enumerate(said):
        answers = (Answer("join", code="yes"),)
        record.put(quick, response_subject(wave, f"{n}"), Response(wave, phase, role, urn="102388", answers=answers))
    analyst, restricted = both(quick, tmp_path)
    people = rows(restricted, "survey_responses")
    told = rows(analyst, "survey_responses")
    assert (len(told), len(rows(analyst, "survey_answers"))) == (30, 30)
    assert not {"urn", "known"} & {*told[0]}
    for row in told:
        fit = [p for p in people if row["phase"] in ("", p["phase"]) and row["role"] in ("", p["role"])]
        assert len(fit) >= MIN_PEOPLE


# Names


@pytest.fixture
def named(quick: Book) -> Book:
    record.put(quick, "somebody", Person("somebody", "Jo Okafor"))
    notes.add(quick, Note("Coteford Infant School never answers, says Mrs Smith of jo@example.org"))
    notes.add(quick, Note("Jo Okafor to circulate"))
    notes.add(quick, Note("Nobody in particular"))
    return quick


def test_names_hold_up_an_export_until_somebody_has_decided(named: Book, tmp_path: Path) -> None:
    with pytest.raises(Undecided) as held:
        export(named, tmp_path / "out")
    assert {find.words for find in held.value.finds} == {
        "Coteford Infant School", "Mrs Smith", "jo@example.org", "Jo Okafor",
    }  # fmt: skip
    assert [*(tmp_path / "out").iterdir()] == []


def test_a_name_is_replaced_or_kept_as_somebody_decided_and_counted_but_not_told(named: Book, tmp_path: Path) -> None:
    def decide(find: Find) -> str:
        return KEEP if find.kind == "e-mail" else replace_all(find)

    done = export(named, tmp_path / "out", decide=decide)
    texts = [row["text"] for row in rows(done.path, "notes")]
    everything = "".join(p.read_text("utf-8") for p in done.path.rglob("*") if p.is_file())
    assert "Nobody in particular" in texts
    assert any("jo@example.org" in text for text in texts)
    assert not any(name in everything.replace("Coteford Infant School,", "") for name in ("Okafor", "Mrs Smith"))
    assert done.redacted == 3
    with (done.path / "disclosure/redactions.csv").open(encoding="utf-8") as file:
        told = {(r["table"], r["column"], r["kind"], r["action"]): r["names"] for r in csv.DictReader(file)}
    assert told["notes", "text", "e-mail", "keep"] == "1"
    assert told["notes", "text", "person", "replace"] == "2"


def test_a_name_of_which_somebody_said_in_the_record_that_it_may_stay_asks_nobody(quick: Book, tmp_path: Path) -> None:
    notes.add(quick, Note("Write to jo@example.org", answered=(NAME,)))
    done = export(quick, tmp_path / "out")
    assert [row["text"] for row in rows(done.path, "notes")] == ["Write to jo@example.org"]
    assert done.redacted == 0


def test_initials_of_somebody_who_was_there_are_asked_about_and_those_of_others_not(
    quick: Book, tmp_path: Path
) -> None:
    first, second = records(quick, Meeting)[0].id, record.add(quick, Meeting("Second"))
    for code, name in (("p1", "Jo Sample"), ("p2", "Kit Placeholder")):
        record.add(quick, Person(code, name))
    meetings.attend(quick, Attendance(first, "p1", phase="primary"))
    meetings.attend(quick, Attendance(second, "p2", phase="primary"))
    for meeting in (first, second):
        company(quick, meeting)
        notes.add(quick, Note("JS said the LA and SEN would pay", meeting))
    with pytest.raises(Undecided) as held:
        export(quick, tmp_path, decide=undecided)
    assert [(find.words, find.token) for find in held.value.finds] == [("JS", "[a colleague]")]
    said = [row["text"] for row in rows(export(quick, tmp_path, decide=replace_all).path, "notes")]
    assert sorted(said) == ["JS said the LA and SEN would pay", "[a colleague] said the LA and SEN would pay"]


def test_everything_that_somebody_typed_is_looked_through(named: Book, tmp_path: Path) -> None:
    meetings.amend(named, records(named, Meeting)[0].id, Meeting("At Jo Okafor's", place="Jo Okafor's kitchen"))
    options = (Option("1", "Jo Okafor"), Option("2", "No"))
    polls.create(named, Poll("Shall Jo Okafor lead?", "Jo Okafor?", "choose", options, rule="plurality"))
    with pytest.raises(Undecided) as held:
        export(named, tmp_path / "out")
    where = {(f.table, f.column) for f in held.value.finds if f.words.startswith("Jo Okafor")}
    columns = {("meetings", "title"), ("meetings", "place"), ("polls", "title"), ("polls", "question")}
    assert columns | {("options", "option_label"), ("notes", "text")} <= where


def test_the_list_of_names_comes_back_as_it_was_decided(tmp_path: Path) -> None:
    person = Find("notes", "a", "text", "person", 'Jo "J" Okafor', "[person]")
    mail = Find("notes", "a", "text", "e-mail", "x@y", "[e-mail]")
    path = tmp_path / "names.toml"
    first, second = decisions.listed([person, mail]).split("[[name]]")[1:]
    path.write_text("[[name]]".join(["", first, second.replace("replace", "keep")]), "utf-8")
    decide = decisions.read(path)
    assert [decide(find) for find in (person, mail)] == ["replace", "keep"]
    assert decide(Find("notes", "b", "text", "person", "Jo", "[person]")) == ""


@pytest.mark.parametrize("wrong", ["[[name", "name = 3", '[[name]]\nanswer = "maybe"', "name = [7]"])
def test_a_list_that_does_not_say_what_becomes_of_a_name_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "names.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(HepError, match="nothing was exported"):
        decisions.read(path)


def _hep(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hep_tui", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_hep_export_lists_what_to_decide_and_takes_the_answers_back(named: Book, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused = _hep("export", named.path, "-o", out, "--json")
    assert (refused.returncode, refused.stdout) == (2, "")
    listed = out / "review-names.toml"
    assert f"--decide {listed}." in refused.stderr
    said = json.loads(_hep("export", named.path, "-o", out, "--json", "--decide", listed).stdout)
    assert (said["tier"], said["redacted"]) == ("analyst", 4)
    assert said["record_code"] == named.record_code()
    assert {"path", "tables", "suppressed", "files"} <= said.keys()
    assert not any("Okafor" in row["text"] for row in rows(Path(said["path"]), "notes"))


# What is left of an export that was stopped


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_that_looks_finished_is_left_of_a_killed_export_and_the_next_one_clears_it(
    quick: Book, tmp_path: Path, how: signal.Signals
) -> None:
    for number in range(300):
        notes.add(quick, Note(f"Number {number}"))
    out = tmp_path / "out"
    program = (
        "import sys, time; from pathlib import Path; from hep_tui.__main__ import main\n"
        "from hep_tui.exchange import writer; kept = writer.kept\n"
        "def slow(*a, **k): time.sleep(0.2); return kept(*a, **k)\n"
        "writer.kept = slow; sys.argv = ['hep', *sys.argv[1:]]; main()"
    )
    words = [sys.executable, "-c", program, "export", str(quick.path), "-o", str(out)]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait(lambda: any(out.glob(".export-*/data/schools.csv")))
    running.send_signal(how)
    running.wait(20)
    assert [p for p in out.iterdir() if not p.name.startswith(".")] == []
    if how is signal.SIGTERM:
        assert [*out.iterdir()] == []
    assert [*out.iterdir()] or how is signal.SIGTERM
    done = export(quick, out)
    assert [*out.iterdir()] == [done.path]


def _wait(so: Callable[[], bool]) -> None:
    for _ in range(400):
        if so():
            return
        time.sleep(0.05)
    raise AssertionError("it never began")
