"""Store what was typed as a note, once and not twice, also where the disk did not say whether it has it."""

from collections.abc import Awaitable, Callable

from hep_tui.actions import notes
from hep_tui.domain.shorthand import Reading
from hep_tui.logbook import NotStored


class Storing:
    """Store lines one by one; `ask` runs an action on the logbook and raises what it raises."""

    def __init__(self, ask: Callable[..., Awaitable[object]]) -> None:
        self._ask = ask
        self._unstored: NotStored | None = None
        self._text = ""

    async def store(self, text: str, reading: Reading, corrected: str = "") -> None:
        """Store a note, or the correction of one. Raises HepError, NotStored where it may or may not be on the disk."""
        try:
            if self._unstored:
                await self._again(self._unstored, text, reading)
            elif corrected:
                await self._ask(notes.amend, corrected, reading.note, reading.new_themes)
            else:
                await self._ask(notes.add, reading.note, reading.new_themes)
        except NotStored as error:
            if error.entries:
                self._unstored, self._text = error, text
            raise
        self._unstored = None

    async def _again(self, unstored: NotStored, text: str, reading: Reading) -> None:
        """Store the very entries that may or may not be on the disk; words changed since then are a correction."""
        await self._ask(lambda book: book.retry(unstored.entries))
        id = next((e.subject for e in unstored.entries if e.kind == "note"), "")
        if text != self._text and id:
            await self._ask(notes.amend, id, reading.note, reading.new_themes)
