"""What the measurements have in common: the floor for typing, one key, and how figures are said."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from hep_tui.logbook.opening import open_book
from hep_tui.tui.app import HepApp
from tests.conftest import Ticking
from tests.tui.scenes import NOW, Desk


class OneInput(App[None]):
    """The floor for typing: an app that has nothing but one line."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Input()


def app_of(path: Path) -> HepApp:
    """Return the app over a review, as the tests of screens wait for it."""
    app = HepApp(lambda: open_book(path, source=Ticking(NOW).source), now=lambda: NOW, ticking=False)
    app.backend._thread = Desk(1)
    return app


async def key_to_paint(app: App[Any], key: str) -> float:
    """Return the seconds from a key on the focused line until the screen was painted after it."""
    painted = asyncio.Event()
    started = time.perf_counter()
    app.post_message(events.Key(_character_to_key(key), key))
    focused = app.focused
    assert focused is not None
    while not str(focused.value).endswith(key):  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    app.screen.call_after_refresh(painted.set)
    await painted.wait()
    return time.perf_counter() - started


async def paints(app: App[Any], keys: list[str], go: Callable[[Pilot[Any]], Awaitable[None]]) -> list[float]:
    """Return key to paint for each key, typed where `go` leads, in seconds."""
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot)
        times = [await key_to_paint(app, key) for key in keys]
    if isinstance(app, HepApp):
        await app.close_book()
    return times


def timed(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def p(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f} ms (min {min(times) * 1000:.1f})"


def spread(times: list[float]) -> str:
    return " ".join(f"p{percent} {p(times, percent) * 1000:.1f}" for percent in (50, 95, 99)) + " ms"
