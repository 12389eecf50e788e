"""hep paper makes pages to print."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions.batches import record_printing
from hep_tui.domain.polls import Poll
from hep_tui.domain.printing import Printing
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

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


def test_printing_numbers_is_kept_and_a_paper_that_bears_another_is_said(hep: Hep, demo: Path, tmp_path: Path) -> None:
    hep("paper", demo, "which", "-o", tmp_path / "one", "--ballots", "primary 3, secondary 20")
    hep("poll", demo, "open", "which")
    assert hep("ballots", demo, "key", "which", "2", "1234567").out.splitlines()[1:] == []
    assert hep("ballots", demo, "key", "which", "24", "1234567").out.splitlines()[1] == "NEVER PRINTED: 1–23 were"
    said = hep("ballots", demo, "check", "which").out
    assert "printed: 1–23" in said
    assert "OFF  keyed and never printed: 24" in said
    assert "hep show" not in said
    held = [b for b in hep("show", demo, "ballots", "--json").json if b["poll_title"] == "Which model?"]
    assert {b["number"]: b["phase"] for b in held} == {2: "primary", 24: ""}


def test_a_number_is_printed_twice_only_where_that_is_asked_for_and_it_is_said(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    hep("paper", demo, "which", "-o", tmp_path / "one", "--ballots", "20")
    refused = hep("paper", demo, "which", "-o", tmp_path / "two", "--ballots", "30").refusal
    assert "Papers 1–20 are printed already" in refused
    assert "as in 30 from 21" in refused
    assert not (tmp_path / "two").exists()
    again = hep("paper", demo, "which", "-o", tmp_path / "two", "--ballots", "30", "--first", "11")
    assert again.out.splitlines()[-1].startswith("Printed before: 11–20; destroy one paper of each")
    assert "printed: 1–40; more than once: 11–20" in hep("ballots", demo, "check", "which").out


def test_a_file_that_is_only_read_keeps_no_printing_and_says_so(demo: Path) -> None:
    with closing(open_book(demo)) as book:
        poll = records(book, Poll)[0].id
        book.read_only = "It is only read."
        assert record_printing(book, [Printing(poll, 1, 20)]).startswith("This file is only read here")
        assert records(book, Printing) == []
