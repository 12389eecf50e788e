"""The app: wiring only."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from hep_tui.errors import HepError
from hep_tui.tui import routes
from hep_tui.tui.command import command
from hep_tui.tui.keyboard import Typed
from hep_tui.tui.review_app import ReviewApp
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import only_ascii

if TYPE_CHECKING:
    from hep_tui.tui.palette import Palette


def _palette() -> "type[Palette]":
    """Return what the palette searches; it is imported when it is first opened."""
    from hep_tui.tui.palette import Palette

    return Palette


class HepApp(ReviewApp):
    """Run the screens over one review. Returns the sentence that made it stop, if one did."""

    TITLE = "hep"
    CSS_PATH = "styles/hep.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_palette}
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True)]
    OFFERS = "help palette change-theme leave"

    def on_load(self) -> None:
        """Keep to plain characters where the terminal has no others."""
        self.set_class(only_ascii(), "-ascii")
        ScrollBar.renderer = _plain_bar() if only_ascii() else ScrollBarRender

    def get_default_screen(self) -> Screen[Any]:
        """Start on the home screen."""
        home: HepScreen[Any] = routes.screen("home")
        return home

    async def on_mount(self) -> None:
        """Open the logbook once the first screen has been painted."""
        self.checking.begin()
        # A worker, so that a key which leaves is heard while a long record is checked.
        self.call_after_refresh(lambda: self.run_worker(self._open()))

    async def _open(self) -> None:
        try:
            await self.backend.open(self.backups)
        except HepError as error:
            self.checking.stop()
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

    async def typed(self, event: Typed) -> None:
        """Give what was typed to the screen that is there now; to Textual what no screen of hep takes."""
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

    async def reload(self, kinds: frozenset[str]) -> None:
        """Reload every screen that shows one of these kinds of entry, the one that can be seen first."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, HepScreen):
                try:
                    await screen.reload_if_changed(kinds)
                except HepError as error:
                    # A screen that is being left has no line any more, and nobody in front of it.
                    if screen.query("#said"):
                        screen.say(str(error), alarm=True)

    def tell(self, words: str) -> None:
        """Say on the screen that is there now what went wrong; on one that only comes up, once it can be seen."""
        screen = self.screen
        if not isinstance(screen, HepScreen):
            return
        if screen.query("#said"):
            screen.say(words, alarm=True)
        else:
            screen.call_later(screen.say, words, alarm=True)

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
            self.screen.say("Answer the question first (Enter), or leave it (Esc); then you can leave hep.")
        elif isinstance(self.screen, HepScreen):
            await self.screen.run_command(leave)

    def farewell(self) -> str:
        """Return what to know after leaving; empty where nothing is to be known."""
        return " ".join(filter(None, [self.checking.left, self.beneath.farewell()]))

    async def on_unmount(self) -> None:
        """Leave a last backup and a closed file behind, however the program ends."""
        self.keyboard.stop()
        await self.close_book()


def _plain_bar() -> type[ScrollBarRender]:
    from hep_tui.tui.widgets.chart import PlainBar

    return PlainBar
