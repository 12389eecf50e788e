"""Killed in the middle of a vote: what was said to be done is done, and what goes together is there whole or not."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Poll, PollState, StateChange
from hep_tui.logbook import Book, secret_ballots
from hep_tui.logbook.laptop_key import load
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.conftest import ROOT
from tests.faults.votes_worker import PAPERS, PEOPLE, SERIES, VOTES
from tests.logbook.tools import laptop

Said = Counter[tuple[str, str]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")


def check_people(book: Book, said: Said) -> None:
    """Every list of people is there whole, or not at all."""
    lists = Counter(p.what.groups[0] for p in records(book, Person))
    assert set(lists.values()) <= {PEOPLE}
    assert {run for _, run in said} <= set(lists)


def check_papers(book: Book, said: Said) -> None:
    """Every list of papers is there with its batch and all of its papers, or without any."""
    held = Counter((b.what.poll, b.what.batch) for b in records(book, Ballot))
    assert held == {(b.what.poll, b.id): PAPERS for b in records(book, Batch)}
    assert {poll for _, poll in said} <= {poll for poll, _ in held}


def check_series(book: Book, said: Said) -> None:
    """A series is declared in all its polls under one code, or in none."""
    states = {s.what.poll: s.what.state for s in records(book, StateChange)}
    codes = {e.data["poll"]: e.data["record_code"] for e in book.current("declare")}
    runs: dict[str, list[str]] = {}
    for poll in records(book, Poll):
        runs.setdefault(poll.what.series, []).append(poll.id)
    for run, polls in runs.items():
        declared = [id for id in polls if states.get(id) is PollState.DECLARED]
        assert declared == [id for id in polls if id in codes]
        assert len(declared) in (0, SERIES)
        assert len({codes[id] for id in declared}) <= 1
        assert bool(declared) or ("declared", run) not in said


def check_box(book: Book, said: Said) -> None:
    """Every ballot that was said to be cast lies in its box, and a sealed one holds what was sealed in it."""
    assert secret_ballots.problems(book) == []
    assert not records(book, Ballot)
    for poll in records(book, Poll):
        held, cast, seal = (
            secret_ballots.count(book, poll.id),
            said["cast", poll.id],
            secret_ballots.seal(book, poll.id),
        )
        assert cast <= held <= cast + 1
        assert seal is None or (seal.ballots, held) == (VOTES, VOTES)
        assert seal is not None or ("sealed", poll.id) not in said


CHECKS: dict[str, Callable[[Book, Said], None]] = {
    "people": check_people, "papers": check_papers, "series": check_series, "box": check_box,
}  # fmt: skip


def said_until_killed(path: Path, what: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Let a worker do one thing for a while, kill it, and yield what it said was done."""
    command = [sys.executable, "-m", "tests.faults.votes_worker", str(path), what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as worker:
        assert worker.stdout is not None
        try:
            first = worker.stdout.read(1)
            assert first, "the worker ended by itself"
            time.sleep(dice.random() ** 3 * 0.4)
        finally:
            worker.kill()
        told = (first + worker.stdout.read()).decode()
    for line in told.split("\n")[:-1]:
        done, subject = line.split()
        yield done, subject


def kill_in_loops(path: Path, what: str, rounds: int, seed: int) -> None:
    """Kill a worker again and again over one file, and look at the file each time."""
    dice = random.Random(seed)
    laptop(path).close()
    said: Said = Counter()
    for _ in range(rounds):
        said.update(said_until_killed(path, what, dice))
        assert cli.main(["verify", str(path)]) == 0
        book = open_book(path, laptop=load(path.parent / "state"))
        CHECKS[what](book, said)
        book.close()


@pytest.mark.parametrize("what", CHECKS)
def test_a_vote_that_is_cut_off_keeps_what_was_done_and_nothing_half_done(tmp_path: Path, what: str) -> None:
    kill_in_loops(tmp_path / "review.hep", what, 3, 1)


@pytest.mark.long
@pytest.mark.parametrize("what", CHECKS)
def test_a_vote_that_is_cut_off_over_and_over_keeps_what_was_done(tmp_path: Path, what: str) -> None:
    for i in range(10):
        kill_in_loops(tmp_path / f"{i}.hep", what, 5, random.randrange(1_000_000))
