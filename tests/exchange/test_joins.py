"""Whatever an analyst joins, no note, ballot or response fits fewer than three people."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

import pytest

from hep_tui.actions import meetings, notes, record
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.phases import NOT_ASKED, SUPPRESSED, cells
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


def few_of_a_kind(book: Book, dice: random.Random) -> None:
    """Let one, two or three of a special school and of a role come to a meeting, and say who they are or not."""
    meeting = record.add(book, Meeting("Third"))
    phases = ["special"] * dice.randrange(4) + ["primary"] * 12
    roles = ["ceo"] * dice.randrange(3) + ["head"] * dice.choice((1, 3, 12)) + [""] * 12
    for n in range(dice.choice((3, 4, 5, 6, 9, 12))):
        phase, role, groups = phases[n], roles[n], ("hash",) * dice.randrange(2)
        meetings.attend(book, Attendance(meeting, f"t{n}", phase=phase, role=role, groups=groups))
        for said in ((phase, role), (phase, ""), ("", role), ("", "")):
            notes.add(book, Note("Something", meeting, phase=said[0], role=said[1], groups=groups))


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
    """Return the rows that fit fewer than three of those who were there.

    Where rows of a meeting say both that something is hidden and that it was not said, what is hidden is of those who
    have something that no row tells.
    """
    there, found, every = crowds(book), [], [*told(book)]
    shown: dict[tuple[object, ...], set[object]] = {}
    for _, where, row in every:
        shown.setdefault((where,), set()).add(row["phase"] or row["phase_shown"])
        shown.setdefault((where, row["phase"]), set()).add(row["role"] or row["role_shown"])
    for table, where, row in every:
        groups = row["groups"] if table == "notes" else set()
        assert isinstance(groups, set)
        fit = [
            (phase, role, its) for phase, role, its in there.get(where, ())
            if _may_be(phase, row, "phase", shown[where,]) and _may_be(role, row, "role", shown[where, row["phase"]])
            and groups <= its
        ]  # fmt: skip
        if (row["phase"] or row["role"] or groups) and there.get(where) and len(fit) < MIN_PEOPLE:
            found.append((table, row))
    return found


def _may_be(own: str, row: Row, name: str, shown: set[object]) -> bool:
    """Say whether somebody may have said a row, by what it shows of their phase or role and what other rows do."""
    if row[name]:
        return row[name] == own
    hidden = row[f"{name}_shown"] == SUPPRESSED and NOT_ASKED in shown
    return not hidden or (own != "" and own not in shown)


@pytest.mark.parametrize("seed", range(8))
def test_nor_does_what_is_hidden_tell_the_few_of_whom_it_can_be(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    few_of_a_kind(book, random.Random(seed))
    assert alone(book) == []


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
