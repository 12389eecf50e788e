"""A book in which everything that an export can hold was done at least once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import (
    ballots,
    batches,
    decisions,
    framework,
    meetings,
    models,
    notes,
    polls,
    readings,
    record,
    reviews,
)
from hep_tui.domain.ballots import Ballot, Split
from hep_tui.domain.batches import Batch
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Level, Pack
from hep_tui.domain.pack_read import find_pack, read_school_table
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState
from hep_tui.domain.readings import Reading
from hep_tui.domain.survey import Answer, Choice, Question, Response, Survey, response_subject, survey_subject
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from hep_tui.logbook.records import records
from tests.conftest import Ticking

PHASES = ("primary", "secondary", "special", "nursery", "ap", "cross-phase", "")
SENTIMENTS = ("positive", "concern", "mixed", "question", "")


@dataclass
class Filled:
    """Hold a book with what was put into it, by id."""

    book: Book
    meeting: str
    ranking: str
    hands: str
    notes: dict[str, Note] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, hillingdon: Pack) -> Iterator[Filled]:
    """Lend, for reading only, a held workshop: 20 marked notes, 10 ballots, hands, declared results, corrections."""
    book = create(tmp_path_factory.mktemp("filled") / "review.hep", who="JB", source=Ticking().source)
    book.conn.execute("PRAGMA synchronous=OFF")
    path = find_pack("hillingdon-2021", locations.packs_dir())
    reviews.start(book, hillingdon, read_school_table(hillingdon, path, locations.schools_dir()))
    meeting = records(book, Meeting)[0].id
    found = Filled(book, meeting, _poll(book, "rank"), _poll(book, "hands"))
    meetings.start_item(book, meeting, "works")
    _attend(book, meeting)
    _take_notes(found)
    _rank(found)
    _show_hands(book, found.hands)
    _approve(book, meeting)
    _follow_up(found, hillingdon)
    _tables(book, meeting)
    _points(book, meeting)
    _in_rounds(book, meeting)
    _survey(book)
    meetings.end(book, meeting, "conditions")
    second = records(book, Meeting)[1]
    for person in range(3):
        meetings.attend(book, Attendance(second.id, f"person-{person}", phase="primary", role="head"))
    meetings.start_item(book, second.id, second.what.items[0].id)
    for phase in ("primary", "secondary"):
        book.append("person", "disputed", {"code": "disputed", "phase": phase})
    yield found
    book.close()


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that exports a book, as it was recorded, into a folder of this test and returns the bundle."""
    return lambda book, **how: export(book, tmp_path / "out", **{"tier": Tier.RESTRICTED, **how}).path


def _poll(book: Book, method: str) -> str:
    return next(p.id for p in records(book, Poll) if p.what.method == method)


def _attend(book: Book, meeting: str) -> None:
    people = [(phase, role) for phase in PHASES if phase for role in ("head", "governor") for _ in range(3)]
    for i, (phase, role) in enumerate(people):
        meetings.attend(book, Attendance(meeting, f"person-{i}", phase=phase, role=role, groups=("hash", "la")))
    meetings.attend(book, Attendance(meeting, "person-0", "left", phase="primary", role="head", groups=("hash", "la")))


def _take_notes(found: Filled) -> None:
    for i in range(20):
        note = Note(
            f"Thing number {i}, said aloud",
            found.meeting,
            ("works", "better")[i % 2],
            table_no=i % 4,
            sentiment=SENTIMENTS[i % 5],
            quote=i % 6 == 0,
            key=i % 7 == 0,
            action=i % 9 == 8,
            owner=("LA", "A. Person")[i % 2] if i % 9 == 8 else "",
            due="2021-07-01" if i % 9 == 8 else "",
            phase=PHASES[i % 7],
            role=("head", "governor", "")[i % 3],
            groups=("hash", "la")[: i % 3],
            themes=("send", "trust", "tea-breaks")[: i % 4],
            models=("A@1",) if i % 5 == 0 else (),
        )
        found.notes[notes.add(found.book, note, {"tea-breaks"} & {*note.themes})] = note
    gone = notes.add(found.book, Note("Never mind", found.meeting, "works"))
    notes.withdraw(found.book, gone, "said by mistake")
    secret = notes.add(found.book, Note("A name that must go", found.meeting, "works"))
    notes.redact(found.book, secret, "names a person")
    id, first = next(iter(found.notes.items()))
    found.notes[id] = Note(**{**vars(first), "text": "Thing number nought, put right"})
    notes.amend(found.book, id, found.notes[id])


def _rank(found: Filled) -> None:
    book, id = found.book, found.ranking
    polls.change_state(book, id, PollState.OPEN)
    batch = batches.begin(book, Batch(id, "JB", 10, 1))
    for number in range(1, 9):
        marks = {str((number + i) % 12 + 1): i + 1 for i in range(5 if number % 2 else 3)}
        ballot = Ballot(id, number, marks=marks, phase=PHASES[number % 4], role="head", batch=batch)
        found.ballots[ballots.cast(book, ballot)] = ballot
    for ballot in (
        Ballot(id, 9, "blank", phase="ap"),
        Ballot(id, 10, "rejected", {"1": 1}, reason="two papers in one"),
    ):
        found.ballots[ballots.cast(book, ballot)] = ballot
    batches.seat(book, "KL")
    readings.read(book, Reading(id, 9, "blank"))
    readings.decide(book, Reading(id, 8, marks={"9": 2, "10": 1}), "first")
    batches.seat(book, "JB")
    readings.draw_check(book, id, "4 4 6", 2)
    check, _ = readings.draw_check(book, id, "2 5 1", 3)
    readings.compare(book, check, ())
    polls.keep_account(book, Account(id, printed=14, issued=12, unused=2, spoilt=1, not_returned=1))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id, "five came before the register was taken")


def _show_hands(book: Book, id: str) -> None:
    polls.change_state(book, id, PollState.OPEN)
    counts = {"1": {"primary": 9, "nursery": 1, "ap": 2}, "2": {"": 4}}
    polls.show_hands(book, Hands(id, 18, counts, abstained=1, not_voting=1))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id, "some came before the register was taken")


def _tables(book: Book, meeting: str) -> None:
    """Grade a model by tables, one of which split, and correct what was declared."""
    scale = tuple(Level(n, f"level {n}") for n in range(1, 6))
    id = polls.create(book, Poll(
        "Adopt?", "How far do you agree?", "gradient", (Option("Z", "Keep"),), meeting, unit="table", quorum="1",
        rule="majority-judgement", scale=scale, eligible=9, series="models", earlier="another",
    ))  # fmt: skip
    polls.change_state(book, id, PollState.OPEN)
    ballots.cast(book, Ballot(id, 1, marks={"Z": 5}, unit="table", people=6))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)
    polls.change_state(book, id, PollState.OPEN, "another table")
    split = (Split(4, {"Z": 4}), Split(3, {"Z": 1}))
    ballots.cast(book, Ballot(id, 2, unit="table", people=7, splits=split))
    polls.change_state(book, id, PollState.CLOSED)
    polls.declare(book, id)


def _points(book: Book, meeting: str) -> None:
    options = (Option("A", "A board"), Option("B", "A company"))
    polls.create(book, Poll("Share", "Share out", "points", options, meeting, rule="points", budget=20))


def _in_rounds(book: Book, meeting: str) -> None:
    """Rank three options by a rule of rounds and by one of pairs, five papers of each of two phases."""
    options = (Option("A", "A board"), Option("B", "A company"), Option("C", "A club"))
    for rule in ("irv", "schulze"):
        id = polls.create(book, Poll(rule, "Which first?", "rank", options, meeting, rule=rule, eligible=12))
        polls.change_state(book, id, PollState.OPEN)
        for number in range(1, 11):
            marks = {"ABC"[number % 3]: 1} | ({"ABC"[(number + 1) % 3]: 2} if number % 2 else {})
            ballots.cast(book, Ballot(id, number, marks=marks, phase=("primary", "secondary")[number % 2]))
        polls.change_state(book, id, PollState.CLOSED)
        polls.declare(book, id, "nobody kept an account")


def _survey(book: Book) -> None:
    """Let four people answer a survey of a choice, a scale with a statement, and a ranking."""
    yes, no = Choice("y", "Yes"), Choice("n", "No", off=True)
    questions = (
        Question("join", "Would you join?", "choice", (yes, no), concept="model:A"),
        Question("agree", "Do you agree?", "scale", (no, yes), items=(Choice("heads", "Heads lead"),)),
    )
    wave = survey_subject("spring", 1)
    record.put(book, wave, Survey("spring", "Spring survey", "csv", 1, questions))
    for n in range(4):
        answers = (Answer("join", code="y", rank=1), Answer("agree", "heads", text="7", missing="skipped"))
        response = Response(wave, "primary", "head", urn="102388", answers=answers)
        record.put(book, response_subject(wave, str(n)), response)


def _approve(book: Book, meeting: str) -> None:
    options = (Option("A", "A board"), Option("B", "A company"))
    id = polls.create(book, Poll("Which?", "Which would you support?", "approve", options, meeting, rule="approval"))
    polls.change_state(book, id, PollState.OPEN)
    ballots.cast(book, Ballot(id, 1, marks={"B": 1}))


def _follow_up(found: Filled, pack: Pack) -> None:
    """Rate by table and by person, make a second version of a model, and follow one action up."""
    book, conditions = found.book, [c.id for c in pack.conditions]
    framework.rate(book, pack, Rating(found.meeting, dict.fromkeys(conditions[1:], 2), table_no=3))
    framework.rate(book, pack, Rating(found.meeting, dict.fromkeys(conditions, 4), "person", number=1))
    model = pack.model("D")
    assert model is not None
    models.revise(book, pack, replace(model, board="Heads only"), "The board is smaller.")
    todo = next(id for id, note in found.notes.items() if note.action)
    said = next(id for id, note in found.notes.items() if not note.action)
    decisions.set_state(book, todo, "done", "A letter went out.")
    decisions.link(book, todo, said)
