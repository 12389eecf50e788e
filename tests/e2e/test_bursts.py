"""The main flows at machine speed through a real terminal leave the record that the same keys leave one by one."""

import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from hep_tui.logbook.opening import open_book
from hep_tui.tui.screens.base import HepScreen
from tests.conftest import demo_file
from tests.e2e.conftest import Open
from tests.e2e.terminal import Terminal
from tests.tui.flows import FLOWS, each, left
from tests.tui.scenes import play, settle, stage

NAMED = {"ctrl+r": "C-r", "ctrl+u": "C-u", "slash": "/"}


def pieces(keys: Sequence[str]) -> list[list[str]]:
    """Return keys in the pieces between which a person waits to see what they did.

    A terminal takes Esc and what comes right behind it for one key; a letter behind a letter on a list is words.
    """
    parted = [[keys[0]]]
    for before, key in pairwise(keys):
        if before == "escape" or (len(before) == 1 and len(key) == 1):
            parted.append([])
        parted[-1].append(key)
    return parted


def send(screen: Terminal, piece: Sequence[str]) -> None:
    """Hand a piece to the program at once."""
    screen.keys(*(NAMED.get(key, key if len(key) == 1 else key.capitalize()) for key in each(piece)))


async def one_by_one(folder: Path, keys: Sequence[str]) -> object:
    app = stage(folder)
    async with app.run_test() as pilot:
        await settle(pilot)
        await play(pilot, each(keys))
        record = await app.backend.call(left)
    await app.close_book()
    return record


def recorded(file: Path) -> list[object]:
    with closing(open_book(file)) as book:
        return left(book)


QUICK = {"notes", "ballots"}


@pytest.mark.parametrize(
    "flow", [flow if flow in QUICK else pytest.param(flow, marks=pytest.mark.long) for flow in FLOWS]
)
async def test_a_burst_in_a_terminal_leaves_the_record_of_the_same_keys_one_by_one(
    flow: str, terminal: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HepScreen, "TYPED_ON", 0)
    (tmp_path / "slow").mkdir()
    expected = await one_by_one(tmp_path / "slow", FLOWS[flow])
    screen = terminal("open", str(demo_file(tmp_path)))
    screen.until("record ")
    for piece in pieces(FLOWS[flow]):
        send(screen, piece)
        time.sleep(0.5)
    ends = time.monotonic() + 20
    while (found := recorded(tmp_path / "demo.hep")) != expected and time.monotonic() < ends:
        time.sleep(0.2)
    assert found == expected, screen.seen
