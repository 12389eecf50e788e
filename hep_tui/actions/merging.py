"""Bring in what other laptops recorded, and take it back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hep_tui.logbook import Book, backup, imports
from hep_tui.logbook import merge as merging
from hep_tui.logbook.merge import Check, Merged
from hep_tui.logbook.telling import Told, nobody

Notices = Callable[[Book], Callable[[Book], list[str]]]
"""Look at a record before a merge, and return what tells of it afterwards what somebody has to see to."""


@dataclass(frozen=True)
class MergeResult:
    """Say what merging some files did, or would do: file by file, and what somebody has to see to then."""

    files: tuple[Merged, ...]
    notices: tuple[str, ...]

    @property
    def record_code(self) -> str:
        """Return the code of the record with all of them."""
        return self.files[-1].record_code


def merge(
    book: Book,
    others: Sequence[Path],
    backups: Path,
    *,
    notices: Notices,
    check: Check | None = None,
    told: Told = nobody,
    dry_run: bool = False,
) -> MergeResult:
    """Merge all of some files or none, behind a backup under `backups`; a dry run only tries it out on a copy.

    Without a `check` of what can be shown afterwards, they are salvaged; `told` hears how far it has come. Raises what
    merging raises, and what `told` does; nothing is merged then.
    """
    with merging.copied(book) if dry_run else _backed_up(book, backups) as target:
        afterwards = notices(target)
        done = merging.merge_all(target, others, salvaged=check is None, check=check, backups=backups, told=told)
        return MergeResult(tuple(done), tuple(afterwards(target)))


@contextmanager
def _backed_up(book: Book, backups: Path) -> Iterator[Book]:
    """Lend a book once it is backed up."""
    if not book.read_only:
        backup.backup(book, backup.folder_for(book, backups))
    yield book


def take_back(book: Book, id: str, reason: str) -> int:
    """Take back what one merge brought, by its id, and return how many entries say so; what it erased stays erased."""
    return len(imports.take_back(book, id, reason))
