"""Key the same papers a second time, blind; where the two readings differ, the paper decides."""

from dataclasses import replace

from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import readings as actions
from hep_tui.domain.ballots import Ballot, Refused, people_of
from hep_tui.domain.batches import named
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Reading
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.differing import DifferingScreen
from hep_tui.tui.screens.paper import PaperScreen
from hep_tui.tui.text import content, hung
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.keying import SecondView, second_view


class SecondScreen(PaperScreen):
    """Read one paper after another without seeing what was keyed before."""

    commands = (
        c.Accept, c.Blank, c.Spoilt, c.UndoBallot, c.Number, c.MarkChecked, c.Rejected, c.Withdrawn,
        c.TableBallot, c.SplitTable, c.DrawPapers, c.RandomCheck, c.Judge, c.Figures, c.Back,
    )  # fmt: skip
    watches = frozenset({"ballot", "withdraw", "state", "reading", "check", "settle"})

    def __init__(self, poll: str) -> None:
        super().__init__(poll)
        self.view: SecondView | None = None
        self.again: Reading | None = None
        """What was read of a paper that is keyed once more."""

    @property
    def present(self) -> int:
        """Return how many people are in the room, 0 where nobody counted."""
        return self.view.poll.present or 0 if self.view else 0

    async def reload(self) -> None:
        """Show how far it is."""
        opening = self.view is None
        self.view = view = await self.ask(second_view, self.poll)
        if self.keying is None:
            self.keying = self.fresh(view.poll.poll)
        if not self.number:
            self.number = self._next()
        self.show()
        if opening:
            await self._welcome(view)

    async def _welcome(self, view: SecondView) -> None:
        if view.progress.needs_draw:
            await self.performance.run(self.action_draw_papers())
        elif not view.who:
            self.say(
                "Nobody is named as keying, so the record cannot say that two people did; start hep with HEP_WHO.",
                alarm=True,
            )
        elif view.who in view.first_keyers:
            self.say(f"{view.who} keyed papers the first time too; another person sees more.", alarm=True)

    def _next(self, after: int = 0) -> int:
        left = self.view.progress.left if self.view else ()
        return next((n for n in left if n > after), left[0] if left else 0)

    def show(self) -> None:
        """Show the paper, and what the papers read by now prove."""
        view, keying = self.view, self.keying
        if view is None or keying is None:
            return
        top, width = self.query_one(TopLine), self.size.width
        top.where, top.saved = f"second keying: {view.poll.poll.title}", view.poll.state.value
        done, wanted = len(view.progress.wanted) - len(view.progress.left), len(view.progress.wanted)
        top.middle = f"read {done} of {wanted}"
        lines = [self._heading(view, width)]
        lines += draw.paper_lines(keying, width, self.table) if self.number else []
        self.query_one("#sheet", Static).update(Content("\n").join(lines))
        self.query_one("#last", Static).update(Content("\n").join(self._below(view, width)))

    def _heading(self, view: SecondView, width: int) -> Content:
        if self.again:
            return draw.which(self.number, "ONCE MORE: key what the paper says", "", width)
        if not self.number:
            return content(" Nothing is left to read.", "bold")
        known = self.number in {b.what.number for b in view.poll.ballots}
        state = "read already" if self.number in view.progress.done else "to be read" if known else "NOT KEYED BEFORE"
        return draw.which(self.number, state, "blind: what was keyed first is not shown", width)

    def _below(self, view: SecondView, width: int) -> list[Content]:
        """Return what the papers read by now prove, and what differed."""
        progress = view.progress
        lines = [content(part) for part in hung(" ", progress.words, width - 2)]
        if progress.differed:
            wrong = named(progress.wrong) or "none"
            words = f"papers that differed and are decided: {named(progress.differed)}; keyed wrongly first: {wrong}"
            lines += [content(part) for part in hung(" ", words, width - 2)]
        if view.sample:
            words = f"drawn by {view.sample.seed}: {', '.join(map(str, view.sample.numbers))}"
            lines += [content(part, "$quiet") for part in hung(" ", words, width - 2)]
        if progress.complete:
            lines.append(content(" The second keying is complete: m calls the closed poll checked.", "bold"))
        return lines

    async def press(self, key: str, at: float) -> None:
        """Put a mark on the paper, where one is left to read."""
        if self.number:
            await super().press(key, at)

    def _on(self, said: str) -> None:
        """Go to the next paper."""
        self.keying = self.fresh(self.view.poll.poll) if self.view else None
        self.number = self._next(self.number)
        self.pace = self.pace.stored()
        self.say(said)
        self.show()

    async def action_accept(self) -> None:
        """Compare the paper with what was keyed first."""
        if self.stands_still() or self.accept_people():
            return
        if self.keying and not self.keying.marks and not self.table.parts:
            self.say("Nothing is marked: b says that the paper is blank.", alarm=True)
        elif self.keying:
            await self._read("valid", self.keying.ballot_marks())

    async def action_blank(self) -> None:
        """Read a blank paper."""
        await self._without_marks("blank")

    async def action_spoilt(self) -> None:
        """Read a spoilt paper."""
        await self._without_marks("spoilt")

    async def action_withdrawn(self) -> None:
        """Read a paper that was taken back."""
        await self._without_marks("withdrawn")

    async def action_rejected(self) -> None:
        """Read a rejected paper."""
        await self._without_marks("rejected")

    async def _without_marks(self, status: str) -> None:
        if self.half_keyed("say what it is"):
            return
        # The first keying asked why; whoever types the reason here as well does not key it into the next paper.
        if status == "blank" or await self.sure(f"Read this paper as {status}?"):
            await self._read(status, {})

    async def _read(self, status: str, marks: dict[str, int]) -> None:
        if not self.number or self.view is None:
            self.say("Nothing is left to read.", alarm=True)
            return
        try:
            reading = self._reading(status, marks)
            if self.again:
                await self._decide("again", self.again, reading)
                return
            first = await self.ask(actions.read, reading)
        except (Refused, HepError) as error:
            self.say(str(error), alarm=True)
            self.show()
            return
        if first is None:
            await self.hep.caught_up()
            self._on(f"ballot {reading.number:03}: both read the same.")
        else:
            await self._differ(self.view.poll.poll, first, reading)

    def _reading(self, status: str, marks: dict[str, int]) -> Reading:
        """Return what was keyed as a reading. Raises Refused where a table does not add up."""
        reading = Reading(self.poll, self.number, status, marks)
        if status != "valid" or self.keying is None:
            return reading
        found = self.table.ballot(Ballot(self.poll, self.number, marks=marks), self.keying)
        return replace(reading, marks=found.marks, people=people_of(found), splits=found.splits)

    async def _differ(self, poll: Poll, first: Ballot, reading: Reading) -> None:
        """Have somebody look at the paper, and say which reading it bears out."""
        choice = await self.visit(DifferingScreen(poll, first, reading))
        self.keying = self.fresh(poll)
        if choice == "again":
            self.again = reading
            self.say("Key what the paper says.")
        elif choice:
            await self._decide(choice, reading)
        else:
            self.say(f"Nothing was recorded of ballot {reading.number:03}; it is still to be read.")
        self.show()

    async def _decide(self, choice: str, reading: Reading, again: Reading | None = None) -> None:
        self.again = None
        if await self.do(actions.decide, reading, choice, again):
            words = {"first": "The first reading stands.", "second": "The second reading stands."}
            self._on(f"{words.get(choice, 'What was keyed last stands.')} The difference is in the record.")

    def go_to(self, answer: str) -> None:
        """Take up the paper of a number, to be read as any other."""
        self.again = None
        super().go_to(answer)

    async def action_undo_ballot(self) -> None:
        """Take the last reading back, and nothing that was keyed before the second keying."""
        trail = self.hep.backend.trail
        last = {entry.kind for entry in trail.done[-1]} if trail and trail.done else set()
        if not last & {"reading", "check", "state"}:
            self.say("The last step was no reading, so nothing was taken back; go to the poll to undo it.", alarm=True)
            return
        await self.hep.undo(self)
        await self.reload()
        self.again = None
        self.number = self._next()
        self.show()

    async def action_draw_papers(self) -> None:
        """Ask for what was rolled."""
        if self.view and self.view.progress.needs_draw:
            about = f"Of {self.view.progress.total} papers, 30 are drawn by dice rolled in public."
            seed = await self.ask_for("What was rolled? Five dice do, as in 3 1 6 6 2.", about=about)
            if seed is not None and await self.do(actions.draw_sample, self.poll, seed):
                self.number = self._next()
                self.say("Drawn. hep ballots FILE draw does the same again, anywhere.")
                self.show()
        else:
            self.say("There is nothing to draw: every paper is read, or the draw is made.", alarm=True)

    def action_random_check(self) -> None:
        """Go and compare a few papers with the screen."""
        from hep_tui.tui.screens.check import CheckScreen

        if not self.half_keyed("x draws papers"):
            self.app.push_screen(CheckScreen(self.poll))

    async def action_mark_checked(self) -> None:
        """Call the poll checked."""
        if await self.do(actions.mark_checked, self.poll):
            self.say("The poll is checked. Esc goes back, d declares.")

    def action_judge(self) -> None:
        """Go and decide papers."""
        from hep_tui.tui.screens.judge import JudgeScreen

        if not self.half_keyed("j lists what is to be decided"):
            self.app.push_screen(JudgeScreen(self.poll))

    async def action_back(self) -> None:
        """Go back to the poll."""
        if not self.stop_asking() and not self.half_keyed("Esc goes back"):
            self.app.pop_screen()
