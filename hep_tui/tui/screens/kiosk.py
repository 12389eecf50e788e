"""The kiosk: voters sit down one after another, mark, confirm in words, and the screen clears."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from hep_tui.actions import ballots, secret_polls
from hep_tui.domain.ballots import Ballot, echo
from hep_tui.domain.keying import Keying, Refused, key_of
from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, hung, wrap
from hep_tui.views.polls import PollView, poll_view

IDLE = 60
"""After so many seconds without a key, a ballot half filled in is cleared."""
_THANKS = 4
_TELLER = 15
_AROUND = 5
"""So many lines follow the options."""
_MARKS = "0123456789.,+-*"
_GUIDE = (
    " Digits mark, one key a mark; what each means is under the question.",
    "   .  leaves an option blank      -  back one      *  begins again",
    "",
)
_FIRST_ROWS = 8
"""So many lines stay in sight above the option that the next key marks."""


class KioskScreen(HepScreen[PollView]):
    """Take ballots from voters. It shows no count and nothing of the ballot before; only a teller's digits lead out.

    It takes every key itself, in order: what is typed ahead belongs to the voter who typed it, and nothing leaks over
    the thanks into the next ballot.
    """

    OFFERS = "confirm back"
    holds = True
    guide = _GUIDE
    watches = frozenset({"state"})

    def __init__(self, view: PollView, pin: str) -> None:
        super().__init__()
        self.view, self.pin = view, pin
        self.state = "start"
        self.keying = Keying(view.poll)
        self.refused = ""
        """Why a key was refused: until - takes it back, what follows would be one place off, for good."""
        self.typed = ""
        self.resumes = "start"
        self._here = 0
        self._since = Message().time
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for one thing at a time."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="kiosk")

    async def load(self) -> PollView:
        """Read whether the poll was closed meanwhile."""
        return await self.ask(poll_view, self.view.id)

    async def take(self, event: events.Key) -> bool:
        """Take every key: marks, Enter, and Esc for the tellers; all others do nothing."""
        if event.time < self._since:
            # Typed before the laptop was handed over: no voter's.
            return True
        key = event.character if event.character and event.character in _MARKS else event.key
        if self.state == "teller" and key == "enter" and self.typed == self.pin:
            await self.leave()
            return True
        if self.state != "teller":
            self.say(self.refused, alarm=bool(self.refused))
        await self._take_key(key)
        self._wait()
        self.redraw()
        return True

    async def _take_key(self, key: str) -> None:
        if key == "escape":
            self._ask_teller()
        elif self.state == "teller":
            self._teller(key)
        elif key == "enter":
            await self._enter()
        elif self.state in ("marking", "confirm") and key in _MARKS:
            self._mark(key)
        elif self.state == "confirm" and key == "b" and self._blank:
            await self._cast()

    @property
    def _blank(self) -> bool:
        """Say whether nothing is marked: then Enter, which may be one too many, puts nothing into the box."""
        return not self.keying.ballot_marks()

    def _mark(self, key: str) -> None:
        """Mark the ballot; from its words, any mark leads back to it, and - to it as it was."""
        before, self.state = self.state, "marking"
        if key == "-" and (before == "confirm" or self.refused):
            self._refuse("")
            return
        if self.refused and key != "*":
            self.say(f"Press the minus key first. {self.refused}", alarm=True)
            return
        self._refuse("")
        try:
            self.keying = self.keying.press("." if key == "," else key)
        except Refused as error:
            self._refuse(_to_a_voter(str(error)))

    def _refuse(self, why: str) -> None:
        """Say why a key was refused, and let no other follow it; or let them again."""
        self.refused = why
        self.say(why, alarm=bool(why))

    async def _enter(self) -> None:
        if self.state == "start":
            self.state, self.keying = "marking", Keying(self.view.poll)
        elif self.state == "marking" and self.refused:
            self.say(f"Press the minus key first. {self.refused}", alarm=True)
        elif self.state == "marking":
            self.state = "confirm"
        elif self.state == "confirm" and self._blank:
            self.say("Nothing is marked. b puts a blank ballot into the box, - goes back to mark it.", alarm=True)
        elif self.state == "confirm":
            await self._cast()
        else:
            self.state = "start"

    async def _cast(self) -> None:
        marks = self.keying.ballot_marks()
        try:
            await self.ask(_cast, self.view.id, marks)
        except HepError as error:
            self.say(f"{error} Please call a teller.", alarm=True)
            return
        self.keying, self.state = Keying(self.view.poll), "thanks"

    def _ask_teller(self) -> None:
        """Ask for the digits; Esc again goes back to the voter."""
        if self.state == "teller":
            self.state = self.resumes
        else:
            self.resumes, self.state, self.typed = self.state, "teller", ""
        self.say("")

    def _teller(self, key: str) -> None:
        if key.isdigit() and len(key) == 1:
            self.typed = (self.typed + key)[-4:]
        elif key == "enter":
            self.typed = ""
            self.say("These are not the tellers' digits.", alarm=True)

    def _wait(self) -> None:
        """Begin to wait again, for as long as this state may last without a key."""
        if self._timer is not None:
            self._timer.stop()
        seconds = {"thanks": _THANKS, "teller": _TELLER, "start": 0}.get(self.state, IDLE)
        self._timer = self.set_timer(seconds, self.idle) if seconds and self.hep.ticking else None

    def idle(self) -> None:
        """Clear what was left: a ballot half filled in, thanks, or a teller's question."""
        if self.state == "teller":
            self.state = self.resumes
            self.say("The tellers' digits were not typed. Go on where you were.")
        elif self.state == "thanks":
            self.state = "start"
        elif self.state in ("marking", "confirm"):
            self.state, self.keying, self.refused = "start", Keying(self.view.poll), ""
            self.say("The ballot begun here was not finished, so it was cleared; nothing was kept.")
        self._wait()
        self.redraw()

    def draw(self, view: PollView) -> None:
        """Show what the voter, or the teller, is to see."""
        self.top(view.poll.title, saved="kiosk")
        draw = {"start": self._start, "marking": self._marking, "confirm": self._confirm, "thanks": self._thanks}
        self._here = 0
        self.query_one("#kiosk", Static).update(Content("\n").join(draw.get(self.state, self._asked)()))
        # A long paper goes along with the marks.
        self.query_one("#body").scroll_to(y=max(0, self._here - _FIRST_ROWS), animate=False)

    def _question(self) -> list[Content]:
        return [Content(""), *(content(f" {line}", "bold") for line in wrap(self.view.poll.question, self._width))]

    @property
    def _width(self) -> int:
        return min(100, self.size.width) - 4

    def _start(self) -> list[Content]:
        kept = (
            "Your ballot is kept without your name, the time or the order, and cannot be taken back."
            if self.view.poll.secret
            else "Your ballot is kept without your name, with its number."
        )
        closed = "" if self.view.state.value == "open" else "This poll is closed. Please call a teller."
        words = [closed] if closed else [kept, "Nobody before you left anything here.", "", "Press Enter to begin."]
        return [*self._question(), Content(""), *(content(f" {line}") for word in words for line in self._lines(word))]

    def _lines(self, words: str) -> list[str]:
        return wrap(words, self._width)

    def _marking(self) -> list[Content]:
        poll, lines = self.view.poll, self._question()
        roomy = [Content("")] if len(poll.options) <= 10 else []
        how = [part for line in _how(poll) for part in hung(" ", line, self._width)]
        lines += [*(content(line, "$quiet") for line in how), *roomy]
        airy = len(lines) + 2 * len(poll.options) + _AROUND <= self.query_one("#body").size.height
        for i, option in enumerate(poll.options):
            here = i == self.keying.here
            if here:
                self._here = len(lines)
            mark = pointer(here)
            head = f" {mark} [ {self.keying.cell(option.id) or ' ':>2} ]  {_key(self.keying, i)}  "
            style = "bold $here" if here else ""
            lines += [content(line, style) for line in hung(head, option.label, self._width)]
            lines += [Content("")] * airy
        said = self.keying.words if self.keying.marks else "nothing is marked yet"
        lines += [*roomy, *(content(line, "bold") for line in hung(" ", said, self._width))]
        return [*lines, content(" Enter when it is as you want it.", "$quiet")]

    def _confirm(self) -> list[Content]:
        marks = self.keying.ballot_marks()
        said = echo(self.view.poll, marks).split(" · ") if marks else ["blank: no option is marked"]
        lines = [*self._question(), Content(""), content(" YOUR BALLOT", "bold $quiet")]
        lines += [content(line, "bold $here") for part in said for line in hung("   ", part, self._width)]
        put = "Enter puts it into the box." if marks else "b  puts a blank ballot into the box."
        return [*lines, Content(""), content(f" {put}     -  goes back to change it.", "bold")]

    def _thanks(self) -> list[Content]:
        return [Content(""), Content(""), content("   Thank you. Your ballot is in the box.", "bold $here")]

    def _asked(self) -> list[Content]:
        dots = "*" * len(self.typed)
        return [Content(""), content(" For tellers: four digits, then Enter.  Esc goes back.", "bold"),
                Content(""), content(f"   [ {dots:<4} ]", "bold $here")]  # fmt: skip

    async def action_confirm(self) -> None:
        """Go on; every key is taken in `on_key`."""
        await self._enter()

    async def action_back(self) -> None:
        """Ask for the tellers' digits; every key is taken in `on_key`."""
        self._ask_teller()


def _how(poll: Poll) -> list[str]:
    """Return which keys mark a ballot of this poll, as a voter is told."""
    by_number, blank, back = Keying(poll).by_number, ".  leaves one blank   ", "-  back one   *  begin again"
    if poll.marking.ranks:
        most = f"Up to {poll.top} of them. " if poll.top else ""
        tie = "+  same place as the one before   " if poll.ties else ""
        if by_number:
            first = f"{most}Type the number of your first choice, then of your second, and so on."
            return [first, f"{tie}{back}"]
        return [f"{most}1 is your first choice.", f"{blank}{tie}{back}"]
    if poll.marking.one and by_number:
        return [f"Type the number of the one you choose.   {back}"]
    if poll.marking.several and by_number:
        return [f"Type the number of every one you support; again takes the mark off.   {back}"]
    if poll.marking.crosses:
        which = "the one you choose" if poll.marking.one else "one you support"
        return [f"1 marks {which}.   {blank}{back}"]
    if poll.marking.shares:
        return [f"Share out {poll.points} points. Type how many, then . to go on.", f"{blank}{back}"]
    said = [f"{level.value} {level.label}".strip() for level in reversed(poll.levels)]
    return [f"One digit each: {' · '.join(said)}", f"{blank}{back}"]


def _key(keying: Keying, place: int) -> str:
    """Return what is before an option: the digit that marks it where digits name options, else its id."""
    id = keying.poll.options[place].id
    if not keying.by_number or id.isdigit():
        return f"{id:>2}"
    return f"{key_of(place)}  {id:>2}"


def _to_a_voter(refusal: str) -> str:
    """Return a refusal without what is said to whoever reads from a paper."""
    for back in ("or - to go back", "or - goes back"):
        refusal = refusal.replace(f"; look at the paper, {back}", "; - goes back")
    return refusal.replace("; look at the paper", "")


def _cast(book: Book, poll: str, marks: dict[str, int]) -> None:
    """Put a ballot into the box, or record it under the next number where the poll is not secret."""
    view = poll_view(book, poll)
    if view.poll.secret:
        secret_polls.cast(book, poll, marks)
    else:
        ballots.cast(book, Ballot(poll, view.next_number, "valid" if marks else "blank", marks))
