"""The export of a small review, byte by byte as it is kept in `golden/`.

The code book, `datapackage.json`, `open_in/` and `wide/` are longer than all the rest, and are there only by their sums
in `CHECKSUMS.sha256`.

Where a change of the export is meant, renew the folder and read the difference before you commit it:
HEP_RENEW=1 pytest tests/exchange/test_golden.py
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import ballots, meetings, notes, polls, reviews
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState
from hep_tui.exchange.export import export
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from hep_tui.logbook.records import records
from tests.conftest import Ticking

GOLDEN = Path(__file__).parent / "golden"
BY_THEIR_SUMS = ("codebook.csv", "codebook.html", "datapackage.json", "open_in", "wide")
RENEW = "Is it meant? HEP_RENEW=1 pytest tests/exchange/test_golden.py"


@pytest.fixture
def evening(tmp_path: Path, ticking: Ticking) -> Iterator[Book]:
    """Lend the book of one invented evening, the same in every version of the program."""
    source = replace(ticking.source, version="0")
    book = create(tmp_path / "evening.hep", who="JB", source=source)
    path = find_pack("northmoor-2022", locations.packs_dir())
    pack = read_pack(path)
    reviews.start(book, pack, read_school_table(pack, path, locations.schools_dir()))
    meeting, first = records(book, Meeting)[0].id, records(book, Poll)[0].id
    meetings.start_item(book, meeting, "open")
    for number, phase in enumerate(("lower", "upper", "") * 3):
        here = Attendance(meeting, f"person-{number}", phase=phase, role="principal", groups=("council",))
        meetings.attend(book, here)
    _talk(book, meeting)
    _vote(book, first)
    _hands(book, meeting)
    meetings.end(book, meeting, "rank")
    yield book
    book.close()


def _talk(book: Book, meeting: str) -> None:
    said = Note('The bus, "number 7", comes too late\nand goes too early', meeting, "open", 1, "concern", phase="lower")
    notes.add(book, Note(**{**vars(said), "themes": ("buses", "tea"), "role": "principal"}), ["tea"])
    notes.add(book, Note("=1+1 schools: Łódź and l'école", meeting, "open", quote=True, phase="upper", models=("1@1",)))
    do = Note(
        "Ask for a later bus", meeting, "open", action=True, owner="Council", due="2021-07-01", groups=("council",)
    )
    amended = notes.add(book, do)
    notes.amend(book, amended, Note(**{**vars(do), "key": True}))
    notes.withdraw(book, notes.add(book, Note("Never mind", meeting, "open")))


def _vote(book: Book, poll: str) -> None:
    polls.change_state(book, poll, PollState.OPEN)
    papers: tuple[dict[str, int], ...] = ({"1": 1, "2": 2}, {"2": 1}, {"1": 1, "2": 2, "3": 3})
    for number, marks in enumerate(papers, 1):
        ballots.cast(book, Ballot(poll, number, marks=marks, phase=("lower", "upper")[number % 2], role="principal"))
    ballots.cast(book, Ballot(poll, 4, "blank"))
    polls.keep_account(book, Account(poll, printed=6, issued=5, unused=1, spoilt=1))
    polls.change_state(book, poll, PollState.CLOSED)
    polls.declare(book, poll, "one left before the register was taken")


def _hands(book: Book, meeting: str) -> None:
    question = Poll("Again?", "Shall we meet again?", "hands", (Option("1", "Yes"), Option("2", "No")), meeting)
    poll = polls.create(book, question)
    polls.change_state(book, poll, PollState.OPEN)
    polls.show_hands(book, Hands(poll, 5, {"1": {"lower": 2, "upper": 1}, "2": {"": 1}}, abstained=1))


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_export_of_a_small_review_is_the_one_that_is_kept(evening: Book, tmp_path: Path) -> None:
    folder = export(evening, tmp_path / "out").path
    if os.environ.get("HEP_RENEW"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(folder, GOLDEN, ignore=shutil.ignore_patterns(*BY_THEIR_SUMS))
    found, kept = _files(folder), _files(GOLDEN)
    summed = [hashlib.sha256(found.pop(name)).hexdigest() for name in [*found] if name.startswith(BY_THEIR_SUMS)]
    assert found.keys() == kept.keys(), RENEW
    for name, content in found.items():
        assert content == kept[name], f"{name} has changed. {RENEW}"
    assert all(sha in found["CHECKSUMS.sha256"].decode() for sha in summed)


def test_the_folder_that_is_kept_stays_small() -> None:
    assert sum(map(len, _files(GOLDEN).values())) < 60_000
