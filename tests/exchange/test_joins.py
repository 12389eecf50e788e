"""Whatever an analyst joins, no note, ballot or response fits fewer than three people."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby, product

import pytest

from hep_tui.actions import ballots, decisions, framework, meetings, notes, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting, Step
from hep_tui.domain.notes import Note
from hep_tui.domain.phases import AS_RECORDED, NOT_ASKED, SUPPRESSED, cells
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.survey import (
    CHANNEL,
    KEPT,
    SKIPPED,
    Answer,
    Question,
    Response,
    Survey,
    comment_subject,
    response_subject,
    survey_subject,
)
from hep_tui.domain.tiers import MIN_PEOPLE, Tier
from hep_tui.exchange.context import FEW, Row, context
from hep_tui.exchange.rows import ROWS
from hep_tui.exchange.rows_results import declarations
from hep_tui.exchange.tables import tables_for
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.review import review
from tests.exchange.test_gate import PHASES, ROLES, small_review
from tests.reports.sums import Sums

GROUPS = ("hash", "lle", "governors")
PREPARED = {"meetings", "items", "came_to_both", "polls", "options", "surveys", "survey_questions"}
"""The tables that tell of a meeting or a survey of one or two what there was, and of nobody there."""
Person = tuple[str, str, frozenset[str]]
"""Cell of the phase, role and groups of somebody."""


def some_review(book: Book, dice: random.Random) -> None:
    """Give people of a small review several groups and a second meeting, and hold small meetings and small surveys."""
    small_review(book, dice)
    second = record.add(book, Meeting("Second"))
    for came in records(book, Attendance):
        groups = tuple(g for g in GROUPS if dice.random() < 0.3)
        meeting = dice.choice((came.what.meeting, second))
        meetings.attend(book, replace(came.what, meeting=meeting, groups=groups))
    for number in range(5):
        tiny_meeting(book, dice, number)
        tiny_wave(book, dice, number)
    tiny_wave(book, dice, dice.randrange(20), "summer")


def tiny_meeting(book: Book, dice: random.Random, number: int) -> None:
    """Let some people come to a meeting, say who they are or not, vote and rate; some of them were at the others."""
    meeting = record.add(book, Meeting(f"Of {number}"))
    people = [Attendance(meeting, dice.choice((f"p{n}", f"q{n}")), phase=dice.choice(PHASES), role=dice.choice(ROLES),
                         groups=tuple(g for g in GROUPS if dice.random() < 0.5)) for n in range(number)]  # fmt: skip
    for each in people:
        meetings.attend(book, each)
    options = (Option("A", "A board"), Option("B", "A company"))
    poll = polls.create(book, Poll("Which?", "Which?", "choose", options, meeting, rule="plurality", eligible=number))
    polls.change_state(book, poll, PollState.OPEN)
    framework.rate(book, review(book).pack, Rating(meeting, {"trust": 3}, "person", number=1))
    for n, each in enumerate([*people, Attendance(meeting, "a guest")], 1):
        notes.add(book, Note("By nobody", meeting))
        act = Note("By somebody", meeting, phase=each.phase, role=each.role, groups=each.groups, action=True)
        decisions.set_state(book, notes.add(book, act), "done", "A letter went out.")
        ballots.cast(book, Ballot(poll, n, marks={"A": 1}, phase=each.phase, role=each.role))
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll, "nobody kept an account")


def tiny_wave(book: Book, dice: random.Random, number: int, key: str = "spring") -> None:
    """Let some people answer a wave of a survey; some write why, some see that question and do not."""
    wave, asked = survey_subject(key, number + 1), (Question("join", "Join?"), Question("why", "Why?", "text"))
    record.put(
        book,
        wave,
        Survey(key, "A survey", "csv", number + 1, asked, outcomes={KEPT: number}),
    )
    for n in range(number):
        groups = tuple(g for g in GROUPS if dice.random() < 0.3)
        wrote = Answer("why", missing=dice.choice(("", SKIPPED)))
        answers = (Answer("join", code="yes"), *dice.choice(((), (wrote,))))
        said = Response(wave, dice.choice(PHASES), dice.choice(ROLES), groups, answers=answers)
        id = response_subject(wave, str(n))
        record.put(book, id, said)
        if not any(answer.is_comment for answer in answers):
            continue
        comment = Note("Because", item="why", phase=said.phase, role=said.role, groups=groups, channel=CHANNEL)
        record.put(book, comment_subject(id, "why/"), comment)


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
    """Return who was at each meeting, who answered each survey, and under the empty name everybody who came."""
    found, cell_of = review(book), cells(review(book).pack.phases, review(book).schools)
    assert found.schools
    came = [(a.what.meeting, a.what.person, a.what) for a in records(book, Attendance)]
    everybody = [("", person, a) for _, person, a in came]
    answered = [(r.what.survey, r.id, r.what) for r in records(book, Response)]
    people: dict[str, dict[str, Person]] = {}
    for where, who, said in (*came, *everybody, *answered):
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
    wave_of = {ctx.id(comment_subject(r.id, "why/")): r.what.survey for r in records(book, Response)}
    for row in held["notes"]:
        where = wave_of.get(str(row["id"]), str(row["meeting"]))
        yield "notes", where, row | {"groups": groups.get(row["id"], set())}
    for row in held["ballots"]:
        yield "ballots", meeting_of[row["poll"]], row
    for row in held["survey_responses"]:
        yield "survey_responses", str(row["survey"]), row


def alone(book: Book) -> list[tuple[str, Row]]:
    """Return the rows that fit fewer than three of those who were there, or of everybody where nobody was registered.

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
            (phase, role, its) for phase, role, its in there.get(where, there.get("", ()))
            if _may_be(phase, row, "phase", shown[where,]) and _may_be(role, row, "role", shown[where, row["phase"]])
            and groups <= its
        ]  # fmt: skip
        if there.get(where, there.get("")) and len(fit) < MIN_PEOPLE:
            found.append((table, row))
    return found


def wrote(book: Book) -> Iterator[tuple[Row, list[Row]]]:
    """Yield every comment of a survey, with the responses that it may be of by all that the tables say."""
    ctx = context(book, Tier.ANALYST)
    notes, responses, answers = (list(ROWS[name](ctx)) for name in ("notes", "survey_responses", "survey_answers"))
    asked_in_words = {row["question"] for row in ROWS["survey_questions"](ctx) if row["kind"] == "text"}
    told = {row["response"]: not row["missing"] for row in answers if row["question"] in asked_in_words}
    by_id = {comment_subject(str(row["id"]), "why/"): row for row in responses}
    for note in notes:
        if note["channel"] == CHANNEL:
            wrote = [row for row in responses if told.get(row["id"], not told)]
            alike = [row for row in wrote if all(row[each] in ("", note[each]) for each in ("phase", "role"))]
            yield note, [by_id[str(note["id"])]] if note["id"] in by_id else alike


def came_again(book: Book, dice: random.Random) -> None:
    """Hold some meetings to which the same people come again, all of them, or all but a few."""
    held = [record.add(book, Meeting(f"Evening {n}")) for n in range(dice.choice((2, 2, 3)))]
    for meeting in held:
        record.add(book, Step(meeting))
    ats = [at for at in product((True, False), repeat=len(held)) if any(at)]
    sizes = {at: dice.choice((0, 0, 1, 3, 4, 8)) for at in ats}
    phases = ("primary", "secondary", "special")[: dice.randrange(1, 4)]
    for n, at in enumerate(Counter(sizes).elements()):
        who = Attendance("", f"p{n}", phase=dice.choice(phases), role=dice.choice(("head", "head", "ceo")))
        for meeting in (each for each, there in zip(held, at, strict=True) if there):
            meetings.attend(book, replace(who, meeting=meeting))


def recovered(book: Book) -> list[tuple[object, int]]:
    """Return of how few it follows at which meetings they were, by phase and by role.

    Of meetings of three and more, how many people came to any of them is known as well.
    """
    ctx = context(book, Tier.ANALYST)
    rows = {name: list(ROWS[name](ctx)) for name in ("meetings", "came", "came_to_both")}
    place = {row["id"]: n for n, row in enumerate(rows["meetings"])}
    there: dict[str, list[str]] = {}
    who: dict[str, Attendance] = {}
    for came in records(book, Attendance):
        there.setdefault(came.what.person, []).append(came.what.meeting)
        who[came.what.person] = came.what
    cell_of = cells(review(book).pack.phases, review(book).schools).of
    truth = Counter(
        (tuple(id in at for id in place), cell_of(who[person].phase)[0], who[person].role)
        for person, at in there.items()
    )
    ats = [at for at in product((True, False), repeat=len(place)) if any(at) and not at[0]]
    kinds = [*product(ats, *({kind[n] for kind in truth} for n in (1, 2)))]
    sums = Sums(kinds, len(there))
    if all(row["came"] is not None for row in rows["meetings"]):
        sums.add(kinds, len(there))
    for row in rows["meetings"]:
        if row["came"] is not None:
            sums.add([k for k in kinds if k[0][place[row["id"]]]], int(str(row["came"])))
    for row in rows["came_to_both"]:
        if row["people"] is not None:
            both = (place[row["meeting"]], place[row["other"]])
            sums.add([k for k in kinds if all(k[0][n] for n in both)], int(str(row["people"])))
    told: dict[object, set[object]] = {}
    for row in rows["came"]:
        told.setdefault((row["meeting"], row["by"]), set()).add(row[str(row["by"])])
    for row in rows["came"]:
        by, own, named = (1, 2)[row["by"] == "role"], row[str(row["by"])], told[row["meeting"], row["by"]]
        here = [k for k in kinds if k[0][place[row["meeting"]]]]
        sums.add([k for k in here if k[by] == own or (not own and k[by] not in named)], int(str(row["people"])))
    figures = {(at, by, own): frozenset(k for k in kinds if k[0] == at and k[by] == own)
               for at in ats for by in (1, 2) for own in {k[by] for k in kinds}}  # fmt: skip
    figures |= {(at, 0, ""): frozenset(k for k in kinds if k[0] == at) for at in ats}
    assert all(sum(truth[k] for k in those) == n for those, n in sums.printed)
    return [(name, n) for name, n in sums.by_bounds(figures).items() if 0 < n < MIN_PEOPLE]


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


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(n, marks=pytest.mark.long) for n in range(3, 300))])
def test_no_comment_leads_to_fewer_than_three_responses(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    tiny_wave(book, random.Random(seed), 5 + seed % 40)
    assert [note for note, those in wrote(book) if len(those) < MIN_PEOPLE] == []


@pytest.mark.parametrize("seed", [*range(30), *(pytest.param(n, marks=pytest.mark.long) for n in range(30, 1000))])
def test_no_sum_of_who_came_and_who_came_to_both_tells_of_one_or_two(book: Book, seed: int) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    came_again(book, random.Random(seed))
    assert recovered(book) == []


def test_who_came_to_two_meetings_is_counted_where_nobody_is_one_of_few_who_came_as_they_did(book: Book) -> None:
    held = [record.add(book, Meeting(f"Evening {n}")) for n in range(4)]
    at = {"fourteen to the first and third": (14, (0, 2)), "five to the second and third": (5, (1, 2))}
    for name, (people, places) in at.items():
        for n in range(people):
            for place in places:
                meetings.attend(book, Attendance(held[place], f"{name} {n}"))
    for meeting in held[:3]:
        record.add(book, Step(meeting))
    assert overlaps(book) == [0, 14, 5]
    # Whoever is only expected at a meeting has not come to it.
    meetings.attend(book, Attendance(held[3], "somebody"))
    assert overlaps(book) == [0, 14, 5]
    meetings.attend(book, Attendance(held[1], "fourteen to the first and third 0"))
    assert overlaps(book) == [None] * 3


def overlaps(book: Book) -> list[object]:
    return [row["people"] for row in ROWS["came_to_both"](context(book, Tier.ANALYST))]


def test_no_id_outside_the_team_is_one_that_the_number_of_a_survey_tool_gives(book: Book) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    tiny_wave(book, random.Random(1), 12)
    given = {r.id for r in records(book, Response)} | {n.id for n in records(book, Note)}
    for tier, known in ((Tier.ANALYST, set()), (Tier.RESTRICTED, given)):
        ctx = context(book, tier)
        found = {str(value) for name in ("notes", "survey_responses", "survey_answers", "conflicts")
                 for row in ROWS[name](ctx) for value in row.values()}  # fmt: skip
        assert found & given == known


@pytest.mark.parametrize("seed", range(2))
def test_of_a_meeting_or_a_survey_of_one_or_two_nothing_is_told_but_what_the_team_prepared(
    book: Book, seed: int
) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    some_review(book, random.Random(seed))
    ctx, few = context(book, Tier.ANALYST), {where for where, those in crowds(book).items() if len(those) < MIN_PEOPLE}
    held = {t.name: list(ROWS[t.name](ctx)) for t in tables_for(Tier.ANALYST)}
    polls_of_few = {str(row["id"]) for row in held["polls"] if row["meeting"] in few}
    of_few = [(name, row) for name, rows in held.items() for row in rows if (few | polls_of_few) & {*row.values()}]
    assert len(few) > 3
    assert {name for name, _ in of_few} <= PREPARED
    figures = ("came", "invited", "eligible", "outcomes", "people", "present")
    assert {row.get(figure) or None for _, row in of_few for figure in figures} == {None}
    assert not polls_of_few & {path.removeprefix("results/").removesuffix(".json") for path in declarations(ctx)}
    assert ctx.left_out["ballots", FEW] >= 4


def test_where_nobody_is_known_to_have_been_anywhere_what_was_said_stays(book: Book) -> None:
    notes.add(book, Note("Something", phase="special", role="head"))
    [(_, _, row)] = told(book)
    assert (row["phase"], row["role"], row["role_shown"]) == ("special", "", SUPPRESSED)


def test_somebody_who_came_to_three_meetings_is_one_person(book: Book) -> None:
    for n in range(3):
        meetings.attend(book, Attendance(record.add(book, Meeting(f"Of {n}")), "p", phase="special", role="head"))
    notes.add(book, Note("Something", record.add(book, Meeting("Of nobody")), phase="special", role="head"))
    assert [*told(book)] == []


def test_what_is_said_of_nobody_who_was_registered_looks_like_what_was_not_said(book: Book) -> None:
    meeting = record.add(book, Meeting("Of three"))
    for n in range(3):
        meetings.attend(book, Attendance(meeting, f"p{n}", phase="primary", role="head"))
    for phase, role in (("special", "ceo"), ("", ""), ("primary", "ceo")):
        notes.add(book, Note("Something", meeting, phase=phase, role=role))
    rows = [(row["phase"], row["phase_shown"], row["role"], row["role_shown"]) for _, _, row in told(book)]
    nothing = ("", NOT_ASKED, "", NOT_ASKED)
    assert sorted(rows) == [nothing, nothing, ("primary", AS_RECORDED, "", NOT_ASKED)]


def test_somebody_who_was_of_two_phases_is_counted_to_neither_where_nobody_was_registered(book: Book) -> None:
    for nth, (last, size) in enumerate((("primary", 3), ("special", 3))):
        meeting = record.add(book, Meeting(f"Of {nth}"))
        for n, phase in enumerate(("primary",) * (size - 1) + (last,)):
            meetings.attend(book, Attendance(meeting, f"p{n}", phase=phase))
    notes.add(book, Note("Something", phase="primary"))
    [(_, _, row)] = told(book)
    assert (row["phase"], row["phase_shown"]) == ("", SUPPRESSED)


def test_the_attacker_finds_somebody_who_stands_alone(book: Book) -> None:
    book.conn.execute("PRAGMA synchronous=OFF")
    some_review(book, random.Random(1))
    there = crowds(book)
    assert sum(len(people) for people in there.values()) > MIN_PEOPLE
    ctx = context(book, Tier.RESTRICTED)
    rows = [row for row in ROWS["ballots"](ctx) if row["phase"] or row["role"]]
    held = [person for people in there.values() for person in people]
    assert [r for r in rows if sum((p, q) == (r["phase"], r["role"]) for p, q, _ in held) < MIN_PEOPLE]
