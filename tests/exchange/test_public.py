"""What leaves for anybody: no row of a person, no figure under five, and nothing that tells one by subtraction."""

import csv
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import ballots, meetings, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.names_gate import replace_all
from hep_tui.exchange.registry import FROM_WHERE
from hep_tui.exchange.tables import tables_for
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.report import report
from tests.exchange.conftest import Filled
from tests.exchange.test_gate import small_review

ROWS_OF_PEOPLE = {"notes", "ballots", "marks", "attendance", "counts", "framework", "results", "changes", "batches"}


def public(book: Book, folder: Path) -> Path:
    return export(book, folder, tier=Tier.PUBLIC, decide=replace_all, formats=("sqlite",)).path


def totals(folder: Path) -> list[dict[str, str]]:
    with (folder / "data/totals.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_table_for_anybody_has_rows_of_people_or_says_who_keyed_them(filled: Filled, tmp_path: Path) -> None:
    folder = public(filled.book, tmp_path)
    written = {path.stem for path in (folder / "data").iterdir()}
    assert written == {t.name for t in tables_for(Tier.PUBLIC)}
    assert not written & ROWS_OF_PEOPLE
    hidden = {*FROM_WHERE, "n", "at_utc", "came", "invited", "present", "eligible"}
    assert not hidden & {c.name for t in tables_for(Tier.PUBLIC) for c in t.columns}
    assert "totals" not in {t.name for t in tables_for(Tier.ANALYST)}


def test_totals_keep_their_keys_and_leave_no_hint_of_what_was_taken_back(filled: Filled, tmp_path: Path) -> None:
    folder = public(filled.book, tmp_path)
    with closing(sqlite3.connect(folder / "sqlite/tables.db")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM totals").fetchone() == (len(totals(folder)),)
    assert "withdrawn" not in (folder / "README.txt").read_text("utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_no_figure_of_a_small_review_is_of_fewer_than_five_people(book: Book, tmp_path: Path, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    small_review(book, random.Random(seed))
    for poll in records(book, Poll):
        if poll.what.title == "Which?":
            polls.change_state(book, poll.id, PollState.CLOSED)
            polls.declare(book, poll.id, "nobody took the register")
    for row in totals(public(book, tmp_path)):
        assert (row["people"] == "") == (row["people_shown"] == "suppressed")
        assert not 0 < int(row["people"] or 0) < MIN_CELL


def test_phases_of_a_vote_are_told_where_none_of_their_figures_is_small(book: Book, tmp_path: Path) -> None:
    meeting = records(book, Meeting)[0].id
    votes = {"primary": (8, 7), "secondary": (6, 5), "special": (1, 0)}
    poll = polls.create(book, Poll("Which?", "?", "choose", (Option("A", "A"), Option("B", "B")), meeting,
                                   rule="plurality"))  # fmt: skip
    _vote(book, meeting, poll, votes)
    told = {(r["option"], r["phase"]): r["people"] for r in totals(public(book, tmp_path)) if r["about"] == "chose"}
    assert (told["A", ""], told["B", ""]) == ("15", "12")
    assert told["A", "Primary"] == "8"


def test_a_declared_figure_under_five_is_in_no_report_and_no_total(book: Book, tmp_path: Path) -> None:
    meeting = records(book, Meeting)[0].id
    poll = polls.create(book, Poll("Which?", "?", "choose", (Option("A", "Alpha"), Option("B", "Beta")), meeting,
                                   rule="plurality"))  # fmt: skip
    _vote(book, meeting, poll, {"primary": (13, 3)})
    told = {r["option"]: r["people"] for r in totals(public(book, tmp_path)) if r["about"] == "chose"}
    assert told == {"A": "", "B": ""}
    [declared] = [figures for figures in report(book).figures if figures.id == "declared"]
    said = "Alpha leads; its figures stand in the minutes, as one is of fewer than 5 people."
    assert declared.rows[0][:3] == ("Which? (Workshop): “?”", "–", said)


def _vote(book: Book, meeting: str, poll: str, votes: dict[str, tuple[int, int]]) -> None:
    people = [(phase, option) for phase, row in votes.items() for option, n in zip("AB", row, strict=True)
              for _ in range(n)]  # fmt: skip
    for number, (phase, _) in enumerate(people):
        meetings.attend(book, Attendance(meeting, f"p{number}", phase=phase, role="head"))
    polls.change_state(book, poll, PollState.OPEN)
    for number, (phase, option) in enumerate(people, 1):
        ballots.cast(book, Ballot(poll, number, marks={option: 1}, phase=phase))
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll, "no account was kept")
