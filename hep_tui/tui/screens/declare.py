"""Declare: see what the room will see, then freeze it."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.polls import PollState
from hep_tui.domain.result import Result
from hep_tui.domain.wording import counted
from hep_tui.tui.command import command
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

    OFFERS = "declare-result cancel scroll-up scroll-down"

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
            return [Content(""), *_hung(view.hidden, width), Content(""), *poll_text.account(view, width)]
        if result is None:
            return [content("\n Nothing has been counted yet, so there is nothing to declare.")]
        lines = [] if self.done else _mind(preview, result, width)
        lines += [*_read_out(preview, width), *room_sees(view.poll, result, *self.size)]
        lines += [*poll_text.account(view, width), Content("")]
        code = view.declared.record_code if self.done and view.declared else preview.code
        lines.append(content(f" record code {code}"))
        if not self.done:
            lines += _before(view, width)
        return lines

    @command("enter", hint=True, shown="Enter", label="declare")
    async def action_declare_result(self) -> None:
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
            why = (
                await self.ask_for(
                    "Why is it off? The minutes print this, and the room may see it.", about="\n".join(off)
                )
                or ""
            )
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


def _hung(words: str, width: int, style: str = "bold", lead: str = " ") -> list[Content]:
    """Return words in lines of a style behind a lead; none where there are no words."""
    return [content(line, style) for line in hung(lead, words, width)] if words else []


def _mind(preview: Preview, result: Result, width: int) -> list[Content]:
    """Return what is to be looked at before Enter: what a result would tell of a few papers, and what is not done."""
    view, said = preview.poll, [tells_apart(preview.poll)]
    if 0 < result.valid < MIN_CELL and not view.poll.marking.hands:
        many = counted(result.valid, "valid paper")
        said.append(f"With {many}, the figures tell how somebody voted.")
    if view.has_papers and not view.account:
        said.append("No account of papers has been kept; a on the poll keeps it.")
    return [line for words in said for line in _hung(words, width, "bold $alarm")]


def _before(view: PollView, width: int) -> list[Content]:
    """Return what was declared before, and what is declared along."""
    lines = []
    if view.declared:
        lines.append(content(f" declared before: {view.declared.sentence}", "$quiet"))
    if view.poll.series:
        lines += _hung(f"declared together with the rest of the series {view.poll.series}", width)
    return lines


def _read_out(preview: Preview, width: int) -> list[Content]:
    """Return what the room does not see and the speaker says: what has changed, and how far it is settled."""
    lines = [*_hung(preview.changed, width, lead="  "), *_hung(preview.doubtful, width, style="", lead="  ")]
    off = [line.words for line in preview.poll.identities if line.off]
    for words in (*off, preview.poll.over):
        lines += _hung(words, width, style="bold $alarm", lead="  ")
    return [content("\n FOR YOU TO READ OUT", "bold $quiet"), *lines] if lines else []
