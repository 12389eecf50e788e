"""Declare: see what the room will see, then freeze it."""

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import PollState
from hep_tui.tui import commands as c
from hep_tui.tui.screens import poll_text
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.declare_text import room_sees
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.results import announcement, changed, margin


class DeclareScreen(HepScreen):
    """Show the announcement as it would be read out; Enter declares it."""

    commands = (c.Confirm, c.Cancel, c.ScrollUp, c.ScrollDown)

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = poll
        self.view: PollView | None = None
        self.done = False

    def compose_body(self) -> ComposeResult:
        """Show the announcement."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="preview")

    async def reload(self) -> None:
        """Show what would be announced now."""
        self.view = view = await self.ask(poll_view, self.poll)
        top = self.query_one(TopLine)
        top.where, top.saved = f"declare: {view.poll.title}", view.state.value
        self.query_one("#preview", Static).update(await self._preview(view))

    async def _preview(self, view: PollView) -> Content:
        if not view.ballots and not view.hands:
            return content("\n Nothing has been counted yet, so there is nothing to declare.")
        if view.hidden:
            lines = [Content(""), *(content(line, "bold") for line in hung(" ", view.hidden, self.size.width - 4))]
            return Content("\n").join([*lines, Content(""), *poll_text.account(view)])
        said = await self.ask(lambda book: announcement(view))
        code = await self.ask(lambda book: book.record_code())
        width = self.size.width - 4
        lines = [
            *await self._read_out(view, said, width),
            *room_sees(view.poll, said, self.size.width, self.size.height),
        ]
        lines += [*poll_text.account(view, width), Content("")]
        lines.append(content(f" record code {view.declared['record_code'] if self.done and view.declared else code}"))
        if view.declared and not self.done:
            lines.append(content(f" declared before: {view.declared['sentence']}", "$quiet"))
        if view.poll.series and not self.done:
            text = f"declared together with the rest of the series {view.poll.series}"
            lines += [content(line, "bold") for line in hung(" ", text, width)]
        if view.has_papers and not view.account:
            lines.append(content(" No account of papers has been kept; a on the poll keeps it.", "$quiet"))
        return Content("\n").join(lines)

    async def _read_out(self, view: PollView, said: Mapping[str, Any], width: int) -> list[Content]:
        """Return what the room does not see and the speaker says: what has changed, and how far it is settled."""
        frozen = view.declared.get("correction") if self.done and view.declared else ""
        more = frozen if self.done else await self.ask(lambda _: changed(view))
        lines = [content(line, "bold") for line in hung("  ", str(more), width)] if more else []
        if doubtful := await self.ask(lambda _: margin(view, said)):
            lines += [content(line) for line in hung("  ", doubtful, width)]
        for line in view.identities:
            lines += [content(part, "bold $alarm") for part in hung("  ", line.words, width) if line.off]
        return [content("\n FOR YOU TO READ OUT", "bold $quiet"), *lines] if lines else []

    async def action_confirm(self) -> None:
        """Declare; what does not add up asks for a reason first."""
        if self.view is None or self.done:
            self.app.pop_screen()
            return
        before = self.view.declared if self.view.state is PollState.DECLARED else None
        if before and not await self.sure(f"Declared already, record code {before['record_code']}. Declare it again?"):
            return
        why = ""
        off = [line.words for line in self.view.identities if line.off]
        if off:
            why = await self.ask_for("Why is it off? This is kept in the record.", about="\n".join(off)) or ""
            if not why:
                self.say("Nothing was declared.")
                return
        if await self.do(actions.declare, self.poll, why):
            self.done = True
            await self.reload()
            assert self.view is not None
            if self.view.declared and self.view.state is PollState.DECLARED:
                self.say(f"Declared. Read out the record code {self.view.declared['record_code']}. Enter goes back.")

    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.app.pop_screen()
