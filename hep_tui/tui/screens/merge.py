"""One file before it is merged: what it would erase, set aside and bring, and who made it."""

from collections.abc import Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.actions import merging
from hep_tui.actions.merging import Outcome
from hep_tui.domain.kinds import kinds_said
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook.merge import Merged
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, heading, hung
from hep_tui.views.merging import notices, require_shown


class MergeScreen(HepScreen[None]):
    """Show what a file would bring, and merge it on Enter."""

    OFFERS = "merge-now up down scroll-up scroll-down cancel"
    watches = frozenset({"none of them: what is shown is what was tried out"})

    def __init__(self, file: Path, outcome: Outcome) -> None:
        super().__init__()
        self.file, self.outcome = file, outcome

    def compose_body(self) -> ComposeResult:
        """Leave room for what it would bring."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")

    async def load(self) -> None:
        """Read nothing: it was tried out before."""

    def draw(self, view: None) -> None:
        """Show what it would bring, what it would take first."""
        self.top(f"merging {self.file.name}", saved="nothing merged yet")
        width = self.size.width - 2
        [merged] = self.outcome.files
        lines = [Content("")]
        for words, style in self._said(merged):
            lines += [content(line, style) for line in hung("  ", words, width)]
        if merged.new:
            lines += [Content(""), heading(" WHAT IT BRINGS", width)]
            lines += [content(line) for line in hung("  ", kinds_said(merged.by_kind), width)]
            lines += [Content(""), heading(" WHO MADE IT", width)]
            lines += [content(line) for signer in merged.signers for line in hung("  ", signer.said, width)]
        self.query_one("#sheet", Static).update(Content("\n").join(lines))

    def _said(self, merged: Merged) -> Iterator[tuple[str, str]]:
        """Yield what there is to know before it is merged, the worst first, each with its style."""
        if merged.erases:
            yield (
                f"ERASES {merged.erases}: so many entries of this record would lose what they say, for good.",
                "bold $alarm",
            )
        for words in self.outcome.notices:
            yield words, "bold"
        if merged.set_aside:
            kept = "kept, and without effect until you introduce the laptop or admit them"
            yield f"{counted(merged.set_aside, 'entry', 'entries')} would be set aside: {kept}.", "bold"
        if merged.conflicting:
            yield (
                f"{counted(merged.conflicting, 'thing')} would be in two versions; c on the home screen settles them.",
                "",
            )
        for id, why in merged.quarantined:
            yield f"Refused {id[:8]}: {why}", "bold"
        known = f"{merged.known} already known."
        yield (
            f"{counted(merged.new, 'new entry', 'new entries')}, {known}" if merged.new else f"Nothing new, {known}",
            "bold",
        )

    @command("enter", hint=True, shown="Enter", label="merge")
    async def action_merge_now(self) -> None:
        """Merge it, behind a backup; Del on the list of what came in takes it back as a unit."""
        [merged] = self.outcome.files
        erases = f"{self.file.name} ERASES {merged.erases} entries of this record, for good. Merge it?"
        if merged.erases and not await self.sure(erases):
            return
        self.say(f"Merging {self.file.name}.")
        if await self._as_shown() and await self._merged():
            await self.hep.reload_all()
            await self.leave(f"Merged {self.file.name}: {counted(merged.new, 'new entry', 'new entries')}.")

    async def _merged(self) -> bool:
        return await self.do(merging.merge, [self.file], locations.backups_dir(), notices=notices, check=require_shown)

    async def _as_shown(self) -> bool:
        """Say whether the file would still do what is shown; where it would not, show what it would do now."""
        before = self.outcome
        try:
            self.outcome = await self.ask(
                merging.attempted, [self.file], locations.backups_dir(), notices=notices, check=require_shown
            )
        except HepError as error:
            self.say(str(error), alarm=True)
            return False
        if self.outcome != before:
            self.redraw()
            self.say("This has changed meanwhile and nothing was merged: look again, then Enter.", alarm=True)
        return self.outcome == before
