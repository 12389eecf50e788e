"""The agenda: planned against spent, what is left, and every change to it, live."""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec

from textual import events
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import meetings as actions
from hep_tui.domain import meetings as rules
from hep_tui.domain.clock import day_of
from hep_tui.domain.days import how, read_day
from hep_tui.domain.meetings import Meeting, MeetingState, Progress
from hep_tui.domain.pack import ITEM_KINDS, Item
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import agenda_text as draw
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.views.agenda import Agenda, agenda

P = ParamSpec("P")
_KINDS = "  ".join(f"{number} {kind}" for number, kind in enumerate(ITEM_KINDS, 1))
_VOTES = ("ranking", "vote", "framework")
_AHEAD = "go-to-item day-of-meeting place-of-meeting title-of-meeting tables-of-meeting new-item"
"""What the bottom line offers while a meeting is planned."""


class AgendaScreen(ListScreen[Agenda, Item]):
    """Change a meeting and its agenda; what is under way stays under way."""

    OFFERS = (
        "go-to-item new-item minutes took retitle move-up move-down up down remove-item wording title-of-meeting "
        "day-of-meeting place-of-meeting tables-of-meeting undo redo scroll-up scroll-down back"
    )
    watches = frozenset({"meeting", "step", "note", "poll", "withdraw", "redact", "erase", "settle"})
    guide = draw.GUIDE

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting

    async def on_mount(self) -> None:
        """Start the clock."""
        if self.hep.ticking:
            self.set_interval(1.0, self._tick)

    async def load(self) -> Agenda:
        """Read the agenda as it is now."""
        return await self.ask(agenda, self.meeting)

    def rows(self, view: Agenda) -> Sequence[Item]:
        """Return the items in their order."""
        return view.meeting.items

    def first(self, view: Agenda) -> str:
        """Return the item that is under way."""
        under_way = view.at(self.hep.now()).progress.item
        return under_way if view.meeting.item(under_way) else super().first(view)

    def draw(self, view: Agenda) -> None:
        """Show the agenda beside the clock."""
        self.top(f"agenda: {view.meeting.title}")
        planned = view.at(self.hep.now()).progress.state is MeetingState.PLANNED
        self.hint(_AHEAD) if planned else self.hint_all()
        self._tick()
        self.call_after_refresh(self.keep_in_sight, 2)

    def _tick(self) -> None:
        """Show the agenda as it is at this moment."""
        if self.loaded:
            lines, self.tops = draw.lines(self.view, self.view.at(self.hep.now()), self.marked, *self.size)
            self.query_one("#list", Static).update(Content("\n").join(lines))

    async def keyed(self, event: events.Key) -> bool:
        """Take a number as the minutes of the marked item; every other key is a command's."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            return False
        await self.performance.run(self._ask_minutes(digit))
        return True

    async def change(
        self, said: str, rule: Callable[Concatenate[Meeting, P], Meeting], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Change the meeting as it is now, and say so."""
        done = await self.do(lambda book: actions.change(book, self.meeting, rule, *args, **kwargs))
        if done:
            self.say(said)
        return done

    @command("enter", hint=True, shown="Enter", label="start")
    async def action_go_to_item(self) -> None:
        """Go to the agenda item that is marked: it starts, and its clock runs."""
        item = self.chosen()
        if item is None:
            return
        where, meeting = self.view.at(self.hep.now()).progress, self.view.meeting
        if where.state is MeetingState.HELD:
            self.say("The meeting is over, so its clock stays where it is; F8 beside its notes goes on with it.")
        elif where.state is MeetingState.RUNNING and where.item == item.id and not where.paused:
            self.say(f"{item.title} is under way.")
        elif await self._may_start(where, meeting, item) and await self.do(actions.start_item, self.meeting, item.id):
            self.say(f"Now: {item.title}")

    async def _may_start(self, where: Progress, meeting: Meeting, item: Item) -> bool:
        """Ask before a meeting is started from its agenda."""
        running = where.state is MeetingState.RUNNING
        return running or await self.sure(f"Start {meeting.title} with {item.title}?")

    @command("n", hint=True)
    async def action_new_item(self) -> None:
        """Add an agenda item behind the one that is marked: title, minutes, kind."""
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
            after = self.marked if self.here else ""
            meeting = await self.record(
                actions.change, self.meeting, rules.added, title, minutes, kind=kind, after=after
            )
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        ids = [item.id for item in meeting.items]
        self.marked = ids[ids.index(after) + 1 if after in ids else -1]
        await self.hep.caught_up()
        apart = "; its poll is set up on its own" if kind in _VOTES else ""
        added = self.here.title if self.here else title
        self.say(f"{added} is on the agenda{apart}.")

    @command("less_than_sign,shift+up", hint=True, shown="<", label="up")
    async def action_move_up(self) -> None:
        """Move the marked item up."""
        await self._move(-1, "This is the first item.")

    @command("greater_than_sign,shift+down", hint=True, shown=">", label="down")
    async def action_move_down(self) -> None:
        """Move the marked item down."""
        await self._move(1, "This is the last item.")

    async def _move(self, by: int, end: str) -> None:
        if item := self.chosen():
            stays = self.view.meeting.items[-1 if by > 0 else 0] is item
            await self.change(end if stays else "", rules.moved, item.id, by)

    @command("r", hint=True)
    async def action_retitle(self) -> None:
        """Give the marked item another title."""
        if item := self.chosen():
            await self._store(rules.item_retitled, f"What is {item.title[:40]} called?", item.title, item.id)

    @command("m", hint=True)
    async def action_minutes(self) -> None:
        """Say how many minutes the marked item is given; typing the number alone does the same."""
        await self._ask_minutes()

    async def _ask_minutes(self, typed: str = "") -> None:
        if item := self.chosen():
            question, given = f"How many minutes has {item.title[:40]}?", typed or str(item.minutes)
            said = await self.ask_until(_minutes, question, given, kept=bool(typed))
            if said is not None:
                minutes = _minutes(said)
                await self.change(f"{item.title} has {minutes} minutes now.", rules.timed, item.id, minutes)

    @command("s", label="took")
    async def action_took(self) -> None:
        """Put right how many minutes the marked item has taken, where the laptop's clock had it wrong."""
        if item := self.chosen():
            spent = self.view.at(self.hep.now()).progress.elapsed.get(item.id, 0.0)
            question = f"How many minutes has {item.title[:40]} taken so far?"
            said = await self.ask_until(_minutes, question, str(round(spent / 60)))
            if said is not None and await self.do(actions.took, self.meeting, item.id, _minutes(said)):
                self.say(f"{item.title} has taken {_minutes(said)} minutes.")

    async def _store(self, rule: Callable[..., Meeting], question: str, given: str, *before: str) -> None:
        """Ask for words and change the meeting by them."""
        said = await self.ask_for(question, given)
        if said is not None:
            await self.change("Stored.", rule, *before, said)

    @command("x", label="remove item")
    async def action_remove_item(self) -> None:
        """Take the marked item off the agenda, where no notes, poll or time hang on it."""
        item = self.chosen()
        if item and await self.do(actions.remove_item, self.meeting, item.id):
            self.say(f"{item.title} is off the agenda; Ctrl+Z brings it back.")

    @command("w", label="question")
    async def action_wording(self) -> None:
        """Change the question that is asked at the marked item."""
        if item := self.chosen():
            await self._store(rules.prompted, f"What is asked under {item.title[:40]}?", item.prompt, item.id)

    @command("t", label="title")
    async def action_title_of_meeting(self) -> None:
        """Give the meeting another title."""
        await self._store(rules.retitled, "What is the meeting called?", self.view.meeting.title)

    @command("d", label="day")
    async def action_day_of_meeting(self) -> None:
        """Move the meeting to another day."""
        today, given = day_of(self.hep.now()), self.view.meeting.date
        about = f"As {how()}; empty where it is not fixed yet."
        day = await self.ask_until(lambda text: read_day(text, today), "On which day?", given, about=about)
        if day is not None:
            await self.change("Stored.", rules.dated, read_day(day, today))

    @command("p", label="place")
    async def action_place_of_meeting(self) -> None:
        """Say where the meeting is held."""
        await self._store(rules.placed, "Where is it held?", self.view.meeting.place)

    @command("k", label="tables")
    async def action_tables_of_meeting(self) -> None:
        """Say how many tables there are."""
        about = "0 where the room is not split. A note says its table as @t2."
        given = str(self.view.meeting.tables)
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
        raise HepError(f"{typed[:20]} is not a kind: type one of the numbers, or Esc adds nothing.")
    return ITEM_KINDS[int(typed[:3]) - 1]


def _whole(typed: str, what: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise HepError(f"{typed[:20] or 'Nothing'} is not a number of {what}: type one, or Esc leaves it as it was.")
    return int(typed)
