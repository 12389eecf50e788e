"""Key paper ballots: one key a mark, echoed in words before Enter."""

from dataclasses import replace

from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import ballots as actions
from hep_tui.actions import batches
from hep_tui.domain.ballots import Ballot, Refused, said_of
from hep_tui.domain.batches import Batch, read_batch
from hep_tui.domain.polls import PollState
from hep_tui.domain.tables import Table
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.paper import PaperScreen
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.keying import KeyingView, keying_view
from hep_tui.views.polls import PollView
from hep_tui.views.review import review


class KeyingScreen(PaperScreen):
    """Key one ballot after another. A ballot is stored by Enter, and the next number stands ready."""

    commands = (
        c.Accept, c.Blank, c.Spoilt, c.Query, c.UndoBallot, c.PaperBatch, c.Number, c.Rejected, c.Withdrawn, c.Late,
        c.CorrectBallot, c.TableBallot, c.SplitTable, c.Colour, c.ColourBefore, c.Group, c.PaperLayout, c.Judge,
        c.Figures, c.Redo, c.Back,
    )  # fmt: skip
    watches = frozenset({"ballot", "withdraw", "state", "account", "batch", "settle"})

    def __init__(self, poll: str, number: int = 0) -> None:
        super().__init__(poll)
        self.number = number
        self.known: KeyingView | None = None
        self.phases: list[tuple[str, str, str]] = []
        self.phase = 0
        self.groups: list[tuple[str, str]] = [("", "")]
        self.group = 0
        self.correcting = ""
        self._usual = (0, 0)
        self._stored: set[int] = set()

    @property
    def view(self) -> PollView | None:
        """Return the poll as it was seen last."""
        return self.known.poll if self.known else None

    @property
    def present(self) -> int:
        """Return how many people are in the room, 0 where nobody counted."""
        return self.view.present or 0 if self.view else 0

    async def reload(self) -> None:
        """Show what is keyed by now."""
        if not self.phases:
            pack = (await self.ask(review)).pack
            colours = pack.colours or {}
            self.phases = [("", "not said", ""), *((p.id, p.name, colours.get(p.id, "")) for p in pack.phases)]
            self.groups = [("", ""), *((g.id, g.name) for g in pack.groups)]
        self.known = view = await self.ask(keying_view, self.poll)
        if view.batch:
            self.layout_of_papers = view.batch.what.layout or self.layout_of_papers
        if self.keying is None:
            self.keying = self.fresh(view.poll.poll)
            if view.poll.state is not PollState.OPEN and not view.poll.waiting:
                self.say(draw.closed_words(view.poll.state))
        if not self.number:
            self.number = view.start
        self.show()

    def show(self) -> None:
        """Show the paper, the last five and the account."""
        view, keying = self.known, self.keying
        if view is None or keying is None:
            return
        top, width = self.query_one(TopLine), self.size.width
        top.where, top.saved = view.poll.poll.title, view.poll.state.value
        top.middle = draw.batch_words(view)
        _, label, colour = self.phases[self.phase]
        paper = f"paper: {colour} = {label}" if colour else f"phase: {label}"
        state = "CORRECTING: key what the paper says" if self.correcting else draw.number_state(view, self.number)
        group = self.groups[self.group][1]
        paper += f", {group}  (c, g)" if group else "  (c to change)"
        lines = [draw.which(self.number, state, paper, width), *draw.sheet(view, keying, self.table, *self.size)]
        self.query_one("#sheet", Static).update(Content("\n").join(lines))
        self.query_one("#last", Static).update(draw.last(view, width))

    async def action_accept(self) -> None:
        """Store the ballot as it is echoed; or take the number of people that was asked for."""
        if self.stands_still() or self.accept_people():
            return
        if self.keying and not self.keying.marks and not self.table.parts:
            self.say("Nothing is marked: b records a blank ballot.", alarm=True)
        elif self.keying:
            await self._cast("valid", marks=self.keying.ballot_marks())

    async def action_blank(self) -> None:
        """Store a blank ballot."""
        if self.keying and self.keying.marks:
            self.say("This ballot has marks: * clears them if it is blank after all.", alarm=True)
        else:
            await self._cast("blank")

    async def action_spoilt(self) -> None:
        """Store a spoilt ballot."""
        await self._with_reason("spoilt", "Why is the ballot spoilt?")

    async def action_rejected(self) -> None:
        """Store a rejected ballot."""
        await self._with_reason("rejected", "Why is the ballot rejected?")

    async def action_query(self) -> None:
        """Park a ballot."""
        await self._with_reason("query", "What has to be decided about this ballot?")

    async def action_withdrawn(self) -> None:
        """Store a paper that was taken back."""
        await self._with_reason("withdrawn", "Why was the ballot taken back?")

    async def action_late(self) -> None:
        """Store a late paper with what is keyed on it."""
        await self._with_reason("late", "When did this paper come in, and from where?")

    async def _with_reason(self, status: str, question: str) -> None:
        reason = await self.ask_for(question)
        if reason is not None:
            await self._cast(status, marks=self.keying.ballot_marks() if self.keying else {}, reason=reason)

    async def _cast(self, status: str, *, marks: dict[str, int] | None = None, reason: str = "") -> None:
        view = self.known
        if view is None or self.keying is None:
            return
        if not reason and (why := self._why(view)):
            reason = await self.ask_for(why) or ""
            if not reason:
                self.say("Nothing was stored: the minutes give the reason, so it is asked.", alarm=True)
                return
        batch = view.batch.id if view.batch else ""
        ballot = Ballot(self.poll, self.number, status, marks or {}, self.phases[self.phase][0], reason=reason)
        ballot = replace(ballot, batch=batch, group=self.groups[self.group][0])
        if status in ("valid", "late", "query"):
            try:
                ballot = self.table.ballot(ballot, self.keying)
            except Refused as error:
                self.say(str(error), alarm=True)
                return
        elif self.table.people or view.poll.poll.unit == "table":
            ballot = replace(ballot, unit="table", people=self.table.people or self.table.given or 1)
        # The next ballot stands ready before this one is on the disk, so that no key falls between the two.
        before, correcting, table = self.keying, self.correcting, self.table
        self.keying = self.fresh(view.poll.poll)
        self._correct("")
        self._stored.add(ballot.number)
        self.number = view.free(self.number + 1, frozenset(self._stored))
        try:
            await self._store(view, ballot, correcting)
        except HepError as error:
            self.keying, self.number, self.table = before, ballot.number, table
            self._correct(correcting, ballot)
            self._stored.discard(ballot.number)
            self.say(str(error), alarm=True)
            self.show()
            return
        self.pace = self.pace.stored()
        self.say(f"ballot {ballot.number:03} stored: {said_of(view.poll.poll, ballot)}")

    def _why(self, view: KeyingView) -> str:
        """Return what is asked before a paper is stored where the minutes print a reason; nothing elsewhere."""
        if self.correcting and view.poll.declared:
            return "Why is the paper corrected? This is minuted."
        return "Why does it count so? This is minuted." if self.number in view.poll.parked else ""

    async def _store(self, view: KeyingView, ballot: Ballot, correcting: str) -> None:
        if correcting:
            held = view.held(ballot.number)
            what = held.what if held else ballot
            await self.ask(actions.amend, correcting, replace(ballot, batch=what.batch))
        elif ballot.number in view.poll.waiting:
            await self.ask(actions.decide, ballot)
        else:
            await self.ask(actions.cast, ballot)

    async def action_undo_ballot(self) -> None:
        """Take the last ballot back, and its number."""
        before = {b.what.number for b in self.view.ballots} if self.view else set()
        await self.hep.undo(self)
        self.known = view = await self.ask(keying_view, self.poll)
        self._stored.clear()
        gone = before - {b.what.number for b in view.poll.ballots}
        self.number = min(gone) if gone else view.start
        self.show()

    def action_correct_ballot(self) -> None:
        """Key a ballot anew that is stored already."""
        held = self.known.held(self.number) if self.known else None
        if held is None:
            self.say(f"Ballot {self.number} is not keyed yet, so there is nothing to correct.", alarm=True)
        elif held.disputed or (self.view and self.number in self.view.waiting):
            self.say("This ballot waits to be decided: key what the paper says, and Enter.", alarm=True)
        elif not self.half_keyed("e corrects the one that is stored"):
            self._correct("" if self.correcting else held.id, held.what)
            if self.correcting and held.what.unit == "table":
                self.table = Table(held.what.people)
            was = said_of(self.known.poll.poll, held.what) if self.known else ""
            self.say(f"It says: {was}." if self.correcting else "Not corrected.")
            self.show()

    def _correct(self, id: str, held: Ballot | None = None) -> None:
        """Begin to correct a ballot with its own phase and group, or go on with those of the papers before it."""
        if self.correcting:
            self.phase, self.group = self._usual
        self.correcting, self._usual = id, (self.phase, self.group)
        if id and held:
            self.phase = _place([each[0] for each in self.phases], held.phase)
            self.group = _place([each[0] for each in self.groups], held.group)

    def go_to(self, answer: str) -> None:
        """Take up the paper of a number; nothing is being corrected on it yet."""
        self._correct("")
        super().go_to(answer)

    def action_colour(self) -> None:
        """Go to the next phase, and stay there for the ballots that follow."""
        self._colour(1)

    def action_group(self) -> None:
        """Go to the next group, and stay there for the ballots that follow."""
        if len(self.groups) < 2:
            self.say("This pack names no groups.", alarm=True)
        else:
            self.group = (self.group + 1) % len(self.groups)
            self.say(f"Group: {self.groups[self.group][1] or 'not said'}.")
            self.show()

    def action_colour_before(self) -> None:
        """Go back to the phase before."""
        self._colour(-1)

    def _colour(self, by: int) -> None:
        if self.phases:
            self.phase = (self.phase + by) % len(self.phases)
            self.show()

    async def action_paper_layout(self) -> None:
        """Read papers the other way, from the next one on."""
        view = self.known
        if view is None or not view.poll.poll.marking.ranks:
            self.say("Only papers with ranks can look two ways.", alarm=True)
        elif not self.half_keyed("d changes how papers look"):
            now = self.layout_of_papers or view.poll.poll.layout
            layout = "down" if now == "order" else "order"
            if view.batch is None or await self.do(batches.lay_out, view.batch.id, layout):
                self.layout_of_papers = layout
                self.keying = self.fresh(view.poll.poll)
                self.say("Options in order of rank." if layout == "order" else "Ranks down the page.")
                self.show()

    async def action_paper_batch(self) -> None:
        """Take up a batch, or close the one that is open."""
        view = self.known
        if view is None or self.half_keyed("p goes on with the batch"):
            return
        if view.batch is None or view.pile is None:
            await self._begin(view)
        elif not view.pile.off:
            await self._close_batch()
        elif (
            why := await self.ask_for(
                "Say why, to close it as it is; Esc goes on keying.",
                about=f"The batch does not add up: {view.pile.words}.",
            )
        ) is not None:
            await self._close_batch(why)

    async def _begin(self, view: KeyingView) -> None:
        words = "Teller's initials and how many papers, as in JB 97; or JB 97 from 201."
        answer = await self.ask_for(words, about=f"97 alone is a batch of {view.who}." if view.who else "")
        if answer is None:
            return
        try:
            teller, papers, first = read_batch(answer, view.who)
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        batch = Batch(self.poll, teller, papers, first, layout=self.layout_of_papers)
        if await self.do(batches.begin, batch) and self.known:
            self.number = self.known.start
            self.say(f"Batch of {teller}, {papers} papers.")
            self.show()

    async def _close_batch(self, reason: str = "") -> None:
        view = self.known
        if view is None or view.batch is None or view.pile is None:
            return
        if view.pile.off and not reason:
            self.say(f"The batch is still open: {view.pile.words}.", alarm=True)
        elif await self.do(batches.close, view.batch.id, reason):
            self.say(f"Batch closed: {view.pile.words}. p takes up the next.")

    def action_judge(self) -> None:
        """Go and decide papers."""
        from hep_tui.tui.screens.judge import JudgeScreen

        if not self.half_keyed("j lists what is to be decided"):
            self.app.push_screen(JudgeScreen(self.poll))

    async def action_back(self) -> None:
        """Go back to the poll; a half-keyed ballot is asked about by staying."""
        if not self.stop_asking() and not self.half_keyed("Esc goes back"):
            self.app.pop_screen()


def _place(ids: list[str], id: str) -> int:
    """Return where an id stands, the first place for one that is not known."""
    return ids.index(id) if id in ids else 0
