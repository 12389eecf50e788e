"""Coverage: who has been heard and who has not, in this meeting and in all."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.domain.wording import counted
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.coverage_text import coverage as drawn
from hep_tui.views.coverage import NOT_HEARD, Coverage, coverage


class CoverageScreen(HepScreen[Coverage]):
    """Show notes against those present and the schools of the borough, not heard first.

    `meeting` may be empty; `whole` begins with the whole review.
    """

    OFFERS = "switch-scope scroll-up scroll-down back"
    watches = frozenset({"note", "withdraw", "redact", "erase", "settle", "meeting", "attendance", "review"})

    def __init__(self, meeting: str = "", *, whole: bool = False) -> None:
        super().__init__()
        self.meeting, self.whole = meeting, whole or not meeting

    def compose_body(self) -> ComposeResult:
        """Leave room for the lines."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="lines")

    async def load(self) -> Coverage:
        """Count again."""
        return await self.ask(coverage, "" if self.whole else self.meeting)

    def draw(self, view: Coverage) -> None:
        """Show the lines."""
        any_here = any(h.present.all for h in view.phases)
        silent = sum(1 for h in view.phases if h.verdict == NOT_HEARD and (h.present.n or not any_here))
        phases = f"{counted(silent, 'phase')} {'here ' * any_here}not heard"
        self.top(f"who was heard: {view.title or 'the whole review'}", saved=phases)
        self.query_one("#lines", Static).update(drawn(view, self.size.width - 1))

    @command("tab", hint=True, shown="Tab", label="meeting or all")
    async def action_switch_scope(self) -> None:
        """Change between this meeting and the whole review."""
        if self.meeting:
            self.whole = not self.whole
            self.query_one("#body").scroll_home(animate=False)
            await self.reload()
        else:
            self.say("There is no meeting yet; this is the whole review.")
