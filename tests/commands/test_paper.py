"""hep paper makes pages to print."""

from pathlib import Path

import pytest

from .conftest import Hep


def test_ballots_and_tally_sheets_are_made_and_their_paths_printed(hep: Hep, demo: Path, tmp_path: Path) -> None:
    said = hep("paper", demo, "which", "-o", tmp_path / "out", "--ballots", "primary 2", "--first", "41",
               "--colour", "primary=gold")  # fmt: skip
    assert said.code == 0
    paths = [Path(line) for line in said.out.splitlines()]
    assert paths[0].name == "which-model-primary-041-042-ballots.html"
    assert "No. 042" in paths[0].read_text("utf-8")
    assert "gold" in paths[0].read_text("utf-8")


def test_minutes_are_made_of_a_declared_poll_only(hep: Hep, demo: Path, tmp_path: Path) -> None:
    said = hep("paper", demo, "1", "--minutes", "-o", tmp_path / "out")
    assert Path(said.out.strip()).name == "priorities-minutes.html"
    assert "not declared" in hep("paper", demo, "which", "--minutes", "-o", tmp_path / "out").refusal


@pytest.mark.parametrize("words", [("nothing",), ("which", "--colour", "primary"), ("which", "--ballots", "many")])
def test_what_makes_no_sense_is_refused_in_a_sentence(
    hep: Hep, demo: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert hep("paper", demo, *words, "-o", tmp_path / "out").refusal
    assert not (tmp_path / "out").exists()
