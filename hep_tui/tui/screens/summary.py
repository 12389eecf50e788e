"""The summary: a meeting on one page."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.text import plain_name
from hep_tui.reports.summary_page import write_summary
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

    def on_resize(self) -> None:
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
        if self.view:
            name = plain_name(self.view.meeting.title, "meeting")
            taken = {path.name for path in self.hep.exports.glob("*.html")}
            names = (f"{name}-summary{f'-{n}' if n > 1 else ''}.html" for n in range(1, len(taken) + 2))
            path = self.hep.exports / next(each for each in names if each not in taken)
            page = self.view
            if await self.do(lambda _book: write_summary(page, path)):
                self.say(f"Written to {path}")

    def action_back(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _hung(lead: str, text: str, width: int, style: str = "") -> list[Content]:
    return [content(line, style) for line in hung(lead, text, width)]
