"""A program may be killed at any moment: every entry that it said was stored is there afterwards."""

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.logbook.opening import open_book
from tests.conftest import ROOT
from tests.logbook.tools import check_whole, laptop


@contextlib.contextmanager
def working(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker over a file, which is killed at the end."""
    command = [sys.executable, "-m", "tests.faults.worker", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def acknowledged_until_killed(path: Path, dice: random.Random) -> set[str]:
    """Let a worker record for a while, kill it, and return the ids that it said were stored."""
    with working(path) as worker:
        assert worker.stdout is not None
        pipe = worker.stdout.fileno()
        said, enough = b"", dice.randrange(1, 40)
        while said.count(b"\n") < enough:
            more = os.read(pipe, 4096)
            assert more, "the worker ended by itself"
            said += more
        time.sleep(dice.random() * 0.01)
        worker.kill()
        said += worker.stdout.read()
    return {line.decode() for line in said.split(b"\n")[:-1]}


def kill_in_loops(path: Path, rounds: int, seed: int) -> None:
    """Kill a worker again and again over one file, which keeps every entry of all of them."""
    dice = random.Random(seed)
    laptop(path).close()
    acknowledged: set[str] = set()
    for i in range(rounds):
        acknowledged |= acknowledged_until_killed(path, dice)
        if i % 2:
            assert cli.main(["verify", str(path)]) == 0
        book = open_book(path)
        stored = {e.id for e in book.entries()}
        assert acknowledged <= stored
        check_whole(book)
        book.close()
    # At most one action in each round had reached the disk and was not yet said to have.
    assert len(stored - acknowledged) <= 2 + 7 * rounds


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_killed_program_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    kill_in_loops(tmp_path / "review.hep", 5, 1)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_program_killed_over_and_over_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    kill_in_loops(tmp_path / "review.hep", 200, random.randrange(1_000_000))
