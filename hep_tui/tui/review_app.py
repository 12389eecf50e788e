"""What the screens of a review work with: its file, its settings, and the steps that can be taken back."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.errors import HepError
from hep_tui.tui.backend import Backend
from hep_tui.tui.beneath import Beneath
from hep_tui.tui.checking import Checking
from hep_tui.tui.command import Command
from hep_tui.tui.keyboard import Keyboard, Typed
from hep_tui.tui.shell import Shell
from hep_tui.tui.stray import Stray
from hep_tui.tui.symbols import symbols

if TYPE_CHECKING:
    from hep_tui.logbook import Book


class ReviewApp(Shell[str]):
    """Hold one review open for screens that it knows nothing of; a subclass shows, reloads and leaves them."""

    def __init__(
        self,
        opener: "Callable[[], Book]",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        exports: Path = Path("exports"),
        backups: Path | None = None,
        keys: dict[str, str] | None = None,
        ticking: bool = True,
    ) -> None:
        super().__init__()
        self.now = now
        self.exports = exports
        self.backups = backups
        self.keys = keys or {}
        self.ticking = ticking
        self.ready = False
        # Phase and pupils of the school whose costs were asked for last, for the next look at the models.
        self.school: tuple[str, int] | None = None
        self._no_backup = ""
        self.backend = Backend(opener, self.recorded)
        self.beneath = Beneath(self)
        self.keyboard = Keyboard(self.typed)
        self.stray = Stray()
        self.checking = Checking(self, self.keyboard)
        self._reloading: asyncio.Task[None] | None = None
        self._stale: set[str] = set()

    @property
    def review_path(self) -> Path:
        """Return the file of the review."""
        assert self.backend.book is not None
        return self.backend.book.path

    async def typed(self, event: Typed) -> None:
        """Give a key, or what was pasted, to whatever can be seen now."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        """Say what went wrong, on whatever can be seen now."""
        raise NotImplementedError

    async def reload(self, kinds: frozenset[str]) -> None:
        """Reload every screen that shows one of these kinds of entry, no kinds being all of them."""
        raise NotImplementedError

    def recorded(self, kinds: frozenset[str]) -> None:
        """Reload what shows these kinds; several changes while one reload runs become one."""
        self._stale |= kinds
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.create_task(self._reload_stale())

    async def _reload_stale(self) -> None:
        while self._stale and self.is_running:
            kinds, self._stale = frozenset(self._stale), set()
            await self.reload(kinds)

    async def caught_up(self) -> None:
        """Wait until the screens show everything that was recorded."""
        if self._reloading is not None:
            await self._reloading

    async def reload_all(self) -> None:
        """Reload every screen, whatever it watches."""
        await self.reload(frozenset())

    async def step_back(self, frame: str, *, again: bool = False, names: bool = False) -> str:
        """Take the last step of a frame back, or do it again; return what it was, empty where nothing is open.

        `names` lets that say who came or left. Raises HepError where there is no step, or it cannot be taken back.
        """
        from hep_tui.actions import undo
        from hep_tui.views.undone import undone

        if self.backend.trail is None:
            return ""
        await self.beneath.sender.settled()
        if not again and (row := self.beneath.sender.take_back(frame)):
            return f"Taken back before it was stored: {row.deed.words}"
        step, done = (undo.redo, "Done again") if again else (undo.undo, "Undone")
        group = await self.backend.call(step, self.backend.trail, frame)
        what = await self.backend.call(undone, group, names=names)
        await self.caught_up()
        return f"{done}: {what}"

    def key_of(self, command: Command) -> str:
        """Return the key of a command, as a setting gives it or as its own."""
        return self.keys.get(command.id, command.key)

    def written(self, command: Command) -> str:
        """Return how the key of a command is written on the screen."""
        signs = {"↑": symbols().up, "↓": symbols().down}
        return self.keys.get(command.id, "") or signs.get(command.shown, command.shown) or command.key

    async def back_up(self) -> None:
        """Make a backup if one is due; where none can be made, say so, once for each reason."""
        from hep_tui.logbook import backup

        if not self.ready or self.backups is None:
            return
        try:
            await self.backend.call(backup.keep_up, self.backups)
        except HepError as error:
            if str(error) != self._no_backup:
                self._no_backup = str(error)
                self.tell(self._no_backup)

    async def close_book(self) -> None:
        """Finish what is under way and close the logbook."""
        if self.ready:
            self.ready = False
            self.beneath.end()
            await self.backend.close(self.backups)
