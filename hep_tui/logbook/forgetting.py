"""Let hep's own backups forget what was erased from a review."""

from dataclasses import dataclass
from pathlib import Path

from hep_tui.domain.clock import day_of, short_day
from hep_tui.domain.wording import counted
from hep_tui.logbook import backup, handovers, lineage, reading
from hep_tui.logbook.book import Book
from hep_tui.logbook.handovers import Handover


@dataclass(frozen=True)
class Forgotten:
    """Say what became of the backups that held words which were erased since.

    `gone` were deleted, as `newest` holds everything else of them. `left` still hold the words, and something that is
    not in this file. `exports` went out before, and may hold them.
    """

    newest: Path
    gone: tuple[Path, ...]
    left: tuple[Path, ...]
    exports: tuple[Handover, ...]

    @property
    def words(self) -> list[str]:
        """Return what became of them, and where the words may be still, in sentences."""
        held = counted(len(self.gone), "backup that still held what was erased is", "backups that still held it are")
        gone = (
            f"{held} gone; the newest holds all else." if self.gone else "No backup of this file holds what was erased."
        )
        left = "Still held by {}, which is of another file: merge this one there, and do the same."
        out = "Handed over on {day}, and may hold it: {name}"
        return [
            f"{gone} gone; the newest holds all else."
            if self.gone
            else "No backup of this file holds what was erased.",
            *(left.format(copy) for copy in self.left),
            *(out.format(day=short_day(day_of(export.at)), name=export.name) for export in self.exports),
        ]


def forget(book: Book, root: Path) -> Forgotten:
    """Make a backup without the words that were erased, and delete those of this file that still hold them.

    Backups of other files of the review stay: each may be the only one. Raises NotStored where no backup can be made;
    then none is deleted.
    """
    own = backup.folder_for(book, root)
    newest = backup.backup(book, own)
    entries = list(book.entries())
    erased, here = {e.id for e in entries if e.body is None}, {e.id for e in entries}
    gone, left = [], []
    for copy in sorted(lineage.review_folder(book, root).rglob("*.hep")):
        held = reading.entries(copy)
        if copy == newest or not any(e.body is not None and e.id in erased for e in held):
            continue
        if copy.parent == own and {e.id for e in held} <= here:
            copy.unlink()
            gone.append(copy)
        else:
            left.append(copy)
    return Forgotten(newest, tuple(gone), tuple(left), tuple(handovers.every(book)))
