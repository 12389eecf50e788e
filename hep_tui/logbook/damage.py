"""What to turn to where a file is damaged: its newest backup that is whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hep_tui.logbook import header, lineage, reading, salvage
from hep_tui.logbook.errors import Damaged, NotALogbook

ADVICE = "Open its newest backup, or take what is whole with: hep merge NEWFILE --salvage OLDFILE."


def look_at(path: Path, root: Path | None) -> None:
    """Look at the first bytes of a file; raises NotALogbook, or Damaged where it was a review when last seen here."""
    try:
        header.look_at(path)
    except NotALogbook as error:
        held = lineage.in_place_of(path, root) if root else None
        if held is None:
            raise
        raise Damaged(f"{error} This laptop has seen a review here before; its newest backup is {held}.") from None


@contextmanager
def naming_backup(path: Path, root: Path | None) -> Iterator[None]:
    """Add to what is said of damage to a file within the block where its newest backup under `root` is."""
    try:
        yield
    except Damaged as error:
        raise Damaged(f"{error} {where(path, root)}" if root else str(error)) from error


def where(path: Path, root: Path) -> str:
    """Say in a sentence where the newest backup of a damaged file is, or that there is none."""
    found = newest(path, root)
    return f"Its newest backup is {found}." if found else f"No backup of it was found in {root}."


def newest(path: Path, root: Path) -> Path | None:
    """Return the newest backup under `root` that is whole and shares entries with what is left of a file.

    Those of its own lineage come first, since a copy to practise on shares its entries too. A record only grows, so the
    newest is the one that holds most; what was rescued of a file before may be younger.
    """
    left: set[str] = set()
    with suppress(Damaged, OSError):
        left = {str(e.id) for e in salvage.read(path).entries}
    held = (({e.id for e in reading.entries(backup)}, backup) for backup in root.rglob("*.hep"))
    of_it = [
        (lineage.is_of(backup.parent, path), len(ids & left), len(ids), _made(backup), backup)
        for ids, backup in held
        if ids & left
    ]
    whole = (backup for *_, backup in sorted(of_it, reverse=True) if reading.whole(backup))
    return next(whole, None) or lineage.in_place_of(path, root)


def _made(backup: Path) -> float:
    with suppress(OSError):
        return backup.stat().st_mtime
    return 0
