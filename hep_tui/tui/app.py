"""The app: wiring only."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from hep_tui.errors import HepError
from hep_tui.tui import routes
from hep_tui.tui.backend import Backend
from hep_tui.tui.beneath import Beneath
from hep_tui.tui.checking import Checking
from hep_tui.tui.command import Command, command
from hep_tui.tui.keyboard import Keyboard, Typed
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.shell import Shell
from hep_tui.tui.stray import Stray
from hep_tui.tui.symbols import only_ascii, symbols

if TYPE_CHECKING:
    from hep_tui.logbook import Book


class HepApp(Shell[str]):
    """Run the screens over one review. Returns the sentence that made it stop, if one did."""

    TITLE = "hep"
    CSS_PATH = "styles/hep.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True)]
    OFFERS = "help palette change-theme leave"

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
        # Table, phase and role kept for the notes of a meeting, for when somebody comes back to it.
        self.kept: dict[str, tuple[int, tuple[str, str]]] = {}
        self._no_backup = ""
        self.backend = Backend(opener, self.recorded)
        self.beneath = Beneath(self)
        self.keyboard = Keyboard(self._typed)
        self.stray = Stray()
        self.checking = Checking(self)
        self._reloading: asyncio.Task[None] | None = None
        self._stale: set[str] = set()
        self.set_class(only_ascii(), "-ascii")
        ScrollBar.renderer = _plain_bar() if only_ascii() else ScrollBarRender

    @property
    def review_path(self) -> Path:
        """Return the file of the review."""
        assert self.backend.book is not None
        return self.backend.book.path

    def get_default_screen(self) -> Screen[Any]:
        """Start on the home screen."""
        return routes.screen("home")

    async def on_mount(self) -> None:
        """Open the logbook once the first screen has been painted."""
        self.checking.begin()
        # A worker, so that a key which leaves is heard while a long record is checked.
        self.call_after_refresh(lambda: self.run_worker(self._open()))

    async def _open(self) -> None:
        try:
            await self.backend.open(self.backups)
        except HepError as error:
            self.exit(str(error), return_code=2)
            return
        finally:
            self.checking.end()
        self.ready = True
        await self.beneath.begin()
        for screen in self.screen_stack:
            if isinstance(screen, HepScreen):
                await screen.fresh()
        if self.backend.book is not None and self.backend.book.warning:
            self.tell(self.backend.book.warning)
        await self.beneath.check_clock()
        if self.ticking:
            self.set_interval(1.0, self.beneath.look)
            self.set_interval(20.0, self.beneath.back_up)

    async def on_event(self, event: events.Event) -> None:
        """Keep what is typed for its turn; what asks to leave comes at once, also when something hangs."""
        at_once = event.is_forwarded or getattr(event, "key", "") in ("ctrl+q", "ctrl+c")
        if isinstance(event, events.Key | events.Paste) and not at_once:
            self.keyboard.put(event)
        else:
            await super().on_event(event)

    async def _typed(self, event: Typed) -> None:
        """Give what was typed to the screen that is there now; to Textual what is nothing to a screen of hep."""
        try:
            screen = self.screen
            taken = isinstance(screen, HepScreen)
            if isinstance(screen, HepScreen):
                taken = await (screen.deal(event) if isinstance(event, events.Key) else screen.pasted(event))
            if not taken:
                await super().on_event(event)
        except Exception as error:
            self._handle_exception(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing lead out of a screen that holds the laptop for others, as the kiosk does."""
        return False if getattr(self.screen, "holds", False) else super().check_action(action, parameters)

    def recorded(self, kinds: frozenset[str]) -> None:
        """Reload what shows these kinds; several changes while one reload runs become one."""
        self._stale |= kinds
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.create_task(self._reload_stale())

    async def _reload_stale(self) -> None:
        while self._stale and self.is_running:
            kinds, self._stale = frozenset(self._stale), set()
            await self._reload(kinds)

    async def _reload(self, kinds: frozenset[str]) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, HepScreen):
                try:
                    await screen.reload_if_changed(kinds)
                except HepError as error:
                    screen.say(str(error), alarm=True)

    async def caught_up(self) -> None:
        """Wait until the screens show everything that was recorded."""
        if self._reloading is not None:
            await self._reloading

    async def reload_all(self) -> None:
        """Reload every screen, whatever it watches."""
        await self._reload(frozenset())

    def tell(self, words: str) -> None:
        """Say on the screen that is there now what went wrong; on one that only comes up, once it can be seen."""
        screen = self.screen
        if not isinstance(screen, HepScreen):
            return
        if screen.query("#said"):
            screen.say(words, alarm=True)
        else:
            screen.call_later(screen.say, words, alarm=True)

    async def undo(self, screen: HepScreen[Any], *, again: bool = False) -> None:
        """Take the last step back, or do it again, and say what it was."""
        from hep_tui.actions import undo
        from hep_tui.views.undone import undone

        if self.backend.trail is None:
            return
        await self.beneath.sender.settled()
        if not again and (row := self.beneath.sender.take_back(screen.frame)):
            screen.say(f"Taken back before it was stored: {row.deed.words}")
            return
        step, done = (undo.redo, "Done again") if again else (undo.undo, "Undone")
        try:
            group = await self.backend.call(step, self.backend.trail, screen.frame)
            what = await self.backend.call(undone, group)
        except HepError as error:
            screen.say(str(error), alarm=True)
            return
        await self.caught_up()
        screen.say(f"{done}: {what}")

    def key_of(self, command: Command) -> str:
        """Return the key of a command, as a setting gives it or as its own."""
        return self.keys.get(command.id, command.key)

    def written(self, command: Command) -> str:
        """Return how the key of a command is written on the screen."""
        signs = {"↑": symbols().up, "↓": symbols().down}
        return self.keys.get(command.id, "") or signs.get(command.shown, command.shown) or command.key

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every command of the screen, and those that work everywhere, in the palette."""
        if isinstance(screen, HepScreen):
            for each in (*screen.commands, *(each for each in self.commands if each.name != "palette")):
                yield SystemCommand(each.words.capitalize(), each.help, partial(screen.run_command, each))

    @command("f1", shown="F1")
    def action_help(self) -> None:
        """Show every key of this screen, and what it does."""
        if isinstance(self.screen, HepScreen) and not isinstance(self.screen, routes.ROUTES["help"].screen()):
            self.screen.go("help", type(self.screen))

    @command("ctrl+p", shown="Ctrl+P")
    def action_palette(self) -> None:
        """Find anything that can be done here by typing a few letters of its name."""
        self.action_command_palette()

    @command("f10", shown="F10")
    async def action_leave(self) -> None:
        """Leave hep. Everything is already saved; it asks once all the same."""
        if isinstance(self.screen, HepScreen) and await self.screen.sure(self._leaving()):
            self.exit()

    def _leaving(self) -> str:
        words = self.beneath.words
        return f"Leave hep? {words}." if words else "Leave hep? Everything entered is saved."

    async def action_quit(self) -> None:
        """Leave as everywhere: after asking, but while nothing is open yet."""
        leave = next(each for each in self.commands if each.name == "leave")
        if not self.ready:
            self.checking.stop()
            self.exit()
        elif isinstance(self.screen, HepScreen) and self.screen.asking:
            self.screen.say("Something is asked here: Enter answers it, Esc leaves it; then hep can be left.")
        elif isinstance(self.screen, HepScreen):
            await self.screen.run_command(leave)

    async def back_up(self) -> None:
        """Make a backup if one is due; where none can be made, say so, once for each reason."""
        from hep_tui.logbook import backup

        if self.ready and self.backups is not None:
            try:
                await self.backend.call(backup.keep_up, self.backups)
            except HepError as error:
                if str(error) != self._no_backup:
                    self._no_backup = str(error)
                    self.tell(self._no_backup)

    async def on_unmount(self) -> None:
        """Leave a last backup and a closed file behind, however the program ends."""
        self.keyboard.stop()
        await self.close_book()

    async def close_book(self) -> None:
        """Finish what is under way and close the logbook."""
        if self.ready:
            self.ready = False
            self.beneath.end()
            await self.backend.close(self.backups)


def _plain_bar() -> type[ScrollBarRender]:
    from hep_tui.tui.widgets.chart import PlainBar

    return PlainBar
