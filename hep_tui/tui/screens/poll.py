"""One poll: its rule, how far it has come, its account, and the result behind a key."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.actions.secret_polls import NOT_AGAIN
from hep_tui.domain.polls import PollState
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import poll_more as more
from hep_tui.tui.screens import poll_text as draw
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.polls import PollView, poll_view
from hep_tui.views.results import Result, changed, result, side_by_side
from hep_tui.views.review import review


class PollScreen(HepScreen):
    """Take one poll from draft to declared."""

    commands = (
        c.OpenVoting, c.EditPoll, c.KeyBallots, c.CountHands, c.CloseVoting, c.Peek, c.OtherRules, c.Declare, c.Ratify,
        c.KeepAccount, c.SecondKeying, c.RandomCheck, c.Judge, c.DrawLot, c.CastingVote,
        c.WithdrawDeclaration, c.GiveTime, c.PrintPaper, c.Kiosk, c.Undo,
        c.Redo, c.ScrollUp, c.ScrollDown, c.Back,
    )  # fmt: skip
    watches = frozenset({"poll", "state", "ballot", "count", "account", "declare", "withdraw", "settle", "attendance",
                         "check", "reading"})  # fmt: skip

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll
        self.view: PollView | None = None
        self.result: Result | None = None
        self.labels: dict[str, str] = {}
        self.since = ""
        self.others: list[tuple[str, int, str]] = []
        self.peeking = False
        self.comparing = False
        self._stale = False

    def compose_body(self) -> ComposeResult:
        """Show rule, progress, account and result, from top to bottom."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def reload_if_changed(self, kinds: frozenset[str]) -> None:
        """Reload, but not for every ballot that is keyed on a screen above this one."""
        self._stale = not self.is_current
        if not self._stale:
            await super().reload_if_changed(kinds)

    async def on_screen_resume(self) -> None:
        """Catch up with what was recorded on the screens above."""
        if self._stale:
            self._stale = False
            await self.reload()

    async def reload(self) -> None:
        """Show the poll as it is now."""
        before = self.view.state if self.view else None
        self.view = view = await self.ask(poll_view, self.poll)
        if before is not None and view.state is not before:
            self.say("")
        top = self.query_one(TopLine)
        top.where, top.saved = f"{view.poll.title}  {view.meeting}", view.state.value
        top.middle = draw.progress(view)
        self.query_one(Hints).commands = self.useful(view)
        self.peeking, self.comparing = (self.peeking and not view.hidden), (self.comparing and not view.hidden)
        shows = self.peeking or view.state is PollState.DECLARED
        pack = (await self.ask(review)).pack
        self.labels = labels = {term.id: term.name for term in (*pack.groups, *pack.roles, *pack.phases)}
        self.result = await self.ask(lambda _: result(view, labels)) if shows and view.ballots else None
        closed = view.state not in (PollState.DRAFT, PollState.OPEN)
        self.since = await self.ask(lambda _: changed(view)) if (closed or self.peeking) and not view.hidden else ""
        self.others = await self.ask(lambda _: side_by_side(view)) if self.comparing else []
        self._show(view)

    async def redraw(self) -> None:
        """Set everything to the new width; nothing is counted anew."""
        if self.view:
            self._show(self.view)

    def _show(self, view: PollView) -> None:
        room = self.query_one("#body").scrollable_content_region
        page = draw.page(
            view,
            self.result,
            self.labels,
            room.width or self.size.width,
            room.height,
            shows=self.peeking or view.state is PollState.DECLARED,
            since_declared=self.since,
            others=self.others,
        )
        self.query_one("#page", Static).update(page)

    @staticmethod
    def useful(view: PollView) -> tuple[type[c.Command], ...]:
        """Return the keys that lead on from where the poll stands."""
        count = c.Kiosk if view.poll.secret else c.CountHands if view.poll.marking.hands else c.KeyBallots
        paper = (c.KeepAccount,) if view.has_papers else ()
        by_state: dict[PollState, tuple[type[c.Command], ...]] = {
            PollState.DRAFT: (c.OpenVoting, c.EditPoll),
            PollState.OPEN: (count, c.CloseVoting, c.Peek, *paper),
            PollState.DECLARED: (c.Ratify, c.OpenVoting, c.Declare) if _may_ratify(view) else (c.OpenVoting, c.Declare),
        }
        return (*by_state.get(view.state, more.after_closing(view)), c.Undo)

    def action_edit_poll(self) -> None:
        """Change a draft."""
        from hep_tui.tui.screens.setup import SetUpScreen

        if self.view and self.view.state is PollState.DRAFT:
            self.app.push_screen(SetUpScreen(self.poll))
        elif self.view:
            state = self.view.state.value
            self.say(f"The poll is {state}: it stays as it was put; v on the home screen sets up another.", alarm=True)

    async def action_open_voting(self) -> None:
        """Open it; reopening asks why."""
        if self.view and self.view.state is PollState.DRAFT:
            await self._change(PollState.OPEN)
        elif self.view and self.view.poll.secret and self.view.state is not PollState.OPEN:
            self.say(NOT_AGAIN, alarm=True)
        elif self.view and self.view.state is PollState.OPEN:
            self.say("The poll is open already.", alarm=True)
        else:
            why = await self.ask_for("Why is the poll opened again? This is kept in the record.")
            if why is not None and await self.do(actions.reopen, self.poll, reason=why):
                self.say("The poll is open.")

    async def _change(self, to: PollState) -> None:
        if await self.do(actions.change_state, self.poll, to):
            self.say(f"The poll is {to.value}.")
            # Copies made while a secret poll was open are deleted at once.
            await self.hep.back_up()

    async def action_close_voting(self) -> None:
        """Close it."""
        await self._change(PollState.CLOSED)

    def action_key_ballots(self) -> None:
        """Go and key ballots."""
        from hep_tui.tui.screens.keying import KeyingScreen

        if self.view is None:
            return
        if self.view.poll.marking.hands:
            self.say("This poll has no ballots to key; h records a show of hands.", alarm=True)
        elif self.view.poll.secret:
            self.say("This poll is secret, so no ballot is keyed with its number; z starts the kiosk.", alarm=True)
        elif self.view.state in (PollState.DRAFT, PollState.DECLARED) and not self.view.waiting:
            self.say(f"The poll is {self.view.state.value}; o opens it for ballots.", alarm=True)
        else:
            self.app.push_screen(KeyingScreen(self.poll))

    def action_second_keying(self) -> None:
        """Go and key the papers a second time."""
        from hep_tui.tui.screens.second import SecondScreen

        if self.view and not self.view.has_papers:
            self.say("This poll has no papers that could be keyed a second time.", alarm=True)
        elif self.view and not self.view.ballots:
            self.say("No ballot is keyed yet, so there is nothing to key a second time.", alarm=True)
        elif self.view and self.view.state not in (PollState.OPEN, PollState.CLOSED):
            self.say(
                f"The poll is {self.view.state.value}, so no paper is read again and nothing was changed; x draws some "
                "to be compared with the screen.",
                alarm=True,
            )
        else:
            self.app.push_screen(SecondScreen(self.poll))

    def action_random_check(self) -> None:
        """Go and compare a few papers with the screen."""
        more.random_check(self, self.view)

    def action_judge(self) -> None:
        """Go and decide the papers that wait."""
        from hep_tui.tui.screens.judge import JudgeScreen

        self.app.push_screen(JudgeScreen(self.poll))

    def action_count_hands(self) -> None:
        """Go and record a show of hands."""
        from hep_tui.tui.screens.hands import HandsScreen

        if self.view is None:
            return
        if not self.view.poll.marking.hands:
            self.say("This poll is on paper; k keys its ballots.", alarm=True)
        elif self.view.state is not PollState.OPEN:
            self.say(f"The poll is {self.view.state.value}; o opens it.", alarm=True)
        else:
            self.app.push_screen(HandsScreen(self.poll))

    async def action_peek(self) -> None:
        """Show or hide the result as it stands; that of a series held back is shown to nobody."""
        if self.view and self.view.hidden:
            self.say(self.view.hidden, alarm=True)
            return
        self.peeking = not self.peeking
        await self.reload()
        self.say("For your eyes only: not yet declared." if self.peeking else "Hidden again.")

    async def action_other_rules(self) -> None:
        """Show or hide what every other rule would say."""
        if self.view and self.view.poll.marking.hands:
            self.say("A show of hands is counted in one way only.", alarm=True)
            return
        if self.view and self.view.hidden:
            self.say(self.view.hidden, alarm=True)
            return
        self.comparing = not self.comparing
        await self.reload()
        self.say("For your eyes only: the rule was fixed beforehand." if self.comparing else "Hidden again.")
        body = self.query_one("#body")
        self.call_after_refresh(body.scroll_end if self.comparing else body.scroll_home, animate=False)

    async def action_ratify(self) -> None:
        """Set up the poll that ratifies the leader, and go there."""
        scale = (await self.ask(review)).pack.scale("gradient-5")
        try:
            id = await self.ask(actions.ratify, self.poll, scale.levels if scale else ())
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        self.app.push_screen(PollScreen(id))

    def action_declare(self) -> None:
        """Preview and declare."""
        from hep_tui.tui.screens.declare import DeclareScreen

        if self.view and self.view.state in (PollState.CLOSED, PollState.CHECKED, PollState.DECLARED):
            self.app.push_screen(DeclareScreen(self.poll))
        elif self.view:
            self.say(f"The poll is {self.view.state.value}; close it first, then declare.", alarm=True)

    def action_keep_account(self) -> None:
        """Go and keep the account of papers."""
        from hep_tui.tui.screens.account import AccountScreen

        if self.view and self.view.has_papers:
            self.app.push_screen(AccountScreen(self.poll))
        elif self.view:
            what = "secret poll" if self.view.poll.secret else "show of hands"
            self.say(f"A {what} has no papers to account for.", alarm=True)

    async def action_draw_lot(self) -> None:
        """Ask what was rolled for the lot, and draw it."""
        await more.draw_lot(self, self.poll)

    async def action_casting_vote(self) -> None:
        """Ask how the chair votes, who that is, and why."""
        await more.casting_vote(self, self.view)

    async def action_withdraw_declaration(self) -> None:
        """Ask why, and withdraw what was declared."""
        why = await self.ask_for("Why is the declaration withdrawn? This is kept in the record.")
        if why is not None and await self.do(actions.withdraw, self.poll, reason=why):
            self.say("The declaration is withdrawn; the poll is closed, and its votes are as they were.")

    async def action_give_time(self) -> None:
        """Ask how many minutes it has from now on."""
        await more.give_time(self, self.poll)

    async def action_print_paper(self) -> None:
        """Ask how many ballots to make, and make them, or the minutes once it is declared."""
        await more.print_paper(self, self.view)

    async def action_kiosk(self) -> None:
        """Ask for a teller's number, and hand the laptop to the voters."""
        await more.kiosk(self, self.view)


def _may_ratify(view: PollView) -> bool:
    """Say whether a declared poll has a leader that gradients could ratify."""
    winners = (view.declared or {}).get("winners") or []
    return view.poll.marking.ranks and bool(view.poll.refusal) and len(winners) == 1 and winners != [view.poll.refusal]
