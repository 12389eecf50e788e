"""Decide the papers that wait: parked, keyed twice, in two versions, or late."""

from dataclasses import replace

from textual import events
from textual.content import Content

from hep_tui.actions import ballots as actions
from hep_tui.domain.ballots import Ballot, marks_said
from hep_tui.domain.wording import verb
from hep_tui.tui.command import command
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.screens.sheet import SheetScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, hung
from hep_tui.views.keying import Case, to_decide
from hep_tui.views.polls import PollView, poll_view

_GUIDE = (" Where a paper was keyed twice, the number of a version keeps that one.", "")


class JudgeScreen(ListScreen[PollView, Case], SheetScreen[PollView]):
    """Go through the papers that wait, one at a time, with everything that was keyed of each."""

    OFFERS = "key-again blank admit spoilt down undo-ballot rejected withdrawn admit-all up scroll-up scroll-down back"
    WORKED_OFF = True
    watches = frozenset({"ballot", "withdraw", "settle", "state"})
    guide = _GUIDE

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll

    async def load(self) -> PollView:
        """Read what is still to be decided."""
        return await self.ask(poll_view, self.poll)

    def rows(self, view: PollView) -> list[Case]:
        """Return the papers that wait, by number."""
        return to_decide(view)

    def id_of(self, row: Case) -> str:
        """Return the number of a paper."""
        return str(row.number)

    def head(self, view: PollView) -> None:
        """Say how many wait; what can be done with them is on the bottom line."""
        waiting = self.rows(view)
        self.top(f"papers to decide: {view.poll.title}", saved=f"{len(waiting)} to decide")
        if waiting:
            self.hint_all()
        else:
            self.hint("")

    def above(self, view: PollView) -> list[Content]:
        """Return an empty line, and that no paper waits where that is so."""
        none = [] if self.rows(view) else [content("  No paper waits to be decided.")]
        return [Content(""), *none]

    def block(self, row: Case, *, here: bool) -> list[Content]:
        """Return a paper; of the one that is marked, everything that was keyed."""
        text = f" {pointer(here)} BALLOT {row.number:03}   {row.why}"
        said = self._said(self.view, row, self.size.width) if here else []
        return [content(text, "bold $here" if here else ""), *said]

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
        """Keep the version of a number."""
        case = self.here
        if case is None:
            return
        if len(case.said) < 2 or not 1 <= int(key) <= len(case.said):
            self.say(f"There is no version {key} here; Enter keys what the paper says.", alarm=True)
            return
        chosen = case.said[int(key) - 1].what
        await self._ask(f"Why is version {key} right?", chosen)

    async def keyed(self, event: events.Key) -> bool:
        """Take a digit as the choice of a version, whatever is on the paper."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            return False
        await self.performance.run(self.choose(digit))
        return True

    @command("enter", hint=True, shown="Enter", label="key again")
    def action_key_again(self) -> None:
        """Key what the paper says."""
        if self.here is None:
            self.say("No paper waits to be decided.", alarm=True)
        elif self.here.said[0].what.status == "late" and len(self.here.said) == 1:
            self.say("A late paper is keyed already: a admits it, r or w keeps it out.", alarm=True)
        else:
            self.go("keying", self.poll, self.here.number)

    async def status(self, status: str, question: str) -> None:
        """Decide the status of a paper; what was keyed on it first stays with it, unless it is blank."""
        case = self.here
        if case is None:
            self.say("No paper waits to be decided.", alarm=True)
            return
        held = replace(case.said[0].what, status=status)
        await self._ask(question, replace(held, marks={}, splits=()) if status == "blank" else held)

    async def _ask(self, words: str, ballot: Ballot) -> None:
        reason = await self.ask_for(f"Ballot {ballot.number}. {words}")
        if reason is None:
            return
        if not reason:
            self.say("A decision needs a reason for the record; nothing was changed.", alarm=True)
        elif await self.do(actions.decide, replace(ballot, reason=reason)):
            self.say(f"Ballot {ballot.number} is decided: {ballot.status}.")

    @command("a", hint=True)
    async def action_admit(self) -> None:
        """Let this late paper count, with the reason."""
        case = self.here
        if case is None or case.said[0].what.status != "late":
            self.say("This paper is not late, so there is nothing to admit.", alarm=True)
        else:
            await self._admit([case.number])

    @command("A", label="admit all")
    async def action_admit_all(self) -> None:
        """Let every late paper count, with the reason."""
        late = [case.number for case in self.rows(self.view) if case.said[0].what.status == "late"]
        if late:
            await self._admit(late)
        else:
            self.say("No paper is late, so there is nothing to admit.", alarm=True)

    async def _admit(self, numbers: list[int]) -> None:
        which = verb(len(numbers), f"is ballot {numbers[0]}", f"are these {len(numbers)} late ballots")
        reason = await self.ask_for(f"Why {which} admitted?")
        if reason is not None and await self.do(actions.admit, self.poll, numbers, reason):
            self.say(f"Admitted: {len(numbers)}.")

    async def action_up(self) -> None:
        """Go to the paper before, from the first to the last."""
        self.mark(-1, round=True)

    async def action_down(self) -> None:
        """Go to the next paper, from the last to the first."""
        self.mark(1, round=True)
