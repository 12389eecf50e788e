"""Conflicts: both versions, which is right, one key."""

import re

from textual import events
from textual.content import Content

from hep_tui.actions import record
from hep_tui.domain.clock import moment_words
from hep_tui.tui.screens.base import WIDE
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.text import beside, content, heading, hung
from hep_tui.views.conflicts import Conflict, conflicts

_GAP = 4
"""Versions beside each other have so many cells between them."""
_MOST = 4
"""Fewer versions than this are shown side by side on a wide screen."""

_GUIDE = (
    " The number of a version keeps that one;",
    " the others stay in the history.",
    "",
)


class ConflictsScreen(ListScreen[list[Conflict], Conflict]):
    """Settle one conflict after the other."""

    OFFERS = "later scroll-up scroll-down back"
    WORKED_OFF = True
    guide = _GUIDE

    async def load(self) -> list[Conflict]:
        """Read what is still to be settled."""
        return await self.ask(conflicts)

    def rows(self, view: list[Conflict]) -> list[Conflict]:
        """Return what is still to be settled."""
        return view

    def head(self, view: list[Conflict]) -> None:
        """Say how much is to be settled."""
        self.top("conflicts", saved=f"{len(view)} to settle")
        self.hint("later" if len(view) > 1 else "")

    def block(self, row: Conflict, *, here: bool) -> list[Content]:
        """Return the conflict on show with its versions; nothing of the others."""
        if not here:
            return []
        width = self.size.width - 2
        place = f"{self.ids.index(row.id) + 1} of {len(self.view)}"
        lines = [heading(f" {row.called.upper()}", width, place)]
        lines += [content(line, "$quiet") for line in hung(" ", row.about, width)]
        count = len(row.versions)
        columns = count if count < _MOST and self.size.width >= WIDE else 1
        room = width // columns - _GAP
        versions = [(self._version(row, number, room), room) for number in range(1, count + 1)]
        for at in range(0, count, columns):
            lines += [Content(""), *beside(versions[at : at + columns], _GAP)]
        keep = "What differs is bold. Press the number of the version that is right; the others stay in the history."
        return [*lines, Content(""), *(content(line, "$quiet") for line in hung(" ", keep, width))]

    def _version(self, row: Conflict, number: int, width: int) -> list[Content]:
        """Return who recorded one version, and what it says, with the words that not all versions have standing out."""
        version = row.versions[number - 1]
        when = moment_words(version.at)
        head = Content.assemble(
            content(f" {number} ", "bold $here"), content(f" {version.who or 'somebody'}, {when}", "$quiet")
        )
        common = set.intersection(*(set(each.says.split()) for each in row.versions))
        return [head, *(_marked(line, common) for line in hung("    ", version.says, width))]

    def below(self, view: list[Conflict]) -> list[Content]:
        """Return that nothing is in conflict, where that is so."""
        return [] if view else [content("\n  Nothing is in conflict.")]

    async def keyed(self, event: events.Key) -> bool:
        """Keep the version of a number."""
        digit = event.character or ""
        conflict = self.here
        if conflict is None or not (digit.isascii() and digit.isdigit()):
            return False
        if 1 <= int(digit) <= len(conflict.versions):
            await self.performance.run(self._settle(conflict, int(digit)))
        else:
            self.say(f"There is no version {digit} here.", alarm=True)
        return True

    async def _settle(self, conflict: Conflict, number: int) -> None:
        about = f"{conflict.called}\n{conflict.versions[number - 1].says}"
        question = f"Keep version {number}? Undo does not reach this; the others stay in the history."
        if await self.sure(question, about) and await self.do(
            record.settle, conflict.id, conflict.versions[number - 1].entry
        ):
            self.say(f"Settled: version {number} of {conflict.called}.")


def _marked(line: str, common: set[str]) -> Content:
    """Return a line with the words that are not `common` to all versions standing out."""
    parts = re.split(r"(\s+)", line)
    return Content.assemble(
        *(content(part, "" if part.isspace() or part in common else "bold underline") for part in parts if part)
    )
