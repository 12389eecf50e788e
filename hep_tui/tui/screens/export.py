"""Export: what, for whom, where; a bar; and the path at the end."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.domain.tiers import Tier
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung, wrap
from hep_tui.tui.widgets.chart import strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hep_tui.exchange.export import Exported, Progress
    from hep_tui.exchange.names_gate import Find
    from hep_tui.logbook import Book


_HOLDS = {
    Tier.ANALYST: (
        "Tidy tables of meetings, notes, polls, ballots, marks, counts and results, with a codebook and checksums; "
        "attendance in totals. Where a name is in what was typed, you are asked first. Not for publication."
    ),
    Tier.PUBLIC: "Who came and what people chose, by phase where that gives nobody away; notes and ballots stay here.",
    Tier.RESTRICTED: "Attendance by person and every name that was typed are in it, so it leaves sealed, as one file.",
}
SEALED = "Whoever opens it types the same; say it to them by another way than you send the file."


class ExportScreen(HepScreen[None]):
    """Write the review out, for whom is chosen; Enter starts it, Esc cancels it with nothing left behind."""

    OFFERS = "write-export cancel for-whom"
    watches = frozenset({"none of them: what is exported is what was current when it began"})

    def __init__(self) -> None:
        super().__init__()
        self.stop = threading.Event()
        self.running = False
        self.names = False
        self.tier = Tier.ANALYST
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
        self.say("Enter writes it; t is for whom; Esc goes back.")

    def draw(self, view: None) -> None:
        """Say what will be written."""
        self.top("export", saved="")
        width = self.size.width - 4
        lines = [content(f"\n EXPORT: {self.tier.upper()}", "bold $quiet"), Content("")]
        told = f"{self.tier.promise} {_HOLDS[self.tier]}"
        lines += [content(f"  {line}") for line in wrap(told, width)]
        lines += [Content(""), *(content(line) for line in hung("  into  ", str(self.hep.exports.resolve()), width))]
        self.query_one("#what", Static).update(Content("\n").join(lines))

    @command("enter", hint=True, shown="Enter", label="export")
    async def action_write_export(self) -> None:
        """Start, or go back when it is done."""
        if self.done:
            await self.leave()
        elif not self.running:
            await self._begin()

    async def _begin(self) -> None:
        """Start, once it is known under which passphrase what leads to people is sealed."""
        passphrase = ""
        if self.tier is Tier.RESTRICTED:
            passphrase = await self.ask_for("Sealed under which passphrase?", about=SEALED) or ""
            if not passphrase:
                return
        self.running = True
        self._export(passphrase)

    @command("t", hint=True, label="for whom")
    async def action_for_whom(self) -> None:
        """Choose for whom it is: the analysts of the review, anybody, or the team alone."""
        if not self.running and not self.done:
            order = [Tier.ANALYST, Tier.PUBLIC, Tier.RESTRICTED]
            self.tier = order[(order.index(self.tier) + 1) % len(order)]
            self.names = False
            self.query_one("#bar", Static).update("")
            self.redraw()

    @work
    async def _export(self, passphrase: str) -> None:
        from hep_tui.exchange.names_gate import Undecided, replace_all, undecided
        from hep_tui.logbook import handovers

        decide = replace_all if self.names else undecided
        heard, stopped = self._heard, self.stop.is_set
        try:
            tier, out = self.tier, self.hep.exports
            self.done = done = await self.ask(
                lambda book: _written(
                    book, out, passphrase, tier=tier, decide=decide, progress=heard, cancelled=stopped
                )
            )
            await self.ask(handovers.remember, done.path.name, done.record_code)
            self.hep.recorded(frozenset({"handover"}))
        except Undecided as found:
            self.names = True
            self._ask_about(found.finds)
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            rows = " · ".join(f"{n} {name}" for name, n in done.tables.items() if n)
            path = hung("  Written to  ", str(done.path.resolve()), self.size.width - 2)
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
        found = counted(len(finds), "name", "names")
        self.say(f"{found} would leave. Enter replaces them all; Esc goes back, then w looks at each.")

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


def _written(book: "Book", folder: Path, passphrase: str, *, tier: Tier, **how: Any) -> "Exported":
    """Export for a tier: sealed where a passphrase is given, and published where nothing before tells the rest."""
    from hep_tui.exchange.archive import Seal
    from hep_tui.exchange.export import export
    from hep_tui.logbook import sealing
    from hep_tui.views.releasing import releasing

    seal = Seal(partial(sealing.with_passphrase, passphrase=passphrase)) if passphrase else None
    if tier is not Tier.PUBLIC:
        return export(book, folder, tier=tier, seal=seal, **how)
    with releasing(book, locations.backups_dir()) as remember:
        done = export(book, folder, tier=tier, **how)
        remember(done.path.name)
    return done
