"""Look after the file beneath the screens: what waits for it, who else holds it, and whether it is still the same."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from hep_tui import locations
from hep_tui.errors import HepError
from hep_tui.logbook import steady
from hep_tui.tui.kept import Kept
from hep_tui.tui.sending import Sender
from hep_tui.tui.widgets.top import TopLine

if TYPE_CHECKING:
    from pathlib import Path

    from hep_tui.logbook.errors import FileChanged
    from hep_tui.tui.app import HepApp


class Beneath:
    """Own the outbox of an app, and look at its file once a second; an error of the disk is a state here, never an end.

    `rescued` is the file in which everything goes on, once the one that was opened has been changed by others.
    """

    def __init__(self, app: "HepApp") -> None:
        self.app = app
        self.sender = Sender(app.backend.call, self.show)
        self.rescued: Path | None = None
        self._trouble = ""
        self._ahead = self._clock()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def words(self) -> str:
        """Return for the top line what is wrong with the file, and what is not stored yet; empty where all is well."""
        lost = f"THE FILE WAS CHANGED, now in {self.rescued.name}" if self.rescued else ""
        return " · ".join(said for said in (lost, self.sender.words or self._trouble) if said)

    def show(self) -> None:
        """Say it in the top line of every screen."""
        for screen in self.app.screen_stack:
            for top in screen.query(TopLine):
                top.alarm = self.words

    def begin(self) -> None:
        """Keep from now on what is not stored yet of the review that is open."""
        self.sender.kept = Kept(self.app.review_path)

    def look(self) -> None:
        """Look at the file, and send what waits; not while the look before is still under way."""
        self._run("look", self._look)

    def back_up(self) -> None:
        """Make a backup where one is due, while everything else goes on."""
        self._run("back up", self.app.back_up)

    def end(self) -> None:
        """Look no more."""
        for task in self._tasks.values():
            task.cancel()
        if self.sender.kept:
            self.sender.kept.close()

    def farewell(self) -> str:
        """Return what to know after leaving; empty where nothing is to be known."""
        waits = sum(1 for _ in self.sender.box)
        said = [f"Not stored yet: {waits}. hep offers it again at the next start."] if waits else []
        if self.rescued:
            said.append(f"The review was changed by another program; all that was entered is in {self.rescued}.")
        return " ".join(said)

    def _run(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        before = self._tasks.get(name)
        if self.app.ready and (before is None or before.done()):
            self._tasks[name] = asyncio.create_task(_await(work()))

    async def _look(self) -> None:
        from hep_tui.logbook import NotStored
        from hep_tui.logbook.errors import FileChanged

        try:
            changed, self._trouble = await self.app.backend.look(), ""
        except FileChanged as error:
            changed = await self._rescue(error)
        except NotStored as error:
            changed, self._trouble = False, error.state
        if changed:
            await self.app.reload_all()
        if self.sender.box.rows:
            await self.sender.go()
        self.show()
        await self._watch_clock()

    def _clock(self) -> float:
        """Return how far the laptop's clock is ahead of one that nobody sets, in seconds."""
        return self.app.now().timestamp() - steady()

    async def _watch_clock(self) -> None:
        """Say that the laptop's clock was set, and measure what is shown anew."""
        before, self._ahead = self._ahead, self._clock()
        minutes = round((self._ahead - before) / 60)
        if minutes:
            way = "on" if minutes > 0 else "back"
            self.app.tell(
                f"The clock of this laptop was put {way} by {abs(minutes)} minutes; look whether it is right. "
                "Minutes of the meeting are measured without it."
            )
            await self.app.reload_all()

    async def _rescue(self, error: "FileChanged") -> bool:
        """Go on in a file of its own; return whether that was possible."""
        from hep_tui.logbook import NotStored

        self._trouble = error.state
        try:
            path = await self.app.backend.rescue(self.app.review_path.parent, locations.reviews_dir())
        except (NotStored, OSError) as failed:
            self.app.tell(f"{error.what}. {failed} Nothing more can be stored until there is room.")
            return False
        self.rescued, self._trouble = path, ""
        entries = await self.app.backend.call(lambda book: book.count())
        self.app.tell(f"{error.what}. Everything goes on in {path}: {entries} entries, all verified.")
        return True


async def _await(work: Awaitable[None]) -> None:
    # It is tried again, and was said where it matters.
    with contextlib.suppress(HepError):
        await work
