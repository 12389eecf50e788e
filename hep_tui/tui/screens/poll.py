"""One poll: its rule, how far it has come, its account, and the result behind a key."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.actions.sealing import NOT_AGAIN
from hep_tui.domain.polls import PollState
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import poll_more as more
from hep_tui.tui.screens import poll_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.results import Peek, changed, peek, side_by_side
from hep_tui.views.review import review


class PollScreen(HepScreen[PollView]):
    """Take one poll from draft to declared."""

    OFFERS = (
        "open-voting edit-poll key-ballots count-hands close-voting peek other-rules declare ratify keep-account "
        "second-keying import-papers random-check judge draw-lot casting-vote withdraw-declaration give-time "
        "print-paper kiosk undo redo scroll-up scroll-down back"
    )
    watches = frozenset({"poll", "state", "ballot", "count", "account", "declare", "withdraw", "settle", "attendance",
                         "check", "reading"})  # fmt: skip

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll
        self.peek: Peek | None = None
        self.labels: dict[str, str] = {}
        self.since = ""
        self.others: list[tuple[str, int, str]] = []
        self.peeking = False
        self.comparing = False

    def compose_body(self) -> ComposeResult:
        """Show rule, progress, account and result, from top to bottom."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def load(self) -> PollView:
        """Read the poll, and count it where that is to be shown."""
        view = await self.ask(poll_view, self.poll)
        self.peeking, self.comparing = (self.peeking and not view.hidden), (self.comparing and not view.hidden)
        pack = (await self.ask(review)).pack
        self.labels = labels = {term.id: term.name for term in (*pack.groups, *pack.roles, *pack.phases)}
        self.peek = await self.ask(lambda _: peek(view, labels)) if self._shows(view) and view.ballots else None
        closed = not view.state.ahead
        self.since = await self.ask(lambda _: changed(view)) if (closed or self.peeking) and not view.hidden else ""
        self.others = await self.ask(lambda _: side_by_side(view)) if self.comparing else []
        return view

    def _shows(self, view: PollView) -> bool:
        """Say whether the result is to be seen."""
        return self.peeking or view.state is PollState.DECLARED

    def received(self, view: PollView) -> None:
        """Take the poll in; what was said of the state before is over."""
        if self.loaded and view.state is not self.view.state:
            self.say("")
        super().received(view)

    def draw(self, view: PollView) -> None:
        """Show it; nothing is counted again."""
        self.top(f"{view.poll.title}  {view.meeting}", draw.progress(view), view.state.value)
        self.hint(self.useful(view))
        room = self.query_one("#body").scrollable_content_region
        page = draw.page(
            view,
            self.peek,
            self.labels,
            room.width or self.size.width,
            room.height,
            shows=self._shows(view),
            since_declared=self.since,
            others=self.others,
        )
        self.query_one("#page", Static).update(page)

    @staticmethod
    def useful(view: PollView) -> str:
        """Return the commands that lead on from the state of the poll."""
        count = "count-hands" if view.poll.marking.hands else "key-ballots"
        if view.poll.secret:
            count = "kiosk key-ballots"
        paper = "keep-account " if view.has_papers else ""
        ratify = "ratify " if _may_ratify(view) else ""
        back = "undo" if view.hands or any(view.statuses.values()) else "withdraw-declaration"
        check = "random-check " if view.has_papers else ""
        by_state = {
            PollState.DRAFT: "open-voting edit-poll print-paper undo",
            PollState.OPEN: f"{count} close-voting peek {paper}{back}",
            PollState.DECLARED: f"print-paper withdraw-declaration {check}open-voting {ratify}",
        }
        return by_state.get(view.state, f"{more.after_closing(view)} undo")

    @command("e", hint=True, label="set up")
    def action_edit_poll(self) -> None:
        """Change a poll that has not opened yet: its question, options, and every rule."""
        if self.view.state is PollState.DRAFT:
            self.go("setup", self.poll)
        else:
            state = self.view.state.value
            self.say(f"The poll is {state}: it stays as it was put; v on the home screen sets up another.", alarm=True)

    @command("o", hint=True, label="open poll")
    async def action_open_voting(self) -> None:
        """Open the poll: from now on it takes ballots, and its rule stays as it is."""
        if self.view.state is PollState.DRAFT:
            if await more.sure_to_open(self, self.view):
                await self._change(PollState.OPEN)
        elif self.view.poll.secret and self.view.state is not PollState.OPEN:
            self.say(NOT_AGAIN, alarm=True)
        elif self.view.state is PollState.OPEN:
            self.say("The poll is open already.", alarm=True)
        else:
            why = await self.ask_for("Why is the poll opened again? The room sees this, and the minutes print it.")
            if why is not None and await self.do(actions.reopen, self.poll, reason=why):
                self.say(f"The poll is open. {await more.in_the_room(self, self.poll)}")

    async def _change(self, to: PollState) -> None:
        if await self.do(actions.change_state, self.poll, to):
            self.say(f"The poll is {to.value}. {await more.in_the_room(self, self.poll)}")
            # Copies made while a secret poll was open are deleted at once.
            await self.hep.back_up()

    @command("c", hint=True, label="close poll")
    async def action_close_voting(self) -> None:
        """Close the poll: it takes no more ballots."""
        await self._change(PollState.CLOSED)

    @command("k", hint=True)
    async def action_key_ballots(self) -> None:
        """Key paper ballots, one key a mark; of a secret poll a lot at a time."""
        if self.view.poll.marking.hands:
            self.say("This poll has no ballots to key; h records a show of hands.", alarm=True)
        elif self.view.poll.secret:
            await more.read_lot(self, self.view)
        elif self.view.state in (PollState.DRAFT, PollState.DECLARED) and not self.view.waiting:
            self.say(f"The poll is {self.view.state.value}; o opens it for ballots.", alarm=True)
        else:
            self.go("keying", self.poll)

    @command("i", label="import papers")
    async def action_import_papers(self) -> None:
        """Take in a list of papers that were keyed elsewhere, or of a form: you see every row before any is stored."""
        await more.import_papers(self, self.view)

    @command("2", label="second keying")
    def action_second_keying(self) -> None:
        """Key the papers a second time, by another person who does not see what the first one keyed."""
        if not self.view.has_papers:
            self.say("This poll has no papers that could be keyed a second time.", alarm=True)
        elif not self.view.ballots:
            self.say("No ballot is keyed yet, so there is nothing to key a second time.", alarm=True)
        elif self.view.state not in (PollState.OPEN, PollState.CLOSED):
            self.say(
                f"The poll is {self.view.state.value}, so no paper is read again and nothing was changed; x draws some "
                "to be compared with the screen.",
                alarm=True,
            )
        else:
            self.go("second", self.poll)

    @command("x", label="random check")
    def action_random_check(self) -> None:
        """Draw a few papers by dice rolled in public, and compare them with the screen."""
        more.random_check(self, self.view)

    @command("j", label="decide papers")
    def action_judge(self) -> None:
        """List the papers that are parked, keyed twice or late, and decide them."""
        self.go("judge", self.poll)

    @command("h", hint=True, label="show of hands")
    def action_count_hands(self) -> None:
        """Record a show of hands, with everybody present accounted for."""
        if not self.view.poll.marking.hands:
            self.say("This poll is on paper; k keys its ballots.", alarm=True)
        elif self.view.state is not PollState.OPEN:
            self.say(f"The poll is {self.view.state.value}; o opens it.", alarm=True)
        else:
            self.go("hands", self.poll)

    @command("p", hint=True)
    async def action_peek(self) -> None:
        """Show the result as it is to you alone, or hide it again. The room never sees a partial count."""
        if self.view.hidden:
            self.say(self.view.hidden, alarm=True)
            return
        self.peeking = not self.peeking
        await self.reload()
        seen = f"For your eyes only: not yet declared.{prefixed(' ', self.view.for_others)}"
        self.say(seen if self.peeking else "Hidden again.")

    @command("y", label="other rules")
    async def action_other_rules(self) -> None:
        """Count the same ballots by every rule that can, side by side, and name where they disagree. For your eyes
        only."""
        if self.view.poll.marking.hands:
            self.say("A show of hands is counted in one way only.", alarm=True)
            return
        if self.view.hidden:
            self.say(self.view.hidden, alarm=True)
            return
        self.comparing = not self.comparing
        await self.reload()
        self.say("For your eyes only: the rule was fixed beforehand." if self.comparing else "Hidden again.")
        body = self.query_one("#body")
        self.call_after_refresh(body.scroll_end if self.comparing else body.scroll_home, animate=False)

    @command("r", hint=True, label="ratify")
    async def action_ratify(self) -> None:
        """Set up the poll that ratifies the declared leader by gradients of agreement."""
        scale = (await self.ask(review)).pack.scale("gradient-5")
        try:
            id = await self.record(actions.ratify, self.poll, scale.levels if scale else ())
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        self.go("poll", id)

    @command("d", hint=True)
    def action_declare(self) -> None:
        """Declare the result: see first what the room will see, then freeze it with its record code."""
        if not self.view.state.ahead:
            self.go("declare", self.poll)
        else:
            self.say(f"The poll is {self.view.state.value}; close it first, then declare.", alarm=True)

    @command("a", label="account")
    def action_keep_account(self) -> None:
        """Say how many papers were printed, issued, left over, spoilt and not returned."""
        if self.view.has_papers:
            self.go("account", self.poll)
        else:
            what = "secret poll" if self.view.poll.secret else "show of hands"
            self.say(f"A {what} has no papers to account for.", alarm=True)

    @command("l", hint=True, label="lot")
    async def action_draw_lot(self) -> None:
        """Record what was rolled in public for the lot that breaks a tie, once the poll is closed and no paper
        waits."""
        await more.draw_lot(self, self.poll)

    @command("g", label="casting vote")
    async def action_casting_vote(self) -> None:
        """Record the casting vote of the chair, by name and with the reason, where a closed poll is level."""
        await more.casting_vote(self, self.view)

    @command("w", label="withdraw")
    async def action_withdraw_declaration(self) -> None:
        """Withdraw a declaration, for a reason that room and minutes give; the poll is closed again, its votes stay. Of
        an open poll without a vote, withdraw the opening."""
        await more.withdraw(self, self.view)

    @command("t", label="time")
    async def action_give_time(self) -> None:
        """Say how many minutes an open poll has from now on; the room sees them run down."""
        await more.give_time(self, self.poll)

    @command("f", label="paper")
    async def action_print_paper(self) -> None:
        """Make numbered ballots and tally sheets of this poll, to print, and the minutes of the vote once declared."""
        await more.print_paper(self, self.view)

    @command("z", label="kiosk")
    async def action_kiosk(self) -> None:
        """Hand this laptop to the voters, one after another; only a teller's word ends it."""
        await more.kiosk(self, self.view)


def _may_ratify(view: PollView) -> bool:
    """Say whether a declared poll has a leader that gradients could ratify."""
    winners = view.declared.winners if view.declared else ()
    return view.poll.marking.ranks and bool(view.poll.refusal) and len(winners) == 1 and winners[0] != view.poll.refusal
