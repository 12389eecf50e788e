"""Fewer than five secret ballots, and a box that nobody may open yet, are told by no command at all."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import secret_polls
from hep_tui.logbook.opening import open_book
from tests.conftest import with_a_place
from tests.logbook.tools import raw

from .conftest import Hep

MARKS = ({"1": 1}, {"2": 1}, {"1": 1}, {"1": 1}, {"2": 1})


def _voted(hep: Hep, demo: Path, ballots: int, *words: str) -> str:
    asked = ("--question", "Shall we?", "--method", "choose", "--options", "Yes;No", "--rule", "plurality")
    id = hep("poll", demo, "new", "--title", "Hush", *asked, "--secret", *words).out.strip()
    hep("poll", demo, "open", id)
    with closing(open_book(demo)) as book:
        with_a_place(book)
        for marks in MARKS[:ballots]:
            secret_polls.cast(book, id, marks)
    return id


@pytest.mark.parametrize("ending", ["csv", "blt"])
@pytest.mark.parametrize("closed", [True, False])
def test_four_secret_ballots_are_written_and_listed_by_nothing(
    hep: Hep, demo: Path, tmp_path: Path, ending: str, closed: bool
) -> None:
    id = _voted(hep, demo, 4)
    if closed:
        hep("poll", demo, "close", id)
    path = tmp_path / f"papers.{ending}"
    assert hep("ballots", demo, "export", id, "-o", path).refusal.endswith("Nothing was written.")
    assert not path.exists()
    assert [b for b in hep("show", demo, "ballots", "--json").json if b["poll"] == id] == []
    for what in ("show", "count"):
        assert hep("poll", demo, what, id, "--json").json["scores"] is None


def test_of_a_box_that_was_changed_it_is_said_so_and_not_that_few_voted(hep: Hep, demo: Path, tmp_path: Path) -> None:
    id = _voted(hep, demo, 5)
    hep("poll", demo, "close", id)
    with raw(demo) as conn:
        conn.execute("UPDATE secret SET marks = '{\"1\":1}'")
    said = hep("ballots", demo, "export", id, "-o", tmp_path / "papers.csv")
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith("hep: Hush: the box is not as it was sealed, so nothing is counted")


@pytest.mark.parametrize("close", [True, False])
def test_no_ballot_in_a_box_is_said_to_be_keyed_twice(hep: Hep, demo: Path, close: bool) -> None:
    id = _voted(hep, demo, 5)
    if close:
        hep("poll", demo, "close", id)
    assert "keyed twice" not in hep("ballots", demo, "check", id).out


@pytest.mark.parametrize("ballots", [4, 5])
def test_an_open_secret_poll_is_not_counted_however_many_have_voted(hep: Hep, demo: Path, ballots: int) -> None:
    id = _voted(hep, demo, ballots)
    said = hep("poll", demo, "count", id)
    assert said.refusal == "Hush is open and secret, so nothing is counted before it closes."
    assert said.out == ""


def test_a_secret_box_of_a_series_stays_shut_until_all_of_it_is_closed(hep: Hep, demo: Path, tmp_path: Path) -> None:
    id = _voted(hep, demo, 5, "--series", "evening")
    hep("poll", demo, "new", "--method", "choose", "--options", "Yes;No", "--title", "Later", "--series", "evening")
    hep("poll", demo, "close", id)
    said = hep("ballots", demo, "export", id, "-o", tmp_path / "papers.csv").refusal
    assert said.startswith("The series evening is held back")
    assert [b for b in hep("show", demo, "ballots", "--json").json if b["poll"] == id] == []


def test_five_secret_ballots_of_a_closed_poll_are_written_for_their_owner_alone(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    id = _voted(hep, demo, 5)
    hep("poll", demo, "close", id)
    for ending in ("csv", "blt"):
        path = tmp_path / f"papers.{ending}"
        assert hep("ballots", demo, "export", id, "-o", path).code == 0
        assert path.stat().st_mode & 0o077 == 0
    assert len([b for b in hep("show", demo, "ballots", "--json").json if b["poll"] == id]) == 5


def _typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """Let lines be typed where nothing shows, and return what was asked before each."""
    asked, left = list[str](), iter(lines)

    def unseen(words: str) -> str:
        asked.append(words)
        return next(left)

    monkeypatch.setattr("hep_tui.commands.verbs.ballots.unseen", unseen)
    return asked


def test_a_lot_of_secret_papers_is_typed_by_two_people_and_shows_nothing(
    hep: Hep, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = _voted(hep, demo, 0)
    asked = _typed(monkeypatch, "AB", "1", "9", "2", "1", "1", "2", "KL", "2", "2", "1", "1", "1")
    assert hep("ballots", demo, "lot", id, "5").out.startswith("5 papers read twice alike and put into the box")
    assert asked[3].endswith("Paper 2 of 5: ")
    assert len(asked[3]) > len("Paper 2 of 5: ")
    hep("poll", demo, "close", id)
    assert hep("poll", demo, "count", id, "--json").json["scores"] == {"Yes": 3, "No": 2}


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        (("AB", "1", "ab"), "Two people read a lot, each with initials of their own"),
        (("",), "Two people read a lot, each with initials of their own"),
        (("AB", "1", "KL", "2"), "The two readings of this lot differ (first reading only: 1 × Yes; second"),
    ],
)
def test_a_lot_that_one_person_read_or_two_read_differently_is_refused(
    hep: Hep, demo: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], refusal: str
) -> None:
    id = _voted(hep, demo, 0)
    _typed(monkeypatch, *lines)
    assert hep("ballots", demo, "lot", id, "1").refusal.startswith(refusal)


def test_the_papers_of_a_secret_poll_bear_no_number(hep: Hep, demo: Path, tmp_path: Path) -> None:
    id = _voted(hep, demo, 0)
    made = [Path(line) for line in hep("paper", demo, id, "-o", tmp_path, "--ballots", "6").out.splitlines()]
    assert [path.name for path in made] == ["hush-ballots.html", "hush-roll.html"]
    page = made[0].read_text("utf-8")
    assert page.count("<article") == 6
    assert "No. 0" not in page
    assert "all alike" in hep("paper", demo, id, "-o", tmp_path, "--ballots", "primary 6").refusal
