"""Decide the papers that wait: parked, keyed twice, in two versions, or late."""

from dataclasses import replace

from textual import events
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import ballots as actions
from hep_tui.domain.ballots import Ballot, marks_said
from hep_tui.tui import commands as c
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.sheet import SheetScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.keying import Case, to_decide
from hep_tui.views.polls import PollView, poll_view

_GUIDE = (" Where a paper was keyed twice, the number of a version makes that one stand.", "")


class JudgeScreen(SheetScreen):
    """Go through the papers that wait, one at a time, with everything that was keyed of each."""

    commands = (
        c.KeyAgain, c.Blank, c.Admit, c.Spoilt, c.Down, c.UndoBallot, c.Rejected, c.Withdrawn, c.AdmitAll, c.Up, c.Back,
    )  # fmt: skip
    watches = frozenset({"ballot", "withdraw", "settle", "state"})
    guide = _GUIDE

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll
        self.view: PollView | None = None
        self.cases: list[Case] = []
        self.at = 0

    @property
    def case(self) -> Case | None:
        """Return the paper that is marked."""
        return self.cases[self.at] if self.cases else None

    async def reload(self) -> None:
        """Show what is still to be decided."""
        self.view = await self.ask(poll_view, self.poll)
        self.cases = to_decide(self.view)
        self.at = min(self.at, max(0, len(self.cases) - 1))
        self.show()

    def show(self) -> None:
        """Show the list, and what was keyed of the paper that is marked."""
        if self.view is None:
            return
        top, width = self.query_one(TopLine), self.size.width
        top.where, top.saved = f"papers to decide: {self.view.poll.title}", f"{len(self.cases)} to decide"
        lines = [Content("")]
        if not self.cases:
            lines.append(content("  No paper waits to be decided."))
        for i, case in enumerate(self.cases):
            here = i == self.at
            text = f" {symbols().here if here else ' '} BALLOT {case.number:03}   {case.why}"
            lines.append(content(text, "bold $here" if here else ""))
            lines += self._said(self.view, case, width) if here else []
        self.query_one(Hints).commands = tuple(k for k in self.commands if k.hint) if self.cases else ()
        self.query_one("#sheet", Static).update(Content("\n").join(lines))

    def _said(self, view: PollView, case: Case, width: int) -> list[Content]:
        lines: list[Content] = []
        for number, version in enumerate(case.said, 1):
            lead = f"     {number}  " if len(case.said) > 1 else "     "
            lines.append(content(f"{lead}{draw.by_whom(version)}, {version.what.status}", "$quiet"))
            what = version.what
            marks = marks_said(view.poll, what) if what.marks or what.splits else what.status
            lines += [content(part, "bold") for part in hung("        ", marks, width - 3)]
            if version.what.reason:
                lines += [content(part) for part in hung("        ", f"“{version.what.reason}”", width - 3)]
        return lines

    async def choose(self, key: str) -> None:
        """Let the version of a number stand."""
        case = self.case
        if case is None:
            return
        if len(case.said) < 2 or not 1 <= int(key) <= len(case.said):
            self.say(f"There is no version {key} here; Enter keys what the paper says.", alarm=True)
            return
        chosen = case.said[int(key) - 1].what
        await self._ask(f"Why does version {key} stand?", chosen)

    async def keyed(self, event: events.Key) -> bool:
        """Take a digit as the choice of a version, whatever is on the paper."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            return False
        await self.performance.run(self.choose(digit))
        return True

    def action_key_again(self) -> None:
        """Go and key what the paper says."""
        from hep_tui.tui.screens.keying import KeyingScreen

        if self.case is None:
            self.say("No paper waits to be decided.", alarm=True)
        elif self.case.said[0].what.status == "late" and len(self.case.said) == 1:
            self.say("A late paper is keyed already: a admits it, r or w keeps it out.", alarm=True)
        else:
            self.app.push_screen(KeyingScreen(self.poll, self.case.number))

    async def action_blank(self) -> None:
        """Decide that the paper is blank."""
        await self._call("Why is the ballot blank?", "blank")

    async def action_spoilt(self) -> None:
        """Decide that the paper is spoilt."""
        await self._call("Why is the ballot spoilt?", "spoilt")

    async def action_rejected(self) -> None:
        """Decide that the paper does not count."""
        await self._call("Why is the ballot rejected?", "rejected")

    async def action_withdrawn(self) -> None:
        """Decide that the paper was taken back."""
        await self._call("Why was the ballot taken back?", "withdrawn")

    async def _call(self, words: str, status: str) -> None:
        """Decide the status of a paper; what was keyed on it first stays with it, unless it is blank."""
        case = self.case
        if case is None:
            self.say("No paper waits to be decided.", alarm=True)
            return
        held = replace(case.said[0].what, status=status)
        await self._ask(words, replace(held, marks={}, splits=()) if status == "blank" else held)

    async def _ask(self, words: str, ballot: Ballot) -> None:
        reason = await self.ask_for(f"Ballot {ballot.number}. {words}")
        if reason is None:
            return
        if not reason:
            self.say("A decision needs a reason for the record; nothing was changed.", alarm=True)
        elif await self.do(actions.decide, replace(ballot, reason=reason)):
            self.say(f"Ballot {ballot.number} is decided: {ballot.status}.")

    async def action_admit(self) -> None:
        """Admit this late paper."""
        case = self.case
        if case is None or case.said[0].what.status != "late":
            self.say("This paper is not late, so there is nothing to admit.", alarm=True)
        else:
            await self._admit([case.number])

    async def action_admit_all(self) -> None:
        """Admit every late paper."""
        late = [case.number for case in self.cases if case.said[0].what.status == "late"]
        if late:
            await self._admit(late)
        else:
            self.say("No paper is late, so there is nothing to admit.", alarm=True)

    async def _admit(self, numbers: list[int]) -> None:
        one, many = f"is ballot {numbers[0]}", f"are these {len(numbers)} late ballots"
        reason = await self.ask_for(f"Why {one if len(numbers) == 1 else many} admitted?")
        if reason is not None and await self.do(actions.admit, self.poll, numbers, reason):
            self.say(f"Admitted: {len(numbers)}.")

    async def action_undo_ballot(self) -> None:
        """Take the last step back."""
        await self.hep.undo(self)

    def action_down(self) -> None:
        """Go to the next paper."""
        self._go(1)

    def action_up(self) -> None:
        """Go to the paper before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        if self.cases:
            self.at = (self.at + by) % len(self.cases)
            self.show()
