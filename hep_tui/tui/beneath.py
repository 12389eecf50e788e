"""Look after the file beneath the screens: what waits for it, who else holds it, and whether it is still the same."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from hep_tui import locations
from hep_tui.domain.steady import steady
from hep_tui.errors import HepError
from hep_tui.tui.sending import Fate, Sender
from hep_tui.tui.widgets.top import TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.screen import Screen

    from hep_tui.domain.outbox import Deed, Row
    from hep_tui.logbook import Book
    from hep_tui.logbook.errors import FileChanged
    from hep_tui.tui.backend import Backend
    from hep_tui.tui.kept import Place
    from hep_tui.tui.screens.asking import AskingScreen

P = ParamSpec("P")
R = TypeVar("R")


class Above(Protocol):
    """Know what is asked of the app whose file is looked after."""

    backend: "Backend"
    now: Callable[[], datetime]
    ready: bool

    @property
    def review_path(self) -> "Path":
        """Return the file."""

    @property
    def screen(self) -> "Screen[Any]":
        """Return the screen that can be seen."""

    @property
    def screen_stack(self) -> "Sequence[Screen[Any]]":
        """Return it and those beneath it."""

    def tell(self, words: str) -> None:
        """Say what went wrong."""

    async def reload_all(self) -> None:
        """Have every screen show the record as it is now."""

    async def back_up(self) -> None:
        """Make a backup if one is due."""


class Beneath:
    """Own the outbox of an app, and look at its file once a second; an error of the disk is a state here, never an end.

    `rescued` is the file in which everything goes on, once the one that was opened has been changed by others.
    """

    def __init__(self, app: Above) -> None:
        self.app = app
        self.sender = Sender(app.backend.call, self.show)
        self.rescued: Path | None = None
        self.left: list[Deed] = []
        self._lines: dict[str, tuple[str, str]] = {}
        self._places: dict[str, Place] = {}
        self._trouble = ""
        self._ahead = self._clock()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def words(self) -> str:
        """Return for the top line what is wrong with the file, and what is not stored yet; empty where all is well."""
        lost = f"THE FILE WAS CHANGED, now in {self.rescued.name}" if self.rescued else ""
        return " · ".join(said for said in (lost, self.sender.words or self._trouble) if said)

    def show(self, *, rows: bool = False) -> None:
        """Say it in the top line of every screen; where other `rows` wait, show those too."""
        for screen in self.app.screen_stack:
            for top in screen.query(TopLine):
                top.alarm = self.words
        if rows:
            changed = getattr(self.app.screen, "waiting_changed", None)
            if changed:
                changed()

    async def begin(self) -> None:
        """Keep from now on what is not stored yet of the review that is open, and find what was kept before."""
        from hep_tui.actions import deeds
        from hep_tui.tui.kept import Kept

        self.sender.kept = kept = Kept(self.app.review_path)
        found = kept.found()
        self._lines, self._places = dict(found.lines), dict(found.places)
        for subject, row in list(found.rows.items()):
            # What another program kept there may be anything.
            deed = None
            with contextlib.suppress(KeyError, TypeError, ValueError, HepError):
                deed = await self.app.backend.call(deeds.resumed, deeds.from_json(row))
            if deed is None:
                kept.ended(subject)
            else:
                self.left.append(deed)

    async def check_clock(self) -> None:
        """Say where the newest entry is from a later day than this laptop has: one of the two clocks is wrong."""
        from hep_tui.domain.clock import moment_words

        at = await self.app.backend.call(_newest_at)
        now = self.app.now()
        if at and at - now > timedelta(minutes=10):
            self.app.tell(
                f"The newest entry here is of {moment_words(at)}, and the clock of this laptop says "
                f"{moment_words(now)}; look whether it is right."
            )

    async def offer(self, screen: "AskingScreen") -> None:
        """Offer what was not stored when the program stopped, each by itself, in the middle of an action."""
        while self.left:
            deed = self.left[0]
            more = f" ({len(self.left)} wait)" if len(self.left) > 1 else ""
            fate = "stored" if deed.value else "taken back"
            what = f"hep stopped before this was {fate}{more}"
            answer = await screen.ask_for(
                f"{what}. Enter does it now, d drops it, Esc asks again later.", about=deed.words
            )
            if answer is None:
                return
            self.left.pop(0)
            if answer.strip().lower().startswith("d"):
                self.sender.drop(deed)
            else:
                self.sender.enter(deed)
                await self.sender.settled()

    async def told(self, row: "Row", stored: str) -> str:
        """Return what to say of a row that was just entered: `stored`, or that it waits.

        Raises HepError, and holds the row no longer, where the record will not have it.
        """
        await self.sender.settled()
        match self.sender.fate(row):
            case Fate.STORED:
                return stored
            case Fate.REFUSED:
                self.sender.withdraw(row.subject)
                raise HepError(row.refused)
            case Fate.WAITS:
                return f"Not stored yet ({self.sender.box.why or 'the disk is slow'}): {row.deed.words}"

    async def recorded(
        self, words: str, what: "Callable[Concatenate[Book, P], R]", *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Return what an action of a form returns, known by these words; one that the disk does not take is tried on.

        Raises HepError where it was refused, or waits.
        """
        from hep_tui.logbook import NotStored

        await self.sender.settled()
        if waits := self.sender.form:
            raise HepError(f"“{waits.deed.words}” is not stored yet and goes first; u or Ctrl+Z takes it back.")
        try:
            return await self.app.backend.call(what, *args, **kwargs)
        except NotStored as error:
            if not error.drafts and not error.entries:
                raise
            self.sender.adopt(error, self.app.backend.token(), words)
            raise HepError(f"Not stored yet ({error.state}): “{words}” waits, and hep goes on trying.") from error

    def half_typed(self, meeting: str) -> tuple[str, str]:
        """Return the line that was half typed in a meeting when the program stopped, and the note that it corrects."""
        return self._lines.pop(meeting, ("", ""))

    def keep_half_typed(self, meeting: str, text: str, editing: str) -> None:
        """Keep what is typed in a meeting and not entered."""
        if self.sender.kept:
            self.sender.kept.line(meeting, text, editing)

    def place(self, meeting: str) -> "Place":
        """Return the table and speaker that are kept for the notes of a meeting, for when somebody comes back."""
        return self._places.get(meeting, (0, "", ""))

    def keep_place(self, meeting: str, place: "Place") -> None:
        """Keep table and speaker for the notes of a meeting."""
        self._places[meeting] = place
        if self.sender.kept:
            self.sender.kept.place(meeting, place)

    def look(self) -> None:
        """Look at the file, and send what waits; not while the look before is still under way."""
        self._run("look", self._look)

    def back_up(self) -> None:
        """Make a backup where one is due, while everything else goes on."""
        self._run("back up", self.app.back_up)

    def end(self) -> None:
        """Look no more."""
        for task in self._tasks.values():
            task.cancel()
        if self.sender.kept:
            self.sender.kept.close()

    def farewell(self) -> str:
        """Return what to know after leaving; empty where nothing is to be known."""
        waits = len(self.left) + sum(1 for _ in self.sender.box)
        said = [f"Not stored yet: {waits}. hep offers it again at the next start."] if waits else []
        if self.rescued:
            said.append(f"The review was changed by another program; all that was entered is in {self.rescued}.")
        return " ".join(said)

    def _run(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        before = self._tasks.get(name)
        if self.app.ready and (before is None or before.done()):
            self._tasks[name] = asyncio.create_task(_await(work()))

    async def _look(self) -> None:
        from hep_tui.logbook import NotStored
        from hep_tui.logbook.errors import FileChanged

        try:
            changed, self._trouble = await self.app.backend.look(), ""
        except FileChanged as error:
            changed = await self._rescue(error)
        except NotStored as error:
            changed, self._trouble = False, error.state
        if changed:
            await self.app.reload_all()
        if self.sender.box.rows:
            await self.sender.go()
        self.show()
        await self._watch_clock()

    def _clock(self) -> float:
        """Return how far the laptop's clock is ahead of one that nobody sets, in seconds."""
        return self.app.now().timestamp() - steady()

    async def _watch_clock(self) -> None:
        """Say that the laptop's clock was set, and measure what is shown again."""
        before, self._ahead = self._ahead, self._clock()
        minutes = round((self._ahead - before) / 60)
        if minutes:
            way = "on" if minutes > 0 else "back"
            self.app.tell(
                f"The clock of this laptop was put {way} by {abs(minutes)} minutes; look whether it is right. "
                "Minutes of the meeting are measured without it."
            )
            await self.app.reload_all()

    async def _rescue(self, error: "FileChanged") -> bool:
        """Go on in a file of its own; return whether that was possible."""
        from hep_tui.logbook import NotStored

        self._trouble = error.state
        try:
            path = await self.app.backend.rescue(self.app.review_path.parent, locations.reviews_dir())
        except (NotStored, OSError) as failed:
            self.app.tell(f"{error.what}. {failed} Nothing more can be stored until there is room.")
            return False
        self.rescued, self._trouble = path, ""
        entries = await self.app.backend.call(lambda book: book.count())
        self.app.tell(f"{error.what}. Everything goes on in {path}: {entries} entries, all verified.")
        return True


def _newest_at(book: "Book") -> datetime | None:
    newest = book.entry(book.newest())
    return datetime.fromisoformat(newest.at) if newest else None


async def _await(work: Awaitable[None]) -> None:
    # It is tried again, and was said where it matters.
    with contextlib.suppress(HepError):
        await work
