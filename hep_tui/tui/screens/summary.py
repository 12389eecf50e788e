"""The summary: a meeting on one page."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.domain.audience import ROOM, STEERING, Audience
from hep_tui.domain.text import plain_name
from hep_tui.errors import HepError
from hep_tui.reports.full_record import full_record
from hep_tui.reports.keep import keep
from hep_tui.reports.report_html import report_html
from hep_tui.reports.summary_page import summary_page
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, heading, hung
from hep_tui.views.summary import Summary, summary
from hep_tui.views.summary_words import endnotes, sections, subtitle


class SummaryScreen(HepScreen[Summary]):
    """Show what may be handed round of a meeting, as it is now."""

    OFFERS = "print-page write-for-steering scroll-up scroll-down back"
    watches = frozenset({
        "note", "withdraw", "redact", "erase", "settle", "meeting", "theme", "step", "attendance", "declare", "state",
        "action", "person", "poll",
    })  # fmt: skip
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, meeting: str, why: str = "") -> None:
        super().__init__()
        self.meeting, self.why = meeting, why
        self.held_back: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Leave room for the page."""
        with VerticalScroll(id="body"):
            yield Static("", id="page")

    async def load(self) -> Summary:
        """Sum the meeting up as it is now."""
        return await self.ask(summary, self.meeting, self.hep.now())

    async def opened(self) -> None:
        """Say why this meeting is summed up, where another one was marked."""
        self.say(self.why)

    def draw(self, view: Summary) -> None:
        """Show the page."""
        self.top(f"summary: {view.meeting.title}")
        width = min(100, self.size.width - 3)
        lines = [Content(""), *_hung(" ", view.meeting.title, width, "bold")]
        lines += _hung(" ", subtitle(view), width)
        if self.held_back:
            lines += [Content(""), heading(f" HELD BACK FROM {STEERING.label.upper()}", width, "for you alone")]
            for text in self.held_back:
                lines += _hung(" - ", text, width)
        for section in sections(view):
            lines += [Content(""), heading(f" {section.heading.upper()}", width, section.beside)]
            for line in section.lines:
                lines += _hung(" - ", line, width)
        lines.append(Content(""))
        for line in endnotes(view):
            lines += _hung(" ", line, width, "$quiet")
        self.query_one("#page", Static).update(Content("\n").join(lines))

    @command("p", hint=True)
    async def action_print_page(self) -> None:
        """Write the summary as a page for print, into the folder of exports."""
        await self._write("summary", ROOM, summary_page)

    @command("f", hint=True, label="for steering group")
    async def action_write_for_steering(self) -> None:
        """Write the meeting in full for the steering group, without names, and list what is held back from them."""
        page = await self._write(STEERING.id, STEERING, lambda page: report_html(full_record(page, STEERING)))
        if page is not None:
            self.held_back = page.held_back
            self.redraw()
            self.query_one("#body").scroll_home(animate=False)

    async def _write(self, kind: str, audience: Audience, made: Callable[[Summary], str]) -> Summary | None:
        """Write the meeting for an audience and say where, or why not; return what was written."""
        # What paints the report is needed only now.
        from hep_tui.views.releasing import handed_round

        path = self.hep.exports / f"{plain_name(self.view.meeting.title, 'meeting')}-{kind}.html"
        try:
            page = await self.ask(summary, self.meeting, self.hep.now(), audience)
            written = await self.ask(lambda _book: keep(path, made(page)))
            careful = await self.ask(handed_round, locations.backups_dir(), self.meeting, written.name)
        except HepError as error:
            self.say(str(error), alarm=True)
            return None
        self.say(f"Written to {written}. {careful}" if careful else f"Written to {written}", alarm=bool(careful))
        return page


def _hung(lead: str, text: str, width: int, style: str = "") -> list[Content]:
    return [content(line, style) for line in hung(lead, text, width)]
