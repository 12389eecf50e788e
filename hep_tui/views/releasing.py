"""Let out what may be published only where nothing that was let out before tells the rest."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hep_tui.domain.clock import day_of
from hep_tui.logbook import Book, releases
from hep_tui.views.cuts import cuts, release, require_apart


@contextlib.contextmanager
def releasing(
    book: Book, folder: Path, groups: Sequence[str] = (), instead: str = ""
) -> Iterator[Callable[[str], None]]:
    """Lend what remembers a release by its name, once it is written.

    `folder` is that of the backups, `groups` get a page of their own, and `instead` is the name of a release that went
    to nobody. Raises HepError where both together would tell of fewer than five people.
    """
    earlier = releases.without(releases.every(book, folder), instead)
    told = cuts(book, groups)
    require_apart(earlier, told)

    def remember(name: str) -> None:
        today = day_of(book.source.now()).isoformat()
        releases.keep(book, folder, [*earlier, release(name, today, told)])

    yield remember
