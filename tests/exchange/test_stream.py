"""An export holds a few things at a time, however many there are."""

import random
import tracemalloc
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.context import context
from hep_tui.exchange.export import export
from hep_tui.exchange.rows import ROWS
from hep_tui.exchange.rows_work import followed
from hep_tui.exchange.sheet import Last
from hep_tui.exchange.tables import TABLES
from hep_tui.logbook import Book
from hep_tui.logbook.database import Counted
from tests.exchange.conftest import Filled

OPTIONS = tuple(Option(str(number), f"Option {number}") for number in range(1, 9))
Fill = Callable[[Book, int], Iterable[object]]


def notes(_book: Book, size: int) -> Iterable[object]:
    return (Note(f"what was said as number {number}", themes=("send",)) for number in range(size))


def ballots(book: Book, size: int) -> Iterable[object]:
    poll, dice = polls.create(book, Poll("Which?", "Which?", options=OPTIONS)), random.Random(1)
    polls.change_state(book, poll, PollState.OPEN)
    for number in range(1, size + 1):
        ranks = {option.id: rank for rank, option in enumerate(dice.sample(OPTIONS, len(OPTIONS)), 1)}
        yield Ballot(poll, number, marks=ranks)


def bytes_a_thing(book: Book, folder: Path, fill: Fill, few: int, many: int) -> float:
    """Return by how much the most that an export holds grows with each thing."""
    held = []
    # The first export loads what every one needs.
    for size in (1, few, many - few):
        book.append_all([record.draft(book.token(), thing) for thing in fill(book, size)])
        tracemalloc.start()
        try:
            export(book, folder)
            held.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    return (held[2] - held[1]) / (many - few)


@pytest.mark.long
@pytest.mark.parametrize("fill", [notes, ballots])
def test_what_an_export_holds_hardly_grows(book: Book, tmp_path: Path, fill: Fill) -> None:
    assert bytes_a_thing(book, tmp_path, fill, 2_000, 20_000) < 40


def test_of_keys_the_last_is_held_and_what_is_asked_for() -> None:
    held = Last({("b",), ("d",)})
    for key in "abc":
        held.add((key,))
    assert held == {("b",), ("c",)}
    assert ("d",) not in held


def test_every_note_that_another_table_names_is_asked_for(filled: Filled) -> None:
    together = {"notes", "note_themes", "note_groups", "note_models"}
    naming = [(t.name, r.columns[0]) for t in TABLES for r in t.references if r.table == "notes"]
    ctx = context(filled.book, Tier.RESTRICTED)
    named = {row[column] for name, column in naming if name not in together for row in ROWS[name](ctx)}
    assert named
    assert named == followed(ctx)


def test_what_a_paper_says_is_counted_on_the_disk(tmp_path: Path) -> None:
    for _ in range(2):
        with closing(Counted(tmp_path / "papers")) as counted:
            for text in ("1,2", "2,1", "2,1", "10,2"):
                counted.add("poll", text)
            counted.add("other", "1,2", 3)
    with closing(Counted(tmp_path / "papers")) as counted:
        assert [*counted.most("poll")] == [("2,1", 4), ("1,2", 2), ("10,2", 2)]
        assert counted.size("poll") == (8, 3)
        assert counted.size("none") == (0, 0)
        assert counted.parts() == {"poll", "other"}
