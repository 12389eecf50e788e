"""The agenda: planned against spent, what is left, and every change to it, live."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from textual import events
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import meetings as actions
from hep_tui.domain import meetings as rules
from hep_tui.domain.days import HOW, read_day
from hep_tui.domain.meetings import ITEM_KINDS, Meeting, MeetingState
from hep_tui.domain.pack import Item
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens import agenda_text as draw
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.agenda import Agenda, agenda

P = ParamSpec("P")
_KINDS = "  ".join(f"{number} {kind}" for number, kind in enumerate(ITEM_KINDS, 1))
_DAY = f"As {HOW}; empty where it is not fixed yet."
_VOTES = ("ranking", "vote", "framework")


class AgendaScreen(ListScreen):
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

    async def redraw(self) -> None:
        """Set the agenda to the new width."""
        self._show(follow=True)

    def _show(self, *, follow: bool = False) -> None:
        if self.view is None:
            return
        lines, at = draw.lines(self.view, self.view.at(self.hep.now()), self.marked, *self.size)
        self.query_one("#list", Static).update(Content("\n").join(lines))
        if follow:
            self.call_after_refresh(self.keep_in_sight, at, 2)

    async def keyed(self, event: events.Key) -> bool:
        """Take a number as the minutes of the marked item; every other key is a command's."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            return False
        await self.performance.run(self._ask_minutes(digit, kept=True))
        return True

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

    async def action_new_item(self) -> None:
        """Ask for title, minutes and kind, then add the item."""
        title = await self.ask_for("What is the new item called?")
        if title == "":
            self.say("An item needs a title, so nothing was added.", alarm=True)
        if not title:
            return
        words = f"How many minutes has {title[:40]}? None and Enter: the time is open."
        minutes = await self.ask_until(_minutes, words, "10")
        likely = str(ITEM_KINDS.index(rules.likely_kind(title)) + 1)
        words = "Of which kind is it? Its number:"
        kind = None if minutes is None else await self.ask_until(_kind, words, likely, about=_KINDS)
        if minutes is not None and kind is not None:
            await self._add(title, _minutes(minutes), _kind(kind))

    async def _add(self, title: str, minutes: int, kind: str) -> None:
        try:
            after = self.marked
            meeting = await self.ask(actions.change, self.meeting, rules.added, title, minutes, kind, after)
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        ids = [item.id for item in meeting.items]
        self.marked = ids[ids.index(after) + 1 if after in ids else -1]
        await self.hep.caught_up()
        apart = "; its poll is set up on its own" if kind in _VOTES else ""
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

    async def action_retitle(self) -> None:
        """Ask for another title of the item."""
        if self.item:
            await self._store(rules.item_retitled, "What is the item called?", self.item.title, self.marked)

    async def action_minutes(self) -> None:
        """Ask for the minutes of the item."""
        if self.item:
            await self._ask_minutes(str(self.item.minutes))

    async def _ask_minutes(self, given: str, *, kept: bool = False) -> None:
        if self.item:
            id = self.marked
            title = self.item.title
            said = await self.ask_until(_minutes, f"How many minutes has {title[:40]}?", given, kept=kept)
            if said is not None:
                await self.change(f"{title} has {_minutes(said)} minutes now.", rules.timed, id, _minutes(said))

    async def _store(self, rule: Callable[..., Meeting], question: str, given: str, *before: str) -> None:
        """Ask for words and change the meeting by them."""
        said = await self.ask_for(question, given)
        if said is not None:
            await self.change("Stored.", rule, *before, said)

    async def action_remove_item(self) -> None:
        """Take the item off the agenda."""
        if self.item:
            title = self.item.title
            if await self.do(actions.remove_item, self.meeting, self.marked):
                self.say(f"{title} is off the agenda; undo brings it back.")

    async def action_wording(self) -> None:
        """Ask for the question of the item."""
        if self.item:
            await self._store(rules.prompted, "What is asked under this item?", self.item.prompt, self.marked)

    async def action_title_of_meeting(self) -> None:
        """Ask for the title of the meeting."""
        if self.view:
            await self._store(rules.retitled, "What is the meeting called?", self.view.meeting.title)

    async def action_day_of_meeting(self) -> None:
        """Ask for the day of the meeting."""
        today, given = self.hep.now().date(), self.view.meeting.date if self.view else ""
        day = await self.ask_until(lambda text: read_day(text, today), "On which day?", given, about=_DAY)
        if day is not None:
            await self.change("Stored.", rules.dated, read_day(day, today))

    async def action_place_of_meeting(self) -> None:
        """Ask where it is held."""
        if self.view:
            await self._store(rules.placed, "Where is it held?", self.view.meeting.place)

    async def action_tables_of_meeting(self) -> None:
        """Ask how many tables there are."""
        about = "0 where the room is not split. A note says its table as @t2."
        given = str(self.view.meeting.tables) if self.view else ""
        tables = await self.ask_until(_tables, "How many tables are there?", given, about=about)
        if tables is not None:
            await self.change("Stored.", rules.seated, _tables(tables))


def _minutes(typed: str) -> int:
    return _whole(typed.strip().removesuffix("'") or "0", "minutes")


def _tables(typed: str) -> int:
    return _whole(typed.strip(), "tables")


def _kind(typed: str) -> str:
    """Return the kind of a number, the first where nothing was typed; raises HepError for a number of none."""
    typed = typed.strip() or "1"
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(ITEM_KINDS)):
        raise HepError(f"{typed[:20]} is no kind: type one of the numbers, or Esc adds nothing.")
    return ITEM_KINDS[int(typed[:3]) - 1]


def _whole(typed: str, what: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise HepError(f"{typed[:20] or 'Nothing'} is no number of {what}: type one, or Esc leaves it as it was.")
    return int(typed)
