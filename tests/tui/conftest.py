"""A stage for the screens: the demo, open at 80×24, with nothing that depends on the clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from hep_tui.domain.notes import Note
from hep_tui.logbook.records import records
from hep_tui.tui.screens.base import HepScreen
from tests.tui.scenes import Scene, burst, play, resize, settle, stage

Stage = Callable[..., AbstractAsyncContextManager["Actor"]]


class Actor:
    """Press keys and say what can be seen."""

    def __init__(self, pilot: Any) -> None:
        self.pilot, self.app = pilot, pilot.app

    async def press(self, *keys: str) -> None:
        """Press keys one by one; `=words` types words."""
        await play(self.pilot, keys)

    async def burst(self, text: str) -> None:
        """Type text as fast as it comes; a newline is Enter."""
        burst(self.pilot, text)
        await settle(self.pilot)

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await resize(self.pilot, width, height)

    async def ask(self, view: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what a view or action returns."""
        return await self.app.backend.call(view, *args, **kwargs)

    async def notes(self) -> list[Note]:
        """Return the notes of the meeting on the screen, in order."""
        found = await self.ask(records, Note)
        return [n.what for n in found if n.what.meeting == self.app.screen.meeting]

    @property
    def seen(self) -> str:
        """Return the text of the screen as a person sees it, line by line."""
        screen = self.app.screen
        height = screen.size.height
        return "\n".join("".join(s.text for s in line) for line in screen._compositor.render_strips()[:height])

    @property
    def said(self) -> str:
        """Return the words on the line for them."""
        return str(self.app.screen.query_one("#said").words)


@pytest.fixture(autouse=True)
async def _tasks_start_at_once() -> None:
    """Start tasks as `App.run` does, which `run_test` leaves to the loop it finds: at once, from Python 3.12 on."""
    asyncio.get_running_loop().set_task_factory(getattr(asyncio, "eager_task_factory", None))


@pytest.fixture(autouse=True)
def _keys_are_pressed_after_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every key for one that was pressed after the words before it were read, however fast the test is."""
    monkeypatch.setattr(HepScreen, "TYPED_ON", 0)


@pytest.fixture
def on_stage(tmp_path: Path) -> Stage:
    """Return a way to open the demo on a screen."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), scene: Scene | None = None, **changes: Any
    ) -> AsyncIterator[Actor]:
        app = stage(tmp_path, scene)
        for name, value in changes.items():
            setattr(app, name, value)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield Actor(pilot)
        await app.close_book()

    return opened
