"""Coverage: who has been heard and who has not, in this meeting and in all."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.coverage_text import coverage as drawn
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.coverage import NOT_HEARD, Coverage, coverage


class CoverageScreen(HepScreen):
    """Show notes against those present and the schools of the borough, not heard first.

    `meeting` may be empty; `whole` begins with the whole review.
    """

    commands = (c.SwitchScope, c.ScrollUp, c.ScrollDown, c.Back)
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "meeting", "attendance", "review"})

    def __init__(self, meeting: str = "", *, whole: bool = False) -> None:
        super().__init__()
        self.meeting, self.whole = meeting, whole or not meeting
        self.view: Coverage | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the lines."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="lines")

    async def reload(self) -> None:
        """Count again."""
        self.view = await self.ask(coverage, "" if self.whole else self.meeting)
        top = self.query_one(TopLine)
        top.where = f"who was heard: {self.view.title or 'the whole review'}"
        counted = any(h.present.all for h in self.view.phases)
        silent = sum(1 for h in self.view.phases if h.verdict == NOT_HEARD and (h.present.n or not counted))
        top.saved = f"{silent} phase{'' if silent == 1 else 's'} {'here ' * counted}not heard"
        self._show()

    async def redraw(self) -> None:
        """Set the lines to the new width."""
        self._show()

    def _show(self) -> None:
        if self.view:
            self.query_one("#lines", Static).update(drawn(self.view, self.size.width - 1))

    async def action_switch_scope(self) -> None:
        """Change between the meeting and the whole review."""
        if self.meeting:
            self.whole = not self.whole
            self.query_one("#body").scroll_home(animate=False)
            await self.reload()
        else:
            self.say("There is no meeting yet; this is the whole review.")
