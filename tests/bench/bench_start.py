"""Measure what it costs to begin, and to wait: `hep --version`, the first paint of a review, a screen that nobody uses.

Run `python -m pytest tests/bench/bench_start.py -m bench -s`.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from textual import events

from hep_tui.logbook.opening import open_book
from hep_tui.logbook.room import RoomReader
from hep_tui.tui.app import HepApp
from hep_tui.tui.room import RoomApp
from hep_tui.tui.widgets.said import Said
from tests.bench.cost import cost
from tests.bench.files import with_notes
from tests.bench.rows import SIZES, Row, Rows

pytestmark = pytest.mark.bench

TIMES, NOTES, SECONDS = 10, 10_000, 20

EMPTY = """
from textual.app import App
class Empty(App[None]):
    def on_mount(self): self.call_after_refresh(self.exit)
Empty().run(headless=True)
"""
HEP = """
import sys
from pathlib import Path
from hep_tui.cli import main
from hep_tui.commands.start import _open
from hep_tui.tui.app import HepApp
async def painted(self): self.exit()
HepApp._open = painted
HepApp(lambda: _open(Path(sys.argv[1]))).run(headless=True)
"""


def _python(*words: str) -> Iterator[None]:
    """Run an interpreter again and again, with modules compiled as those of an installed program are."""
    with TemporaryDirectory() as compiled:
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}

        def once() -> None:
            nowhere = subprocess.DEVNULL
            subprocess.run([sys.executable, *words], env=env, check=True, stdout=nowhere, stderr=nowhere)

        once()
        yield
        for _ in range(TIMES):
            once()
        yield


def nothing(*_: str) -> Iterator[None]:
    """Begin, and end."""
    return _python("-c", "pass")


def version(*_: str) -> Iterator[None]:
    """Say the version."""
    return _python("-m", "hep_tui", "--version")


def helped(*_: str) -> Iterator[None]:
    """List the commands."""
    return _python("-m", "hep_tui", "--help")


def empty(*_: str) -> Iterator[None]:
    """Paint a Textual app that has nothing."""
    return _python("-c", EMPTY)


def painted(path: str) -> Iterator[None]:
    """Paint hep until the first screen is there, which is before the review is read."""
    return _python("-c", HEP, path)


def test_beginning(rows: Rows) -> None:
    for title, work in (("hep --version", version), ("hep --help", helped)):
        rows.add(title, "python -c pass", 4, work=work, floors=[nothing], given=lambda size: (), sizes=[TIMES], times=3)


def test_the_first_paint(rows: Rows) -> None:
    rows.add(
        "first paint of hep open", "empty Textual app", 1.15,
        work=painted, floors=[empty], given=lambda size: (with_notes(NOTES),), sizes=[TIMES], times=3,
    )  # fmt: skip


def test_what_is_typed_while_the_record_is_checked(rows: Rows) -> None:
    for size in SIZES:
        painted, kept, shown = asyncio.run(_begun(with_notes(size)))
        for title, taken in (("a key shown while checking", kept), ("the record shown", shown)):
            rows.add_times(title, "first paint + 0.3 s", 1, size=size, ours=taken, floor_time=painted + 0.3)


async def _begun(path: Path) -> tuple[float, float, float]:
    """Return after how many seconds the first screen was there, a key typed then was shown, and the record was."""
    began = time.perf_counter()
    app = HepApp(lambda: open_book(path, told=app.checking.told))
    async with app.run_test(size=(80, 24)) as pilot:
        painted = time.perf_counter() - began
        app.post_message(events.Key("x", "x"))
        while not (app.ready or any("x" in said.words for said in app.screen.query(Said))):
            await asyncio.sleep(0.005)
        kept = time.perf_counter() - began
        while not app.ready:
            await asyncio.sleep(0.005)
        await pilot.pause()
        shown = time.perf_counter() - began
    await app.close_book()
    return painted, kept, shown


def waiting(path: str) -> Iterator[None]:
    """Leave the first screen alone for a while."""
    return _left_alone(HepApp(lambda: open_book(Path(path))))


def waiting_room(path: str) -> Iterator[None]:
    """Leave the display of the room alone for a while."""
    return _left_alone(RoomApp(RoomReader(Path(path))))


def _left_alone(app: HepApp | RoomApp) -> Iterator[None]:
    with asyncio.Runner() as runner:
        shown = app.run_test(size=(120, 40))
        runner.run(shown.__aenter__())
        runner.run(_come_to_rest(app))
        yield
        runner.run(asyncio.sleep(SECONDS))
        yield
        runner.run(shown.__aexit__(None, None, None))


async def _come_to_rest(app: HepApp | RoomApp) -> None:
    """Wait until the record is there, however busy the machine is, and a little longer."""
    while isinstance(app, HepApp) and not app.ready:
        await asyncio.sleep(0.1)
    await asyncio.sleep(5)


def test_waiting(rows: Rows) -> None:
    for title, work in (("idle screen", waiting), ("idle room", waiting_room)):
        rows.found.append(
            Row(title, f"{SECONDS} s of a core", "0.005", {NOTES: (cost(work, with_notes(NOTES)), SECONDS)})
        )
