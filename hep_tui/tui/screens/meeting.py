"""One meeting: going through its agenda, and to its other screens."""

from hep_tui.actions import meetings as actions
from hep_tui.domain.clock import day_of, day_words
from hep_tui.domain.meetings import MeetingState, Step
from hep_tui.domain.polls import PollState
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.tui.command import command
from hep_tui.tui.screens.lined import LineScreen
from hep_tui.views.capture import Capture
from hep_tui.views.polls import polls


def _was_one_held(book: Book) -> bool:
    return any(step.what.event == "end" for step in records(book, Step))


class MeetingScreen(LineScreen[Capture]):
    """Go through the agenda of one meeting; `item` is the one that is shown."""

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.item = ""

    @property
    def elsewhere(self) -> str:
        """Return the item that a running meeting is at, where another one is shown; empty where it is this one."""
        line = self.view.line
        if line.state is not MeetingState.RUNNING:
            return ""
        at = line.progress.item
        return at if at != self.item and line.meeting.item(at) else ""

    async def come_back(self) -> bool:
        """Show the item that the meeting is at; return whether another one was on show."""
        if at := self.elsewhere:
            self.item = at
            await self.reload()
        return bool(at)

    async def led_back(self) -> bool:
        """Show the item that the meeting is at again, and say so; return whether another one was shown."""
        back = await self.come_back()
        if back:
            self.say("Back at the item that the meeting is at.")
        return back

    @command("f6", hint=True, shown="F6")
    async def action_next_item(self) -> None:
        """Go to the next agenda item; the first one starts the meeting."""
        if await self.come_back():
            self.say("Back at the item that the meeting is at; F6 again goes on from here.")
        else:
            line = self.view.line
            at = line.meeting.after("" if line.state in (MeetingState.PLANNED, MeetingState.CANCELLED) else self.item)
            if at is None:
                held = line.state is MeetingState.HELD
                self.say("This is the last item." if held else "This is the last item; F9 ends the meeting.")
            else:
                await self._go(at.id)

    @command("shift+f6", shown="Shift+F6")
    async def action_previous_item(self) -> None:
        """Go back to the agenda item before."""
        if not await self.led_back():
            ids = [item.id for item in self.view.line.meeting.items]
            place = ids.index(self.item) if self.item in ids else 0
            if place:
                await self._go(ids[place - 1])

    async def _go(self, item: str) -> None:
        if self.view.line.state is MeetingState.HELD:
            # What is over is only looked at: its clock does not start again.
            self.item = item
            await self.reload()
        elif await self._may_begin() and await self.do(actions.start_item, self.meeting, item):
            self.item = item
            self.say("")

    async def _may_begin(self) -> bool:
        """Ask before a meeting is begun that is for a later day, or has no day where another one was held already."""
        meeting = self.view.line.meeting
        if self.view.line.state is MeetingState.RUNNING:
            return True
        later = meeting.date > day_of(self.hep.now()).isoformat()
        if not later and (meeting.date or not await self.ask(_was_one_held)):
            return True
        about = f"It is planned for {day_words(meeting.date)}." if later else "It has no day yet."
        return await self.sure(f"Start {meeting.title} now?", about)

    @command("f8", shown="F8")
    async def action_pause(self) -> None:
        """Stop the clock of the agenda item, start it again, or go on with a meeting that is over."""
        await self.come_back()
        if self.view.line.state is MeetingState.RUNNING:
            paused = self.view.line.progress.paused
            verb = actions.start_item if paused else actions.pause
            if await self.do(verb, self.meeting, self.item):
                self.say("The clock runs again." if paused else "The clock of this item is stopped.")
        elif self.view.line.state is MeetingState.HELD:
            await self._go_on()
        else:
            self.say("The meeting has not begun, so no clock runs; F6 starts it.")

    async def _go_on(self) -> None:
        """Go on with a meeting that was ended, at the item that is shown."""
        meeting = self.view.line.meeting
        item = meeting.item(self.item)
        if item is None:
            return
        about = f"It is over; it goes on with “{item.title}”, and the clock of that runs again."
        sure = await self.sure(f"Go on with {meeting.title}?", about)
        if sure and await self.do(actions.start_item, self.meeting, item.id):
            self.say("The meeting goes on.")

    @command("f9", shown="F9")
    async def action_end_meeting(self) -> None:
        """End the meeting; its notes stay open to correction, and pause goes on with it."""
        await self.come_back()
        if await self.do(actions.end, self.meeting, self.item):
            own = [v for v in await self.ask(polls) if v.poll.meeting == self.meeting]
            left = ", ".join(v.poll.title for v in own if v.state is PollState.DRAFT)
            said = f"not held: {left}" if left else "its notes stay open to correction"
            self.say(f"The meeting is over; {said}. F8 goes on with it.")

    @command("f3", hint=True, shown="F3")
    def action_read_back(self) -> None:
        """Show the notes of this item large, to be read aloud."""
        self.go("readback", self.meeting, self.item)

    @command("ctrl+t", shown="Ctrl+T", label="agenda")
    def action_open_agenda(self) -> None:
        """Open the agenda: what was planned, what it took, when it ends; add, move and change items."""
        self.go("agenda", self.meeting)

    @command("ctrl+r", shown="Ctrl+R", label="register")
    def action_open_register(self) -> None:
        """Open the register: who has come, from which {place}, at which table."""
        self.go("register", self.meeting, self.view.line.meeting.title)

    @command("f7", hint=True, shown="F7", label="poll")
    def action_open_poll(self) -> None:
        """Open what this agenda item is worked on with: its poll, the sheets of the models, or the framework."""
        poll = dict(self.view.polls).get(self.item)
        item = self.view.line.meeting.item(self.item)
        if poll:
            self.go("poll", poll)
        elif item and item.kind == "framework":
            self.go("framework", self.meeting)
        elif item and item.kind == "models":
            self.go("models")
        else:
            self.say("This item has no poll. F6 goes on to the next; v on the home screen makes one.")
