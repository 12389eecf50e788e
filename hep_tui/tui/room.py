"""The room display: a program of its own, that can read published results and nothing else."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from hep_tui.logbook.room import Here, OnShow, RoomReader
from hep_tui.tui import room_text as draw
from hep_tui.tui.command import command
from hep_tui.tui.room_pages import pages
from hep_tui.tui.shell import Shell
from hep_tui.views.room_page import Page


class RoomApp(Shell[None]):
    """Show the poll that moved last: question and options, how many ballots are in, and the result once declared."""

    TITLE = "hep room"
    ENABLE_COMMAND_PALETTE = False
    OFFERS = "next-page previous-page curtain change-theme"
    BINDINGS = [Binding("ctrl+q,ctrl+c,f10", "leave", show=False, priority=True)]
    CSS = """
    Screen { background: $background; color: $foreground; }
    #room { height: 1fr; padding: 1 4 0 4; }
    #room.-wide { padding: 3 10 0 10; }
    #in { dock: bottom; height: auto; padding: 0 4 1 4; }
    #in.-wide { padding: 0 10 2 10; }
    """

    def __init__(
        self,
        reader: RoomReader,
        *,
        ticking: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        keys: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.reader = reader
        self.ticking = ticking
        self.now = now
        self.keys = keys or {}
        self.curtain = False
        self.version = -1
        self._doubt = ""
        self.page = 0
        self.extent: Size | None = None
        self._shown: OnShow | None = None
        self._here = Here()
        self._about: object = None

    def compose(self) -> ComposeResult:
        """Leave room for the question or a page of the result, and for progress."""
        yield Static("", id="room")
        yield Static("", id="in")

    def on_mount(self) -> None:
        """Show what there is, and look twice a second for what is new."""
        self.look()
        if self.ticking:
            self.set_interval(0.5, self.look)

    def on_resize(self, event: events.Resize) -> None:
        """Set everything to the new size, which the app itself only takes over after this, at the same step."""
        before = self.found()[self.page :][:1]
        self.extent = event.size
        steps = [(page.result, page.title) for page in self.found()]
        self.page = next((steps.index((p.result, p.title)) for p in before if (p.result, p.title) in steps), self.page)
        self._draw()

    async def on_key(self, event: events.Key) -> None:
        """Run the keys of the room in the order in which they come."""
        for each in self.commands:
            if event.key in self.keys.get(each.id, each.key).split(","):
                event.stop()
                await self.run_action(each.name)
                return

    def look(self) -> None:
        """Show the record as it is now, where anything was recorded since the last look; the clock runs anyway."""
        version = self.reader.data_version()
        if (version, self.reader.doubt) != (self.version, self._doubt):
            self.version, self._doubt = version, self.reader.doubt
            self._shown, self._here = self.reader.on_show(), self.reader.here()
            about = self._shown and (self._shown.poll, [r.result.record_code for r in self._shown.results])
            if about != self._about:
                self._about, self.page = about, self._first()
            self._draw()
        elif self._shown and self._shown.closes:
            self._draw()

    def _first(self) -> int:
        """Return the page to begin at: of a series the first result that was declared with the last one."""
        results = self._shown.results if self._shown else ()
        codes = [r.result.record_code for r in results]
        last = next((codes[at] for at, r in enumerate(results) if self._shown and r.poll == self._shown.poll), None)
        begin = codes.index(last) if last in codes else 0
        return next((at for at, page in enumerate(self.found()) if page.result == begin), 0)

    @property
    def wide(self) -> bool:
        """Say whether there is room around everything."""
        return (self.extent or self.size).width >= draw.WIDE

    @property
    def space(self) -> tuple[int, int]:
        """Return how many columns and rows there are between the edges."""
        width, height = self.extent or self.size
        across, down = (20, 5) if self.wide else (8, 2)
        return max(8, width - across), max(4, height - down)

    def found(self) -> Sequence[Page]:
        """Return the pages of what is declared, none while nothing is."""
        width, height = self.space
        return pages(self._shown, width, height - 1) if self._shown else ()

    def _draw(self) -> None:
        # Not the screen that asks whether to leave, which may lie over it.
        below_all = self.screen_stack[0]
        if not below_all.query("#room"):
            return
        shown = None if self.curtain else self._shown
        doubtful = bool(self._doubt) and not self.curtain
        width, height = self.space
        above, below = below_all.query_one("#room", Static), below_all.query_one("#in", Static)
        for widget in (above, below):
            widget.set_class(self.wide, "-wide")
        lines, end = list[Content](), list[Content]()
        if doubtful:
            lines = draw.checked()
        elif shown:
            lines, end = self._lines(shown, width, height)
        elif not self.curtain:
            lines = draw.resting(self._here, width)
        above.update(Content("\n").join(lines))
        below.update(Content("\n").join(end))

    def _lines(self, shown: OnShow, width: int, height: int) -> tuple[list[Content], list[Content]]:
        held = self.found()
        if not held:
            return draw.waiting(shown, self.now(), width, height)
        self.page = min(self.page, len(held) - 1)
        return draw.page(held[self.page], width, height - 1), [draw.place(self.page, len(held), width)]

    @command("space,right,pagedown", shown="Space")
    def action_next_page(self) -> None:
        """Show the next step of a declared result: the order, pair by pair or rounds, by phase."""
        self.page = min(self.page + 1, max(0, len(self.found()) - 1))
        self._draw()

    @command("left,pageup", shown="←")
    def action_previous_page(self) -> None:
        """Go back a step of a declared result."""
        self.page = max(0, self.page - 1)
        self._draw()

    @command("c")
    def action_curtain(self) -> None:
        """Cover the screen, or uncover it."""
        self.curtain = not self.curtain
        self._draw()

    def action_leave(self) -> None:
        """Ask once, then leave."""
        from hep_tui.tui.screens.ask import Sure

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        if not isinstance(self.screen, Sure):
            self.push_screen(Sure("End the room display?"), answered)
