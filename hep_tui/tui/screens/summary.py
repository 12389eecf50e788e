"""The summary: a meeting on one page."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.reports.keep import keep
from hep_tui.reports.summary_page import summary_page
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.summary import Summary, summary
from hep_tui.views.summary_words import endnotes, sections, subtitle


class SummaryScreen(HepScreen):
    """Show what may be handed round of a meeting, as it stands now."""

    commands = (c.PrintPage, c.ScrollUp, c.ScrollDown, c.Back)
    watches = frozenset({
        "note", "withdraw", "redact", "erase", "settle", "meeting", "theme", "step", "attendance", "declare", "state",
        "action", "person", "poll",
    })  # fmt: skip
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.view: Summary | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the page."""
        with VerticalScroll(id="body"):
            yield Static("", id="page")

    async def reload(self) -> None:
        """Sum the meeting up as it is now."""
        self.view = await self.ask(summary, self.meeting, self.hep.now())
        top = self.query_one(TopLine)
        top.where, top.saved = f"summary: {self.view.meeting.title}", "saved"
        self._show()

    async def redraw(self) -> None:
        """Set the page to the new width."""
        self._show()

    def _show(self) -> None:
        if self.view is None:
            return
        width = min(100, self.size.width - 3)
        lines = [Content(""), *_hung(" ", self.view.meeting.title, width, "bold")]
        lines += _hung(" ", subtitle(self.view), width)
        for section in sections(self.view):
            beside = f"  {section.beside}" if section.beside else ""
            lines += [Content(""), *_hung(" ", f"{section.heading.upper()}{beside}", width, "bold")]
            for line in section.lines:
                lines += _hung(" - ", line, width)
        lines.append(Content(""))
        for line in endnotes(self.view):
            lines += _hung(" ", line, width, "$quiet")
        self.query_one("#page", Static).update(Content("\n").join(lines))

    async def action_print_page(self) -> None:
        """Write the page into the folder of exports, beside those that are there."""
        if self.view is None:
            return
        page = self.view
        path = self.hep.exports / f"{plain_name(page.meeting.title, 'meeting')}-summary.html"
        try:
            written = await self.ask(lambda _book: keep(path, summary_page(page)))
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            self.say(f"Written to {written}")


def _hung(lead: str, text: str, width: int, style: str = "") -> list[Content]:
    return [content(line, style) for line in hung(lead, text, width)]
