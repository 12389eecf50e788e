"""What the program and the room display have in common: their looks, and how they end when something fails."""

import asyncio
import contextlib
import signal
from typing import Any, ClassVar, TypeVar

from textual.app import App
from textual.reactive import Reactive
from textual.theme import Theme

from hep_tui.tui import crash, themes
from hep_tui.tui.command import Command, command, commands_of
from hep_tui.tui.driver import driver

R = TypeVar("R")


class Shell(App[R]):
    """Run an app in the themes of hep. `OFFERS` names what it offers everywhere."""

    OFFERS: ClassVar[str] = ""
    commands: ClassVar[tuple[Command, ...]] = ()
    # Begun with, since a change has every style sheet read a second time before the first paint.
    theme = Reactive(themes.DARK.name)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.commands = commands_of(cls, cls.OFFERS)
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__(driver_class=driver())

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Return the themes of hep by their names."""
        return {theme.name: theme for theme in themes.THEMES}

    def on_load(self) -> None:
        """Leave in order where the system asks hep to end: with a closed file, and a terminal that can be used."""
        # Windows has no such signal, and only a main thread may hear it.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, self._ended, number)

    def _ended(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @command("f12", shown="F12")
    def action_change_theme(self) -> None:
        """Change between the dark and the light theme."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name

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
