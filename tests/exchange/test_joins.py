"""Whatever an analyst joins, no note, ballot or response fits fewer than three people."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

import pytest

from hep_tui.actions import meetings, record
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.phases import cells
from hep_tui.domain.survey import Response, Survey, response_subject, survey_subject
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.exchange.context import Row, context
from hep_tui.exchange.rows import ROWS
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.review import review
from tests.exchange.test_gate import PHASES, ROLES, small_review

GROUPS = ("hash", "lle", "governors")
Person = tuple[str, str, frozenset[str]]
"""Cell of the phase, role and groups of somebody."""


def some_review(book: Book, dice: random.Random) -> None:
    """Give people of a small review several groups, a second meeting and a survey."""
    small_review(book, dice)
    second = record.add(book, Meeting("Second"))
    for came in records(book, Attendance):
        groups = tuple(g for g in GROUPS if dice.random() < 0.3)
        meeting = dice.choice((came.what.meeting, second))
        meetings.attend(book, replace(came.what, meeting=meeting, groups=groups))
    wave = survey_subject("spring", 1)
    record.put(book, wave, Survey("spring", "Spring", "csv", 1))
    for n in range(dice.randrange(20)):
        groups = tuple(g for g in GROUPS if dice.random() < 0.3)
        said = Response(wave, dice.choice(PHASES), dice.choice(ROLES), groups)
        record.put(book, response_subject(wave, str(n)), said)


def crowds(book: Book) -> Mapping[str, list[Person]]:
    """Return who was at each meeting, and who answered each survey."""
    found, cell_of = review(book), cells(review(book).pack.phases, review(book).schools)
    assert found.schools
    came = [(a.what.meeting, a.what.person, a.what) for a in records(book, Attendance)]
    answered = [(r.what.survey, r.id, r.what) for r in records(book, Response)]
    people: dict[str, dict[str, Person]] = {}
    for where, who, said in (*came, *answered):
        assert isinstance(said, Attendance | Response)
        people.setdefault(where, {}).setdefault(who, (cell_of.of(said.phase)[0], said.role, frozenset(said.groups)))
    return {where: list(held.values()) for where, held in people.items()}


def told(book: Book) -> Iterator[tuple[str, str, Row]]:
    """Yield every row of a speaker or voter, the table it is of, and the meeting or survey, with its groups joined."""
    ctx = context(book, Tier.ANALYST)
    held = {name: list(ROWS[name](ctx)) for name in ("notes", "note_groups", "ballots", "polls", "survey_responses")}
    groups = {
        note: {str(row["group"]) for row in rows}
        for note, rows in groupby(sorted(held["note_groups"], key=lambda r: str(r["note"])), key=lambda r: r["note"])
    }
    meeting_of = {row["id"]: str(row["meeting"]) for row in held["polls"]}
    for row in held["notes"]:
        yield "notes", str(row["meeting"]), row | {"groups": groups.get(row["id"], set())}
    for row in held["ballots"]:
        yield "ballots", meeting_of[row["poll"]], row
    for row in held["survey_responses"]:
        yield "survey_responses", str(row["survey"]), row


def alone(book: Book) -> list[tuple[str, Row]]:
    """Return the rows that fit fewer than three of those who were there."""
    there = crowds(book)
    found = []
    for table, where, row in told(book):
        groups = row["groups"] if table == "notes" else set()
        assert isinstance(groups, set)
        fit = [
            (phase, role, its) for phase, role, its in there.get(where, ())
            if row["phase"] in ("", phase) and row["role"] in ("", role) and groups <= its
        ]  # fmt: skip
        if (row["phase"] or row["role"] or groups) and there.get(where) and len(fit) < MIN_PEOPLE:
            found.append((table, row))
    return found


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(n, marks=pytest.mark.long) for n in range(6, 1000))])
def test_no_row_of_any_join_fits_fewer_than_three_people(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    some_review(book, random.Random(seed))
    assert alone(book) == []


def test_the_attacker_finds_somebody_who_stands_alone(book: Book) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    some_review(book, random.Random(1))
    there = crowds(book)
    assert sum(len(people) for people in there.values()) > MIN_PEOPLE
    ctx = context(book, Tier.RESTRICTED)
    rows = [row for row in ROWS["ballots"](ctx) if row["phase"] or row["role"]]
    held = [person for people in there.values() for person in people]
    assert [r for r in rows if sum((p, q) == (r["phase"], r["role"]) for p, q, _ in held) < MIN_PEOPLE]
