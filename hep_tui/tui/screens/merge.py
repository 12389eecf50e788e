"""One file before it is merged: what it would erase, set aside and bring, and who made it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.actions import merging
from hep_tui.actions.merging import MergeResult
from hep_tui.domain.kinds import kinds_said
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook.merge import Merged
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, heading, hung
from hep_tui.views.merging import notices, require_shown

_STRANGERS = (
    "A laptop that is not introduced can add, but not take back, erase or declare: what it would is set aside. On the "
    "list of merged files, l and then i introduce it, by the four words that its owner reads out."
)
_EVERY = 0.25
"""After so many seconds it is shown how far it has come."""


class MergeScreen(HepScreen[None]):
    """Try out what a file would bring, show it, and merge it on Enter; Esc stops either, and nothing is half done."""

    OFFERS = "merge-now up down scroll-up scroll-down cancel"
    watches = frozenset({"none of them: what is shown is what was tried out"})

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.outcome: MergeResult | None = None
        self.step, self.share, self.stopped = "", 0.0, False

    def compose_body(self) -> ComposeResult:
        """Leave room for what it would bring."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")

    async def load(self) -> None:
        """Read nothing: what the file would bring is tried out while keys are heard."""

    async def opened(self) -> None:
        """Try out what it would bring."""
        self.set_interval(_EVERY, self._show_share)
        self._try_out()

    def draw(self, view: None) -> None:
        """Show what it would bring, what it would take first."""
        done = f"{self.step} {self.share:.0%}".replace("%", " %") if self.step else "nothing merged yet"
        self.top(f"merging {self.file.name}", saved=done)
        if self.outcome is not None:
            self._show(self.outcome)

    def _show(self, outcome: MergeResult) -> None:
        width = self.size.width - 2
        [merged] = outcome.files
        lines = [Content("")]
        for words, style in self._said(merged, outcome.notices):
            lines += [content(line, style) for line in hung("  ", words, width)]
        if merged.new:
            lines += [Content(""), heading(" WHAT IT BRINGS", width)]
            lines += [content(line) for line in hung("  ", kinds_said(merged.by_kind), width)]
            lines += [Content(""), heading(" WHO MADE IT", width)]
            lines += [content(line) for signer in merged.signers for line in hung("  ", signer.said, width)]
            if not all(signer.introduced for signer in merged.signers):
                lines += [content(line, "bold") for line in hung("  ", _STRANGERS, width)]
        self.query_one("#sheet", Static).update(Content("\n").join(lines))

    def _said(self, merged: Merged, notices: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield what there is to know before it is merged, the worst first, each with its style."""
        if merged.erases:
            yield (
                f"ERASES {merged.erases}: so many entries of this record would lose what they say, for good.",
                "bold $alarm",
            )
        for words in notices:
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
        if self.step or self.outcome is None:
            return
        [merged] = self.outcome.files
        erases = f"{self.file.name} ERASES {merged.erases} entries of this record, for good. Merge it?"
        if not merged.erases or await self.sure(erases):
            self._merge(self.outcome)

    async def action_cancel(self) -> None:
        """Stop what is under way, or go back."""
        if self.step:
            self.stopped = True
        else:
            await self.leave()

    @work
    async def _try_out(self) -> None:
        with self._taking("trying out"):
            try:
                self.outcome = await self._attempted()
            except HepError as error:
                self.app.call_later(self.leave, error)
            else:
                self.say("")

    @work
    async def _merge(self, shown: MergeResult) -> None:
        with self._taking("merging"):
            try:
                self.outcome = await self._attempted()
            except HepError as error:
                self.say(str(error), alarm=True)
                return
            if self.outcome != shown:
                self.say("This has changed meanwhile and nothing was merged: look again, then Enter.", alarm=True)
            elif await self.do(merging.merge, [self.file], locations.backups_dir(), **self._how):
                await self.hep.reload_all()
                [merged] = shown.files
                words = f"Merged {self.file.name}: {counted(merged.new, 'new entry', 'new entries')}."
                self.app.call_later(self.leave, words)

    async def _attempted(self) -> MergeResult:
        return await self.ask(merging.merge, [self.file], locations.backups_dir(), **self._how, dry_run=True)

    @property
    def _how(self) -> dict[str, Any]:
        return {"notices": notices, "check": require_shown, "told": self._told}

    @contextmanager
    def _taking(self, step: str) -> Iterator[None]:
        """Show how far a block has come, until it ends."""
        self.step, self.share, self.stopped = step, 0.0, False
        self.say(f"{step.capitalize()} {self.file.name}; Esc stops it, and nothing is merged then.")
        try:
            yield
        finally:
            self.step = ""
            self.redraw()

    def _told(self, share: float) -> None:
        """Hear from the thread of the logbook how far it has come. Raises HepError to stop it."""
        if self.stopped:
            raise HepError(f"Stopped: nothing of {self.file.name} was merged.")
        self.share = share

    def _show_share(self) -> None:
        if self.step:
            self.redraw()
