"""Let out what may be published only where nothing that was let out before tells the rest."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hep_tui.domain.clock import day_of
from hep_tui.domain.ledger import together
from hep_tui.domain.phases import MIN_CELL
from hep_tui.errors import HepError
from hep_tui.logbook import Book, releases
from hep_tui.views.cuts import cuts, page_of, release, require_apart


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


def handed_round(book: Book, folder: Path, meeting: str, name: str) -> str:
    """Remember a page about a meeting that is written, and return what to be careful of; nothing where there is none.

    Beside an earlier page of the meeting it may tell who came in between, which nobody can see from one of them.
    """
    told = page_of(book, meeting)
    try:
        earlier = releases.every(book, folder)
        today = day_of(book.source.now()).isoformat()
        releases.keep(book, folder, [*earlier, release(name, today, [told])])
    except HepError:
        return "Whether an earlier page tells with it who came in between is not known; compare how many were there."
    before = together(earlier, {told.id: told.sets}).get(told.id)
    if before is None:
        return ""
    return f"Beside {before.name} of {before.day} it tells of fewer than {MIN_CELL} people: hand round one of the two."
