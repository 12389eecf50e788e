"""Draw a few papers by public dice, and compare them with the screen."""

from textual.content import Content

from hep_tui.actions import readings as actions
from hep_tui.domain.ballots import as_on_paper, said_of
from hep_tui.domain.batches import named
from hep_tui.domain.readings import Check
from hep_tui.domain.sampling import proves
from hep_tui.tui.command import command
from hep_tui.tui.screens.sheet import SheetScreen
from hep_tui.tui.text import content, hung
from hep_tui.views.keying import SecondView, second_view

_USUAL = 10


class CheckScreen(SheetScreen[SecondView]):
    """Show what was keyed of the papers that were drawn, and take down which of them differ."""

    OFFERS = "compare draw-papers undo-ballot scroll-up scroll-down back"
    watches = frozenset({"ballot", "withdraw", "check", "settle"})

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll
        self.check_id, self.check = "", Check(poll)

    async def load(self) -> SecondView:
        """Read what was keyed, and the check that was drawn last."""
        view = await self.ask(second_view, self.poll)
        last = view.checks[-1] if view.checks else None
        self.check_id, self.check = (last.id, last.what) if last else ("", Check(self.poll))
        return view

    async def opened(self) -> None:
        """Draw papers where none are drawn yet."""
        if not self.check_id:
            await self.performance.run(self.action_draw_papers())

    def draw(self, view: SecondView) -> None:
        """Show the papers of the check, and what it proves."""
        self.top(f"random check: {view.poll.poll.title}", saved=view.poll.state.value)
        width, check = self.size.width, self.check
        lines = [Content("")]
        if check.seed:
            words = f"{len(check.numbers)} of {check.total} drawn by {check.seed}: lay the papers beside this list"
            lines += [*(content(part, "bold") for part in hung(" ", words, width - 2)), Content("")]
        for number in check.numbers:
            lines += self._paper(view, number, width)
        verdict = ""
        if check.purpose == "compared":
            found = f"differ: {named(check.wrong)}. " if check.wrong else ""
            verdict = f" {found}{proves(check.total, len(check.numbers), len(check.wrong))}"
        self.show(lines, [content(verdict, "bold")])

    def _paper(self, view: SecondView, number: int, width: int) -> list[Content]:
        held = [b.what for b in view.poll.ballots if b.what.number == number]
        said = " / ".join(said_of(view.poll.poll, b, as_on_paper) for b in held) or "not keyed any more"
        return [content(part) for part in hung(f"  {number:03}  ", said, width - 2)]

    @command("d", label="draw by dice")
    async def action_draw_papers(self) -> None:
        """Draw the papers that are keyed a second time, by dice rolled in public."""
        words = "What was rolled, and how many papers? As in 3 1 6 6 2 / 10."
        about = "Roll dice in public: whoever knows the roll can draw the same papers."
        answer = await self.ask_for(words, about=about)
        if answer is not None:
            await self._draw(answer)

    async def _draw(self, answer: str) -> None:
        seed, _, size = answer.partition("/")
        size = size.strip() or str(min(_USUAL, len(self.view.poll.ballots)))
        if not (size.isascii() and size.isdigit() and len(size) < 6):
            self.say("Type the roll, a stroke, and a number of papers, as in 3 1 6 6 2 / 10.", alarm=True)
        elif await self.do(actions.draw_check, self.poll, seed, int(size)):
            self.say("Drawn. Enter says which of them differ from the papers.")

    @command("enter", hint=True, shown="Enter", label="which differ")
    async def action_compare(self) -> None:
        """Say which of the papers drawn differ from the screen; none is an answer too."""
        if not self.check.seed:
            self.say("No papers are drawn yet: d draws them.", alarm=True)
            return
        answer = await self.ask_for("Which numbers differ from the screen? 0 and Enter: none of them.")
        if answer is not None:
            await self._compare(answer)

    async def _compare(self, answer: str) -> None:
        parts = answer.replace(",", " ").split()
        # Enter alone may be one too many, and would say that all is well.
        if not parts or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
            said = "Type the numbers of the papers that differ, with blanks between, or 0 for none; nothing was stored."
            self.say(said, alarm=True)
        elif await self.do(actions.compare, self.check_id, tuple(n for n in map(int, parts) if n)):
            held = " They hold up declaring until j decides them." if any(map(int, parts)) else ""
            self.say(f"Recorded.{held}")
