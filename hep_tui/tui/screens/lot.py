"""Papers of a secret poll, which have no numbers: two people read a lot, and then all of it goes into the box."""

from hep_tui.actions import secret_polls
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.paper import PaperScreen
from hep_tui.tui.text import content, hung
from hep_tui.views.polls import PollView, poll_view


class LotScreen(PaperScreen[PollView]):
    """Read every paper of a lot, then let somebody else read them again, in any order; until then nothing is kept."""

    OFFERS = "accept blank undo-ballot figures back"
    UNMARKED = "Nothing is marked: b says that the paper is blank."
    watches = frozenset({"state"})

    def __init__(self, poll: str, papers: int, who: str) -> None:
        super().__init__(poll)
        self.papers, self.who = papers, who
        self.first: list[dict[str, int]] = []
        self.read: list[dict[str, int]] = []

    async def load(self) -> PollView:
        """Read the poll."""
        return await self.ask(poll_view, self.poll)

    def received(self, view: PollView) -> None:
        """Take up an empty paper at first."""
        super().received(view)
        if not self.loaded:
            self.keying = self.blank_paper(view.poll)

    def draw(self, view: PollView) -> None:
        """Show the paper, which of the lot it is, and who reads."""
        reading = "second reading" if self.first else "first reading"
        self.top(f"lot: {view.poll.title}", reading, view.state.value)
        width = self.size.width
        head = f" PAPER {len(self.read) + 1} of {self.papers}   {reading}, by {self.who}"
        lines = [content(head, "bold"), *draw.paper_lines(self.keying, width)]
        kept = "Nothing of this lot is kept before two people have read the same papers, in whatever order."
        self.show(lines, [content(part, "$quiet") for part in hung(" ", kept, width - 2)])

    async def accept(self, marks: dict[str, int]) -> None:
        """Take the paper as it was read; after the last one, hand the lot over, or put it into the box."""
        self.read.append(marks)
        self.keying = self.blank_paper(self.view.poll)
        self.pace = self.pace.stored()
        self.say("")
        if len(self.read) == self.papers:
            await (self._put_in() if self.first else self._hand_over())
        self.redraw()

    async def status(self, status: str, question: str) -> None:
        """Read the paper as blank; what a lot holds beside that has to be decided before it is read."""
        if not self.half_keyed("b says that it is blank"):
            await self.accept({})

    async def _hand_over(self) -> None:
        """Have the lot read again by somebody else; Esc goes back to its last paper."""
        about = f"Read by {self.who}; a second reading by the same person proves nothing."
        who = await self.ask_for("Initials of whoever reads this lot again.", about=about)
        if not who or who.casefold() == self.who.casefold():
            self.read.pop()
            self.say("Somebody else has to read it again: key its last paper once more, and say who.", alarm=True)
        else:
            self.first, self.read, self.who = self.read, [], who
            self.say(f"{who} reads the same papers, in whatever order they lie.")

    async def _put_in(self) -> None:
        try:
            await self.ask(secret_polls.cast_lot, self.poll, self.first, self.read)
        except HepError as error:
            self.first, self.read = [], []
            self.say(str(error), alarm=True)
        else:
            await self.leave(f"{counted(self.papers, 'paper')} put into the box; mix them with those of other lots.")

    @command("u", hint=True, label="undo")
    async def action_undo_ballot(self) -> None:
        """Take the last ballot back."""
        if self.read:
            self.read.pop()
            self.say("Taken back: key that paper again.")
            self.redraw()
        else:
            self.say("No paper of this reading is keyed yet.", alarm=True)

    async def action_back(self) -> None:
        """Go back to the poll; nothing is kept of a lot that was begun, which is asked about."""
        begun = self.first or self.read or self.keying.marks
        if not begun or await self.sure("Leave this lot? Nothing of it is kept."):
            await self.leave()
