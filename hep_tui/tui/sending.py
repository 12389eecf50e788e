"""Send what was entered to the record, in order, and keep at it until the disk takes it.

The outbox and actions are imported where the first deed needs them, long after the first paint.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hep_tui.tui import crash

if TYPE_CHECKING:
    from hep_tui.domain.outbox import Deed, Job, Outbox, Row
    from hep_tui.logbook import Book, NotStored
    from hep_tui.tui.kept import Kept

PATIENCE = 0.25
"""So many seconds whoever entered something waits for the disk before going on."""


class Fate(StrEnum):
    """Say what has become of a row."""

    STORED = "stored"
    WAITS = "waits"
    REFUSED = "refused"


def _attempt(book: "Book", job: "Job") -> "Callable[[Outbox], object]":
    from hep_tui.actions import deeds

    return deeds.attempt(book, job)


class Sender:
    """Own the outbox of a review. `ask` runs something on the logbook.

    `changed` hears that the state is another, and by `rows` whether what waits is other than was shown: what is stored
    is shown by whoever reads the record again.
    """

    def __init__(self, ask: Callable[..., Awaitable[Any]], changed: Callable[..., None]) -> None:
        self.kept: Kept | None = None
        self._ask, self._changed = ask, changed
        self._sending: asyncio.Task[None] | None = None

    @cached_property
    def box(self) -> "Outbox":
        """Return the outbox."""
        from hep_tui.domain.outbox import Outbox

        return Outbox()

    @property
    def words(self) -> str:
        """Return for the top line what waits, and why; empty where nothing does."""
        waiting = sum(1 for _ in self.box)
        refused = sum(1 for row in self.box if row.refused)
        if not waiting:
            return self.box.why
        said = f"{waiting} not stored yet" if waiting > refused else f"{refused} REFUSED"
        return f"{self.box.why}: {said}" if self.box.why else said

    def enter(self, deed: "Deed") -> "Row":
        """Put a deed into the outbox, have it sent, and return its row; `fate` says what becomes of it."""
        row = self.box.enter(deed)
        self._keep(row)
        self._changed(rows=True)
        self.go()
        return row

    def adopt(self, error: "NotStored", subject: str, words: str) -> None:
        """Go on trying what an action could not store; nothing may be known of it but what it was to record."""
        from hep_tui.domain.outbox import ENTRIES, Deed
        from hep_tui.logbook import Draft

        drafts = error.drafts or tuple(Draft(e.kind, e.subject, e.data, e.replaces) for e in error.entries)
        self._keep(self.box.adopt(Deed(ENTRIES, subject, drafts, words=words), error.entries))
        self.box.why = error.state
        self._changed(rows=True)

    @property
    def form(self) -> "Row | None":
        """Return what a form is to record and has not yet; another one, on top of it, might say the same again."""
        from hep_tui.domain.outbox import ENTRIES

        return next((row for row in self.box if row.deed.kind == ENTRIES), None)

    async def settled(self) -> None:
        """Return when all that was entered is stored, or cannot be for now, or a moment has passed."""
        if self._sending is not None and not self.box.why:
            await asyncio.wait({self._sending}, timeout=PATIENCE)

    def drop(self, deed: "Deed") -> None:
        """Keep no longer what a person does not want any more."""
        if self.kept:
            self.kept.ended(deed.subject)

    def fate(self, row: "Row") -> Fate:
        """Say what has become of a row."""
        if row.refused:
            return Fate.REFUSED
        return Fate.WAITS if any(row is each for each in self.box.rows) else Fate.STORED

    def withdraw(self, subject: str) -> "Row | None":
        """Take back the row about a thing, before it is stored; return it if there was one."""
        row = self.box.withdraw(subject)
        if row is not None:
            self._keep(row)
            self._changed(rows=True)
            self.go()
        return row

    def take_back(self, frame: str | None = None) -> "Row | None":
        """Take back what was entered last within a frame and is not stored yet; return it if there was anything."""
        from hep_tui.actions import deeds

        rows = (row for row in reversed(self.box.rows) if not row.gone)
        last = next((row for row in rows if frame is None or deeds.poll_of(row.deed) == frame), None)
        return self.withdraw(last.subject) if last else None

    def go(self) -> asyncio.Task[None]:
        """Send what waits, unless that is under way, and return the task that does."""
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all())
        return self._sending

    async def _send_all(self) -> None:
        while job := self.box.take():
            try:
                heard = await self._ask(_attempt, job)
            except Exception as error:
                # A fault of our own is no reason to lose the row, nor to ask for it for ever.
                crash.remember(error)
                self.box.refuse("hep cannot store this, because of a fault of its own; copy the words elsewhere.")
            else:
                heard(self.box)
            self._keep(job.row)
            self._changed(rows=bool(job.row.refused))
            if self.box.why:
                break

    def _keep(self, row: "Row") -> None:
        """Keep beside the record what a row says, and what may be there of one that was taken back."""
        if self.kept is None:
            return
        from hep_tui.actions import deeds
        from hep_tui.domain.outbox import Deed

        doubtful = row.tried.deed if row.tried else row.deed
        if not any(row is each for each in self.box.rows):
            self.kept.ended(row.subject)
        elif row.gone:
            taken_back = Deed(row.deed.kind, row.subject, doubtful.before, doubtful.value, words=row.deed.words)
            self.kept.row(row.subject, deeds.to_json(taken_back))
        else:
            self.kept.row(row.subject, deeds.to_json(row.deed))
