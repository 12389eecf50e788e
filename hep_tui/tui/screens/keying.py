"""Key paper ballots: one key a mark, echoed in words before Enter."""

from textual import events, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import ballots as actions
from hep_tui.domain.ballots import Ballot, Keying, Refused, echo, guide, short_echo
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens.ask import AskLine
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.review import review

_GUIDE = (
    "Digits give ranks, one key a mark, down the page in paper order; 0 is 10.",
    "  .  leaves an option blank      +  same rank as the one above      -  back one      *  clear",
    "",
)


class KeyingScreen(HepScreen):
    """Key one ballot after another. A ballot is stored by Enter, and the next number stands ready."""

    commands = (
        c.Accept, c.Blank, c.Spoilt, c.Query, c.UndoBallot, c.Number, c.Rejected, c.Colour, c.Back,
    )  # fmt: skip
    watches = frozenset({"ballot", "withdraw", "state", "account"})
    guide = _GUIDE
    BALLOT_KEYS = "0123456789.,+-*"

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = poll
        self.view: PollView | None = None
        self.keying: Keying | None = None
        self.number = 0
        self.phases: list[tuple[str, str, str]] = []
        self.phase = 0
        self._busy: list[Ballot] = []

    def compose_body(self) -> ComposeResult:
        """Show the ballot, then the last five and the account."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="ballot")
        yield Static("", id="last")

    async def reload(self) -> None:
        """Show what is keyed by now."""
        if not self.phases:
            pack = (await self.ask(review)).pack
            colours = pack.colours or {}
            self.phases = [("", "not said", ""), *((p.id, p.name, colours.get(p.id, "")) for p in pack.phases)]
        self.view = await self.ask(poll_view, self.poll)
        if self.keying is None:
            self.keying = Keying(self.view.poll)
        if not self.number:
            self.number = self.view.next_number
        self._show()

    def _show(self) -> None:
        view, keying = self.view, self.keying
        if view is None or keying is None:
            return
        top = self.query_one(TopLine)
        top.where, top.saved = view.poll.title, view.state.value
        keyed = len(view.ballots) + len(self._busy)
        top.middle = f"keyed {keyed} of {view.present}" if view.present else f"keyed {keyed}"
        self.query_one("#ballot", Static).update(self._ballot(view, keying))
        self.query_one("#last", Static).update(self._last(view))

    def _ballot(self, view: PollView, keying: Keying) -> Content:
        state = view.waiting.get(self.number, "ALREADY KEYED" if view.taken(self.number) else "new")
        _, label, colour = self.phases[self.phase]
        paper = f"paper: {colour} = {label}" if colour else f"phase: {label}"
        lines = [content(f" BALLOT {self.number:03}   {state}          {paper}   (c to change)", "bold")]
        if len(view.poll.options) <= 10:
            lines.append(Content(""))
        for i, option in enumerate(view.poll.options):
            here = i == keying.here
            mark = symbols().here if here else " "
            cell = f"[ {keying.cell(option.id) or ' ':>2} ]"
            text = f" {mark} {option.id:>2}  {fit(option.label, 44)} {cell}"
            lines.append(content(text, "bold $here" if here else ""))
        lines.append(Content(""))
        lines += [content(line, "bold") for line in hung("   ", keying.words, self.size.width - 2)]
        lines += [content(f"   {line}", "$quiet") for line in guide(view.poll) if not keying.marks]
        return Content("\n").join(lines)

    def _last(self, view: PollView) -> Content:
        width = self.size.width
        recent = [f"{b.number:03} {_brief(view, b)}" for b in [*(b.what for b in view.ballots[-5:]), *self._busy][-5:]]
        lines = [content(" " + fit("    ".join(reversed(recent)) or "no ballots yet", width - 2), "$quiet")]
        lines += [content(f" {line.words}", "" if not line.off else "bold") for line in view.identities]
        return Content("\n").join(lines)

    async def on_key(self, event: events.Key) -> None:
        """Take the marks; every other key is a command's."""
        key = event.character or ""
        if key and key in self.BALLOT_KEYS and self.keying is not None:
            event.stop()
            event.prevent_default()
            try:
                self.keying = self.keying.press(key)
                self.say("")
            except Refused as error:
                self.say(str(error), alarm=True)
            self._show()

    async def action_accept(self) -> None:
        """Store the ballot as it is echoed."""
        if self.keying and not self.keying.marks:
            self.say("Nothing is marked: b records a blank ballot.", alarm=True)
        elif self.keying:
            await self._cast("valid", marks=self.keying.ballot_marks())

    async def action_blank(self) -> None:
        """Store a blank ballot."""
        if self.keying and self.keying.marks:
            self.say("This ballot has marks: * clears them if it is blank after all.", alarm=True)
        else:
            await self._cast("blank")

    def action_spoilt(self) -> None:
        """Store a spoilt ballot."""
        self._with_reason("spoilt", "Why is the ballot spoilt?")

    def action_rejected(self) -> None:
        """Store a rejected ballot."""
        self._with_reason("rejected", "Why is the ballot rejected?")

    def action_query(self) -> None:
        """Park a ballot."""
        self._with_reason("query", "What has to be decided about this ballot?")

    @work
    async def _with_reason(self, status: str, question: str) -> None:
        reason = await self.app.push_screen_wait(AskLine(question))
        if reason is not None and self.keying:
            await self._cast(status, marks=self.keying.ballot_marks(), reason=reason)

    async def _cast(self, status: str, *, marks: dict[str, int] | None = None, reason: str = "") -> None:
        ballot = Ballot(self.poll, self.number, status, marks or {}, self.phases[self.phase][0], reason=reason)
        # The next ballot stands ready before this one is on the disk, so that no key falls between the two.
        before, self.keying = self.keying, Keying(self.keying.poll) if self.keying else None
        self.number += 1
        try:
            waits = self.view is not None and ballot.number in self.view.waiting
            await self.ask(actions.decide if waits else actions.cast, ballot)
        except HepError as error:
            self.keying, self.number = before, ballot.number
            self.say(str(error), alarm=True)
            self._show()
            return
        if waits:
            self.number = self.view.next_number if self.view else self.number
        said = echo(self.view.poll, ballot.marks) if self.view and ballot.marks else status
        self.say(f"ballot {ballot.number:03} stored: {said}")

    async def action_undo_ballot(self) -> None:
        """Take the last ballot back, and its number."""
        await self.hep.undo(self)
        self.view = await self.ask(poll_view, self.poll)
        self.number = self.view.next_number
        self._show()

    def action_colour(self) -> None:
        """Go to the next phase, and stay there for the ballots that follow."""
        if self.phases:
            self.phase = (self.phase + 1) % len(self.phases)
            self._show()

    @work
    async def action_number(self) -> None:
        """Ask for the number on the paper."""
        answer = await self.app.push_screen_wait(AskLine("Which number is on the paper?", str(self.number)))
        if answer and answer.strip().isdigit() and int(answer) > 0:
            self.number = int(answer)
            self._show()
        elif answer is not None:
            self.say(f"{answer.strip() or 'Nothing'} is not the number of a paper.", alarm=True)

    def action_back(self) -> None:
        """Go back to the poll; a half-keyed ballot is asked about by staying."""
        if self.keying and self.keying.marks:
            self.say("This ballot is half keyed: Enter accepts it, * clears it, then Esc goes back.", alarm=True)
        else:
            self.app.pop_screen()


def _brief(view: PollView, ballot: Ballot) -> str:
    return short_echo(view.poll, ballot.marks) if ballot.status == "valid" else ballot.status
