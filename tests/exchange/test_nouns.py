"""A field of a noun reaches everything that tells of it: the line, lists for programs, exports and SQL."""

import csv
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hep_tui.actions import notes
from hep_tui.commands.shown import objects
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.nouns import Field, fields
from hep_tui.domain.polls import Account, Hands, Poll
from hep_tui.domain.readings import Check, Reading
from hep_tui.domain.shorthand import parse, write
from hep_tui.domain.survey import Response, Survey
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.registry import Table
from hep_tui.exchange.tables import TABLES
from hep_tui.logbook import Book
from hep_tui.logbook.records import KINDS, records
from hep_tui.views.review import review, vocabulary

SAMPLES: Mapping[str, Any] = {
    "text": "The bus comes late", "meeting": "", "item": "works", "sentiment": "mixed", "owner": "hash",
    "due": "2021-07-01", "phase": "primary", "role": "head", "groups": ("hash",), "themes": ("send",),
    "models": ("A@1",), "channel": "survey",
    "answered": ("theme",),
}  # fmt: skip
"""What a field may say, where no value of its type would do."""
NEEDS = {"owner": "action", "due": "action"}
NOT_TYPED = {"meeting", "item", "channel", "answered"}
"""Where the line is, and what is asked later, says these, and no mark."""


def sample(field: Field, meeting: str) -> Any:
    if field.name == "meeting":
        return meeting
    return SAMPLES.get(field.name, {bool: True, int: 3}.get(field.type, "words"))


def note_with(field: Field, meeting: str) -> Note:
    given: dict[str, Any] = {"text": "Something", "meeting": meeting, field.name: sample(field, meeting)}
    if field.name in NEEDS:
        given[NEEDS[field.name]] = True
    return Note(**given)


each_field = pytest.mark.parametrize("field", fields(Note), ids=lambda f: f.name)


def test_every_field_of_a_note_says_what_it_is() -> None:
    assert [f.name for f in fields(Note)] == [f.name for f in dataclasses.fields(Note)]


@each_field
def test_a_field_of_a_note_goes_from_the_line_to_the_export_and_back(field: Field, book: Book, tmp_path: Path) -> None:
    meeting = records(book, Meeting)[0].id
    said = note_with(field, meeting)
    words = vocabulary(book, review(book).pack)
    if field.name not in NOT_TYPED:
        sticky = Note("", said.meeting, said.item)
        assert parse(write(said), words, sticky=sticky).note == said
    id = notes.add(book, said)
    [told] = [o for o in objects(book, "notes") if o["id"] == id]
    assert _plain(told[field.name]) == _plain(getattr(said, field.name))
    [row] = [row for row in book.rows("note") if row["id"] == id]
    assert field.name in row
    folder = export(book, tmp_path, tier=Tier.RESTRICTED).path
    table = {"groups": "note_groups", "themes": "note_themes", "models": "note_models"}.get(field.name, "notes")
    column = {"groups": "group", "themes": "theme", "models": "said"}.get(field.name, field.name)
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        [found] = [r for r in csv.DictReader(file) if r.get("id", r.get("note")) == id]
    assert found[column] == _written(getattr(said, field.name))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value[0]) if isinstance(value, tuple) else str(value)


TABLES_OF = {
    Account: "accounts", Attendance: "attendance", Ballot: "ballots marks", Batch: "batches",
    Check: "checks check_papers",
    FollowUp: "follow_ups follow_up_notes", Hands: "counts", Meeting: "meetings items", Poll: "polls options",
    Rating: "framework", Reading: "readings reading_marks", Response: "survey_responses survey_answers",
    Survey: "surveys survey_questions",
}  # fmt: skip
CALLED = {
    "answers": "line", "questions": "question", "school": "", "source": "",
    "abstained": "measure", "card_mark": "", "counts": "hands", "default": "if_it_fails", "first_marks": "first",
    "group": "",
    "groups": "", "items": "item", "marks": "rank level first", "not_voting": "measure", "numbers": "number",
    "options": "option", "people": "people stands_people", "person": "attendee", "present": "hands",
    "splits": "splits stands_splits", "stands_marks": "stands", "status": "status stands_status",
    "wrong": "wrong differed",
}  # fmt: skip
"""Under which columns a field leaves, where not under its own name; none where it must not, as it leads to people."""


@pytest.mark.parametrize("noun", TABLES_OF, ids=lambda noun: noun.__name__)
def test_every_field_of_every_noun_has_a_column(noun: type) -> None:
    assert noun in KINDS
    columns = {c.name for t in TABLES if t.name in TABLES_OF[noun].split() for c in t.columns}
    lost = [
        f.name
        for f in dataclasses.fields(noun)
        if CALLED.get(f.name, f.name) and columns.isdisjoint(CALLED.get(f.name, f.name).split())
    ]
    assert lost == []


SHAPED = {
    "attendance": "phase role", "ballots": "splits phase role", "checks": "wrong", "notes": "item owner phase role",
    "polls": "keep scale budget eligible no_change",
    "readings": "first_status first_people first_splits stands_status stands_people stands_splits",
    "results": "support blocks checks margin record_code", "survey_choices": "concept",
    "survey_responses": "phase role", "surveys": "outcomes",
}  # fmt: skip
"""Columns of the name of a field whose cells are made of more than that field, or of less."""


@pytest.mark.parametrize("table", [t for t in TABLES if t.noun], ids=lambda t: t.name)
def test_no_column_says_a_second_time_what_its_noun_says_of_a_field(table: Table) -> None:
    assert table.noun
    written = [c for c in table.columns if c.of is not table.noun]
    names = {f.name for f in dataclasses.fields(table.noun)}
    assert sorted(c.name for c in written if c.name in names) == sorted(SHAPED.get(table.name, "").split())
    labels = {f.said.label for f in fields(table.noun)}
    assert [c.name for c in written if c.label in labels] == []


def test_the_table_of_every_noun_that_leaves_names_it() -> None:
    assert {t.noun for t in TABLES} >= TABLES_OF.keys() | {Note}
