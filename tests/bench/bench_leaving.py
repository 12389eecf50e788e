"""Measure what leaves the laptop: notes as JSON, the bundle of tables.

Run `python -m pytest tests/bench/bench_leaving.py -m bench -s`; HEP_BENCH_LARGEST=100000 for the largest.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.cli import main
from hep_tui.domain.notes import Note
from hep_tui.exchange.export import export
from hep_tui.exchange.names_gate import NamesGate, undecided
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.views.names import came_to, may_stay, names
from tests.bench import floors
from tests.bench.files import ballots, notes
from tests.bench.rows import Rows

pytestmark = pytest.mark.bench


def shown(path: str, *_: str) -> Iterator[None]:
    """Print every note as JSON, of a review that was backed up already."""
    open_book(Path(path), backups=locations.backups_dir()).close()
    yield
    assert main(["show", path, "notes", "--json"]) == 0


def test_showing_notes(rows: Rows) -> None:
    rows.add(
        "show notes --json", "json.dumps of the rows, one verify", 2,
        work=shown, floors=[floors.dumped, floors.verified], given=notes,
    )  # fmt: skip


def exported(path: str, *_: str) -> Iterator[None]:
    """Write the bundle for analysts."""
    book = open_book(Path(path))
    yield
    export(book, Path(f"{path}-export"))


def test_exporting_notes(rows: Rows) -> None:
    rows.add(
        "export, notes", "csv.writer over the views, one verify", 3,
        work=exported, floors=[floors.as_csv, floors.verified], given=notes,
    )  # fmt: skip


def gated(path: str, *_: str) -> Iterator[None]:
    """Let every note through the gate of names, as an export for analysts does."""
    book = open_book(Path(path))
    gate = NamesGate(names(book), undecided, partial(may_stay, book), came_to(book))
    texts = [(note.id, note.what.text) for note in records(book, Note)]
    yield
    for id, text in texts:
        gate.passed("notes", id, "text", text=text)


def test_the_gate_of_names_in_an_export(rows: Rows) -> None:
    rows.add(
        "the gate of names in it", "csv.writer over the views, one verify", 0.5,
        work=gated, floors=[floors.as_csv, floors.verified], given=notes,
    )  # fmt: skip


def test_exporting_ballots(rows: Rows) -> None:
    rows.add(
        "export, ballots", "csv.writer over the views, one verify", 3,
        work=exported, floors=[floors.as_csv, floors.verified], given=ballots,
    )  # fmt: skip
