"""The examples of docs/analysts.md, run as they stand there."""

import re
from pathlib import Path
from typing import Any

import pytest

from hep_tui.exchange.export import export
from hep_tui.exchange.tables import TABLES
from tests.exchange.conftest import Filled

PAGE = (Path(__file__).parents[2] / "docs" / "analysts.md").read_text("utf-8")


@pytest.fixture
def done(filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the examples of the page leave behind, run in order on the filled book."""
    monkeypatch.chdir(tmp_path)
    named = re.search(r'Path\("(exports/[^"]+)"\)', PAGE)
    assert named
    export(filled.book, tmp_path / "exports").path.rename(tmp_path / named[1])
    urns = [str(s.urn) for s in _schools(filled)[:2]]
    Path("survey.csv").write_text(f"urn,part\n{urns[0]},yes\n{urns[0]},no\n{urns[1]},yes\n,yes\n638954,no\n")
    space: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        exec(compile(block, "analysts.md", "exec"), space)
    return space


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


def test_a_survey_is_set_beside_the_notes_by_cell(done: dict[str, Any]) -> None:
    reach = done["reach"]
    assert reach["schools"].sum() == 111
    assert reach["survey answers"].sum() == 3
    assert reach["schools in the survey"].sum() == 2
    assert len(done["unknown"]) == len(done["anonymous"]) == 1


def test_the_page_names_every_table_that_the_diagram_should_show() -> None:
    diagram = PAGE.split("## How the tables join")[1].split("## ")[0]
    assert {t.name for t in TABLES if t.name not in diagram} == {"priorities"}
