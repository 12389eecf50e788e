"""Key paper ballots: one key a mark, echoed in words before Enter."""

from collections.abc import Mapping
from dataclasses import replace

from hep_tui.actions import batches
from hep_tui.domain.ballots import Ballot, said_of
from hep_tui.domain.batches import Batch, read_batch
from hep_tui.domain.keying import Refused
from hep_tui.domain.outbox import Deed
from hep_tui.domain.polls import PollState
from hep_tui.domain.tables import Table
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import keying_text as draw
from hep_tui.tui.screens.paper import PaperScreen
from hep_tui.views.keying import KeyingView, keying_view
from hep_tui.views.review import review

_ABOUT = {
    "spoilt": "Spoilt is a paper given back for a new one: it is not cast. An invalid paper is r, rejected.",
    "rejected": "Rejected is a paper that was cast and does not count; one given back for a new one is s, spoilt.",
}
"""What tells two words for a paper apart, which returning officers and printers use otherwise."""


class KeyingScreen(PaperScreen[KeyingView]):
    """Key one ballot after another. A ballot is stored by Enter, and the next number is ready."""

    OFFERS = (
        "accept blank spoilt rejected query undo-ballot paper-batch number withdrawn late correct-ballot "
        "table-ballot split-table colour colour-before group paper-layout judge figures redo back"
    )
    AS_IT_SAYS = "If the paper says so: r rejects it, q parks it for the chair."
    watches = frozenset({"ballot", "withdraw", "state", "account", "batch", "printing", "settle"})

    def __init__(self, poll: str, number: int = 0) -> None:
        super().__init__(poll)
        self.number = number
        self.phases: list[tuple[str, str, str]] = []
        self.phase = 0
        self._recoloured = 0
        self.groups: list[tuple[str, str]] = [("", "")]
        self.group = 0
        self.correcting = ""
        self._usual = (0, 0)
        self._stored: set[int] = set()
        self._tables: set[int] = set()

    @property
    def present(self) -> int:
        """Return how many people are in the room, 0 where nobody counted."""
        return self.view.poll.present or 0

    def blank_table(self) -> Table:
        """Return the table of an empty paper: asked which one it is, where the room's tables are known."""
        seats = self.view.seats
        if not seats:
            return super().blank_table()
        done = {b.what.table_no for b in self.view.poll.ballots} | self._tables
        return Table(seats=seats).ask_which(next((n for n in sorted(seats) if n not in done), 0))

    @property
    def phase_here(self) -> int:
        """Return the place of this paper's phase: as it is known, unless c said otherwise, else of those before it."""
        known = self.view.phase_of(self.number)
        if self.correcting or not known or self._recoloured == self.number:
            return self.phase
        return _place([each[0] for each in self.phases], known)

    async def load(self) -> KeyingView:
        """Read what is keyed by now."""
        if not self.phases:
            pack = (await self.ask(review)).pack
            colours = pack.colours or {}
            self.phases = [("", "not said", ""), *((p.id, p.name, colours.get(p.id, "")) for p in pack.phases)]
            self.groups = [("", ""), *((g.id, g.name) for g in pack.groups)]
        return await self.ask(keying_view, self.poll)

    def received(self, view: KeyingView) -> None:
        """Take up the layout of the batch; at first, an empty paper with the number that is next."""
        super().received(view)
        if view.batch:
            self.layout_of_papers = view.batch.what.layout or self.layout_of_papers
        if not self.loaded:
            self.keying = self.blank_paper(view.poll.poll)
        self.number = self.number or view.start

    async def opened(self) -> None:
        """Say so where no ballot can be keyed."""
        if self.view.poll.state is not PollState.OPEN and not self.view.poll.waiting:
            self.say(draw.closed_words(self.view.poll.state))

    def draw(self, view: KeyingView) -> None:
        """Show the paper, the last five and the account."""
        width = self.size.width
        self.top(view.poll.poll.title, draw.batch_words(view), view.poll.state.value)
        _, label, colour = self.phases[self.phase_here]
        paper = f"paper: {colour} = {label}" if colour else f"phase: {label}"
        state = "CORRECTING: key what the paper says" if self.correcting else draw.number_state(view, self.number)
        group = self.groups[self.group][1]
        paper += f", {group}  (c, g)" if group else "  (c to change)"
        lines = [draw.which(self.number, state, paper, width), *draw.sheet(view, self.keying, self.table, *self.size)]
        self.show(lines, [draw.last(view, width)])
        # What is keyed already is corrected, and nothing else is done with it.
        done = view.held(self.number) and self.number not in view.poll.waiting and not self.correcting
        self.hint("correct-ballot number paper-batch undo-ballot") if done else self.hint_all()

    def accept_people(self) -> bool:
        """Take the number that was asked for; where a table has a paper already, say so."""
        which = self.table.asks == "which"
        taken = super().accept_people()
        number = self.table.number
        held = next((b.what for b in self.view.poll.ballots if number and b.what.table_no == number), None)
        if which and held and held.number != self.number and self.table.asks == "table":
            self.say(f"Table {number} has a paper already, ballot {held.number:03}; - goes back.", alarm=True)
        return taken

    async def accept(self, marks: dict[str, int]) -> None:
        """Store the ballot."""
        await self._cast("valid", marks=marks)

    async def status(self, status: str, question: str) -> None:
        """Store the paper as what it is, with the reason; a blank one needs none."""
        if status == "blank" and self.keying.marks:
            self.say("This ballot has marks: * clears them if it is blank after all.", alarm=True)
        elif status == "blank" and self.table.here:
            # Of a table that split, only the part on the screen is blank.
            try:
                self.table = self.table.blanked(self.keying)
                self.say(self.table.words)
            except Refused as error:
                self.say(str(error), alarm=True)
            self.redraw()
        elif status == "blank":
            await self._cast("blank")
        elif (reason := await self.ask_for(question, about=_ABOUT.get(status, ""))) is not None:
            await self._cast(status, marks=self.keying.ballot_marks(), reason=reason)

    async def _cast(self, status: str, *, marks: dict[str, int] | None = None, reason: str = "") -> None:
        view = self.view
        if not reason and (why := self._why(view)):
            reason = await self.ask_for(why) or ""
            if not reason:
                self.say("Nothing was stored: the minutes give the reason, so it is asked.", alarm=True)
                return
        try:
            ballot = self._ballot(view, status, marks=marks or {}, reason=reason)
        except Refused as error:
            self.say(str(error), alarm=True)
            return
        # The next ballot is ready before this one is on the disk, so that no key falls between the two.
        before, correcting, table = self.keying, self.correcting, self.table
        self._tables.add(ballot.table_no)
        self.keying = self.blank_paper(view.poll.poll)
        self._correct("")
        self._stored.add(ballot.number)
        self.number = view.free(self.number + 1, frozenset(self._stored))
        try:
            said = await self._store(view, ballot, correcting)
        except HepError as error:
            self.keying, self.number, self.table = before, ballot.number, table
            self._correct(correcting, ballot)
            self._stored.discard(ballot.number)
            self._tables.discard(ballot.table_no)
            self.say(str(error), alarm=True)
            self.redraw()
            return
        self.pace = self.pace.stored()
        self.say(said)

    def _ballot(self, view: KeyingView, status: str, *, marks: Mapping[str, int], reason: str) -> Ballot:
        """Return the paper as it is keyed. Raises Refused where the parts of a table do not add up."""
        ballot = Ballot(
            self.poll,
            self.number,
            status,
            marks,
            phase=self.phases[self.phase_here][0],
            group=self.groups[self.group][0],
            batch=view.batch.id if view.batch else "",
            reason=reason,
        )
        if status in ("valid", "late", "query"):
            return self.table.ballot(ballot, self.keying)
        if self.table.people or view.poll.poll.unit == "table":
            people = self.table.people or self.table.given * (self.table.asks == "table") or 1
            return replace(ballot, unit="table", people=people, table_no=self.table.number)
        return ballot

    def _why(self, view: KeyingView) -> str:
        """Return what is asked before a paper is stored where the minutes print a reason; nothing elsewhere."""
        if self.correcting and view.poll.declared:
            return "Why is the paper corrected? This is minuted."
        return "Why does it count so? This is minuted." if self.number in view.poll.parked else ""

    async def _store(self, view: KeyingView, ballot: Ballot, correcting: str) -> str:
        """Put a ballot into the outbox, and return what to say of it; raises HepError where it is refused."""
        held, poll = view.held(ballot.number), view.poll
        kind, subject, before = "ballot", self.hep.backend.token(), None
        if correcting:
            before = held.what if held else ballot
            ballot, subject = replace(ballot, batch=before.batch), correcting
        elif held and ballot.number in poll.waiting:
            kind, subject, before = "paper", held.id, held.what
        says = said_of(poll.poll, ballot)
        deed = Deed(kind, subject, ballot, before, words=f"ballot {ballot.number:03}: {says}")
        row = self.hep.beneath.sender.enter(deed)
        return await self.hep.beneath.told(row, draw.stored(poll.poll, ballot, self.size.width))

    async def action_undo_ballot(self) -> None:
        """Take the last ballot back, and its number."""
        before = {b.what.number for b in self.view.poll.ballots}
        await self.step_back()
        self._stored.clear()
        self._tables.clear()
        gone = before - {b.what.number for b in self.view.poll.ballots}
        self.number = min(gone) if gone else self.view.start
        self.redraw()

    @command("e", label="correct")
    def action_correct_ballot(self) -> None:
        """Correct the ballot of this number: key what the paper says; what was keyed before stays in its history."""
        held = self.view.held(self.number)
        if held is None:
            self.say(f"Ballot {self.number} is not keyed yet, so there is nothing to correct.", alarm=True)
        elif held.disputed or self.number in self.view.poll.waiting:
            self.say("This ballot waits to be decided: key what the paper says, and Enter.", alarm=True)
        elif not self.half_keyed("e corrects the one that is stored"):
            self._correct("" if self.correcting else held.id, held.what)
            if self.correcting and held.what.unit == "table":
                self.table = Table(held.what.people, number=held.what.table_no, seats=self.view.seats)
            was = said_of(self.view.poll.poll, held.what)
            self.say(f"It says: {was}." if self.correcting else "Not corrected.")
            self.redraw()

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

    @command("c")
    def action_colour(self) -> None:
        """Change the phase that this colour of paper stands for."""
        self._colour(1)

    @command("g", label="group")
    def action_group(self) -> None:
        """Go to the next group of {places}, and stay there for the ballots that follow."""
        if len(self.groups) < 2:
            self.say("This pack names no groups.", alarm=True)
        else:
            self.group = (self.group + 1) % len(self.groups)
            self.say(f"Group: {self.groups[self.group][1] or 'not said'}.")
            self.redraw()

    @command("C", label="colour before")
    def action_colour_before(self) -> None:
        """Go back to the phase before, where c went too far."""
        self._colour(-1)

    def _colour(self, by: int) -> None:
        self.phase = (self.phase_here + by) % len(self.phases)
        self._recoloured = self.number
        self.redraw()

    @command("d", label="down or in order")
    async def action_paper_layout(self) -> None:
        """Change between papers with ranks down the page and papers with options in order of rank."""
        view = self.view
        if not view.poll.poll.marking.ranks:
            self.say("Only papers with ranks can look two ways.", alarm=True)
        elif not self.half_keyed("d changes how papers look"):
            now = self.layout_of_papers or view.poll.poll.layout
            layout = "down" if now == "order" else "order"
            if view.batch is None or await self.do(batches.lay_out, view.batch.id, layout):
                self.layout_of_papers = layout
                self.keying = self.blank_paper(view.poll.poll)
                self.say("Options in order of rank." if layout == "order" else "Ranks down the page.")
                self.redraw()

    @command("p", label="batch of papers")
    async def action_paper_batch(self) -> None:
        """Take up a teller's batch: initials, and how many papers. On an open one: close it, and hear what is
        missing."""
        view = self.view
        if self.half_keyed("p goes on with the batch"):
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
        if await self.do(batches.begin, batch):
            self.number = self.view.start
            self.say(f"Batch of {teller}, {papers} papers.")
            self.redraw()

    async def _close_batch(self, reason: str = "") -> None:
        view = self.view
        if view.batch is None or view.pile is None:
            return
        if view.pile.off and not reason:
            self.say(f"The batch is still open: {view.pile.words}.", alarm=True)
        elif await self.do(batches.close, view.batch.id, reason):
            self.say(f"Batch closed: {view.pile.words}. p takes up the next.")


def _place(ids: list[str], id: str) -> int:
    """Return the place of an id, the first one for one that is not known."""
    return ids.index(id) if id in ids else 0
