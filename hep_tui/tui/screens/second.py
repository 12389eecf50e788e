"""Key the same papers a second time, blind; where the two readings differ, the paper decides."""

from dataclasses import replace

from textual.content import Content

from hep_tui.actions import batches
from hep_tui.actions import readings as actions
from hep_tui.domain.ballots import Ballot, people_of
from hep_tui.domain.batches import named
from hep_tui.domain.keying import Refused
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Reading
from hep_tui.domain.wording import counted, prefixed
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.paper import PaperScreen
from hep_tui.tui.text import content, hung
from hep_tui.views.keying import SecondView, second_view


class SecondScreen(PaperScreen[SecondView]):
    """Read one paper after another without seeing what was keyed before."""

    OFFERS = (
        "accept blank rejected initials undo-ballot number mark-checked spoilt withdrawn table-ballot split-table "
        "draw-papers random-check judge figures back"
    )
    UNMARKED = "Nothing is marked: b says that the paper is blank."
    watches = frozenset({"ballot", "withdraw", "state", "reading", "check", "settle"})

    def __init__(self, poll: str) -> None:
        super().__init__(poll)
        self.again: Reading | None = None
        """What was read of a paper that is keyed once more."""

    @property
    def present(self) -> int:
        """Return how many people are in the room, 0 where nobody counted."""
        return self.view.poll.present or 0

    async def load(self) -> SecondView:
        """Read how far it is."""
        return await self.ask(second_view, self.poll)

    def received(self, view: SecondView) -> None:
        """Take up an empty paper at first, and a number where there was none to read."""
        super().received(view)
        if not self.loaded:
            self.keying = self.blank_paper(view.poll.poll)
        self.number = self.number or self._next()

    async def opened(self) -> None:
        """Ask who reads where one person would key both times, or nobody is named; draw papers where that is due."""
        await self.performance.run(self._begin())

    async def _begin(self) -> None:
        if not self.view.who or self.view.who in self.view.first_keyers:
            await self._ask_reader()
        if self.view.progress.needs_draw:
            await self.action_draw_papers()

    async def _ask_reader(self) -> None:
        """Ask who reads from now on; the readings of whoever keyed a paper are refused."""
        keyed = ", ".join(sorted(filter(None, self.view.first_keyers)))
        about = f"Keyed by {keyed}; a second reading by the same person proves nothing." if keyed else ""
        who = await self.ask_for("Initials of whoever reads the papers the second time.", about=about)
        if who is not None and await self.do(batches.seat, who):
            await self.reload()
            self.say(f"{self.view.who} reads.")

    @command("i", hint=True, label="initials")
    async def action_initials(self) -> None:
        """Say who reads from now on, where another person takes over."""
        await self._ask_reader()

    def _next(self, after: int = 0) -> int:
        left = self.view.progress.left
        return next((n for n in left if n > after), left[0] if left else 0)

    def draw(self, view: SecondView) -> None:
        """Show the paper, and what the papers read by now prove."""
        done, wanted = len(view.progress.wanted) - len(view.progress.left), len(view.progress.wanted)
        self.top(
            f"second keying: {view.poll.poll.title}",
            f"read {done} of {wanted}{prefixed(' as ', view.who)}",
            view.poll.state.value,
        )
        width = self.size.width
        lines = [self._heading(view, width)]
        lines += draw.paper_lines(self.keying, width, self.table) if self.number else []
        self.show(lines, self._below(view, width))

    def _heading(self, view: SecondView, width: int) -> Content:
        if self.again:
            return draw.which(self.number, "ONCE MORE: key what the paper says", "", width)
        if not self.number:
            return content(" Nothing is left to read.", "bold")
        known = self.number in {b.what.number for b in view.poll.ballots}
        state = "to be read" if known else "NOT KEYED BEFORE"
        if self.number in view.progress.done:
            state = "read already"
        return draw.which(self.number, state, "blind: what was keyed first is not shown", width)

    def _below(self, view: SecondView, width: int) -> list[Content]:
        """Return what the papers read by now prove, and what differed."""
        progress = view.progress
        lines = [content(part) for part in hung(" ", progress.words, width - 2)]
        if progress.differed:
            wrong = f"no. {named(progress.wrong)}" if progress.wrong else "none"
            many = counted(len(progress.differed), "paper")
            words = f"{many} differed and decided: no. {named(progress.differed)}; keyed wrongly first: {wrong}"
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
        self.keying = self.blank_paper(self.view.poll.poll)
        self.number = self._next(self.number)
        self.pace = self.pace.stored()
        self.say(said)
        self.redraw()

    async def accept(self, marks: dict[str, int]) -> None:
        """Compare the paper with what was keyed first."""
        await self._read("valid", marks)

    async def status(self, status: str, question: str) -> None:
        """Read the paper as what it is."""
        if self.half_keyed("say what it is"):
            return
        # The first keying asked why; whoever types the reason here as well does not key it into the next paper.
        if status == "blank" or await self.sure(f"Read this paper as {status}?"):
            await self._read(status, {})

    async def _read(self, status: str, marks: dict[str, int]) -> None:
        if not self.number:
            self.say("Nothing is left to read.", alarm=True)
            return
        try:
            reading = self._reading(status, marks)
            if self.again:
                await self._decide("again", self.again, reading)
                return
            first = await self.record(actions.read, reading)
        except (Refused, HepError) as error:
            self.say(str(error), alarm=True)
            self.redraw()
            return
        if first is None:
            await self.hep.caught_up()
            self._on(f"ballot {reading.number:03}: both read the same.")
        else:
            await self._differ(self.view.poll.poll, first, reading)

    def _reading(self, status: str, marks: dict[str, int]) -> Reading:
        """Return what was keyed as a reading. Raises Refused where a table does not add up."""
        reading = Reading(self.poll, self.number, status, marks)
        if status != "valid":
            return reading
        found = self.table.ballot(Ballot(self.poll, self.number, marks=marks), self.keying)
        return replace(reading, marks=found.marks, people=people_of(found), splits=found.splits)

    async def _differ(self, poll: Poll, first: Ballot, reading: Reading) -> None:
        """Have somebody look at the paper, and say which reading it bears out."""
        choice = await self.visit("differing", poll, first, reading)
        self.keying = self.blank_paper(poll)
        if choice == "again":
            self.again = reading
            self.say("Key what the paper says.")
        elif choice:
            await self._decide(choice, reading)
        else:
            self.say(f"Nothing was recorded of ballot {reading.number:03}; it is still to be read.")
        self.redraw()

    async def _decide(self, choice: str, reading: Reading, again: Reading | None = None) -> None:
        self.again = None
        if await self.do(actions.decide, reading, choice, again):
            words = {"first": "The first reading is right.", "second": "The second reading is right."}
            self._on(f"{words.get(choice, 'What was keyed last is kept.')} The difference is in the record.")

    def go_to(self, answer: str) -> None:
        """Take up the paper of a number, to be read as any other."""
        self.again = None
        super().go_to(answer)

    async def action_undo_ballot(self) -> None:
        """Take the last reading back, and nothing that was keyed before the second keying."""
        trail = self.hep.backend.trail
        last = {entry.kind for entry in trail.done[-1]} if trail and trail.done else set()
        if not last & {"reading", "check", "state"}:
            self.say(
                "The last step was not a reading, so nothing was taken back; go to the poll to undo it.", alarm=True
            )
            return
        await self.step_back()
        self.again = None
        self.number = self._next()
        self.redraw()

    @command("d", label="draw by dice")
    async def action_draw_papers(self) -> None:
        """Draw the papers that are keyed a second time, by dice rolled in public."""
        if self.view.progress.needs_draw:
            about = f"Of {self.view.progress.total} papers, 30 are drawn by dice rolled in public."
            seed = await self.ask_for("What was rolled? Five dice do, as in 3 1 6 6 2.", about=about)
            if seed is not None and await self.do(actions.draw_sample, self.poll, seed):
                self.number = self._next()
                self.say("Drawn. hep ballots FILE draw does the same again, anywhere.")
                self.redraw()
        else:
            self.say("There is nothing to draw: every paper is read, or the draw is made.", alarm=True)

    @command("x", label="random check")
    def action_random_check(self) -> None:
        """Draw a few papers by dice rolled in public, and compare them with the screen."""
        if not self.half_keyed("x draws papers"):
            self.go("check", self.poll)

    @command("m", hint=True, label="checked")
    async def action_mark_checked(self) -> None:
        """Call the poll checked, once its second keying is complete."""
        if await self.do(actions.mark_checked, self.poll):
            self.say("The poll is checked. Esc goes back, d declares.")
