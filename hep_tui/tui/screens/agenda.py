"""The agenda: planned against spent, what is left, and every change to it, live."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from textual import events
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import meetings as actions
from hep_tui.domain import meetings as rules
from hep_tui.domain.meetings import ITEM_KINDS, Meeting, MeetingState
from hep_tui.domain.pack import Item
from hep_tui.domain.shorthand import read_date
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import agenda_text as draw
from hep_tui.tui.screens.asking import AskingScreen
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.agenda import Agenda, agenda

P = ParamSpec("P")
_KINDS = "  ".join(f"{number} {kind}" for number, kind in enumerate(ITEM_KINDS, 1))
_VOTES = ("ranking", "vote", "framework")


class AgendaScreen(AskingScreen):
    """Change a meeting and its agenda; what is under way stays under way."""

    commands = (
        c.GoToItem, c.NewItem, c.Minutes, c.Retitle, c.MoveUp, c.MoveDown, c.Up, c.Down, c.RemoveItem, c.Wording,
        c.TitleOfMeeting, c.DayOfMeeting, c.PlaceOfMeeting, c.TablesOfMeeting, c.Undo, c.Redo, c.ScrollUp,
        c.ScrollDown, c.Back,
    )  # fmt: skip
    watches = frozenset({"meeting", "step", "note", "poll", "withdraw", "redact", "erase", "settle"})
    guide = draw.GUIDE

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.view: Agenda | None = None
        self.marked = ""

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self.set_interval(1.0, self._show)

    async def reload(self) -> None:
        """Show the agenda as it is now; the mark stays on its item."""
        before = [item.id for item in self.view.meeting.items] if self.view else []
        self.view = await self.ask(agenda, self.meeting)
        ids = [item.id for item in self.view.meeting.items]
        if self.marked not in ids:
            self.marked = self._neighbour(before, ids)
        top = self.query_one(TopLine)
        top.where, top.saved = f"agenda: {self.view.meeting.title}", "saved"
        self._show(follow=True)

    def _neighbour(self, before: list[str], ids: list[str]) -> str:
        """Return the item to mark where the marked one has gone: the one in its place, at first the one under way."""
        under_way = self.view.at(self.hep.now()).progress.item if self.view else ""
        if self.marked in before:
            return ids[min(before.index(self.marked), len(ids) - 1)] if ids else ""
        return under_way if under_way in ids else next(iter(ids), "")

    def on_resize(self) -> None:
        """Set the agenda to the new width."""
        self._show(follow=True)

    def _show(self, *, follow: bool = False) -> None:
        if self.view is None:
            return
        lines, at = draw.lines(self.view, self.view.at(self.hep.now()), self.marked, self.size.width)
        self.query_one("#list", Static).update(Content("\n").join(lines))
        if follow:
            self.call_after_refresh(self.keep_in_sight, at, 2)

    async def take(self, event: events.Key) -> bool:
        """Take a number as the minutes of the marked item; every other key is a command's."""
        digit = event.character or ""
        if not self.asked and digit.isascii() and digit.isdigit():
            self._ask_minutes(digit, replaced=False)
            return True
        return await super().take(event)

    @property
    def item(self) -> Item | None:
        """Return the item that is marked."""
        return self.view.meeting.item(self.marked) if self.view else None

    async def change(
        self, said: str, rule: Callable[Concatenate[Meeting, P], Meeting], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Change the meeting as it stands now, and say so."""
        done = await self.do(lambda book: actions.change(book, self.meeting, rule, *args, **kwargs))
        if done:
            self.say(said)
        return done

    def mark(self, by: int) -> None:
        """Mark another item."""
        ids = [item.id for item in self.view.meeting.items] if self.view else []
        if ids:
            self.marked = ids[max(0, min(len(ids) - 1, ids.index(self.marked) + by))]
            self._show(follow=True)

    async def action_go_to_item(self) -> None:
        """Start the marked item."""
        if self.item is None or self.view is None:
            return
        where = self.view.at(self.hep.now()).progress
        if where.state is MeetingState.HELD:
            self.say("The meeting is over, so its clock stays where it is.")
        elif where.state is MeetingState.RUNNING and where.item == self.item.id and not where.paused:
            self.say(f"{self.item.title} is under way.")
        elif await self.do(actions.start_item, self.meeting, self.item.id):
            self.say(f"Now: {self.item.title}")

    def action_new_item(self) -> None:
        """Ask for title, minutes and kind, then add the item."""
        self.question("New item, title:", self._minutes_of_new)

    async def _minutes_of_new(self, title: str) -> None:
        if not title.strip():
            self.say("An item needs a title, so nothing was added.", alarm=True)
            return

        async def kind_of_new(minutes: str) -> None:
            async def add(kind: str) -> None:
                await self._add(title, minutes, kind)

            self.question("Kind, by its number:", add, "1", _KINDS)

        self.question("Minutes:", kind_of_new, "10", "Empty where the time is open.")

    async def _add(self, title: str, minutes: str, kind: str) -> None:
        place = _whole(kind or "1")
        if place is None or not 1 <= place <= len(ITEM_KINDS):
            self.say(f"{kind.strip()[:20]} is no kind; nothing was added. {_KINDS}", alarm=True)
            return
        number = self._number("minutes", minutes or "0")
        if number is None:
            return
        try:
            after = self.marked
            meeting = await self.ask(actions.change, self.meeting, rules.added, title, number, ITEM_KINDS[place - 1],
                                     after)  # fmt: skip
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        ids = [item.id for item in meeting.items]
        self.marked = ids[ids.index(after) + 1 if after in ids else -1]
        await self.hep.caught_up()
        apart = "; its poll is set up on its own" if ITEM_KINDS[place - 1] in _VOTES else ""
        self.say(f"{self.item.title if self.item else title} is on the agenda{apart}.")

    async def action_move_up(self) -> None:
        """Move the marked item up."""
        await self._move(-1, "This is the first item.")

    async def action_move_down(self) -> None:
        """Move the marked item down."""
        await self._move(1, "This is the last item.")

    async def _move(self, by: int, end: str) -> None:
        if self.item and self.view:
            stays = self.view.meeting.items[-1 if by > 0 else 0] is self.item
            await self.change(end if stays else "", rules.moved, self.marked, by)

    def action_retitle(self) -> None:
        """Ask for another title of the item."""
        if self.item:
            id = self.marked

            async def store(title: str) -> None:
                await self.change("Stored.", rules.item_retitled, id, title)

            self.question("Title of the item:", store, self.item.title)

    def action_minutes(self) -> None:
        """Ask for the minutes of the item."""
        if self.item:
            self._ask_minutes(str(self.item.minutes))

    def _ask_minutes(self, given: str, *, replaced: bool = True) -> None:
        if self.item:
            id = self.marked

            async def store(minutes: str) -> None:
                if (number := self._number("minutes", minutes)) is not None:
                    await self.change("Stored.", rules.timed, id, number)

            self.question(f"Minutes of {self.item.title[:24]}:", store, given, replaced=replaced)

    def _number(self, what: str, typed: str) -> int | None:
        """Return the number that was typed; say so where it is none."""
        number = _whole(typed)
        if number is None:
            self.say(f"{typed.strip()[:20] or 'Nothing'} is no number of {what}; nothing was changed.", alarm=True)
        return number

    async def action_remove_item(self) -> None:
        """Take the item off the agenda."""
        if self.item:
            title = self.item.title
            if await self.do(actions.remove_item, self.meeting, self.marked):
                self.say(f"{title} is off the agenda; undo brings it back.")

    def action_wording(self) -> None:
        """Ask for the question of the item."""
        if self.item:
            id = self.marked

            async def store(prompt: str) -> None:
                await self.change("Stored.", rules.prompted, id, prompt)

            self.question("Question:", store, self.item.prompt)

    def action_title_of_meeting(self) -> None:
        """Ask for the title of the meeting."""

        async def store(title: str) -> None:
            await self.change("Stored.", rules.retitled, title)

        self.question("Title of the meeting:", store, self.view.meeting.title if self.view else "")

    def action_day_of_meeting(self) -> None:
        """Ask for the day of the meeting."""
        self.question("On which day?", self._store_day, self.view.meeting.date if self.view else "",
                      "8/7 or 2021-07-08; empty where it is not fixed yet.")  # fmt: skip

    async def _store_day(self, day: str) -> None:
        when = read_date(day.strip(), self.hep.now().date())
        if day.strip() and when is None:
            said = f"{day.strip()[:20]} is not a day; nothing was changed, write it as 8/7 or 2021-07-08."
            self.say(said, alarm=True)
        else:
            await self.change("Stored.", rules.dated, when)

    def action_place_of_meeting(self) -> None:
        """Ask where it is held."""

        async def store(place: str) -> None:
            await self.change("Stored.", rules.placed, place)

        self.question("Where?", store, self.view.meeting.place if self.view else "")

    def action_tables_of_meeting(self) -> None:
        """Ask how many tables there are."""

        async def store(tables: str) -> None:
            if (number := self._number("tables", tables)) is not None:
                await self.change("Stored.", rules.seated, number)

        self.question("How many tables?", store, str(self.view.meeting.tables) if self.view else "",
                      "0 where the room is not split. A note says its table as @t2.")  # fmt: skip


def _whole(typed: str) -> int | None:
    """Return the whole number that was typed, None where it is none."""
    typed = typed.strip().removesuffix("'")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
