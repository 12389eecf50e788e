"""What other laptops' files brought, and the way to merge another one or to take one back."""

from datetime import datetime

from textual.content import Content

from hep_tui.actions import merging
from hep_tui.domain.clock import moment_words
from hep_tui.domain.kinds import kinds_said
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.logbook.imports import Import, imports
from hep_tui.tui.command import command
from hep_tui.tui.dragged import dragged
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, hung

_NOTHING = "Nothing was merged into this file. m merges the file of another laptop: you see first what it would bring."


class ImportsScreen(ListScreen[list[Import], Import]):
    """List what was merged into this file; merge another, or take one back as a unit."""

    OFFERS = "merge-file take-back-import open-laptops up down undo-step redo scroll-up scroll-down back"

    async def load(self) -> list[Import]:
        """Read what came in."""
        return await self.ask(imports)

    def rows(self, view: list[Import]) -> list[Import]:
        """Return what came in, the newest first."""
        return view[::-1]

    def head(self, view: list[Import]) -> None:
        """Say how many files came in."""
        self.top("other laptops' files", saved=f"{len(view)} merged")

    def block(self, row: Import, *, here: bool) -> list[Content]:
        """Return when a file came in, what it brought, and whether that was taken back."""
        width = self.size.width - 2
        when = moment_words(datetime.fromisoformat(row.at))
        name = hung(f" {pointer(here)} ", f"{when}  {row.name}", width)
        brought = hung("   ", f"{row.entries} entries: {kinds_said(row.by_kind)}", width)
        gone = hung("   ", prefixed("taken back: ", row.withdrawn), width) if row.withdrawn else []
        style = "bold $here" if here else "bold"
        return [
            *(content(line, style) for line in name),
            *(content(line, "$quiet") for line in (*brought, *gone)),
            Content(""),
        ]

    def above(self, view: list[Import]) -> list[Content]:
        """Leave a line free."""
        return [Content("")]

    def below(self, view: list[Import]) -> list[Content]:
        """Return how a file comes in, where none did."""
        return [] if view else [content(line) for line in hung("  ", _NOTHING, self.size.width - 4)]

    @command("m", hint=True)
    async def action_merge_file(self) -> None:
        """Merge the file of another laptop: you see what it would bring, and Enter brings it in."""
        about = "Path of a .hep file of this review; nothing is stored before you have seen what it would bring."
        path = await self.ask_for(
            "Which file? Tab takes one from beside this review.", about=about, offers=self._beside
        )
        if not path:
            return
        file = dragged(path, self.hep.review_path.parent)
        left = await self.visit("merge", file)
        if isinstance(left, HepError):
            self.say(str(left), alarm=True)
            return
        if left:
            self.marked = ""
            await self.reload()
        self.say(left or "Nothing was merged.")

    def _beside(self, typed: str) -> list[str]:
        """Return the files beside the review whose names begin so."""
        own = self.hep.review_path
        return [path.name for path in sorted(own.parent.glob("*.hep")) if path != own and path.name.startswith(typed)]

    @command("delete,backspace", hint=True, shown="Del", label="take back")
    async def action_take_back_import(self) -> None:
        """Take back what the marked file brought, as a unit; what it erased stays erased."""
        row = self.chosen()
        if row is None:
            return
        about = f"{row.name}: {row.entries} entries, of {kinds_said(row.by_kind)}.\nWhat it erased stays erased."
        why = await self.ask_for(f"Why is {row.name} taken back? Enter alone gives no reason.", about=about)
        if why is not None and await self.do(merging.take_back, row.id, why):
            await self.reload()
            self.say(f"Took back what {row.name} brought; undo brings it in again.")

    @command("l", hint=True, label="laptops")
    def action_open_laptops(self) -> None:
        """See whose entries these are; introduce a laptop, or admit what was set aside."""
        self.go("laptops")
