"""The report of the whole review, as it will print: read it section by section, and write it as files."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.reports.document import Document
from hep_tui.reports.folder import write
from hep_tui.reports.report import report
from hep_tui.reports.report_files import report_files
from hep_tui.tui.command import command
from hep_tui.tui.screens import report_text
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content
from hep_tui.views.releasing import releasing
from hep_tui.views.review import review

if TYPE_CHECKING:
    from hep_tui.logbook import Book


class ReportScreen(HepScreen[Document]):
    """Show what rooms and survey said in one picture."""

    OFFERS = "write-report next-section section-before up down scroll-up scroll-down back"
    watches = frozenset({
        "survey", "response", "link", "note", "declare", "attendance", "person", "rating", "follow-up", "model",
        "theme", "meeting", "withdraw", "redact", "erase", "settle", "review",
    })  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.starts: list[int] = []

    def compose_body(self) -> ComposeResult:
        """Say that it takes a moment, where the report will be."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static(content("\n  The report is put together; this takes a moment."), id="page")

    async def load(self) -> Document:
        """Put the report together."""
        return await self.ask(report)

    def draw(self, view: Document) -> None:
        """Show it, and remember where its sections begin."""
        self.top(f"report: {view.title}")
        lines, self.starts = report_text.pages(view, min(100, self.size.width - 3))
        self.query_one("#page", Static).update(Content("\n").join(lines))

    @command("tab", hint=True, shown="Tab", label="next section")
    def action_next_section(self) -> None:
        """Go on to the next section."""
        self._go_to(next((start for start in self.starts if start > self._at), self._at))

    @command("shift+tab", shown="Shift+Tab")
    def action_section_before(self) -> None:
        """Go back to the beginning of this section, or to the one before."""
        self._go_to(next((start for start in reversed(self.starts) if start < self._at), 0))

    @property
    def _at(self) -> int:
        return int(self.query_one("#body").scroll_offset.y)

    def _go_to(self, line: int) -> None:
        self.query_one("#body").scroll_to(y=line, animate=False, immediate=True)

    @command("w", hint=True, label="write it")
    async def action_write_report(self) -> None:
        """Write it into a new folder: a page to read and print, a Word document to edit, and its tables."""
        document = self.view
        given = self.hep.exports / f"{plain_name(document.title, 'review')}-report"
        typed = await self.ask_for("Into which new folder?", str(given))
        if not typed:
            return
        folder = Path(typed.strip().strip("'\"")).expanduser()
        try:
            written = await self.ask(_released, folder, document)
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            self.say(f"Written to {folder}: {', '.join(path.name for path in written)}.")


def _released(book: "Book", folder: Path, document: Document) -> list[Path]:
    """Write a report where no other that was written before tells the rest."""
    groups = [group.id for group in review(book).pack.groups]
    with releasing(book, locations.backups_dir(), groups) as remember:
        written = write(folder, report_files(document))
        remember(folder.name)
    return written
