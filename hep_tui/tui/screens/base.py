"""What every screen has: a top line, a body, words, and the keys that work."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from hep_tui.errors import HepError
from hep_tui.tui.commands import Command
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.rule import Rule
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.tui.app import HepApp

P = ParamSpec("P")
R = TypeVar("R")


class HepScreen(Screen[Any]):
    """Build a screen from its list of commands, and reload it when something was recorded.

    `watches` names the kinds of entry that change what it shows; empty means all of them.
    """

    commands: ClassVar[tuple[type[Command], ...]] = ()
    watches: ClassVar[frozenset[str]] = frozenset()
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-ordinary"), (110, "-wide")]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.BINDINGS = [command.binding() for command in cls.__dict__.get("commands", ())]
        super().__init_subclass__(**kwargs)

    @property
    def hep(self) -> "HepApp":
        """Return the app, as what it is."""
        return cast("HepApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the screen together around its body."""
        yield TopLine()
        yield Rule()
        yield from self.compose_body()
        yield Rule()
        yield Said(id="said")
        yield Hints(self.commands)

    def compose_body(self) -> ComposeResult:
        """Put together what is between the lines."""
        yield from ()

    async def on_key(self, event: events.Key) -> None:
        """Run the commands of this screen as their keys arrive, so that none overtakes another.

        Textual looks a key up only when it has bubbled to the app; by then, keys typed after it may have been taken.
        """
        if self.app.screen is not self:
            # Typed after the key that left this screen, and before the next one stood there.
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
            return
        if await self.take(event):
            event.stop()

    async def take(self, event: events.Key) -> bool:
        """Run the command of a key, and return whether there is one here."""
        # A key that somebody has set means that, whatever else it meant before.
        for command in sorted(self.commands, key=lambda c: c.id() not in self.hep.keys):
            if event.key in self.hep.key_of(command).split(","):
                await self.run_action(command.action())
                return True
        return False

    async def on_mount(self) -> None:
        """Show what the record says as soon as the logbook is open."""
        if self.hep.ready:
            try:
                await self.reload()
            except HepError as error:
                self.say(str(error), alarm=True)

    async def reload(self) -> None:
        """Read the view again and show it."""

    async def reload_if_changed(self, kinds: frozenset[str]) -> None:
        """Reload where one of these kinds of entry matters here."""
        if self.is_mounted and (not self.watches or kinds & self.watches):
            await self.reload()

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    async def action_redo(self) -> None:
        """Do it again."""
        await self.hep.undo(self, again=True)

    async def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_scroll_up(self) -> None:
        """Look a page further up."""
        self.query_one("#body").scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Look a page further down."""
        self.query_one("#body").scroll_page_down(animate=False)

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Put words on the line for them."""
        said = self.query_one("#said", Said)
        said.alarm, said.words = alarm, words

    async def ask(self, what: Callable[Concatenate["Book", P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a view or action returns; raises what it raises."""
        return await self.hep.backend.call(what, *args, **kwargs)

    async def do(self, what: Callable[Concatenate["Book", P], object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Run an action and say in words where it was refused; return whether it was done.

        When it returns, the screens show it: the next key meets what it is about.
        """
        try:
            await self.hep.backend.call(what, *args, **kwargs)
        except HepError as error:
            self.say(str(error), alarm=True)
            return False
        await self.hep.caught_up()
        return True
