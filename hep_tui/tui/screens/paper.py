"""What keying a paper the first and the second time have in common: one key a mark, in its order."""

from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import events

from hep_tui.domain.keying import Keying, NotAllowed, Refused
from hep_tui.domain.pace import Pace
from hep_tui.domain.polls import Poll
from hep_tui.domain.tables import Table
from hep_tui.tui.command import command
from hep_tui.tui.screens.keying_text import GUIDE
from hep_tui.tui.screens.sheet import SheetScreen

V = TypeVar("V")


class PaperScreen(SheetScreen[V]):
    """Put marks on a paper as their keys arrive; `keying` is there as soon as the first view is."""

    keying: Keying

    guide: ClassVar[tuple[str, ...]] = GUIDE
    AS_IT_SAYS: ClassVar[str] = "If the paper says so: r rejects it."
    UNMARKED: ClassVar[str] = "Nothing is marked: b records a blank ballot."
    BALLOT_KEYS = "0123456789.,+-*"
    CORRECTIONS: ClassVar[frozenset[str]] = frozenset("-*ue")
    """Keys that go back on something, for the figures of keying."""

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll = self.frame = poll
        self.number = 0
        self.layout_of_papers = ""
        self.table = Table()
        self.people = 0
        self.pace = Pace()
        self.refused = ""

    @property
    def present(self) -> int:
        """Return how many people are in the room, 0 where nobody counted."""
        return 0

    def blank_paper(self, poll: Poll) -> Keying:
        """Return a paper with nothing on it, as the papers of this pile look; in a poll of tables, ask for people."""
        self.refused = ""
        self.table = self.blank_table() if poll.unit == "table" else Table()
        return Keying(replace(poll, layout=self.layout_of_papers or poll.layout))

    def blank_table(self) -> Table:
        """Return the table of a paper with nothing on it, while it is asked for its people."""
        return Table().ask(self.people)

    async def keyed(self, event: events.Key) -> bool:
        """Take the marks; every other key is a command's."""
        key = event.character or ""
        self.pace = self.pace.key(event.time, correction=key in self.CORRECTIONS)
        if not key or key not in self.BALLOT_KEYS:
            return False
        if not self.refused or key == "*":
            self.refused = ""
            await self.press(key, event.time)
        elif key == "-":
            self.refused = ""
            self.say("")
        else:
            self.stands_still()
        return True

    def refuse(self, why: str) -> None:
        """Say why a key makes no sense, and take no other before somebody has seen that.

        What follows at speed would be keyed one place off, and the next paper's marks would land on this one.
        """
        self.refused = why
        self.say(why, alarm=True)
        self.app.bell()

    def stands_still(self) -> bool:
        """Say whether a key was refused, which comes before anything is stored."""
        if self.refused:
            self.say(
                f"The minus key first: it takes the refused key back; * clears the paper. {self.refused}", alarm=True
            )
            self.app.bell()
        return bool(self.refused)

    async def press(self, key: str, at: float) -> None:
        """Put one mark on the paper, or say why that makes no sense; `at` is when the key was typed."""
        try:
            if key == "*" and not self.table.typed and self.stop_asking():
                return
            if self.table.asks:
                self.table = self.table.press(key)
            elif not self._press_table(key, self.keying):
                self.keying = self.keying.press(key)
            self.say("")
        except NotAllowed as error:
            self.refuse(f"{error} {self.AS_IT_SAYS}")
        except Refused as error:
            self.refuse(str(error))
        self.redraw()

    def _press_table(self, key: str, keying: Keying) -> bool:
        """Go back to the part keyed last, or forget all of them, and say whether that was it."""
        if keying.marks or not (self.table.parts or self.table.here):
            return False
        if key == "-" and (before := self.table.back()):
            self.table, self.keying = before
        elif key == "*":
            self.table = Table(self.table.people, number=self.table.number, seats=self.table.seats)
        return key in "-*"

    def accept_people(self) -> bool:
        """Take the number of people that was asked for, and say whether one was."""
        if not self.table.asks:
            return False
        before = len(self.table.parts)
        try:
            self.table = self.table.accept(self.keying, self.present)
            self.say("")
        except Refused as error:
            typed, self.table = self.table.typed, replace(self.table, typed="")
            # Enter alone is allowed: the number is still to come.
            self.refuse(str(error)) if typed else self.say(str(error), alarm=True)
        self.people = self.table.people or self.people
        if len(self.table.parts) > before:
            self.keying = Keying(self.keying.poll)
        self.redraw()
        return True

    def stop_asking(self) -> bool:
        """Ask for people no more, and say whether that was it; a poll of tables is left where nothing is keyed yet."""
        begun = self.table.people or self.table.typed or self.keying.marks
        if not self.table.asks or (self.keying.poll.unit == "table" and not begun):
            return False
        self.table = self.table.stopped()
        self.redraw()
        return True

    @command("t", label="table ballot")
    def action_table_ballot(self) -> None:
        """Say how many people this paper stands for: it is the ballot of a table; 0 makes it one voter's again."""
        if self.table.people and (self.keying.marks or self.table.parts):
            self.action_split_table()
        else:
            table, people = self.table, self.table.people or self.people
            self.table = table.ask_which(table.number) if table.seats else table.ask(people)
            self.redraw()

    @command("slash", shown="/", label="split the table")
    def action_split_table(self) -> None:
        """Begin another part of a table that split, with how many people it is; its marks follow."""
        before = len(self.table.parts)
        try:
            self.table = self.table.split(self.keying)
            self.say("")
        except Refused as error:
            self.say(str(error), alarm=True)
        if len(self.table.parts) > before:
            self.keying = Keying(self.keying.poll)
        self.redraw()

    def half_keyed(self, then: str) -> bool:
        """Say whether something is keyed and not stored, and if so what to do about it before `then`."""
        if not self.keying.marks and not self.table.parts:
            return False
        self.say(f"What is keyed is not stored: Enter stores it, * clears it, then {then}.", alarm=True)
        return True

    @command("f", label="figures of keying")
    def action_figures(self) -> None:
        """Say how many papers, seconds and keys this took, to you alone; it is not stored."""
        self.pace = replace(self.pace, keys=self.pace.keys - 1)
        self.say(self.pace.words)

    @command("enter", hint=True, shown="Enter")
    async def action_accept(self) -> None:
        """Accept the ballot as it is echoed in words, and go to the next."""
        if self.stands_still() or self.accept_people():
            return
        if self.keying.marks or self.table.parts:
            await self.accept(self.keying.ballot_marks())
        else:
            self.say(self.UNMARKED, alarm=True)

    async def accept(self, marks: dict[str, int]) -> None:
        """Take the paper with these marks."""
        raise NotImplementedError

    @command("j", label="decide papers")
    def action_judge(self) -> None:
        """List the papers that are parked, keyed twice or late, and decide them."""
        if not self.half_keyed("j lists what is to be decided"):
            self.go("judge", self.poll)

    async def action_back(self) -> None:
        """Go back to the poll; a half-keyed ballot is asked about by staying."""
        if not self.stop_asking() and not self.half_keyed("Esc goes back"):
            await self.leave()

    @command("n", hint=True)
    async def action_number(self) -> None:
        """Type the number on the paper, where it is not the next one, or of one that was parked."""
        answer = await self.ask_for("Which number is on the paper?", str(self.number))
        if answer is not None:
            self.go_to(answer)

    def go_to(self, answer: str) -> None:
        """Take up the paper of a number."""
        if answer.isascii() and answer.isdigit() and len(answer) <= 9 and int(answer) > 0:
            self.number = int(answer)
            self.say("")
            self.redraw()
        else:
            self.say(f"{answer or 'Nothing'} is not the number of a paper.", alarm=True)
