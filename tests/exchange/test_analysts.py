"""The examples of docs/analysts.md, run as they are there."""

import re
from pathlib import Path
from typing import Any

import pandas
import pytest

from hep_tui.actions import ballots, polls
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.tables import TABLES
from hep_tui.logbook import Book
from tests.exchange.conftest import Filled

PAGE = (Path(__file__).parents[2] / "docs" / "analysts.md").read_text("utf-8")


@pytest.fixture
def done(filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the examples of the page leave behind, run in order on the filled book."""
    monkeypatch.chdir(tmp_path)
    named = re.search(r'Path\("(exports/[^"]+)"\)', PAGE)
    assert named
    export(filled.book, tmp_path / "exports").path.rename(tmp_path / named[1])
    urns = [s.urn for s in _schools(filled)[:2]]
    Path("survey.csv").write_text(f"urn,part\n{urns[0]},yes\n{urns[0]},no\n{urns[1]},yes\n,yes\n638954,no\n")
    space: dict[str, Any] = {}
    for block in _blocks():
        exec(compile(block, "analysts.md", "exec"), space)
    return space


def _blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def _schools(filled: Filled) -> tuple[Any, ...]:
    from hep_tui.views.review import review

    return review(filled.book).schools


def test_notes_are_counted_by_theme_and_cell(filled: Filled, done: dict[str, Any]) -> None:
    by_theme = done["by_theme"]
    assert by_theme.to_numpy().sum() == sum(len(n.themes) for n in filled.notes.values())
    said = [n for n in filled.notes.values() if n.phase == "primary"]
    assert done["n"]["Primary"] == len(said)
    assert by_theme.loc["SEND", "Primary"] == sum("send" in n.themes for n in said)


def test_the_recount_gives_what_was_declared(done: dict[str, Any]) -> None:
    assert len(done["recount"]) == 12
    assert done["recount"].sum() == 8 * 12 * 11 / 2


def test_the_recount_leaves_out_the_ballot_of_a_table_as_the_declared_result_does(
    book: Book, hillingdon: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = (Option("A", "A board"), Option("B", "A company"), Option("C", "Neither"))
    id = polls.create(book, Poll("Which?", "Which?", "rank", options, rule="borda", unit="school"))
    polls.change_state(book, id, PollState.OPEN)
    for number in range(1, 10):
        ballots.cast(book, Ballot(id, number, marks={"A": 1, "B": 2} if number % 3 else {"C": 1}, phase="primary"))
    ballots.cast(book, Ballot(id, 10, marks={"B": 1, "A": 2}, unit="table", people=8, phase="primary"))
    polls.change_state(book, id, PollState.CLOSED)
    scores: Any = polls.declare(book, id).scores
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {"pd": pandas, "tables": read(export(book, tmp_path).path)}
    exec(next(block for block in _blocks() if "def borda" in block), space)
    assert space["recount"].to_dict() == {o.label: scores[o.id] for o in options}


def test_a_survey_is_set_beside_the_notes_by_cell(done: dict[str, Any]) -> None:
    reach = done["reach"]
    assert reach["schools"].sum() == 111
    assert reach["survey answers"].sum() == 3
    assert reach["schools in the survey"].sum() == 2
    assert len(done["unknown"]) == len(done["anonymous"]) == 1


def test_the_page_names_every_table_that_the_diagram_should_show() -> None:
    diagram = PAGE.split("## How the tables join")[1].split("## ")[0]
    assert {t.name for t in TABLES if t.name not in diagram} == {"priorities"}
