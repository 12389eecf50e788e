"""A declared result leaves whole: as it is in the record, and as rows of how it came about."""

import csv
import json
from pathlib import Path

from hep_tui.domain.polls import Poll
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.names_gate import replace_all
from hep_tui.logbook.records import records
from tests.exchange.conftest import Filled


def rows(folder: Path, table: str, poll: str) -> list[dict[str, str]]:
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["poll"] == poll]


def _poll(filled: Filled, title: str) -> str:
    return next(p.id for p in records(filled.book, Poll) if p.what.title == title)


def test_the_team_gets_each_declaration_as_it_stands_in_the_record(filled: Filled, tmp_path: Path) -> None:
    folder = export(filled.book, tmp_path, tier=Tier.RESTRICTED).path
    bodies = {entry.body for entry in filled.book.current("declare")}
    assert {path.read_text("utf-8") for path in (folder / "results").iterdir()} == bodies


def test_analysts_get_each_declaration_without_what_was_typed_and_nobody_else_gets_any(
    filled: Filled, tmp_path: Path
) -> None:
    folder = export(filled.book, tmp_path, decide=replace_all).path
    held = json.loads((folder / f"results/{filled.ranking}.json").read_text("utf-8"))
    assert held["winners"]
    assert held["policy"]
    assert not held.keys() & {"sentence", "why_off", "correction", "casting", "hands", "salt"}
    written = "".join(path.read_text("utf-8") for path in (folder / "results").iterdir())
    assert "five came before" not in written
    public = export(filled.book, tmp_path, tier=Tier.PUBLIC, decide=replace_all).path
    assert not (public / "results").exists()


def test_a_count_in_rounds_is_rows_that_add_up_to_its_papers(filled: Filled, tmp_path: Path) -> None:
    folder = export(filled.book, tmp_path, decide=replace_all).path
    id = _poll(filled, "irv")
    of = {row["round"] for row in rows(folder, "rounds", id)}
    for number in of:
        assert sum(float(r["votes"]) for r in rows(folder, "rounds", id) if r["round"] == number) == 10
    assert [r["fate"] for r in rows(folder, "rounds", id)].count("elected") <= 1


def test_pairs_phases_policies_and_excuses_are_rows(filled: Filled, tmp_path: Path) -> None:
    folder = export(filled.book, tmp_path, decide=replace_all).path
    id = _poll(filled, "schulze")
    assert {(r["option"], r["other"]) for r in rows(folder, "pairwise", id)} == {
        (a, b) for a in "ABC" for b in "ABC" if a != b
    }
    told = {(r["phase"], r["papers"]) for r in rows(folder, "result_parts", id)}
    assert told == {("primary", "5"), ("secondary", "5")}
    assert {r["choice"] for r in rows(folder, "policies", id)}
    assert {r["why_off"] for r in rows(folder, "results", id)} == {"nobody kept an account"}
    [account] = rows(folder, "accounts", filled.ranking)
    assert account["why_off"] == "five came before the register was taken"
