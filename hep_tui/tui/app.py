"""The app: wiring only."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from hep_tui.errors import HepError
from hep_tui.tui import crash, themes
from hep_tui.tui.backend import Backend
from hep_tui.tui.beneath import Beneath
from hep_tui.tui.commands import EVERYWHERE, ChangeTheme, Command, Help, Leave, Palette
from hep_tui.tui.driver import driver
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import only_ascii, symbols

if TYPE_CHECKING:
    from hep_tui.logbook import Book


class HepApp(App[str]):
    """Run the screens over one review. Returns the sentence that made it stop, if one did."""

    TITLE = "hep"
    CSS_PATH = "styles/hep.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = Palette.key
    BINDINGS: ClassVar[list[Any]] = [
        *(c.binding() for c in EVERYWHERE if c is not Palette),
        Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True),
    ]

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
        super().__init__(driver_class=driver())
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
        self._reloading: asyncio.Task[None] | None = None
        self._stale: set[str] = set()
        for theme in themes.THEMES:
            self.register_theme(theme)
        # Set at once, not as a change: that would have every style sheet read a second time before the first paint.
        self.set_reactive(HepApp.theme, themes.DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(only_ascii(), "-ascii")
        ScrollBar.renderer = _plain_bar() if only_ascii() else ScrollBarRender

    @property
    def review_path(self) -> Path:
        """Return the file of the review."""
        assert self.backend.book is not None
        return self.backend.book.path

    def get_default_screen(self) -> Screen[Any]:
        """Start on the home screen."""
        from hep_tui.tui.screens.home import HomeScreen

        return HomeScreen()

    async def on_mount(self) -> None:
        """Open the logbook once the first screen has been painted."""
        self.set_keymap(self.keys)
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        try:
            await self.backend.open(self.backups)
        except HepError as error:
            self.exit(str(error), return_code=2)
            return
        self.ready = True
        self.beneath.begin()
        await self._reload(frozenset())
        if self.backend.book is not None and self.backend.book.warning:
            self.tell(self.backend.book.warning)
        if self.ticking:
            self.set_interval(1.0, self.beneath.look)
            self.set_interval(20.0, self.beneath.back_up)

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
                    await (screen.reload_if_changed(kinds) if kinds else screen.reload())
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
        """Say on the screen that stands there now what went wrong."""
        if isinstance(self.screen, HepScreen):
            self.screen.say(words, alarm=True)

    async def undo(self, screen: HepScreen, *, again: bool = False) -> None:
        """Take the last step back, or do it again, and say what it was."""
        from hep_tui.actions import undo
        from hep_tui.views.undone import undone

        if self.backend.trail is None:
            return
        step = undo.redo if again else undo.undo
        try:
            group = await self.backend.call(step, self.backend.trail, screen.frame)
            what = await self.backend.call(undone, group)
        except HepError as error:
            screen.say(str(error), alarm=True)
            return
        screen.say(f"{'Done again' if again else 'Undone'}: {what}")

    def key_of(self, command: type[Command]) -> str:
        """Return the key of a command, as a setting gives it or as its own."""
        return self.keys.get(command.id(), command.key)

    def written(self, command: type[Command]) -> str:
        """Return how the key of a command is written on the screen."""
        signs = {"↑": symbols().up, "↓": symbols().down}
        return self.keys.get(command.id(), "") or signs.get(command.shown, command.shown) or command.key

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every command of the screen, and those that work everywhere, in the palette."""
        here = screen.commands if isinstance(screen, HepScreen) else ()
        commands: tuple[type[Command], ...] = (*here, Help, ChangeTheme, Leave)
        for command in commands:
            run = self._runner(screen, command)
            yield SystemCommand(command.words().capitalize(), command.help(), run)

    def _runner(self, screen: Screen[Any], command: type[Command]) -> Callable[[], Any]:
        where = screen if isinstance(screen, HepScreen) else None
        return lambda: where.run_command(command) if where else self.run_action(command.action())

    def action_help(self) -> None:
        """Show every key of the screen."""
        from hep_tui.tui.screens.help import HelpScreen

        if isinstance(self.screen, HepScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(type(self.screen)))

    def action_change_theme(self) -> None:
        """Change between dark and light."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name

    async def action_leave(self) -> None:
        """Ask once, then leave."""
        if isinstance(self.screen, HepScreen) and await self.screen.sure(self._leaving()):
            self.exit()

    def _leaving(self) -> str:
        words = self.beneath.words
        return f"Leave hep? {words}." if words else "Leave hep? Everything entered is saved."

    async def action_quit(self) -> None:
        """Leave as everywhere: after asking."""
        if isinstance(self.screen, HepScreen) and self.screen.asking:
            self.screen.say("Something is asked here: Enter answers it, Esc leaves it; then hep can be left.")
        elif isinstance(self.screen, HepScreen):
            await self.screen.run_command(Leave)

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
        await self.close_book()

    async def close_book(self) -> None:
        """Finish what is under way and close the logbook."""
        if self.ready:
            self.ready = False
            self.beneath.end()
            await self.backend.close(self.backups)

    def _handle_exception(self, error: Exception) -> None:
        crash.remember(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Print one line and the path of the log; never a traceback, which would show people's words."""
        self._exit_renderables.append(crash.sentence())
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        for renderable in self._exit_renderables[:1]:
            self.error_console.print(renderable, markup=False, highlight=False)
        self._exit_renderables.clear()


def _plain_bar() -> type[ScrollBarRender]:
    from hep_tui.tui.widgets.chart import PlainBar

    return PlainBar
