"""Export: what, for whom, where; a bar; and the path at the end."""

import threading
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung, wrap
from hep_tui.tui.widgets.chart import strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.exchange.export import Exported, Progress
    from hep_tui.exchange.names_gate import Find


class ExportScreen(HepScreen[None]):
    """Write the review out for analysts; Enter starts it, Esc cancels it with nothing left behind."""

    OFFERS = "confirm cancel"
    watches = frozenset({"none of them: what is exported is what was current when it began"})

    def __init__(self) -> None:
        super().__init__()
        self.stop = threading.Event()
        self.running = False
        self.names = False
        self.done: Exported | None = None

    def compose_body(self) -> ComposeResult:
        """Say what will be written, and leave room for the bar."""
        with Vertical(id="body"):
            yield Static("", id="what")
            yield Static("", id="bar")

    async def load(self) -> None:
        """Read nothing: what is exported is what the record holds when it begins."""

    async def opened(self) -> None:
        """Say what Enter does."""
        self.say("Enter writes it; Esc goes back.")

    def draw(self, view: None) -> None:
        """Say what will be written."""
        self.top("export", saved="")
        width = self.size.width - 4
        lines = [content("\n EXPORT FOR ANALYSTS", "bold $quiet"), Content("")]
        told = (
            "Tidy tables of meetings, notes, polls, ballots, marks, counts and results, with a codebook and "
            "checksums. One row a thing; attendance in totals; what fewer than three people share is left out. "
            "Where a name is in what was typed, you are asked first. For the analysts of this review, not for "
            "publication."
        )
        lines += [content(f"  {line}") for line in wrap(told, width)]
        lines += [Content(""), *(content(line) for line in hung("  into  ", str(self.hep.exports.resolve()), width))]
        self.query_one("#what", Static).update(Content("\n").join(lines))

    async def action_confirm(self) -> None:
        """Start, or go back when it is done."""
        if self.done:
            await self.leave()
        elif not self.running:
            self.running = True
            self._export()

    @work
    async def _export(self) -> None:
        from hep_tui.exchange.export import export
        from hep_tui.exchange.names_gate import Undecided, replace_all, undecided
        from hep_tui.logbook import handovers

        decide = replace_all if self.names else undecided
        heard, stopped = self._heard, self.stop.is_set
        try:
            self.done = await self.ask(export, self.hep.exports, decide=decide, progress=heard, cancelled=stopped)
            await self.ask(handovers.remember, self.done.path.name, self.done.record_code)
            self.hep.recorded(frozenset({"handover"}))
        except Undecided as found:
            self.names = True
            self._ask_about(found.finds)
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            rows = " · ".join(f"{n} {name}" for name, n in self.done.tables.items() if n)
            path = hung("  Written to  ", str(self.done.path.resolve()), self.size.width - 2)
            lines = [Content(""), *(content(line, "bold") for line in path), Content("")]
            lines += [content(f"  {line}", "$quiet") for line in wrap(rows, self.size.width - 4)]
            self.query_one("#bar", Static).update(Content("\n").join(lines))
            self.say("Done. Enter goes back.")
        finally:
            self.running = False
            self.stop.clear()

    def _ask_about(self, finds: "Sequence[Find]") -> None:
        """Show the names that are in what would leave, as many as there is room for."""
        width, room = self.size.width - 4, max(3, self.size.height - 16)
        told = [f"{find.words} becomes {find.token}" for find in dict.fromkeys(finds)]
        more = [f"and {len(told) - room} more"] if len(told) > room else []
        lines = [content(f"  {line}") for each in (*told[:room], *more) for line in wrap(each, width)]
        self.query_one("#bar", Static).update(Content("\n").join([Content(""), *lines]))
        stand = counted(len(finds), "name stands", "names stand")
        self.say(f"{stand} in what would leave. Enter replaces them all; Esc goes back, where w walks through them.")

    def _heard(self, progress: "Progress") -> None:
        """Hear from the logbook's thread how far it is."""
        self.app.call_from_thread(self._show, progress.done, progress.total, progress.table)

    def _show(self, done: int, total: int, table: str) -> None:
        room = max(10, self.size.width - 30)
        bar = strip(done / total if total else 1.0, room)
        self.query_one("#bar", Static).update(content(f"\n  {bar:<{room}}  {done} of {total}  {table}"))

    async def action_cancel(self) -> None:
        """Cancel, or go back."""
        if self.running:
            self.stop.set()
        else:
            await self.leave()
