"""What every screen has: a top line, a body, words, and the keys that work."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import Screen

from hep_tui.errors import HepError
from hep_tui.tui.commands import EVERYWHERE, Command, Help, Palette
from hep_tui.tui.screens.asking import AskingScreen
from hep_tui.tui.widgets.asked import Asked
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.rule import Rule
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.tui.app import HepApp

# Keys that nobody presses without wanting something.
_NAMED = re.compile(r"f\d+|ctrl\+[a-z]")
NARROW, WIDE = 72, 110
"""Below so many columns panels give way, from so many on there is room for more."""
P = ParamSpec("P")
R = TypeVar("R")


class HepScreen(AskingScreen):
    """Build a screen from its list of commands, and reload it when something was recorded.

    `watches` names the kinds of entry that change what it shows; empty means all of them.
    """

    commands: ClassVar[tuple[type[Command], ...]] = ()
    watches: ClassVar[frozenset[str]] = frozenset()
    TYPED_ON: ClassVar[float] = 0.25
    """A key that follows a refused one sooner than this, in seconds, was typed before anybody could have read why."""
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-ordinary"), (WIDE, "-wide")]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.BINDINGS = [command.binding() for command in cls.__dict__.get("commands", ())]
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__()
        self.frame = ""
        """The poll into which a step back reaches from here; nothing of any poll where there is none."""
        self._drawn_for: tuple[Size, list[int]] | None = None

    @property
    def hep(self) -> "HepApp":
        """Return the app, as what it is."""
        return cast("HepApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the screen together around its body."""
        yield TopLine()
        yield Rule()
        yield from self.compose_body()
        with Vertical(id="foot"):
            yield Rule()
            yield Asked(self.say)
            yield Said(id="said")
            yield Hints(self.commands)

    def compose_body(self) -> ComposeResult:
        """Put together what is between the lines."""
        yield from ()

    async def on_key(self, event: events.Key) -> None:
        """Deal with the keys of this screen as they arrive, so that none overtakes another.

        Textual looks a key up only when it has bubbled to the app; by then, keys typed after it may have been taken.
        """
        if self.app.screen is not self:
            # Typed after the key that left this screen, and before the next one stood there.
            event.stop()
            again = events.Key(event.key, event.character)
            again.time = event.time
            self.app.post_message(again)
        elif await self.take(event):
            event.stop()
            event.prevent_default()

    async def take(self, event: events.Key) -> bool:
        """Give a key to the question that is asked, to the screen itself, or to its command; return whether to one."""
        if self.asking:
            # F1 still shows the help of what is asked about.
            return event.key != self.hep.key_of(Help) and await self.take_answer(event)
        if await self.keyed(event) or self._typed_on(event):
            return True
        # A key that somebody has set means that, whatever else it meant before.
        for command in sorted((*self.commands, *EVERYWHERE), key=lambda c: c.id() not in self.hep.keys):
            if event.key in self.hep.key_of(command).split(",") and command is not Palette:
                await self.run_command(command)
                return True
        if event.is_printable or _NAMED.fullmatch(event.key):
            self.say(f"{event.character if event.is_printable else event.key} does nothing here; F1 shows the keys.")
            self.refused_at = event.time
        return False

    def _typed_on(self, event: events.Key) -> bool:
        """Say whether a key belongs to a run whose first was refused: then the rest of it is not meant for commands."""
        if not (event.is_printable or event.key == "enter") or event.time - self.refused_at >= self.TYPED_ON:
            return False
        self.refused_at = max(self.refused_at, event.time)
        return True

    async def keyed(self, event: events.Key) -> bool:
        """Take a key that is typed into what the screen shows; return whether it was one."""
        return False

    def rest(self) -> None:
        """Say what stands on the line for words while nothing has just been done."""
        self.say("")

    async def run_command(self, command: type[Command]) -> None:
        """Run a command until it is done or asks. What was asked before is left as by Esc, what was said is over."""
        await self.leave_question()
        self.rest()
        where = self if hasattr(self, f"action_{command.action()}") else self.app
        await self.performance.run(self.app.run_action(command.action(), default_namespace=where))

    async def on_mount(self) -> None:
        """Show what the record says as soon as the logbook is open."""
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)
        if self.hep.ready:
            await self._reload_or_say()

    async def _laid_out(self, _: Screen[Any]) -> None:
        """Draw again where the screen or a panel has another size than what is shown was drawn for.

        Textual tells a screen of its new size before its panels have theirs, so only the layout itself can be trusted.
        """
        panels = [panel.scrollable_content_region.width for panel in self.query("#body, #body *") if panel.is_container]
        if self._drawn_for != (self.size, panels):
            self._drawn_for = (self.size, panels)
            self.query_one(Asked).fit(self.size.height)
            await self.redraw()

    async def redraw(self) -> None:
        """Set what is shown to the size it has now."""
        if self.hep.ready:
            await self._reload_or_say()

    async def _reload_or_say(self) -> None:
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
