"""A declared result leaves as a page, as charts, and where a browser can print, as PDF and pictures."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hep_tui import cli
from hep_tui.actions import polls
from hep_tui.domain.polls import Hands, Poll, PollState
from hep_tui.hall import saving
from hep_tui.logbook import Book
from tests.hall.conftest import MOTION, words

Declare = Callable[[str], None]


@pytest.fixture
def printer(tmp_path: Path) -> str:
    """Return a program that prints as a browser does, without being one."""
    script = tmp_path / "browser"
    script.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        "for word in sys.argv[1:]:\n"
        "    name, _, target = word.partition('=')\n"
        "    if name in ('--print-to-pdf', '--screenshot'):\n"
        "        pathlib.Path(target).write_text(sys.argv[-1])\n"
    )
    script.chmod(0o755)
    return str(script)


def test_a_result_is_saved_as_page_charts_pdf_and_a_picture_a_slide(
    book: Book, declare: Declare, tmp_path: Path, printer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion = polls.create(book, Poll("Join", method="hands", options=MOTION, rule="plurality"))
    polls.change_state(book, motion, PollState.OPEN)
    polls.show_hands(book, Hands(motion, 9, {"1": {"": 6}, "2": {"": 3}}))
    declare(motion)
    book.close()
    monkeypatch.setenv("HEP_BROWSER", printer)
    assert cli.main(["room", str(book.path), "--save", str(tmp_path / "out")]) == 0
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == ["join-1.png", "join-2.png", "join-2.svg", "join.html", "join.pdf"]
    html = (tmp_path / "out" / "join.html").read_text("utf-8")
    assert "For 6, Against 3" in words(html)
    assert not re.findall(r"<script|https?://|src=", html)
    chart = ElementTree.parse(tmp_path / "out" / "join-2.svg")
    said = " ".join("".join(each.itertext()) for each in chart.iter() if each.tag.endswith("text"))
    assert all(option.label in said for option in MOTION)


def test_of_places_without_figures_no_chart_is_saved(
    book: Book, poll: str, declare: Declare, tmp_path: Path, printer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(poll)
    book.close()
    monkeypatch.setenv("HEP_BROWSER", printer)
    assert cli.main(["room", str(book.path), "--save", str(tmp_path / "out")]) == 0
    assert not list((tmp_path / "out").glob("*.svg"))
    assert "1. A Model A: preferred to B Model B, 16:8" in words((tmp_path / "out" / "models.html").read_text("utf-8"))


def test_without_a_browser_the_page_and_its_charts_are_written_and_it_is_said(
    book: Book, poll: str, declare: Declare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    declare(poll)
    book.close()
    monkeypatch.setenv("HEP_BROWSER", "/nowhere/browser")
    assert cli.main(["room", str(book.path), "--save", str(tmp_path / "out"), "--poll", "models"]) == 0
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".html"]
    assert saving.NO_BROWSER in capsys.readouterr().err


def test_what_is_not_declared_is_not_saved(
    book: Book, poll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.close()
    assert cli.main(["room", str(book.path), "--save", str(tmp_path / "out")]) == 2
    assert "No declared result" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_browser_that_refuses_the_administrator_is_told_of_in_a_sentence(
    book: Book, poll: str, declare: Declare, tmp_path: Path, printer: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    declare(poll)
    book.close()
    refusing = "import sys; sys.exit('Running as root without --no-sandbox is not supported.')\n"
    Path(printer).write_text(f"#!{sys.executable}\n{refusing}")
    monkeypatch.setenv("HEP_BROWSER", printer)
    assert cli.main(["room", str(book.path), "--save", str(tmp_path / "out")]) == 2
    said = capsys.readouterr()
    assert "makes no models.pdf for the administrator (root)" in said.err
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".html"]
    assert "models.html" in said.out
