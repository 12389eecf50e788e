"""Measure one ballot more among very many, against the same among a few, and against one raw commit.

Run `python -m pytest tests/bench/bench_polls.py -m bench -s`; HEP_BENCH_BALLOTS sets how many there are (99000; a
paper bears at most 99999).
"""

import os
import random
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from hep_tui.actions import ballots, polls, record
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.polls import Option, Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.opening import create
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.results import peek
from tests.bench.rows import Rows
from tests.bench.tools import timed
from tests.conftest import Ticking

pytestmark = pytest.mark.bench

BALLOTS = int(os.environ.get("HEP_BENCH_BALLOTS", "99000"))
FEW = 100
OPTIONS = tuple(Option(str(i), f"Option {i}") for i in range(1, 9))


def test_one_ballot_more(tmp_path: Path, rows: Rows) -> None:
    few, many = (_filled(tmp_path / f"{n}.hep", n) for n in (FEW, BALLOTS))
    for name, what in (("cast and show", _cast_and_show), ("show", _show), ("result", _result)):
        floor, found = (_median(what, *each, 5 if name == "result" else 30) for each in (few, many))
        print(f"\n{name}: {floor:.2f} ms among {FEW}, {found:.2f} ms among {BALLOTS}, ratio {found / floor:.1f}")
    shown = sorted(_seconds(_cast_and_result, *many, 30)[1:])
    rows.add_times("live result, p95", "16 ms", 1, size=BALLOTS, ours=shown[-2], floor_time=0.016)
    few[0].close()
    many[0].close()


def _filled(path: Path, n: int) -> tuple[Book, str]:
    book = create(path, who="JB", source=Ticking().source)
    without_syncs(book.conn)
    poll = polls.create(book, Poll("Which?", "Which?", options=OPTIONS))
    polls.change_state(book, poll, PollState.OPEN)
    dice = random.Random(1)
    for start in range(1, n + 1, 5000):
        papers = (Ballot(poll, number, marks=_marks(dice)) for number in range(start, min(start + 5000, n + 1)))
        book.append_all([record.draft(book.token(), paper) for paper in papers])
    poll_view(book, poll)
    return book, poll


def _marks(dice: random.Random) -> dict[str, int]:
    order = dice.sample(range(1, 9), 8)
    return {str(option): rank for rank, option in enumerate(order, 1)}


def _median(what: Callable[[Book, str], object], book: Book, poll: str, times: int) -> float:
    return 1000 * statistics.median(_seconds(what, book, poll, times))


def _seconds(what: Callable[[Book, str], object], book: Book, poll: str, times: int) -> list[float]:
    return [timed(lambda: what(book, poll)) for _ in range(times)]


def _cast_and_show(book: Book, poll: str) -> PollView:
    number = poll_view(book, poll).next_number
    ballots.cast(book, Ballot(poll, number, marks={"1": 1, "2": 2}))
    return poll_view(book, poll)


def _show(book: Book, poll: str) -> object:
    return poll_view(book, poll)


def _cast_and_result(book: Book, poll: str) -> object:
    return peek(_cast_and_show(book, poll), {})


def _result(book: Book, poll: str) -> object:
    return peek(poll_view(book, poll), {})
