"""Screens with a list, one row of which is marked: what its commands act on."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen

V = TypeVar("V")
Row = TypeVar("Row")


class ListScreen(HepScreen[V], Generic[V, Row]):
    """Show `rows`, the marked one in sight.

    The mark belongs to its object, not to a place in the list: it stays where that goes, and where the object leaves
    the list nothing is marked until somebody marks another row. A list that is worked off (`WORKED_OFF`) marks the
    next row instead; its questions and answers name what they are about.
    """

    WORKED_OFF: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.marked = ""
        self._place = 0
        self.tops: Sequence[int] = ()
        """The lines of the body on which the rows begin, as `draw` says; none where it shows no list of them."""

    def compose_body(self) -> ComposeResult:
        """Leave room for the list."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="list")

    def rows(self, view: V) -> Sequence[Row]:
        """Return what can be marked, from top to bottom."""
        raise NotImplementedError

    def id_of(self, row: Row) -> str:
        """Return the id by which a row is known, whatever its place."""
        found: Any = row
        return str(found.id)

    def first(self, view: V) -> str:
        """Return the id of the row that is marked when the screen opens."""
        return next(map(self.id_of, self.rows(view)), "")

    def head(self, view: V) -> None:
        """Say in the top line what this is."""

    def above(self, view: V) -> list[Content]:
        """Return what is over the list."""
        return []

    def block(self, row: Row, *, here: bool) -> list[Content]:
        """Return the lines of a row, which is marked where it is `here`."""
        raise NotImplementedError

    def below(self, view: V) -> list[Content]:
        """Return what is under the list, or in its place where it is empty."""
        return []

    @property
    def ids(self) -> list[str]:
        """Return the ids of the rows, from top to bottom."""
        return [self.id_of(row) for row in self.rows(self.view)]

    @property
    def here(self) -> Row | None:
        """Return the row that is marked."""
        return next((row for row in self.rows(self.view) if self.id_of(row) == self.marked), None)

    def chosen(self) -> Row | None:
        """Return the marked row; where there is none, say that there is nothing to act on."""
        found = self.here
        if found is None:
            self.say("Nothing is marked, so nothing was changed: the arrows mark a line.", alarm=True)
        return found

    def received(self, view: V) -> None:
        """Take a new view in; the mark follows its object."""
        super().received(view)
        self.keep_mark()

    def keep_mark(self) -> None:
        """Mark what is to be marked after the rows have changed."""
        self.marked = self.marked or self.first(self.view)
        ids = self.ids
        if self.marked in ids:
            self._place = ids.index(self.marked)
        elif self.WORKED_OFF and ids:
            self._mark_place(ids, self._place)

    def redraw(self) -> None:
        """Show the same view again."""
        self.tops = ()
        super().redraw()

    def draw(self, view: V) -> None:
        """Show the list."""
        self.head(view)
        lines, tops, height = self.above(view), list[int](), 1
        for row in self.rows(view):
            here = self.id_of(row) == self.marked
            block = self.block(row, here=here)
            tops.append(len(lines))
            height = len(block) if here else height
            lines += block
        lines += self.below(view)
        self.query_one("#list", Static).update(Content("\n").join(lines))
        self.tops = tops
        self.call_after_refresh(self.keep_in_sight, height)

    def begin_words(self, event: events.Key) -> None:
        """Let no key be a command that follows a letter as fast as words are typed; the same letter again may be."""
        super().begin_words(event)
        letter = event.character or ""
        if letter.isalpha() and not self.TAKES_WORDS:
            self.hep.stray.begin(event.time, first=letter)

    async def action_up(self) -> None:
        """Mark the line above."""
        self.mark(-1)

    async def action_down(self) -> None:
        """Mark the line below."""
        self.mark(1)

    def action_scroll_up(self) -> None:
        """Mark a line a page above; what is no list scrolls."""
        if by := self._page_up():
            self.mark(by)
        else:
            super().action_scroll_up()

    def action_scroll_down(self) -> None:
        """Mark a line a page below; what is no list scrolls, and so does a row that is longer than the page."""
        if by := self._page_down():
            self.mark(by)
        else:
            super().action_scroll_down()

    @command("home", shown="Home")
    def action_first_line(self) -> None:
        """Mark the first line."""
        self.mark(-len(self.ids))

    @command("end", shown="End")
    def action_last_line(self) -> None:
        """Mark the last line."""
        self.mark(len(self.ids))

    def _page_up(self) -> int:
        """Return how many rows up a page is; 0 where there is none above, or the marked one is read from its middle."""
        body = self.query_one("#body")
        above, here = self.tops[: self._place], self.tops[self._place :]
        if not above or not here or body.scroll_offset.y > here[0]:
            return 0
        return -max(1, sum(1 for top in above if top > here[0] - body.size.height))

    def _page_down(self) -> int:
        """Return how many rows down a page is; 0 where no other row begins in it."""
        body = self.query_one("#body")
        tops = self.tops[self._place :]
        if not tops:
            return 0
        end = max(tops[0], body.scroll_offset.y) + body.size.height
        # A row that is longer than the page is read to its end before the next one is marked.
        return sum(1 for top in tops[1:] if top < end)

    @command("tab", hint=True, shown="Tab")
    def action_later(self) -> None:
        """Leave what is marked for later, and look at the next."""
        self.mark(1, round=True)

    def mark(self, by: int, *, round: bool = False) -> None:
        """Mark another row, so many places on; `round` goes on at the other end."""
        ids = self.ids
        if not ids:
            return
        gone = self.marked not in ids
        # What left the list has left a gap: the row that came into its place is the one below it.
        place = self._place + by - (gone and by > 0)
        self._mark_place(ids, place % len(ids) if round else place)
        self.redraw()

    def _mark_place(self, ids: Sequence[str], place: int) -> None:
        self._place = max(0, min(len(ids) - 1, place))
        self.marked = ids[self._place]

    def keep_in_sight(self, height: int = 1) -> None:
        """Scroll as little as it takes to see so many lines of the marked row; over the first one, what is above it."""
        body = self.query_one("#body", VerticalScroll)
        room, at = body.size.height, body.scroll_offset.y
        top = self.tops[self._place] if self._place < len(self.tops) else 0
        if self._place == 0 and top + height <= room:
            wanted = 0
        elif top < at or height >= room:
            wanted = top
        else:
            wanted = max(at, top + height - room)
        body.scroll_to(y=wanted, animate=False, immediate=True)
