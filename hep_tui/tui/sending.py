"""Send what was entered to the record, in order, and keep at it until the disk takes it."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hep_tui.actions import deeds
from hep_tui.domain.outbox import Deed, Outbox, Row
from hep_tui.tui import crash

if TYPE_CHECKING:
    from hep_tui.tui.kept import Kept

PATIENCE = 0.25
"""So many seconds whoever entered something waits for the disk before going on."""


class Fate(StrEnum):
    """Say what has become of a row."""

    STORED = "stored"
    WAITS = "waits"
    REFUSED = "refused"


class Sender:
    """Own the outbox of a review. `ask` runs something on the logbook, `changed` hears that the rows are others."""

    def __init__(self, ask: Callable[..., Awaitable[Any]], changed: Callable[[], None]) -> None:
        self.box = Outbox()
        self.left: list[Deed] = []
        self.kept: Kept | None = None
        self._ask, self._changed = ask, changed
        self._sending: asyncio.Task[None] | None = None

    @property
    def words(self) -> str:
        """Return for the top line what waits, and why; empty where nothing does."""
        waiting = sum(1 for _ in self.box)
        refused = sum(1 for row in self.box if row.refused)
        if not waiting:
            return self.box.why
        said = f"{waiting} not stored yet" if waiting > refused else f"{refused} REFUSED"
        return f"{self.box.why}: {said}" if self.box.why else said

    async def send(self, deed: Deed) -> Row:
        """Enter a deed and return its row, after the disk has taken it or a moment has passed; see `fate`."""
        row = self.box.enter(deed)
        self._keep(row)
        self._changed()
        await asyncio.wait({self.go()}, timeout=0 if self.box.why else PATIENCE)
        return row

    def fate(self, row: Row) -> Fate:
        """Say what has become of a row."""
        if row.refused:
            return Fate.REFUSED
        return Fate.WAITS if any(row is each for each in self.box.rows) else Fate.STORED

    def withdraw(self, subject: str) -> Row | None:
        """Take back the row about a thing, before it is stored; return it if there was one."""
        row = self.box.withdraw(subject)
        if row is not None:
            self._keep(row)
            self._changed()
            self.go()
        return row

    def go(self) -> asyncio.Task[None]:
        """Send what waits, unless that is under way, and return the task that does."""
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all())
        return self._sending

    async def _send_all(self) -> None:
        while job := self.box.take():
            try:
                heard = await self._ask(deeds.attempt, job)
            except Exception as error:
                # A fault of our own is no reason to lose the row, nor to ask for it for ever.
                crash.remember(error)
                self.box.refuse("hep cannot store this, because of a fault of its own; copy the words elsewhere.")
            else:
                heard(self.box)
            self._keep(job.row)
            self._changed()
            if self.box.why:
                break

    def _keep(self, row: Row) -> None:
        """Keep beside the record what a row says, and what may be there of one that was taken back."""
        if self.kept is None:
            return
        doubtful = row.tried.deed if row.tried else row.deed
        if not any(row is each for each in self.box.rows):
            self.kept.ended(row.subject)
        elif row.gone:
            taken_back = Deed(row.deed.kind, row.subject, doubtful.before, doubtful.value, words=row.deed.words)
            self.kept.row(row.subject, deeds.to_json(taken_back))
        else:
            self.kept.row(row.subject, deeds.to_json(row.deed))
