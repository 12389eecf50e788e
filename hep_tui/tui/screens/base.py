"""What every screen has: a top line, a body, words, and the keys that work."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen

from hep_tui.errors import HepError
from hep_tui.tui import routes
from hep_tui.tui.command import Command, command, commands_of
from hep_tui.tui.screens.asking import AskingScreen
from hep_tui.tui.stray import WHERE
from hep_tui.tui.text import content
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.rule import Rule
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.tui.review_app import ReviewApp

# Keys that nobody presses without wanting something.
_NAMED = r"f\d+|ctrl\+[a-z]"
TINY, NARROW, WIDE, BROAD = 40, 72, 110, 150
"""Below so many columns nothing fits, then panels give way, and from so many on there is room for more."""
LOW = 8
"""Below so many rows nothing fits."""
_TOO_SMALL = f"Too small: hep needs {TINY} × {LOW}. What you type is taken all the same."
P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V")


class HepScreen(AskingScreen, Generic[V]):
    """Show a view of type V: `load` reads it, `draw` shows it.

    No key is dealt with before the first view is there, so `view` can be relied on everywhere but in `load` itself.
    `OFFERS` names the commands that work here, in the order of F1 and of the bottom line. `watches` names the kinds of
    entry that change what is shown; empty means all of them.
    """

    OFFERS: ClassVar[str] = ""
    commands: ClassVar[tuple[Command, ...]] = ()
    watches: ClassVar[frozenset[str]] = frozenset()
    TYPED_ON: ClassVar[float] = 0.25
    """A key that follows another sooner than this, in seconds, was typed before anybody could have read what it did."""
    TAKES_WORDS: ClassVar[bool] = False
    """Whether letters are words here; else they are commands, or keys of a paper or sheet."""
    NAMES_PEOPLE = False
    """Whether a step back may say by name who came or left: where the screen shows names anyway."""
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (TINY, "-narrow"),
        (NARROW, "-ordinary"),
        (WIDE, "-wide"),
        (BROAD, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
    view: V

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.commands = commands_of(cls, cls.OFFERS)
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__()
        self.frame = ""
        """The poll into which a step back reaches from here; nothing of any poll where there is none."""
        self.loaded = False
        self.doing = ""
        self._stale = True
        self._loading = asyncio.Lock()
        self._tried = asyncio.Event()
        self._visited: Callable[[Any], Awaitable[None]] | None = None
        self._drawn_for: tuple[Size, list[int]] | None = None

    @property
    def hep(self) -> "ReviewApp":
        """Return the app, as what it is."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the screen together around its body."""
        # Told with the size, they would have everything styled a second time.
        self.add_class(*self._breakpoints(), update=False)
        yield TopLine()
        yield Rule()
        yield from self.compose_body()
        with Vertical(id="foot"):
            yield Rule()
            yield Said(id="said")
            yield Hints(self.commands)

    def _breakpoints(self) -> set[str]:
        width, height = self.app.size
        across = self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS or [])
        return across | self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS or [])

    def compose_body(self) -> ComposeResult:
        """Put together what is between the lines."""
        yield from ()

    async def load(self) -> V:
        """Read what is shown. Raises HepError where that cannot be read."""
        raise NotImplementedError

    def draw(self, view: V) -> None:
        """Show it, at the size that the screen has now."""
        raise NotImplementedError

    def top(self, where: str, middle: str = "", saved: str = "saved") -> None:
        """Say in the top line which thing this is, how far it has come, and whether it is saved."""
        line = self.query_one(TopLine)
        line.where, line.middle, line.saved = where, middle, saved

    async def opened(self) -> None:
        """Do what is done once, when the first view is there."""

    async def on_mount(self) -> None:
        """Show what the record says as soon as the logbook is open."""
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)
        if self.hep.ready:
            await self.fresh()

    async def on_screen_resume(self) -> None:
        """Catch up with what was recorded on the screens above."""
        if self.loaded:
            await self.fresh()

    async def fresh(self) -> None:
        """Read the view again where it is not what the record says now; say where it cannot be read."""
        async with self._loading:
            first = not self.loaded
            if self._stale:
                try:
                    await self.reload()
                    self.loaded = True
                except HepError as error:
                    self.say(str(error), alarm=True)
        if first and self.loaded:
            await self.opened()
        self._tried.set()

    async def reload(self) -> None:
        """Read the view again and show it. Raises HepError where it cannot be read."""
        self._stale = False
        self.received(await self.load())
        self.loaded = True
        self.redraw()

    def received(self, view: V) -> None:
        """Take a new view in, before it is shown."""
        self.view = view

    async def reload_if_changed(self, kinds: frozenset[str]) -> None:
        """Reload where one of these kinds of entry matters here, no kinds being all of them; if covered, later."""
        if self.watches and kinds and not kinds & self.watches:
            return
        self._stale = True
        if self.is_current and self.loaded:
            await self.reload()

    async def _laid_out(self, _: Screen[Any]) -> None:
        """Draw again where the screen or a panel has another size than what is shown was drawn for.

        Textual tells a screen of its new size before its panels have theirs, so only the layout itself can be trusted.
        """
        panels = [panel.scrollable_content_region.width for panel in self.query("#body, #body *") if panel.is_container]
        if self._drawn_for != (self.size, panels):
            self._drawn_for = (self.size, panels)
            self.redraw()

    def redraw(self) -> None:
        """Show the same view again: something else about the screen has changed."""
        # A screen that was left meanwhile, or whose app ends, has nothing to draw on.
        if self.loaded and self.display and not self.too_small:
            self.draw(self.view)

    def render(self) -> Any:
        """Return what is shown where everything else gives way."""
        return content(_TOO_SMALL) if self.too_small else super().render()

    @property
    def too_small(self) -> bool:
        """Say whether the window has no room for any screen; then it shows a sentence in place of it."""
        return self.size.width < TINY or self.size.height < LOW

    async def deal(self, event: events.Key) -> bool:
        """Take a key when the view is there that it is about; return whether it was taken."""
        await self._tried.wait()
        await self.fresh()
        before = self.refusals
        taken = await self.take(event)
        if self.refusals != before and not self.hep.stray.loose:
            self.hep.stray.begin(Message().time, self.query_one("#said", Said).words)
        return taken

    async def pasted(self, event: events.Paste) -> bool:
        """Take what is pasted, when the view is there; return whether it was taken."""
        await self._tried.wait()
        if self.asking or self.TAKES_WORDS:
            await self.paste(event.text)
        else:
            self.say(f"Nothing of what you pasted was taken. {WHERE}", alarm=True)
        return True

    async def take(self, event: events.Key) -> bool:
        """Give a key to the question that is asked, to the screen itself, or to its command; return whether to one."""
        found = self._command_of(event.key)
        if self.asking:
            # The help of what is asked about, and the palette, leave the question where it is.
            if found in self.hep.commands[:2]:
                await _done(getattr(self.app, f"action_{found.name}"))
                return True
            self.hep.stray.end()
            return await self.take_answer(event)
        if self.loaded and (self._strays(event, loose=True) or await self.keyed(event) or self._strays(event)):
            return True
        if found:
            self.begin_words(event)
            await self.run_command(found)
            return True
        if event.is_printable or re.fullmatch(_NAMED, event.key):
            letter = (event.character or "") if event.is_printable else ""
            words = f"{letter or event.key} does nothing here; F1 shows the keys."
            self.say(words)
            self.hep.stray.begin(event.time, words, first=letter, lost=letter)
        return False

    def _command_of(self, key: str) -> Command | None:
        # A key that somebody has set means that, whatever else it meant before.
        ways = sorted((*self.commands, *self.hep.commands), key=lambda each: each.id not in self.hep.keys)
        found = next((each for each in ways if key in self.hep.key_of(each).split(",")), None)
        # Where nothing could be read, there is only the way back.
        here = self.loaded or found in self.hep.commands or (found and found.key == "escape")
        return found if here else None

    def _strays(self, event: events.Key, *, loose: bool = False) -> bool:
        """Say whether a key belongs to words that are not taken here, and tell that they are not."""
        stray = self.hep.stray
        if loose != stray.loose or (loose and self.TAKES_WORDS) or not stray.goes_on(event, self.TYPED_ON):
            return False
        self.write(stray.words, alarm=True)
        return True

    def begin_words(self, event: events.Key) -> None:
        """Begin words with the key of a command, where it may be their first letter."""
        self.hep.stray.end()

    async def keyed(self, event: events.Key) -> bool:
        """Take a key that is typed into what the screen shows; return whether it was one."""
        return False

    def rest(self) -> None:
        """Say what is on the line for words while nothing has just been done."""
        self.say("")

    def hint(self, ids: str) -> None:
        """Put these commands on the bottom line."""
        self.query_one(Hints).commands = commands_of(type(self), ids)

    def hint_all(self) -> None:
        """Put on the bottom line what usually is there."""
        self.query_one(Hints).commands = tuple(each for each in self.commands if each.hint)

    async def run_command(self, what: Command) -> None:
        """Run a command until it is done or asks. What was asked before is left as by Esc, what was said is over."""
        await self.leave_question()
        await self.hep.caught_up()
        self.rest()
        self.doing = what.words
        action = getattr(self, f"action_{what.name}", None) or getattr(self.app, f"action_{what.name}")
        await self.performance.run(_done(action))

    def go(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Go to a screen of `routes`."""
        self.app.push_screen(routes.screen(name, *args, **kwargs))

    async def visit(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Go to a screen in the middle of an action, and return what it is left with."""
        left: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        async def back(result: Any) -> None:
            left.set_result(result)
            await self.performance.go_on()

        screen: HepScreen[Any] = routes.screen(name, *args, **kwargs)
        screen._visited = back
        self.app.push_screen(screen)
        return await self.performance.wait_for(left)

    async def leave(self, result: Any = None) -> None:
        """Go back to the screen before; an action that waits there for a result goes on with it."""
        self.dismiss(result)
        if self._visited is not None:
            await self._visited(result)

    async def ask(self, what: Callable[Concatenate["Book", P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a view or action returns; raises what it raises."""
        return await self.hep.backend.call(what, *args, **kwargs)

    async def record(self, what: Callable[Concatenate["Book", P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what an action returns that stores something; raises what it raises, and HepError where it waits."""
        return await self.hep.beneath.recorded(self.doing, what, *args, **kwargs)

    async def do(self, what: Callable[Concatenate["Book", P], object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Run an action and say in words where it was refused; return whether it was done.

        When it returns, the screens show it: the next key meets what it is about.
        """
        try:
            await self.record(what, *args, **kwargs)
        except HepError as error:
            self.say(str(error), alarm=True)
            return False
        await self.hep.caught_up()
        return True

    async def step_back(self, *, again: bool = False) -> None:
        """Take the last step back, or do it again, and say what it was or why that cannot be."""
        try:
            self.say(await self.hep.step_back(self.frame, again=again, names=self.NAMES_PEOPLE))
        except HepError as error:
            self.say(str(error), alarm=True)

    @command("up", shown="↑")
    async def action_up(self) -> None:
        """Mark the line above."""
        self.query_one("#body").scroll_relative(y=-1, animate=False)

    @command("down", shown="↓")
    async def action_down(self) -> None:
        """Mark the line below."""
        self.query_one("#body").scroll_relative(y=1, animate=False)

    @command("pageup", shown="PgUp")
    def action_scroll_up(self) -> None:
        """Look at what came before."""
        self.query_one("#body").scroll_page_up(animate=False)

    @command("pagedown", shown="PgDn", label="scroll down")
    def action_scroll_down(self) -> None:
        """Look at what comes after."""
        self.query_one("#body").scroll_page_down(animate=False)

    @command("ctrl+z", hint=True, shown="Ctrl+Z")
    async def action_undo(self) -> None:
        """Take the last step back; as often as you like. On the capture line, u and Enter do the same."""
        await self.step_back()

    @command("ctrl+y", shown="Ctrl+Y")
    async def action_redo(self) -> None:
        """Do again what was last undone."""
        await self.step_back(again=True)

    @command("u,ctrl+z", hint=True, shown="u", label="undo")
    async def action_undo_step(self) -> None:
        """Take the last step back."""
        await self.step_back()

    @command("escape", shown="Esc")
    async def action_back(self) -> None:
        """Go back to the screen before."""
        await self.leave()

    @command("enter", hint=True, shown="Enter", label="go ahead")
    async def action_confirm(self) -> None:
        """Go ahead."""

    @command("escape", hint=True, shown="Esc")
    async def action_cancel(self) -> None:
        """Leave without changing anything."""
        await self.leave()

    @command("enter", hint=True, shown="Enter")
    async def action_save(self) -> None:
        """Store what is filled in."""


async def _done(action: Callable[[], object]) -> None:
    result = action()
    if isawaitable(result):
        await result
