"""Two readings of a paper that differ, beside each other: one is right, or the paper is keyed once more."""

from typing import ClassVar

from textual import events
from textual.message import Message

from hep_tui.domain.ballots import Ballot, said, said_of
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Reading
from hep_tui.tui.command import command
from hep_tui.tui.screens.sheet import SheetScreen
from hep_tui.tui.text import content, fit, hung


class DifferingScreen(SheetScreen[None]):
    """Be left with `first`, `second` or `again`, as the paper says, or with None where nobody decided."""

    OFFERS = "first-stands second-stands key-once-more back"
    PAUSE: ClassVar[float] = 0.6
    """Seconds without a key before one is a choice."""

    def __init__(self, poll: Poll, first: Ballot, second: Reading) -> None:
        super().__init__()
        self.poll, self.first, self.second = poll, first, second
        self._last_key = Message().time

    async def load(self) -> None:
        """Read nothing: both readings were brought along."""

    def draw(self, view: None) -> None:
        """Show both readings, what differs marked in words."""
        first, second, width = self.first, self.second, self.size.width
        self.top(f"second keying: {self.poll.title}", saved="")
        heading = f" BALLOT {first.number:03}   THE TWO READINGS DIFFER: look at the paper"
        lines = [content(heading, "bold $alarm"), content(f"       {fit('', 40)} 1 first   2 second", "$quiet")]
        for option in self.poll.options:
            a, b = (str(m.get(option.id, ".")) for m in (first.marks, second.marks))
            text = f"   {option.id:>2}  {fit(option.label, 40)} [ {a:>2} ]    [ {b:>2} ]"
            lines.append(content(f"{text}   differs", "bold") if a != b else content(text))
        read = said(self.poll, second.status, second.marks, second.people, second.splits)
        both = (("1 first ", said_of(self.poll, first)), ("2 second", read))
        words = [content(part) for name, told in both for part in hung(f"   {name}  ", told, width - 2)]
        self.show(lines, words)

    async def take(self, event: events.Key) -> bool:
        """Take a key for a choice only from somebody who saw both readings.

        Keys typed on in a row were meant for the next paper, and "1" on it is not a word for the first reading.
        """
        rested = event.time - self._last_key >= self.PAUSE
        self._last_key = max(event.time, self._last_key)
        if rested or not (event.is_printable or event.key in ("enter", "escape")):
            return await super().take(event)
        self.say("The two readings differ: look at the paper before you choose.", alarm=True)
        return True

    @command("1", hint=True)
    async def action_first_stands(self) -> None:
        """Keep what was keyed first: the paper says so."""
        await self.leave("first")

    @command("2", hint=True)
    async def action_second_stands(self) -> None:
        """Put the ballot right as it was read the second time: the paper says so."""
        await self.leave("second")

    @command("r", hint=True)
    async def action_key_once_more(self) -> None:
        """Key the paper once more, where neither reading is what it says."""
        await self.leave("again")

    async def action_back(self) -> None:
        """Decide nothing."""
        await self.leave()
