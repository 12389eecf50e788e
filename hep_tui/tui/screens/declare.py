"""Declare: see what the room will see, then freeze it."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import PollState
from hep_tui.domain.result import Result
from hep_tui.tui.screens import poll_text
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.declare_text import room_sees
from hep_tui.tui.text import content, hung
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.results import announcement, changed, margin, tells_apart


@dataclass(frozen=True)
class Preview:
    """Hold what would be announced of a poll: `result` with its code, what has `changed`, and how far it is settled."""

    poll: PollView
    result: Result | None = None
    code: str = ""
    changed: str = ""
    doubtful: str = ""


class DeclareScreen(HepScreen[Preview]):
    """Show the announcement as it would be read out; Enter declares it."""

    OFFERS = "confirm cancel scroll-up scroll-down"

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = poll
        self.done = False

    def compose_body(self) -> ComposeResult:
        """Show the announcement."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="preview")

    async def load(self) -> Preview:
        """Read what would be announced now, where there is anything to announce."""
        view = await self.ask(poll_view, self.poll)
        if view.hidden or not (view.ballots or view.hands):
            return Preview(view)
        result = await self.ask(lambda _: announcement(view))
        code = await self.ask(lambda book: book.record_code())
        frozen = view.declared.correction if self.done and view.declared else ""
        more = frozen if self.done else await self.ask(lambda _: changed(view))
        return Preview(view, result, code, more or "", await self.ask(lambda _: margin(view, result.checks)))

    def draw(self, view: Preview) -> None:
        """Show it."""
        self.top(f"declare: {view.poll.poll.title}", saved=view.poll.state.value)
        self.query_one("#preview", Static).update(Content("\n").join(self._lines(view, self.size.width - 4)))

    def _lines(self, preview: Preview, width: int) -> list[Content]:
        view, result = preview.poll, preview.result
        if view.hidden:
            lines = [Content(""), *(content(line, "bold") for line in hung(" ", view.hidden, width))]
            return [*lines, Content(""), *poll_text.account(view, width)]
        if result is None:
            return [content("\n Nothing has been counted yet, so there is nothing to declare.")]
        warned = "" if self.done else tells_apart(view)
        lines = [content(line, "bold $alarm") for line in (hung(" ", warned, width) if warned else [])]
        lines += [*_read_out(preview, width), *room_sees(view.poll, result, *self.size)]
        lines += [*poll_text.account(view, width), Content("")]
        code = view.declared.record_code if self.done and view.declared else preview.code
        lines.append(content(f" record code {code}"))
        if view.declared and not self.done:
            lines.append(content(f" declared before: {view.declared.sentence}", "$quiet"))
        if view.poll.series and not self.done:
            text = f"declared together with the rest of the series {view.poll.series}"
            lines += [content(line, "bold") for line in hung(" ", text, width)]
        if view.has_papers and not view.account:
            lines.append(content(" No account of papers has been kept; a on the poll keeps it.", "$quiet"))
        return lines

    async def action_confirm(self) -> None:
        """Declare; what does not add up asks for a reason first."""
        if self.done:
            await self.leave()
            return
        view = self.view.poll
        before = view.declared if view.state is PollState.DECLARED else None
        if before and not await self.sure(f"Declared already, record code {before.record_code}. Declare it again?"):
            return
        why = ""
        off = [line.words for line in view.identities if line.off] + ([view.over] if view.over else [])
        if off:
            why = await self.ask_for("Why is it off? This is kept in the record.", about="\n".join(off)) or ""
            if not why:
                self.say("Nothing was declared.")
                return
        if await self.do(actions.declare, self.poll, why):
            self.done = True
            await self.reload()
            view = self.view.poll
            if view.declared and view.state is PollState.DECLARED:
                self.hint("back")
                self.say(f"Declared. Read out the record code {view.declared.record_code}. Enter goes back.")


def _read_out(preview: Preview, width: int) -> list[Content]:
    """Return what the room does not see and the speaker says: what has changed, and how far it is settled."""
    lines = [content(line, "bold") for line in hung("  ", preview.changed, width)] if preview.changed else []
    if preview.doubtful:
        lines += [content(line) for line in hung("  ", preview.doubtful, width)]
    for line in preview.poll.identities:
        lines += [content(part, "bold $alarm") for part in hung("  ", line.words, width) if line.off]
    over = hung("  ", preview.poll.over, width) if preview.poll.over else []
    lines += [content(part, "bold $alarm") for part in over]
    return [content("\n FOR YOU TO READ OUT", "bold $quiet"), *lines] if lines else []
