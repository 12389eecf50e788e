"""The wide tables and the ballot files of an export say what its long tables say."""

from pathlib import Path

import pandas as pd
import pytest

from hep_tui.counting.files import read as read_ballots
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.names_gate import replace_all
from tests.exchange.conftest import Filled


@pytest.fixture(scope="module")
def bundle(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(filled.book, tmp_path_factory.mktemp("wide"), tier=Tier.RESTRICTED).path


def _wide(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="string", keep_default_na=False).set_index("id", drop=False)


def test_a_note_is_a_row_with_one_for_each_of_its_codes(bundle: Path) -> None:
    tables, wide = read(bundle), _wide(bundle / "wide/notes.csv")
    assert [*wide["id"]] == [*tables["notes"]["id"]]
    assert [*wide["text"]] == [*tables["notes"]["text"]]
    codes = {c for c in wide.columns if c.startswith(("theme: ", "group: ", "model: "))}
    assert {*wide[[*codes]].to_numpy().ravel()} == {"0", "1"}
    said = {(n, f"theme: {path}") for n, path in tables["note_themes"][["note", "path"]].to_numpy()}
    said |= {(n, f"group: {label}") for n, label in tables["note_groups"][["note", "group_label"]].to_numpy()}
    models = tables["note_models"]
    said |= {(n, f"model: {m}@{v}") for n, m, v in models[["note", "model", "version"]].to_numpy()}
    assert {(n, c) for c in codes for n in wide.index[wide[c] == "1"]} == said


def test_a_ballot_is_a_row_with_its_mark_of_each_option(bundle: Path) -> None:
    tables = read(bundle)
    files = [*(bundle / "wide").glob("ballots-*.csv")]
    wide = {_wide(path)["poll"].iloc[0]: _wide(path) for path in files}
    assert {*wide} == {*tables["ballots"]["poll"]}
    assert sorted(id for frame in wide.values() for id in frame["id"]) == sorted(tables["ballots"]["id"])
    marks = tables["marks"]
    heading = marks["option"] + ": " + marks["option_label"]
    mark = marks["rank"].fillna(marks["value"]).astype("string").fillna("")
    for ballot, poll, column, value in zip(marks["ballot"], marks["poll"], heading, mark, strict=True):
        assert wide[poll].loc[ballot, column] == value


def test_every_ranking_is_a_ballot_file_that_reads_as_the_papers_that_count(bundle: Path) -> None:
    tables = read(bundle)
    counted = tables["ballots"].query("counted")
    ranked = tables["polls"].query("method == 'rank'")
    for place, poll in enumerate(tables["polls"]["id"], 1):
        papers = counted.query("poll == @poll")["id"]
        files = sorted((bundle / "ballots").glob(f"{place}-*"))
        assert [f.suffix for f in files] == [".abif", ".blt", ".toi"] * (poll in {*ranked["id"]} and len(papers) > 0)
        marks = tables["marks"].query("ballot in @papers")
        ranks = marks["rank"].fillna(0).astype(int).groupby(marks["ballot"])
        own = sorted(tuple(paper) for _, paper in ranks)
        for file in files:
            found = read_ballots(file)
            profile = found.profiles["ranks"]
            assert list(profile.options) == list(tables["options"].query("poll == @poll")["option_label"])
            said = (tuple(mark or 0 for mark in b.marks) for b in profile.ballots for _ in range(b.weight))
            assert sorted(said) == own, file.name


def test_totals_have_neither(filled: Filled, tmp_path: Path) -> None:
    folder = export(filled.book, tmp_path, tier=Tier.PUBLIC, decide=replace_all).path
    assert not (folder / "wide").exists()
    assert not (folder / "ballots").exists()
