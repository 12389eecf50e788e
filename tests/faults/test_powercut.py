"""The power may go at any moment, whatever the disk still had to do: what was acknowledged is there."""

import random
import shutil
from pathlib import Path

import pytest

from hep_tui.errors import HepError
from hep_tui.logbook.opening import open_book
from tests.faults.powercut import HOWS, Disk, Step, traced
from tests.logbook.tools import check_whole, laptop

NAME = "review.hep"
Run = tuple[bytes, list[Step]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a file as it was, and what a program did that recorded into it."""
    path = tmp_path_factory.mktemp("run") / NAME
    laptop(path).close()
    before = path.read_bytes()
    return before, traced(path, 12)


def cut_the_power(run: Run, seed: int, folder: Path) -> set[str]:
    """Leave in a folder what may be found after a cut at some moment; return what had been acknowledged by then."""
    dice = random.Random(seed)
    before, steps = run
    disk = Disk({NAME: before})
    for step in steps[: dice.randrange(len(steps) + 1)]:
        disk.take(step)
    folder.mkdir()
    for name, data in disk.after_a_cut(HOWS[seed % len(HOWS)], dice).items():
        (folder / name).write_bytes(data)
    return set(disk.said)


def check_all_is_there(folder: Path, acknowledged: set[str]) -> None:
    """Assert that the file opens, is whole, and holds what was acknowledged."""
    book = open_book(folder / NAME)
    try:
        assert acknowledged <= {e.id for e in book.entries()}
        check_whole(book)
    finally:
        book.close()


def try_states(run: Run, seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        acknowledged = cut_the_power(run, seed, tmp_path / str(seed))
        check_all_is_there(tmp_path / str(seed), acknowledged)
        shutil.rmtree(tmp_path / str(seed))


def test_the_trace_holds_all_that_was_done(run: Run, tmp_path: Path) -> None:
    before, steps = run
    disk = Disk({NAME: before})
    for step in steps:
        disk.take(step)
    assert len(disk.said) > 20
    assert {s.what for s in steps} == {"make", "write", "sync", "sync folder", "cut", "delete", "say"}
    for name, data in disk.after_a_cut("kept", random.Random(1)).items():
        (tmp_path / name).write_bytes(data)
    check_all_is_there(tmp_path, set(disk.said))


def test_nothing_acknowledged_is_lost_when_the_power_goes(run: Run, tmp_path: Path) -> None:
    try_states(run, range(60), tmp_path)


@pytest.mark.long
def test_nothing_acknowledged_is_lost_whenever_the_power_goes(run: Run, tmp_path: Path) -> None:
    try_states(run, range(1000, 2500), tmp_path)


def test_a_disk_that_syncs_nothing_would_be_found_out(run: Run, tmp_path: Path) -> None:
    """Make sure that the test above can fail."""
    before, steps = run
    careless = before, [s for s in steps if not s.what.startswith("sync")]
    lost = 0
    for seed in range(16):
        acknowledged = cut_the_power(careless, seed, tmp_path / str(seed))
        try:
            check_all_is_there(tmp_path / str(seed), acknowledged)
        except (HepError, AssertionError):
            lost += 1
    assert lost > 4
