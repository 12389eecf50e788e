"""One meeting: going through its agenda, and to its other screens."""

from typing import TYPE_CHECKING

from hep_tui.actions import meetings as actions
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.polls import PollState
from hep_tui.tui.screens.base import HepScreen
from hep_tui.views.polls import polls

if TYPE_CHECKING:
    from hep_tui.views.capture import Capture


class MeetingScreen(HepScreen):
    """Go through the agenda of one meeting; `item` is the one that is shown."""

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.view: Capture | None = None
        self.item = ""

    @property
    def elsewhere(self) -> str:
        """Return the item that a running meeting is at, where another one is shown; empty where it is this one."""
        line = self.view.line if self.view else None
        if line is None or line.state is not MeetingState.RUNNING:
            return ""
        at = line.progress.item
        return at if at != self.item and line.meeting.item(at) else ""

    async def come_back(self) -> bool:
        """Show the item that the meeting is at again; return whether another one was shown."""
        if at := self.elsewhere:
            self.item = at
            await self.reload()
        return bool(at)

    async def action_next_item(self) -> None:
        """Go on to the next item, from the first when the meeting has not started."""
        if await self.come_back():
            self.say("Back at the item that the meeting is at; F6 again goes on from here.")
        elif self.view:
            line = self.view.line
            at = line.meeting.after(self.item if line.state is not MeetingState.PLANNED else "")
            if at is None:
                held = line.state is MeetingState.HELD
                self.say("This is the last item." if held else "This is the last item; F9 ends the meeting.")
            else:
                await self._go(at.id)

    async def action_previous_item(self) -> None:
        """Go back one item."""
        if await self.come_back():
            self.say("Back at the item that the meeting is at.")
        elif self.view:
            ids = [item.id for item in self.view.line.meeting.items]
            place = ids.index(self.item) if self.item in ids else 0
            if place:
                await self._go(ids[place - 1])

    async def _go(self, item: str) -> None:
        assert self.view is not None
        if self.view.line.state is MeetingState.HELD:
            # What is over is only looked at: its clock does not start again.
            self.item = item
            await self.reload()
        elif await self.do(actions.start_item, self.meeting, item):
            self.item = item
            self.say("")

    async def action_pause(self) -> None:
        """Stop the clock, or start it again."""
        await self.come_back()
        if self.view and self.view.line.state is MeetingState.RUNNING:
            paused = self.view.line.progress.paused
            verb = actions.start_item if paused else actions.pause
            if await self.do(verb, self.meeting, self.item):
                self.say("The clock runs again." if paused else "The clock of this item is stopped.")

    async def action_end_meeting(self) -> None:
        """End the meeting."""
        await self.come_back()
        if await self.do(actions.end, self.meeting, self.item):
            own = [v for v in await self.ask(polls) if v.poll.meeting == self.meeting]
            left = ", ".join(v.poll.title for v in own if v.state is PollState.DRAFT)
            said = f"not held: {left}" if left else "its notes stay open to correction"
            self.say(f"The meeting is over; {said}. Undo takes this back.")

    def action_read_back(self) -> None:
        """Show the notes large."""
        from hep_tui.tui.screens.readback import ReadBackScreen

        if self.view:
            self.app.push_screen(ReadBackScreen(self.meeting, self.item))

    def action_open_agenda(self) -> None:
        """Go to the agenda."""
        from hep_tui.tui.screens.agenda import AgendaScreen

        if self.view:
            self.app.push_screen(AgendaScreen(self.meeting))

    def action_open_register(self) -> None:
        """Go to the register."""
        from hep_tui.tui.screens.register import RegisterScreen

        if self.view:
            self.app.push_screen(RegisterScreen(self.meeting, self.view.line.meeting.title))

    def action_open_poll(self) -> None:
        """Open the poll of this item, or what its kind is worked on with."""
        from hep_tui.tui.screens.framework import FrameworkScreen
        from hep_tui.tui.screens.models import ModelsScreen
        from hep_tui.tui.screens.poll import PollScreen

        poll = dict(self.view.polls).get(self.item) if self.view else None
        item = self.view.line.meeting.item(self.item) if self.view else None
        if poll:
            self.app.push_screen(PollScreen(poll))
        elif item and item.kind == "framework":
            self.app.push_screen(FrameworkScreen(self.meeting))
        elif item and item.kind == "models":
            self.app.push_screen(ModelsScreen())
        else:
            self.say("This agenda item has no poll.")
